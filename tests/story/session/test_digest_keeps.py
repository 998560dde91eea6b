"""Which Keeps stand in a digest; weeks without any, and before the first."""

from local.slack.people.reading import plain
from shared.store.engine.documents import Update
from tests.story.conftest import Story, ja, key_of, tokyo
from tests.story.session.digests import digests

# Which Keeps


def test_what_is_written_while_it_is_open_joins_in_place(asked: Story) -> None:
    asked.write(asked.tanaka, keep="月曜")
    asked.until(tokyo(20, "16:31"))
    parent, posted = asked.digest(), len(asked.digest().replies)
    asked.jump(tokyo(20, "17:29"))
    asked.write(asked.tanaka, keep="金曜")
    asked.write(asked.suzuki, keep="鈴木の金曜")
    assert asked.digest() is parent
    assert asked.thread()[0] == "田中さん\n月 11/16 月曜\n金 11/20 金曜"
    assert len(parent.replies) == posted + 1
    assert "鈴木さん\n金 11/20 鈴木の金曜" in asked.thread()
    assert ja("part.invite", names="Satoさん") in asked.thread()


def test_when_all_have_written_nobody_is_invited_any_more(asked: Story) -> None:
    for person in (asked.tanaka, asked.suzuki):
        asked.write(person, keep="よかった")
    asked.until(tokyo(20, "16:31"))
    asked.write(asked.sato, keep="Me too")
    assert [key_of(reply).split(":")[2] for reply in asked.digest().replies if "invite" in key_of(reply)] == []
    assert len(asked.thread()) == 3


def test_what_comes_later_comes_in_the_next_one_under_since_last_time(asked: Story) -> None:
    asked.write(asked.tanaka, keep="月曜")
    asked.until(tokyo(20, "17:30"))
    asked.write(asked.tanaka, keep="金曜、遅く")
    first = asked.digest()
    assert not any("金曜、遅く" in plain(reply) for reply in first.replies)
    asked.until(tokyo(24, "17:05"))
    asked.write(asked.tanaka, keep="火曜")
    asked.until(tokyo(27, "16:31"))
    assert asked.digest() is not first
    carried = ja("part.carried", date=ja("part.day", date="金 11/20"))
    assert asked.thread()[0].splitlines()[:3] == ["田中さん", f"{carried} 金曜、遅く", "火 11/24 火曜"]


def test_an_edit_follows_weeks_later(asked: Story) -> None:
    asked.write(asked.tanaka, keep="前")
    asked.until(tokyo(20, "16:31"))
    first = asked.digest()
    asked.jump(tokyo(23, "12:00"))
    asked.tanaka.press(asked.workspace.direct_messages("U1")[0], "edit")
    asked.tanaka.type(keep="後")
    asked.tanaka.submit()
    asked.settle()
    assert "後" in plain(first.replies[0])
    assert "前" not in plain(first.replies[0])
    assert ja("digest.open", time="17:30") not in plain(first)  # that hour has passed
    asked.until(tokyo(27, "16:31"))
    assert not any("後" in part for part in asked.thread())


def test_an_edit_that_came_directly_from_the_store_weeks_later_follows_too(asked: Story) -> None:
    """However old: whoever writes the entry, what shows it follows."""
    asked.write(asked.tanaka, keep="前")
    asked.until(tokyo(20, "16:31"))
    first = asked.digest()
    asked.until(tokyo(18, "12:00", month=12))
    change = {"keep": "ひと月後", "revision": 2}
    asked.machine.sqlite.commit([Update("teams/T1-C1/entries/2026-11-16_U1", change)])
    asked.settle()
    assert "ひと月後" in plain(first.replies[0])


def test_a_deletion_after_posting_takes_the_part_away_and_invites(asked: Story) -> None:
    for person in (asked.tanaka, asked.suzuki):
        asked.write(person, keep="よかった")
    asked.until(tokyo(20, "16:31"))
    asked.tanaka.press(asked.workspace.direct_messages("U1")[0], "edit")
    asked.tanaka.press_in_view("delete")
    asked.settle()
    assert not any(part.startswith("田中さん\n") for part in asked.thread())
    (invitation,) = (part for part in asked.thread() if "田中さん" in part)
    assert "Satoさん" in invitation


def test_when_the_only_keep_is_deleted_the_parent_says_the_kind_sentence(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった")
    asked.until(tokyo(20, "16:31"))
    asked.tanaka.press(asked.workspace.direct_messages("U1")[0], "edit")
    asked.tanaka.press_in_view("delete")
    asked.settle()
    assert ja("digest.empty") in plain(asked.digest())
    assert asked.thread() == []


def test_a_keep_emptied_after_posting_goes_and_its_problem_is_not_shown(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった", problem="困った")
    asked.write(asked.suzuki, keep="鈴木")
    asked.until(tokyo(20, "16:31"))
    asked.tanaka.press(asked.workspace.direct_messages("U1")[0], "edit")
    asked.tanaka.type(keep="")
    asked.tanaka.submit()
    asked.settle()
    assert not any("よかった" in part or "困った" in part for part in asked.thread())


def test_a_quiet_tap_while_it_is_open_joins_as_a_mark(asked: Story) -> None:
    asked.write(asked.tanaka, keep="月曜")
    asked.until(tokyo(20, "16:31"))
    asked.press(asked.tanaka, "quiet")
    assert asked.thread()[0] == "田中さん\n月 11/16 月曜\n🍵 金"


def test_an_entry_without_a_keep_is_in_no_digest(asked: Story) -> None:
    asked.write(asked.tanaka, problem="困っただけ")
    asked.write(asked.suzuki, keep="鈴木")
    asked.until(tokyo(20, "16:31"))
    assert not any("困っただけ" in part for part in asked.thread())
    assert any("田中さん" in part for part in asked.thread())  # invited


# Weeks without, and before the first


def test_before_the_first_entry_there_is_no_digest(team: Story) -> None:
    team.until(tokyo(20, "18:00"))
    assert digests(team) == []
    assert team.documents("teams/T1-C1/digests") == {}
    assert team.events("digest.before_first_entry")


def test_a_week_without_any_keep_is_a_kind_sentence(asked: Story) -> None:
    asked.write(asked.tanaka, keep="先週の")
    asked.until(tokyo(27, "16:31"))
    assert ja("digest.empty") in plain(asked.digest())
    assert asked.digest().text.startswith(ja("digest.title", from_="11/24", to="11/27"))
    assert asked.thread() == []


def test_an_empty_digest_that_gets_its_first_keep_while_open_becomes_a_full_one(asked: Story) -> None:
    asked.press(asked.tanaka, "quiet")
    asked.until(tokyo(20, "16:31"))
    parent = asked.digest()
    assert ja("digest.empty") in plain(parent)
    asked.write(asked.suzuki, keep="間に合った")
    assert asked.digest() is parent
    assert ja("digest.body") in plain(parent)
    assert ja("digest.empty") not in plain(parent)
    assert "鈴木さん\n金 11/20 間に合った" in asked.thread()
    assert any("田中さん" in part and "Satoさん" in part for part in asked.thread())


def test_a_first_entry_within_the_hour_after_an_absent_digest_waits_for_the_next(team: Story) -> None:
    team.until(tokyo(20, "16:31"))
    team.write(team.tanaka, keep="はじめて")
    team.settle()
    assert digests(team) == []
    team.until(tokyo(27, "16:31"))
    assert any("はじめて" in part for part in team.thread())
