"""A person of a workspace, whatever teams they are in: language, zone, days off, last answer."""

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
    """The time of one's own that held before a change (None: the team's), up to the day ``until``, it included."""

    until: date
    reminder_time: time | None


MOST_OFFERS = 10
"""How many entries may be written whose form offered a Try, before it is not offered any more."""


@dataclass(frozen=True)
class LastTry:
    """The newest Try that a person wrote: the forms of later days offer it as one tick (entry/try_before.py).

    ``closed_by`` is the day whose entry says that it was done; ``offered`` how many entries had it offered so far;
    ``private`` that the form said, when it was written, that only its author sees it.
    """

    team: str
    day: date
    text: str
    private: bool = False
    closed_by: date | None = None
    offered: int = 0

    @property
    def is_open(self) -> bool:
        """Whether a form may offer it still."""
        return self.closed_by is None and self.offered < MOST_OFFERS

    def is_of(self, team: str, day: date) -> bool:
        """Whether it was written in this team for this day."""
        return (self.team, self.day) == (team, day)


@dataclass(frozen=True)
class Person:
    """What is known of a person. ``answered_on`` is the newest day they answered in any team, ``unanswered`` the
    days since then on which they were asked, five at most. Their ``home`` is the team that asks them."""

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
    """Whether what they wrote is remembered here, their last Try and the days: not where another tool wrote it."""
    language_chosen: bool = False
    """Whether they chose their language here: then Slack's is not taken."""
    kept_lines: tuple[Line, ...] = ()
    """What they kept during the day and have not saved, oldest first."""
    lines_changes: int = 0
    """Raised whenever they remove one: the message that shows them is drawn anew."""
    first_answers: tuple[date, ...] = ()
    """The first two days that they answered for, as long as this is noted."""
    thanks_received: Received = field(default_factory=dict)
    """The thanks that reached them, by id: those that their next message shows, and those that one has shown."""
    glance: bool = True
    """Whether their message of the session's day shows a teammate's Keep."""
    version: object = field(default=None, compare=False)
    """The store's: a change is written only while the document is still at it."""

    @property
    def id(self) -> str:
        """``{workspace}-{user}``."""
        return f"{self.workspace}-{self.user}"

    @property
    def is_learnt(self) -> bool:
        """Whether more is stored than what they did here: their teams, or a zone, as Slack told it."""
        return bool(self.teams or self.time_zone)

    def on(self, day: date) -> "Person":
        """The person with the time of their own that holds on ``day``."""
        if self.before is None or day > self.before.until:
            return self
        return replace(self, reminder_time=self.before.reminder_time, before=None)

    def at_all_times(self) -> "list[Person]":
        """The person with their time alone; and with the one before."""
        if self.before is None:
            return [self]
        return [replace(self, before=None), self.on(self.before.until)]

    def is_away(self, day: date) -> bool:
        """Whether the person took the day off in advance."""
        return any(off.first <= day <= off.last for off in self.days_off)

    def days_written(self, team: str) -> tuple[date, ...]:
        """The last days with an entry in a team: the marks in a form's list of days."""
        return self.written.get(team, ())

    def open_try(self, day: date) -> LastTry | None:
        """The last Try, where it is from before ``day`` and a form may still offer it."""
        return self.last_try if self.last_try and self.last_try.day < day and self.last_try.is_open else None

    def lines_named(self, ids: Collection[str]) -> tuple[Line, ...]:
        """Those of the named lines that are still kept."""
        return tuple(line for line in self.kept_lines if line.id in ids)


@dataclass(frozen=True)
class Profile:
    """What Slack says of an account. ``is_person`` is false for bots, guests, closed accounts and other companies'."""

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
    """Seconds since 1970; 0 where the status stays until it is changed."""
    is_guest: bool = False
    """Whether it is a guest's: somebody who may be thanked, but is not asked."""

    @property
    def may_be_thanked(self) -> bool:
        """Whether somebody of the workspace is behind it: no app, no closed account, nobody of another company."""
        return self.is_person or self.is_guest


def clock_zone(team: Team, person: Person) -> str:
    """The zone of the clock by which the team asks this person; the team's, where none is known of theirs."""
    return team.time_zone if team.clock == "team" or not person.time_zone else person.time_zone


People = Mapping[str, Person]
