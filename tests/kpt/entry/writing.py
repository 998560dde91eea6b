"""Makes answers, and the entries after them."""

from dataclasses import replace
from datetime import UTC, datetime

from shared.kpt.entry.answer import Answer, take
from shared.kpt.entry.entry import Entry, Kind, Texts
from tests.kpt.build import MONDAY

BLANK = Entry("T1-C1", MONDAY, "U1", "deleted", name="Tanaka", team_name="ops")
NOON = datetime(2026, 11, 16, 3, 0, tzinfo=UTC)


def write(keep: str = "", problem: str = "", try_: str = "", *, form: str = "form:1", shown: bool = True) -> Answer:
    return Answer("written", form, "form", Texts(keep, problem, try_), shown)


def tap(kind: Kind, click: str = "tap") -> Answer:
    return Answer(kind, click, "reminder")


def stored(answer: Answer, old: Entry | None = None) -> Entry:
    """The entry after an answer, with the moments that the store would add."""
    outcome = take(answer, old, BLANK)
    assert outcome.change is not None
    changed = outcome.change.after
    kept_at = NOON if outcome.change.first_keep else changed.kept_at
    return replace(changed, kept_at=kept_at, created_at=changed.created_at or NOON)
