"""Quiet days as a line, and nothing announced at all."""

from collections.abc import Callable

import pytest

from local.slack.people.reading import plain
from shared.i18n.sentences import sentences
from shared.store.engine.documents import Update
from tests.story.conftest import Story, buttons, ja, tokyo
from tests.story.delivering.announcing import PARENT, announce, delete, edit, entry_of, link, shape

# A quiet day


def test_a_quiet_day_is_one_line_where_the_team_says_so(asked: Story) -> None:
    announce(asked, quiet="line")
    asked.press(asked.tanaka, "quiet")
    assert asked.announcements() == [f"田中 {ja('announcement.quiet', name='田中')}"]
    assert asked.posts()[0].text == ja("announcement.quiet", name="田中")
    assert ja("done.quiet_note") not in asked.messages("U1")[0]
    assert asked.posts()[0].ts.replace(".", "") in link(asked.message("U1"))
    assert asked.posts()[0].thread_ts is None


def test_in_a_thread_it_is_a_reply_like_the_others(threaded: Story) -> None:
    announce(threaded, quiet="line")
    threaded.press(threaded.tanaka, "quiet")
    assert shape(threaded) == [(PARENT, [entry_of("U1")])]


def test_a_quiet_day_that_gets_a_text_after_all_turns_into_it(asked: Story) -> None:
    announce(asked, quiet="line")
    asked.press(asked.tanaka, "quiet")
    (before,) = asked.posts()
    asked.press(asked.tanaka, "write")
    asked.tanaka.type(keep="やっぱり")
    asked.tanaka.submit()
    asked.settle()
    (post,) = asked.posts()
    assert post.ts == before.ts
    assert "やっぱり" in plain(post)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_an_earlier_quiet_day_says_which(asked: Story, language: str) -> None:
    announce(asked, quiet="line")
    asked.machine.sqlite.commit([Update("teams/T1-C1", {"language": language})])
    reminder = asked.message("U1")
    asked.until(tokyo(17, "12:00"))
    asked.tanaka.press(reminder, "quiet")
    asked.settle()
    day = {"ja": "11/16(月)", "en": "Mon 16 Nov"}[language]
    assert asked.posts()[0].text == sentences(language)("announcement.quiet_past", name="田中", day=day)


def test_a_day_off_is_never_shown(asked: Story) -> None:
    announce(asked, quiet="line")
    asked.press(asked.tanaka, "off")
    assert asked.posts() == []


def test_a_silent_quiet_day_opens_no_thread(threaded: Story) -> None:
    threaded.press(threaded.tanaka, "quiet")
    threaded.press(threaded.suzuki, "off")
    assert threaded.posts() == []


# Nothing announced


def test_where_announcements_are_off_nothing_comes_and_the_forms_say_so(team: Story) -> None:
    announce(team, mode="off")
    team.until(tokyo(16, "17:05"))
    assert ja("reminder.first_time_off", channel="#ops") in team.messages("U1")[0]
    team.press(team.tanaka, "write")
    form = team.form(team.tanaka)
    assert ja("form.where_off") in form
    assert ja("form.where", channel="#ops") not in form
    assert form.count(ja("part.private_hint")) == 2
    team.tanaka.type(keep="よかった")
    team.tanaka.submit()
    team.settle()
    assert team.posts() == []
    assert "see" not in buttons(team.message("U1"))


def test_the_keep_is_in_the_digest_all_the_same(asked: Story) -> None:
    announce(asked, mode="off")
    asked.write(asked.tanaka, keep="よかった")
    asked.until(tokyo(20, "16:35"))
    assert "よかった" in asked.thread()[0]


def test_what_stands_already_still_follows_when_announcements_are_turned_off(asked: Story) -> None:
    asked.write(asked.tanaka, keep="前")
    announce(asked, mode="off")
    edit(asked, "U1", "後")
    assert "後" in asked.announcements()[0]
    delete(asked, "U1")
    assert asked.posts() == []


def test_in_a_thread_the_rest_stays_private_where_only_the_keep_is_shown(at: Callable[..., Story]) -> None:
    story = at(tokyo(16))
    story.set_up()
    announce(story, mode="thread", parts="keep")
    story.write(story.tanaka, {"keep": "よかった", "problem": "ひみつ"})
    story.write(story.suzuki, {"problem": "鈴木のひみつ"})
    assert shape(story) == [(PARENT, [entry_of("U1")])]
    assert "ひみつ" not in plain(story.posts()[0].replies[0])
