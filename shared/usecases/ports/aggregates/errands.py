"""What a use case asks of the store about errands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

Errands = Mapping[str, Mapping[str, str]]
"""Errands by their names, each with its kind and what it is about. The store adds who left it, and for which team."""


@dataclass(frozen=True)
class Errand:
    """What a click or an event left to be done. ``about`` has its kind, and what that kind needs."""

    name: str
    about: Mapping[str, Any]
    version: object


class ErrandStore(Protocol):
    """Raises ``StoreSilent`` where it does not answer, or not in time."""

    def get(self, errand: str) -> Errand | None:
        """What a click or an event left to be done."""
        ...

    def add(self, errand: str, fields: Mapping[str, str]) -> None:
        """Leave something to be done; once, however often it is left."""
        ...

    def finish(self, errand: Errand) -> None:
        """It is done. One that was left once more since it was read stays: there is more to be done."""
        ...
