"""Puts the store together: one object for each kind of document, all on one connection."""

from collections.abc import Callable
from copy import copy

from shared.store.deliveries import DeliveryDocuments
from shared.store.digests import DigestDocuments
from shared.store.engine.documents import Documents
from shared.store.engine.lazy_documents import LazyDocuments
from shared.store.entry.entries import EntryDocuments
from shared.store.entry.imports import ImportDocuments
from shared.store.entry.thanks import ThanksDocuments
from shared.store.errands import ErrandDocuments
from shared.store.people import PersonDocuments
from shared.store.personal_data import PersonalDataDocuments
from shared.store.screens import ScreenDocuments
from shared.store.sheets import SheetDocuments
from shared.store.slots import SlotDocuments
from shared.store.teams import TeamDocuments


class Repository:
    """Fulfils the port `Store`, where its methods are described. The first call opens the documents."""

    def __init__(self, open_documents: Callable[[], Documents]) -> None:
        self._set_up(LazyDocuments(open_documents))

    def _set_up(self, documents: LazyDocuments) -> None:
        self._documents = documents
        self.entries = EntryDocuments(documents)
        self.teams = TeamDocuments(documents)
        self.people = PersonDocuments(documents)
        self.digests = DigestDocuments(documents)
        self.deliveries = DeliveryDocuments(documents)
        self.slots = SlotDocuments(documents)
        self.errands = ErrandDocuments(documents)
        self.sheets = SheetDocuments(documents)
        self.screens = ScreenDocuments(documents)
        self.imports = ImportDocuments(documents)
        self.thanks = ThanksDocuments(documents)
        self.personal_data = PersonalDataDocuments(documents, self.digests, self.thanks)

    def hurried(self, left: Callable[[], float]) -> "Repository":
        same = copy(self)
        same._set_up(self._documents.hurried(left))
        return same

    @property
    def connected(self) -> bool:
        return self._documents.connected

    def connect(self) -> None:
        self._documents.connect()
