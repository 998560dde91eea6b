"""Two reads that do not need one another, at once: the store is as far away for both."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

A = TypeVar("A")
B = TypeVar("B")

READERS: Final = ThreadPoolExecutor(8, "side-by-side")
"""For all requests of a process. Its threads begin with the first reads: after gunicorn has forked."""


def side_by_side(one: Callable[[], A], other: Callable[[], B]) -> tuple[A, B]:
    """What both answer. Raises what the first of them raises."""
    begun = READERS.submit(other)
    return one(), begun.result()
