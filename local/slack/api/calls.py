"""Answers calls of the Web API, without HTTP: checks the token, applies faults and rate limits, and does what the
method does."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from local.slack.api.faults import Fault, Faults, Met
from local.slack.api.rates import Rates
from local.slack.methods import METHODS
from local.slack.methods.apps import OF_THE_APP
from local.slack.state.records import ApiError, Json
from local.slack.state.workspace import Workspace


@dataclass
class Call:
    """A call that was received, and its outcome."""

    method: str
    arguments: Json
    at: datetime
    ok: bool | None = None
    """The ``ok`` of the answer; None: not answered yet, or the connection broke."""
    error: str | None = None
    took_effect: bool = False
    done: bool = False
    seconds: float = 0.0
    """Real time until the answer."""


@dataclass(frozen=True)
class Reply:
    """The HTTP answer. ``lost``: the connection breaks before the answer; ``cut``: in the middle of it."""

    body: Json
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    lost: bool = False
    cut: bool = False


class Calls:
    """Answers calls, and records them in order."""

    def __init__(self, workspace: Workspace, faults: Faults, *, rate_limits: bool) -> None:
        self.received: list[Call] = []
        self.rate_limits = rate_limits
        self.on_call: Callable[[Call], Callable[[], None]] = lambda _call: lambda: None
        """Called with each call that comes in; the function that it returns is called when the call has ended."""
        self._workspace = workspace
        self._faults = faults
        self._rates = Rates(workspace.clock)

    def answer(self, method: str, token: str, arguments: Json) -> Reply:
        """Do what Slack does with a call, or what a fault says that is set for it."""
        call = Call(method, arguments, self._workspace.clock.now())
        begin = self._workspace.monotonic()
        with self._workspace.changed:
            self.received.append(call)
            over = self.on_call(call)
            met = self._faults.take(method, arguments)
            self._workspace.changed.notify_all()
        reply = self._meet(met, call, token) if met else self._perform(call, token)
        with self._workspace.changed:
            broken = "connection reset" if reply.lost else "answer cut short" if reply.cut else None
            call.ok = None if broken else bool(reply.body.get("ok"))
            call.error = broken or reply.body.get("error")
            call.seconds = self._workspace.monotonic() - begin
            call.done = True
            over()
            self._workspace.changed.notify_all()
        return reply

    def _meet(self, met: Met, call: Call, token: str) -> Reply:
        """Apply a fault. The call takes effect before it (``after_effect``), after it (where it only hangs), or not at
        all."""
        own = self._perform(call, token) if met.fault.after_effect else None
        met.wait()
        if met.fault.changes_answer:
            return _instead(met.fault)
        return own or self._perform(call, token)

    def _perform(self, call: Call, token: str) -> Reply:
        workspace = self._workspace
        with workspace.changed:
            try:
                if call.method not in METHODS:
                    raise ApiError("unknown_method", req_method=call.method)
                _admit(workspace, call.method, token)
                wait = self._rates.wait_for(call.method, call.arguments) if self.rate_limits else 0
                if wait:
                    return Reply({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": str(wait)})
                answer: dict[str, Any] = {"ok": True, **METHODS[call.method](workspace, call.arguments)}
            except ApiError as refusal:
                return Reply({"ok": False, "error": refusal.code, **refusal.details})
            call.took_effect = True
            workspace.changed.notify_all()
            return Reply(answer, headers={"X-OAuth-Scopes": ",".join(sorted(workspace.scopes))})


def _admit(workspace: Workspace, method: str, token: str) -> None:
    """Check the token: the bot token, or for methods of the app itself the app-level token."""
    own, other = workspace.token, workspace.app_token
    if method in OF_THE_APP:
        own, other = other, own
    if not token:
        raise ApiError("not_authed")
    if hmac.compare_digest(token.encode(), other.encode()):
        raise ApiError("not_allowed_token_type")
    if not hmac.compare_digest(token.encode(), own.encode()):
        raise ApiError("invalid_auth")


def _instead(fault: Fault) -> Reply:
    if fault.reset:
        return Reply({}, lost=True)
    if fault.cut:
        return Reply({"ok": True, "channel": "C0", "ts": "1.000000"}, cut=True)
    if fault.status:
        headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
        error = "ratelimited" if fault.status == 429 else f"http_{fault.status}"
        return Reply({"ok": False, "error": error}, fault.status, headers)
    return Reply({"ok": False, "error": fault.error})
