"""Signs what the board hands out: links, cookies and the codes of screens. None can be made without the key.

The first key signs and all keys verify, so that a key can be replaced while links and cookies stay valid. Each kind has
its own salt and its name in the payload, so that a link is never accepted as a cookie.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, NamedTuple

from itsdangerous import BadData, TimestampSigner, URLSafeTimedSerializer

from shared.clock import Clock
from shared.kpt.board.screen import LONGEST, PAIRING_LASTS, code_of

Purpose = Literal["board", "year"]
LINK_LASTS = timedelta(minutes=10)
PERSON_LASTS = timedelta(hours=12)
YEAR_LASTS = timedelta(hours=1)


class Viewer(NamedTuple):
    """Somebody at their own computer. Their membership is checked at every request."""

    workspace: str
    user: str


class PairedScreen(NamedTuple):
    """A shared screen that somebody opened by its code."""

    code: str
    team: str
    opened_at: datetime


class Pairing(NamedTuple):
    """A screen that waits for somebody to type its code. ``number`` is random, and is only in its cookie."""

    number: str
    made_at: datetime


class Keyring:
    """Signs and verifies everything with ``BOARD_KEY``."""

    def __init__(self, keys: Sequence[str], clock: Clock) -> None:
        if not keys:
            raise ValueError("the board needs a key")
        self._keys, self._clock = tuple(keys), clock

    def link(self, viewer: Viewer, purpose: Purpose) -> str:
        """The token of a person's own link, valid for ten minutes."""
        return self._sign("link", {"w": viewer.workspace, "u": viewer.user, "for": purpose})

    def read_link(self, token: str) -> tuple[Viewer, Purpose] | None:
        """Whose link it is, and what for. None for a link that has expired or is not ours."""
        match self._read("link", token, LINK_LASTS):
            case {"w": str(workspace), "u": str(user), "for": "board" | "year" as purpose}:
                return Viewer(workspace, user), purpose
        return None

    def person(self, viewer: Viewer, purpose: Purpose = "board") -> str:
        """The cookie of somebody's own computer."""
        return self._sign(_cookie_of(purpose), {"w": viewer.workspace, "u": viewer.user})

    def read_person(self, cookie: str, purpose: Purpose = "board") -> Viewer | None:
        """Whose cookie it is; None where it has expired or is not ours."""
        lasts = PERSON_LASTS if purpose == "board" else YEAR_LASTS
        match self._read(_cookie_of(purpose), cookie, lasts):
            case {"w": str(workspace), "u": str(user)}:
                return Viewer(workspace, user)
        return None

    def pairing(self) -> tuple[Pairing, str]:
        """A new number for a waiting screen, and its cookie."""
        made = Pairing(secrets.token_hex(16), self._clock.now())
        return made, self._sign("pair", {"n": made.number, "at": made.made_at.timestamp()})

    def read_pairing(self, cookie: str) -> Pairing | None:
        """The number of a waiting screen; None once it is ten minutes old."""
        match self._read("pair", cookie, PAIRING_LASTS):
            case {"n": str(number), "at": float() | int() as at}:
                return Pairing(number, _moment(at))
        return None

    def code(self, pairing: Pairing) -> str:
        """The code that a waiting screen shows. The number cannot be derived from it."""
        return code_of(hmac.digest(self._keys[0].encode(), f"code:{pairing.number}".encode(), hashlib.sha256))

    def screen(self, screen: PairedScreen) -> str:
        """The cookie of a paired screen, which alone opens the week on it."""
        return self._sign("screen", {"c": screen.code, "t": screen.team, "at": screen.opened_at.timestamp()})

    def read_screen(self, cookie: str) -> PairedScreen | None:
        """The screen of a cookie; None where it has expired or is not ours."""
        match self._read("screen", cookie, LONGEST):
            case {"c": str(code), "t": str(team), "at": float() | int() as at}:
                return PairedScreen(code, team, _moment(at))
        return None

    def _sign(self, kind: str, payload: dict[str, Any]) -> str:
        signed = self._serializer(kind).dumps({"kind": kind, **payload})
        return signed if isinstance(signed, str) else signed.decode()

    def _read(self, kind: str, text: str, lasts: timedelta) -> dict[str, Any] | None:
        try:
            payload = self._serializer(kind).loads(text, max_age=int(lasts.total_seconds()))
        except BadData:
            return None
        return payload if isinstance(payload, dict) and payload.get("kind") == kind else None

    def _serializer(self, kind: str) -> URLSafeTimedSerializer:
        # itsdangerous signs with the last key of its list; we sign with the first.
        return URLSafeTimedSerializer(
            list(reversed(self._keys)),
            salt=f"furikaeri.{kind}",
            signer=_ClockedSigner,
            signer_kwargs={"digest_method": hashlib.sha256, "now": self._clock.now},
        )


class _ClockedSigner(TimestampSigner):
    """A signer that takes the time from our clock."""

    def __init__(self, *args: Any, now: Callable[[], datetime], **more: Any) -> None:
        super().__init__(*args, **more)
        self._now = now

    def get_timestamp(self) -> int:
        """Seconds since 1970."""
        return int(self._now().timestamp())


def _cookie_of(purpose: Purpose) -> str:
    return "person" if purpose == "board" else "year"


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
