"""Eight clients write one entry at once, each served by a process of its own: all of it is kept, in one line."""

import pickle
from concurrent.futures import ThreadPoolExecutor

import pytest

from local.slack.outgoing import payloads, requests
from local.slack.state.records import View
from tests.crash.compared.everything import everything
from tests.crash.play import Play, Scenario, stage
from tests.crash.processes.messages import Request
from tests.crash.scenarios import BY_NAME

CLIENTS = 8
MOST_TRIES = 40


def send(play: Play, number: int) -> int:
    """One client sends its form until it is stored; how often it had to."""
    view: View = pickle.loads(play.stage.opening.workspace).stacks["U1"][-1]  # noqa: S301 - our own
    payload = payloads.view_action("view_submission", play.workspace, view) | {"response_urls": []}
    payload["view"]["id"] = f"V{number}"
    payload["view"]["state"]["values"]["keep"]["text"]["value"] = f"from client {number}"
    process = play.another()
    for tries in range(1, MOST_TRIES):
        post = requests.interaction(play.workspace, payload)
        answer = process.ask(Request("interaction", post.headers, post.body, play.clock.now()))
        assert answer is not None
        assert answer.status == 200
        if b'"errors"' not in answer.body:
            return tries
    raise AssertionError("no progress")


def all_send(play: Play) -> None:
    """All at once, and then what comes of it."""
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(lambda number: send(play, number), range(CLIENTS)))
    play.wake("announce", "teams/T1-C1/entries/2026-11-16_U1")
    play.settle()


@pytest.mark.parametrize("firestore", [False, True], ids=["sqlite", "firestore"])
def test_eight_clients_on_one_entry_make_progress_and_lose_nothing(
    firestore: bool, forked: str, request: pytest.FixtureRequest
) -> None:
    if firestore:
        request.getfixturevalue("firestore_emulator")
    scenario: Scenario = BY_NAME["edit"]
    with stage(scenario, forked, firestore=firestore) as on, on.play() as play:
        all_send(play)
        with play.documents() as documents:
            stored = {d.path: d.fields for d in everything(documents) if "/entries/2026-11-16_U1" in d.path}
        entry = stored.pop("teams/T1-C1/entries/2026-11-16_U1")
        assert sorted(int(path.rpartition("/")[2]) for path in stored) == list(range(1, CLIENTS + 2))
        assert entry["revision"] == CLIENTS + 1
        words = {fields["keep"] for fields in stored.values()} | {entry["keep"]}
        assert words == {"", "よかった", *(f"from client {number}" for number in range(CLIENTS))}
        shown = play.standing().messages
        assert entry["keep"] in shown["C1", "announcement:2026-11-16:U1"][0]
        assert entry["keep"] in shown["DU1", "reminder:2026-11-16"][0]
