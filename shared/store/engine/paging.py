"""Reads a query page by page, for every store. Nothing stays open between two pages, so the reader may write."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar

from shared.clock import Deadline
from shared.store.engine.documents import Where

PAGE: Final = 300
"""Documents in one page."""
LONG_PAGE: Final = 6000
"""Documents in one page where the query asks for some fields only."""

Row = TypeVar("Row")
ReadPage = Callable[[int, Row | None, float | None], Sequence[Row]]
"""Reads one page. Arguments: the number of rows, the row before the first (None: start), and the seconds allowed."""


def in_pages(read: ReadPage[Row], limit: int | None, within: float | None, longest: int = PAGE) -> Iterator[Row]:
    """Yield ``limit`` rows of a query, or all of them. ``within``: seconds for all pages together."""
    left, last, deadline = limit, None, None if within is None else Deadline(within)
    while left is None or left > 0:
        count = longest if left is None else min(longest, left)
        page = read(count, last, deadline.left() if deadline else None)
        yield from page
        if len(page) < count:
            return
        left, last = None if left is None else left - len(page), page[-1]


def page_of(where: Where) -> int:
    """The number of documents in one page over the network."""
    return LONG_PAGE if where.only else PAGE


def check_order(where: Where, *, newest_first: bool) -> None:
    """Raise ``ValueError`` for an order that no store supports."""
    if where.contains is not None and newest_first:
        raise ValueError("contains is ordered by document id, upwards")
