"""The board's week: who may see it, whether anything changed, and the page."""

import hashlib
from datetime import date
from typing import NamedTuple

from flask import Request, Response

from shared.kpt.board.screen import Screen
from shared.kpt.day import day_of
from shared.kpt.team.team import Team
from shared.usecases.board.board import PageState, look, read_board, team_for_member, team_for_screen
from shared.usecases.board.side_by_side import READERS
from shared.web import answers, files
from shared.web.signing import Viewer
from shared.web.site import Site


class Asking(NamedTuple):
    """The requested week of a team (``session`` None: the running one). ``poll``: only its changing part."""

    team: str
    session: date | None
    poll: bool


class Right(NamedTuple):
    """Why a week may be seen: a member at their own computer, or a screen that a member opened."""

    team: Team
    viewer: Viewer | None = None
    screen: Screen | None = None


def team_of(site: Site, request: Request) -> str | list[Team] | None:
    """The team to which the first page leads, by its id; or the teams to choose from; None for a stranger."""
    paired = site.keys.read_screen(request.cookies.get(site.cookies.named("screen"), ""))
    if paired and team_for_screen(site.store, paired.code, paired.opened_at, site.clock.now()):
        return paired.team
    viewer = _viewer(site, request)
    if viewer is None:
        return None
    person = site.store.people.get_many(viewer.workspace, [viewer.user]).get(viewer.user)
    teams = site.store.teams.get_many(person.teams) if person else []
    mine = [team for team in teams if not team.is_gone and viewer.user in team.members]
    return mine[0].id if len(mine) == 1 else mine or None


def week_page(site: Site, request: Request, asking: Asking) -> Response | None:
    """The page, or its changing part; None for somebody who may not see it."""
    right = _right(site, request, asking.team)
    if right is None:
        return None
    if right.team.is_gone or right.team.status == "paused":
        return answers.page(files.told_page(right.team), 200 if right.team.status == "paused" else 410)
    seen = look(site.store, right.team, past=asking.session is not None and not asking.poll)
    # The switch for Problem and Try is off at each opening, whatever the URL says: only a poll may have ``more``.
    more = asking.poll and right.viewer is not None and request.args.get("more") == "1"
    tag = _tag(site, seen, more=more)
    if asking.poll and tag in request.if_none_match:
        return _tagged(answers.empty(304), tag)
    prepared = READERS.submit(files.prepare, right.team.language)
    now = site.clock.now()
    board = read_board(site.store, seen, asking.session, now, more=more)
    if board is None:
        return answers.empty(404)
    prepared.result()
    view = files.WeekView(board, now, right.screen, own=right.viewer is not None, more=more, tag=tag)
    return _tagged(answers.page(files.week(view, part=asking.poll)), tag)


def _right(site: Site, request: Request, team_id: str) -> Right | None:
    """A person's cookie opens the teams of which they are a member now; a screen's cookie opens its one team."""
    viewer = _viewer(site, request)
    if viewer and team_id.startswith(f"{viewer.workspace}-"):
        team = team_for_member(site.store, team_id, viewer.user)
        if team:
            return Right(team, viewer=viewer)
    paired = site.keys.read_screen(request.cookies.get(site.cookies.named("screen"), ""))
    if paired and paired.team == team_id:
        found = team_for_screen(site.store, paired.code, paired.opened_at, site.clock.now())
        if found:
            return Right(found[0], screen=found[1])
    return None


def _viewer(site: Site, request: Request) -> Viewer | None:
    return site.keys.read_person(request.cookies.get(site.cookies.named("person"), ""))


def _tag(site: Site, seen: PageState, *, more: bool) -> str:
    """The page's ETag. It covers the versions of what was read, the local day, and what was asked for."""
    team, last, newest = seen.team, seen.last, seen.newest
    open_now = last is not None and site.clock.now() < last.closes_at
    facts = (
        team.version,
        last and (last.session, last.version),
        newest and (newest.id, newest.revision, newest.updated_at),
        day_of(site.clock.now(), team.time_zone),
        open_now,
        team.language,
        more,
    )
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:32]


def _tagged(response: Response, tag: str) -> Response:
    response.set_etag(tag)
    return response
