"""Checks the signature of what Slack sends, and parses it into one of the classes of inbound.py."""

import json
import re
from collections.abc import Iterable
from itertools import product
from typing import Any
from urllib.parse import parse_qs

from slack_sdk.signature import Clock as SignatureClock
from slack_sdk.signature import SignatureVerifier

from shared.clock import Clock
from shared.kpt.ids import SLACK_ID
from shared.kpt.text.visible import bare
from shared.slack.blocks.text import whole
from shared.slack.requests import grid
from shared.slack.requests.inbound import (
    Challenge,
    ChannelChange,
    Command,
    HomeOpened,
    Inbound,
    MemberChange,
    MessageShortcut,
    Notice,
    Press,
    ProfileChange,
    Shortcut,
    Submission,
    Value,
    Who,
)

LARGEST_BODY = 1024 * 1024
"""Bytes. Slack's own requests are far smaller: a view is at most 250 kB."""
LONGEST_TOKEN = 100
"""Characters of a trigger id or of a click's ``action_ts``. An entry stores them; Slack's are shorter."""

NEAR = 300
"""Seconds by which a request's time may differ from ours, as in slack_sdk's verifier."""
SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")

_OF_A_MEMBER = frozenset({"member_left_channel", "member_joined_channel"})
CHANNEL_CHANGES = {
    "channel_archive": "is_archived",
    "group_archive": "is_archived",
    "channel_unarchive": "",
    "group_unarchive": "",
    "member_left_channel": "not_in_channel",
    "member_joined_channel": "",
}
_PROFILE, _HOME = "user_change", "app_home_opened"
PEOPLES_EVENTS = frozenset({_PROFILE, _HOME})


class NotSlack(Exception):
    """The request does not carry Slack's signature, or an old one: 401."""


class Malformed(Exception):
    """The signature is Slack's, but the content is nothing that Slack sends: 400."""


class _Now(SignatureClock):
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock.now().timestamp()


def look_at_headers(clocks: Iterable[Clock], timestamp: str, signature: str) -> None:
    """Raise ``NotSlack`` where these headers fit no body, so that the body need not be read."""
    try:
        is_near = any(abs(clock.now().timestamp() - int(timestamp)) <= NEAR for clock in clocks)
    except (ValueError, OverflowError) as error:
        raise NotSlack("the timestamp is not one") from error
    if not is_near or not SIGNATURE.fullmatch(signature):
        raise NotSlack("the headers are not Slack's")


def verify(secrets: Iterable[str], clocks: Iterable[Clock], timestamp: str, signature: str, body: bytes) -> None:
    """Raise ``NotSlack`` unless one of the secrets signed this body, and one of the clocks says: within five minutes.

    slack_sdk's verifier compares in constant time. On hostile headers and bodies it raises instead of returning False.
    """
    try:
        for secret, clock in product(secrets, clocks):
            if SignatureVerifier(secret, _Now(clock)).is_valid(body, timestamp, signature):
                return
    except (ValueError, TypeError, OverflowError) as error:
        raise NotSlack("the signature is not one") from error
    raise NotSlack("the signature does not fit")


def parse(content_type: str, body: bytes) -> Inbound:
    """Parse a request whose signature was checked. Raises ``Malformed``."""
    try:
        text = body.decode()
        if content_type.startswith("application/json"):
            return _event(_object(text))
        form = {name: values[0] for name, values in parse_qs(text, keep_blank_values=True, max_num_fields=100).items()}
        if "payload" in form:
            return _interaction(_object(form["payload"]))
        if "ssl_check" in form:
            return Notice("ssl_check")
        return _command(form)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise Malformed(type(error).__name__) from error


def _object(text: str) -> dict[str, Any]:
    value = json.loads(text)
    if not isinstance(value, dict):
        raise ValueError("no object")
    return value


def _event(body: dict[str, Any]) -> Inbound:
    if body.get("type") == "url_verification":
        return Challenge(_text(body["challenge"]))
    event = body.get("event")
    if not isinstance(event, dict):
        return Notice(_text(body.get("type"))[:80])
    kind = _text(event.get("type"))
    if kind not in CHANNEL_CHANGES and kind not in PEOPLES_EVENTS:
        return Notice(kind[:80])
    workspace, is_sure = grid.of_event(body)
    if kind in CHANNEL_CHANGES and (kind not in _OF_A_MEMBER or event.get("user") in _bots_of(body)):
        return ChannelChange(workspace, _id(event["channel"]), CHANNEL_CHANGES[kind], is_sure)
    if kind in _OF_A_MEMBER:
        joined = kind == "member_joined_channel"
        return MemberChange(workspace, _id(event["channel"]), _id(event["user"]), joined, is_sure)
    if kind == _PROFILE:
        from shared.slack.requests.profiles import profile_of

        account = event["user"]
        _id(account["id"])
        profile = profile_of(account, workspace, grid.enterprise_of(body))
        return ProfileChange(workspace, profile, isinstance(account.get("locale"), str), is_sure)
    if kind == _HOME and event.get("tab") == "home":
        return HomeOpened(Who(workspace, _id(event["user"]), is_sure))
    return Notice(kind[:80])


def _bots_of(body: dict[str, Any]) -> set[str]:
    """Our own bot users: those for whom Slack sent the event (https://docs.slack.dev/apis/events-api)."""
    return {a["user_id"] for a in body.get("authorizations") or () if a.get("is_bot")}


def _command(form: dict[str, str]) -> Command:
    if not form["command"].startswith("/"):
        raise ValueError("no command")
    return Command(
        grid.of_command(form),
        channel=_id(form["channel_id"]),
        channel_name=form.get("channel_name", ""),
        words=bare(form.get("text", "")),
        trigger=form.get("trigger_id", "")[:LONGEST_TOKEN],
        response_url=form.get("response_url", ""),
    )


def _interaction(payload: dict[str, Any]) -> Inbound:
    kind = payload["type"]
    if kind not in ("shortcut", "message_action", "block_actions", "view_submission"):
        return Notice(_text(kind)[:80])
    who = grid.of_interaction(payload)
    trigger = _text(payload.get("trigger_id") or "")[:LONGEST_TOKEN]
    if kind == "shortcut":
        return Shortcut(who, _text(payload["callback_id"]), trigger)
    if kind == "message_action":
        return _message_shortcut(who, trigger, payload)
    if kind == "block_actions":
        return _press(who, trigger, payload)
    view = payload["view"]
    return Submission(
        who,
        callback=_text(view.get("callback_id") or ""),
        view=_id(view["id"]),
        metadata=_text(view.get("private_metadata") or ""),
        values={name: _value(inputs) for name, inputs in view["state"]["values"].items()},
    )


def _message_shortcut(who: Who, trigger: str, payload: dict[str, Any]) -> MessageShortcut:
    """Parse a message shortcut. An app's message has no author, and a file's message no text. A message that an app
    posted in a person's name counts as the app's (https://docs.slack.dev/reference/events/message/bot_message)."""
    message = _map(payload.get("message"))
    is_of_a_person = message.get("subtype") != "bot_message" and not message.get("bot_id")
    author = message.get("user")
    return MessageShortcut(
        who,
        callback=_text(payload["callback_id"]),
        trigger=trigger,
        channel=_some_text(_map(payload.get("channel")).get("id")),
        ts=_some_text(message.get("ts") or payload.get("message_ts"))[:LONGEST_TOKEN],
        author=author if is_of_a_person and isinstance(author, str) and SLACK_ID.fullmatch(author) else "",
        text=_some_text(message.get("text")),
        response_url=_some_text(payload.get("response_url")),
    )


def _map(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _some_text(value: object) -> str:
    return whole(value) if isinstance(value, str) else ""


def _value(inputs: dict[str, Any]) -> Value:
    """The value of a field, of any element type (https://docs.slack.dev/reference/views/view-state)."""
    [element, *_] = inputs.values()
    for several in ("selected_options", "selected_users"):
        if isinstance(chosen := element.get(several), list):
            return tuple(_text(each["value"] if isinstance(each, dict) else each) for each in chosen)
    option = element.get("selected_option") or {}
    value = option.get("value") or element.get("selected_date") or element.get("value")
    return whole(value) if isinstance(value, str) else None


def _press(who: Who, trigger: str, payload: dict[str, Any]) -> Press:
    action = payload["actions"][0]
    option = action.get("selected_option") or {}
    container, view = payload.get("container") or {}, payload.get("view") or {}
    channel = (payload.get("channel") or {}).get("id") or container.get("channel_id") or ""
    return Press(
        who,
        action=_text(action["action_id"]),
        value=_text(option.get("value") or action.get("selected_date") or action.get("value") or ""),
        trigger=trigger,
        at=_text(action.get("action_ts") or "")[:LONGEST_TOKEN],
        channel=_text(channel),
        view=_id(view["id"]) if view else "",
        metadata=_text(view.get("private_metadata") or ""),
        in_home=view.get("type") == "home",
        response_url=_text(payload.get("response_url") or ""),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return whole(value)


def _id(value: object) -> str:
    """The value, if it has the form of one of Slack's ids: it becomes part of a document's path. Raises ``ValueError``
    otherwise."""
    if not (isinstance(value, str) and SLACK_ID.fullmatch(value)):
        raise ValueError("no id")
    return value
