"""A week is read in two parts, and entries are written meanwhile: it never has the revision of words it lacks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from shared.kpt.digest import Digest, Week, week_as_read
from shared.kpt.entry import Entry, Texts
from tests.kpt.build import FRIDAY, MONDAY, entry

OPENED = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
DIGEST = Digest(FRIDAY, FRIDAY, ("U1",), created_at=OPENED)
FIRST = entry(MONDAY, keep="first", kept_at=OPENED)
EDITED = replace(FIRST, texts=Texts("edited"), revision=2)
QUIET = entry(MONDAY, kind="quiet")
KEPT = replace(FIRST, revision=2)


def read(*entries: Entry, before: Digest | None = None) -> Week:
    return week_as_read(DIGEST, MONDAY, MONDAY, before, entries)


def test_an_edit_between_the_readings_is_in_its_words_and_in_its_revision() -> None:
    for readings in ((FIRST, EDITED), (EDITED, FIRST)):
        week = read(*readings)
        assert (week.revision, [e.texts.keep for e in week.keeps_of("U1")]) == (2, ["edited"])
        assert week.around == (EDITED,)


def test_a_first_keep_between_the_readings_joins_both() -> None:
    assert read(KEPT).around == (KEPT,)
    week = read(QUIET, KEPT)
    assert (week.revision, week.authors) == (2, ["U1"])


def test_a_keep_of_another_digest_stays_out() -> None:
    late = replace(KEPT, kept_at=DIGEST.closes_at)
    before = Digest(FRIDAY - timedelta(7), FRIDAY - timedelta(7), (), created_at=OPENED - timedelta(minutes=30))
    assert read(late).kept == ()
    assert read(FIRST, before=before).kept == ()
    assert read(replace(FIRST, kept_at=before.closes_at), before=before).kept != ()
