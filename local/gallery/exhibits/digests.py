"""Exhibits of a digest: its parent during the round, a member's week, the last reply."""

from dataclasses import replace
from datetime import time, timedelta
from typing import Final

from local.gallery.cases import FRIDAY, MONDAY, TODAY, Case
from local.gallery.exhibits.exhibit import message
from shared.kpt.messages.digests import DigestParent, DigestPart, Invitation, KeepOfDay, Lead, LeadState, Marks
from shared.kpt.messages.thanked import Thanked
from shared.kpt.text.visible import first_line


def _parent(case: Case, *, keeps: bool = True, one_day: bool = False, away: bool = True) -> DigestParent:
    """A digest's parent. A wide case has three hundred people, two thirds of them away, or all of them in the order."""
    names = case.names(3)
    order, off, off_with_keeps = (names[:100], names[100:200], names[200:]) if case.wide else (names, (), names[1:2])
    return DigestParent(
        case.language,
        first=FRIDAY if one_day else MONDAY,
        last=FRIDAY,
        has_keeps=keeps,
        order=order if away else names,
        away=off if away else (),
        away_with_keeps=off_with_keeps if away and keeps else (),
        open_until=time(17, 30) if away else None,
    )


def _led(case: Case, state: LeadState, **more: bool) -> DigestParent:
    """A digest's parent whose round is at ``state``."""
    first, second, *_ = case.names(2)
    tells, is_last = state == "telling", bool(more.get("is_last"))
    running = state in ("telling", "off")
    lead = Lead(
        "T1-C1",
        FRIDAY,
        step=0 if state == "before" else 3,
        state=state,
        now=first if tells else "",
        first_word=second if tells else "",
        next=second if tells and not (is_last or more.get("off_next")) else "",
        is_last=is_last or state == "off",
        may_be_later=tells and not is_last,
        may_go_back=running or state in ("done", "ended"),
        has_board=True,
    )
    return replace(_parent(case), lead=lead)


def _part(case: Case, *, continued: bool = False, carried: bool = False) -> DigestPart:
    days = [MONDAY + timedelta(n) for n in range(2 if case.wide else 3)]
    keeps = [KeepOfDay(day, keep, carried=False) for day, keep in zip(days, case.keeps, strict=False)]
    if carried:
        keeps = [KeepOfDay(MONDAY - timedelta(3), case.keeps[-1], carried=True), *keeps[:2]]
    marks = Marks(quiet=(days[0],), off=(TODAY,), holiday=(FRIDAY,))
    return DigestPart(case.language, case.name, tuple(keeps), Marks() if carried else marks, continued)


def _part_with_done(case: Case) -> DigestPart:
    """A part with an earlier Try that was done, once beside a Keep and once alone."""
    keep = "" if case.wide else case.keeps[0]
    days = (KeepOfDay(MONDAY, keep, carried=False, done=case.done), KeepOfDay(TODAY, "", carried=False, done=case.done))
    return replace(_part(case), keeps=days)


def thanks(case: Case, *, carried: bool = False) -> tuple[Thanked, ...]:
    """Thanks for a Keep and for a Try that was done; with ``carried`` also for an earlier day."""
    names = case.names(3)
    before = (Thanked(names[2], MONDAY - timedelta(3), first_line(case.keeps[1]), carried=True),) if carried else ()
    for_keep = Thanked(names[1], MONDAY, first_line(case.keeps[0]))
    return (*before, for_keep, Thanked(names[2], TODAY, case.done, is_done=True))


def _invitation(case: Case) -> Invitation:
    names = case.names(3)
    marks = Marks(quiet=(MONDAY,), off=(TODAY,), holiday=(FRIDAY,))
    return (
        Invitation(case.language, names[:150], names[150:], tuple((name, marks) for name in names))
        if case.wide
        else Invitation(case.language, names[:2], names[2:], ((names[0], marks),))
    )


DIGEST: Final = (
    message("it opens the session", _parent),
    message("of one day, closed, nobody away", lambda case: _parent(case, one_day=True, away=False)),
    message("without Keeps", lambda case: _parent(case, keeps=False)),
    message("before the round", lambda case: _led(case, "before")),
    message("the round runs", lambda case: _led(case, "telling")),
    message("before those who are off", lambda case: _led(case, "telling", off_next=True)),
    message("the last tells", lambda case: _led(case, "telling", is_last=True)),
    message("those who are off", lambda case: _led(case, "off")),
    message("all have told", lambda case: _led(case, "done")),
    message("ended before that", lambda case: _led(case, "ended")),
    message("a member's week", _part),
    message("with a Try done", _part_with_done),
    message("with a day from before", lambda case: _part(case, carried=True)),
    message("with thanks", lambda case: replace(_part(case), thanks=thanks(case, carried=True))),
    message("for thanks alone", lambda case: replace(_part(case), keeps=(), marks=Marks(), thanks=thanks(case))),
    message("continued", lambda case: _part(case, continued=True)),
    message("the last reply", _invitation),
    message("the last reply, to all", lambda case: Invitation(case.language, case.names(3))),
)
