"""The small team of the stories, and a client that does not wait as long as the real one does."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from slack_sdk import WebClient

from shared.slack.api.messenger import Messenger
from shared.slack.api.rate_limit import RateLimit
from shared.wiring import services as wiring
from tests.story.conftest import Story, asked, key_of, story, team

__all__ = ["asked", "story", "team"]

BUSY = "the trigger comes again"


@contextmanager
def messenger(at: Story, *, answers_within: float = 10) -> Iterator[None]:
    """For a while messages go out by a client that waits so many seconds, at a pace by the story's clock."""
    services = at.machine.services
    web = WebClient(at.workspace.token, at.slack.url, answers_within, retry_handlers=[])  # type: ignore[arg-type]  # the stubs want whole seconds or exact fields
    messenger = Messenger(web, RateLimit(at.machine.clock.waiting))
    world = replace(services.world, messenger=messenger)
    wiring.use(services.in_world(world))
    try:
        yield
    finally:
        wiring.use(services)


class Looked:
    """What can be seen of one message, wherever it should be."""

    def __init__(self, at: Story, delivery: str) -> None:
        self._at, self._delivery = at, delivery

    @property
    def state(self) -> str:
        """How its delivery stands."""
        found = self._at.machine.sqlite.get([self._delivery]).get(self._delivery)
        return str(found.fields["state"]) if found else "absent"

    @property
    def count(self) -> int:
        """How often it stands anywhere."""
        _, _, name = self._delivery.rpartition("/")
        of = self._delivery.split("/")[1].partition("-")[2]
        there = [m for m in self._at.everything_posted() if m.metadata and key_of(m) == name]
        return len([m for m in there if m.channel in (of, f"D{of}")])


@pytest.fixture
def reminder(team: Story) -> Looked:
    """鈴木's message of Monday at five."""
    return Looked(team, "people/T1-U2/deliveries/reminder:2026-11-16")


@pytest.fixture
def announcement(team: Story) -> Looked:
    """田中's entry of Monday in the channel."""
    return Looked(team, "teams/T1-C1/deliveries/announcement:2026-11-16:U1")


def calls_to(at: Story, method: str, channel: str) -> int:
    """How often Slack was asked."""
    return len([call for call in at.slack.calls_of(method) if call.arguments.get("channel") == channel])


def logged(at: Story, event: str) -> list[dict[str, Any]]:
    """What the log says of an event, without what is the same everywhere."""
    return [{k: v for k, v in line.items() if k in ("severity", "reason", "kind")} for line in at.events(event)]
