"""What handlers work with: the world, the views, the deadline, and ways to answer one person."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from shared.clock import Clock, Deadline
from shared.i18n.sentences import sentences
from shared.kpt.errors import ChannelClosed, Rejected, Retryable, StoreSilent, TooLateToOpen
from shared.kpt.ids import Language
from shared.log_events import LogEvent, WriteEvent
from shared.slack.api.modals import Modals
from shared.slack.blocks.form_metadata import language_in
from shared.slack.handlers.response import ephemeral
from shared.slack.requests.inbound import Command, MessageShortcut, Press, Who
from shared.slack.views.form import sentence

if TYPE_CHECKING:
    from shared.usecases.ports.world import World

LANGUAGE_WITHIN = 0.5
LOOKS_WITHIN = 0.5
"""Seconds to read somebody's status while they wait. After that, the answer does without it."""
ANSWER_WITHIN = 2.8
"""Seconds for a whole answer: Slack waits three, network included."""
TELLS_WITHIN = 0.5
"""The last seconds of an answer, kept for telling the person: no other call to the store or Slack may use them."""


class Zones:
    """Remembers the time zone of people while this instance lives: a guess that saves reads."""

    MOST = 10_000

    def __init__(self) -> None:
        self._zones: dict[Who, str] = {}

    def get(self, who: Who) -> str | None:
        """The zone, if it is remembered."""
        return self._zones.get(who)

    def remember(self, who: Who, zone: str) -> None:
        """Remember a person's zone. Above ``MOST`` people, forget all others."""
        if len(self._zones) >= self.MOST:
            self._zones.clear()
        self._zones[who] = zone


@dataclass(frozen=True)
class BoardLinks:
    """The board's URL, and the function that makes a person's own link."""

    url: str
    link: Callable[[Who, Literal["board", "year"], Clock], str]

    @property
    def host(self) -> str:
        """The address that somebody types into the browser of a room's screen."""
        return self.url.partition("://")[2]


@dataclass(frozen=True)
class Context:
    """What a handler needs to answer people. ``open_world`` makes the world at its first use: an empty form opens
    without it."""

    modals: Modals
    clock: Clock
    log: WriteEvent
    open_world: Callable[[], "World"]
    world_is_made: Callable[[], bool]
    zones: Zones = field(default_factory=Zones)
    board: BoardLinks | None = None
    """None where there is no board."""
    sheet_account: str = ""
    """The address that people share their spreadsheet with; empty where there are none."""
    passed: Callable[[], float] = time.monotonic
    """A monotonic clock, in seconds."""
    deadline: Deadline | None = None
    """The deadline of the click's answer; None for a function whose trigger waits."""

    @property
    def world(self) -> "World":
        """The store, Slack and the rest. While somebody waits, each of its calls ends by the deadline."""
        return self.open_world()

    @property
    def left(self) -> Callable[[], float]:
        """A function that returns the seconds that calls to the store and Slack still have."""
        return (self.deadline or Deadline(ANSWER_WITHIN, self.passed)).left

    def answering(self) -> "Context":
        """A copy for one click, whose deadline begins now. This is the only place where a deadline begins: it holds for
        every call of the click to the store and Slack."""
        deadline = Deadline(ANSWER_WITHIN, self.passed)
        asks_until = deadline.before_end(TELLS_WITHIN)
        bound: list[World] = []

        def open_world() -> "World":
            if not bound:
                bound.append(self.open_world().hurried(asks_until.left))
            return bound[0]

        return replace(self, modals=self.modals.hurried(deadline.left), open_world=open_world, deadline=asks_until)

    def at_most(self, seconds: float) -> "Context":
        """A copy whose calls to the store and Slack end within so many seconds from now."""
        deadline = self.deadline.at_most(seconds) if self.deadline else Deadline(seconds, self.passed)
        return replace(self, open_world=lambda: self.open_world().hurried(deadline.left), deadline=deadline)

    def tell(self, press: Press, lines: list[str], *buttons: dict[str, Any]) -> None:
        """Answer a click: ephemerally at a message, in a view on top of a form, which keeps its text, or in a view over
        the Home."""
        if press.view:
            self._in_a_view(press, lines)
        elif not self.post_ephemeral(press.channel, press.who, lines, *buttons) and press.response_url:
            self.respond(press, lines, *buttons)  # the app is not in this conversation

    def _in_a_view(self, press: Press, lines: list[str]) -> None:
        view = sentence("\n".join(lines), sentences(language_in(press.metadata)))
        try:
            (self.modals.open if press.in_home else self.modals.push)(press.trigger, view)
        except (Retryable, Rejected, ChannelClosed, TooLateToOpen) as error:
            self.log(LogEvent.INTERACTION_NOT_TOLD, "WARNING", error=type(error).__name__)

    def respond(
        self, to: Press | Command | MessageShortcut, lines: list[str], *buttons: dict[str, Any], replace: bool = False
    ) -> bool:
        """Answer through the ``response_url`` of a click or command, which also works in conversations that the app is
        not in. Returns False, and logs it, where Slack does not take the answer.
        """
        text, blocks = ephemeral(lines, *buttons)
        try:
            self.modals.respond(to.response_url, text, blocks, replace=replace)
        except (Retryable, Rejected, ChannelClosed) as error:
            self.log(LogEvent.INTERACTION_NOT_TOLD, "WARNING", error=type(error).__name__)
            return False
        return True

    def post_ephemeral(self, channel: str, who: Who, lines: list[str], *buttons: dict[str, Any]) -> bool:
        """Post a message that one person sees in a channel. Returns False, and logs it, where that fails."""
        text, blocks = ephemeral(lines, *buttons)
        try:
            self.modals.post_ephemeral(channel, who.user, text, blocks)
        except (Retryable, Rejected, ChannelClosed) as error:
            self.log(LogEvent.INTERACTION_NOT_TOLD, "WARNING", error=type(error).__name__)
            return False
        return True

    def language_of(self, who: Who) -> Language:
        """A person's language: the stored one, else Slack's, else English."""
        try:
            world = self.at_most(LANGUAGE_WITHIN).world
            known = world.store.people.get_many(who.workspace, [who.user]).get(who.user)
        except StoreSilent:
            known = None
        if known and known.teams:  # for somebody in no team who stopped the messages, no language is stored
            return known.language
        profile = self.world.directory.profiles(who.workspace, [who.user], LANGUAGE_WITHIN).get(who.user)
        return profile.language if profile else "en"
