"""The people, channels and messages of a Slack workspace, and the switches for behaviour that Slack leaves open.

One lock, ``changed``, guards everything. It is a condition that is notified of every change.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypedDict

from local.slack.limits.messages import BlocksLimit
from local.slack.state.records import ApiError, Channel, Json, Message, Upload, User
from shared.clock import Clock

DEFAULT_SCOPES = frozenset(
    {
        "chat:write",
        "commands",
        "files:write",
        "im:write",
        "im:history",
        "users:read",
        "channels:read",
        "groups:read",
    }
)
SLACKBOT = "USLACKBOT"


class About(TypedDict, total=False):
    """The optional arguments of a workspace."""

    team_id: str
    domain: str
    token: str
    signing_secret: str
    scopes: Iterable[str]
    home_tab: bool
    answer_limit: float
    monotonic: Callable[[], float]
    changed: threading.Condition | None


class Conversations:
    """Who is in a workspace, and the messages in it. Times are the clock's."""

    def __init__(
        self,
        clock: Clock,
        *,
        team_id: str = "T1",
        domain: str = "example",
        token: str = "xoxb-stand-in",  # noqa: S107  it opens nothing but this stand-in
        signing_secret: str = "stand-in-signing-secret",  # noqa: S107  as above
        scopes: Iterable[str] = DEFAULT_SCOPES,
        home_tab: bool = True,
        answer_limit: float = 3.0,
        monotonic: Callable[[], float] = time.monotonic,
        changed: threading.Condition | None = None,
    ) -> None:
        """``answer_limit``: seconds of real time, read from ``monotonic``. ``changed``: a re-entrant lock to share with
        others."""
        self.clock = clock
        self.team_id = team_id
        self.domain = domain
        self.token = token
        self.signing_secret = signing_secret
        self.scopes = set(scopes)
        self.answer_limit = answer_limit
        self.monotonic = monotonic
        self.app_token = "xapp-stand-in"  # noqa: S105  as above
        self.new_connection: Callable[[], str] | None = None
        """Makes an address to which an app in Socket Mode connects; None: there is no Socket Mode server."""
        self.app_id = "A1"
        self.bot_id = "B1"
        self.bot_user_id = "UBOT"
        self.enterprise_id, self.is_org_wide = "", False
        """The workspace's organisation, and whether the whole organisation has installed the app."""
        self.messages_tab = True
        self.home_tab = home_tab
        self.replies_in_channels = False
        """Whether a bot may read the replies of a thread in a channel."""
        self.forget_untouched = False
        """Whether untouched fields of an updated view are reported empty, as Slack has done."""
        self.blocks_limit = BlocksLimit()
        """How much all blocks of a message may hold."""
        self.base_url = "https://hooks.slack.invalid/"
        """The base of response_urls; the server sets its own."""

        self.changed = changed or threading.Condition(threading.RLock())
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.ephemeral: defaultdict[str, list[Message]] = defaultdict(list)
        """Messages that only one person sees, by user id, oldest first."""
        self.uploads: dict[str, Upload] = {}
        """Files whose upload has begun and is not complete, by id."""
        self.add_user(SLACKBOT, "slackbot", "Slackbot", tz=None, locale=None)
        self.add_user(self.bot_user_id, "furikaeri", "Furikaeri", tz="America/Los_Angeles", is_bot=True)

    # Building

    def add_user(self, user_id: str, name: str, real_name: str, **about: Any) -> User:
        """Add an account. ``about``: other fields of ``User``."""
        about["team_id"] = about.get("team_id") or self.team_id
        with self.changed:
            self.users[user_id] = User(user_id, name, real_name, **about)
            self.changed.notify_all()
            return self.users[user_id]

    def change_user(self, user_id: str, **about: Any) -> User:
        """Change an account without an event, as if the event was lost. ``about``: fields of ``User``."""
        with self.changed:
            self.users[user_id] = replace(self.users[user_id], **about)
            self.changed.notify_all()
            return self.users[user_id]

    def add_channel(
        self,
        channel_id: str,
        name: str,
        members: Iterable[str] = (),
        *,
        is_private: bool = False,
        is_archived: bool = False,
        is_ext_shared: bool = False,
        bot_inside: bool = True,
    ) -> Channel:
        """Add a channel. ``bot_inside``: the app's bot is a member."""
        everyone = [*members, self.bot_user_id] if bot_inside else list(members)
        with self.changed:
            self.channels[channel_id] = Channel(channel_id, name, everyone, is_private, is_archived, is_ext_shared)
            self.changed.notify_all()
            return self.channels[channel_id]

    # Asking

    def user(self, user_id: str) -> User:
        """The account with this id. Raises ``user_not_found``."""
        with self.changed:
            if user_id not in self.users:
                raise ApiError("user_not_found")
            return self.users[user_id]

    def channel(self, channel_id: str) -> Channel:
        """The channel with this id. Raises ``channel_not_found``."""
        with self.changed:
            if channel_id not in self.channels:
                raise ApiError("channel_not_found")
            return self.channels[channel_id]

    def direct_messages(self, user_id: str) -> list[Message]:
        """The messages between a person and the app, oldest first; empty where the conversation was never opened."""
        with self.changed:
            channel = self.channels.get(f"D{user_id}")
            return list(channel.messages) if channel else []

    def wait_until(self, predicate: Callable[[], bool], timeout: float = 5.0) -> None:
        """Block until the predicate is true. Raises ``TimeoutError`` after so many seconds of real time."""
        with self.changed:
            if not self.changed.wait_for(predicate, timeout):
                raise TimeoutError(f"it has not happened in {timeout} seconds")

    # Acting

    def open_direct_messages(self, user_id: str) -> Channel:
        """The conversation between a person and the app, opened at first use."""
        with self.changed:
            channel_id = f"D{user_id}"
            if channel_id not in self.channels:
                members = [user_id, self.bot_user_id]
                self.channels[channel_id] = Channel(channel_id, "", members, is_private=True, with_user=user_id)
            return self.channels[channel_id]

    def next_ts(self, channel: Channel) -> str:
        """A ts later than every other in the channel, even where the clock stands still or goes back."""
        with self.changed:
            now = int(self.clock.now().timestamp() * 1_000_000) // 100 * 100
            channel.last_ts = max(now, channel.last_ts + 100)
            return f"{channel.last_ts // 1_000_000}.{channel.last_ts % 1_000_000:06d}"

    def post(self, channel_id: str, user_id: str, text: str = "", **about: Any) -> Message:
        """Post a message to a channel as any user. ``about``: fields of ``Message``, such as thread_ts."""
        with self.changed:
            channel = self.channel(channel_id)
            ts = self.next_ts(channel)
            message = Message(ts, channel_id, user_id, text, team=self.team_id, **about)
            if message.thread_ts:
                parent = channel.find(message.thread_ts)
                if parent is None:
                    raise ApiError("thread_not_found")
                if parent.thread_ts:
                    raise ApiError("cannot_reply_to_message")
                parent.replies.append(message)
            else:
                channel.messages.append(message)
            self.changed.notify_all()
            return message

    def react(self, message: Message, emoji: str, user_id: str) -> None:
        """Add somebody's reaction to a message, or remove it where it is there."""
        with self.changed:
            users = message.reactions.setdefault(emoji, [])
            if user_id in users:
                users.remove(user_id)
            else:
                users.append(user_id)
            if not users:
                del message.reactions[emoji]
            self.changed.notify_all()

    def post_ephemeral(self, channel_id: str, user_id: str, text: str, blocks: list[Json]) -> Message:
        """Show a message to one person only."""
        with self.changed:
            # The answer to a command may be in a conversation that the app is not in. It needs a ts, too.
            channel = self.channels.get(channel_id) or Channel(channel_id, "", [])
            message = Message(
                self.next_ts(channel),
                channel_id,
                self.bot_user_id,
                text,
                blocks,
                bot_id=self.bot_id,
                app_id=self.app_id,
                team=self.team_id,
                ephemeral=True,
            )
            self.ephemeral[user_id].append(message)
            self.changed.notify_all()
            return message

    def delete(self, message: Message) -> None:
        """Delete a message. One with replies leaves a tombstone, so that its thread stays."""
        with self.changed:
            messages = self.channel(message.channel).messages
            parent = next((each for each in messages if message in each.replies), None)
            if parent:
                parent.replies.remove(message)
            elif message.replies:
                message.text, message.blocks, message.metadata = "This message was deleted.", [], None
                message.subtype, message.user, message.bot_id = "tombstone", SLACKBOT, None
            else:
                messages.remove(message)
            self.changed.notify_all()
