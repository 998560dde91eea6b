"""Where another run is at the same work, such as the click that left an errand, a trigger waits a moment for it.

If it failed instead, it would be logged as an error and be triggered again only after some ten seconds.
"""

from collections.abc import Callable
from typing import Final

from shared.kpt.errors import Busy
from shared.usecases.ports.world import World

PAUSES: Final = (0.1, 0.2, 0.4, 0.8, 1.6)
"""Seconds. A run holds a claim for a few calls to Slack and the store."""


def until_others_are_done(world: World, work: Callable[[], None]) -> None:
    """Do the work, which may be repeated. Raises ``Busy`` where another run is still at it after three seconds."""
    for seconds in PAUSES:
        try:
            work()
        except Busy:
            world.pause(seconds)
        else:
            return
    work()
