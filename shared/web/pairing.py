"""A screen that waits asks every three seconds whether somebody typed its code.

Only the screen that shows the code has its number, so nobody else can take the week that was meant for it. A browser
has one right at a time: what was opened on the room's computer before is no key there any more once it is a screen.
"""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import Request, Response

from shared.kpt.board.screen import PAIRING_LASTS, shown
from shared.web import answers
from shared.web.answers import Cookie
from shared.web.signing import PairedScreen

if TYPE_CHECKING:
    from shared.web.addresses import Site

MOST_READS = 20
"""Reads a second that an instance spends on screens that wait, however many strangers ask."""


class Rate:
    """So many times a second at most, by seconds of a monotonic clock."""

    def __init__(self, most: int, now: Callable[[], float]) -> None:
        self._most, self._now = most, now
        self._second, self._taken = -1, 0
        self._lock = threading.Lock()

    def take(self) -> bool:
        """Whether there is one left in this second."""
        with self._lock:
            second = int(self._now())
            if second != self._second:
                self._second, self._taken = second, 0
            self._taken += 1
            return self._taken <= self._most


class Opened:
    """The codes that this instance has opened screens for: each opens one, whoever else may have copied its cookie."""

    def __init__(self, most: int = 10_000) -> None:
        self._codes: dict[str, None] = {}
        self._most = most
        self._lock = threading.Lock()

    def take(self, code: str) -> bool:
        """Whether this is the first time; the oldest codes are forgotten, long after their ten minutes."""
        with self._lock:
            if code in self._codes:
                return False
            self._codes[code] = None
            if len(self._codes) > self._most:
                del self._codes[next(iter(self._codes))]
            return True


def poll(site: "Site", request: Request) -> Response:
    """Whether the code was typed: then the cookie that opens the week. Without a number that is good, a new one."""
    from shared.web.addresses import screen_cookie

    cookie = request.cookies.get(site.cookies.named("pair"), "")
    pairing = site.keys.read_pairing(cookie)
    if pairing is None:
        return _anew(site)
    code = site.keys.code(pairing)
    waiting = answers.data({"code": shown(code), "open": False})
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


def _anew(site: "Site") -> Response:
    made, cookie = site.keys.pairing()
    response = answers.data({"code": shown(site.keys.code(made)), "open": False})
    site.cookies.set_on(response, (Cookie("pair", cookie, PAIRING_LASTS),))
    return response
