"""An old sheet comes in: nothing is written over, nothing is announced, and it can be taken back."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from infra.tools.import_entries import main
from shared.clock import SetClock
from shared.kpt.csv_files.importing import plan_import
from shared.kpt.csv_files.reading import FileRow
from shared.kpt.entry.answer import Answer
from shared.kpt.entry.entry import Texts
from shared.store.engine.documents import Documents
from shared.store.repository import Repository
from shared.usecases.entry.announce import announce
from shared.usecases.ports.world import World
from tests.kpt.build import MONDAY, FakeMessenger, save, sqlite_at, team, world
from tests.sheets.conftest import NOW
from tests.story.stores import Overtaken

FILE = """日付,名前,よかったこと,困ったこと,試すこと
2025/11/17,佐藤さん,よい日,,
2025/11/17,佐藤,よい日,こまった,
2025/11/18,Ｔａｎａｋａ,Good.,,
2025/11/18,昔の人,なつかしい,,
いつか,佐藤,x,,
2027/11/18,佐藤,x,,
2025/11/19,佐藤,,,
"""


class Importing:
    def __init__(self, documents: Documents, clock: SetClock, folder: Path) -> None:
        self.documents, self.clock, self.folder = documents, clock, folder
        self.world: World = world(documents, clock, FakeMessenger())
        (folder / "sheet.csv").write_bytes(FILE.encode("cp932"))
        (folder / "names.txt").write_text("昔の人=\n", encoding="utf-8")

    def run(self, **words: str) -> str:
        out = io.StringIO()
        given = {"TEAM": "T1-C1", "NAMES": str(self.folder / "names.txt"), **words}
        if "UNDO" not in words:
            given["FILE"] = str(self.folder / "sheet.csv")
        assert main([f"{name}={value}" for name, value in given.items()], out, self.world) == 0
        return out.getvalue()

    def stored(self) -> list[tuple[str, Texts]]:
        return [(entry.name, entry.texts) for entry in self.world.store.entries.all_of("T1-C1")]


@pytest.fixture
def importing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Importing]:
    monkeypatch.setenv("STORE", "sqlite::memory:")
    with sqlite_at(NOW) as (documents, clock):
        save(documents, team(members={"U1": "佐藤", "U2": "tanaka"}))
        yield Importing(documents, clock, tmp_path)


def import_id(importing: Importing) -> str:
    return importing.world.store.entries.all_of("T1-C1")[0].imported


def test_a_dry_run_says_what_would_be_and_writes_nothing(importing: Importing) -> None:
    said = importing.run()
    assert "3 entries for ops." in said
    assert "From 2025-11-17 to 2025-11-18." in said
    assert "佐藤 (U1): 1" in said
    assert "kept by name): 1" in said
    assert "  Keep: よい日\n  Problem: こまった\n" in said
    assert "line 3: joined with another row of 2025-11-17 佐藤" in said
    for line, why in ((6, '"いつか" is no day'), (7, "2027/11/18 is still to come"), (8, "nothing is written in it")):
        assert f"line {line}: {why}" in said
    assert importing.stored() == []


def test_what_is_imported_has_no_moment_of_writing_and_stands_in_no_digest(importing: Importing) -> None:
    importing.run(GO="1")
    entries = importing.world.store.entries.all_of("T1-C1")
    assert [(e.created_at, e.updated_at, e.kept_at) for e in entries] == [(None, None, None)] * 3
    assert {e.imported_at for e in entries} == {NOW}
    assert importing.world.store.entries.kept("T1-C1", None, None) == []
    assert importing.world.store.entries.first_day("T1-C1") is None


def test_again_changes_nothing_and_what_stands_there_is_never_written_over(importing: Importing) -> None:
    day = date(2025, 11, 17)
    records = importing.world.store.entries.records("T1-C1", "U1", [day])
    importing.world.store.entries.answer(records, day, Answer("written", "1", "form", Texts("Mine.")))
    assert "2 entries are new; 1 were there" in importing.run(GO="1")
    before = importing.stored()
    assert ("佐藤", Texts("Mine.")) in before
    assert "0 entries are new; 3 were there" in importing.run(GO="1")
    assert importing.stored() == before
    assert importing.world.store.entries.first_day("T1-C1") == day


def test_an_entry_that_is_written_while_the_import_runs_stays_and_all_others_come(importing: Importing) -> None:
    day = date(2025, 11, 17)

    def somebody_writes() -> None:
        store = importing.world.store.entries
        store.answer(store.records("T1-C1", "U1", [day]), day, Answer("written", "1", "form", Texts("Mine.")))

    behind = importing.documents
    importing.world = replace(importing.world, store=Repository(lambda: Overtaken(behind, somebody_writes)))
    assert "2 entries are new; 1 were there" in importing.run(GO="1")
    assert ("佐藤", Texts("Mine.")) in importing.stored()


def test_the_first_day_after_an_import_is_the_earliest_that_was_written_here(importing: Importing) -> None:
    importing.run(GO="1")
    store, today = importing.world.store.entries, NOW.date()
    for minutes, day in enumerate((today, today - timedelta(2))):  # the earlier one was remembered later
        importing.clock.set(NOW + timedelta(minutes=minutes))
        store.answer(store.records("T1-C1", "U1", [day]), day, Answer("written", "1", "form", Texts("Mine.")))
    assert store.first_day("T1-C1") == today - timedelta(2)


def test_nothing_is_announced_also_not_after_an_edit(importing: Importing) -> None:
    importing.run(GO="1")
    day = date(2025, 11, 17)
    announce(importing.world, "T1-C1", day, "U1")
    records = importing.world.store.entries.records("T1-C1", "U1", [day])
    importing.world.store.entries.answer(records, day, Answer("written", "1", "form", Texts("Edited.")))
    announce(importing.world, "T1-C1", day, "U1")
    edited = importing.world.store.entries.get("T1-C1", day, "U1")
    assert edited
    assert (edited.imported, edited.kept_at, edited.updated_at) == (import_id(importing), None, None)
    assert importing.world.messenger.messages == {}  # type: ignore[attr-defined]  # the fake messenger


def test_undo_takes_exactly_this_import_back_and_names_what_was_edited_since(importing: Importing) -> None:
    records = importing.world.store.entries.records("T1-C1", "U1", [MONDAY])
    importing.world.store.entries.answer(records, MONDAY, Answer("written", "1", "form", Texts("Mine.")))
    importing.run(GO="1")
    day = date(2025, 11, 18)
    records = importing.world.store.entries.records("T1-C1", "U2", [day])
    importing.world.store.entries.answer(records, day, Answer("written", "2", "form", Texts("Edited.")))
    said = importing.run(UNDO=import_id(importing))
    assert "2 entries of this import are gone again." in said
    assert "2025-11-18 tanaka was edited since, and stays." in said
    assert importing.stored() == [("tanaka", Texts("Edited.")), ("佐藤", Texts("Mine."))]
    assert "3 entries" in importing.run()


def test_without_the_names_file_whoever_has_left_is_asked_about(importing: Importing) -> None:
    said = importing.run(NAMES="")
    assert 'line 5: nobody here is called "昔の人": say who that is in NAMES=' in said


def test_the_dry_run_says_whom_a_name_was_taken_for(importing: Importing) -> None:
    (importing.folder / "sheet.csv").write_text("日付,名前,keep\n2025-11-17,佐藤（旧）,x\n", encoding="utf-8")
    assert '  "佐藤（旧）" is taken for 佐藤 (U1); NAMES= says otherwise\n' in importing.run()
    (importing.folder / "names.txt").write_text("佐藤（旧）＝\n", encoding="utf-8")
    said = importing.run()
    assert "kept by name): 1" in said
    assert "is taken for" not in said


def test_members_are_found_by_what_people_write_of_their_names() -> None:
    here = team(members={"U1": "佐藤（営業）", "U2": "Tanaka / Sales", "U3": "鈴木（営業）", "U4": "鈴木（総務）"})
    said = ["佐藤", "佐藤さん", "@佐藤", "佐藤 (総務へ異動)", "tanaka", "ＴＡＮＡＫＡ", "鈴木（総務）", "鈴木"]
    rows = [FileRow(number, MONDAY, "", name, "x") for number, name in enumerate(said)]
    plan = plan_import(rows[:7], here, {}, MONDAY, "import")
    assert ({entry.user for entry in plan.entries}, len(plan.joined), plan.misfits) == ({"U1", "U2", "U4"}, 4, ())
    assert dict(plan.taken) == {
        "佐藤": "U1",
        "佐藤さん": "U1",
        "@佐藤": "U1",
        "佐藤 (総務へ異動)": "U1",
        "tanaka": "U2",
        "ＴＡＮＡＫＡ": "U2",
    }
    [misfit] = plan_import(rows[7:], here, {}, MONDAY, "import").misfits
    assert (misfit.key, misfit.about) == ("two_of_that_name", "鈴木")


def test_a_missing_team_or_file_is_one_sentence(importing: Importing, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["TEAM=T1-C9", "FILE=x"], world=importing.world) == 1
    assert main(["TEAM=T1-C1", "FILE=nowhere.csv"], world=importing.world) == 1
    assert main(["FILE=x"], world=importing.world) == 1
    assert len(capsys.readouterr().err.splitlines()) == 3
