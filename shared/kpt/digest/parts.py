"""What stands in a digest's thread: each member's week in its pages, and the last reply."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from shared.kpt.digest.week import Week
from shared.kpt.entry.shown import shown
from shared.kpt.messages.digests import DigestPart, Invitation, KeepOfDay, Marks
from shared.kpt.schedule.workdays import is_free_day, team_works, works_on_weekday
from shared.kpt.team.person import Person
from shared.kpt.team.team import Team
from shared.kpt.text.pages import SIZES, cut, length

MOST_DAYS_IN_PART = 20
"""Days in one message: each takes two of Slack's 50 blocks at the most."""
LABEL = 40
"""Characters for a day's date."""


def whole_part(team: Team, week: Week, user: str, person: Person | None) -> DigestPart | None:
    """A member's week; None where there is no Keep."""
    seen = ((e.day, shown(team, e)) for e in week.keeps_of(user))
    keeps = tuple(KeepOfDay(day, its.texts.keep, carried=day < week.first, done=its.done) for day, its in seen)
    if not keeps:
        return None
    return DigestPart(team.language, week.name_of(team, user), keeps, marks_of(team, week, user, person))


def pages_of(whole: DigestPart, most: int = SIZES[0]) -> list[DigestPart]:
    """A member's week on as many pages as it takes, of so many characters each; its marks on the last one."""
    pages = _pages(whole.keeps, most)
    return [
        replace(
            whole,
            keeps=tuple(page),
            marks=whole.marks if page is pages[-1] else Marks(),
            continued=page is not pages[0],
        )
        for page in pages
    ]


def marks_of(team: Team, week: Week, user: str, person: Person | None) -> Marks:
    """A member's quiet days, days off and holidays among the digest's days; what they answered on a day before these
    on which the team does not work but they do, is among them."""
    mine = {e.day: e.kind for e in week.around if e.user == user}
    silent = [d for d in sorted({*week.days, *mine}) if mine.get(d) != "written"]
    free = [d for d in silent if d not in mine and person and works_on_weekday(team, person, d)]
    return Marks(
        quiet=tuple(d for d in silent if mine.get(d) == "quiet"),
        off=tuple(d for d in silent if mine.get(d) == "off" or (d in free and person and person.is_away(d))),
        holiday=tuple(d for d in free if person and is_free_day(team, person, d) and not person.is_away(d)),
    )


def invitation(team: Team, week: Week) -> Invitation | None:
    """The last reply: those without a Keep, and the marks of their days. None where there is neither.

    Where there is no Keep at all nobody is asked by name: the parent asks them all.
    """
    authors = week.authors
    placed = (*week.digest.order, *week.digest.away)
    others = [u for u in (*placed, *sorted({e.user for e in week.around} - {*placed})) if u not in authors]
    off = [u for u in week.digest.away if authors and u in others and _off_all_week(team, week, u)]
    asked = [u for u in week.digest.order if authors and u in others]
    marked = ((u, marks_of(team, week, u, None)) for u in others if u not in off)
    off_today = Marks(off=(week.digest.held_on,))  # the parent says that already
    marks = tuple(
        (week.name_of(team, u), its)
        for u, its in marked
        if its != Marks() and not (its == off_today and u in week.digest.away)
    )
    if not (asked or off or marks):
        return None
    names, away = (tuple(week.name_of(team, u) for u in who) for who in (asked, off))
    return Invitation(team.language, names, away, marks)


def _off_all_week(team: Team, week: Week, user: str) -> bool:
    mine = {e.day: e.kind for e in week.around if e.user == user}
    days = [d for d in week.days if team_works(team, d)]
    return bool(days) and all(mine.get(d) == "off" for d in days)


def _pages(keeps: Sequence[KeepOfDay], most: int) -> list[list[KeepOfDay]]:
    """A Keep that is longer than a page is cut."""
    pages: list[list[KeepOfDay]] = []
    room = 0
    for keep in (piece for each in keeps for piece in _pieces(each, most - LABEL)):
        size = length(keep.keep) + length(keep.done) + LABEL
        if not pages or size > room or len(pages[-1]) == MOST_DAYS_IN_PART:
            pages.append([])
            room = most
        pages[-1].append(keep)
        room -= size
    return pages


def _pieces(keep: KeepOfDay, most: int) -> Iterator[KeepOfDay]:
    """A day's Keep in pieces of a page at the most; an earlier Try that was done stands with the last one."""
    *first, last = list(cut(keep.keep, most)) or [""]
    if length(last) + length(keep.done) <= most:
        yield from (replace(keep, keep=piece, done="") for piece in first)
        yield replace(keep, keep=last)
    else:
        yield from (replace(keep, keep=piece, done="") for piece in (*first, last) if piece)
        yield from (replace(keep, keep="", done=piece) for piece in cut(keep.done, most))
