"""Opens the store that the settings name."""

from shared.clock import Clock
from shared.settings import Settings
from shared.store.engine.documents import Documents


def open_store(settings: Settings, clock: Clock) -> Documents:
    """Open the store. Only the one in use is imported: Firestore's client takes half a second on a cold instance."""
    if settings.sqlite_path:
        from shared.store.engine.sqlite import SQLite

        return SQLite(settings.sqlite_path, clock)
    from shared.store.engine.firestore import Firestore

    return Firestore(settings.project, settings.database)


def open_reader(settings: Settings, clock: Clock) -> Documents:
    """Open the store for reading only, for a function that somebody waits for."""
    if settings.sqlite_path:
        return open_store(settings, clock)
    from shared.store.engine.first_over_rest import FirstOverRest

    return FirstOverRest(settings.project, settings.database)
