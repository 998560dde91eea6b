"""A machine for tests of slots as jobs of Cloud Scheduler, over the stand-in's gRPC service."""

import io
import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from google.cloud import scheduler_v1

from local.acts import set_up
from local.google.scheduler import LOCATION, PROJECT
from local.machine import Machine
from shared.logs import Log

TOKYO = ZoneInfo("Asia/Tokyo")
MONDAY = datetime(2026, 11, 16, 10, 0, tzinfo=TOKYO)
JOBS = f"projects/{PROJECT}/locations/{LOCATION}/jobs/"
REMINDER = "furikaeri-reminder-1700-asia-tokyo"


class Slots(Machine):
    """A machine whose jobs and log a test can read."""

    def __init__(self) -> None:
        self.lines = io.StringIO()
        super().__init__(MONDAY, log=Log(self.lines))

    def jobs(self) -> set[str]:
        """The ids of all jobs."""
        return {name.removeprefix(JOBS) for name in self.scheduler.jobs}

    def job(self, name: str) -> scheduler_v1.Job:
        """The job with this id."""
        return self.scheduler.jobs[JOBS + name]

    def logged(self, event: str) -> list[dict[str, Any]]:
        """The logged events with this name."""
        return [line for line in map(json.loads, self.lines.getvalue().splitlines()) if line["message"] == event]

    def set_up(self, channel: str = "C1", user: str = "U1", tz: str = "Asia/Tokyo") -> None:
        """Set up a team of one person."""
        self.workspace.add_user(user, user.lower(), f"Person {user}", tz=tz)
        self.workspace.add_channel(channel, f"channel-{channel.lower()}", [user])
        set_up(self.person(user), channel)
        self.triggers.settle()

    def sweep(self) -> None:
        """Run the sweep."""
        self.triggers.publish("sweep", [{}])
        self.triggers.settle()
