"""A person of a workspace, in all their teams: language, zone, days off, last answer."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time

from shared.kpt.entry.line import Line
from shared.kpt.team.team import Language, Team
from shared.kpt.team.thanks_received import Received


@dataclass(frozen=True)
class DaysOff:
    """A range of days off, both ends included."""

    first: date
    last: date


@dataclass(frozen=True)
class TimeBefore:
    """A person's own time from before a change (None: the team's). It holds up to and including ``until``."""

    until: date
    reminder_time: time | None


MOST_OFFERS = 10
"""In how many entries a Try is offered at most."""


@dataclass(frozen=True)
class LastTry:
    """The newest Try that a person wrote: the forms of later days offer it as one tick (entry/try_before.py).

    ``closed_by``: the day whose entry says that it was done. ``offered``: in how many entries it was offered.
    ``private``: its form said that only the author sees it.
    """

    team: str
    day: date
    text: str
    private: bool = False
    closed_by: date | None = None
    offered: int = 0

    @property
    def is_open(self) -> bool:
        """Whether a form may still offer it."""
        return self.closed_by is None and self.offered < MOST_OFFERS

    def is_of(self, team: str, day: date) -> bool:
        """Whether it was written in this team for this day."""
        return (self.team, self.day) == (team, day)


@dataclass(frozen=True)
class Person:
    """What is stored of a person. ``answered_on``: the newest day that they answered in any team. ``unanswered``: the
    days since then on which they were asked, five at most. ``home``: the team that asks them."""

    workspace: str
    user: str
    name: str
    picture: str
    language: Language
    time_zone: str
    country: str
    teams: tuple[str, ...] = ()
    home: str = ""
    reminder_time: time | None = None
    weekdays: tuple[int, ...] | None = None
    days_off: tuple[DaysOff, ...] = ()
    answered_on: date | None = None
    last_try: LastTry | None = None
    written: Mapping[str, tuple[date, ...]] = field(default_factory=dict)
    stopped: bool = False
    before: TimeBefore | None = None
    unanswered: tuple[date, ...] = ()
    remembers: bool = True
    """Whether their last Try and the days that they wrote are stored here: not where another tool stored the person."""
    language_chosen: bool = False
    """Whether they chose their language here: Slack's is then ignored."""
    kept_lines: tuple[Line, ...] = ()
    """Lines that they kept and that no entry has taken yet, oldest first."""
    lines_changes: int = 0
    """Counts removed lines, so that the message that shows the lines gets a new revision."""
    first_answers: tuple[date, ...] = ()
    """The first two days that they answered for; fewer for people from before this was stored."""
    thanks_received: Received = field(default_factory=dict)
    """The thanks that they received, by id: those for their next message, and those already shown."""
    glance: bool = True
    """Whether their message of the session's day may show a teammate's Keep."""
    version: object = field(default=None, compare=False)
    """The store's: a change is written only while the document is still at it."""

    @property
    def id(self) -> str:
        """``{workspace}-{user}``."""
        return f"{self.workspace}-{self.user}"

    @property
    def is_learnt(self) -> bool:
        """Whether their profile was stored, as Slack gave it."""
        return bool(self.teams or self.time_zone)

    def on(self, day: date) -> "Person":
        """The person with their own time that holds on ``day``."""
        if self.before is None or day > self.before.until:
            return self
        return replace(self, reminder_time=self.before.reminder_time, before=None)

    def at_all_times(self) -> "list[Person]":
        """The person with their present time, and, while it holds, with the time before."""
        if self.before is None:
            return [self]
        return [replace(self, before=None), self.on(self.before.until)]

    def is_away(self, day: date) -> bool:
        """Whether the day is one of the person's days off."""
        return any(off.first <= day <= off.last for off in self.days_off)

    def days_written(self, team: str) -> tuple[date, ...]:
        """The last days with an entry in a team: a form's list of days marks them."""
        return self.written.get(team, ())

    def open_try(self, day: date) -> LastTry | None:
        """The last Try, if it is from before ``day`` and a form may still offer it."""
        return self.last_try if self.last_try and self.last_try.day < day and self.last_try.is_open else None

    def lines_named(self, ids: Collection[str]) -> tuple[Line, ...]:
        """The kept lines with these ids."""
        return tuple(line for line in self.kept_lines if line.id in ids)


@dataclass(frozen=True)
class Profile:
    """What Slack says about an account. ``is_person`` is false for bots, guests, closed accounts and accounts of other
    companies."""

    user: str
    name: str
    picture: str
    language: Language
    time_zone: str | None
    country: str
    is_person: bool
    status_text: str = ""
    status_emoji: str = ""
    status_expires: int = 0
    """Seconds since 1970; 0 where the status does not expire."""
    is_guest: bool = False
    """Whether it is a guest, who may be thanked but is not asked."""

    @property
    def may_be_thanked(self) -> bool:
        """Whether it is a person of the workspace: no app, no closed account, nobody of another company."""
        return self.is_person or self.is_guest


def clock_zone(team: Team, person: Person) -> str:
    """The zone by which the team asks this person: their own or the team's. The team's also where theirs is not
    known."""
    return team.time_zone if team.clock == "team" or not person.time_zone else person.time_zone


People = Mapping[str, Person]
