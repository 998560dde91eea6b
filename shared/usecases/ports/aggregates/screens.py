"""The port for shared screens."""

from typing import Protocol

from shared.kpt.board.screen import Screen


class ScreenStore(Protocol):
    """Raises ``StoreSilent`` where it does not answer, or not in time."""

    def get(self, code: str) -> Screen | None:
        """The screen that was opened with a code, even if it has expired."""
        ...

    def open(self, screen: Screen) -> None:
        """Store an opened screen, with a line in the audit. ``AlreadyExists`` where its code was used before."""
        ...

    def close(self, code: str) -> None:
        """Close a screen."""
        ...

    def opened_by(self, user: str) -> list[Screen]:
        """The screens that a user opened, expired ones included."""
        ...
