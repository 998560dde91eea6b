"""What a win session's digest holds. Each Keep is in exactly one digest: the first that closes after the Keep was first
stored.

A digest closes 60 minutes after it was created. That moment, and the one at which an entry first had a Keep, are the
store's own time. So a digest's Keeps are one range of time, from the previous digest's close to its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from shared.kpt.board.running_order import Round
from shared.kpt.schedule.session import Session

STAYS_OPEN = timedelta(minutes=60)


@dataclass(frozen=True)
class Gathered:
    """What the head shows of the week's entries, as last read. It is stored, so that a step of the round reads no
    entry."""

    first: date
    has_keeps: bool
    off_with_keeps: tuple[str, ...]
    joined: tuple[str, ...]
    """Who has a Keep in the week but no place in the order: they had stopped the messages and still wrote."""
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
    """Counts changes of what it shows other than writes of its entries: steps of the round, erasures. This and the
    revisions of its entries add up to the digest's revision, which never gets smaller."""
    redrawn: int = 0
    """The value of ``changes`` when the messages were last updated for an erasure."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The names of its people when it opened. Empty in a digest from before rounds existed: it has no round."""
    has_board: bool = False
    """Whether there was a board when it opened."""
    round: Round = field(default_factory=Round)
    head: Gathered | None = None
    """None until the whole digest is posted."""
    noticed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Who reacted to each entry's announcement, by the entry's id."""
    unthanked: tuple[str, ...] = ()
    """Whom erased entries thanked. Their parts must be updated, even if another run has just posted them."""
    noticed_again: bool = False
    """Whether a sweep has read the reactions a second time, which is the last."""
    version: object = field(default=None, compare=False)
    """The store's version of the document."""

    @property
    def opened_at(self) -> datetime:
        """When it was created, by the store's own time."""
        if self.created_at is None:
            raise ValueError("a digest that is not stored yet has not opened")
        return self.created_at

    @property
    def closes_at(self) -> datetime:
        """When it closes: a Keep first stored later belongs to the next digest."""
        return self.opened_at + STAYS_OPEN

    def mentions(self, user: str) -> bool:
        """Whether somebody's id is anywhere in it."""
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
        """The digest without somebody who was erased."""
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
        """Whether this is the digest of a session's week or a later one. A week has one digest, on whatever day."""
        return self.session.isocalendar()[:2] >= session.nominal.isocalendar()[:2]


def _is_by(entry: str, user: str) -> bool:
    return entry.endswith(f"_{user}")


def _unnoticed(noticed: Mapping[str, tuple[str, ...]], user: str) -> dict[str, tuple[str, ...]]:
    others = {entry: _others(who, user) for entry, who in noticed.items() if not _is_by(entry, user)}
    return {entry: who for entry, who in others.items() if who}


def _others(users: Sequence[str], user: str) -> tuple[str, ...]:
    return tuple(other for other in users if other != user)
