"""What tests of deliveries use: the real client, the stand-in for Slack, and a store that can be interrupted."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk import WebClient

from local.slack.api.server import Slack
from local.slack.people.reading import plain
from local.slack.state.records import Message as SlackMessage
from local.slack.state.workspace import Workspace
from shared.clock import SetClock
from shared.kpt.entry.entry import Texts
from shared.kpt.messages.delivery import Delivery, Key
from shared.kpt.messages.entries import Announcement
from shared.kpt.messages.messages import Message
from shared.kpt.messages.place import Channel, Direct, Place, Posted
from shared.kpt.messages.wanted import Wanted
from shared.slack.api.messenger import Messenger
from shared.slack.api.rate_limit import RateLimit
from shared.store.engine.documents import Document, Documents, Where, Write
from shared.usecases.delivering.follow import follow
from shared.usecases.ports.world import World
from tests.kpt.build import MONDAY, Events, sqlite_at, world

NOW = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
KEY = Key("people/T1-U1", f"reminder:{MONDAY}")
IN_CHANNEL = Key("teams/T1-C1", f"announcement:{MONDAY}:U1")
DIRECT, CHANNEL = Direct("U1"), Channel("C1")


class Interrupted:
    """The real store, with acts before a commit (``before``) and errors instead of its answer (``answers``)."""

    def __init__(self, documents: Documents) -> None:
        self.documents = documents
        self.before: list[Callable[[], object]] = []
        self.answers: list[Exception | None] = []

    def get(self, paths: Sequence[str], *, within: float | None = None) -> dict[str, Document]:
        return self.documents.get(paths, within=within)

    def commit(self, writes: Sequence[Write], *, within: float | None = None) -> list[object]:
        if self.before:
            self.before.pop(0)()
        done = self.documents.commit(writes, within=within)
        if self.answers and (answer := self.answers.pop(0)):
            raise answer
        return done

    def query(
        self,
        collection: str,
        where: Where,
        *,
        limit: int | None = None,
        newest_first: bool = False,
        within: float | None = None,
    ) -> Iterator[Document]:
        return self.documents.query(collection, where, limit=limit, newest_first=newest_first, within=within)


class SlowToFind:
    """The real messenger, whose ``find`` moves the clock forward."""

    def __init__(self, messenger: Messenger, clock: SetClock, takes: timedelta) -> None:
        self._messenger, self._clock, self._takes = messenger, clock, takes
        self.post, self.replace, self.withdraw = messenger.post, messenger.replace, messenger.withdraw
        self.sent_to, self.hurried = messenger.sent_to, messenger.hurried
        self.turn_view = messenger.turn_view

    def find(self, place: Place, key: str) -> Posted | None:
        self._clock.set(self._clock.now() + self._takes)
        return self._messenger.find(place, key)


@dataclass
class Setting:
    """A workspace, a store that can be interrupted, and a world with both."""

    slack: Slack
    workspace: Workspace
    documents: Interrupted
    clock: SetClock
    world: World
    log: Events = field(default_factory=Events)

    def follow(self, text: str | None, revision: int = 1, key: Key = KEY, place: Place = DIRECT) -> Delivery | None:
        return follow(self.world, key, place, Wanted(revision, message(text) if text else None))

    def turn(self, text: str, revision: int = 1) -> Delivery | None:
        return follow(self.world, KEY, DIRECT, Wanted(revision, message(text), only_turn=True))

    def stands(self, key: Key = KEY) -> Delivery | None:
        return self.world.store.deliveries.get(key)

    def state(self, key: Key = KEY) -> str:
        delivery = self.stands(key)
        return delivery.state if delivery else "absent"

    @property
    def messages(self) -> list[SlackMessage]:
        return self.workspace.direct_messages("U1")

    @property
    def in_channel(self) -> list[SlackMessage]:
        return self.workspace.channel("C1").messages

    def later(self, **passed: float) -> None:
        self.clock.set(self.clock.now() + timedelta(**passed))

    def hurry(self) -> None:
        """Use a client with a very short timeout."""
        hasty = WebClient(token=self.workspace.token, base_url=self.slack.url, retry_handlers=[], timeout=0.1)  # type: ignore[arg-type]  # the stubs want whole seconds or exact fields
        self.world = replace(self.world, messenger=Messenger(hasty, RateLimit(self.clock.waiting)))

    def take_time(self) -> None:
        """Use a client with a usual timeout."""
        patient = WebClient(token=self.workspace.token, base_url=self.slack.url, retry_handlers=[], timeout=10)
        self.world = replace(self.world, messenger=Messenger(patient, RateLimit(self.clock.waiting)))


@pytest.fixture
def at() -> Iterator[Setting]:
    with sqlite_at(NOW) as (sqlite, clock):
        workspace = Workspace(clock)
        workspace.add_user("U1", "tanaka", "Tanaka")
        workspace.add_channel("C1", "ops", ["U1"])
        with Slack(workspace) as slack:
            documents, log = Interrupted(sqlite), Events()
            web = WebClient(token=workspace.token, base_url=slack.url, retry_handlers=[], timeout=10)
            made = world(documents, clock, Messenger(web, RateLimit(clock.waiting)), log)
            yield Setting(slack, workspace, documents, clock, made, log)


def message(text: str) -> Message:
    return Announcement("en", "Tanaka", "", MONDAY, past=False, texts=Texts(text))


def says(message: SlackMessage) -> str:
    """The typed text of a rendered announcement."""
    return plain(message).splitlines()[-1]
