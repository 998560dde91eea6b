"""The port for errands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

Errands = Mapping[str, Mapping[str, str]]
"""Errands by name, each with its kind and details. The store adds who left it, and for which team."""


@dataclass(frozen=True)
class Errand:
    """Work that a click or an event left to be done. ``about``: its kind and the details that the kind needs."""

    name: str
    about: Mapping[str, Any]
    version: object


class ErrandStore(Protocol):
    """Raises ``StoreSilent`` where it does not answer, or not in time."""

    def get(self, errand: str) -> Errand | None:
        """An errand; None where it is done."""
        ...

    def add(self, errand: str, fields: Mapping[str, str]) -> None:
        """Leave an errand. Leaving it repeatedly leaves one."""
        ...

    def finish(self, errand: Errand) -> None:
        """Remove an errand that is done. It stays if it was left again since it was read."""
        ...
