"""Makes the signed requests that Slack sends to the app, and delivers them."""

import json
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode
from uuid import uuid4

from slack_sdk.signature import SignatureVerifier

from local.slack.state.records import Json
from local.slack.state.workspace import Workspace
from shared.clock import Clock

if TYPE_CHECKING:
    from werkzeug.test import Client


class Answer(NamedTuple):
    """The app's answer. Status 0: there was no answer in time."""

    status: int
    body: bytes = b""


class Post(NamedTuple):
    """A signed request, ready to be sent: ``send(*post)``."""

    headers: dict[str, str]
    body: bytes


Send = Callable[[dict[str, str], bytes], Answer]


def signed(workspace: Workspace, body: bytes, content_type: str) -> Post:
    """A request with this body, signed with the workspace's secret at its present time."""
    return signed_with(workspace.signing_secret, workspace.clock, body, content_type)


def signed_with(secret: str, clock: Clock, body: bytes, content_type: str) -> Post:
    """A request with this body, signed with this secret at the clock's present time."""
    timestamp = str(int(clock.now().timestamp()))
    signature = SignatureVerifier(secret).generate_signature(timestamp=timestamp, body=body)
    return Post(
        {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": str(signature),
        },
        body,
    )


def form(workspace: Workspace, fields: dict[str, str]) -> Post:
    """The request of a slash command."""
    return signed(workspace, urlencode(fields).encode(), "application/x-www-form-urlencoded")


def interaction(workspace: Workspace, payload: Json) -> Post:
    """The request of a click, a submission or a shortcut."""
    return form(workspace, {"payload": json.dumps(payload)})


def event(workspace: Workspace, kind: str, **fields: Any) -> Post:
    """The request of an event, as ``event(workspace, "member_left_channel", user="U1", channel="C1")``."""
    now = workspace.clock.now().timestamp()
    about = fields.get("user")
    user = workspace.users.get(about["id"] if isinstance(about, dict) else str(about))
    body = {
        "token": "verification-token",
        "team_id": user.team_id if user and workspace.is_org_wide else workspace.team_id,
        "api_app_id": workspace.app_id,
        "event": {"type": kind, "event_ts": f"{now:.6f}", **fields},
        "type": "event_callback",
        "event_id": f"Ev{uuid4().hex[:9].upper()}",
        "event_time": int(now),
        "authorizations": [
            {
                "enterprise_id": workspace.enterprise_id or None,
                "team_id": None if workspace.is_org_wide else workspace.team_id,
                "user_id": workspace.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": workspace.is_org_wide,
            }
        ],
        "is_ext_shared_channel": False,
    }
    return signed(workspace, json.dumps(body).encode(), "application/json")


def url_verification(workspace: Workspace, challenge: str) -> Post:
    """The request that Slack sends when somebody enters a request URL. The answer has to contain the challenge."""
    body = {"token": "verification-token", "challenge": challenge, "type": "url_verification"}
    return signed(workspace, json.dumps(body).encode(), "application/json")


def http_sender(url: str, limit: float = 3.0) -> Send:
    """Deliver over HTTP. An answer that takes longer than ``limit`` seconds counts as none."""

    def send(headers: dict[str, str], body: bytes) -> Answer:
        request = urllib.request.Request(url, data=body, headers=headers, method="POST")  # noqa: S310  our own URL
        try:
            with urllib.request.urlopen(request, timeout=limit) as answer:  # noqa: S310  as above
                return Answer(answer.status, answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.read())
        except OSError:
            return Answer(0)

    return send


def wsgi_sender(client: "Client", path: str = "/") -> Send:
    """Deliver to a Flask or Werkzeug test client."""

    def send(headers: dict[str, str], body: bytes) -> Answer:
        answer = client.post(path, headers=headers, data=body)
        return Answer(answer.status_code, answer.get_data())

    return send
