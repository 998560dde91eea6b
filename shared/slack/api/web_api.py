"""Calls to Slack's Web API, and what its errors mean for us. slack_sdk's WebClient is the only way there.

The client never repeats a call. slack_sdk's default retry handler does so after a lost answer, which would post a
message twice (slack_sdk/http_retry/builtin_handlers.py).
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from http.client import HTTPException
from typing import TYPE_CHECKING, Self
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from shared.kpt.errors import ChannelClosed, MayNotLook, OutcomeUnknown, Rejected, RetryLater, TooLateToOpen

if TYPE_CHECKING:
    from slack_sdk.webhook import WebhookResponse

MESSAGE_TIMEOUT = 10
"""Seconds for a call that a trigger made."""
CLICK_TIMEOUT = 2
"""Seconds for a call while somebody waits."""

RETRY_LATER = frozenset(
    {
        "ratelimited",
        "rate_limited",
        "token_revoked",
        "token_expired",
        "invalid_auth",
        "not_authed",
        "missing_scope",
        "no_permission",
        "team_access_not_granted",
        "access_denied",
        "two_factor_setup_required",
        "accesslimited",
    }
)
CHANNEL_CLOSED = frozenset({"not_in_channel", "channel_not_found", "is_archived"})
REJECTED = frozenset(
    {
        # nobody to write to
        "account_inactive", "user_not_found", "user_disabled", "user_not_visible", "users_not_found", "cannot_dm_bot",
        "messages_tab_disabled", "is_bot",
        # the message itself
        "invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long", "no_text",
        "invalid_metadata_format", "invalid_metadata_schema", "metadata_too_large", "metadata_must_be_sent_from_app",
        "message_not_found", "cant_update_message", "cant_delete_message", "edit_window_closed", "thread_not_found",
        "cannot_reply_to_message", "message_limit_exceeded", "update_failed",
        "file_not_found", "file_deleted", "cant_delete_file", "file_uploads_disabled", "storage_limit_reached",
        # the view
        "view_too_large", "push_limit_reached", "hash_conflict", "not_found", "duplicate_external_id",
        "invalid_arguments", "invalid_array_arg", "invalid_form_data", "invalid_arg_name", "user_not_in_channel",
        # what may not be asked
        "unknown_method", "not_allowed_token_type", "method_not_supported_for_channel_type", "fetch_members_failed",
    }
)  # fmt: skip
"""Errors that a repeated call would return again. After an error that is in none of these lists the outcome is unknown,
and looked up."""
WORD = re.compile(r"[A-Za-z0-9_.:-]{1,80}")
"""The form of Slack's error codes."""
TOO_LATE = frozenset({"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "trigger_expired"})


def client(token: str, base_url: str, timeout: int) -> WebClient:
    """A client that makes each call once."""
    return WebClient(token=token, base_url=base_url, timeout=timeout, retry_handlers=[])


def hurried(web: WebClient, left: Callable[[], float] | None) -> WebClient:
    """A client whose next call ends within the seconds that ``left`` returns now, and within its own timeout."""
    if left is None:
        return web
    same = copy(web)
    same.timeout = min(web.timeout, left())  # type: ignore[assignment]  # urllib takes parts of a second, too
    return same


class Caller:
    """What every class that calls Slack has: a client, and a limit for its calls."""

    def __init__(self, web: WebClient) -> None:
        self._client = web
        self._left: Callable[[], float] | None = None

    def hurried(self, left: Callable[[], float]) -> Self:
        """A copy whose calls each end within the seconds that ``left`` returns."""
        same = copy(self)
        same._left = left
        return same

    @property
    def _web(self) -> WebClient:
        return hurried(self._client, self._left)


def call(method: Callable[..., SlackResponse], **arguments: object) -> SlackResponse:
    """Make one call. Raises ``RetryLater``, ``ChannelClosed``, ``Rejected`` or ``OutcomeUnknown`` (see
    shared/kpt/errors.py)."""
    try:
        return method(**arguments)
    except SlackApiError as error:
        raise _meaning(error) from error
    except TimeoutError as error:
        raise OutcomeUnknown("timeout", timed_out=True) from error
    except URLError as error:
        timed_out = isinstance(error.reason, TimeoutError)
        raise OutcomeUnknown(type(error.reason).__name__, timed_out=timed_out) from error
    except (SlackClientError, HTTPException, OSError, ValueError) as error:
        raise OutcomeUnknown(type(error).__name__) from error


def respond(send: "Callable[..., WebhookResponse]", **answer: object) -> None:
    """Send an answer to a ``response_url``, once. Raises ``RetryLater``, ``Rejected`` or ``OutcomeUnknown``."""
    try:
        response = send(**answer)
    except TimeoutError as error:
        raise OutcomeUnknown("timeout", timed_out=True) from error
    except (SlackClientError, HTTPException, OSError, ValueError) as error:
        raise OutcomeUnknown(type(error).__name__) from error
    if response.status_code == 429:
        raise RetryLater("ratelimited")
    if response.status_code != 200:
        raise Rejected(f"response_url_{response.status_code}")


@contextmanager
def raising_may_not_look() -> Iterator[None]:
    """Raise ``MayNotLook`` where Slack does not let the app read the conversation."""
    try:
        yield
    except RetryLater as error:
        if str(error) in ("missing_scope", "no_permission", "access_denied"):
            raise MayNotLook(str(error)) from error
        raise
    except (Rejected, ChannelClosed) as error:
        raise MayNotLook(error.reason) from error


def _meaning(error: SlackApiError) -> Exception:
    response = error.response
    status = response.status_code if isinstance(response, SlackResponse) else 0
    code = _code(response)
    if status == 429 or code in RETRY_LATER:
        return RetryLater(code or "ratelimited", _retry_after(response) if status == 429 else 0.0)
    if code in REJECTED:
        return Rejected(code)
    if code in CHANNEL_CLOSED or code.startswith("restricted_action"):
        return ChannelClosed(code)
    if code in TOO_LATE:
        return TooLateToOpen(code)
    return OutcomeUnknown(code or f"http_{status}")


def _retry_after(response: object) -> float:
    """The seconds in Slack's header ``Retry-After``; one where it names none."""
    headers = response.headers if isinstance(response, SlackResponse) else {}
    named = {str(name).lower(): value for name, value in headers.items()}
    value = named.get("retry-after", "1")
    value = value[0] if isinstance(value, list) else value
    return float(value) if str(value).isdigit() else 1.0


def _code(response: object) -> str:
    """Slack's error code; empty where the answer was not Slack's JSON. slack_sdk returns the text of such an answer as
    the code (web/internal_utils.py), and no body may reach the log."""
    if isinstance(response, SlackResponse):
        response = response.data
    code = str(response.get("error") or "") if isinstance(response, dict) else ""
    return code if WORD.fullmatch(code) else ""
