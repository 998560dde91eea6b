"""The small team of the stories, and a Slack client with a short timeout."""

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
    """Send messages by a client with this timeout, and with a rate limit by the story's clock."""
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
    """One message: its delivery in the store, and its copies in Slack."""

    def __init__(self, at: Story, delivery: str) -> None:
        self._at, self._delivery = at, delivery

    @property
    def state(self) -> str:
        """The state of its delivery."""
        found = self._at.machine.sqlite.get([self._delivery]).get(self._delivery)
        return str(found.fields["state"]) if found else "absent"

    @property
    def count(self) -> int:
        """How often the message is in Slack."""
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
    """How often a method was called for a channel."""
    return len([call for call in at.slack.calls_of(method) if call.arguments.get("channel") == channel])


def logged(at: Story, event: str) -> list[dict[str, Any]]:
    """The logged events with this name: their severity, reason and kind."""
    return [{k: v for k, v in line.items() if k in ("severity", "reason", "kind")} for line in at.events(event)]
