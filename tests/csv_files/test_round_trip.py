"""A team's entries as a file: out, and in again without a difference; and harmless to whoever opens it."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local.demo.entries import read as read_for_the_demo
from shared.kpt.csv_files.importing import plan_import
from shared.kpt.csv_files.reading import FileRow, decoded, read_rows
from shared.kpt.csv_files.writing import DANGEROUS, LINE_END, csv_text, guarded
from shared.kpt.entry.entry import LONGEST_TEXT, Texts
from shared.kpt.entry.form_seed import LONGEST_TRY
from shared.kpt.entry.try_before import TryBefore
from shared.kpt.sheet.rows import COLUMNS, Row, row_of
from shared.kpt.text.visible import is_visible
from tests.kpt.build import MONDAY, days, entry, team

pieces = st.sampled_from([*DANGEROUS, '"', ",", ";", "\n", "''", "Good", "よかった", " ", "1", "\t"])
texts = st.one_of(
    st.lists(pieces, max_size=6).map("".join),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=30),
).map(lambda text: text.replace("\r", "\n") if is_visible(text) else "")
names = texts.map(lambda name: " ".join(name.split())[:40].strip()).filter(bool)


def row(
    name: str,
    keep: str = "Good.",
    problem: str = "",
    try_: str = "",
    day: date = MONDAY,
    tick: TryBefore | None = None,
) -> Row:
    written = entry(day, texts=Texts(keep, problem, try_), promised="all", try_before=tick)
    found = row_of(team(members={"U1": name}), written, lambda _, done: f"Done: {done}")
    assert found
    return found


@given(st.lists(st.tuples(names, texts.filter(bool), texts, texts, days), min_size=1, max_size=6))
def test_what_is_written_is_read_again_without_a_difference(said: list[tuple[Any, ...]]) -> None:
    text = csv_text([row(*each) for each in said])
    found = read_rows(decoded(text.encode()))
    assert [(r.person, r.keep, r.problem, r.try_, r.day, r.user) for r in found] == [(*each, "U1") for each in said]


@given(st.lists(st.tuples(names, texts.filter(bool), texts, texts), min_size=1, max_size=4))
def test_no_cell_begins_with_what_a_spreadsheet_evaluates(said: list[tuple[Any, ...]]) -> None:
    text = csv_text([row(*each) for each in said]).removeprefix("﻿")
    cells = [cell for line in csv.reader(io.StringIO(text, newline=""), strict=True) for cell in line]
    assert not [cell for cell in cells if cell.startswith(tuple(sign for sign in DANGEROUS if sign != "'"))]


@pytest.mark.parametrize(
    ("keep", "stands"), [("Good.", "Good.\n"), ("", ""), ("a" * LONGEST_TEXT, "a" * LONGEST_TEXT + "\n")]
)
def test_a_try_that_was_done_comes_back_as_a_line_of_the_keep(keep: str, stands: str) -> None:
    tick = TryBefore("T1-C1", MONDAY, "b" * LONGEST_TRY, done=True)
    found = read_rows(decoded(csv_text([row("佐藤", keep, tick=tick)]).encode()))
    plan = plan_import(found, team("U1"), {}, MONDAY, "import")
    assert (plan.misfits, [each.texts.keep for each in plan.entries]) == ((), [f"{stands}Done: {tick.text}"])


def test_the_file_is_as_excel_and_the_standard_want_it() -> None:
    content = csv_text([row("佐藤", 'two\nlines, "quoted"', "=1+1")]).encode()
    assert content.startswith(b"\xef\xbb\xbf")
    head, rest = content.decode("utf-8-sig").split(LINE_END, 1)
    assert head == ",".join(COLUMNS)
    assert rest.startswith('2026-11-16_U1,2026-11-16,2026-11-16,佐藤,"two\nlines, ""quoted""",\'=1+1,,https://')
    assert rest.endswith(LINE_END)


@given(texts)
def test_a_guard_is_one_sign_and_only_where_it_is_needed(text: str) -> None:
    assert guarded(text) == (f"'{text}" if text.startswith(DANGEROUS) else text)


def test_a_file_that_is_not_ours_loses_no_sign() -> None:
    [found] = read_rows("date,name,keep\n2026-11-16,Sato,'=1\n")
    assert found == FileRow(2, MONDAY, "2026-11-16", "Sato", "'=1")


def test_the_demo_plays_it() -> None:
    [played] = read_for_the_demo(csv_text([row("佐藤", "=1")]).removeprefix("﻿"))
    assert (played.day, played.person, played.keep) == (MONDAY, "佐藤", "=1")
