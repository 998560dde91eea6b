"""What a win session's digest holds. Each Keep is in exactly one: the first that closes after it was first stored.

A digest closes 60 minutes after it was created; both are the store's own time, and so is the moment at which an entry
first had a Keep. So a digest's Keeps are one range of time, from the close of the one before it to its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from shared.kpt.board.running_order import Round
from shared.kpt.schedule.session import Session

STAYS_OPEN = timedelta(minutes=60)


@dataclass(frozen=True)
class Gathered:
    """What the head shows of the week's entries, as they were read last: so a step of the round reads none of them."""

    first: date
    has_keeps: bool
    off_with_keeps: tuple[str, ...]
    joined: tuple[str, ...]
    """Who has a Keep in it, but no place in the order: they had stopped the messages, and wrote all the same."""
    is_open: bool
    revision: int = field(default=0, compare=False)
    """The sum of the revisions of those entries."""


@dataclass(frozen=True)
class Digest:
    """A win session that has begun. ``session`` is its nominal date."""

    session: date
    held_on: date
    order: tuple[str, ...]
    away: tuple[str, ...] = ()
    created_at: datetime | None = None
    finished_at: datetime | None = None
    changes: int = 0
    """Raised by all that changes what it shows beside its entries: a step of the round, an erasure. So the revision of
    what it shows, which is this and the sum of those of its entries, never gets smaller."""
    redrawn: int = 0
    """The changes after which the messages were drawn anew for an erasure."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What its people were called when it opened. One from before there was a round has none, and no round."""
    has_board: bool = False
    """Whether there was a board when it opened."""
    round: Round = field(default_factory=Round)
    head: Gathered | None = None
    """None until all of it is posted."""
    noticed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Who reacted to an entry's announcement, by the entry's id."""
    unthanked: tuple[str, ...] = ()
    """Whom entries thanked that were erased since: their parts have to follow, whatever a run under way has posted."""
    noticed_again: bool = False
    """Whether a sweep has read it once more: then it is not read any more."""
    version: object = field(default=None, compare=False)
    """The store's."""

    @property
    def opened_at(self) -> datetime:
        """When it was created, by the store's own time."""
        if self.created_at is None:
            raise ValueError("a digest that is not stored yet has not opened")
        return self.created_at

    @property
    def closes_at(self) -> datetime:
        """Until when what is written joins it."""
        return self.opened_at + STAYS_OPEN

    def mentions(self, user: str) -> bool:
        """Whether it holds somebody's id."""
        head = (*self.head.off_with_keeps, *self.head.joined) if self.head else ()
        pressed = (press.split()[-1] for press in self.round.presses)
        if any(user in who or _is_by(entry, user) for entry, who in self.noticed.items()):
            return True
        return user in (
            *self.order,
            *self.away,
            *self.names,
            *self.round.told,
            *self.round.later,
            *head,
            *pressed,
            *self.unthanked,
        )

    def without(self, user: str) -> "Digest":
        """The same without somebody who was erased."""
        head = self.head and replace(
            self.head,
            off_with_keeps=_others(self.head.off_with_keeps, user),
            joined=_others(self.head.joined, user),
        )
        return replace(
            self,
            order=_others(self.order, user),
            away=_others(self.away, user),
            names={other: name for other, name in self.names.items() if other != user},
            round=self.round.without(user),
            head=head,
            noticed=_unnoticed(self.noticed, user),
            unthanked=_others(self.unthanked, user),
            changes=self.changes + 1,
        )

    def covers_or_follows(self, session: Session) -> bool:
        """Whether it is, or comes after, the digest of a session's week: a week has one, on whatever day."""
        return self.session.isocalendar()[:2] >= session.nominal.isocalendar()[:2]


def _is_by(entry: str, user: str) -> bool:
    return entry.endswith(f"_{user}")


def _unnoticed(noticed: Mapping[str, tuple[str, ...]], user: str) -> dict[str, tuple[str, ...]]:
    left = {entry: _others(who, user) for entry, who in noticed.items() if not _is_by(entry, user)}
    return {entry: who for entry, who in left.items() if who}


def _others(users: Sequence[str], user: str) -> tuple[str, ...]:
    return tuple(other for other in users if other != user)
