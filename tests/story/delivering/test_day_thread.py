"""One thread a day, quiet days as a line, nothing announced at all; and changing between them (issue 6, item 2)."""

from collections.abc import Callable

import pytest

from local.slack.people.reading import plain
from local.slack.state.records import Message
from shared.i18n.sentences import sentences
from shared.store.engine.documents import Update
from tests.story.conftest import Story, buttons, en, ja, key_of, tokyo
from tests.story.personal_data import erase

PARENT = "thread:2026-11-16"


def announce(story: Story, **rule: str) -> Story:
    """The team changes how it announces."""
    story.machine.sqlite.commit([Update("teams/T1-C1", {f"announcement.{name}": said for name, said in rule.items()})])
    story.settle()
    return story


@pytest.fixture
def threaded(asked: Story) -> Story:
    """Everybody has been asked, and entries come in one thread a day."""
    return announce(asked, mode="thread")


def shape(story: Story) -> list[tuple[str, list[str]]]:
    """The keys of what stands in the channel, each with those of its replies."""
    return [(key_of(post), [key_of(reply) for reply in post.replies]) for post in story.posts()]


def entry_of(user: str, day: int = 16) -> str:
    return f"announcement:2026-11-{day}:{user}"


def delete(story: Story, user: str) -> None:
    person = story.machine.person(user)
    person.command("/kpt")
    person.press_in_view("delete")
    story.settle()


def edit(story: Story, user: str, keep: str) -> None:
    person = story.machine.person(user)
    story.press(person, "edit")
    person.type(keep=keep)
    person.submit()
    story.settle()


def link(message: Message) -> str:
    return str(buttons(message)["see"]["url"])


# At founding


@pytest.mark.parametrize(("people", "mode"), [(6, "message"), (7, "thread")])
def test_from_seven_people_a_new_team_has_one_thread_a_day(story: Story, people: int, mode: str) -> None:
    for number in range(4, people + 1):
        story.workspace.add_user(f"U{number}", f"n{number}", f"Person {number}")
        story.workspace.join("C1", f"U{number}")
    story.set_up()
    assert story.document("teams/T1-C1")["announcement"]["mode"] == mode


def test_a_team_that_grows_is_not_switched(team: Story) -> None:
    for number in range(4, 9):
        team.workspace.add_user(f"U{number}", f"n{number}", f"Person {number}")
        team.workspace.join("C1", f"U{number}")
    team.machine.triggers.publish("sweep", [{}])
    team.settle()
    assert len(team.document("teams/T1-C1")["members"]) == 8
    assert team.document("teams/T1-C1")["announcement"]["mode"] == "message"


# The thread


def test_a_days_entries_are_replies_to_a_plain_message(threaded: Story) -> None:
    threaded.write(threaded.tanaka, keep="一つ目", problem="困った")
    threaded.write(threaded.suzuki, keep="二つ目")
    assert shape(threaded) == [(PARENT, [entry_of("U1"), entry_of("U2")])]
    (parent,) = threaded.posts()
    assert plain(parent) == parent.text == "11/16(月)の振り返り"
    assert "一つ目" in plain(parent.replies[0])
    assert not any(reply.reply_broadcast for reply in parent.replies)


def test_an_english_teams_thread(story: Story) -> None:
    story.set_up(by=story.sato)
    announce(story, mode="thread")
    story.write(story.tanaka, keep="よかった")
    assert story.posts()[0].text == en("day_thread.parent", day="Mon 16 Nov")


def test_the_days_message_stays_the_same_whoever_writes_and_whoever_does_not(threaded: Story) -> None:
    threaded.write(threaded.tanaka, keep="一つ目")
    first = threaded.posts()[0]
    blocks = first.blocks
    threaded.press(threaded.suzuki, "quiet")
    threaded.write(threaded.sato, keep="A good day")
    assert (threaded.posts()[0].ts, threaded.posts()[0].blocks, first.edited) == (first.ts, blocks, None)


def test_each_day_has_its_own(threaded: Story) -> None:
    threaded.write(threaded.tanaka, keep="月曜")
    threaded.until(tokyo(17, "17:05"))
    threaded.write(threaded.tanaka, keep="火曜")
    assert shape(threaded) == [(PARENT, [entry_of("U1")]), ("thread:2026-11-17", [entry_of("U1", 17)])]


def test_an_entry_for_an_earlier_day_goes_into_that_days_thread(threaded: Story) -> None:
    threaded.write(threaded.tanaka, keep="月曜")
    threaded.until(tokyo(17, "17:05"))
    for day, keep in (("2026-11-16", "月曜のこと"), ("2026-11-13", "金曜のこと")):
        threaded.press(threaded.suzuki, "write")
        threaded.suzuki.press_in_view("day", day)
        threaded.suzuki.type(keep=keep)
        threaded.suzuki.submit()
        threaded.settle()
    assert shape(threaded) == [(PARENT, [entry_of("U1"), entry_of("U2")]), ("thread:2026-11-13", [entry_of("U2", 13)])]
    assert threaded.posts()[1].text == ja("day_thread.parent", day="11/13(金)")


def test_see_it_in_the_channel_leads_to_the_reply(threaded: Story) -> None:
    threaded.write(threaded.tanaka, keep="よかった")
    (parent,) = threaded.posts()
    assert parent.replies[0].ts.replace(".", "") in link(threaded.message("U1"))
    assert f"thread_ts={parent.ts}" in link(threaded.message("U1"))


def test_an_edit_changes_the_reply_in_place(threaded: Story) -> None:
    threaded.write(threaded.tanaka, keep="前")
    before = threaded.posts()[0].replies[0].ts
    edit(threaded, "U1", "後")
    (reply,) = threaded.posts()[0].replies
    assert reply.ts == before
    assert "後" in plain(reply)


def test_a_deleted_entry_takes_its_reply_along_and_the_last_one_the_thread(threaded: Story) -> None:
    threaded.write(threaded.tanaka, keep="一つ目")
    threaded.write(threaded.suzuki, keep="二つ目")
    delete(threaded, "U1")
    assert shape(threaded) == [(PARENT, [entry_of("U2")])]
    delete(threaded, "U2")
    assert threaded.channel.everything()[1:] == []
    assert not [key for key in threaded.documents("teams/T1-C1/deliveries") if key != "welcome"]


def test_written_again_both_are_there_again(threaded: Story) -> None:
    threaded.write(threaded.tanaka, keep="一度目")
    delete(threaded, "U1")
    threaded.press(threaded.tanaka, "write")
    threaded.tanaka.type(keep="二度目")
    threaded.tanaka.submit()
    threaded.settle()
    assert shape(threaded) == [(PARENT, [entry_of("U1")])]


def test_an_erased_persons_replies_go_and_with_the_last_one_the_thread(threaded: Story) -> None:
    threaded.write(threaded.tanaka, keep="月曜")
    threaded.write(threaded.suzuki, keep="鈴木の月曜")
    threaded.until(tokyo(17, "17:05"))
    threaded.write(threaded.tanaka, keep="火曜")
    erase(threaded, threaded.tanaka)
    assert shape(threaded) == [(PARENT, [entry_of("U2")])]
    assert "thread:2026-11-17" not in threaded.documents("teams/T1-C1/deliveries")


def test_a_thread_that_somebody_removed_begins_anew(threaded: Story) -> None:
    threaded.write(threaded.tanaka, keep="一つ目")
    (parent,) = threaded.posts()
    for message in (*parent.replies, parent):
        threaded.workspace.delete(message)
    threaded.write(threaded.sato, keep="The second")
    assert shape(threaded) == [(PARENT, [entry_of("U3")])]


def test_a_channel_that_was_blocked_gets_thread_and_replies(threaded: Story) -> None:
    threaded.workspace.leave("C1", "UBOT")
    threaded.write(threaded.tanaka, keep="一つ目")
    threaded.write(threaded.suzuki, keep="二つ目")
    assert len([m for m in threaded.messages("U1") if m == ja("error.cannot_post", channel="#ops")]) == 1
    threaded.workspace.join("C1", "UBOT")
    threaded.machine.triggers.publish("digest", [{"team": "T1-C1", "day": "2026-11-17"}])
    threaded.settle()
    ((parent, replies),) = shape(threaded)
    assert (parent, sorted(replies)) == (PARENT, [entry_of("U1"), entry_of("U2")])


def test_a_thread_that_waited_for_an_entry_which_is_gone_does_not_come(threaded: Story) -> None:
    threaded.workspace.leave("C1", "UBOT")
    threaded.write(threaded.tanaka, keep="一つ目")
    delete(threaded, "U1")
    threaded.workspace.join("C1", "UBOT")
    threaded.machine.triggers.publish("digest", [{"team": "T1-C1", "day": "2026-11-17"}])
    threaded.settle()
    assert threaded.posts() == []


# A change of the mode in the middle of a day


def test_what_stands_stays_where_it_is_and_what_comes_goes_the_new_way(threaded: Story) -> None:
    threaded.write(threaded.tanaka, keep="糸の中")
    announce(threaded, mode="message")
    threaded.write(threaded.suzuki, keep="流れの中")
    announce(threaded, mode="thread")
    threaded.write(threaded.sato, keep="In the thread")
    assert shape(threaded) == [(PARENT, [entry_of("U1"), entry_of("U3")]), (entry_of("U2"), [])]
    edit(threaded, "U2", "流れの中、直した")
    announce(threaded, mode="message")
    edit(threaded, "U1", "糸の中、直した")
    assert shape(threaded) == [(PARENT, [entry_of("U1"), entry_of("U3")]), (entry_of("U2"), [])]
    assert "糸の中、直した" in plain(threaded.posts()[0].replies[0])
    assert "流れの中、直した" in plain(threaded.posts()[1])


@pytest.mark.parametrize("mode", ["message", "off"])
def test_the_last_reply_takes_the_thread_along_after_a_change_too(threaded: Story, mode: str) -> None:
    threaded.write(threaded.tanaka, keep="よかった")
    announce(threaded, mode=mode)
    delete(threaded, "U1")
    assert threaded.posts() == []


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
