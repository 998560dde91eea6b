"""The Try of an earlier day, which a form offers as a tick: what an entry stores of it, and when the tick counts.

If it is ticked, the line *Done: …* is shown with the day's Keep. The line is no part of the typed text.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shared.kpt.team.person import LastTry


@dataclass(frozen=True)
class TryBefore:
    """The Try that a form offered, and whether it was ticked (``done``). ``text``: what the form showed; empty in
    another team's entry, as a Try never leaves its team. ``times``: in how many entries it had been offered, this one
    included."""

    team: str
    day: date
    text: str
    done: bool = False
    private: bool = False
    times: int = 1

    def is_same(self, other: "TryBefore | LastTry | None") -> bool:
        """Whether it is the same Try, even if its text was edited."""
        return other is not None and (self.team, self.day) == (other.team, other.day)


@dataclass(frozen=True)
class Tick:
    """What an entry stores of the Try that its form offered. ``left_out``: it was ticked, but the tick does not count
    here. ``kept``: the stored tick stays, as the form did not show it."""

    try_before: TryBefore | None = None
    left_out: bool = False
    kept: bool = False


def settle(
    offered: TryBefore | None, team: str, day: date, before: TryBefore | None, last: "LastTry | None", *, shown: bool
) -> Tick:
    """Decide on a form's tick for the entry of ``team`` and ``day``.

    ``before``: what the entry stored so far. ``last``: the person's last Try. ``shown``: the form showed what the entry
    stored.
    """
    taken = _taken(offered, team, day, before, last)
    if taken and not taken.done and last and taken.is_same(last) and last.closed_by not in (None, day):
        taken = None  # another day closed it meanwhile: this entry must not open it again
    left_out = bool(offered and offered.done and not (taken and taken.done and taken.is_same(offered)))
    if before and before.done and not (taken and taken.done) and not shown:
        return Tick(before, left_out, kept=True)
    return Tick(taken, left_out)


def _taken(
    offered: TryBefore | None, team: str, day: date, before: TryBefore | None, last: "LastTry | None"
) -> TryBefore | None:
    known = before if offered and offered.is_same(before) else None
    if offered is None or not (known or offered.is_same(last)):
        return before
    times = known.times if known else last.offered + 1 if last else 1
    if offered.team != team:
        return replace(offered, text="", done=False, times=times)
    if known and known.done and offered.done:
        return known
    return replace(offered, done=offered.done and _fits(offered, team, day, before, last), times=times)


def _fits(offered: TryBefore, team: str, day: date, before: TryBefore | None, last: "LastTry | None") -> bool:
    """Whether a Try may be done on a day: it is from an earlier day, no other day closed it, and no newer Try exists
    except this entry's own."""
    if last is None or offered.day >= day:
        return False
    if offered.is_same(last):
        return last.closed_by in (None, day)
    return offered.is_same(before) and last.is_of(team, day)


def offered_again(stored: TryBefore | None, team: str, day: date, last: "LastTry | None") -> TryBefore | None:
    """The Try that the form of a stored entry offers again: the stored one, if its tick may be changed."""
    if stored is None or stored.team != team:
        return None
    return stored if stored.done or _fits(stored, team, day, stored, last) else None
