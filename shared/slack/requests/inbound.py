"""What Slack sends, as one of a few frozen classes. parsing.py makes them, and everything after it trusts them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shared.kpt.team.person import Profile


@dataclass(frozen=True)
class Who:
    """The person whom Slack's signature names: nothing else decides what they may do. ``workspace`` is the one in which
    the app is installed.

    ``is_sure`` is False where Slack may have named another workspace of the same organisation;
    slack/handlers/person/at_home.py then looks it up.
    """

    workspace: str
    user: str
    is_sure: bool = field(default=True, compare=False)


@dataclass(frozen=True)
class Command:
    """``/kpt words`` typed in a channel."""

    who: Who
    channel: str
    channel_name: str
    words: str
    trigger: str
    response_url: str = ""

    @property
    def is_direct(self) -> bool:
        """Whether the command was typed in a direct message, which is no team's channel."""
        name = self.channel_name
        return self.channel.startswith("D") or name.startswith("mpdm-") or name == "directmessage"


@dataclass(frozen=True)
class Shortcut:
    """A global shortcut."""

    who: Who
    callback: str
    trigger: str


@dataclass(frozen=True)
class MessageShortcut:
    """A shortcut chosen in a message's menu. ``author`` is empty where no person wrote the message; ``text`` is in
    Slack's mrkdwn."""

    who: Who
    callback: str
    trigger: str
    channel: str
    ts: str
    author: str
    text: str
    response_url: str = ""

    @property
    def is_ones_own(self) -> bool:
        """Whether the person wrote the message themselves."""
        return self.author == self.who.user


@dataclass(frozen=True)
class Press:
    """A button pressed or an option chosen, in a message, in a form or in the app's Home. ``at`` is the click's
    ``action_ts``."""

    who: Who
    action: str
    value: str
    trigger: str
    at: str
    channel: str = ""
    view: str = ""
    metadata: str = ""
    in_home: bool = False
    response_url: str = ""


Value = str | tuple[str, ...] | None
"""A field's value: a text, a choice or a date; several choices or people; or nothing."""


@dataclass(frozen=True)
class Submission:
    """A submitted form, with its fields' values by their ``block_id``."""

    who: Who
    callback: str
    view: str
    metadata: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The text or choice in a field; empty where there is none."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ""


@dataclass(frozen=True)
class Challenge:
    """Slack's ``url_verification``: it asks whether this URL is ours."""

    challenge: str


@dataclass(frozen=True)
class ChannelChange:
    """The app can post to a channel again, or no longer. ``reason`` is chat.postMessage's error code for it; empty
    where it can."""

    workspace: str
    channel: str
    reason: str = ""
    is_sure: bool = field(default=True, compare=False)


@dataclass(frozen=True)
class MemberChange:
    """A person joined a channel, or left it."""

    workspace: str
    channel: str
    user: str
    joined: bool
    is_sure: bool = field(default=True, compare=False)


@dataclass(frozen=True)
class ProfileChange:
    """An account's name, zone or status changed, or it was closed or reopened.

    ``tells_language``: whether Slack sent the locale, which it may leave out.
    """

    workspace: str
    profile: "Profile"
    tells_language: bool
    is_sure: bool = field(default=True, compare=False)


@dataclass(frozen=True)
class HomeOpened:
    """A person opened the app's Home."""

    who: Who


@dataclass(frozen=True)
class Notice:
    """A request that needs no answer but 200: an event that we do not use, a closed view, a check."""

    kind: str


Event = ChannelChange | MemberChange | ProfileChange | HomeOpened
Inbound = Command | Shortcut | MessageShortcut | Press | Submission | Event | Challenge | Notice
