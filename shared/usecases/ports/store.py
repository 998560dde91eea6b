"""The port `Store`: what the rules ask of the memory, in the words of the product."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from shared.kpt.board.screen import Screen
from shared.kpt.digest.digest import Digest
from shared.kpt.entry.entry import Answer, Entry, EntryName, Outcome
from shared.kpt.entry.line import Line
from shared.kpt.schedule.slots import SlotJob, SlotRecord
from shared.kpt.team.person import People, Person
from shared.kpt.team.team import Status, Team
from shared.kpt.team.team_settings import SettingChange
from shared.kpt.team.thanks_received import Changes
from shared.usecases.delivering.follow import Delivery, Key
from shared.usecases.ports.personal_data import PersonalData
from shared.usecases.ports.sheets import SheetStore

Errands = Mapping[str, Mapping[str, str]]
"""Errands by their names, each with its kind and what it is about. The store adds who left it, and for which team."""


@dataclass(frozen=True)
class Records:
    """What one round trip brings for a person in a team."""

    user: str
    team: Team | None
    person: Person | None
    entries: Mapping[date, Entry]


@dataclass(frozen=True)
class Errand:
    """What a click or an event left to be done. ``about`` has its kind, and what that kind needs."""

    name: str
    about: Mapping[str, Any]
    version: object


class Store(PersonalData, SheetStore, Protocol):
    """The memory. Raises ``StoreSilent`` where it does not answer; ``within`` bounds a call in seconds."""

    def hurried(self, left: Callable[[], float]) -> "Store":
        """The same store, where every call ends within the seconds that are ``left`` then."""
        ...

    @property
    def connected(self) -> bool:
        """Whether it has answered before: the first call takes longer."""
        ...

    def connect(self) -> None:
        """Make the connection that the first call would make."""
        ...

    def records(self, team: str, user: str, days: Sequence[date], within: float | None = None) -> Records:
        """A team, one of its people, and that person's entries of these days."""
        ...

    def records_beside(self, person: Person, team: str, days: Sequence[date], within: float | None = None) -> Records:
        """The same for a person who was read already."""
        ...

    def answer(self, records: Records, day: date, answer: Answer, within: float | None = None) -> Outcome:
        """Store an answer with its revision, once, starting from the records just read. Up to five tries."""
        ...

    def team(self, team: str, within: float | None = None) -> Team | None:
        """A team's settings."""
        ...

    def teams(self, teams: Iterable[str], within: float | None = None) -> list[Team]:
        """Those of the teams that exist."""
        ...

    def teams_in(self, slot: str) -> Iterator[str]:
        """The ids of the active teams that stand in ``reminder 17:00 Asia/Tokyo``."""
        ...

    def workspaces_of(self, channel: str, user: str) -> Sequence[str]:
        """The workspaces in which a channel is a team, or, where it is none, in whose teams a person is."""
        ...

    def create_team(
        self, team: Team, people: People, errands: Errands, at: datetime, within: float | None = None
    ) -> bool:
        """Store a new team, or one that was removed, with its people and its errands in one write; False where it
        exists already."""
        ...

    def change_team(
        self,
        team: Team,
        what: str,
        changes: Sequence[SettingChange],
        people: People,
        errands: Errands,
        at: datetime,
        within: float | None = None,
    ) -> None:
        """Write what a person changed of a team, with a line in the audit, while it is as it was read; else
        ``VersionConflict``.

        ``people`` are those who were learnt about with it.
        """
        ...

    def store_profiles(self, team: Team, people: People) -> Team:
        """Store what was learnt of a team's people, and the slots that follow from it, while the team is as it was
        read; else ``VersionConflict``. Answers the team as it is now."""
        ...

    def change_members(self, teams: Sequence[Team], people: Iterable[Person], within: float | None = None) -> None:
        """Store who is in these teams and the slots that follow, and what was learnt of people, all in one write and
        while all of them are as they were read; else ``VersionConflict``."""
        ...

    def people(self, workspace: str, users: Iterable[str], within: float | None = None) -> People:
        """Those of them that are known."""
        ...

    def set_stopped(self, workspace: str, user: str, stopped: bool, within: float | None = None) -> None:
        """Whether a person wants no messages."""
        ...

    def change_person(self, person: Person, teams: Sequence[Team], errands: Errands, within: float) -> None:
        """Write what a person set for themselves, and add the slots that their teams need for it, while the person is
        as it was read; else ``VersionConflict``. The errands say themselves whose they are."""
        ...

    def keep_line(self, workspace: str, user: str, line: Line, within: float | None = None) -> None:
        """Store a line that a known person keeps; ``VersionConflict`` where nothing is known of them any more."""
        ...

    def remove_line(self, person: Person, line: str, errands: Errands, within: float | None = None) -> None:
        """Take one of a person's lines away and leave errands, while they are as they were read; else
        ``VersionConflict``."""
        ...

    def record_unanswered(self, days: Mapping[str, Sequence[date]]) -> None:
        """The people of these ids were asked for these days; an answer forgets them."""
        ...

    def entry(self, team: str, day: date, user: str) -> Entry | None:
        """One entry."""
        ...

    def entries_named(self, names: Iterable[EntryName], within: float | None = None) -> list[Entry]:
        """Those of the named entries that there are, in one round trip: it takes no longer however many others there
        are."""
        ...

    def entries_between(self, team: str, first: date, last: date) -> list[Entry]:
        """A team's entries of these days, both ends included, whoever wrote them."""
        ...

    def newest_entry(self, team: str) -> Entry | None:
        """The entry that was written last, by the store's own time."""
        ...

    def screen(self, code: str, within: float | None = None) -> Screen | None:
        """A shared screen that somebody opened by its code, whether or not its time has run out."""
        ...

    def open_screen(self, screen: Screen, within: float | None = None) -> None:
        """Let a screen show a team's week, with a line in the audit; ``AlreadyExists`` where its code was used
        before."""
        ...

    def close_screen(self, code: str, within: float | None = None) -> None:
        """A screen shows nothing any more."""
        ...

    def screens_by(self, user: str) -> list[Screen]:
        """The screens that somebody opened, those whose time has run out among them."""
        ...

    def note_told(self, team: Team, release: int) -> None:
        """The channel was told of what is new in a release."""
        ...

    def note_thanks_names(self, entry: Entry, names: Mapping[str, str]) -> None:
        """Write what those are called whom an entry thanks, while it is as it was read; else ``VersionConflict``."""
        ...

    def note_received(self, person: Person, changes: Changes, *, anew: bool = False) -> None:
        """Write what changes of a person's thanks, while they are as they were read; else ``VersionConflict``.
        ``anew``: their message is to be drawn anew."""
        ...

    def thanking(self, team: str, user: str) -> list[Entry]:
        """A team's entries that thank somebody."""
        ...

    def first_day(self, team: str) -> date | None:
        """The day of the earliest entry; None before the first."""
        ...

    def earliest_day(self, team: str) -> date | None:
        """The day of the earliest entry, an imported one too; None where there is none."""
        ...

    def first_written_day(self, team: str) -> date | None:
        """The earliest day that somebody wrote here; None where there are no entries but imported ones."""
        ...

    def kept(self, team: str, since: datetime | None, before: datetime | None) -> list[Entry]:
        """The entries that first had a Keep in that time: ``since`` included, ``before`` not."""
        ...

    def updated(self, team: str, since: datetime) -> list[Entry]:
        """The entries that were written since then, by the store's own time."""
        ...

    def open_digest(self, team: str, digest: Digest) -> Digest:
        """Create the digest, by the store's own time; where it exists, that one."""
        ...

    def digest_before(self, team: str, moment: datetime | None) -> Digest | None:
        """The last digest created before ``moment`` (None: the last of all)."""
        ...

    def digest_closing_after(self, team: str, moment: datetime) -> Digest | None:
        """The first digest that closes after ``moment``."""
        ...

    def team_and_digest(
        self, team: str, session: date, within: float | None = None
    ) -> tuple[Team | None, Digest | None]:
        """A team and one of its digests."""
        ...

    def write_round(self, team: str, digest: Digest, within: float | None = None) -> Digest:
        """Write how far a digest's round has come, and leave the errand that lets its head follow, in one write and
        while it is as it was read; else ``VersionConflict``. Answers it as it is now."""
        ...

    def note_head(self, team: str, digest: Digest) -> Digest:
        """Write what a digest's head shows of the week's entries, while it is as it was read; else
        ``VersionConflict``. Answers it as it is now."""
        ...

    def announcements(self, team: str, entries: Sequence[Entry]) -> Mapping[str, Delivery]:
        """How the announcements of these entries stand, by the entry's id, in one round trip."""
        ...

    def note_noticed(
        self, team: str, digest: Digest, noticed: Mapping[str, Sequence[str]], *, again: bool = False
    ) -> None:
        """Store who reacted, by entry, and nothing else of the digest, while it has not changed since it was read;
        else ``VersionConflict``."""
        ...

    def finish_digest(self, team: str, digest: Digest) -> bool:
        """All of it is posted; False where it was changed since it was read."""
        ...

    def claim(self, key: Key, owner: str, now: datetime, thread: str = "") -> Delivery | None:
        """Claim a delivery that does not exist, for a thread or none; None where it does."""
        ...

    def has_replies(self, parent: Key) -> bool:
        """Whether a delivery stands in the thread of another one's message, or is on its way there."""
        ...

    def delivery(self, key: Key, within: float | None = None) -> Delivery | None:
        """How a delivery stands."""
        ...

    def write_delivery(self, delivery: Delivery) -> Delivery:
        """Write a state, while it has not changed since it was read; else ``VersionConflict``."""
        ...

    def forget_delivery(self, delivery: Delivery) -> None:
        """Make it absent, while it has not changed since it was read; else ``VersionConflict``."""
        ...

    def slots(self, ids: Sequence[str], within: float | None = None) -> Mapping[str, SlotRecord]:
        """Those of the slots that have a record, by id."""
        ...

    def all_slots(self) -> Iterator[SlotRecord]:
        """Every slot that has a record."""
        ...

    def note_slot(self, job: SlotJob, at: datetime) -> None:
        """A slot has a job since ``at``; one that is noted already stays as it is."""
        ...

    def slot_ran(self, job: SlotJob, at: datetime) -> None:
        """A slot came round."""
        ...

    def forget_slot(self, job: SlotJob) -> None:
        """A slot has no job any more."""
        ...

    def is_needed(self, slot: str) -> bool:
        """Whether an active team stands in ``reminder 17:00 Asia/Tokyo``."""
        ...

    def teams_with(self, status: Status) -> Iterator[str]:
        """The ids of all teams of a status."""
        ...

    def set_slots(self, team: Team) -> None:
        """Write a team's slots anew, while it is as it was read; else ``VersionConflict``. Its write wakes
        `schedule`."""
        ...

    def rename_team(self, team: str, name: str) -> None:
        """Write what a team's channel is called now."""
        ...

    def set_status(self, team: Team, status: Status, errand: Mapping[str, str], within: float | None = None) -> None:
        """Write a team's status, and what is to be done about it."""
        ...

    def blocked_deliveries(self, team: str) -> list[str]:
        """The names of a team's deliveries that wait for their place, or that a run was at when it was cut off."""
        ...

    def errand(self, errand: str) -> Errand | None:
        """What a click or an event left to be done."""
        ...

    def add_errand(self, errand: str, fields: Mapping[str, str], within: float | None = None) -> None:
        """Leave something to be done; once, however often it is left."""
        ...

    def finish_errand(self, errand: Errand) -> None:
        """It is done. One that was left once more since it was read stays: there is more to be done."""
        ...
