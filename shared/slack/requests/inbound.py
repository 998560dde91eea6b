"""What Slack sends, as one of a few frozen classes: parsed at the edge (parsing.py), and trusted from there on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shared.kpt.team.person import Profile


@dataclass(frozen=True)
class Who:
    """The signed person: only this decides what they may do. ``workspace`` is the one in which the app works.

    ``is_sure``: where several workspaces are one organisation, Slack does not always name that one: then it is looked
    up (slack/handlers/person/at_home.py).
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
        """Whether it was typed in direct messages, which are no team's channel."""
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
    """Chosen in a message's menu. ``author`` is empty where no person wrote it; ``text`` is as Slack writes it."""

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
        """Whether it was chosen at a message of one's own."""
        return self.author == self.who.user


@dataclass(frozen=True)
class Press:
    """A button pressed or an option chosen, in a message, in a form or in the app's Home. ``at`` names this very
    click."""

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
"""What stands in a field of a form: a text, a choice or a date; several choices or people; nothing."""


@dataclass(frozen=True)
class Submission:
    """A form that was sent: its fields by their ``block_id``."""

    who: Who
    callback: str
    view: str
    metadata: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """What was typed or chosen in a field; empty where nothing was."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ""


@dataclass(frozen=True)
class Challenge:
    """Slack asks whether this address is ours."""

    challenge: str


@dataclass(frozen=True)
class ChannelChange:
    """A channel can be posted to again, or no longer: ``reason`` says why not, in the words of chat.postMessage."""

    workspace: str
    channel: str
    reason: str = ""
    is_sure: bool = field(default=True, compare=False)


@dataclass(frozen=True)
class MemberChange:
    """A person came into a channel, or left it."""

    workspace: str
    channel: str
    user: str
    joined: bool
    is_sure: bool = field(default=True, compare=False)


@dataclass(frozen=True)
class ProfileChange:
    """What Slack says of an account has changed: somebody's name, zone or status, or whether it is in use.

    ``tells_language``: Slack may leave that out.
    """

    workspace: str
    profile: "Profile"
    tells_language: bool
    is_sure: bool = field(default=True, compare=False)


@dataclass(frozen=True)
class HomeOpened:
    """A person looks at the app's Home."""

    who: Who


@dataclass(frozen=True)
class Notice:
    """Something that needs no answer but 200: an event, a closed view, a check."""

    kind: str


Event = ChannelChange | MemberChange | ProfileChange | HomeOpened
Inbound = Command | Shortcut | MessageShortcut | Press | Submission | Event | Challenge | Notice
