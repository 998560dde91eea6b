"""Lets more people join the channel."""

from tests.story.conftest import Story


def join_many(story: Story, count: int) -> None:
    for n in range(count):
        story.workspace.add_user(f"UM{n}", f"m{n}", f"Member {n}")
        story.workspace.join("C1", f"UM{n}")
