"""All that a form stores is in the submission's token, in the comparison that says "no change", and in the revision."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest

from shared.kpt.entry.answer import Answer, Change, submission_token, take
from shared.kpt.entry.entry import Entry, Texts
from shared.kpt.entry.line import Line
from shared.kpt.entry.thanks import Thanks
from shared.kpt.entry.try_before import TryBefore
from shared.kpt.team.person import LastTry
from shared.store.engine.documents import Document
from shared.store.records.entries import entry_fields, entry_from, revision_fields
from tests.kpt.build import MONDAY

BOOKKEEPING = {
    *("team", "day", "user", "name", "team_name"),
    *("revision", "kept_at", "created_at", "updated_at", "updated_by", "via", "saved"),
    *("imported", "imported_at"),
    *("thanked", "thanks_names"),
}
"""What an entry has beside what somebody answered: whose and which it is, and how it came to be."""
BLANK = Entry("T1-C1", MONDAY, "U1", "deleted", name="Tanaka", team_name="ops")
FIRST = Answer("written", "V1:1", "form", Texts("good", "bad", "try"), promised="all")
LAST = LastTry("T1-C1", MONDAY - timedelta(3), "walk")
LINE = Line("0" * 12, MONDAY, "good", datetime(2026, 11, 16, tzinfo=UTC))
OTHERWISE = {
    "kind": replace(FIRST, kind="deleted", texts=Texts(), promised=None),
    "texts": replace(FIRST, texts=Texts("good", "worse", "try")),
    "promised": replace(FIRST, promised="keep"),
    "try_before": replace(FIRST, try_before=TryBefore(LAST.team, LAST.day, "walk", done=True)),
    "lines": replace(FIRST, kept=(LINE.id,)),
    "thanks": replace(FIRST, thanks=Thanks(("U2", "U3"))),
}
"""The same answer with another value of each field."""


def stored(answer: Answer, old: Entry | None = None) -> Change:
    outcome = take(answer, old, BLANK, LAST, [LINE] if answer.kept else [])
    assert outcome.change
    return outcome.change


def test_every_field_of_an_entry_is_bookkeeping_or_stored_by_a_form() -> None:
    assert {each.name for each in fields(Entry)} == BOOKKEEPING | set(OTHERWISE)


@pytest.mark.parametrize("name", OTHERWISE)
def test_another_value_of_it_is_a_change(name: str) -> None:
    old = stored(FIRST).after
    change = stored(replace(OTHERWISE[name], token="V2:1"), old)
    assert getattr(change.after, name) != getattr(old, name)
    assert change.after.revision == 2


@pytest.mark.parametrize("name", OTHERWISE)
def test_the_revision_says_what_it_was(name: str) -> None:
    old = stored(FIRST).after
    change = stored(replace(OTHERWISE[name], token="V2:1"), old)
    revision = entry_from(Document(f"teams/T1-C1/entries/{old.id}", revision_fields(change), None))
    assert getattr(revision, name) == getattr(old, name)


@pytest.mark.parametrize("name", OTHERWISE)
def test_the_entry_comes_back_from_the_store_with_it(name: str) -> None:
    change = stored(replace(OTHERWISE[name], token="V2:1"), stored(FIRST).after)
    again = entry_from(Document(f"teams/T1-C1/entries/{change.after.id}", entry_fields(change), None))
    assert getattr(again, name) == getattr(change.after, name)


@pytest.mark.parametrize("name", sorted(set(OTHERWISE) - {"kind"}))
def test_the_token_of_a_submission_differs_by_it(name: str) -> None:
    """A form brings one kind only, so that it is not in the token."""

    def token(answer: Answer) -> str:
        assert answer.promised
        return submission_token(
            "V1", answer.texts, answer.promised, answer.try_before, answer.kept, answer.thanks.chosen
        )

    assert token(FIRST) != token(OTHERWISE[name])
