"""The store on SQLite, for one machine and for the tests. It keeps the contract of documents.py.

One table holds the documents as JSON. Each commit also notes, in the same transaction, which documents it wrote. Those
rows stand in for Eventarc's events, and are read until they are acknowledged.
"""

import json
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from shared.clock import Clock
from shared.kpt.errors import StoreSilent
from shared.store.engine.documents import Delete, Document, Fields, Update, Where, Write
from shared.store.engine.paging import check_order, in_pages
from shared.store.engine.sqlite_writes import TIME_KEY, Tree, applied, decoded, encoded, is_name

PATIENCE: Final = 10.0
"""Seconds to wait for another process or thread where the caller sets no limit."""

SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS documents (
    path TEXT PRIMARY KEY, collection TEXT NOT NULL, body TEXT NOT NULL, version INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS documents_by_collection ON documents (collection, path);
CREATE TABLE IF NOT EXISTS changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL, deleted INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS acknowledged (
    change INTEGER NOT NULL, listener TEXT NOT NULL, PRIMARY KEY (change, listener)
);
"""


@dataclass(frozen=True)
class Change:
    """A document that a commit wrote or deleted. ``id`` grows from commit to commit. ``heard``: the listeners that have
    acknowledged it."""

    id: int
    path: str
    deleted: bool
    heard: frozenset[str] = frozenset()


class SQLite:
    """Fulfils ``Documents``, where its methods are described, in the SQLite file at ``path``; with ``":memory:"`` in
    this object.

    Threads share one connection and take turns. Several processes may use one file.
    """

    def __init__(self, path: str, clock: Clock) -> None:
        self._path = path
        self._clock = clock
        self._lock = threading.Lock()
        self._opened: sqlite3.Connection | None = None
        self.closed = False

    def get(self, paths: Sequence[str], *, within: float | None = None) -> dict[str, Document]:
        statement = "SELECT path, body, version FROM documents WHERE path IN (SELECT value FROM json_each(?))"
        wanted = json.dumps([_checked(path) for path in paths])
        with self._connection(within) as connection:
            return {row[0]: _document(row) for row in connection.execute(statement, (wanted,))}

    def commit(self, writes: Sequence[Write], *, within: float | None = None) -> list[object]:
        """The version of a deleted document is None. Raises ``ValueError`` for what Firestore refuses."""
        _refuse_what_cannot_stand_together(writes)
        with self._transaction(within) as connection:
            now = self._clock.now()
            before: dict[str, Document | None] = {}
            after: dict[str, Tree | None] = {}
            for write in writes:
                path = _checked(write.path)
                if path not in before:
                    found = before[path] = _read(connection, path)
                    after[path] = dict(found.fields) if found else None
                after[path] = applied(write, before[path], after[path], now)
            versions = {path: _save(connection, path, fields, before[path]) for path, fields in after.items()}
            return [versions[write.path] for write in writes]

    def query(
        self,
        collection: str,
        where: Where,
        *,
        limit: int | None = None,
        newest_first: bool = False,
        within: float | None = None,
    ) -> Iterator[Document]:
        """Reads page by page.

        There is no index by field, so it reads the whole collection, but no other one.
        """
        check_order(where, newest_first=newest_first)
        key, condition, values = _condition(where)
        direction, beyond = ("DESC", "<") if newest_first else ("ASC", ">")
        # The statement is made of fixed text and placeholders only.
        statement = (
            f"SELECT path, body, version, key FROM (SELECT path, body, version, {key} AS key FROM documents "  # noqa: S608 - our own words, no values
            f"WHERE collection = :collection AND {condition}) "
            f"WHERE :path IS NULL OR (key, path) {beyond} (:key, :path) "
            f"ORDER BY key {direction}, path {direction} LIMIT :count"
        )

        def read(count: int, last: Any, left: float | None) -> list[Any]:
            path, _, _, beyond_key = last or (None, None, None, None)
            page = {**values, "collection": collection, "path": path, "key": beyond_key, "count": count}
            with self._connection(left) as connection:
                return connection.execute(statement, page).fetchall()

        yield from (_only(where.only, _document(row)) for row in in_pages(read, limit, within))

    def changes(self) -> list[Change]:
        """The changes that are not acknowledged yet, oldest first."""
        with self._connection(None) as connection:
            rows = connection.execute("SELECT id, path, deleted FROM changes ORDER BY id").fetchall()
            heard = connection.execute("SELECT change, listener FROM acknowledged").fetchall() if rows else []
        listeners: dict[int, set[str]] = {}
        for change, listener in heard:
            listeners.setdefault(change, set()).add(listener)
        return [Change(row[0], row[1], bool(row[2]), frozenset(listeners.get(row[0], ()))) for row in rows]

    def acknowledge(self, id: int, listener: str = "") -> None:  # noqa: A002 - the word of Change
        """Take a change off ``changes``. A second call does nothing.

        ``listener``: only this one of several has dealt with it; the change stays for the others.
        """
        with self._transaction(None) as connection:
            if listener:
                connection.execute("INSERT OR IGNORE INTO acknowledged VALUES (?, ?)", (id, listener))
                return
            connection.execute("DELETE FROM changes WHERE id = ?", (id,))
            connection.execute("DELETE FROM acknowledged WHERE change = ?", (id,))

    def close(self) -> None:
        """Close the file. No other method may be called afterwards; a second close does nothing."""
        with self._lock:
            self.closed = True
            if self._opened is not None:
                self._opened.close()

    @contextmanager
    def _connection(self, within: float | None) -> Iterator[sqlite3.Connection]:
        """The connection, for this thread alone. Waits at most ``within`` seconds for other threads and processes."""
        end = time.monotonic() + (PATIENCE if within is None else within)
        if not self._lock.acquire(timeout=max(0.0, end - time.monotonic())):
            raise StoreSilent("sqlite: another thread is busy")
        try:
            if self.closed:
                raise ValueError("this store is closed")
            patience = max(0.0, end - time.monotonic())
            if self._opened is None:
                self._opened = _open(self._path, patience)
            self._opened.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")
            yield self._opened
        except sqlite3.OperationalError as error:
            raise StoreSilent(f"sqlite: {error}") from error
        finally:
            self._lock.release()

    @contextmanager
    def _transaction(self, within: float | None) -> Iterator[sqlite3.Connection]:
        """The connection in a write transaction: committed at the end, rolled back by any error."""
        with self._connection(within) as connection:
            connection.execute("BEGIN IMMEDIATE")
            with connection:
                yield connection


def _open(path: str, patience: float) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=patience, isolation_level=None, check_same_thread=False)
    try:
        if path != ":memory:":
            _use_write_ahead_log(connection, time.monotonic() + patience)
        connection.executescript(f"BEGIN IMMEDIATE; {SCHEMA} COMMIT;")
    except BaseException:
        connection.close()
        raise
    return connection


def _use_write_ahead_log(connection: sqlite3.Connection, end: float) -> None:
    """Switch to the write-ahead log, with which readers do not wait for a writer. SQLite ignores its busy time-out when
    two processes switch at once (https://sqlite.org/wal.html: queries that return SQLITE_BUSY), so this tries again."""
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() >= end:
                raise


def _checked(path: str) -> str:
    """The path, if it names a document: collections and ids in turn, and no reserved name. Raises ValueError
    otherwise."""
    parts = path.split("/")
    if len(parts) % 2 or not all(is_name(part) and part not in (".", "..") for part in parts):
        raise ValueError(f"not the path of a document: {path!r}")
    return path


def _refuse_what_cannot_stand_together(writes: Sequence[Write]) -> None:
    """Raise ValueError where Firestore says "Cannot collapse mutations with different version preconditions"."""
    times = Counter(write.path for write in writes)
    for write in writes:
        if times[write.path] > 1 and isinstance(write, Update | Delete) and write.if_version is not None:
            raise ValueError(f"written twice in one commit, and with if_version: {write.path}")


def _document(row: tuple[Any, ...]) -> Document:
    return Document(row[0], decoded(json.loads(row[1])), row[2])


def _only(names: Sequence[str], document: Document) -> Document:
    if not names:
        return document
    return replace(document, fields={name: value for name, value in document.fields.items() if name in names})


def _read(connection: sqlite3.Connection, path: str) -> Document | None:
    row = connection.execute("SELECT path, body, version FROM documents WHERE path = ?", (path,)).fetchone()
    return _document(row) if row else None


def _save(connection: sqlite3.Connection, path: str, fields: Tree | None, before: Document | None) -> object:
    """Write the document and its change. Returns the document's version.

    The version is the change's id. No id is used twice, so versions grow even when a document is deleted and created
    again. As in Firestore, a write that changes nothing keeps the version; as in its emulator, it still makes a change.
    """
    if fields is None and before is None:
        return None
    change = "INSERT INTO changes (path, deleted) VALUES (?, ?)"
    version = connection.execute(change, (path, fields is None)).lastrowid
    if fields is None:
        connection.execute("DELETE FROM documents WHERE path = ?", (path,))
        return None
    body = _body(fields)
    if before is not None and body == _body(before.fields):
        return before.version
    row = (path, path.rpartition("/")[0], body, version)
    connection.execute("INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?)", row)
    return version


def _body(fields: Fields) -> str:
    return json.dumps(encoded(fields), ensure_ascii=False, sort_keys=True)


def _condition(where: Where) -> tuple[str, str, dict[str, Any]]:
    """A query's SQL: the expression to order by, the condition, and the values of both."""
    place = "$" + "".join(f'."{part}"' for part in where.field.split("."))
    values: dict[str, Any] = {"place": place}
    if where.contains is not None:
        values["contains"] = where.contains
        item = "SELECT 1 FROM json_each(body, :place) WHERE type = 'text' AND value = :contains"
        return "path", f"json_type(body, :place) = 'array' AND EXISTS ({item})", values
    # As in Firestore, a text and a moment are never compared with each other.
    values["moment"] = f'{place}."{TIME_KEY}"'
    key = "coalesce(json_extract(body, :moment), json_extract(body, :place), '')"
    parts = ["json_type(body, :place) IS NOT NULL"]
    bounds = {">=": where.since, ">": where.after, "<": where.before, "<=": where.until}
    for number, (sign, bound) in enumerate((s, b) for s, b in bounds.items() if b is not None):
        kind = "object" if isinstance(bound, datetime) else "text"
        plain = encoded(bound)
        values[f"bound{number}"] = plain[TIME_KEY] if isinstance(plain, dict) else plain
        parts.append(f"json_type(body, :place) = '{kind}' AND {key} {sign} :bound{number}")
    return key, " AND ".join(parts), values
