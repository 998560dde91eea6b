"""A team's entries as a CSV file: the columns of the spreadsheet, as RFC 4180 says, for Excel and everything else.

A cell that a spreadsheet would take for a formula gets one ``'`` in front, which our own reader takes away again
(owasp.org/www-community/attacks/CSV_Injection).
"""

from collections.abc import Iterable
from typing import Final

from shared.kpt.sheet.rows import COLUMNS, DATES, Row, day_of_number

MARK: Final = "﻿"
"""The byte order mark: by it Excel knows that the file is UTF-8."""
END: Final = "\r\n"
DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'", "＇")
"""What a cell may not begin with as it stands. Some spreadsheets take the full-width forms for the others."""
GUARD: Final = "'"


def csv_text(rows: Iterable[Row]) -> str:
    """The whole file: its mark, its header, its rows."""
    lines = [COLUMNS, *(tuple(_said(name, cell) for name, cell in zip(COLUMNS, row, strict=True)) for row in rows)]
    return MARK + "".join(",".join(map(_quoted, line)) + END for line in lines)


def guarded(text: str) -> str:
    """A cell's text that nothing evaluates."""
    return GUARD + text if text.startswith(DANGEROUS) else text


def unguarded(text: str) -> str:
    """What a guarded cell says."""
    return text[1:] if text.startswith(GUARD) and text[1:].startswith(DANGEROUS) else text


def _said(name: str, cell: str | int) -> str:
    if name in DATES and isinstance(cell, int):
        day = day_of_number(cell)
        return day.isoformat() if day else ""
    return guarded(str(cell))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in ',"\r\n\t;') else text
