"""What the board's handlers work with: the store, the keys, a clock, a log."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Request

from shared.clock import Clock
from shared.log_events import WriteEvent
from shared.web.answers import Cookies
from shared.web.limits import Opened, Rate
from shared.web.signing import Keyring

if TYPE_CHECKING:
    from shared.usecases.ports.board_store import BoardStore

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Site:
    """What the board's handlers work with. ``url`` is the board's own URL."""

    url: str
    keys: Keyring
    store: "BoardStore"
    clock: Clock
    rate: Rate
    opened: Opened
    log: WriteEvent

    @property
    def origin(self) -> str:
        """Scheme, host and port, as in the header ``Origin``."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def cookies(self) -> Cookies:
        """The names of our cookies at this URL."""
        parts = urlsplit(self.url)
        return Cookies(secure=not (parts.scheme == "http" and parts.hostname in _LOOPBACK))


def language_wished(request: Request) -> str:
    """The browser's language, for a page without a team."""
    return request.accept_languages.best_match(["ja", "en"]) or "en"
