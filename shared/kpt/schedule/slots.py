"""Slots as jobs of Cloud Scheduler: one job for each kind, local time and zone, however many teams share it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.kpt.day import Slot

KINDS = ("reminder", "digest")
JOB_PREFIX = "furikaeri-"
GRACE = timedelta(minutes=30)
"""A run that is later than this counts as missed: Cloud Scheduler retries for a while."""


@dataclass(frozen=True)
class SlotJob:
    """The job of ``reminder 17:00 Asia/Tokyo``: daily at a local time, with the slot as its message."""

    kind: str
    slot: Slot

    @classmethod
    def parse(cls, text: str) -> "SlotJob":
        """Read an item of a team's ``slots``. Raises ValueError."""
        kind, _, slot = text.partition(" ")
        if kind not in KINDS:
            raise ValueError(f"no slot: {text!r}")
        return cls(kind, Slot.parse(slot))

    def __str__(self) -> str:
        return f"{self.kind} {self.slot}"

    @property
    def id(self) -> str:
        """The id of its document, as ``reminder-1700-asia-tokyo``."""
        zone = self.slot.zone.lower().replace("/", "-").replace("+", "plus")
        return f"{self.kind}-{self.slot.time:%H%M}-{zone}"

    @property
    def job(self) -> str:
        """The id of its job, of letters, digits, ``-`` and ``_`` (Cloud Scheduler's Job.name)."""
        return JOB_PREFIX + self.id

    @property
    def cron(self) -> str:
        """The job's schedule: daily at its local time. The code decides which days count."""
        return f"{self.slot.time.minute} {self.slot.time.hour} * * *"


def is_ours(job: str) -> bool:
    """Whether a job's id is a slot's. The app touches no other job."""
    return job.startswith(tuple(f"{JOB_PREFIX}{kind}-" for kind in KINDS))


@dataclass(frozen=True)
class SlotRecord:
    """What is stored of a slot: when its job was created, and when it last came round."""

    job: SlotJob
    made_at: datetime
    last_run: datetime | None


def missed(record: SlotRecord, now: datetime) -> datetime | None:
    """The moment of the last run, if it was missed; None if it took place."""
    slot = record.job.slot
    due = slot.moment(slot.last_day(now - GRACE - timedelta(minutes=5)))
    if due <= record.made_at:
        return None
    ran = record.last_run is not None and record.last_run >= due - timedelta(minutes=5)
    return None if ran else due


@dataclass(frozen=True)
class FoundJob:
    """One of our jobs as Cloud Scheduler has it. ``settings`` is comparable with ``Scheduler.settings_of``."""

    id: str
    settings: Mapping[str, str]
