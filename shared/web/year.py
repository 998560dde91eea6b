"""A person's own year, as a page and a file. Only the person's own link opens them, and never on a shared screen."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from flask import Request, Response

from shared.i18n.year import markdown
from shared.kpt.day import day_of
from shared.kpt.team.person import clock_zone
from shared.kpt.year.span import NAMED, Named, Span, named_span, span_between
from shared.usecases.year.year import Owner, owner_of, read_year
from shared.web import answers, year_files
from shared.web.site import Site


@dataclass(frozen=True)
class Wanted:
    """The requested days. ``name`` is empty where they are not one of the named ranges."""

    span: Span
    name: Named | Literal[""]
    starts: int


def year_page(site: Site, request: Request, *, file: bool) -> Response | None:
    """The page, or the file; None for somebody who may not open it."""
    owner = _owner(site, request)
    if owner is None:
        return None
    wanted = _wanted(site, request, owner)
    if wanted is None:
        return answers.empty(400)
    year = read_year(site.store, owner, wanted.span)
    if file:
        response = answers.of_type(markdown(year), "text/markdown; charset=utf-8")
        name = f"furikaeri-{year.first}-{year.last}.md"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
    in_japan = (owner.person.country or owner.home.country) == "JP"
    return answers.page(year_files.year_page(year, wanted.name, wanted.starts, choose_month=not in_japan))


def _owner(site: Site, request: Request) -> Owner | None:
    """The person who opened their own link in this browser; None on a shared screen. Their membership is read at every
    request."""
    if site.keys.read_screen(request.cookies.get(site.cookies.named("screen"), "")):
        return None
    viewer = site.keys.read_person(request.cookies.get(site.cookies.named("year"), ""), "year")
    return owner_of(site.store, viewer.workspace, viewer.user) if viewer else None


def _wanted(site: Site, request: Request, owner: Owner) -> Wanted | None:
    """The days that the query string asks for; by default the fiscal year. None for an impossible value."""
    asked = request.args
    today = day_of(site.clock.now(), clock_zone(owner.home, owner.person))
    starts = asked.get("starts", str(owner.starts))
    if starts not in map(str, range(1, 13)):
        return None
    if "from" in asked or "until" in asked:
        try:
            first, last = (date.fromisoformat(asked.get(name) or today.isoformat()) for name in ("from", "until"))
        except ValueError:
            return None
        span = span_between(first, last, today)
        return Wanted(span, "", int(starts)) if span else None
    name = next((each for each in NAMED if each == asked.get("range", "fiscal")), None)
    return Wanted(named_span(name, today, int(starts)), name, int(starts)) if name else None
