"""A team's settings: how a test changes them, and where it looks at what became of that."""

from datetime import timedelta
from typing import Any

from local.slack.people.person import Person
from local.slack.people.reading import plain
from tests.story.conftest import Story, key_of


def change(story: Story, by: Person, typed: dict[str, str] | None = None, **chosen: Any) -> None:
    """A minute later: open the settings, type and choose, save; and what this brings about happens."""
    later(story)
    by.command("/kpt", "setup")
    by.type(typed or {})
    by.select(chosen)
    by.submit()
    story.settle()


def later(story: Story) -> None:
    story.jump(story.machine.clock.now() + timedelta(minutes=1))


def told(story: Story) -> list[str]:
    """What the channel was told about changes."""
    return [plain(m) for m in story.channel.messages if key_of(m).startswith("changed:")]


def audited(story: Story) -> list[dict[str, Any]]:
    """What the audit trail says of changes, the oldest first."""
    return [dict(line) for _, line in sorted(story.documents("audit").items())][1:]


def stored(story: Story) -> dict[str, Any]:
    return dict(story.document("teams/T1-C1"))


def digests(story: Story) -> list[str]:
    return [key_of(m) for m in story.posts() if key_of(m).startswith("digest:")]
