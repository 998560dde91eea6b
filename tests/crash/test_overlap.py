"""Two runs at once, at every point: while one process waits there, something else happens, and then it goes on.

What stands at the end is what stands when one thing comes after the other. All points in ``make crash``; a third, by
the date, in ``make test``.
"""

import pickle
from collections.abc import Callable

import pytest

from local.slack.outgoing import payloads, requests
from local.slack.state.records import View
from tests.crash import rotation
from tests.crash.compared.checks import Act, after_each_call, assert_is_as_it_should, undisturbed
from tests.crash.events import Event
from tests.crash.play import Play, Scenario, stage
from tests.crash.processes.points import Stop
from tests.crash.scenarios import BY_NAME, SCENARIOS

NAMES = [f"{scenario.name}, {rotation.NAME}" for scenario in SCENARIOS]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=NAMES)
def test_a_trigger_that_comes_twice_at_once(scenario: Scenario, forked: str) -> None:
    """The second one comes while the first one is at each of its points, and cannot have run out of its claim."""
    with stage(scenario, forked) as on:
        points, expected = undisturbed(on)
        for at in rotation.of_today(after_each_call(points), parts=3):
            with on.play(Stop(at, "wait"), Play.once_more) as play:
                scenario.act(play)
                assert_is_as_it_should(play, expected, f"{scenario.name}, twice at {at}: {points[at - 1]}")


@pytest.mark.parametrize("scenario", SCENARIOS, ids=NAMES)
def test_a_process_that_falls_silent_and_goes_on_when_another_one_has_done_it_all(
    scenario: Scenario, forked: str
) -> None:
    """Its claim has run out meanwhile: whatever it still does must not stand at the end."""
    with stage(scenario, forked) as on:
        points, expected = undisturbed(on)
        for at in rotation.of_today(after_each_call(points), parts=3):
            with on.play(Stop(at, "wait")) as play:
                scenario.act(play)
                play.go_on()
                play.settle()
                assert_is_as_it_should(play, expected, f"{scenario.name}, silent at {at}: {points[at - 1]}")


def second_device(user: str, keep: str) -> Act:
    """The same form, open on another device with other words in it, is sent."""

    def act(play: Play) -> None:
        view: View = pickle.loads(play.stage.opening.workspace).stacks[user][-1]  # noqa: S301 - our own
        payload = payloads.view_action("view_submission", play.workspace, view) | {"response_urls": []}
        payload["view"]["id"] = "V0SECOND"
        values = payload["view"]["state"]["values"]
        values["keep"]["text"]["value"] = keep
        post = requests.interaction(play.workspace, payload)
        play.insist(lambda: play.ask("interaction", *post))

    return act


def submits(user: str) -> Act:
    """Somebody sends the form that they have open."""

    def act(play: Play) -> None:
        play.insist(play.person(user).submit)

    return act


MEANWHILE: dict[str, tuple[Scenario, Act]] = {
    "another device writes the entry": (BY_NAME["first entry"], second_device("U1", "二台目から")),
    "another device edits the entry": (BY_NAME["edit"], second_device("U1", "二台目から")),
    "a Keep is edited while the digest is posted": (BY_NAME["digest, a form open"], submits("U3")),
    "a Keep comes while the digest is posted": (BY_NAME["digest, a first form open"], submits("U2")),
    "another device edits a Keep in the digest": (
        BY_NAME["edit in a posted digest"],
        second_device("U1", "二台目から"),
    ),
    "somebody joins while somebody edits": (BY_NAME["joining an open digest"], second_device("U2", "二台目から")),
}


def between(happens: Act, how: str, met: list[Event]) -> Callable[[Play, Event], bool]:
    """It happens, and what comes of it is tried at once, or only later; or when the claim of who waits has run out,
    and its own trigger has come again."""

    def meanwhile(play: Play, event: Event) -> bool:
        met.append(event)
        happens(play)
        if how == "overtaking":
            return False
        if how == "overlapping" or event.function == "interaction":
            play.deliver()
            return False
        play.later()
        play.events.append(event)
        return play.deliver()

    return meanwhile


@pytest.mark.parametrize("how", ["overlapping", "overtaking", "outliving"])
@pytest.mark.parametrize("name", MEANWHILE, ids=[f"{name}, {rotation.NAME}" for name in MEANWHILE])
def test_what_happens_while_a_run_is_at_any_point_stands_at_the_end(name: str, how: str, forked: str) -> None:
    scenario, happens = MEANWHILE[name]
    with stage(scenario, forked) as on:
        points, expected = undisturbed(on, afterwards=happens)
        _, the_other_way_round = undisturbed(on, first=happens)
        for at in rotation.of_today(after_each_call(points), parts=3):
            where = f"{name}, {how} at {at}: {points[at - 1]}"
            met: list[Event] = []
            with on.play(Stop(at, "wait"), between(happens, how, met)) as play:
                scenario.act(play)
                assert_newest(play, where)
                is_stored = met[0].function != "interaction" or any("commit" in name for name in points[:at])
                assert_is_as_it_should(play, expected if is_stored else the_other_way_round, where)


def assert_newest(play: Play, where: str) -> None:
    """Revisions have no gap, and the newest of them is what the entry says."""
    stored = play.standing().documents
    for path, fields in stored.items():
        if "/entries/" in path and "/revisions/" not in path:
            numbers = sorted(int(p.rpartition("/")[2]) for p in stored if p.startswith(f"{path}/revisions/"))
            assert numbers == list(range(1, fields["revision"] + 1)), where
