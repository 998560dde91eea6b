"""Each function starts alone, as functions-framework starts it in the cloud, and does its part."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from pathlib import Path

import pytest

from local.acts import set_up
from local.slack.api.server import Slack
from local.slack.outgoing.requests import http_sender
from local.slack.people.person import Person
from local.slack.people.reading import plain
from local.slack.state.workspace import Workspace
from shared.clock import SystemClock
from tests.emulators import free_port

ROOT = Path(__file__).parent.parent.parent
MONDAY_AT_FIVE = datetime(2026, 11, 16, 8, 0, 5, tzinfo=UTC)


@contextmanager
def running(name: str, environ: dict[str, str]) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """A function in a process of its own: its address, and the process."""
    port = free_port()
    command = [sys.executable, "-m", "functions_framework", "--source", f"functions/{name}.py", "--target", name]
    process = subprocess.Popen(  # noqa: S603 - our own functions
        [*command, "--host", "127.0.0.1", "--port", str(port)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": ".", **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, process)
        yield address, process
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    """Until it answers anything: functions for events answer GET with 405."""
    end = time.monotonic() + 30
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=10):  # noqa: S310 - loopback
                return
        except urllib.error.HTTPError as error:
            error.close()
            return
        except OSError:
            continue
    pytest.fail(f"{address} did not start")


def wake(address: str, kind: str, source: str, body: bytes, **attributes: str) -> int:
    """Send a CloudEvent as Eventarc does."""
    headers = {"ce-id": "1", "ce-specversion": "1.0", "ce-type": kind, "ce-source": source}
    headers |= {f"ce-{name}": value for name, value in attributes.items()}
    headers["Content-Type"] = "application/json" if body else "application/protobuf"
    request = urllib.request.Request(address, body, headers, method="POST")  # noqa: S310 - loopback
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - loopback
        status: int = answer.status
        return status


def written(address: str, document: str) -> int:
    """A document was written."""
    return wake(address, "google.cloud.firestore.document.v1.written", "//firestore", b"", document=document)


def published(address: str, **message: str) -> int:
    """A message came in on the function's topic."""
    data = b64encode(json.dumps(message).encode()).decode()
    body = json.dumps({"message": {"data": data, "messageId": "1"}, "subscription": "s"}).encode()
    return wake(address, "google.cloud.pubsub.topic.v1.messagePublished", "//pubsub", body)


class Processes:
    """A workspace, and functions that are started for it."""

    def __init__(self, stack: ExitStack, store: Path) -> None:
        self._stack, self._store = stack, store
        self._offset = (MONDAY_AT_FIVE - datetime.now(UTC)).total_seconds()
        self.workspace = Workspace(SystemClock(self._offset), trigger_life=30, answer_limit=30)
        self.slack = stack.enter_context(Slack(self.workspace))
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def run(self, name: str, later: timedelta = timedelta(0)) -> str:
        """A function at 17:00 in Tokyo, or so much later by its own clock; its address."""
        environ = {
            "SLACK_SIGNING_SECRET": f"the-old-one,{self.workspace.signing_secret}",
            "SLACK_BOT_TOKEN": self.workspace.token,
            "SLACK_API_URL": self.slack.url,
            "STORE": f"sqlite:{self._store}",
            "CLOCK_OFFSET": str(self._offset + later.total_seconds()),
        }
        address, process = self._stack.enter_context(running(name, environ))
        self.running[address] = process
        return address

    def end(self, address: str) -> None:
        """SIGKILL for a function, gunicorn's workers among it."""
        pid = self.running[address].pid
        workers = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for each in (pid, *map(int, workers)):
            os.kill(each, signal.SIGKILL)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Processes]:
    with ExitStack() as stack:
        yield Processes(stack, tmp_path / "furikaeri.sqlite")


def test_five_processes_share_a_store_and_make_a_day_of_it(start: Processes) -> None:
    workspace, run = start.workspace, start.run
    workspace.add_user("U1", "tanaka", "Tanaka", locale="en-US")
    channel = workspace.add_channel("C1", "ops", ["U1"])
    interaction = run("interaction")
    tanaka = Person(workspace, "U1", http_sender(interaction, limit=30))

    set_up(tanaka)
    assert written(run("errand"), "errands/welcome-T1-C1") == 200
    assert "A daily look-back starts in this channel." in plain(channel.messages[-1])

    assert published(run("reminder"), team="T1-C1", day="2026-11-16", slot="17:00 Asia/Tokyo") == 200
    tanaka.press(workspace.direct_messages("U1")[-1], "write")
    tanaka.type(keep="Every ticket answered.")
    tanaka.submit()
    assert written(run("announce"), "teams/T1-C1/entries/2026-11-16_U1") == 200
    assert "Every ticket answered." in plain(channel.messages[-1])
    assert "Saved." in plain(workspace.direct_messages("U1")[-1])

    assert published(run("digest", later=timedelta(days=4)), team="T1-C1", day="2026-11-20") == 200
    assert "Win session" in plain(channel.messages[-1])
    assert "Every ticket answered." in plain(channel.messages[-1].replies[0])


def test_a_moved_clock_takes_over_from_a_process_that_was_ended_in_its_call(start: Processes) -> None:
    """The claim of a message holds for two minutes; ``CLOCK_OFFSET`` moves a process past them."""
    start.workspace.add_user("U1", "tanaka", "Tanaka", locale="en-US")
    channel = start.workspace.add_channel("C1", "ops", ["U1"])
    set_up(Person(start.workspace, "U1", http_sender(start.run("interaction"), limit=30)))

    start.slack.faults.reset("chat.postMessage", hang=60)
    first = start.run("errand")
    with ThreadPoolExecutor(1) as caller:
        call = caller.submit(written, first, "errands/welcome-T1-C1")
        start.workspace.wait_until(lambda: not start.slack.faults.standing, 30)
        start.end(first)
        with pytest.raises((ConnectionError, HTTPException)):
            call.result()
    start.slack.faults.release()

    with pytest.raises(urllib.error.HTTPError, match="500"):
        written(start.run("errand"), "errands/welcome-T1-C1")
    assert channel.messages == [], "somebody may still be at it"

    assert written(start.run("errand", later=timedelta(minutes=3)), "errands/welcome-T1-C1") == 200
    [welcome] = channel.messages
    assert "A daily look-back starts in this channel." in plain(welcome)
