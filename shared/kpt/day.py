"""Days, moments and slots: what date it is for whom, and when something may be due.

A day is the local date in the zone by which somebody is asked. It begins at 04:00, so 00:30 is still yesterday.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAY_TURNS_AT = timedelta(hours=4)
DAYS_BACK = 7
"""An entry may be written for today and for this many days before it."""


def zone_exists(name: str | None) -> bool:
    """Whether the time zone database knows this IANA name."""
    try:
        return bool(name) and ZoneInfo(str(name)) is not None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


_NO_PLACES = frozenset(
    {
        *("CET", "CST6CDT", "EET", "EST", "EST5EDT", "HST", "MET", "MST", "MST7MDT", "PST8PDT", "WET"),
        *("Factory", "GMT", "GMT+0", "GMT-0", "GMT0", "Greenwich", "UCT", "Universal", "Zulu"),
    }
)
"""Names of the time zone database that stand for an abbreviation or an offset. Those below ``Etc/`` do, too."""


def is_place(zone: str) -> bool:
    """Whether a zone is a place, with that place's summer time: EST is none, as it has no summer time. UTC counts as a
    place: whoever sets it wants no summer time."""
    return zone in ("UTC", "Etc/UTC") or (zone not in _NO_PLACES and not zone.startswith("Etc/"))


def day_of(moment: datetime, zone: str) -> date:
    """The day that ``moment`` belongs to in ``zone``."""
    local = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return (local - DAY_TURNS_AT).date()


def moment_of(day: date, at: time, zone: str) -> datetime:
    """The moment of a local time of day between 05:00 and 21:45, where no zone skips an hour. Easter Island repeats the
    hour from 21:00 on a Saturday in April: the first one counts (tests/kpt/schedule/test_every_zone.py)."""
    return datetime.combine(day, at, tzinfo=ZoneInfo(zone))


def days_it_may_be(moment: datetime) -> list[date]:
    """The two or three days that are today somewhere in the world at ``moment``."""
    first, last = day_of(moment, "Etc/GMT+12"), day_of(moment, "Etc/GMT-14")
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def other_days(day: date, today: date) -> list[date]:
    """The days that a form for ``day`` may switch to: today and the last seven, newest first, without ``day``."""
    return [d for d in (today - timedelta(n) for n in range(DAYS_BACK + 1)) if d != day]


@dataclass(frozen=True, order=True)
class Slot:
    """A local time in a zone at which reminders or digests may be due, as ``17:00 Asia/Tokyo``."""

    time: time
    zone: str

    @classmethod
    def parse(cls, text: str) -> "Slot":
        """Read ``17:00 Asia/Tokyo``. Raises ValueError for anything else."""
        at, _, zone = text.partition(" ")
        slot = cls(time.fromisoformat(at), zone)
        if not zone_exists(zone) or slot.time != slot.time.replace(second=0, microsecond=0, tzinfo=None):
            raise ValueError(f"no slot: {text!r}")
        return slot

    def __str__(self) -> str:
        return f"{self.time:%H:%M} {self.zone}"

    def moment(self, day: date) -> datetime:
        """The moment at which the slot comes round on a local date."""
        return moment_of(day, self.time, self.zone)

    def last_day(self, now: datetime) -> date:
        """The local date on which the slot came round last. Up to five minutes early counts as on time: clocks
        differ."""
        day = now.astimezone(ZoneInfo(self.zone)).date() + timedelta(1)
        while self.moment(day) > now + timedelta(minutes=5):
            day -= timedelta(1)
        return day
