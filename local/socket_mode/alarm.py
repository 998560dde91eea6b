"""Fires Cloud Scheduler's jobs on a machine that sleeps: a job that was due meanwhile fires once, after waking.

A job's last run up to now is due unless it was handled. That holds alike after a sleep, after a restart, and after an
ordinary minute. The function decides about a late reminder. A digest is sent however late; so a session that was missed
before the job's last run is published by its day.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count, takewhile
from pathlib import Path

from google.cloud import scheduler_v1

from local.google.scheduler import CloudScheduler, Firing
from local.google.triggers import Triggers
from shared.clock import Clock
from shared.kpt.day import Slot
from shared.kpt.schedule.session import session_held_on
from shared.usecases.ports.store import Store


@dataclass
class Alarm:
    """``file`` stores the jobs, and until when each was handled."""

    scheduler: CloudScheduler
    triggers: Triggers
    store: Store
    clock: Clock
    file: Path
    _until: dict[str, datetime] = field(default_factory=dict)
    _fired_until: datetime = field(init=False)
    _kept: str = ""

    def __post_init__(self) -> None:
        self._fired_until = self.clock.now()

    def restore(self) -> None:
        """Read the file. The sweep makes jobs that a slot has and the file lacks."""
        if self.file.exists():
            for name, kept in json.loads(self.file.read_text(encoding="utf-8")).items():
                self.scheduler.jobs[name] = scheduler_v1.Job.from_json(kept["job"])
                self._until[name] = datetime.fromisoformat(kept["until"])
        self.scheduler.add_sweep()
        self.scheduler.add_look()
        there = {name.rpartition("/")[2] for name in self.scheduler.jobs}
        if any(record.job.job not in there for record in self.store.slots.all()):
            self.triggers.publish("sweep", [{}])

    def fire_due(self) -> None:
        """Fire each job that became due since it was last handled. The sweep, which looks for gaps, comes last."""
        now = self.clock.now()
        late = []
        for name, firing in self.scheduler.last_firings(now).items():
            # A job that was made since the last call is due from then on; after the clock was set back, from now on.
            since = min(self._until.get(name, self._fired_until), now)
            self._until[name] = max(since, firing.at)
            if firing.at > since:
                late.append((firing, since))
        self._until = {name: until for name, until in self._until.items() if name in self.scheduler.jobs}
        self._fired_until = now
        for firing, since in sorted(late, key=lambda each: (each[0].topic == "sweep", each[0].at)):
            if firing.topic == "digest":
                self.triggers.publish("digest", self._missed_sessions(firing, since))
            self.triggers.fire(firing)

    @property
    def next_at(self) -> datetime | None:
        """When the next job is due."""
        firings = self.scheduler.next_firings(self.clock.now())
        return firings[0].at if firings else None

    def keep(self) -> None:
        """Store until when each job was handled. Called after everything that was fired is acknowledged; after a
        restart before that, it fires again."""
        jobs = {
            name: {"job": scheduler_v1.Job.to_json(job), "until": self._until.get(name, self._fired_until).isoformat()}
            for name, job in sorted(self.scheduler.jobs.items())
        }
        text = json.dumps(jobs, indent=1)
        if text != self._kept:
            new = self.file.with_name(f"{self.file.name}.new")
            new.write_text(text, encoding="utf-8")
            new.replace(self.file)
            self._kept = text

    def _missed_sessions(self, firing: Firing, since: datetime) -> Iterator[dict[str, str]]:
        """For each team, its last session between ``since`` and the day before the job's last run."""
        slot = Slot.parse(json.loads(firing.data)["slot"])
        today = slot.last_day(firing.at)
        for id_ in self.store.slots.teams_in(f"digest {slot}"):
            team = self.store.teams.get(id_)
            missed = takewhile(lambda day: slot.moment(day) > since, (today - timedelta(n) for n in count()))
            held = next((day for day in missed if team and session_held_on(team, day)), today)
            if held != today:
                yield {"team": id_, "day": held.isoformat(), "slot": str(slot)}
