"""``make load``: thousands of teams in one slot, through Google's emulators and a Slack with limits.

It is not part of ``make test``, and uses loopback only. Each of its two parts ends after ``--minutes`` at the latest.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from shared.clock import SystemClock
from shared.store.engine.firestore import Firestore
from tests.emulators import free_port, fresh_project, running_firestore, running_pubsub
from tests.measure.load.slack import ManyWorkspaces, Server
from tests.measure.load.slot import Carrier, Load, store

ROOT = Path(__file__).parents[3]
MONDAY_AT_FIVE = datetime(2026, 11, 16, 8, 0, 5, tzinfo=UTC)


def main() -> int:
    """Run both loads. Returns 1 where a message was sent twice or not at all."""
    ask = argparse.ArgumentParser(prog="make load")
    ask.add_argument("--teams", type=int, default=10_000, help="teams of five over 200 workspaces")
    ask.add_argument("--one-workspace", type=int, default=200, help="teams of five in one workspace")
    ask.add_argument("--instances", type=int, default=2, help="processes that serve reminder")
    ask.add_argument("--minutes", type=float, default=60)
    told = ask.parse_args()
    spread = Load(told.teams, min(200, told.teams))
    good = [
        run(f"{load.teams:,} teams of {load.members}, {load.workspaces} workspaces", load, told.instances, told.minutes)
        for load in (spread, Load(told.one_workspace, 1))
    ]
    return 0 if all(good) else 1


def run(name: str, load: Load, instances: int, minutes: float) -> bool:
    """Store a load, fire its slot twice, deliver and count. Returns whether everybody was asked exactly once."""
    project = fresh_project()
    clock = SystemClock((MONDAY_AT_FIVE - datetime.now(UTC)).total_seconds())
    slack = ManyWorkspaces(clock)
    with ExitStack() as stack:
        firestore, pubsub = stack.enter_context(running_firestore()), stack.enter_context(running_pubsub())
        os.environ |= {"FIRESTORE_EMULATOR_HOST": firestore, "PUBSUB_EMULATOR_HOST": pubsub}
        server = stack.enter_context(Server(slack))
        store(Firestore(project, "(default)"), load)
        environ = {
            "GOOGLE_CLOUD_PROJECT": project,
            "SLACK_BOT_TOKEN": "xoxb-load",
            "SLACK_API_URL": server.url,
            "CLOCK_OFFSET": str((MONDAY_AT_FIVE - datetime.now(UTC)).total_seconds()),
        }
        directory = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        processes = [stack.enter_context(serving(environ, directory / f"{n}.log")) for n in range(instances)]
        carrier = Carrier(project, "reminder", [address for address, _ in processes])
        stack.callback(carrier.close)
        begin = time.monotonic()
        carrier.fire()
        carrier.fire()  # a trigger may come more than once
        ended = carrier.carry(begin + 60 * minutes)
        seconds = carrier.last_at - begin
        peaks = [peak(pid) for _, pid in processes]
    return report(name, load, slack, carrier.again, seconds, max(peaks), ended=ended)


def report(
    name: str, load: Load, slack: ManyWorkspaces, again: int, seconds: float, memory: int, *, ended: bool
) -> bool:
    """Print the result. Returns whether everybody was asked exactly once."""
    asked = {user for user, _ in slack.posted}
    lost = len(load.everybody() - asked)
    twice = sum(count - 1 for count in slack.posted.values())
    print(name)  # noqa: T201 - it speaks to a person
    for what, number in {
        "messages sent": f"{slack.posted.total():,}",
        "duplicates": f"{twice:,}",
        "losses": f"{lost:,}" + ("" if ended else " (time was up)"),
        "answers of 429": f"{slack.slowed:,}",
        "triggers that came again": f"{again:,}",
        "seconds": f"{seconds:,.0f}",
        "peak memory of an instance": f"{memory >> 20} MiB",
    }.items():
        print(f"  {what:27} {number}")  # noqa: T201 - as above
    return not lost and not twice


@contextmanager
def serving(environ: dict[str, str], log: Path) -> Iterator[tuple[str, int]]:
    """Run ``reminder`` in a process, as the cloud starts it. Yields its address and process id."""
    port = free_port()
    command = [sys.executable, "-m", "functions_framework", "--source", "functions/reminder.py", "--target", "reminder"]
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own function
            [*command, "--host", "127.0.0.1", "--port", str(port)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": ".", **environ},
            stdout=output,
            stderr=output,
        )
        try:
            _wait_for(port, process)
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.terminate()
            process.wait(30)


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Wait until the process listens."""
    while process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=10):
            return
    raise SystemExit("reminder did not start")


def peak(pid: int) -> int:
    """The peak resident size of the largest of a server's processes, in bytes."""
    workers = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return max(_peak(int(each)) for each in [str(pid), *workers])


def _peak(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


if __name__ == "__main__":
    sys.exit(main())
