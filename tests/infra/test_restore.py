"""Entries that were deleted in the console come back from a copy, and nothing that stands there is overwritten."""

import pytest
from google.cloud import firestore

from infra.tools import restore
from tests.emulators import firestore_emulator, fresh_project

__all__ = ["firestore_emulator"]

ENTRIES = "teams/T1-C1/entries"
WORDS = ["TEAM=T1-C1", "DAY=2026-11-24"]


@pytest.fixture
def project(firestore_emulator: str) -> str:
    """A project whose copy knows two entries of a day and one of another."""
    assert firestore_emulator
    project = fresh_project()
    copy = firestore.Client(project, database="rescue")
    for day, user in (("2026-11-24", "U1"), ("2026-11-24", "U2"), ("2026-11-23", "U1")):
        copy.document(f"{ENTRIES}/{day}_{user}").set({"day": day, "user": user, "keep": "as it was", "revision": 1})
        copy.document(f"{ENTRIES}/{day}_{user}/revisions/1").set({"kind": "none"})
    return project


def test_a_days_entries_come_back_with_their_history(project: str, capsys: pytest.CaptureFixture[str]) -> None:
    live = firestore.Client(project, database="(default)")
    live.document(f"{ENTRIES}/2026-11-24_U2").set({"day": "2026-11-24", "user": "U2", "keep": "newer", "revision": 2})
    assert restore.main([f"PROJECT={project}", "FROM=rescue", *WORDS]) == 0
    assert "3 documents are back" in capsys.readouterr().out
    assert live.document(f"{ENTRIES}/2026-11-24_U1").get().get("keep") == "as it was"
    assert live.document(f"{ENTRIES}/2026-11-24_U1/revisions/1").get().exists
    assert live.document(f"{ENTRIES}/2026-11-24_U2").get().get("keep") == "newer"
    assert not live.document(f"{ENTRIES}/2026-11-23_U1").get().exists
    assert restore.main([f"PROJECT={project}", "FROM=rescue", *WORDS]) == 0
    assert "0 documents are back" in capsys.readouterr().out


@pytest.mark.parametrize("given", [[], ["PROJECT=p", "FROM=rescue"], ["PROJECT=p", "FROM=(default)", *WORDS]])
def test_what_is_missing_is_asked_for(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert restore.main(given) == 1
    assert capsys.readouterr().err
