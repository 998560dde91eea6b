"""The port `BoardStore`: the part of the store that the board reads."""

from typing import Protocol

from shared.usecases.ports.aggregates.digests import DigestStore
from shared.usecases.ports.aggregates.entries import EntryStore
from shared.usecases.ports.aggregates.people import PersonStore
from shared.usecases.ports.aggregates.screens import ScreenStore
from shared.usecases.ports.aggregates.teams import TeamStore


class BoardStore(Protocol):
    """What the board needs to decide who may see a week, and to read it. Its calls raise ``StoreSilent`` where the
    store does not answer."""

    @property
    def teams(self) -> TeamStore: ...

    @property
    def people(self) -> PersonStore: ...

    @property
    def entries(self) -> EntryStore: ...

    @property
    def digests(self) -> DigestStore: ...

    @property
    def screens(self) -> ScreenStore: ...
