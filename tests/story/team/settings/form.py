"""Changes a team's settings through the form, and reads the outcome."""

from datetime import timedelta
from typing import Any

from local.slack.people.person import Person
from local.slack.people.reading import plain
from tests.story.conftest import Story, key_of


def change(story: Story, by: Person, typed: dict[str, str] | None = None, **chosen: Any) -> None:
    """A minute later, open the settings, type, choose and save; then deliver all events."""
    later(story)
    by.command("/kpt", "setup")
    fill_in(by, typed, **chosen)
    if not by.view.errors:
        by.submit()
    story.settle()


def fill_in(by: Person, typed: dict[str, str] | None = None, **chosen: Any) -> None:
    """Type and choose in the open form. Fields that a set-up has behind *More* are filled there."""
    here = {block["block_id"] for block in by.view.blocks}
    _fill(by, {k: v for k, v in (typed or {}).items() if k in here}, {k: v for k, v in chosen.items() if k in here})
    behind = {k: v for k, v in (typed or {}).items() if k not in here}
    rest = {k: v for k, v in chosen.items() if k not in here}
    if behind or rest:
        by.press_in_view("setup_more")
        _fill(by, behind, rest)
        by.submit()


def _fill(by: Person, typed: dict[str, str], chosen: dict[str, Any]) -> None:
    by.type(typed)
    by.select(chosen)


def later(story: Story) -> None:
    story.jump(story.machine.clock.now() + timedelta(minutes=1))


def told(story: Story) -> list[str]:
    """The channel's messages about changes."""
    return [plain(m) for m in story.channel.messages if key_of(m).startswith("changed:")]


def audited(story: Story) -> list[dict[str, Any]]:
    """The audit lines of changes, oldest first."""
    return [dict(line) for _, line in sorted(story.documents("audit").items())][1:]


def stored(story: Story) -> dict[str, Any]:
    return dict(story.document("teams/T1-C1"))


def digests(story: Story) -> list[str]:
    return [key_of(m) for m in story.posts() if key_of(m).startswith("digest:")]
