"""Independent reads at the same time, so that they take one round trip together."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")

READERS: Final = ThreadPoolExecutor(8, "side-by-side")
"""Shared by all requests of a process. Its threads start with the first reads, after gunicorn has forked."""


def side_by_side(one: Callable[[], A], other: Callable[[], B]) -> tuple[A, B]:
    """The results of both. Raises what ``one`` raises, otherwise what ``other`` raises."""
    begun = READERS.submit(other)
    return one(), begun.result()


def three_side_by_side(one: Callable[[], A], other: Callable[[], B], third: Callable[[], C]) -> tuple[A, B, C]:
    """The results of three."""
    begun = READERS.submit(third)
    return *side_by_side(one, other), begun.result()
