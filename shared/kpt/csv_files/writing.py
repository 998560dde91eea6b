"""A team's entries as a CSV file (RFC 4180), with the columns of the spreadsheet.

A cell that a spreadsheet would take for a formula gets a ``'`` in front
(owasp.org/www-community/attacks/CSV_Injection). Our own reader removes it.
"""

from collections.abc import Iterable
from typing import Final

from shared.kpt.sheet.rows import COLUMNS, DATES, Row, day_of_number

BYTE_ORDER_MARK: Final = "﻿"
"""The byte order mark, by which Excel recognises UTF-8."""
LINE_END: Final = "\r\n"
DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'", "＇")
"""A cell that begins with one of these is guarded. Some spreadsheets read the full-width forms like the others."""
GUARD: Final = "'"


def csv_text(rows: Iterable[Row]) -> str:
    """The whole file: byte order mark, header, rows."""
    lines = [COLUMNS, *(tuple(_said(name, cell) for name, cell in zip(COLUMNS, row, strict=True)) for row in rows)]
    return BYTE_ORDER_MARK + "".join(",".join(map(_quoted, line)) + LINE_END for line in lines)


def guarded(text: str) -> str:
    """A cell's text with a guard, where a spreadsheet would evaluate it."""
    return GUARD + text if text.startswith(DANGEROUS) else text


def unguarded(text: str) -> str:
    """A cell's text without its guard."""
    return text[1:] if text.startswith(GUARD) and text[1:].startswith(DANGEROUS) else text


def _said(name: str, cell: str | int) -> str:
    if name in DATES and isinstance(cell, int):
        day = day_of_number(cell)
        return day.isoformat() if day else ""
    return guarded(str(cell))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in ',"\r\n\t;') else text
