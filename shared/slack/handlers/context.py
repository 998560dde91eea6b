"""What answering somebody takes: the world, the forms, and a word to that person alone."""

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
"""Seconds for looking at somebody's status while they wait: what Slack does not say by then is left."""
ANSWER_WITHIN = 2.8
"""Seconds for all that an answer takes: Slack waits three, and the way there and back takes its part."""
TELLS_WITHIN = 0.5
"""Seconds of them that are kept for telling the person: nothing else is asked of the store and of Slack then."""


class Zones:
    """In which zone a person's day was reckoned last, as long as this instance lives: a guess that spares reads."""

    MOST = 10_000

    def __init__(self) -> None:
        self._zones: dict[Who, str] = {}

    def get(self, who: Who) -> str | None:
        """The zone, if it is remembered."""
        return self._zones.get(who)

    def remember(self, who: Who, zone: str) -> None:
        """Remember it; of so many people at most."""
        if len(self._zones) >= self.MOST:
            self._zones.clear()
        self._zones[who] = zone


@dataclass(frozen=True)
class BoardLinks:
    """The way to the board: its address, and how a link of somebody's own is made."""

    url: str
    link: Callable[[Who, Literal["board", "year"], Clock], str]

    @property
    def host(self) -> str:
        """What somebody types into a room's screen."""
        return self.url.partition("://")[2]


@dataclass(frozen=True)
class Context:
    """The side that faces people. ``open_world`` makes the rest at its first use: opening an empty form needs none."""

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
    """The seconds that have passed."""
    deadline: Deadline | None = None
    """Until when the click is answered; None for a function whose trigger waits as long as it takes."""

    @property
    def world(self) -> "World":
        """All that the functions work with; while somebody waits, every call of theirs ends in time."""
        return self.open_world()

    @property
    def left(self) -> Callable[[], float]:
        """The seconds that the store and Slack still have for what they are asked."""
        return (self.deadline or Deadline(ANSWER_WITHIN, self.passed)).left

    def answering(self) -> "Context":
        """The same for one click, which is answered in time whatever it asks of the store and of Slack: here, and
        nowhere else, begin the seconds that it may take."""
        deadline = Deadline(ANSWER_WITHIN, self.passed)
        asks_until = deadline.before_end(TELLS_WITHIN)
        bound: list[World] = []

        def open_world() -> "World":
            if not bound:
                bound.append(self.open_world().hurried(asks_until.left))
            return bound[0]

        return replace(self, modals=self.modals.hurried(deadline.left), open_world=open_world, deadline=asks_until)

    def at_most(self, seconds: float) -> "Context":
        """The same, where the store and Slack have no more than so many seconds from now on for what they are asked."""
        deadline = self.deadline.at_most(seconds) if self.deadline else Deadline(seconds, self.passed)
        return replace(self, open_world=lambda: self.open_world().hurried(deadline.left), deadline=deadline)

    def tell(self, press: Press, lines: list[str], *buttons: dict[str, Any]) -> None:
        """Answer a click: beside the message, on top of the form, whose text stays, or in a view over the Home."""
        if press.view:
            self._in_a_view(press, lines)
        elif not self.post_ephemeral(press.channel, press.who, lines, *buttons) and press.response_url:
            self.respond(press, lines, *buttons)  # below an answer in a conversation that the app is not in

    def _in_a_view(self, press: Press, lines: list[str]) -> None:
        view = sentence("\n".join(lines), sentences(language_in(press.metadata)))
        try:
            (self.modals.open if press.in_home else self.modals.push)(press.trigger, view)
        except (Retryable, Rejected, ChannelClosed, TooLateToOpen) as error:
            self.log(LogEvent.INTERACTION_NOT_TOLD, "WARNING", error=type(error).__name__)

    def respond(
        self, to: Press | Command | MessageShortcut, lines: list[str], *buttons: dict[str, Any], replace: bool = False
    ) -> bool:
        """Answer a click or a command through its own address, which works in conversations that the app is not in.

        Where it does not take the answer, the log says so.
        """
        text, blocks = ephemeral(lines, *buttons)
        try:
            self.modals.respond(to.response_url, text, blocks, replace=replace)
        except (Retryable, Rejected, ChannelClosed) as error:
            self.log(LogEvent.INTERACTION_NOT_TOLD, "WARNING", error=type(error).__name__)
            return False
        return True

    def post_ephemeral(self, channel: str, who: Who, lines: list[str], *buttons: dict[str, Any]) -> bool:
        """Say something to one person in a channel. It is an extra: where it fails, the log says so."""
        text, blocks = ephemeral(lines, *buttons)
        try:
            self.modals.post_ephemeral(channel, who.user, text, blocks)
        except (Retryable, Rejected, ChannelClosed) as error:
            self.log(LogEvent.INTERACTION_NOT_TOLD, "WARNING", error=type(error).__name__)
            return False
        return True

    def language_of(self, who: Who) -> Language:
        """A person's language: as stored, else as Slack has it, else English."""
        try:
            world = self.at_most(LANGUAGE_WITHIN).world
            known = world.store.people.get_many(who.workspace, [who.user]).get(who.user)
        except StoreSilent:
            known = None
        if known and known.teams:  # of somebody who only stopped the messages no language is stored
            return known.language
        profile = self.world.directory.profiles(who.workspace, [who.user], LANGUAGE_WITHIN).get(who.user)
        return profile.language if profile else "en"
