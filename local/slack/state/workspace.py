"""A Slack workspace in which the app is installed: its conversations, what people's screens show, and its events."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, Unpack

from local.slack.outgoing import events
from local.slack.state.conversations import DEFAULT_SCOPES as DEFAULT_SCOPES
from local.slack.state.conversations import SLACKBOT as SLACKBOT
from local.slack.state.conversations import About, Conversations
from local.slack.state.records import Json, Kept, User, View
from local.slack.state.responses import ResponseUrls
from local.slack.state.surfaces import Surfaces
from shared.clock import Clock


class Workspace(Conversations):
    """One workspace with the app. Times are the clock's, except the life of a trigger."""

    def __init__(
        self,
        clock: Clock,
        *,
        events: Iterable[str] = events.KNOWN,
        trigger_life: float = 3.0,
        **about: Unpack[About],
    ) -> None:
        """``trigger_life``: seconds of real time. ``events``: those to which the app subscribes. ``about``: arguments
        of `Conversations`."""
        super().__init__(clock, **about)
        self.events = set(events)
        self.on_event: Callable[[str, Json], object] = lambda _kind, _fields: None
        """Called with each event to which the app subscribes, after it happened and without the lock."""
        self.surfaces = Surfaces(self, trigger_life)
        self.response_urls = ResponseUrls(self)

    # Events

    def change_profile(self, user_id: str, **about: Any) -> User:
        """Change an account and send the event. The lock may not be held."""
        user = self.change_user(user_id, **about)
        if "users:read" in self.scopes:
            self._tell("user_change", lambda: events.changed_user(self, user_id))
        return user

    def set_status(self, user_id: str, emoji: str, text: str = "", until: int = 0) -> User:
        """Set somebody's status, such as ``:palm_tree:``; "" clears it. ``until``: seconds since 1970; 0: no end."""
        return self.change_profile(user_id, status_emoji=emoji, status_text=text, status_expiration=until)

    def join(self, channel_id: str, user_id: str, *, inviter: str = "", told: bool = True) -> None:
        """Let somebody, or the bot, join a channel. With ``told=False`` the event is lost."""
        with self.changed:
            channel = self.channels[channel_id]
            if user_id in channel.members:
                return
            channel.members.append(user_id)
            self.changed.notify_all()
        if told and events.sees_members(self, channel, user_id):
            self._tell("member_joined_channel", lambda: events.membership(self, channel, user_id, inviter))

    def leave(self, channel_id: str, user_id: str, *, told: bool = True) -> None:
        """Let somebody, or the bot, leave a channel. With ``told=False`` the event is lost."""
        with self.changed:
            channel = self.channels[channel_id]
            channel.members.remove(user_id)
            self.changed.notify_all()
        if told and events.sees_members(self, channel, user_id):
            self._tell("member_left_channel", lambda: events.membership(self, channel, user_id))

    def _tell(self, kind: str, fields: Callable[[], Json]) -> None:
        if kind in self.events:
            self.on_event(kind, fields())

    # Screens

    def view_stack(self, user_id: str) -> list[View]:
        """The modals on a person's screen; the last one is on top."""
        return self.surfaces.stack(user_id)

    def home(self, user_id: str) -> View | None:
        """A person's Home tab, if it was published."""
        return self.surfaces.home(user_id)

    # Keeping

    def kept(self) -> Kept:
        """All that happened in the workspace, to be pickled."""
        with self.changed:
            return Kept(self.users, self.channels, dict(self.ephemeral), self.surfaces.stacks, self.surfaces.homes)

    def restore(self, kept: Kept) -> None:
        """Restore what ``kept`` returned."""
        with self.changed:
            self.users, self.channels = kept.users, kept.channels
            self.ephemeral = defaultdict(list, kept.ephemeral)
            self.surfaces.stacks, self.surfaces.homes = kept.stacks, kept.homes
            self.changed.notify_all()
