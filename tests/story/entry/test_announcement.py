"""The entry in the team's channel."""

from collections.abc import Callable

import pytest

from local.slack.people.reading import mentions, plain
from shared.store.engine.documents import Update
from tests.story.conftest import Story, en, ja, key_of, tokyo

MONDAYS = "announcement:2026-11-16:U1"


def test_an_entry_appears_under_its_authors_picture_and_plain_name(asked: Story) -> None:
    asked.workspace.change_user("U1", picture="https://example.com/tanaka.png")
    asked.write(asked.tanaka, {"keep": "よかった", "problem": "困った", "try": "やる"})
    (post,) = asked.posts()
    head = post.blocks[0]
    assert head["type"] == "context"
    assert head["elements"][0] == {
        "type": "image",
        "image_url": "https://example.com/picture.png",
        "alt_text": "田中",
    }
    assert plain(post).splitlines() == [
        f"田中 {ja('announcement.head', name='田中', day='11/16(月)')}",
        "Keep",
        "よかった",
        "Problem",
        "困った",
        "Try",
        "やる",
    ]
    assert mentions(post) == []
    assert "<@" not in str(post.blocks) + post.text


def test_readers_and_search_get_all_that_is_announced(asked: Story) -> None:
    asked.write(asked.tanaka, {"keep": "よかった", "try": "やる"})
    assert asked.posts()[0].text.splitlines() == [
        ja("announcement.text", name="田中", day="11/16(月)"),
        "Keep：よかった",
        "Try：やる",
    ]


def test_it_is_in_the_teams_language_whoever_writes(asked: Story) -> None:
    asked.write(asked.sato, keep="A good day")
    assert ja("announcement.head", name="Sato", day="11/16(月)") in asked.announcements()[0]


def test_an_english_teams_entries(story: Story) -> None:
    story.set_up(by=story.sato)
    story.write(story.tanaka, keep="よかった")
    assert en("announcement.head", name="田中", day="Mon 16 Nov") in story.announcements()[0]


def test_somebody_without_a_picture_is_announced_too(story: Story) -> None:
    story.workspace.change_user("U1", picture="")
    story.set_up()
    story.write(story.tanaka, keep="よかった")
    assert ja("announcement.head", name="田中", day="11/16(月)") in story.announcements()[0]


def test_it_carries_its_key_and_nothing_unfolds(asked: Story) -> None:
    asked.write(asked.tanaka, keep="https://example.com/")
    assert key_of(asked.posts()[0]) == MONDAYS
    sent = asked.slack.calls_of("chat.postMessage")[-1].arguments
    assert (str(sent["unfurl_links"]).lower(), str(sent["unfurl_media"]).lower()) == ("false", "false")


def test_each_entry_is_a_message_of_its_own(asked: Story) -> None:
    asked.write(asked.tanaka, keep="一つ目")
    asked.write(asked.suzuki, keep="二つ目")
    asked.until(tokyo(17, "17:05"))
    asked.write(asked.tanaka, keep="三つ目")
    assert len(asked.posts()) == 3
    assert all(post.thread_ts is None for post in asked.posts())


def test_an_edit_changes_that_message_in_place(asked: Story) -> None:
    asked.write(asked.tanaka, keep="前", problem="困った")
    before = asked.posts()[0].ts
    asked.press(asked.tanaka, "edit")
    asked.tanaka.type(keep="後", problem="")
    asked.tanaka.submit()
    asked.settle()
    (post,) = asked.posts()
    assert post.ts == before
    assert "後" in plain(post)
    assert "前" not in plain(post) + post.text
    assert "困った" not in plain(post) + post.text


def test_an_edit_days_later_still_follows(asked: Story) -> None:
    asked.write(asked.tanaka, keep="前")
    asked.until(tokyo(23, "12:00"))
    asked.tanaka.press(asked.workspace.direct_messages("U1")[0], "edit")
    asked.tanaka.type(keep="一週間後")
    asked.tanaka.submit()
    asked.settle()
    assert "一週間後" in asked.announcements()[0]


def test_deleting_removes_it(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった")
    asked.press(asked.tanaka, "edit")
    asked.tanaka.press_in_view("delete")
    asked.settle()
    assert asked.posts() == []
    assert MONDAYS not in asked.documents("teams/T1-C1/deliveries")


def test_written_again_it_is_there_again(asked: Story) -> None:
    asked.write(asked.tanaka, keep="一度目")
    asked.press(asked.tanaka, "edit")
    asked.tanaka.press_in_view("delete")
    asked.settle()
    asked.press(asked.tanaka, "write")
    asked.tanaka.type(keep="二度目")
    asked.tanaka.submit()
    asked.settle()
    (shown,) = asked.announcements()
    assert "二度目" in shown


def test_an_entry_for_an_earlier_day_carries_its_date(asked: Story) -> None:
    asked.press(asked.tanaka, "write")
    asked.tanaka.press_in_view("day", "2026-11-13")
    asked.tanaka.type(keep="金曜のこと")
    asked.tanaka.submit()
    asked.settle()
    assert ja("announcement.head_past", name="田中", day="11/13(金)") in asked.announcements()[0]


def test_todays_entry_edited_tomorrow_is_not_one_for_an_earlier_day(asked: Story) -> None:
    asked.write(asked.tanaka, keep="前")
    asked.jump(tokyo(18))
    asked.press(asked.tanaka, "edit")
    asked.tanaka.type(keep="後")
    asked.tanaka.submit()
    asked.settle()
    assert ja("announcement.head", name="田中", day="11/16(月)") in asked.announcements()[0].splitlines()[0]


@pytest.mark.parametrize("tap", ["quiet", "off"])
def test_quiet_and_off_days_are_not_announced(asked: Story, tap: str) -> None:
    asked.press(asked.tanaka, tap)
    assert asked.posts() == []
    assert not [key for key in asked.documents("teams/T1-C1/deliveries") if key.startswith("announcement")]


def test_in_a_team_that_shows_the_keep_only_the_first_message_says_so(team: Story) -> None:
    team.machine.sqlite.commit([Update("teams/T1-C1", {"announcement.parts": "keep"})])
    team.until(tokyo(16, "17:00"))
    assert ja("reminder.first_time_keep", channel="#ops") in team.messages("U1")[0]


def test_in_a_team_that_shows_the_keep_only_the_rest_stays_private(team: Story) -> None:
    team.machine.sqlite.commit([Update("teams/T1-C1", {"announcement.parts": "keep"})])
    team.until(tokyo(16, "17:05"))
    team.press(team.tanaka, "write")
    assert team.form(team.tanaka).count(ja("part.private_hint")) == 2
    team.tanaka.type({"keep": "よかった", "problem": "ひみつ", "try": "ないしょ"})
    team.tanaka.submit()
    team.settle()
    (post,) = team.posts()
    assert "よかった" in plain(post)
    assert not any(word in plain(post) + post.text for word in ("ひみつ", "ないしょ"))


def test_an_event_that_repeats_posts_once(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった")
    for _ in range(2):  # Firestore tells of a write that changes nothing, too
        asked.machine.sqlite.commit([Update("teams/T1-C1/entries/2026-11-16_U1", {"keep": "よかった"})])
        asked.settle()
    assert len(asked.posts()) == 1


@pytest.mark.functions_fail
def test_a_post_that_slack_did_not_take_comes_with_the_next_try(asked: Story) -> None:
    asked.slack.faults.status("chat.postMessage", 429, retry_after=3, channel="C1")
    asked.write(asked.tanaka, keep="よかった")
    asked.settle()
    assert len(asked.posts()) == 1


def test_a_channel_that_the_app_was_removed_from_loses_no_entry_and_somebody_is_told_once(asked: Story) -> None:
    asked.workspace.leave("C1", "UBOT", told=False)
    asked.write(asked.tanaka, keep="よかった")
    asked.write(asked.suzuki, keep="鈴木も")
    assert asked.document("teams/T1-C1/entries/2026-11-16_U1")["keep"] == "よかった"
    told = [m for m in asked.messages("U1") if m == ja("error.cannot_post", channel="#ops")]
    assert len(told) == 1
    asked.workspace.join("C1", "UBOT", told=False)
    asked.write(asked.tanaka, keep="よかった、なおした")
    assert "よかった、なおした" in asked.announcements()[0]


def test_a_member_in_another_zone_is_announced_under_their_own_day(at: Callable[..., Story]) -> None:
    story = at(tokyo(17, "08:00"))  # Monday evening in New York
    story.workspace.change_user("U3", tz="America/New_York")
    story.set_up()
    story.write(story.sato, keep="Monday, still")
    assert ja("announcement.head", name="Sato", day="11/16(月)") in story.announcements()[0]
