"""A query, page by page: whichever store it is. Between two pages nothing is held open, so its reader may write."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar

from shared.clock import Deadline
from shared.store.engine.documents import Where

PAGE: Final = 300
"""Documents read at once."""
LONG_PAGE: Final = 6000
"""The same where only some fields are wanted."""

Row = TypeVar("Row")
ReadPage = Callable[[int, Row | None, float | None], Sequence[Row]]
"""Reads so many, after this one (None: from the beginning), within so many seconds."""


def in_pages(read: ReadPage[Row], limit: int | None, within: float | None, longest: int = PAGE) -> Iterator[Row]:
    """``limit`` of what a query finds, or all of it. ``within``: seconds for all pages together."""
    left, last, deadline = limit, None, None if within is None else Deadline(within)
    while left is None or left > 0:
        count = longest if left is None else min(longest, left)
        page = read(count, last, deadline.left() if deadline else None)
        yield from page
        if len(page) < count:
            return
        left, last = None if left is None else left - len(page), page[-1]


def page_of(where: Where) -> int:
    """How many come at once over the net."""
    return LONG_PAGE if where.only else PAGE


def look_at_order(where: Where, *, newest_first: bool) -> None:
    """Raises ``ValueError`` for an order that no store has."""
    if where.contains is not None and newest_first:
        raise ValueError("contains is ordered by document id, upwards")
