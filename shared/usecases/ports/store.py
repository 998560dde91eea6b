"""The port `Store`, with one object for each aggregate."""

from collections.abc import Callable
from typing import Protocol

from shared.usecases.ports.aggregates.deliveries import DeliveryStore
from shared.usecases.ports.aggregates.digests import DigestStore
from shared.usecases.ports.aggregates.entries import EntryStore
from shared.usecases.ports.aggregates.errands import ErrandStore
from shared.usecases.ports.aggregates.imports import ImportStore
from shared.usecases.ports.aggregates.people import PersonStore
from shared.usecases.ports.aggregates.personal_data import PersonalDataStore
from shared.usecases.ports.aggregates.screens import ScreenStore
from shared.usecases.ports.aggregates.sheet_state import SheetStore
from shared.usecases.ports.aggregates.slots import SlotStore
from shared.usecases.ports.aggregates.teams import TeamStore
from shared.usecases.ports.aggregates.thanks import ThanksStore


class Store(Protocol):
    """The store. Its calls raise ``StoreSilent`` where it does not answer, or not in time."""

    @property
    def entries(self) -> EntryStore: ...

    @property
    def teams(self) -> TeamStore: ...

    @property
    def people(self) -> PersonStore: ...

    @property
    def digests(self) -> DigestStore: ...

    @property
    def deliveries(self) -> DeliveryStore: ...

    @property
    def slots(self) -> SlotStore: ...

    @property
    def errands(self) -> ErrandStore: ...

    @property
    def sheets(self) -> SheetStore: ...

    @property
    def screens(self) -> ScreenStore: ...

    @property
    def imports(self) -> ImportStore: ...

    @property
    def personal_data(self) -> PersonalDataStore: ...

    @property
    def thanks(self) -> ThanksStore: ...

    def hurried(self, left: Callable[[], float]) -> "Store":
        """The same store, with a time limit: ``left`` is asked at each call for the seconds that it may take."""
        ...

    @property
    def connected(self) -> bool:
        """Whether the store has answered already: the first call takes longer."""
        ...

    def connect(self) -> None:
        """Make the connection that the first call would make."""
        ...
