"""Notes which rows of the table in docs/operate.md tests prove, so that another test can check that none is missing."""

from collections.abc import Callable
from typing import TypeVar

Test = TypeVar("Test", bound=Callable[..., None])
PROVED: set[str] = set()


def row(*names: str) -> Callable[[Test], Test]:
    """Mark a test as the proof of these rows, by their names in the table's first column."""

    def mark(test: Test) -> Test:
        PROVED.update(names)
        return test

    return mark
