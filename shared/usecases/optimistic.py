"""Optimistic concurrency: decide again when what was read has changed before it was written."""

from collections.abc import Callable
from typing import TypeVar

from shared.kpt.errors import Busy, VersionConflict

Decided = TypeVar("Decided")
TRIES = 3


def until_it_holds(
    attempt: Callable[[], Decided], gives_up: Callable[[str], Exception] = Busy, tries: int = TRIES
) -> Decided:
    """Read, decide and write; where a ``VersionConflict`` says that somebody else was faster, read and decide anew, so
    many times at the most. Raises ``gives_up`` where that goes on: ``StoreSilent`` to somebody who waits."""
    for _ in range(tries):
        try:
            return attempt()
        except VersionConflict:
            continue
    raise gives_up("what was to be changed keeps changing")
