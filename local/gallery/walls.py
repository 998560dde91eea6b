"""The board's pages in each case, rendered by the board's own templates as files that a browser opens."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice
from typing import Final

from local.gallery.board import CODE
from local.gallery.cases import FRIDAY, MONDAY, Case
from local.playground.scene import Row, entries
from shared.kpt.board.board import Board, BoardDay, BoardMember, Order
from shared.kpt.board.screen import Screen
from shared.kpt.entry.entry import Texts
from shared.kpt.messages.digests import Marks
from shared.kpt.messages.thanked import Thanked
from shared.kpt.year.year import Year, YearDay, YearMonth, YearThanks
from shared.web import files, year_files

NOW: Final = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
SIZES: Final = ((1920, 1080), (1280, 800), (390, 844))
"""Sizes in pixels of a room's screen, a desktop and a phone."""
SCREEN: Final = Screen(CODE, "T1-C1", "U1", NOW, NOW + timedelta(hours=1, minutes=30))


@dataclass(frozen=True)
class Wall:
    """A page of the board. ``then``: what its script does after loading, such as ``focus``."""

    name: str
    title: str
    html: str
    then: str = ""


def walls(case: Case) -> Iterator[Wall]:
    """Every page of the board, in one case."""
    for number in (1, 3, 5, 30):
        yield Wall(f"week-{number}", f"the week of {number}", _week(_board(case, number)))
    screen = _week(_board(case, 3), screen=SCREEN)
    yield Wall("screen", "on a room's screen", screen)
    yield Wall("more", "with Problem and Try", _week(_board(case, 3, more=True), more=True))
    yield Wall("empty", "an empty week", _week(replace(_board(case, 3), members=(), order=Order(()))))
    past = replace(_board(case, 3), members=(), order=Order(()), is_current=False, later=FRIDAY + timedelta(7))
    yield Wall("empty-past", "an empty week of the past", _week(past))
    day = replace(_board(case, 3), first=FRIDAY)
    yield Wall("one-day", "a week of one day", _week(day))
    yield Wall("offline", "the connection is lost", screen, then="offline")
    yield Wall("focus", "one at a time", screen, then="focus")
    quiet = replace(_board(case, 3), members=tuple(replace(m, days=()) for m in _board(case, 3).members))
    yield Wall("focus-empty", "one at a time, without a Keep", _week(quiet, screen=SCREEN), then="focus")
    aside = case.say("focus.aside", now=case.name).replace('"', "&quot;")
    order = f'<ol id="order" data-step="1" data-now="U2" data-aside="{aside}"'
    yield Wall("focus-aside", "one at a time, aside from the session", screen.replace('<ol id="order"', order), "aside")
    language = case.language
    yield Wall("pair", "a screen that waits", _page(files.pairing_page(CODE, language)))
    yield Wall("open", "a link opens", _page(files.open_page(language)))
    yield Wall("old-link", "a link has run out", _page(files.open_page(language)), then="old")
    yield Wall("teams", "several teams", _page(files.teams_page([case.team(), case.team(id="T1-C2")], language)))
    yield Wall("paused", "a team is paused", _page(files.told_page(case.team(status="paused"))))
    yield Wall("ended", "a team has ended", _page(files.told_page(case.team(status="removed"))))
    yield from _years(case)
    yield Wall("silent", "the store is silent", _page(files.silent_page(language)))


def _years(case: Case) -> Iterator[Wall]:
    """Pages of a person's own year: in Japan, where the fiscal year is given, and elsewhere."""
    year = _year(case)
    yield Wall("year", "one's own year", _page(year_files.year_page(year, "fiscal", 1, choose_month=True)))
    of_japan = year_files.year_page(year, "quarter", 4, choose_month=False)
    yield Wall("year-japan", "one's own year, in Japan", _page(of_japan))
    empty = year_files.year_page(replace(year, months=()), "last-quarter", 1, choose_month=True)
    yield Wall("year-empty", "one's own year, without a Keep", _page(empty))
    yield Wall("year-on-screen", "a room's screen shows nobody's year", _page(files.no_year_page(case.language)))


def _year(case: Case) -> Year:
    """A year of two months: one with Keeps, thanks and reactions, one with a day in another team."""
    names = case.names(3)
    days = (
        YearDay(MONDAY, "", case.keeps[0], done=case.texts.try_, thanked=tuple(names[1:])),
        YearDay(FRIDAY, "", case.keeps[1]),
    )
    thanks = (YearThanks(FRIDAY, names[1], case.keeps[0].partition("\n")[0]),)
    months = (
        YearMonth(date(2026, 10, 1), (YearDay(date(2026, 10, 30), case.channel, case.keeps[2]),)),
        YearMonth(date(2026, 11, 1), days, thanks, tuple(names[1:])),
    )
    return Year(case.language, case.name, date(2026, 4, 1), FRIDAY, months)


def _week(board: Board, *, screen: Screen | None = None, more: bool = False) -> str:
    return _page(files.week(files.WeekView(board, NOW, screen, own=screen is None, more=more, tag="x"), part=False))


def _page(html: str) -> str:
    """The page with relative links to its style and script. The script is no module: a browser loads none from a file
    URL."""
    alone = '<script src="board-alone.js"></script><script src="board.js" defer></script>'
    return html.replace('"/board.css"', '"board.css"').replace('<script src="/board.js" type="module"></script>', alone)


def _board(case: Case, number: int, *, more: bool = False) -> Board:
    names = [*case.names(3), *(f"{name} {n}" for n in range(2, 14) for name in case.names(3))][:number]
    users = tuple(f"U{n + 1}" for n in range(number))
    members = tuple(_member(case, n, name, more=more) for n, name in enumerate(names))
    return Board(
        team=case.team(),
        session=FRIDAY,
        first=MONDAY,
        last=FRIDAY,
        members=members,
        order=Order(users, dict(zip(users, (*users[1:], users[0]), strict=True)) if number > 1 else {}),
        is_current=True,
        earlier=FRIDAY - timedelta(7),
    )


def _member(case: Case, n: int, name: str, *, more: bool) -> BoardMember:
    """A member's week of up to four Keeps. Every third member is off on the session's day. In a narrow case the story's
    three members have their own Keeps."""
    own = [row for row in entries(case.language) if row.person == name and MONDAY <= row.day <= FRIDAY]
    if own and not case.wide and not more:
        kept = tuple(BoardDay(row.day, row.keep) for row in own if row.keep)
        marks = Marks(quiet=tuple(row.day for row in own if row.kind == "quiet"), off=_off(own))
        return BoardMember(f"U{n + 1}", name, kept, marks, thanks=_thanks(case, n), reacted=_reacted(case, name))
    keeps = islice(cycle(case.keeps), 4 * n, 4 * n + (4, 3, 2)[n % 3])
    texts = Texts(problem=case.texts.problem, try_=case.texts.try_) if more else Texts()
    days = [BoardDay(MONDAY + timedelta(day), keep, more=texts) for day, keep in enumerate(keeps)]
    if n % 3 == 2:
        days.insert(0, BoardDay(MONDAY - timedelta(3), case.texts.keep, carried=True))
    quiet, off, holiday = (MONDAY + timedelta(3),), (MONDAY + timedelta(2),), (MONDAY + timedelta(4),)
    marks = (Marks(), Marks(quiet=quiet), Marks(quiet=quiet, off=off, holiday=holiday))[n % 3]
    return BoardMember(
        f"U{n + 1}",
        name,
        tuple(days),
        marks,
        is_away=n % 3 == 2,
        thanks=_thanks(case, n),
        reacted=_reacted(case, name),
    )


def _thanks(case: Case, n: int) -> tuple[Thanked, ...]:
    """Thanks for a member: none, one or two, in turn."""
    names, first_line = case.names(3), case.keeps[0].partition("\n")[0]
    return tuple(Thanked(name, MONDAY, first_line) for name in names[: n % 3])


def _reacted(case: Case, name: str) -> tuple[str, ...]:
    return tuple(other for other in case.names(3) if other != name)


def _off(rows: list[Row]) -> tuple[date, ...]:
    return tuple(row.day for row in rows if row.kind == "off")
