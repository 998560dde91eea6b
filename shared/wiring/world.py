"""Makes the adapters for a process's settings. Google's clients are made at their first call."""

from slack_sdk import WebClient

from shared.clock import REALLY, Clock, Waiting
from shared.cloud.pubsub import PubSub
from shared.cloud.scheduler import Scheduler
from shared.cloud.warm import warm
from shared.i18n.sentences import sentences
from shared.log_events import LogEvent
from shared.logs import Log
from shared.settings import Settings
from shared.sheets.google_sheets import GoogleSheets
from shared.slack.api import web_api
from shared.slack.api.directory import Directory
from shared.slack.api.messenger import Messenger
from shared.slack.api.modals import Modals
from shared.slack.api.rate_limit import RateLimit
from shared.slack.handlers.context import Context
from shared.slack.requests.inbound import Who
from shared.store.engine.opening import open_store
from shared.store.repository import Repository
from shared.usecases.ports.world import World


def make_world(settings: Settings, clicks: WebClient, clock: Clock, log: Log, waiting: Waiting) -> World:
    """Make everything that a function works with. It connects nothing yet."""
    messages = web_api.client(settings.bot_token, settings.slack_api_url, web_api.MESSAGE_TIMEOUT)
    return World(
        store=Repository(lambda: open_store(settings, clock)),
        messenger=Messenger(messages, RateLimit(waiting)),
        directory=Directory(clicks),
        publisher=PubSub(settings.project),
        scheduler=Scheduler(settings.project, settings.scheduler_location, settings.scheduler_endpoint),
        sheets=GoogleSheets(settings.sheets_api_url),
        clock=clock,
        pause=REALLY.sleep,
        show_home=lambda world, workspace, user: _show_home(Modals(clicks), world, Who(workspace, user)),
        warm=lambda: _warm(settings.interaction_url, log),
        log=log,
        done_line=lambda language, text: sentences(language)("try.done", try_=text),
        stored_in="machine" if settings.sqlite_path else "cloud",
        has_board=bool(settings.board_url),
    )


def _show_home(modals: Modals, world: World, who: Who) -> None:
    """Publish a person's Home again. Only `announce` and `errand` need it, and seldom, so it is imported here."""
    from shared.slack.handlers.person import home

    context = Context(modals, world.clock, world.log, lambda: world, lambda: True).answering()
    home.show_anew(context, who)


def _warm(url: str, log: Log) -> None:
    if url and not warm(url):
        log(LogEvent.INTERACTION_NOT_WARMED, "WARNING")
