"""The store as the board reads it. It imports a third of what the whole store needs, as a cold page waits for that."""

from collections.abc import Callable

from shared.store.digests import DigestDocuments
from shared.store.engine.documents import Documents
from shared.store.engine.lazy_documents import LazyDocuments
from shared.store.entry.entries import EntryDocuments
from shared.store.people import PersonDocuments
from shared.store.screens import ScreenDocuments
from shared.store.teams import TeamDocuments


class BoardRepository:
    """Implements the port `BoardStore`. The documents are opened at the first call."""

    def __init__(self, open_documents: Callable[[], Documents]) -> None:
        documents = LazyDocuments(open_documents)
        self.teams = TeamDocuments(documents)
        self.people = PersonDocuments(documents)
        self.entries = EntryDocuments(documents)
        self.digests = DigestDocuments(documents)
        self.screens = ScreenDocuments(documents)
