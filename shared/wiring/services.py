"""The only place that puts everything together: at first use, from the environment."""

import threading
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Literal

from shared.clock import REALLY, Clock, SystemClock, Waiting
from shared.logs import Log
from shared.settings import Settings
from shared.slack.api import web_api
from shared.slack.api.modals import Modals
from shared.slack.handlers.context import BoardLinks, Context, Zones
from shared.slack.requests.inbound import Who
from shared.wiring.once import Once

if TYPE_CHECKING:
    from shared.usecases.ports.world import World


@dataclass(frozen=True)
class Services:
    """What the functions work with."""

    context: Context
    signing_secrets: tuple[str, ...]

    @property
    def clocks(self) -> tuple[Clock, ...]:
        """The clocks by which a request's timestamp may be fresh: ours, and the true one, as Slack signs by it even
        where ``CLOCK_OFFSET`` moves ours."""
        return self.context.clock, SystemClock()

    @property
    def world(self) -> "World":
        """Everything except what faces Slack; made at its first use."""
        return self.context.world

    def in_world(self, world: "World") -> "Services":
        """The same services in another world: so tests and the local run replace the clock, the store or the log."""
        context = replace(
            self.context, clock=world.clock, log=world.log, open_world=lambda: world, world_is_made=lambda: True
        )
        return replace(self, context=replace(context, zones=Zones()))


def make(settings: Settings, waiting: Waiting = REALLY) -> Services:
    """Make services for these settings. They connect nothing yet, and make the world at its first use. ``waiting``: for
    Slack's pace."""
    clock, log = SystemClock(settings.clock_offset), Log()
    clicks = web_api.client(settings.bot_token, settings.slack_api_url, web_api.CLICK_TIMEOUT)

    one_at_a_time = threading.Lock()

    @cache
    def world() -> "World":
        from shared.wiring.world import make_world

        return make_world(settings, clicks, clock, log, waiting)

    def open_world() -> "World":
        with one_at_a_time:
            return world()

    context = Context(
        Modals(clicks),
        clock,
        log,
        open_world,
        lambda: world.cache_info().currsize > 0,
        board=board_links(settings),
        sheet_account=settings.sheet_account,
    )
    return Services(context, settings.signing_secrets)


def board_links(settings: Settings) -> BoardLinks | None:
    """Makes links to the board; None where there is no board."""
    if not (settings.board_url and settings.board_keys):
        return None

    def link(who: Who, purpose: Literal["board", "year"], clock: Clock) -> str:
        from shared.web.signing import Keyring, Viewer  # only those who want a link pay for it

        keys = Keyring(settings.board_keys, clock)
        return f"{settings.board_url}/open#t={keys.link(Viewer(who.workspace, who.user), purpose)}"

    return BoardLinks(settings.board_url, link)


_services = Once(make)
needs, services, use = _services.needs, _services.get, _services.use
