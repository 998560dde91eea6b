"""What to write into a tab so that it agrees with the store.

A row is never removed or moved, as people have their own columns beside it. The app writes its cells in place, empties
them, or appends a row. The first row with a key is the app's; it empties further rows with the same key.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from shared.kpt.sheet.columns import Columns, Insert, Mended, cell_of, has_header, key_of, mend
from shared.kpt.sheet.rows import COLUMNS, Cell, Row, is_key


@dataclass(frozen=True)
class Write:
    """Values for adjacent cells, from ``column`` on. None empties a cell."""

    row: int
    column: int
    values: tuple[str | int | None, ...]


@dataclass(frozen=True)
class Plan:
    """What one call writes, in this order: inserted rows and columns, cells in place, appended rows."""

    columns: Columns
    inserts: tuple[Insert, ...] = ()
    writes: tuple[Write, ...] = ()
    appends: tuple[Row, ...] = ()
    keys: frozenset[str] = frozenset()
    """The keys that the tab must have afterwards, each once."""
    in_place: Mapping[int, str] = field(default_factory=dict)
    """The rows that are overwritten, each with the key that it must have afterwards."""

    @property
    def does_nothing(self) -> bool:
        """Whether there is nothing to write."""
        return not (self.inserts or self.writes or self.appends)


def plan_changes(
    header: Sequence[Cell],
    keys: Sequence[Cell],
    columns: Columns,
    wanted: Mapping[str, Row | None],
    appendable: Collection[str],
) -> Plan | None:
    """Plan the update of some rows. ``wanted`` has each row by key (None: the entry has no row). Rows that are not in
    the tab are added only if they are ``appendable``.

    ``keys``: the cells of the column of keys, the header's among them. Returns None where the header is wrong: the
    whole tab must then be compared.
    """
    if not has_header(header, columns):
        return None
    first, again = _rows_of(keys)
    writes = [write for row in again for write in _emptied(row, columns)]
    in_place = {}
    for key, row in wanted.items():
        if key in first and row is None:
            writes += _emptied(first[key], columns)
        elif key in first and row is not None:
            writes += _written(first[key], columns, row)
            in_place[first[key]] = key
    new = (row for key, row in wanted.items() if row is not None and key not in first and key in appendable)
    appends = tuple(new)
    gone = {key for key, row in wanted.items() if row is None}
    after = frozenset(first) - gone | {str(row[0]) for row in appends}
    return Plan(columns, (), tuple(writes), appends, after, in_place)


def plan_all(
    rows: Sequence[Sequence[Cell]],
    width: int,
    columns: Columns,
    wanted: Mapping[str, Row],
    appendable: Collection[str],
    link: str,
) -> Plan:
    """Plan the update of a whole tab. ``wanted``: all rows, by key. Rows that are not in the tab are added only if they
    are ``appendable``. Every other row of the app's is emptied. A row that lost its key is recognised by the app's
    ``link``. ``width``: how many columns the tab has."""
    tab = mend(rows, width, columns, wanted)
    grid, columns = tab.rows, tab.columns
    first, again = _rows_of([key_of(row, columns) for row in grid])
    keyless = [n for n, row in enumerate(grid) if n and _lost_its_key(row, columns, link)]
    adopted = _by_day_and_name(grid, keyless, columns, {key: row for key, row in wanted.items() if key not in first})
    writes: list[Write] = []
    if not has_header(grid[0] if grid else (), columns):
        writes += _cells(0, columns, COLUMNS)
    strays = [number for number, row in enumerate(grid) if number and has_header(row, columns)]
    strays += set(keyless) - set(adopted.values())
    for number in sorted([*again, *strays, *(row for key, row in first.items() if key not in wanted)]):
        writes += _emptied(number, columns)
    in_place = {}
    for key, number in first.items():
        if key in wanted and not _says(grid[number], columns, wanted[key]):
            writes += _written(number, columns, wanted[key])
            in_place[number] = key
    for key, number in adopted.items():
        writes += _cells(number, columns, wanted[key])
    new = [key for key in wanted if key not in first and key not in adopted and key in appendable]
    after = frozenset(key for key in wanted if key in first or key in adopted or key in appendable)
    return Plan(columns, tab.inserts, tuple(writes), tuple(wanted[key] for key in new), after, in_place)


def header_plan(tab: Mended) -> Plan:
    """The plan that writes the header and nothing else."""
    return Plan(tab.columns, tab.inserts, tuple(_cells(0, tab.columns, COLUMNS)))


def went_wrong(plan: Plan, keys: Sequence[Cell]) -> bool:
    """Whether the column of keys, read after the write, shows that somebody moved rows meanwhile: a wrong row was
    overwritten, a key is missing, or a key that should be gone is still there."""
    if any(number >= len(keys) or keys[number] != key for number, key in plan.in_place.items()):
        return True
    return plan.keys != set(filter(is_key, keys[1:]))


def _rows_of(keys: Sequence[Cell]) -> tuple[dict[str, int], list[int]]:
    """The first row of each key, and the further rows with a key that occurred before."""
    first: dict[str, int] = {}
    again = []
    for number, key in enumerate(keys):
        if is_key(key) and number and first.setdefault(str(key), number) != number:
            again.append(number)
    return first, again


def _lost_its_key(row: Sequence[Cell], columns: Columns, link: str) -> bool:
    """Whether a row is the app's, though somebody removed or overwrote its key."""
    return not is_key(key_of(row, columns)) and cell_of(row, columns[COLUMNS.index("link")]) == link


def _by_day_and_name(
    grid: Sequence[Sequence[Cell]], rows: Sequence[int], columns: Columns, missing: Mapping[str, Row]
) -> dict[str, int]:
    """Match rows without a key to missing keys, by day and name."""
    signs = [COLUMNS.index(name) for name in ("day", "name")]
    by_signs: dict[tuple[Cell, ...], str] = {tuple(row[sign] for sign in signs): key for key, row in missing.items()}
    found: dict[str, int] = {}
    for number in rows:
        key = by_signs.get(tuple(cell_of(grid[number], columns[sign]) for sign in signs))
        if key is not None:
            found.setdefault(key, number)
    return found


def _says(found: Sequence[Cell], columns: Columns, wanted: Row) -> bool:
    """Whether a row's cells are as wanted. A cell with True does not count as 1."""
    cells = (cell_of(found, column) for column in columns)
    return all(
        cell == (value or None) and not isinstance(cell, bool) for cell, value in zip(cells, wanted, strict=True)
    )


def _emptied(row: int, columns: Columns) -> list[Write]:
    return _cells(row, columns, [None] * len(COLUMNS))


def _written(row: int, columns: Columns, wanted: Row) -> list[Write]:
    """All cells except the key: when read back, the key shows whether it was the right row."""
    return _cells(row, columns[1:], wanted[1:])


def _cells(row: int, columns: Sequence[int], values: Sequence[str | int | None]) -> list[Write]:
    """One write for each run of adjacent columns."""
    placed = sorted(zip(columns, values, strict=True), key=lambda place: place[0])
    writes = []
    for _, stretch in groupby(enumerate(placed), key=lambda place: place[1][0] - place[0]):
        cells = [cell for _, cell in stretch]
        writes.append(Write(row, cells[0][0], tuple(value or None for _, value in cells)))
    return writes
