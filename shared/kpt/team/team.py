"""A team: one Slack channel in which the app was set up, and how it wants to look back."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Literal

from shared.kpt.ids import TEAM_ID as TEAM_ID
from shared.kpt.ids import Language as Language
from shared.kpt.ids import team_id as team_id

Status = Literal["active", "paused", "blocked", "removed"]
WhoseClock = Literal["own", "team"]
"""Whose clock asks: each member's own, or the team's."""
Membership = Literal["channel", "list"]
"""Whether the team follows its channel, or is a chosen list of people."""
WORKING_DAYS = (0, 1, 2, 3, 4)
"""Monday to Friday, as ``date.weekday()`` counts."""


@dataclass(frozen=True)
class ReminderRule:
    """When members are asked: a quarter of an hour from 05:00 to 21:45, on these weekdays."""

    time: time = time(17, 0)
    weekdays: tuple[int, ...] = WORKING_DAYS


@dataclass(frozen=True)
class WinSessionRule:
    """When the weekly session is held, in the team's zone."""

    weekday: int = 4
    time: time = time(16, 30)


GlanceMode = Literal["shown", "hidden"]
"""Whether a member's message of the session's day shows a teammate's Keep."""
Mode = Literal["message", "thread", "off"]
Parts = Literal["all", "keep"]
QuietDays = Literal["silent", "line"]
THREAD_FROM = 7
"""From so many people, a message an entry buries the channel."""


def default_mode(people: int) -> Mode:
    """How a new team's entries are announced. An existing one is never switched."""
    return "thread" if people >= THREAD_FROM else "message"


@dataclass(frozen=True)
class TimesBefore:
    """The times that held before a change, and do so up to the day ``until``, it included."""

    until: date
    reminder_time: time
    win_session: WinSessionRule
    clock: WhoseClock
    time_zone: str


@dataclass(frozen=True)
class AnnouncementRule:
    """How entries appear in the channel: a message each, as replies to one message a day, or not at all; with all their
    parts or the Keep only. A quiet day is one line, or nothing."""

    mode: Mode = "message"
    parts: Parts = "all"
    quiet: QuietDays = "silent"


@dataclass(frozen=True)
class TeamSheet:
    """The spreadsheet that a team's entries are written to: its id and tab, who connected it, and when.

    ``past``: whether the entries from before are written, too.
    """

    id: str
    tab: int
    by: str
    at: datetime
    past: bool = False


@dataclass(frozen=True)
class Team:
    """Its settings and people. ``id`` is ``{workspace}-{channel}``.

    ``member_ids`` are all ids of the channel; ``members`` are those known to be people, with their names. Only
    they are written to.
    """

    id: str
    name: str
    language: Language
    time_zone: str
    country: str = ""
    clock: WhoseClock = "own"
    membership: Membership = "channel"
    members: Mapping[str, str] = field(default_factory=dict)
    member_ids: tuple[str, ...] = ()
    stepped_out: tuple[str, ...] = ()
    reminder: ReminderRule = ReminderRule()
    win_session: WinSessionRule = WinSessionRule()
    extra_days_off: tuple[str, ...] = ()
    announcement: AnnouncementRule = AnnouncementRule()
    glance: GlanceMode = "shown"
    slots: tuple[str, ...] = ()
    status: Status = "active"
    created_by: str = ""
    updated_by: str = ""
    created_at: datetime | None = None
    digest_opened_at: datetime | None = None
    """When the last digest was begun, by the store's own time, so that an ordinary day's entries look for none."""
    unknown_zone: str = ""
    """What stands in the document as its zone, where there is no such zone. ``time_zone`` is UTC by then, so that
    everything can be reckoned; but it asks nobody and holds no session until somebody mends it."""
    sheet: TeamSheet | None = None
    """None: its entries are written to no spreadsheet."""
    before: tuple[TimesBefore, ...] = ()
    """The times that held before changes and hold on for a while, the earlier ones first."""
    told: int = 0
    """The release of which its channel was told last, if only by its welcome."""
    joined: Mapping[str, date] = field(default_factory=dict)
    """Since when those are members who came after it was set up, as far back as a session may ask."""
    version: object = field(default=None, compare=False)
    """The store's: a change is written only while the document is still at it."""

    def on(self, day: date) -> "Team":
        """The team with the times that hold on ``day``: those before a change, where it does not hold by then."""
        return next((self._at(before) for before in self.before if day <= before.until), self)

    def at_all_times(self, since: date = date.min) -> "list[Team]":
        """The team with its own times alone; and with those before that hold on ``since`` or later."""
        own = replace(self, before=()) if self.before else self
        return [own, *(self._at(before) for before in self.before if since <= before.until)]

    def _at(self, before: TimesBefore) -> "Team":
        return replace(
            self,
            reminder=replace(self.reminder, time=before.reminder_time),
            win_session=before.win_session,
            clock=before.clock,
            time_zone=before.time_zone,
            before=(),
        )

    @property
    def is_gone(self) -> bool:
        """Whether it was removed. Its document stays, beside the entries."""
        return self.status == "removed"

    @property
    def workspace(self) -> str:
        """Slack's id of the workspace."""
        return self.id.partition("-")[0]

    @property
    def channel(self) -> str:
        """Slack's id of the channel."""
        return self.id.partition("-")[2]

    @property
    def asked(self) -> tuple[str, ...]:
        """The members who take part, in a stable order."""
        return tuple(sorted(user for user in self.members if user not in self.stepped_out))

    def asks(self, user: str) -> bool:
        """Whether somebody is one of them."""
        return user in self.members and user not in self.stepped_out

    def joined_since(self, day: date | None) -> list[str]:
        """Who joined after ``day``; after it was set up, where there is none."""
        return [user for user in self.asked if user in self.joined and (day is None or self.joined[user] > day)]

    @property
    def unresolved(self) -> tuple[str, ...]:
        """Ids of the channel of which it is not known yet whether a person is behind them."""
        return tuple(user for user in self.member_ids if user not in self.members)
