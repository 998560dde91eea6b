"""A team: a Slack channel in which the app was set up, with its settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Literal

from shared.kpt.ids import TEAM_ID as TEAM_ID
from shared.kpt.ids import Language as Language
from shared.kpt.ids import team_id as team_id

Status = Literal["active", "paused", "blocked", "removed"]
WhoseClock = Literal["own", "team"]
"""In whose zone members are asked: each in their own, or all in the team's."""
Membership = Literal["channel", "list"]
"""Whether the team is everybody in its channel, or a chosen list of people."""
WORKING_DAYS = (0, 1, 2, 3, 4)
"""Monday to Friday, as ``date.weekday()`` counts."""


@dataclass(frozen=True)
class ReminderRule:
    """When members are asked: the time, a quarter of an hour from 05:00 to 21:45, and the weekdays."""

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
"""From so many people on, a message for each entry would flood the channel."""


def default_mode(people: int) -> Mode:
    """How a new team's entries are announced. The mode of an existing team is never changed."""
    return "thread" if people >= THREAD_FROM else "message"


@dataclass(frozen=True)
class TimesBefore:
    """The times from before a change. They hold up to and including ``until``."""

    until: date
    reminder_time: time
    win_session: WinSessionRule
    clock: WhoseClock
    time_zone: str


@dataclass(frozen=True)
class AnnouncementRule:
    """How entries appear in the channel. ``mode``: a message each, replies to one message a day, or not at all.
    ``parts``: all, or the Keep only. ``quiet``: a quiet day is one line, or nothing."""

    mode: Mode = "message"
    parts: Parts = "all"
    quiet: QuietDays = "silent"


@dataclass(frozen=True)
class TeamSheet:
    """The spreadsheet that a team's entries are written to: its id and tab, who connected it and when.

    ``past``: entries from before that are written, too.
    """

    id: str
    tab: int
    by: str
    at: datetime
    past: bool = False


@dataclass(frozen=True)
class Team:
    """A team's settings and people. ``id`` is ``{workspace}-{channel}``.

    ``member_ids``: all ids of the channel. ``members``: the names of those known to be people. Only members get
    messages.
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
    """When the last digest was created, by the store's own time. On most days it tells an entry's write that no digest
    is open."""
    unknown_zone: str = ""
    """The text of the document's zone, where no such zone exists. ``time_zone`` is then UTC, so that days can be
    computed. The team asks nobody and holds no session until somebody corrects the zone."""
    sheet: TeamSheet | None = None
    """None where its entries are written to no spreadsheet."""
    before: tuple[TimesBefore, ...] = ()
    """Times from before changes that still hold for a while, the earliest first."""
    told: int = 0
    """The last release whose news its channel was told, by a message or by its welcome."""
    joined: Mapping[str, date] = field(default_factory=dict)
    """The first day of members who joined after the set-up, for as long as a session needs it."""
    version: object = field(default=None, compare=False)
    """The store's: a change is written only while the document is still at it."""

    def on(self, day: date) -> "Team":
        """The team with the times that hold on ``day``."""
        return next((self._at(before) for before in self.before if day <= before.until), self)

    def at_all_times(self, since: date = date.min) -> "list[Team]":
        """The team with its present times, and with each of its old times that hold on ``since`` or later."""
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
        """Whether it was removed. Its document stays, as its entries do."""
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
        """Whether this user is a member who takes part."""
        return user in self.members and user not in self.stepped_out

    def joined_since(self, day: date | None) -> list[str]:
        """Who joined after ``day`` (None: after the set-up)."""
        return [user for user in self.asked if user in self.joined and (day is None or self.joined[user] > day)]

    @property
    def unresolved(self) -> tuple[str, ...]:
        """Ids in the channel that are not known to be people's."""
        return tuple(user for user in self.member_ids if user not in self.members)
