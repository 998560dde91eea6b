"""Pairs a screen: while it waits, it asks every three seconds whether somebody typed its code.

Only the screen that shows the code has its random number in its cookie, so nobody else can take its week. A browser has
one right at a time: once it is a screen, the cookies of people who used it before are deleted.
"""

from datetime import timedelta

from flask import Request, Response

from shared.kpt.board.screen import LONGEST, PAIRING_LASTS, hyphenated
from shared.web import answers, files
from shared.web.answers import Cookie
from shared.web.signing import PairedScreen
from shared.web.site import Site, language_wished


def poll(site: Site, request: Request) -> Response:
    """Answer a waiting screen: once its code was typed, with the cookie that opens the week. A screen without a valid
    number gets a new one."""
    cookie = request.cookies.get(site.cookies.named("pair"), "")
    pairing = site.keys.read_pairing(cookie)
    if pairing is None:
        return _anew(site)
    code = site.keys.code(pairing)
    waiting = answers.data({"code": hyphenated(code), "open": False})
    if not site.rate.take():
        return waiting
    screen = site.store.screens.get(code)
    now = site.clock.now()
    in_time = screen is not None and pairing.made_at <= screen.opened_at <= pairing.made_at + PAIRING_LASTS
    if screen is None or not screen.is_open(now) or not in_time:
        return waiting
    if not site.opened.take(code):
        return _anew(site)
    response = answers.data({"open": True, "to": f"/{screen.team}"})
    paired = site.keys.screen(PairedScreen(screen.code, screen.team, screen.opened_at))
    site.cookies.set_on(response, (screen_cookie(paired), *(Cookie(kind, "") for kind in ("pair", "person", "year"))))
    return response


def _anew(site: Site) -> Response:
    made, cookie = site.keys.pairing()
    response = answers.data({"code": hyphenated(site.keys.code(made)), "open": False})
    site.cookies.set_on(response, (Cookie("pair", cookie, PAIRING_LASTS),))
    return response


def screen_cookie(value: str) -> Cookie:
    """The cookie of a paired screen."""
    return Cookie("screen", value, LONGEST + timedelta(minutes=1))


def pairing_page(site: Site, request: Request, status: int = 200) -> Response:
    """The page with the code that somebody types in Slack. A valid code is kept, so that reloading changes nothing."""
    pairing = site.keys.read_pairing(request.cookies.get(site.cookies.named("pair"), ""))
    cookies: list[Cookie] = []
    if pairing is None:
        pairing, cookie = site.keys.pairing()
        cookies.append(Cookie("pair", cookie, PAIRING_LASTS))
    screen = request.cookies.get(site.cookies.named("screen"))
    if screen:
        cookies.append(Cookie("screen", ""))
    response = answers.page(files.pairing_page(site.keys.code(pairing), language_wished(request)), status)
    site.cookies.set_on(response, tuple(cookies))
    return response
