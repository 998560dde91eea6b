"""Finds the digests in the channel."""

from local.slack.state.records import Message
from tests.story.conftest import Story, key_of


def digests(story: Story) -> list[Message]:
    return [m for m in story.posts() if key_of(m).startswith("digest:")]
