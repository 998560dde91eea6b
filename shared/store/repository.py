"""The memory on any store of documents: an object for each kind of thing that it remembers, on one connection."""

from collections.abc import Callable
from copy import copy

from shared.store.deliveries import DeliveryDocuments
from shared.store.digests import DigestDocuments
from shared.store.engine.documents import Documents
from shared.store.engine.lazy_documents import LazyDocuments
from shared.store.entries import EntryDocuments
from shared.store.errands import ErrandDocuments
from shared.store.imports import ImportDocuments
from shared.store.people import PersonDocuments
from shared.store.personal_data import PersonalDataDocuments
from shared.store.screens import ScreenDocuments
from shared.store.sheets import SheetDocuments
from shared.store.slots import SlotDocuments
from shared.store.teams import TeamDocuments
from shared.store.thanks import ThanksDocuments


class Repository:
    """Fulfils the port `Store`. The documents are opened at the first call."""

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
        """The same, where every call ends within the seconds that are ``left`` then."""
        same = copy(self)
        same._set_up(self._documents.hurried(left))
        return same

    @property
    def connected(self) -> bool:
        """Whether it has answered before."""
        return self._documents.connected

    def connect(self) -> None:
        """Make the connection that the first call would make."""
        self._documents.connect()
