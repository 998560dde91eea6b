"""A team's own file: read whole, or not at all, with the line and the reason of what is wrong."""

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local.demo.entries import KINDS, Fault, Row, read, read_file
from local.demo.sentences import narration
from shared.i18n.sentences import Language
from tests.local.demo.conftest import call

HEADER = "date,person,keep,problem,try,kind\n"
GOOD = "2026-11-16,Mori,Good,,,\n"
BAD_ROWS = {
    "row.date": "2026-13-01,Aoki,x,,,",
    "row.date_missing": ",Aoki,x,,,",
    "row.person": "2026-11-16, ,x,,,",
    "row.name_long": f"2026-11-16,{'n' * 81},x,,,",
    "row.kind": "2026-11-16,Aoki,x,,,holiday",
    "row.no_text": '2026-11-16,Aoki," ",,,',
    "row.too_long": f"2026-11-16,Aoki,,{'x' * 3001},,",
    "row.text_and_tap": "2026-11-16,Aoki,x,,,quiet",
    "row.twice": "2026-11-16,Mori,again,,,",
    "row.cells": "2026-11-16,Aoki,a sentence, with commas, and more, and more, and more",
    "row.quotes": '2026-11-16,Aoki,"never closed,,,',
    "row.span": "2062-11-16,Aoki,x,,,",
}
in_both = pytest.mark.parametrize("language", ["ja", "en"])


def as_csv(rows: list[Row], end: str = "\r\n") -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=end)
    writer.writerow(("date", "person", "keep", "problem", "try", "kind"))
    writer.writerows((r.day, r.person, r.keep, r.problem, r.try_, r.kind) for r in rows)
    return text.getvalue()


typed = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=30)
texts = typed.map(lambda text: text if text.strip() else "")
names = typed.map(lambda name: " ".join(name.split())).filter(bool)
days = st.dates(date(2026, 4, 1), date(2027, 3, 31))


@st.composite
def rows_of_weeks(draw: st.DrawFn) -> list[Row]:
    who = draw(st.lists(names, min_size=1, max_size=5, unique=True))
    places = draw(st.lists(st.tuples(days, st.sampled_from(who)), min_size=1, max_size=12, unique=True))
    rows = []
    for day, person in sorted(places, key=lambda place: place[0]):
        row = Row(day, person, kind=draw(st.sampled_from(KINDS)))
        if row.kind == "written":
            row = replace(row, keep=draw(texts.filter(bool)), problem=draw(texts), try_=draw(texts))
        rows.append(row)
    return rows


@given(rows_of_weeks(), st.sampled_from(["\n", "\r\n"]))
def test_reading_a_written_file_gives_the_rows_back(rows: list[Row], end: str) -> None:
    assert [replace(row, line=0) for row in read(as_csv(rows, end))] == rows


@in_both
@pytest.mark.parametrize(("key", "row"), BAD_ROWS.items())
def test_a_bad_row_is_named_with_line_and_reason_and_nothing_is_played(
    key: str, row: str, language: Language, file: Path
) -> None:
    file.write_text(f'{HEADER}2026-11-16,Kato,"two\nlines",,,\n\n{GOOD}{row}\n', encoding="utf-8")
    with pytest.raises(Fault) as raised:
        read_file(file)
    fault = raised.value
    assert (fault.key, fault.line) == (key, 6)
    shown = call("--in", language, "--entries", str(file))
    say = narration(language)
    reason = say(key, **fault.values)
    assert (shown.code, shown.out) == (1, "")
    assert shown.err == say("where.row", file=file, line=6, reason=reason) + "\n"
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("missing", ["date", "person"])
def test_a_missing_column_is_named(missing: str) -> None:
    with pytest.raises(Fault) as raised:
        read(HEADER.replace(missing, "other") + GOOD)
    assert (raised.value.key, raised.value.line) == ("row.column", 1)
    assert raised.value.values["column"] == missing


def test_a_column_that_stands_there_twice_is_named() -> None:
    with pytest.raises(Fault, match=r"row\.column"):
        read("date,person,keep,problem,try,keep\n" + GOOD)


def test_more_people_than_a_team_has_are_refused_at_the_first_too_many() -> None:
    with pytest.raises(Fault) as raised:
        read(HEADER + "".join(f"2026-11-16,P{n},x,,,\n" for n in range(31)))
    assert (raised.value.key, raised.value.line) == ("row.people", 32)


@pytest.mark.parametrize("text", ["", "\n\n", HEADER])
def test_a_file_without_rows_is_not_played(text: str) -> None:
    with pytest.raises(Fault):
        read(text)


@in_both
def test_a_file_that_is_not_there_or_no_text_is_one_sentence(language: Language, file: Path) -> None:
    say = narration(language)
    for key in ("file.unreadable", "file.not_text"):
        shown = call("--in", language, "--entries", str(file))
        assert (shown.code, shown.out) == (1, "")
        assert shown.err == say("where.file", file=file, reason=say(key)) + "\n"
        file.write_bytes(HEADER.encode() + b"2026-11-16,\x81\xff")


def test_days_of_which_it_cannot_be_told_whether_the_month_comes_first_are_named() -> None:
    with pytest.raises(Fault, match=r"row\.date_order"):
        read(HEADER + "03/04/2026,Aoki,x,,,\n")


def test_what_a_file_says_cannot_move_the_cursor_of_whoever_reads_the_reason(file: Path) -> None:
    file.write_text(f"{HEADER}\x1b[2J,Aoki,x,,,\n", encoding="utf-8")
    assert "\x1b" not in call("--entries", str(file)).err


def test_a_spreadsheets_file_is_read_as_it_is_saved(file: Path) -> None:
    header = "Date,Person,Keep,Problem,Try,Notes\r\n"
    text = header + '2026/1/5, 佐藤 ,"一行目\r\n二行目",,,x\r\n,,,,,\r\n2026-01-04,田中,ok\r\n'
    file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert read_file(file) == (
        Row(date(2026, 1, 4), "田中", "ok", line=5),
        Row(date(2026, 1, 5), "佐藤", "一行目\n二行目", line=2),
    )
