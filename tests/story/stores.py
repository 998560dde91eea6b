"""Stores that fail, and a context in which the functions use them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from threading import Event

from shared.kpt.errors import MayBeStored, StoreSilent
from shared.store.engine.documents import Document, Documents, Where, Write
from shared.store.repository import Repository
from shared.wiring import services as wiring
from tests.story.conftest import Story


class Silent:
    """A store that does not answer, until ``silent`` is set to False."""

    def __init__(self, behind: Documents, *, reads: bool = True, writes: bool = True, slowly: bool = False) -> None:
        """``reads`` and ``writes``: which of them are not answered. ``slowly``: fail only after the caller's
        timeout. ``limits``: the limit of each call that was not answered."""
        self._behind, self._reads, self._writes, self._slowly = behind, reads, writes, slowly
        self.silent, self.limits = True, list[float]()

    def get(self, paths: Sequence[str], *, within: float | None = None) -> dict[str, Document]:
        if self.silent and self._reads:
            raise self._silence(within)
        return self._behind.get(paths, within=within)

    def commit(self, writes: Sequence[Write], *, within: float | None = None) -> list[object]:
        if self.silent and self._writes:
            silence = self._silence(within)
            raise MayBeStored("no answer") if self._slowly else silence
        return self._behind.commit(writes, within=within)

    def query(
        self,
        collection: str,
        where: Where,
        *,
        limit: int | None = None,
        newest_first: bool = False,
        within: float | None = None,
    ) -> Iterator[Document]:
        if self.silent and self._reads:
            raise self._silence(within)
        return self._behind.query(collection, where, limit=limit, newest_first=newest_first, within=within)

    def _silence(self, within: float | None) -> StoreSilent:
        if within is None:
            raise AssertionError("a person waits: every call to the store has to be bounded")
        self.limits.append(within)
        Event().wait(within if self._slowly else 0)
        return StoreSilent("silent")


class Forgetful(Silent):
    """A store that writes, but whose answers are lost."""

    def commit(self, writes: Sequence[Write], *, within: float | None = None) -> list[object]:
        versions = self._behind.commit(writes, within=within)
        if self.silent:
            raise MayBeStored("the answer was lost")
        return versions


class Overtaken(Silent):
    """A store in which somebody else is faster: before each of the first commits, one of ``others`` runs."""

    def __init__(self, behind: Documents, *others: Callable[[], object]) -> None:
        super().__init__(behind)
        self.silent, self._others = False, list(others)

    def commit(self, writes: Sequence[Write], *, within: float | None = None) -> list[object]:
        if self._others:
            self._others.pop(0)()
        return super().commit(writes, within=within)


def no_store() -> Documents:
    """Fails the test where a store is opened."""
    raise AssertionError("the store was opened")


@contextmanager
def store_of(story: Story, opened: Callable[[], Documents]) -> Iterator[None]:
    """Let the functions use another store, with a new connection as on a new instance."""
    services = story.machine.services
    world = replace(services.world, store=Repository(opened))
    wiring.use(services.in_world(world))
    try:
        yield
    finally:
        wiring.use(services)
