"""Whatever people do in Slack: it has its answer within three seconds, and they have a sentence, though the store and
Slack take six seconds for each call, or never answer.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest

from local.google.functions import load
from local.slack.outgoing.requests import Answer, Post, wsgi_sender
from local.slack.people.reading import plain, plain_view
from shared.slack.api.directory import Directory
from shared.slack.api.messenger import Messenger
from shared.slack.api.rate_limit import RateLimit
from shared.store.repository import Repository
from shared.wiring import services as wiring
from tests.story.conftest import Story, en, ja, tokyo, working
from tests.story.in_time.clicks import SAY_NOTHING, clicks, missing
from tests.story.in_time.slow import NEVER, Pace, SlowClient, SlowModals, SlowStore, Stopwatch

SLACK_WAITS = 3.0
SIX = 6.0
SLOW = {
    "a slow store": (SIX, SIX, 0.0),
    "no store": (NEVER, NEVER, 0.0),
    "slow writes": (0.0, SIX, 0.0),
    "lost writes": (0.0, NEVER, 0.0),
    "a slow Slack": (0.0, 0.0, SIX),
    "no Slack": (0.0, 0.0, NEVER),
    "both slow": (SIX, SIX, SIX),
    "neither": (NEVER, NEVER, NEVER),
}
"""Seconds for a reading, for a writing, and for each of Slack's answers."""
NOT_SAVED = ("error.store", "error.settings_failed", "error.press", "sheet_form.failed")
CLICKS = clicks()


@dataclass
class Told:
    """What came of a click."""

    answer: Answer
    took: float
    seen: list[str]
    """What its person sees then that they did not see before."""

    @property
    def says(self) -> str:
        """All that the person is told."""
        return "\n".join(
            [json.dumps(json.loads(self.answer.body), ensure_ascii=False) if self.answer.body else "", *self.seen]
        )


class Trial:
    """A team at work on a Friday, the store and Slack as slow as they are told to be, and a stopwatch."""

    def __init__(self, story: Story) -> None:
        self.story, self.watch = story, Stopwatch()
        self.pace = Pace(self.watch)
        self.store = SlowStore(story.machine.documents, self.watch)
        self._send = wsgi_sender(load("interaction").test_client())

    def services(self, *, warm: bool) -> wiring.Services:
        """The machine's own, with what is slow in their place."""
        services, slack = self.story.machine.services, self.story.machine.slack
        client = SlowClient(self.story.workspace.token, slack.url, timeout=2, retry_handlers=[])
        client.pace = self.pace
        modals = SlowModals(client)
        modals.pace = self.pace
        store, directory = Repository(lambda: self.store), Directory(client)
        messenger = Messenger(client, RateLimit(self.story.machine.clock.waiting))
        if warm:
            store.connect()
            directory.installed_in()
        world = replace(services.world, store=store, directory=directory, messenger=messenger)
        slow = services.in_world(world)
        context = replace(slow.context, modals=modals, passed=self.watch.passed, world_is_made=lambda: warm)
        return replace(slow, context=context)

    def click(self, post: Callable[[Story], Post], how: str, *, warm: bool) -> Told:
        """Do it, and look at what came of it."""
        if self.story.workspace.view_stack("U1"):
            self.story.tanaka.close_all()
        self.story.workspace.ephemeral["U1"].clear()
        self.store.reading = self.store.writing = self.pace.takes = 0.0
        wiring.use(self.services(warm=warm))
        request, before = post(self.story), self._seen()
        self.store.reading, self.store.writing, self.pace.takes = SLOW[how]
        self.store.has_written = self.store.is_on_its_way = False
        self.watch.begin()
        answer = self._send(*request)
        took = self.watch.passed()
        return Told(answer, took, [each for each in self._seen() if each not in before])

    def _seen(self) -> list[str]:
        workspace = self.story.workspace
        views = [plain_view(view) for view in workspace.view_stack("U1")]
        return [*map(plain, workspace.ephemeral["U1"]), *views, f"{self.story.tanaka.home.hash}"]


@pytest.fixture(scope="module")
def trial() -> Iterator[Trial]:
    """It is Friday, ten past the session's opening; 田中 wrote on Monday."""
    with working(tokyo(16)) as story:
        story.set_up()
        story.tanaka.close()
        story.until(tokyo(16, "17:05"))
        story.write(story.tanaka, keep="よかった", problem="困った")
        story.until(tokyo(20, "16:40"))
        story.tanaka.press(story.digest(), "begin")
        story.tanaka.open_home()
        yield Trial(story)
        wiring.use(story.machine.services)


def test_nothing_that_the_app_answers_is_left_out() -> None:
    assert missing() == set()


@pytest.mark.functions_fail  # an event is answered 503, where the store is silent
@pytest.mark.parametrize("warm", [True, False], ids=["warm", "cold"])
@pytest.mark.parametrize("how", SLOW)
@pytest.mark.parametrize("name", CLICKS)
def test_slack_has_its_answer_and_the_person_a_sentence(trial: Trial, name: str, how: str, warm: bool) -> None:
    told = trial.click(CLICKS[name], how, warm=warm)
    assert told.took < SLACK_WAITS
    kind, _, what = name.partition(" ")
    if kind == "event":
        assert told.answer.status in (200, 503), "Slack tells of it once more"
        return
    assert told.answer.status == 200
    there_is_a_way = trial.pace.takes < NEVER or kind in ("command", "submit")
    if there_is_a_way and not trial.store.has_written and what.split()[0] not in SAY_NOTHING:
        assert told.says.strip(), "the person is told"
    if trial.store.is_on_its_way:
        assert not [key for key in NOT_SAVED for say in (ja, en) if say(key) in told.says]
