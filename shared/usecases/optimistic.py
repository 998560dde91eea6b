"""Optimistic concurrency: what was read has changed before it was written. Decide again, or let the trigger retry."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from shared.kpt.errors import Busy, VersionConflict

Known = TypeVar("Known")
Decided = TypeVar("Decided")
TRIES = 5
"""How often something is tried before it is given up for now."""


def until_it_holds(
    what: str,
    attempt: Callable[[], Decided],
    *,
    gives_up: Callable[[str], Exception] = Busy,
    conflict: type[Exception] = VersionConflict,
) -> Decided:
    """Read, decide and write ``what``. Where a ``conflict`` says that somebody else was faster, try again. Raises
    ``gives_up`` after ``TRIES``: ``StoreSilent`` if a person waits."""
    return from_what_was_read(what, None, lambda _: attempt(), lambda _: None, gives_up=gives_up, conflict=conflict)


def from_what_was_read(
    what: str,
    known: Known,
    attempt: Callable[[Known], Decided],
    look_again: Callable[[Known], Known],
    *,
    gives_up: Callable[[str], Exception] = Busy,
    conflict: type[Exception] = VersionConflict,
) -> Decided:
    """As ``until_it_holds``, for what was read already (``known``). ``look_again`` reads it only after a conflict."""
    for tries_left in reversed(range(TRIES)):
        try:
            return attempt(known)
        except conflict:
            if tries_left:
                known = look_again(known)
    raise gives_up(f"{what} keeps changing")


@contextmanager
def unless_it_changed(what: str, raises: Callable[[str], Exception] = Busy) -> Iterator[None]:
    """Around a write of ``what``: turns a ``VersionConflict`` into ``Busy`` or ``Overtaken``, so that the trigger or
    the caller tries again."""
    try:
        yield
    except VersionConflict as error:
        raise raises(f"{what} has changed meanwhile") from error
