"""Changes of people and channels, and the members after them."""

from collections.abc import Callable, Sequence
from typing import Any, Self

from shared.kpt.errors import RetryLater
from shared.kpt.team.person import Profile
from shared.usecases.ports.world import Directory
from tests.story.conftest import Story


def happens(team: Story, *, told: bool) -> None:
    """Deliver the event, or run the sweep where it was lost."""
    if not told:
        team.machine.triggers.publish("sweep", [{"team": "T1-C1"}])
    assert team.settle()
    assert team.documents("errands") == {}


def join(team: Story, user: str, *, told: bool, channel: str = "C1", **about: Any) -> None:
    team.workspace.add_user(user, user.lower(), f"name of {user}", **about)
    team.workspace.join(channel, user, told=told)
    happens(team, told=told)


def members(team: Story, of: str = "T1-C1") -> list[str]:
    return sorted(team.document(f"teams/{of}")["members"])


class Slow:
    """A directory whose rate limit is reached for one person, U50."""

    def __init__(self, directory: Directory) -> None:
        self._directory, self.channel = directory, directory.channel
        self.permissions, self.reach = directory.permissions, directory.reach
        self.installed_in = directory.installed_in
        self.who_reacted = directory.who_reacted
        self.recognises_its_own = directory.recognises_its_own

    def hurried(self, _left: Callable[[], float]) -> Self:
        return self

    def profiles(self, workspace: str, users: Sequence[str], within: float | None) -> dict[str, Profile]:
        if "U50" in users:
            raise RetryLater("ratelimited")
        return self._directory.profiles(workspace, users, within)
