"""Files as Excel and Google Sheets write them, in Japan and elsewhere."""

from datetime import date

import pytest

from shared.kpt.csv_files.headers import columns_said
from shared.kpt.csv_files.reading import Unreadable, decoded, read_rows

DAY = date(2026, 11, 24)
JAPANESE = "日付,名前,よかったこと,困ったこと,試すこと\n2026/11/24,佐藤,良い日,,\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_each_encoding_that_spreadsheets_write_is_read(encoding: str) -> None:
    [row] = read_rows(decoded(JAPANESE.encode(encoding)))
    assert (row.day, row.person, row.keep) == (DAY, "佐藤", "良い日")


def test_what_is_no_text_is_said() -> None:
    with pytest.raises(Unreadable, match="encoding"):
        decoded(b"date\n\x81\xff\xfe\x00")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_each_separator_is_told_apart_and_quoted_line_ends_are_kept(separator: str, end: str) -> None:
    text = end.join(["date,name,keep", '2026-11-24,Sato,"one, two; three\nfour"', "", "2026-11-25,Mori,x"]) + end
    if separator != ",":
        text = text.replace("date,name,keep", f"date{separator}name{separator}keep")
        text = text.replace("24,Sato,", f"24{separator}Sato{separator}").replace(
            "25,Mori,", f"25{separator}Mori{separator}"
        )
    first, second = read_rows(text)
    assert (first.keep, first.line) == ("one, two; three\nfour", 2)
    assert (second.person, second.line) == ("Mori", 5)


@pytest.mark.parametrize(
    "cell",
    [
        "2026/11/24",
        "2026-11-24",
        "2026.11.24",
        "2026年11月24日",
        "2026/11/24 17:03:11",
        "２０２６／１１／２４",
        "2026/11/24(火)",
        "令和8年11月24日",
        "R8.11.24",
        "2026年11月24日 火曜日",
        "2026/11/24 午後 5:03:11",
        "2026-11-24T17:03:11",
    ],
)
def test_a_day_with_its_year_in_front_is_read(cell: str) -> None:
    assert read_rows(f"date,name,keep\n{cell},Sato,x\n")[0].day == DAY


def test_american_and_european_days_are_told_apart_by_the_whole_column() -> None:
    assert [r.day for r in read_rows("date,name,keep\n11/24/2026,S,x\n11/2/2026,S,y\n")] == [DAY, date(2026, 11, 2)]
    assert [r.day for r in read_rows("date,name,keep\n24/11/2026,S,x\n2/11/2026,S,y\n")] == [DAY, date(2026, 11, 2)]


@pytest.mark.parametrize("cells", [["3/4/2026"], ["13/4/2026", "4/13/2026"]])
def test_days_that_can_be_read_two_ways_are_asked_about(cells: list[str]) -> None:
    text = "date,name,keep\n" + "".join(f"{cell},S,x\n" for cell in cells)
    with pytest.raises(Unreadable, match="date_order"):
        read_rows(text)
    assert read_rows(text, order="dmy")[0].day in (date(2026, 4, 3), date(2026, 4, 13))


@pytest.mark.parametrize(
    "header",
    [
        "タイムスタンプ,お名前,Keep（今日よかったこと）,Problem,Try",
        "Timestamp,Name,Keep,Problem,Try",
        "日付,氏名,良かったこと,課題,次にやること",
        "DATE,Member,What went well,Problems,Next",
        "日付,名前,K,P,T",
        "日付,名前,Keep：よかったこと,Problem：困ったこと,Try：次に試すこと",
        "タイムスタンプ,お名前を教えてください,今日のよかったことは？,困っていることは何ですか？,次に試したいこと",
        "日付,メンバー名,【Keep】よかったこと,【Problem】困ったこと,【Try】試すこと",
        "Date,Your name,1. What went well?,2. What got in the way?,3. What to try next?",
    ],
)
def test_headers_are_known_in_both_languages(header: str) -> None:
    [row] = read_rows(f"{header}\n2026/11/24 17:00:01,Sato,a,b,c\n")
    assert (row.day, row.person, row.keep, row.problem, row.try_) == (DAY, "Sato", "a", "b", "c")


def test_a_day_of_its_own_counts_before_the_forms_timestamp() -> None:
    [row] = read_rows("タイムスタンプ,日付,名前,keep\n2026/11/25 9:00:00,2026/11/24,佐藤,x\n")
    assert row.day == DAY


def test_other_headers_are_said() -> None:
    said = columns_said("date=いつ, person=だれ,keep=ひとこと")
    [row] = read_rows("いつ,だれ,ひとこと\n2026/11/24,佐藤,x\n", said)
    assert (row.day, row.person, row.keep) == (DAY, "佐藤", "x")
    assert columns_said("date＝いつ，person＝だれ") == {"date": "いつ", "person": "だれ"}
    with pytest.raises(ValueError, match="when"):
        columns_said("when=いつ")


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("", "empty", 0),
        ("\ndate,keep\n", "column", 2),
        ("date,name,other\n", "column", 1),
        ("date,name,keep,keep\n", "twice", 1),
        ("date,name,keep: team,keep: own\n", "twice", 1),
        ('date,name,keep\n2026-11-24,S,"x\n', "quotes", 2),
    ],
)
def test_what_is_wrong_with_the_whole_file_is_named(text: str, key: str, line: int) -> None:
    with pytest.raises(Unreadable) as raised:
        read_rows(text)
    assert (raised.value.key, raised.value.line) == (key, line)


def test_a_header_that_somebody_named_and_that_is_not_there_is_said() -> None:
    with pytest.raises(Unreadable) as raised:
        read_rows("date,person,try\n2026/11/24,Sato,x\n", columns_said("keep=Good things"))
    assert (raised.value.key, raised.value.column) == ("column", "Good things")


@pytest.mark.parametrize("content", [b"PK\x03\x04\x14\x00\x06\x00", "日付,名前,Keep\n".encode("utf-16-le"), b"\x00"])
def test_a_workbook_that_was_not_saved_as_text_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(Unreadable, match="encoding"):
        decoded(content)


def test_a_line_that_tells_excel_the_separator_is_no_row() -> None:
    [row] = read_rows("sep=;\r\nDate;Name;Keep\r\n2026-11-24;Sato;x\r\n")
    assert (row.line, row.day, row.keep) == (3, DAY, "x")


def test_a_cell_of_any_length_is_read() -> None:
    [row] = read_rows(f"date,name,keep\n2026-11-24,Sato,{'x' * 300_000}\n")
    assert len(row.keep) == 300_000


def test_a_row_that_does_not_fit_is_kept_for_whoever_says_so() -> None:
    [row] = read_rows("date,name,keep\nsoon,Sato,x,beside it\n")
    assert (row.day, row.said_day, row.spare) == (None, "soon", True)
