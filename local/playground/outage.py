"""A store that can be down, and that tells what is written: it stands between the functions and the real one."""

from collections.abc import Callable, Iterator, Sequence

from shared.kpt.errors import StoreSilent
from shared.store.engine.documents import Document, Documents, Where, Write

SHOWN = ("entries", "digests", "errands", "teams")
"""Collections whose writes are worth a line; every delivery is written three times."""


class Outage:
    """Keeps the contract of ``Documents``. While ``down``, it is as silent as a store that nobody reaches."""

    def __init__(self, store: Documents) -> None:
        self._store = store
        self.down = False
        self.on_write: Callable[[str, bool], None] = lambda _path, _stored: None

    def get(self, paths: Sequence[str], *, within: float | None = None) -> dict[str, Document]:
        """The documents that exist, by path."""
        self._answer(paths)
        return self._store.get(paths, within=within)

    def commit(self, writes: Sequence[Write], *, within: float | None = None) -> list[object]:
        """All or nothing."""
        shown = [write.path for write in writes if _is_shown(write.path)]
        self._answer(shown)
        versions = self._store.commit(writes, within=within)
        for path in shown:
            self.on_write(path, True)
        return versions

    def query(
        self,
        collection: str,
        where: Where,
        *,
        limit: int | None = None,
        newest_first: bool = False,
        within: float | None = None,
    ) -> Iterator[Document]:
        """Documents directly in a collection."""
        self._answer()
        return self._store.query(collection, where, limit=limit, newest_first=newest_first, within=within)

    def _answer(self, paths: Sequence[str] = ()) -> None:
        """What cannot be read first cannot be written either: both are told as a write that failed."""
        if self.down:
            for path in filter(_is_shown, paths):
                self.on_write(path, False)
            raise StoreSilent("switched off at the page")


def _is_shown(path: str) -> bool:
    return path.split("/")[-2] in SHOWN
