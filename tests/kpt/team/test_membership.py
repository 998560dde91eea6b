"""Who belongs where: one's home among several teams, what Slack says of a person, whom a team asks."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from shared.kpt.schedule.reminder import (
    UNANSWERED_IN_A_ROW,
    days_to_note,
    is_asked,
    is_not_answering,
    slots_of,
)
from shared.kpt.team.membership import (
    SEEN_AT_ONCE,
    SWEEP_EVERY,
    home_among,
    profile_differs,
    with_news_of,
    with_profile,
    without,
)
from shared.kpt.team.person import Profile
from shared.kpt.team.team import Team
from shared.usecases.team.profiles import whose_turn_it_is
from tests.kpt.build import FRIDAY, MONDAY, THURSDAY, TUESDAY, WEDNESDAY, person, team

TOLD = Profile("U1", "name of U1", "https://example.com/p.png", "ja", "Asia/Tokyo", "JP", is_person=True)
LAST_WEEK = tuple(MONDAY - timedelta(n) for n in range(7, 2, -1))


def other(**about: object) -> Team:
    return replace(team("U1", "U2"), id="T1-C2", **about)  # type: ignore[arg-type]  # any field


# Home


@pytest.mark.parametrize(("home", "asked"), [("", True), ("T1-C1", True), ("T1-C2", False)])
def test_a_team_asks_those_who_are_at_home_in_it(home: str, *, asked: bool) -> None:
    assert is_asked(team(), person(home=home), MONDAY) is asked


def test_a_home_that_asks_stays_whatever_other_teams_there_are() -> None:
    assert home_among(person(home="T1-C2"), [team(), other()]) == "T1-C2"


@pytest.mark.parametrize(
    "about",
    [{"status": "paused"}, {"status": "removed"}, {"status": "blocked"}, {"members": {}}, {"stepped_out": ("U1",)}],
    ids=str,
)
def test_where_home_does_not_ask_another_team_becomes_it(about: dict[str, object]) -> None:
    assert home_among(person(home="T1-C2"), [other(**about), team()]) == "T1-C1"
    assert home_among(person(home="T1-C2"), [other(**about)]) == "T1-C2", "and where there is none, it stays"


# What Slack says


def test_what_is_stored_already_is_no_news() -> None:
    assert not profile_differs(person(home="T1-C1"), TOLD)


@pytest.mark.parametrize(
    "about",
    [
        {"name": "other"},
        {"picture": "other"},
        {"language": "en"},
        {"time_zone": "Europe/Berlin", "country": "DE"},
        {"is_person": False},
    ],
    ids=str,
)
def test_anything_else_is(about: dict[str, object]) -> None:
    assert profile_differs(person(home="T1-C1"), replace(TOLD, **about))  # type: ignore[arg-type]  # any field


def test_a_status_is_no_news() -> None:
    assert not profile_differs(person(home="T1-C1"), replace(TOLD, status_text="休暇", status_emoji=":palm_tree:"))


def test_that_an_account_is_closed_is_news_once_and_so_is_that_it_is_in_use_again() -> None:
    closed = replace(TOLD, is_person=False)
    assert not profile_differs(person(home=""), closed)
    assert profile_differs(person(home=""), TOLD)


def test_a_language_of_ones_own_stays_and_so_does_a_zone_where_slack_says_none() -> None:
    chosen = person(language="en", language_chosen=True)
    assert with_profile(chosen, TOLD).language == "en"
    told = with_profile(person(time_zone="Europe/Berlin", country="DE"), replace(TOLD, time_zone=None, country=""))
    assert (told.time_zone, told.country) == ("Europe/Berlin", "DE")


def test_a_new_zone_brings_its_slots_to_those_that_stand_there() -> None:
    ours = team("U1", "U2")
    ours = replace(ours, slots=slots_of(ours, {"U1": person(), "U2": person("U2")}, MONDAY))
    moved = person(time_zone="Europe/Berlin", country="DE", name="new")
    after = with_news_of(ours, moved, MONDAY)
    assert set(after.slots) == {*ours.slots, "reminder 17:00 Europe/Berlin"}
    assert after.slots == slots_of(ours, {"U1": moved, "U2": person("U2")}, MONDAY), "in the order of all"
    assert after.members == {**ours.members, "U1": "new"}


def test_news_of_one_bring_no_slot_of_others() -> None:
    early, late = person(reminder_time=time(9)), person("U2", reminder_time=time(20))
    ours = replace(team("U1", "U2"), slots=("reminder 09:00 Asia/Tokyo", "reminder 20:00 Asia/Tokyo"))
    assert with_news_of(ours, early, MONDAY).slots == slots_of(ours, {"U1": early, "U2": late}, MONDAY)


def test_of_somebody_who_is_no_member_a_team_is_told_nothing() -> None:
    assert with_news_of(team("U2"), person(), MONDAY) == team("U2")


def test_who_leaves_a_team_is_still_stepped_out_should_they_come_back() -> None:
    left = without(team("U1", "U2", stepped_out=("U1",)), {"U1"})
    assert (set(left.members), left.member_ids, left.stepped_out) == ({"U2"}, ("U2",), ("U1",))


@pytest.mark.parametrize("size", [1, 40, 41, 100, 300])
def test_in_a_large_team_the_sweeps_take_turns_until_everybody_was_looked_at(size: int) -> None:
    ours, now = team(*(f"U{n}" for n in range(size))), datetime(2026, 11, 16, 3, 17, tzinfo=UTC)
    turns = [whose_turn_it_is(ours, now + n * SWEEP_EVERY) for n in range(size // SEEN_AT_ONCE + 2)]
    assert {user for turn in turns for user in turn} == set(ours.members)
    assert {len(turn) for turn in turns} == {min(size, SEEN_AT_ONCE)}


# Days without an answer


def test_after_five_unanswered_days_one_is_asked_on_the_sessions_day_only() -> None:
    quiet = person(unanswered=LAST_WEEK)
    asked = [is_asked(team(), quiet, day) for day in (MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY)]
    assert asked == [False, False, False, False, True]
    assert all(is_asked(team(), replace(quiet, unanswered=LAST_WEEK[1:]), day) for day in (MONDAY, FRIDAY))


def test_the_sessions_day_is_the_day_it_moved_to() -> None:
    quiet = person(unanswered=LAST_WEEK)
    assert is_asked(team(extra_days_off=(FRIDAY.isoformat(),)), quiet, THURSDAY)
    assert not is_asked(team(extra_days_off=(FRIDAY.isoformat(),)), quiet, FRIDAY)


def test_days_up_to_the_last_answer_do_not_count() -> None:
    assert is_not_answering(person(unanswered=LAST_WEEK, answered_on=LAST_WEEK[0] - timedelta(1)))
    assert not is_not_answering(person(unanswered=LAST_WEEK, answered_on=LAST_WEEK[0]))


def test_of_whoever_answers_every_day_nothing_is_noted() -> None:
    assert days_to_note(team(), person(answered_on=LAST_WEEK[-1]), MONDAY) == (), "over a weekend"
    assert days_to_note(team(), person(answered_on=MONDAY), TUESDAY) == ()


def test_the_second_day_in_a_row_is_noted_together_with_the_first() -> None:
    assert days_to_note(team(), person(answered_on=MONDAY), WEDNESDAY) == (TUESDAY, WEDNESDAY)


def test_of_whoever_has_not_answered_ever_each_day_is() -> None:
    assert days_to_note(team(), person(), MONDAY) == (MONDAY,)


def test_five_are_enough() -> None:
    days: tuple[object, ...] = ()
    who = person(answered_on=LAST_WEEK[0] - timedelta(3))
    for day in (*LAST_WEEK, MONDAY, TUESDAY, WEDNESDAY):
        who = replace(who, unanswered=(*who.unanswered, *days_to_note(team(), who, day)))
        days = (*days, len(who.unanswered))
    assert days == (0, 2, 3, 4, 5, 5, 5, 5)
    assert UNANSWERED_IN_A_ROW == 5
