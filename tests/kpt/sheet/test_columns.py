"""A tab whose header people have changed: which column is still the app's."""

from shared.kpt.sheet.columns import USUAL, Insert, mend
from shared.kpt.sheet.rows import COLUMNS

ROW = ["2026-11-16_U1", "2026-11-16", "2026-11-16", "Sato", "Good.", None, None, None]


def test_a_column_of_keys_without_its_header_is_still_ours_though_no_row_is_wanted_any_more() -> None:
    """So it is after an erasure: its rows are found by their keys, and emptied."""
    mended = mend([[None, *COLUMNS[1:]], ROW], len(COLUMNS), USUAL, {})
    assert (mended.columns, mended.inserts) == (USUAL, ())


def test_a_first_column_with_peoples_own_words_is_theirs() -> None:
    mended = mend([[None, *COLUMNS[1:]], ["ours", *ROW[1:]]], len(COLUMNS), USUAL, {})
    assert mended.inserts == (Insert("column", 0),)
    assert mended.rows[1][1] == "ours"
