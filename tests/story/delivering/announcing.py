"""Changes how a team announces, and reads its channel."""

from local.slack.state.records import Message
from shared.store.engine.documents import Update
from tests.story.conftest import Story, buttons, key_of

PARENT = "thread:2026-11-16"


def announce(story: Story, **rule: str) -> Story:
    """Change the team's rule of announcements."""
    story.machine.sqlite.commit([Update("teams/T1-C1", {f"announcement.{name}": said for name, said in rule.items()})])
    story.settle()
    return story


def shape(story: Story) -> list[tuple[str, list[str]]]:
    """The keys of the channel's messages, each with the keys of its replies."""
    return [(key_of(post), [key_of(reply) for reply in post.replies]) for post in story.posts()]


def entry_of(user: str, day: int = 16) -> str:
    return f"announcement:2026-11-{day}:{user}"


def delete(story: Story, user: str) -> None:
    person = story.machine.person(user)
    person.command("/kpt")
    person.press_in_view("delete")
    story.settle()


def edit(story: Story, user: str, keep: str) -> None:
    person = story.machine.person(user)
    story.press(person, "edit")
    person.type(keep=keep)
    person.submit()
    story.settle()


def link(message: Message) -> str:
    return str(buttons(message)["see"]["url"])
