"""Reads that do not need one another, at once: the store is as far away for all of them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")

READERS: Final = ThreadPoolExecutor(8, "side-by-side")
"""For all requests of a process. Its threads begin with the first reads: after gunicorn has forked."""


def side_by_side(one: Callable[[], A], other: Callable[[], B]) -> tuple[A, B]:
    """What both answer. Raises what the first of them raises."""
    begun = READERS.submit(other)
    return one(), begun.result()


def three_abreast(one: Callable[[], A], other: Callable[[], B], third: Callable[[], C]) -> tuple[A, B, C]:
    """The same of three."""
    begun = READERS.submit(third)
    return *side_by_side(one, other), begun.result()
