"""The acts of scenarios. Each is repeated until it has worked."""

from collections.abc import Callable

from local.slack.outgoing import events
from local.slack.outgoing.requests import Answer, event
from local.slack.people.person import Person
from shared.store.engine.documents import Put
from tests.crash.play import Play
from tests.crash.scenes.days import FRIDAY, MONDAY, TEAM
from tests.story.conftest import buttons


def remind(play: Play) -> None:
    play.publish("reminder", {"team": "T1-C2", "day": MONDAY, "slot": "17:00 Asia/Tokyo"})
    play.settle()


def remind_of_session(play: Play) -> None:
    play.publish("reminder", {"team": TEAM, "day": FRIDAY})
    play.settle()


def remind_of_tuesday(play: Play) -> None:
    play.publish("reminder", {"team": TEAM, "day": "2026-11-17"})
    play.settle()


def fan_out(play: Play) -> None:
    play.publish("reminder", {"slot": "17:00 Asia/Tokyo"})
    play.settle()


def submit(user: str) -> Callable[[Play], None]:
    def act(play: Play) -> None:
        person = play.person(user)
        play.insist(person.submit)
        play.settle()

    return act


def tap_quiet(play: Play) -> None:
    person = play.person("U2")
    message = play.workspace.direct_messages("U2")[-1]
    play.insist(lambda: person.press(message, "quiet"))
    play.settle()


def delete(play: Play) -> None:
    """Press *Delete* until the form says that the entry is deleted."""
    person = play.person("U1")
    while "delete" in str(person.view.content):
        person.press_in_view("delete")
    play.settle()


def hold_session(play: Play) -> None:
    play.publish("digest", {"team": TEAM, "day": FRIDAY})
    play.settle()


def set_up_and_try(play: Play) -> None:
    person = play.person("U1")
    play.insist(lambda: person.command("/kpt", "setup"))
    play.insist(person.submit)
    play.settle()


def learn_members(play: Play) -> None:
    with play.documents() as documents:
        errand = {"schema": 1, "kind": "members", "team": TEAM, "by": "U1"}
        documents.commit([Put(f"errands/members-{TEAM}", errand)])
    play.wake("errand", f"errands/members-{TEAM}")
    play.settle()


def try_now(person: Person) -> Answer | None:
    """Press *Send it to me now* in the view of the set-up, after closing views that an earlier try put on top."""
    while len(person.workspace.view_stack(person.user_id)) > 1:
        person.close()
    return person.press_in_view("try_now")


def send_it_now(play: Play) -> None:
    person = play.person("U1")
    play.insist(lambda: try_now(person))
    play.settle()


def press_in_settings(action: str) -> Callable[[Play], None]:
    """Press a button of the settings until the view shows the outcome."""

    def act(play: Play) -> None:
        person = play.person("U1")
        while action in str(person.view.content):
            person.press_in_view(action)
        play.settle()

    return act


def channel_event(kind: str) -> Callable[[Play], None]:
    def act(play: Play) -> None:
        play.insist(lambda: play.ask("interaction", *event(play.workspace, kind, channel="C1")))
        play.settle()

    return act


def of_member(kind: str, user: str) -> Callable[[Play], None]:
    def act(play: Play) -> None:
        fields = events.membership(play.workspace, play.workspace.channel("C1"), user)
        play.insist(lambda: play.ask("interaction", *event(play.workspace, kind, **fields)))
        play.settle()

    return act


def profile(play: Play) -> None:
    fields = events.changed_user(play.workspace, "U1")
    play.insist(lambda: play.ask("interaction", *event(play.workspace, "user_change", **fields)))
    play.settle()


def erase(play: Play) -> None:
    person = play.person("U2")
    offered = play.workspace.ephemeral["U2"][-1]
    play.insist(lambda: person.press(offered, "my_data_erase"))
    play.settle()


def lead(action: str, option: int | None = None) -> Callable[[Play], None]:
    """Press a button on the digest's parent until the parent changes."""

    def act(play: Play) -> None:
        person = play.person("U1")
        channel = play.workspace.channel("C1")
        [head] = [m for m in channel.messages if (m.metadata or {})["event_payload"]["key"] == f"digest:{FRIDAY}"]
        seen = head.blocks
        while head.blocks == seen:
            values = [each["value"] for each in buttons(head)[action].get("options", [])]
            person.press(head, action, None if option is None else values[option])
            play.settle()

    return act


def show(play: Play) -> None:
    person, asked = play.person("U1"), play.workspace.ephemeral["U1"][-1]
    play.insist(lambda: person.press(asked, "board_show"))
    play.settle()


def close_screen(play: Play) -> None:
    """Press *Close* until Home shows no screen."""
    person = play.person("U1")
    while "board_close" in str(person.home.content):
        person.press_in_home("board_close")
    play.settle()


def sweep(play: Play) -> None:
    play.publish("sweep", {})
    play.settle()
