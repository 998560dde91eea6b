"""One thread a day for what is announced, and changing to it and from it."""

import pytest

from local.slack.people.reading import plain
from tests.story.conftest import Story, en, ja, tokyo
from tests.story.delivering.announcing import PARENT, announce, delete, edit, entry_of, link, shape
from tests.story.personal_data import erase

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
