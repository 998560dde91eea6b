"""The digest's head leads the session: the real functions, pressed as people press."""

import json
from copy import deepcopy

import pytest

from local.slack.people.person import Person
from local.slack.people.reading import plain
from local.slack.state.records import Json
from shared.store.engine.documents import Fields, Update
from tests.story.conftest import Story, buttons, en, ja, tokyo
from tests.story.personal_data import erase

DIGEST = "teams/T1-C1/digests/2026-11-20"
NAMES = {"U1": "田中", "U2": "鈴木", "U3": "Sato"}


@pytest.fixture
def friday(asked: Story) -> Story:
    """Friday 16:31: 田中 and 鈴木 have Keeps, and the digest stands there."""
    for person in (asked.tanaka, asked.suzuki):
        asked.write(person, keep="よかった")
    asked.until(tokyo(20, "16:31"))
    return asked


@pytest.fixture
def running(friday: Story) -> Story:
    """The round has begun."""
    lead(friday, friday.tanaka, "begin")
    return friday


def lead(story: Story, person: Person, action: str, option: str | None = None, seen: list[Json] | None = None) -> None:
    """Press on the head. ``seen``: as it was drawn on their screen, where that is behind."""
    head = story.digest()
    now, head.blocks = head.blocks, seen or head.blocks
    person.press(head, action, option)
    if head.blocks is seen:
        head.blocks = now
    story.settle()


def choose(story: Story, person: Person, what: str) -> None:
    """Something in the ⋯ menu, or the button that stands there alone."""
    element = buttons(story.digest())["order"]
    value = next(
        each["value"] for each in element.get("options", [element]) if json.loads(each["value"])["press"] == what
    )
    lead(story, person, "order", value if "options" in element else None)


def said(story: Story) -> str:
    return plain(story.digest()).splitlines()[1]


def order(story: Story) -> list[str]:
    return list(story.document(DIGEST)["order"])


def tells(story: Story) -> str:
    """Who tells now, as the head says."""
    return next(user for user, name in NAMES.items() if said(story).startswith(ja("order.now", now=name)))


def round_of(story: Story) -> Fields:
    return story.document(DIGEST)


def value_of(element: Json) -> dict[str, object]:
    return dict(json.loads(element["value"]))


def test_the_head_begins_with_a_button_and_the_way_to_the_board(friday: Story) -> None:
    found = buttons(friday.digest())
    assert list(found) == ["begin", "board"]
    assert value_of(found["begin"]) == {"team": "T1-C1", "session": "2026-11-20", "step": 0}


def test_it_says_who_tells_who_says_the_first_word_and_who_is_next(running: Story) -> None:
    first, second, _ = (NAMES[user] for user in order(running))
    assert said(running) == f"{ja('order.now', now=first)} {ja('order.first_word', first=second)}"
    found = buttons(running.digest())
    assert found["next"]["text"]["text"] == ja("order.next", next=second)
    assert value_of(found["next"]) == {"team": "T1-C1", "session": "2026-11-20", "step": 1}
    assert [each["text"]["text"] for each in found["order"]["options"]] == [
        ja("order.later", now=first),
        ja("order.end"),
    ]


def test_everybody_tells_and_at_the_end_there_is_a_sentence_and_the_board(running: Story) -> None:
    told = []
    for person in (running.suzuki, running.sato, running.tanaka):
        told.append(tells(running))
        lead(running, person, "next")
    assert told == order(running)
    assert said(running) == ja("order.done")
    assert list(buttons(running.digest())) == ["board", "order"]
    assert round_of(running)["ended_at"] is not None


def test_the_presser_waits_for_one_call_which_shows_the_step(running: Story) -> None:
    before = len(running.slack.calls)
    running.tanaka.press(running.digest(), "next")
    assert [call.method for call in running.slack.calls[before:]] == ["chat.update"]
    assert tells(running) == order(running)[1], "before any errand has run"
    running.settle()
    assert [call.method for call in running.slack.calls[before:]] == ["chat.update"]
    assert running.documents("errands") == {}


def test_pressed_twice_or_by_two_people_is_one_step(running: Story) -> None:
    head = deepcopy(running.digest().blocks)
    for person in (running.tanaka, running.tanaka, running.suzuki):
        lead(running, person, "next", seen=head)
    assert tells(running) == order(running)[1]
    assert round_of(running)["step"] == 2


def test_begun_by_two_people_begins_once(friday: Story) -> None:
    head = deepcopy(friday.digest().blocks)
    for person in (friday.tanaka, friday.suzuki):
        lead(friday, person, "begin", seen=head)
    assert (round_of(friday)["step"], tells(friday)) == (1, order(friday)[0])


def test_a_press_that_comes_late_does_nothing(running: Story) -> None:
    old = deepcopy(running.digest().blocks)
    lead(running, running.tanaka, "next")
    lead(running, running.tanaka, "next")
    lead(running, running.suzuki, "order", ja("order.later", now=NAMES[order(running)[0]]), seen=old)
    assert tells(running) == order(running)[2]
    assert round_of(running)["later"] == []


def test_one_back_takes_a_wrong_press_back_and_the_end_too(running: Story) -> None:
    lead(running, running.tanaka, "next")
    choose(running, running.suzuki, "back")
    assert tells(running) == order(running)[0]
    choose(running, running.suzuki, "end")
    assert said(running) == ja("order.ended")
    choose(running, running.suzuki, "back")
    assert tells(running) == order(running)[0]
    assert round_of(running)["ended_at"] is None


def test_later_comes_at_the_end_and_only_once(running: Story) -> None:
    first, second, third = order(running)
    choose(running, running.tanaka, "later")
    told = []
    for _ in range(3):
        told.append(tells(running))
        names = " → ".join(f"{NAMES[user]}さん" for user in (second, third, first))
        assert names in plain(running.digest())
        if tells(running) == first:
            offered = buttons(running.digest())["order"]["options"]
            assert [value_of(each)["press"] for each in offered] == ["back", "end"]
        lead(running, running.tanaka, "next")
    assert told == [second, third, first]


def test_somebody_who_is_no_member_may_not_press(friday: Story) -> None:
    friday.workspace.add_user("U9", "guest", "Guest", locale="en-GB")
    friday.channel.members.append("U9")
    guest = friday.machine.person("U9")
    guest.press(friday.digest(), "begin")
    assert friday.ephemerals("U9") == [en("order.not_member", channel="#ops")]
    assert round_of(friday).get("step", 0) == 0
    friday.settle()


def test_that_is_said_even_where_the_app_was_taken_out_of_the_channel(friday: Story) -> None:
    friday.workspace.add_user("U9", "guest", "Guest", locale="en-GB")
    friday.channel.members.append("U9")
    friday.channel.members.remove(friday.workspace.bot_user_id)
    friday.machine.person("U9").press(friday.digest(), "begin")
    assert friday.ephemerals("U9") == [en("order.not_member", channel="#ops")]


def test_the_last_step_is_for_those_off_that_day_who_have_keeps(asked: Story) -> None:
    for person in (asked.tanaka, asked.suzuki):
        asked.write(person, keep="よかった")
    asked.until(tokyo(20, "16:05"))
    asked.press(asked.suzuki, "off")
    asked.until(tokyo(20, "16:31"))
    lead(asked, asked.tanaka, "begin")
    lead(asked, asked.tanaka, "next")
    assert buttons(asked.digest())["next"]["text"]["text"] == ja("order.next_off")
    lead(asked, asked.tanaka, "next")
    assert said(asked) == ja("order.away", names="鈴木さん")
    assert buttons(asked.digest())["next"]["text"]["text"] == ja("order.last")
    lead(asked, asked.tanaka, "next")
    assert said(asked) == ja("order.done")


def test_a_step_that_slack_does_not_take_at_once_comes_by_the_errand(running: Story) -> None:
    running.slack.faults.error("chat.update", "internal_error")
    running.tanaka.press(running.digest(), "next")
    assert running.events("round.left_to_errand")
    assert tells(running) == order(running)[0]
    running.settle()
    assert tells(running) == order(running)[1]


def test_a_step_whose_answer_was_lost_leaves_the_way_free_for_the_next(running: Story) -> None:
    running.slack.faults.reset("chat.update", after_effect=True)
    running.tanaka.press(running.digest(), "next")
    running.suzuki.press(running.digest(), "next")
    assert tells(running) == order(running)[2]
    running.settle()
    assert tells(running) == order(running)[2]


def test_an_edit_during_the_session_leaves_the_head_right(running: Story) -> None:
    lead(running, running.tanaka, "next")
    running.write(running.tanaka, keep="もっとよかった")
    assert tells(running) == order(running)[1]
    lead(running, running.tanaka, "next")
    assert tells(running) == order(running)[2]
    assert any("もっとよかった" in part for part in running.thread())


def test_a_keep_that_joins_during_the_session_brings_its_author_into_the_round(asked: Story) -> None:
    asked.suzuki.command("/kpt", "stop")
    asked.write(asked.tanaka, keep="よかった")
    asked.until(tokyo(20, "16:31"))
    lead(asked, asked.tanaka, "begin")
    lead(asked, asked.tanaka, "next")
    asked.write(asked.suzuki, keep="間に合った")
    assert buttons(asked.digest())["next"]["text"]["text"] == ja("order.next", next="鈴木")
    lead(asked, asked.tanaka, "next")
    assert tells(asked) == "U2"


def test_somebody_who_leaves_the_channel_is_passed_over_at_once(running: Story) -> None:
    first, second, _ = order(running)
    running.workspace.leave("C1", first)
    running.settle()
    assert tells(running) == second
    assert NAMES[first] not in plain(running.digest())


def test_whoever_is_erased_during_the_round_is_in_no_field_of_it(running: Story) -> None:
    first, second, _ = order(running)
    choose(running, running.tanaka, "later")
    lead(running, running.tanaka, "next")
    erase(running, running.machine.person(first))
    left = {name: value for name, value in round_of(running).items() if first in repr(value)}
    assert left == {}
    assert NAMES[first] not in plain(running.digest())
    erase(running, running.machine.person(second))
    assert second not in repr(round_of(running))


def test_a_round_that_was_left_standing_is_ended_by_the_next_sweep(running: Story) -> None:
    running.machine.triggers.publish("sweep", [{"team": "T1-C1"}])
    running.settle()
    assert tells(running) == order(running)[0], "it is going on"
    running.jump(tokyo(21, "04:00"))
    running.machine.triggers.publish("sweep", [{"team": "T1-C1"}])
    running.settle()
    assert said(running) == ja("order.ended")
    assert round_of(running)["ended_at"] is not None


def test_whoever_joined_in_this_week_does_not_open(asked: Story) -> None:
    for user in ("U1", "U2"):
        asked.machine.sqlite.commit([Update("teams/T1-C1", {f"members.{user}.joined": "2026-11-18"})])
    asked.write(asked.tanaka, keep="よかった")
    asked.until(tokyo(20, "16:31"))
    assert order(asked)[0] == "U3"


def test_since_when_somebody_is_a_member_is_kept_of_those_who_come_later(team: Story) -> None:
    team.workspace.add_user("U4", "ito", "伊藤")
    team.workspace.join("C1", "U4")
    team.settle()
    members = team.document("teams/T1-C1")["members"]
    assert {user: about.get("joined") for user, about in members.items()} == {
        "U1": None,
        "U2": None,
        "U3": None,
        "U4": "2026-11-16",
    }


def test_a_digest_from_before_there_was_a_round_has_no_button_and_stays_as_it_is(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった")
    asked.until(tokyo(20, "16:31"))
    before: Fields = {"names": {}, "head": None, "has_board": False}
    asked.machine.sqlite.commit([Update(DIGEST, before)])
    asked.write(asked.tanaka, keep="もっとよかった")
    assert buttons(asked.digest()) == {}
    assert ja("digest.first_word") in plain(asked.digest())
