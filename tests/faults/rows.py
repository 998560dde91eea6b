"""The rows of the table in docs/operate.md: a test says which it proves, and another one that none is missing."""

from collections.abc import Callable
from typing import TypeVar

Test = TypeVar("Test", bound=Callable[..., None])
PROVED: set[str] = set()


def row(*names: str) -> Callable[[Test], Test]:
    """This test proves these rows, named as in the table's first column."""

    def mark(test: Test) -> Test:
        PROVED.update(names)
        return test

    return mark
