"""A store in front of the real one, which can be down and reports what is written."""

from collections.abc import Callable, Iterator, Sequence

from shared.kpt.errors import StoreSilent
from shared.store.engine.documents import Document, Documents, Where, Write

SHOWN = ("entries", "digests", "errands", "teams")
"""Collections whose writes are reported. Deliveries are not, as each is written three times."""


class Outage:
    """Fulfils ``Documents``, where its methods are described. While ``down``, every call raises ``StoreSilent``."""

    def __init__(self, store: Documents) -> None:
        self._store = store
        self.down = False
        self.on_write: Callable[[str, bool], None] = lambda _path, _stored: None

    def get(self, paths: Sequence[str], *, within: float | None = None) -> dict[str, Document]:
        self._answer(paths)
        return self._store.get(paths, within=within)

    def commit(self, writes: Sequence[Write], *, within: float | None = None) -> list[object]:
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
        self._answer()
        return self._store.query(collection, where, limit=limit, newest_first=newest_first, within=within)

    def _answer(self, paths: Sequence[str] = ()) -> None:
        """Raise ``StoreSilent`` while down. Failed reads are reported as failed writes, too, as a write begins with a
        read."""
        if self.down:
            for path in filter(_is_shown, paths):
                self.on_write(path, False)
            raise StoreSilent("switched off at the page")


def _is_shown(path: str) -> bool:
    return path.split("/")[-2] in SHOWN
