"""What `make import` brought stands in the sheet, the file and one's own year, and in no digest."""

import io
from pathlib import Path

import pytest

from infra.tools.import_entries import main
from shared.kpt.csv_files.reading import decoded, read_rows
from tests.story.board.test_board import link_in, screen
from tests.story.conftest import Story, key_of, tokyo
from tests.story.personal_data import files
from tests.story.team.sheet.connection import connect, file_of, rows

OLD = "日付,名前,よかったこと\n2025-11-17,田中,去年のよい日\n2026-11-13,田中,先週のよい日\n2026-11-13,鈴木,図を描いた\n"


@pytest.fixture
def imported(team: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Story:
    """The team has a spreadsheet, and somebody has brought the old one in."""
    monkeypatch.setenv("STORE", "sqlite::memory:")
    file_of(team)
    connect(team, team.sato)
    team.sato.close_all()
    (tmp_path / "old.csv").write_text(OLD, encoding="utf-8")
    given = ["TEAM=T1-C1", f"FILE={tmp_path / 'old.csv'}", "GO=1"]
    assert main(given, io.StringIO(), team.machine.services.world) == 0
    team.machine.triggers.publish("sheet", [{"team": "T1-C1"}])  # on one machine the weekly rewrite brings it
    team.settle()
    return team


def edit_friday(story: Story, keep: str) -> None:
    story.tanaka.command("/kpt")
    story.tanaka.press_in_view("day", "2026-11-13")
    story.tanaka.type(keep=keep)
    story.tanaka.submit()
    story.settle()


def test_the_sheet_has_it_and_follows_its_edit(imported: Story) -> None:
    assert sorted(row[4] for row in rows(imported)) == sorted(["去年のよい日", "先週のよい日", "図を描いた"])
    edit_friday(imported, "書き直した")
    assert sorted(row[4] for row in rows(imported)) == sorted(["去年のよい日", "書き直した", "図を描いた"])


def test_ones_own_year_and_the_board_have_it(imported: Story) -> None:
    for what, path in (("year", "/me?from=2025-11-01&until=2026-11-16"), ("board", "/T1-C1/2026-11-13")):
        imported.tanaka.command("/kpt", what)
        own = screen(imported)
        assert own.enter(link_in(imported.tanaka.view)) == 204
        imported.tanaka.close_all()
        page = own.get(path).text
        assert "先週のよい日" in page, what
        assert ("去年のよい日" in page) == (what == "year")


def test_the_file_has_it(imported: Story) -> None:
    imported.tanaka.command("/kpt", "csv 2025-01-01")
    imported.settle()
    [file] = files(imported, "U1")
    said = [
        (row.day.isoformat(), row.user, row.keep) for row in read_rows(decoded(file["content"].encode())) if row.day
    ]
    assert said[0] == ("2025-11-17", "U1", "去年のよい日")
    assert len(said) == 3


def test_nothing_is_announced_and_no_digest_has_it_also_not_after_an_edit(imported: Story) -> None:
    edit_friday(imported, "書き直した")
    imported.until(tokyo(20, "16:40"))
    posted = [key_of(message) for message in imported.channel.everything()]
    assert not [key for key in posted if key.startswith("announcement")]
    assert "よい日" not in str([message.blocks for message in imported.channel.everything()])
    assert "書き直した" not in str([message.blocks for message in imported.channel.everything()])
