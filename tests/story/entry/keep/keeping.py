"""Keeps lines, and reads the kept ones."""

from typing import Any

from local.slack.people.person import Person
from local.slack.state.records import Message
from tests.story.conftest import Story


def keep(story: Story, text: str, person: Person | None = None, channel: str = "C1") -> str:
    """Somebody types /kpt keep. Returns the answer that only they see."""
    person = person or story.tanaka
    person.command("/kpt", f"keep {text}".strip(), channel)
    return story.ephemerals(person.user_id)[-1]


def kept(story: Story, user: str = "U1") -> list[str]:
    """Somebody's stored lines, oldest first."""
    lines = story.document(f"people/T1-{user}").get("kept_lines") or {}
    return [line["text"] for line in sorted(lines.values(), key=lambda line: line["at"])]


def say(story: Story, text: str, by: str = "U1", **more: Any) -> Message:
    """Somebody posts in the channel."""
    return story.workspace.post("C1", by, text, **more)
