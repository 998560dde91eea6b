"""The two tokens of an app in Socket Mode, and what is wrong where one does not work."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Final, Literal

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from local.socket_mode.sentences import Ended
from shared.kpt.errors import Rejected, RetryLater
from shared.settings import SLACK
from shared.slack.api import web_api
from shared.slack.api.directory import Directory

Kind = Literal["app", "bot"]
BEGINS: Final[dict[Kind, str]] = {"app": "xapp-", "bot": "xoxb-"}
NAMES: Final[dict[Kind, str]] = {"app": "SLACK_APP_TOKEN", "bot": "SLACK_BOT_TOKEN"}
# https://docs.slack.dev/reference/methods/auth.test and apps.connections.open, "Errors"
_MEANS: Final = {
    "invalid_auth": "unknown",
    "not_authed": "unknown",
    "account_inactive": "ended",
    "token_revoked": "ended",
    "token_expired": "ended",
}
_MEANS_OF_THE_APP: Final = {
    "missing_scope": "app_scope",
    "no_permission": "app_scope",
    "not_allowed_token_type": "app_wrong_kind",
}
STAYS: Final = frozenset({*_MEANS, *_MEANS_OF_THE_APP})
"""Errors that stay until somebody mends something."""


@dataclass(frozen=True)
class Tokens:
    """The tokens. ``api`` is the URL of Slack's Web API."""

    app: str = field(repr=False)
    bot: str = field(repr=False)
    api: str = SLACK

    def web(self, timeout: int = web_api.MESSAGE_TIMEOUT) -> WebClient:
        """A client with the bot token."""
        return web_api.client(self.bot, self.api, timeout)


@dataclass(frozen=True)
class Workspace:
    """The name of the workspace in which the app is installed, and the bot's name there."""

    name: str
    bot: str


def read_tokens(environ: Mapping[str, str]) -> Tokens:
    """Read the tokens. Raises ``Ended`` where one is missing or malformed."""

    def get(name: str, default: str = "") -> str:
        return environ.get(name, "").strip() or default

    tokens = Tokens(get("SLACK_APP_TOKEN"), get("SLACK_BOT_TOKEN"), get("SLACK_API_URL", SLACK))
    given: dict[Kind, str] = {"app": tokens.app, "bot": tokens.bot}
    if not any(given.values()):
        raise Ended("both_missing")
    if given["app"].startswith(BEGINS["bot"]) and given["bot"].startswith(BEGINS["app"]):
        raise Ended("swapped")
    for kind, token in given.items():
        if not token:
            raise Ended(f"{kind}_missing")
        if not token.startswith(BEGINS[kind]):
            raise Ended(f"{kind}_wrong_kind")
    return tokens


def environment(environ: Mapping[str, str], file: Path) -> dict[str, str]:
    """The environment, completed by an .env file, whose lines may have ``export``, quotation marks and a comment."""
    try:
        lines = [line.strip().partition("=") for line in file.read_text(encoding="utf-8-sig").splitlines()]
    except FileNotFoundError:
        lines = []
    written = {
        name.removeprefix("export ").strip(): value.partition(" #")[0].strip().strip("'\"")
        for name, _, value in lines
        if not name.startswith("#")
    }
    return {**written, **{name: value for name, value in environ.items() if value}}


def workspace_of(tokens: Tokens) -> Workspace:
    """The workspace of the bot token, as Slack says. Raises ``Ended``."""
    answer = _asked("bot", tokens.web().auth_test)
    return Workspace(str(answer.get("team", "")), str(answer.get("user", "")))


def missing_scopes(tokens: Tokens) -> tuple[str, ...]:
    """Needed scopes that the bot token lacks. Empty where Slack does not say."""
    try:
        return Directory(tokens.web()).permissions().missing
    except (RetryLater, Rejected):
        return ()


def new_address(tokens: Tokens) -> str:
    """A new address for one connection: https://docs.slack.dev/reference/methods/apps.connections.open. Raises
    ``Ended``."""
    return str(_asked("app", tokens.web().apps_connections_open, app_token=tokens.app)["url"])


def _asked(kind: Kind, method: Callable[..., SlackResponse], **arguments: str) -> SlackResponse:
    try:
        return method(**arguments)
    except SlackApiError as error:
        raise refusal(kind, str(error.response.get("error") or error.response.status_code)) from error
    except (SlackClientError, HTTPException, OSError) as error:
        raise Ended("no_network", code=type(getattr(error, "reason", error)).__name__) from error


def refusal(kind: Kind, code: str) -> Ended:
    """What Slack's error means for the person who has to mend it."""
    if kind == "app" and code in _MEANS_OF_THE_APP:
        return Ended(_MEANS_OF_THE_APP[code], code=code)
    return Ended(f"{kind}_{_MEANS.get(code, 'refused')}", code=code)
