"""Makes what a process works with once, at its first use, unless a test or the local run hands it in."""

import os
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from shared.settings import Settings, SettingsMissing, read_settings

Made = TypeVar("Made")


class Once(Generic[Made]):
    """Thread-safe. ``make`` gets the environment's settings; it is not called if one of ``needed`` is missing."""

    def __init__(self, make: Callable[[Settings], Made], *needed: str) -> None:
        self._make, self._needed = make, needed
        self._made: Made | None = None
        self._lock = threading.Lock()

    def needs(self, *settings: str) -> None:
        """Check the settings that a function needs when functions-framework starts it. One sentence names everything
        that is missing. What was handed in is not checked."""
        if self._made is not None or "FUNCTION_TARGET" not in os.environ:
            return
        try:
            read_settings(os.environ, settings)
        except SettingsMissing as missing:
            raise SystemExit(str(missing)) from missing

    def get(self) -> Made:
        """The object, made from the environment at its first use."""
        with self._lock:
            if self._made is None:
                self._made = self._make(read_settings(os.environ, self._needed))
            return self._made

    def use(self, made: Made | None) -> None:
        """Use this object in this process: the seam for tests and the local run."""
        with self._lock:
            self._made = made
