"""What a process works with is made once, late, at its first use; or handed in from elsewhere."""

import os
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from shared.settings import Settings, SettingsMissing, read_settings

Made = TypeVar("Made")


class Once(Generic[Made]):
    """Thread-safe. ``make`` is given the settings in the environment, in which ``needed`` must not be missing."""

    def __init__(self, make: Callable[[Settings], Made], *needed: str) -> None:
        self._make, self._needed = make, needed
        self._made: Made | None = None
        self._lock = threading.Lock()

    def needs(self, *settings: str) -> None:
        """What a function has to be told by its environment, checked when functions-framework starts it: one sentence
        names all that is missing. What is in use already was made from elsewhere."""
        if self._made is not None or "FUNCTION_TARGET" not in os.environ:
            return
        try:
            read_settings(os.environ, settings)
        except SettingsMissing as missing:
            raise SystemExit(str(missing)) from missing

    def get(self) -> Made:
        """It; made from the environment at first use."""
        with self._lock:
            if self._made is None:
                self._made = self._make(read_settings(os.environ, self._needed))
            return self._made

    def use(self, made: Made | None) -> None:
        """Let the functions of this process work with this one: the seam for tests and the local run."""
        with self._lock:
            self._made = made
