"""Kept lines in the store: kept, removed, taken by the batch that stores their entry."""

from datetime import UTC, date, datetime

import pytest

from shared.kpt.entry.answer import Answer
from shared.kpt.entry.entry import Texts
from shared.kpt.entry.line import Line
from shared.kpt.errors import VersionConflict
from shared.store.engine.documents import Documents, Put
from shared.store.repository import Repository

MONDAY = date(2026, 11, 16)
A, B = (Line(f"{n:012x}", MONDAY, text, datetime(2026, 11, 16, 3, n, tzinfo=UTC)) for n, text in ((1, "a"), (2, "b")))


@pytest.fixture
def memory(store: Documents) -> Repository:
    """A team of one person, who is known."""
    member = {"U1": {"name": "Tanaka"}}
    store.commit(
        [
            Put("teams/T1-C1", {"name": "ops", "time_zone": "Asia/Tokyo", "members": member, "member_ids": ["U1"]}),
            Put("people/T1-U1", {"name": "Tanaka", "teams": ["T1-C1"], "home": "T1-C1", "time_zone": "Asia/Tokyo"}),
        ]
    )
    return Repository(lambda: store)


def lines(memory: Repository) -> list[Line]:
    return list(memory.people.get_many("T1", ["U1"])["U1"].kept_lines)


def answer(memory: Repository, **about: object) -> None:
    given = Answer(**{"kind": "written", "token": "V1:x", "via": "form", "promised": "all", **about})  # type: ignore[arg-type]  # by name
    memory.entries.answer(memory.entries.records("T1-C1", "U1", []), MONDAY, given)


def test_what_is_kept_comes_back_as_it_was(memory: Repository) -> None:
    memory.people.keep_line("T1", "U1", B)
    memory.people.keep_line("T1", "U1", A)
    assert lines(memory) == [A, B]


def test_nothing_is_kept_for_somebody_who_was_erased(memory: Repository) -> None:
    with pytest.raises(VersionConflict):
        memory.people.keep_line("T1", "U9", A)
    assert memory.people.get_many("T1", ["U9"]) == {}


def test_removing_one_leaves_the_others_and_is_counted(memory: Repository) -> None:
    memory.people.keep_line("T1", "U1", A)
    memory.people.keep_line("T1", "U1", B)
    memory.people.remove_line(
        memory.people.get_many("T1", ["U1"])["U1"], A.id, {"lines-x": {"kind": "lines", "by": "U1"}}
    )
    person = memory.people.get_many("T1", ["U1"])["U1"]
    assert (list(person.kept_lines), person.lines_changes) == ([B], 1)
    assert memory.errands.get("lines-x")


def test_removing_is_refused_where_the_person_changed_meanwhile(memory: Repository) -> None:
    memory.people.keep_line("T1", "U1", A)
    person = memory.people.get_many("T1", ["U1"])["U1"]
    memory.people.keep_line("T1", "U1", B)
    with pytest.raises(VersionConflict):
        memory.people.remove_line(person, A.id, {})
    assert lines(memory) == [A, B]


def test_an_entrys_batch_takes_exactly_the_named_lines(memory: Repository) -> None:
    memory.people.keep_line("T1", "U1", A)
    memory.people.keep_line("T1", "U1", B)
    answer(memory, texts=Texts("a"), kept=(A.id,), seen=0)
    assert lines(memory) == [B]
    entry = memory.entries.get("T1-C1", MONDAY, "U1")
    assert entry
    assert [taken.id for taken in entry.lines] == [A.id]


def test_as_it_is_takes_all_of_the_day_once_however_often(memory: Repository) -> None:
    memory.people.keep_line("T1", "U1", A)
    memory.people.keep_line("T1", "U1", B)
    before = memory.entries.records("T1-C1", "U1", [])
    for token in ("1:as_is", "2:as_is"):  # on two devices, both of which read before either wrote
        memory.entries.answer(before, MONDAY, Answer("written", token, "reminder", promised="all", as_is=True))
    entry = memory.entries.get("T1-C1", MONDAY, "U1")
    assert entry
    assert (entry.texts.keep, entry.revision, lines(memory)) == ("a\nb", 1, [])


def test_where_another_was_faster_the_person_is_read_again_with_the_entry(memory: Repository) -> None:
    memory.people.keep_line("T1", "U1", A)
    before = memory.entries.records("T1-C1", "U1", [])
    answer(memory, texts=Texts("a"), kept=(A.id,), seen=0)
    memory.people.keep_line("T1", "U1", B)
    late = Answer("written", "V2:x", "form", Texts(problem="p"), False, 0, "all", kept=(A.id, B.id), untouched=True)
    memory.entries.answer(before, MONDAY, late)
    entry = memory.entries.get("T1-C1", MONDAY, "U1")
    assert entry
    assert (entry.texts.keep, entry.texts.problem, lines(memory)) == ("a\nb", "p", [])


def test_what_is_none_of_ours_among_them_is_passed_over(store: Documents) -> None:
    good = {"day": "2026-11-16", "text": "x", "at": A.at}
    odd = {"nothing": 1, A.id: good, "f" * 12: "text", "e" * 12: {**good, "day": "x"}, "d" * 12: {**good, "text": " "}}
    store.commit([Put("people/T1-U1", {"name": "Tanaka", "kept_lines": odd, "lines_changes": "many"})])
    person = Repository(lambda: store).people.get_many("T1", ["U1"])["U1"]
    assert [line.text for line in person.kept_lines] == ["x"]
    assert person.lines_changes == 0
