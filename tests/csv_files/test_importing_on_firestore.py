"""`make import` against Firestore's emulator, as somebody runs it: dry, with GO, once more, and taken back."""

import io
from pathlib import Path

import pytest

from infra.tools.import_entries import main
from shared.kpt.entry.answer import Answer
from shared.kpt.entry.entry import Entry, Texts
from shared.store.engine.firestore import Firestore
from shared.store.repository import Repository
from tests.emulators import firestore_emulator, fresh_project
from tests.kpt.build import MONDAY, days_of, save, team

__all__ = ["firestore_emulator"]
DAYS = days_of(MONDAY.replace(year=2024), 230)


@pytest.mark.usefixtures("firestore_emulator")
def test_an_old_sheet_comes_in_once_and_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = fresh_project()
    monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", project)
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-none")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "none")
    documents = Firestore(project, "(default)")
    store = Repository(lambda: documents)
    save(documents, team(members={"U1": "佐藤"}))
    records = store.entries.records("T1-C1", "U1", [DAYS[0]])
    store.entries.answer(records, DAYS[0], Answer("written", "1", "form", Texts("書いてあった。")))
    file = tmp_path / "sheet.csv"
    rows = [f'{day:%Y/%m/%d},佐藤さん,"よい日\n{number}日め",' for number, day in enumerate(DAYS)]
    file.write_text("\n".join(["日付,氏名,よかったこと,課題", *rows]), encoding="utf-8-sig")

    def run(*more: str) -> str:
        out = io.StringIO()
        assert main(["TEAM=T1-C1", *more], out) == 0
        return out.getvalue()

    def stored() -> list[Entry]:
        return store.entries.all_of("T1-C1")

    assert "230 entries for ops." in run(f"FILE={file}")
    assert [entry.texts.keep for entry in stored()] == ["書いてあった。"]
    said = run(f"FILE={file}", "GO=1")
    assert "[##############################] 230/230" in said
    assert "229 entries are new; 1 were there and stay as they are." in said
    before = stored()
    assert (len(before), before[0].texts.keep, before[1].texts.keep) == (230, "書いてあった。", "よい日\n1日め")
    assert {(entry.created_at, entry.updated_at, entry.kept_at) for entry in before[1:]} == {(None, None, None)}
    assert "0 entries are new; 230 were there" in run(f"FILE={file}", "GO=1")
    assert stored() == before
    undo = f"UNDO={before[1].imported}"
    assert "229 entries of this import are gone again." in run(undo)
    assert [entry.texts.keep for entry in stored()] == ["書いてあった。"]
    assert "0 entries of this import are gone again." in run(undo)
