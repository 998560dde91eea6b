"""Stores a run beside its documents: the workspace, the clock, and what has happened so far."""

import fcntl
import pickle
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from local.google.triggers import Message
from local.playground.chain import Link
from local.slack.state.records import Kept
from shared.i18n.sentences import Language

VERSION = 4
"""The version of ``Saved``. A run with another version was stored by other code, and is not read."""
DOCUMENTS, REST, LOCK = "documents.sqlite", "workspace.pickle", "lock"


@dataclass
class Saved:
    """A stored run."""

    language: Language
    now: datetime
    workspace: Kept
    touched: bool = False
    done: set[str] = field(default_factory=set)
    happened: dict[str, str] = field(default_factory=dict)
    unspoilt: list[list[str]] | None = None
    links: list[Link] = field(default_factory=list)
    waiting: list[Message] = field(default_factory=list)
    read: dict[tuple[str, str], str] = field(default_factory=dict)
    version: int = VERSION


class Shelf:
    """The folder in which one run is stored; None stores nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        if folder:
            folder.mkdir(parents=True, exist_ok=True)

    @property
    def documents(self) -> str:
        """The path of the SQLite file."""
        return str(self._folder / DOCUMENTS) if self._folder else ":memory:"

    def read(self) -> Saved | None:
        """The stored run; None where there is none that this code can read."""
        if not self._folder or not (self._folder / DOCUMENTS).exists():
            return None
        try:
            saved = pickle.loads((self._folder / REST).read_bytes())  # noqa: S301 - our own file, never another's
        except Exception as error:  # noqa: BLE001 - other code may have stored anything: the story begins again
            if not isinstance(error, FileNotFoundError):
                print(f"What build/local holds cannot be read ({type(error).__name__}): the story begins again.")
            return None
        return saved if isinstance(saved, Saved) and saved.version == VERSION else None

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Lock the folder. Yields False where another run holds it."""
        if not self._folder:
            yield True
            return
        with (self._folder / LOCK).open("a") as lock:  # its text is the holder's
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                yield False
            else:
                lock.truncate(0)
                yield True

    def say_where(self, address: str) -> None:
        """Write this run's URL into the lock, for a second run."""
        if self._folder:
            (self._folder / LOCK).write_text(address, encoding="utf-8")

    def where(self) -> str:
        """The URL of the run that holds the folder, as `` at http://…``; empty where it is not written yet."""
        address = (self._folder / LOCK).read_text(encoding="utf-8") if self._folder else ""
        return f" at {address}" if address else ""

    def write(self, saved: Saved) -> None:
        """Store the run, completely or not at all."""
        if self._folder:
            new = self._folder / f"{REST}.new"
            new.write_bytes(pickle.dumps(saved))
            new.replace(self._folder / REST)

    def clear(self) -> None:
        """Delete the stored run."""
        if self._folder:
            for name in (REST, DOCUMENTS, f"{DOCUMENTS}-wal", f"{DOCUMENTS}-shm"):
                with suppress(FileNotFoundError):
                    (self._folder / name).unlink()
