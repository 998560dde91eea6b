"""Faults between the app and Slack: a test sets what goes wrong, for which calls and how often."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from local.slack.methods import METHODS


@dataclass(frozen=True)
class Fault:
    """What happens instead of an ordinary answer.

    One of ``error`` (Slack's code in a 200), ``status`` (an HTTP status), ``reset`` (the connection breaks before the
    answer) and ``cut`` (it breaks within the answer) is set, or none where the call only hangs. ``after_effect``: the
    call takes effect all the same.
    """

    method: str
    error: str = ""
    status: int = 0
    retry_after: int | None = None
    reset: bool = False
    cut: bool = False
    hang: float = 0.0
    after_effect: bool = False
    channel: str | None = None

    @property
    def changes_answer(self) -> bool:
        """Whether the app gets another answer than the method's."""
        return bool(self.error or self.status or self.reset or self.cut)


@dataclass(frozen=True)
class Met:
    """A fault that applies to a call."""

    fault: Fault
    released: threading.Event

    def wait(self) -> None:
        """Hang for the fault's seconds, or until it is released."""
        if self.fault.hang:
            self.released.wait(self.fault.hang)


class Faults:
    """The faults that are set. ``times=None`` means always. Of two faults for a call, the one set first applies."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._set: list[tuple[Fault, int | None]] = []
        self._released = threading.Event()

    def error(self, method: str, code: str, **when: Any) -> None:
        """Answer ``{"ok": false, "error": code}``. ``when``: times, channel, after_effect."""
        self._add(method, error=code, **when)

    def status(self, method: str, status: int, *, retry_after: int | None = None, **when: Any) -> None:
        """Answer with an HTTP status, as 500, or 429 with Retry-After (seconds)."""
        self._add(method, status=status, retry_after=retry_after, **when)

    def reset(self, method: str, **when: Any) -> None:
        """Break the connection; with ``after_effect`` only the answer is lost."""
        self._add(method, reset=True, **when)

    def cut(self, method: str, **when: Any) -> None:
        """Break the connection in the middle of the answer; with ``after_effect`` the work is done."""
        self._add(method, cut=True, **when)

    def hang(self, method: str, seconds: float = 60.0, **when: Any) -> None:
        """Answer so many seconds late, or at ``release()``. With ``after_effect`` the work is done first."""
        self._add(method, hang=seconds, **when)

    def clear(self) -> None:
        """Remove all faults, and let hanging calls go on."""
        with self._lock:
            self._set.clear()
        self.release()

    @property
    def standing(self) -> list[Fault]:
        """The faults that still apply."""
        with self._lock:
            return [fault for fault, _ in self._set]

    def release(self) -> None:
        """Let all hanging calls go on."""
        with self._lock:
            self._released.set()
            self._released = threading.Event()

    def take(self, method: str, arguments: Mapping[str, Any]) -> Met | None:
        """The fault that applies to this call, if any. Counts down its ``times``."""
        with self._lock:
            for place, (fault, times) in enumerate(self._set):
                if fault.method in (method, "*") and fault.channel in (None, arguments.get("channel")):
                    if times == 1:
                        del self._set[place]
                    elif times:
                        self._set[place] = (fault, times - 1)
                    return Met(fault, self._released)
            return None

    def _add(self, method: str, *, times: int | None = 1, **what: Any) -> None:
        if method not in METHODS and method != "*":
            raise ValueError(f"nothing would ever meet a fault of {method}")
        with self._lock:
            self._set.append((Fault(method, **what), times))
