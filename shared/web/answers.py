"""The board's responses. Each has the headers that forbid storing, framing, sniffing and referring."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple

from flask import Response

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Cookie(NamedTuple):
    """A cookie to set; with an empty ``value``, to delete."""

    name: str
    value: str
    lasts: timedelta = timedelta(0)


@dataclass(frozen=True)
class Cookies:
    """The names of our cookies. On loopback they have no ``__Host-`` prefix, as browsers accept it only with HTTPS."""

    secure: bool

    def named(self, kind: str) -> str:
        """``__Host-furikaeri-screen`` for ``screen``; ``__Host-furikaeri`` for ``person``."""
        prefix = "__Host-" if self.secure else ""
        return f"{prefix}furikaeri" if kind == "person" else f"{prefix}furikaeri-{kind}"

    def set_on(self, response: Response, cookies: tuple[Cookie, ...]) -> None:
        """Set or delete each cookie."""
        for cookie in cookies:
            about: dict[str, Any] = {"path": "/", "secure": self.secure, "httponly": True, "samesite": "Lax"}
            if cookie.value:
                lasts = int(cookie.lasts.total_seconds())
                response.set_cookie(self.named(cookie.name), cookie.value, max_age=lasts, **about)
            else:
                response.delete_cookie(self.named(cookie.name), **about)


def page(html: str, status: int = 200) -> Response:
    """An HTML page."""
    return with_headers(Response(html, status))


def of_type(text: str, content_type: str) -> Response:
    """A script or a style sheet."""
    return with_headers(Response(text, 200, content_type=content_type))


def data(fields: dict[str, Any]) -> Response:
    """A JSON response for the page's script."""
    return with_headers(Response(json.dumps(fields), 200, content_type="application/json"))


def empty(status: int, **headers: str) -> Response:
    """A response without a body."""
    response = Response("", status, headers={name.replace("_", "-"): value for name, value in headers.items()})
    return with_headers(response)


def see(address: str) -> Response:
    """A redirect to another page of ours."""
    return empty(303, Location=address)


def with_headers(response: Response) -> Response:
    """The response with the headers that every response has."""
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response
