"""Renders the board's pages: Jinja2 templates with autoescape, one style sheet, one script, nothing from other
hosts."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from shared.i18n.dates import clock_time, plain_date, short_day, weekday
from shared.i18n.sentences import Sentences, sentences
from shared.i18n.thanks import thanks_line
from shared.kpt.board.board import Board, BoardMember
from shared.kpt.board.running_order import OFF
from shared.kpt.board.screen import Screen, hyphenated
from shared.kpt.digest.noticed import MOST_SHOWN
from shared.kpt.team.team import Team
from shared.web.text import marked_up

_HERE = Path(__file__).parent
COLUMNS = 5
"""Up to so many members are shown as columns; more are shown as cards."""


class WeekView(NamedTuple):
    """A week to render. ``own``: on the person's own computer; ``more``: with Problem and Try."""

    board: Board
    now: datetime
    screen: Screen | None = None
    own: bool = False
    more: bool = False
    tag: str = ""
    """The ETag with which the page's script asks whether anything changed."""


@lru_cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["typed"] = marked_up
    return environment


@lru_cache
def prepare(language: str) -> None:
    """Load the sentences and compile the templates of a week's page. It runs beside the first page's reads, to save
    time."""
    sentences(language)
    for template in ("week.html", "_week.html"):
        _environment().get_template(template)


@lru_cache
def script() -> str:
    """The one script."""
    return (_HERE / "static" / "board.js").read_text(encoding="utf-8")


@lru_cache
def style() -> str:
    """The one style sheet."""
    return (_HERE / "static" / "board.css").read_text(encoding="utf-8")


def open_page(language: str) -> str:
    """The page that a link opens: its script posts the token and goes to the board."""
    return render("open.html", sentences(language), language)


def pairing_page(code: str, language: str) -> str:
    """The page with a screen's code."""
    return render("pair.html", sentences(language), language, code=hyphenated(code))


def silent_page(language: str) -> str:
    """The page that says that the store does not answer."""
    return render("silent.html", sentences(language), language)


def told_page(team: Team) -> str:
    """The page that says that a team is paused, or was removed."""
    say = sentences(team.language)
    key = "board.ended" if team.is_gone else "board.paused"
    return render("told.html", say, team.language, text=say(key, channel=f"#{team.name}"))


def teams_page(teams: list[Team], language: str) -> str:
    """The page with the choice of the person's teams."""
    return render("teams.html", sentences(language), language, teams=teams)


def no_year_page(language: str) -> str:
    """The page that says that a shared screen shows nobody's year."""
    say = sentences(language)
    return render("told.html", say, language, text=say("year.link_old"))


def names_of(names: Iterable[str], say: Sentences) -> str:
    """Names in one line."""
    return say("join.names").join(say("part.head", name=name) for name in names)


def week(view: WeekView, *, part: bool) -> str:
    """A week's page; with ``part``, only its changing part."""
    board = view.board
    language = board.team.language
    say = sentences(language)
    steps = _order(board, say)
    return render(
        "_week.html" if part else "week.html",
        say,
        language,
        board=board,
        title=_title(board, say),
        chunks=[board.members[n : n + COLUMNS] for n in range(0, len(board.members), COLUMNS)],
        layout=f"columns columns-{len(board.members)}" if len(board.members) <= COLUMNS else "cards",
        day=lambda day: short_day(language, day),
        marks=lambda member: _marks(member, say, language),
        thanked=lambda thanks: thanks_line(language, thanks),
        order=steps,
        round=board.order,
        aside=_aside(board, steps, say),
        foot=_foot(view, say),
        as_of=clock_time(language, view.now.astimezone(ZoneInfo(board.team.time_zone)).time()),
        own=view.own,
        more=view.more,
        tag=view.tag,
        is_screen=view.screen is not None,
    )


def _title(board: Board, say: Sentences) -> str:
    language = board.team.language
    first, last = plain_date(language, board.first), plain_date(language, board.last)
    if board.first == board.last:
        return say("board.title_day", team=board.team.name, day=last)
    return say("board.title", team=board.team.name, from_=first, to=last)


class Step(NamedTuple):
    """What the screen shows at one turn: a member's Keeps, or those of all members who are off that day."""

    user: str
    name: str
    members: tuple[str, ...]
    last: str = ""
    reacted: str = ""


def _order(board: Board, say: Sentences) -> list[Step]:
    """The turns in the order of speaking; then those who are off that day, then all others."""
    order, names = board.order, {member.user: say("part.head", name=member.name) for member in board.members}
    steps: list[Step] = []
    for user in order.turns:
        if user == OFF:
            off = say("digest.away", names=say("join.names").join(names[each] for each in order.off))
            steps.append(Step(OFF, off, order.off, reacted=_reacted(board, order.off, say)))
        elif user in names:
            steps.append(Step(user, names[user], (user,), _first_word(board, user, say), _reacted(board, (user,), say)))
    others = (user for user in names if user not in {*order.turns, *order.off})
    return [*steps, *(Step(user, names[user], (user,), reacted=_reacted(board, (user,), say)) for user in others)]


def _reacted(board: Board, users: tuple[str, ...], say: Sentences) -> str:
    who = {name for member in board.members if member.user in users for name in member.reacted}
    return say("focus.reacted", names=names_of(sorted(who)[:MOST_SHOWN], say)) if who else ""


def _first_word(board: Board, user: str, say: Sentences) -> str:
    first = board.order.first_words.get(user, "")
    named = next((member.name for member in board.members if member.user == first), "")
    return say("focus.last", name=named) if named else ""


def _aside(board: Board, steps: list[Step], say: Sentences) -> str:
    """The sentence for a screen on which somebody moved away from the round's turn by a key."""
    now = board.order.now
    if now == OFF:
        return next(step.name for step in steps if step.user == OFF)
    return say("focus.aside", now=next((m.name for m in board.members if m.user == now), now)) if now else ""


def _marks(member: BoardMember, say: Sentences, language: str) -> str:
    marks = member.marks
    named = (("part.quiet", marks.quiet), ("part.off", marks.off), ("part.holiday", marks.holiday))
    days = {key: say("join.days").join(weekday(language, day) for day in of) for key, of in named}
    return say("join.marks").join(say(key, days=text) for key, text in days.items() if text)


def _foot(view: WeekView, say: Sentences) -> str:
    team, screen = view.board.team, view.screen
    channel = f"#{team.name}"
    if screen is None:
        return say("board.who", channel=channel)
    closes = screen.expires.astimezone(ZoneInfo(team.time_zone)).time()
    return say("board.who_screen", channel=channel, time=clock_time(team.language, closes))


def render(template: str, say: Sentences, language: str, **values: object) -> str:
    """Render a template with these values."""
    return _environment().get_template(template).render(say=say, language=language, Markup=Markup, **values)
