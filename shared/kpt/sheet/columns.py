"""Where the app's columns are in a tab, and how a tab that people have changed is mended.

People may move the app's columns, put their own between them, edit a header, delete a column, or sort the header row
away. The app finds its columns by their headers. It inserts a missing column and never writes over people's cells.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from shared.kpt.sheet.rows import COLUMNS, Cell, Row, is_key

Columns = tuple[int, ...]
"""The index of each of the app's columns, in the order of ``COLUMNS``."""
USUAL: Final[Columns] = tuple(range(len(COLUMNS)))


@dataclass(frozen=True)
class Insert:
    """An empty row or column to insert before ``index``; ``at_end``: to append."""

    what: Literal["row", "column"]
    index: int
    at_end: bool = False


@dataclass(frozen=True)
class Mended:
    """A tab after these rows and columns are inserted. Its header may still have to be written."""

    rows: list[list[Cell]]
    columns: Columns
    inserts: tuple[Insert, ...] = ()


def cell_of(row: Sequence[Cell], column: int) -> Cell:
    """A cell of a row as Google answers it: Google leaves out empty cells at the end. An empty text counts as None."""
    found = row[column] if column < len(row) else None
    return None if found == "" else found


def key_of(row: Sequence[Cell], columns: Columns) -> Cell:
    """The cell in a row's column of keys."""
    return cell_of(row, columns[0])


def has_header(header: Sequence[Cell], columns: Columns) -> bool:
    """Whether each of the app's columns has its header."""
    return all(cell_of(header, column) == name for column, name in zip(columns, COLUMNS, strict=True))


def mend(rows: Sequence[Sequence[Cell]], width: int, columns: Columns, wanted: Mapping[str, Row]) -> Mended:
    """Find the app's columns in a tab. ``rows``: all its rows, the header first. ``width``: how many columns it has.
    ``columns``: where the app's columns were."""
    grid, inserts = [list(row) for row in rows], []
    header = grid[0] if grid else []
    if _names_in(header) == 0 and is_key(key_of(header, columns)):
        away = next((row for row in grid if _names_in(row) > len(COLUMNS) // 2), [])
        inserts.append(Insert("row", 0))
        grid.insert(0, [])
        header = away
    found = _found(header, columns)
    for number in range(len(COLUMNS)):
        if number not in found:
            _place(number, found, header, grid, columns, wanted, inserts)
    has = width + sum(insert.what == "column" for insert in inserts)
    inserts += [Insert("column", index, at_end=True) for index in range(has, max(found.values()) + 1)]
    return Mended(grid, tuple(found[number] for number in range(len(COLUMNS))), tuple(inserts))


def _names_in(row: Sequence[Cell]) -> int:
    return len(set(COLUMNS).intersection(str(cell) for cell in row))


def _found(header: Sequence[Cell], columns: Columns) -> dict[int, int]:
    """Where each of the app's columns is whose name is in the header: at its old place if the name is there, otherwise
    at the first one."""
    found: dict[int, int] = {}
    for number, name in enumerate(COLUMNS):
        places = [place for place, cell in enumerate(header) if cell == name]
        if places:
            found[number] = columns[number] if columns[number] in places else places[0]
    return found


def _place(
    number: int,
    found: dict[int, int],
    header: list[Cell],
    grid: list[list[Cell]],
    columns: Columns,
    wanted: Mapping[str, Row],
    inserts: list[Insert],
) -> None:
    """Give a column without a header its old place, unless people's cells are there; otherwise insert one."""
    nothing_moved = all(found[other] == columns[other] for other in found)
    after = max((found[other] for other in found if other < number), default=-1) + 1
    place = columns[number] if nothing_moved else after
    if place in found.values() or not _may_be_ours(place, number, found.get(0, columns[0]), grid, wanted):
        inserts.append(Insert("column", place))
        for row in grid if any(row is header for row in grid) else [header, *grid]:
            if len(row) > place:
                row.insert(place, None)
        for other, where in found.items():
            found[other] = where + 1 if where >= place else where
    found[number] = place


def _may_be_ours(place: int, number: int, keys: int, grid: Sequence[Sequence[Cell]], wanted: Mapping[str, Row]) -> bool:
    """Whether a column without its header is the app's: it is empty, or has what the app wrote."""
    filled = [row for row in grid[1:] if cell_of(row, place) is not None]
    if not filled:
        return True
    if number == 0:
        return any(is_key(cell_of(row, place)) for row in filled)
    return any(
        (row_wanted := wanted.get(str(cell_of(row, keys)))) is not None and row_wanted[number] == cell_of(row, place)
        for row in filled
    )
