"""The replies in a digest's thread: each member's week on its pages, and the last reply."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from shared.kpt.digest.week import Week
from shared.kpt.entry.shown import shown
from shared.kpt.messages.digests import DigestPart, Invitation, KeepOfDay, Marks
from shared.kpt.messages.thanked import Thanked
from shared.kpt.schedule.workdays import is_free_day, team_works, works_on_weekday
from shared.kpt.team.person import Person
from shared.kpt.team.team import Team
from shared.kpt.text.pages import SIZES, cut, length
from shared.kpt.text.visible import first_line

MOST_DAYS_IN_PART = 20
"""Days in one message: each takes at most two of Slack's 50 blocks."""
LABEL = 40
"""Characters for a day's date."""
LONGEST_THANKS = 150
"""Characters of the first line of a Keep that somebody is thanked in."""


def whole_part(team: Team, week: Week, user: str, person: Person | None) -> DigestPart | None:
    """A member's week; None where they have no Keep and nobody thanks them."""
    days = ((e.day, shown(team, e)) for e in week.keeps_of(user))
    keeps = tuple(KeepOfDay(day, seen.texts.keep, carried=day < week.first, done=seen.done) for day, seen in days)
    thanks = thanks_to(team, week, user)
    if not keeps and not thanks:
        return None
    return DigestPart(team.language, week.name_of(team, user), keeps, marks_of(team, week, user, person), thanks=thanks)


def thanks_to(team: Team, week: Week, user: str) -> tuple[Thanked, ...]:
    """Who thanks a member in this week's Keeps, each with the first line of the Keep that it is for. Somebody who is
    not of the team has none."""
    if not week.is_of_team(team, user):
        return ()
    thanking = ((e, shown(team, e)) for e in week.kept if e.user != user and user in e.thanks)
    return tuple(
        Thanked(
            week.name_of(team, e.user),
            e.day,
            first_line(seen.texts.keep) or e.done,
            is_done=not seen.texts.keep,
            carried=e.day < week.first,
        )
        for e, seen in sorted(thanking, key=lambda each: (each[0].day, each[0].user))
        if user in seen.thanks
    )


def pages_of(whole: DigestPart, most: int = SIZES[0]) -> list[DigestPart]:
    """A member's week on as many pages as it needs, with at most ``most`` characters each: the Keeps, then the thanks,
    and the marks on the last page."""
    pages = _with_thanks(_pages(whole.keeps, most), whole.thanks, most)
    return [
        replace(
            whole,
            keeps=tuple(keeps),
            thanks=tuple(thanks),
            marks=whole.marks if number == len(pages) else Marks(),
            continued=number > 1,
        )
        for number, (keeps, thanks) in enumerate(pages, 1)
    ]


def _with_thanks(
    pages: list[list[KeepOfDay]], thanks: Sequence[Thanked], most: int
) -> list[tuple[list[KeepOfDay], list[Thanked]]]:
    """The pages of the Keeps, then the thanks: on the last of them, and on further pages where they do not fit."""
    whole: list[tuple[list[KeepOfDay], list[Thanked]]] = [(page, []) for page in pages] or [([], [])]
    room = most - sum(length(keep.keep) + length(keep.done) + LABEL for keep in whole[-1][0])
    for each in thanks:
        size = min(length(each.first_line), LONGEST_THANKS) + length(each.by) + LABEL
        if size > room and any(whole[-1]):
            whole.append(([], []))
            room = most
        whole[-1][1].append(each)
        room -= size
    return whole


def marks_of(team: Team, week: Week, user: str, person: Person | None) -> Marks:
    """A member's quiet days, days off and holidays among the digest's days. Days before these on which they answered
    count, too: a member may work when the team does not."""
    mine = {e.day: e.kind for e in week.around if e.user == user}
    silent = [d for d in sorted({*week.days, *mine}) if mine.get(d) != "written"]
    free = [d for d in silent if d not in mine and person and works_on_weekday(team, person, d)]
    return Marks(
        quiet=tuple(d for d in silent if mine.get(d) == "quiet"),
        off=tuple(d for d in silent if mine.get(d) == "off" or (d in free and person and person.is_away(d))),
        holiday=tuple(d for d in free if person and is_free_day(team, person, d) and not person.is_away(d)),
    )


def invitation(team: Team, week: Week) -> Invitation | None:
    """The last reply: the members without a part, and the marks of their days. None where there are neither. Somebody
    whom a Keep thanks has a part.

    Where there is no Keep at all it names nobody: the parent asks everybody.
    """
    authors, with_part = week.authors, week.with_part(team)
    placed = (*week.digest.order, *week.digest.away)
    others = [u for u in (*placed, *sorted({e.user for e in week.around} - {*placed})) if u not in with_part]
    off = [u for u in week.digest.away if authors and u in others and _off_all_week(team, week, u)]
    asked = [u for u in week.digest.order if authors and u in others]
    marked = ((u, marks_of(team, week, u, None)) for u in others if u not in off)
    off_today = Marks(off=(week.digest.held_on,))  # the parent has that already
    marks = tuple(
        (week.name_of(team, u), own)
        for u, own in marked
        if own != Marks() and not (own == off_today and u in week.digest.away)
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
    """The Keeps on pages of at most ``most`` characters. A Keep that is longer than a page is cut."""
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
    """A day's Keep in pieces that each fit on a page. The earlier Try that was done stands with the last piece."""
    *first, last = list(cut(keep.keep, most)) or [""]
    if length(last) + length(keep.done) <= most:
        yield from (replace(keep, keep=piece, done="") for piece in first)
        yield replace(keep, keep=last)
    else:
        yield from (replace(keep, keep=piece, done="") for piece in (*first, last) if piece)
        yield from (replace(keep, keep="", done=piece) for piece in cut(keep.done, most))
