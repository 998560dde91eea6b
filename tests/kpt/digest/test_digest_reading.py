"""A week is read in two parts, and entries are written meanwhile: it never has the revision of words it lacks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from shared.kpt.digest.digest import Digest
from shared.kpt.digest.week import Week, beside_the_keeps, marked_since, week_as_read
from shared.kpt.entry.entry import Entry, Texts
from tests.kpt.build import FRIDAY, MONDAY, entry, team

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


def test_beside_its_keeps_a_week_asks_for_the_other_days_of_all_who_have_a_place_in_it() -> None:
    digest = replace(DIGEST, order=("U1",), away=("U2",))
    kept = [entry(MONDAY, keep="mine"), entry(FRIDAY, user="U9", keep="of somebody who has left")]
    named = beside_the_keeps(team("U1", "U3"), digest, MONDAY, kept)
    week = [MONDAY + timedelta(n) for n in range(5)]
    days = {user: [day for _, day, whose in named if whose == user] for user in ("U1", "U2", "U3", "U9")}
    assert days == {"U1": week[1:], "U2": week, "U3": [], "U9": week[:-1]}


def test_after_a_year_of_pause_ten_weeks_are_looked_through_for_marks() -> None:
    a_year_ago = Digest(FRIDAY - timedelta(364), FRIDAY - timedelta(364), (), created_at=OPENED - timedelta(364))
    assert marked_since(DIGEST, MONDAY, a_year_ago) == FRIDAY - timedelta(weeks=10)
