"""The board's routes: which page or answer each request gets.

The store is not read before a signed cookie says who asks. A page that somebody may not see is answered like a page
that does not exist.
"""

import re
from datetime import date
from urllib.parse import urlsplit

from flask import Request, Response

from shared.kpt.ids import TEAM_ID
from shared.web import answers, files
from shared.web.answers import Cookie
from shared.web.pairing import pairing_page, poll
from shared.web.signing import PERSON_LASTS, YEAR_LASTS
from shared.web.site import Site, language_wished
from shared.web.week import Asking, team_of, week_page

LARGEST_BODY = 2048
NOT_ALLOWED = "GET, HEAD, POST"
_SESSION = re.compile(r"\d{4}-\d{2}-\d{2}")


def answer(site: Site, request: Request) -> Response:
    """Answer a request. Raises ``StoreSilent`` where the store does not answer."""
    if not site.url or request.host.lower() != urlsplit(site.url).netloc.lower():
        return answers.empty(404)
    path = request.path
    if path in ("/enter", "/close"):
        return _post(site, request, path) if request.method == "POST" else answers.empty(405, Allow="POST")
    if request.method not in ("GET", "HEAD"):
        return answers.empty(405, Allow="GET, HEAD")
    match path[1:].split("/"):
        case ["board.js"]:
            return answers.of_type(files.script(), "text/javascript; charset=utf-8")
        case ["board.css"]:
            return answers.of_type(files.style(), "text/css; charset=utf-8")
        case ["open"]:
            return answers.page(files.open_page(language_wished(request)))
        case ["me" | "me.md" as what]:
            return _year(site, request, file=what == "me.md")
        case ["pair"]:
            return poll(site, request)
        case [""]:
            return _first(site, request)
        case [team, *rest] if TEAM_ID.fullmatch(team) and (wanted := _wanted(rest)):
            return _week(site, request, Asking(team, *wanted))
    return answers.empty(404)


def _wanted(rest: list[str]) -> tuple[date | None, bool] | None:
    """Which week a path names, and whether it asks only for the changing part. None for an unknown path."""
    poll = rest[-1:] == ["now"]
    days = rest[:-1] if poll else rest
    if not days:
        return None, poll
    if len(days) > 1 or not _SESSION.fullmatch(days[0]):
        return None
    try:
        return date.fromisoformat(days[0]), poll
    except ValueError:
        return None


def _post(site: Site, request: Request, path: str) -> Response:
    if not _is_from_here(site, request):
        return answers.empty(403)
    if request.query_string:
        return answers.empty(400)
    if path == "/close":
        taken = tuple(Cookie(kind, "") for kind in ("screen", "pair", "person", "year"))
        response = answers.see("/")
        site.cookies.set_on(response, taken)
        return response
    return _enter(site, request)


def _is_from_here(site: Site, request: Request) -> bool:
    """Whether a page of ours sent the request. For a form of a page without a referrer a browser sends ``Origin:
    null``. Then ``Sec-Fetch-Site`` still says same-origin, which no page can forge
    (https://www.w3.org/TR/fetch-metadata/)."""
    origin = request.headers.get("Origin")
    if origin == "null" and request.path == "/close":
        return request.headers.get("Sec-Fetch-Site") == "same-origin"
    return origin == site.origin


def _enter(site: Site, request: Request) -> Response:
    """Turn a link's token into a cookie. The token comes in the body, so that no log, referrer or crawler sees it."""
    if (request.content_length or 0) > LARGEST_BODY:
        return answers.empty(413)
    request.max_content_length = LARGEST_BODY
    link = site.keys.read_link(request.form.get("t", ""))
    if link is None:
        return answers.empty(401)
    viewer, purpose = link
    kind, lasts = ("person", PERSON_LASTS) if purpose == "board" else ("year", YEAR_LASTS)
    response = answers.empty(204, X_Next="/" if purpose == "board" else "/me")
    taken = tuple(Cookie(other, "") for other in ("screen", "pair") if site.cookies.named(other) in request.cookies)
    site.cookies.set_on(response, (Cookie(kind, site.keys.person(viewer, purpose), lasts), *taken))
    return response


def _first(site: Site, request: Request) -> Response:
    """The first page: leads to the person's one team, or offers several; a stranger gets the code to pair a screen."""
    found = team_of(site, request)
    if isinstance(found, str):
        return answers.see(f"/{found}")
    if found:
        return answers.page(files.teams_page(found, language_wished(request)))
    return pairing_page(site, request)


def _week(site: Site, request: Request, asking: Asking) -> Response:
    return week_page(site, request, asking) or pairing_page(site, request, 401)


def _year(site: Site, request: Request, *, file: bool) -> Response:
    """The person's own year. A shared screen shows none, and stays paired."""
    from shared.web.year import year_page  # imported only for this page

    found = year_page(site, request, file=file)
    if found is None and request.cookies.get(site.cookies.named("screen")):
        return answers.page(files.no_year_page(language_wished(request)), 401)
    return found or pairing_page(site, request, 401)
