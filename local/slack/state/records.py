"""The data of a workspace: people, channels, messages, views. It is changed only under the workspace's lock."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
Field = tuple[str, str]
"""A field's key: (block_id, action_id)."""


class ApiError(Exception):
    """Slack's refusal: ``{"ok": false, "error": code, **details}``."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details


@dataclass(frozen=True)
class User:
    """An account: a person, a bot, or somebody from another workspace."""

    id: str
    name: str
    real_name: str
    display_name: str = ""
    tz: str | None = "Asia/Tokyo"
    locale: str | None = "ja-JP"
    picture: str = "https://example.com/picture.png"
    is_bot: bool = False
    deleted: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    team_id: str = "T1"
    enterprise_id: str = ""
    """The account's organisation, in Enterprise Grid."""
    status_text: str = ""
    status_emoji: str = ""
    status_expiration: int = 0


@dataclass
class Message:
    """A message in a channel or thread, or one that only one person sees."""

    ts: str
    channel: str
    user: str
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    bot_id: str | None = None
    app_id: str | None = None
    team: str = ""
    thread_ts: str | None = None
    reply_broadcast: bool = False
    metadata: Json | None = None
    edited: Json | None = None
    subtype: str | None = None
    ephemeral: bool = False
    replies: list["Message"] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    """Who reacted, by the emoji's name. The app sees it only with the scope reactions:read."""
    files: tuple[Json, ...] = ()
    """The files in the message, each with its ``content``, which only people see."""
    rang: str = field(init=False, repr=False)
    """The text with which it was posted, which a locked phone shows: a changed message does not notify again."""

    def __post_init__(self) -> None:
        self.rang = self.text

    def as_json(self, *, all_metadata: bool = True) -> Json:
        """The message as Slack's API and payloads show it."""
        shown: Json = {"type": "message", "user": self.user, "ts": self.ts, "text": self.text, "team": self.team}
        if self.bot_id:
            shown |= {"bot_id": self.bot_id, "app_id": self.app_id}
        if self.blocks:
            shown["blocks"] = self.blocks
        if self.files:
            shown["files"] = [{name: about for name, about in f.items() if name != "content"} for f in self.files]
        if self.thread_ts:
            shown["thread_ts"] = self.thread_ts
        if self.replies:
            shown |= {
                "thread_ts": self.ts,
                "reply_count": len(self.replies),
                "reply_users": list(dict.fromkeys(reply.user for reply in self.replies)),
                "latest_reply": self.replies[-1].ts,
            }
        if self.metadata:
            only_type = {"event_type": self.metadata["event_type"]}
            shown["metadata"] = self.metadata if all_metadata else only_type
        if self.edited:
            shown["edited"] = self.edited
        if self.subtype:
            shown["subtype"] = self.subtype
        return shown


MOST_USERS = 50
"""How many users a list of messages names for a reaction; ``count`` is the number of all."""


def reactions_of(message: Message, most: int | None = MOST_USERS) -> list[Json]:
    """A message's reactions as the Web API shows them; ``most`` None: with all users."""
    there = ((emoji, users) for emoji, users in message.reactions.items() if users)
    return [{"name": emoji, "users": users[:most], "count": len(users)} for emoji, users in there]


@dataclass
class Upload:
    """A file during its upload: announced, then sent, then shared in a message."""

    id: str
    name: str
    length: int
    content: bytes | None = None


@dataclass
class Channel:
    """A conversation: public, private, or the direct messages of one person with the app."""

    id: str
    name: str
    members: list[str]
    is_private: bool = False
    is_archived: bool = False
    is_ext_shared: bool = False
    with_user: str | None = None
    messages: list[Message] = field(default_factory=list)
    last_ts: int = 0

    @property
    def is_im(self) -> bool:
        """Whether these are direct messages."""
        return self.with_user is not None

    @property
    def kind(self) -> str:
        """The first half of the scopes for this kind of channel: channels, groups or im."""
        return "im" if self.is_im else "groups" if self.is_private else "channels"

    def everything(self) -> list[Message]:
        """Messages and thread replies, in the order in which they were posted."""
        every = [each for message in self.messages for each in (message, *message.replies)]
        return sorted(every, key=lambda message: message.ts)

    def find(self, ts: str) -> Message | None:
        """The message or reply with this ts."""
        return next((message for message in self.everything() if message.ts == ts), None)


@dataclass
class View:
    """A modal or a Home tab on one person's screen."""

    id: str
    user: str
    content: Json
    """What the app sent, with the ids that Slack adds."""
    hash: str
    root_view_id: str
    previous_view_id: str | None = None
    values: dict[Field, Any] = field(default_factory=dict)
    """The value of each field: a text, an option, a list of options, an id; None where it is empty."""
    touched: set[Field] = field(default_factory=set)
    updated: bool = False
    trouble: bool = False
    """Slack shows "We had some trouble connecting. Try again?"."""

    errors_were_read: bool = True
    """Whether a test looked at the errors that the view shows."""
    _errors: dict[str, str] = field(default_factory=dict)

    @property
    def errors(self) -> dict[str, str]:
        """The errors below the inputs, by block_id."""
        self.errors_were_read = True
        return self._errors

    @errors.setter
    def errors(self, errors: dict[str, str]) -> None:
        self._errors, self.errors_were_read = errors, not errors

    @property
    def blocks(self) -> list[Json]:
        """The blocks that the view shows."""
        blocks: list[Json] = self.content["blocks"]
        return blocks

    @property
    def callback_id(self) -> str:
        """The app's name for this kind of view."""
        return str(self.content.get("callback_id", ""))


@dataclass
class Kept:
    """All of a workspace, to be stored between two runs."""

    users: dict[str, User]
    channels: dict[str, Channel]
    ephemeral: dict[str, list[Message]]
    stacks: dict[str, list[View]]
    homes: dict[str, View]
