"""Whose Keep is put before whom on the session's day: over generated teams and quarters."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from shared.kpt.digest.glance import authors_among, days_of_the_week, days_to_read, looks_at, newest_keep
from tests.kpt.build import FRIDAY, MONDAY, THURSDAY, TUESDAY, days, entry, person, team, week

QUARTER = 13
members = st.lists(st.integers(1, 99).map("U{}".format), unique=True, min_size=1, max_size=12)
teams = st.integers(1, 9).map("T1-C{}".format)


def put_before(team_id: str, session: date, viewer: str, authors: Sequence[str]) -> str | None:
    return next(iter(looks_at(team_id, session, viewer, authors)), None)


@given(teams, days, members, st.data())
def test_everybody_who_wrote_is_put_before_somebody(
    team_id: str, first: date, all_: list[str], data: st.DataObject
) -> None:
    for number in range(QUARTER):
        authors = data.draw(st.lists(st.sampled_from(all_), unique=True))
        seen = {put_before(team_id, first + timedelta(weeks=number), viewer, authors) for viewer in all_}
        alone = len(all_) == 1
        assert seen - {None} == (set() if alone else set(authors))


@given(teams, days, members, st.data())
def test_nobody_is_put_before_themselves(team_id: str, session: date, all_: list[str], data: st.DataObject) -> None:
    authors = data.draw(st.lists(st.sampled_from(all_), unique=True))
    for viewer in all_:
        row = looks_at(team_id, session, viewer, authors)
        assert sorted(row) == sorted({*authors} - {viewer})


@given(teams, days, members, st.data())
def test_it_is_another_pairing_than_last_weeks_wherever_there_is_one(
    team_id: str, first: date, all_: list[str], data: st.DataObject
) -> None:
    authors = data.draw(st.lists(st.sampled_from(all_), unique=True))
    for viewer in all_:
        shown = [put_before(team_id, first + timedelta(weeks=n), viewer, authors) for n in range(QUARTER)]
        if len({*authors} - {viewer}) > 1:
            assert all(one != other for one, other in pairwise(shown))


def test_who_sees_whom_differs_from_team_to_team() -> None:
    all_ = [f"U{number}" for number in range(8)]
    assert len({looks_at(f"T1-C{number}", FRIDAY, "U1", all_) for number in range(8)}) > 1


@given(teams, days)
def test_of_two_each_sees_the_other_every_week(team_id: str, session: date) -> None:
    assert put_before(team_id, session, "U1", ["U1", "U2"]) == "U2"
    assert put_before(team_id, session, "U2", ["U1", "U2"]) == "U1"


@given(teams, days, members)
def test_it_does_not_hang_on_the_order_in_which_anybody_stands(team_id: str, session: date, all_: list[str]) -> None:
    for viewer in all_:
        assert looks_at(team_id, session, viewer, all_) == looks_at(team_id, session, viewer, all_[::-1])


@given(teams, days, st.lists(st.integers(1, 99).map("U{}".format), unique=True, min_size=2, max_size=12))
def test_among_authors_everybody_is_seen_once(team_id: str, session: date, all_: list[str]) -> None:
    assert sorted(str(put_before(team_id, session, viewer, all_)) for viewer in all_) == sorted(all_)


def test_who_wrote_this_week_is_an_author_and_who_wrote_before_it_is_none() -> None:
    before = replace(week().digest, held_on=MONDAY - timedelta(3))
    first, last = days_of_the_week(FRIDAY, before)
    wrote = {"U1": (MONDAY,), "U2": (MONDAY - timedelta(3),), "U3": (THURSDAY, TUESDAY)}
    people = {user: person(user, written={"T1-C1": days}) for user, days in wrote.items()}
    ours = team("U1", "U2", "U3", "U4")
    assert authors_among(ours, people, first, last) == ["U1", "U3"]
    assert days_to_read(ours, people["U3"], first, last) == [TUESDAY, THURSDAY]


def test_of_whom_it_is_not_remembered_every_day_is_read() -> None:
    first, last = days_of_the_week(FRIDAY, None)
    assert len(days_to_read(team(), person(remembers=False), first, last)) == 7


def test_the_newest_keep_is_shown_and_none_that_was_taken_back() -> None:
    entries = [entry(MONDAY, keep="one"), entry(TUESDAY, keep="two"), entry(THURSDAY, kind="deleted")]
    newest = newest_keep(team(), entries)
    assert newest
    assert newest.texts.keep == "two"
    assert newest_keep(team(), [entry(MONDAY), entry(TUESDAY, kind="quiet")]) is None
