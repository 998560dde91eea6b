"""The running order of a win session: who speaks now, who says the first kind word, who comes next.

    not begun --begin--> somebody speaks --next--> … --next--> those off that day, if they have Keeps --next--> ended
                               |  later: the speaker comes at the end, once                          end: ended at once
                               `- back: as it was before the last press

Everything follows from what the digest stores: the order, who has spoken, who comes later, and the presses so far. A
press counts only if the round is still at the ``step`` that its button shows.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

Press = Literal["begin", "next", "later", "back", "end"]
OFF = "off"
"""The last turn. All who are off that day and have Keeps share it."""


@dataclass(frozen=True)
class Round:
    """What a digest stores of its round. ``presses`` holds each press that counted, as ``next U1``: *one back* needs
    them."""

    told: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    step: int = 0
    begun_at: datetime | None = None
    ended_at: datetime | None = None
    presses: tuple[str, ...] = ()

    @property
    def is_running(self) -> bool:
        """Whether the round has begun and has not ended."""
        return self.begun_at is not None and self.ended_at is None

    def without(self, user: str) -> "Round":
        """The round without somebody who was erased."""
        return replace(
            self,
            told=tuple(u for u in self.told if u != user),
            later=tuple(u for u in self.later if u != user),
            presses=tuple(p for p in self.presses if p.split()[-1] != user),
        )


@dataclass(frozen=True)
class Turn:
    """Whose turn it is. ``now``: a member, or ``OFF``. ``first_word``: who says the first kind word after them.
    ``next``: whose turn follows (empty: the session ends). ``may_be_later``: whether *later* makes sense."""

    now: str
    first_word: str
    next: str
    may_be_later: bool
    may_go_back: bool


def turns(order: Sequence[str], round_: Round, gone: Collection[str], *, has_off: bool) -> list[str]:
    """All turns of a session in their order: those who chose *later* near the end, those off that day last."""
    there = [user for user in order if user not in gone]
    first = [user for user in there if user not in round_.later]
    then = [user for user in round_.later if user in there]
    return [*first, *then, *([OFF] if has_off else [])]


def turn(order: Sequence[str], round_: Round, gone: Collection[str], *, has_off: bool) -> Turn | None:
    """Whose turn it is; None where the round is not running, or nobody is left."""
    if not round_.is_running:
        return None
    all_turns = turns(order, round_, gone, has_off=has_off)
    waiting = [each for each in all_turns if each not in round_.told]
    if not waiting:
        return None
    now, following = waiting[0], waiting[1] if len(waiting) > 1 else ""
    return Turn(
        now=now,
        first_word=first_word(all_turns, now, following),
        next=following,
        may_be_later=now != OFF and now not in round_.later and any(each != OFF for each in waiting[1:]),
        may_go_back=len(round_.presses) > 1,
    )


def first_word(all_turns: Sequence[str], now: str, following: str) -> str:
    """Who says the first kind word after ``now``: the next speaker, and after the last speaker the opener. Empty after
    those who are off that day, and where nobody else is there."""
    people = [each for each in all_turns if each != OFF]
    if now == OFF or len(people) < 2:
        return ""
    return following if following and following != OFF else next(each for each in people if each != now)


def press(
    order: Sequence[str], round_: Round, what: Press, at: datetime, gone: Collection[str], *, has_off: bool
) -> Round | None:
    """The round after a press; None where the press changes nothing."""
    step = round_.step + 1
    if what == "begin":
        if round_.begun_at is not None or not turns(order, round_, gone, has_off=has_off):
            return None
        return replace(round_, step=step, begun_at=at, presses=("begin",))
    if what == "back":
        return _back(round_, step)
    now = turn(order, round_, gone, has_off=has_off)
    if now is None:
        return None
    if what == "end":
        return replace(round_, step=step, ended_at=at, presses=(*round_.presses, "end"))
    if what == "later":
        if not now.may_be_later:
            return None
        return replace(round_, step=step, later=(*round_.later, now.now), presses=(*round_.presses, f"later {now.now}"))
    after = replace(round_, step=step, told=(*round_.told, now.now), presses=(*round_.presses, f"next {now.now}"))
    return after if now.next else replace(after, ended_at=at)


def _back(round_: Round, step: int) -> Round | None:
    """The round as it was before the last press. The first press, *begin*, cannot be taken back."""
    if len(round_.presses) < 2:
        return None
    *before, last = round_.presses
    what, _, who = last.partition(" ")
    undone = replace(round_, step=step, ended_at=None, presses=tuple(before))
    if what == "next":
        return replace(undone, told=tuple(u for u in round_.told if u != who))
    if what == "later":
        return replace(undone, later=tuple(u for u in round_.later if u != who))
    return undone


def opener_first(order: Sequence[str], newcomers: Collection[str]) -> tuple[str, ...]:
    """The order turned so that nobody who joined this week opens it."""
    opener = next((user for user in order if user not in newcomers), None)
    if opener is None:
        return tuple(order)
    at = list(order).index(opener)
    return (*order[at:], *order[:at])
