"""What a use case asks of the store about shared screens."""

from typing import Protocol

from shared.kpt.board.screen import Screen


class ScreenStore(Protocol):
    """Raises ``StoreSilent`` where it does not answer, or not in time."""

    def get(self, code: str) -> Screen | None:
        """A shared screen that somebody opened by its code, whether or not its time has run out."""
        ...

    def open(self, screen: Screen) -> None:
        """Let a screen show a team's week, with a line in the audit; ``AlreadyExists`` where its code was used
        before."""
        ...

    def close(self, code: str) -> None:
        """A screen shows nothing any more."""
        ...

    def opened_by(self, user: str) -> list[Screen]:
        """The screens that somebody opened, those whose time has run out among them."""
        ...
