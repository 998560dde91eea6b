"""Who stands in the order of speaking, and the order: openers and neighbours, week after week."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kpt.digest.order import speaking_order, who_answered, who_stands
from shared.kpt.entry.entry import Texts
from shared.kpt.team.person import DaysOff, Person
from tests.kpt.build import FRIDAY, MONDAY, THURSDAY, days, entry, person, team

users = st.lists(st.integers(1, 99).map("U{}".format), unique=True, max_size=8)
teams = st.integers(1, 9).map("T1-C{}".format)


def people(*who: Person) -> dict[str, Person]:
    return {p.user: p for p in who}


def weeks(
    users: Sequence[str], numbers: Sequence[int], team: str = "T1-C1", first: date = FRIDAY
) -> list[tuple[str, ...]]:
    """The orders of the sessions in these weeks; in the others none was held."""
    orders: list[tuple[str, ...]] = [()]
    for number in numbers:
        orders.append(speaking_order(team, first + timedelta(weeks=number), users, orders[-1]))
    return orders[1:]


def sides(orders: Sequence[tuple[str, ...]]) -> Counter[frozenset[str]]:
    """How often any two stood side by side."""
    return Counter(frozenset(pair) for order in orders for pair in pairwise(order))


def followers(orders: Sequence[tuple[str, ...]]) -> Counter[tuple[str, ...]]:
    """How often who followed whom."""
    return Counter(pair for order in orders for pair in pairwise(order))


def first_words(orders: Sequence[tuple[str, ...]]) -> Counter[tuple[str, ...]]:
    """How often who said the first kind word to whom: after the last one the first does."""
    return Counter(pair for order in orders for pair in pairwise((*order, order[0])))


# The order of speaking


@given(days, users)
def test_everybody_is_in_the_order_once(session: date, users: list[str]) -> None:
    assert sorted(speaking_order("T1-C1", session, users, ())) == sorted(users)


@given(days, users)
def test_the_order_is_the_same_however_often_it_is_made(session: date, users: list[str]) -> None:
    assert speaking_order("T1-C1", session, users, ()) == speaking_order("T1-C1", session, list(reversed(users)), ())


@given(days, users)
def test_nobody_begins_twice_running_so_the_order_changes_every_week(first: date, users: list[str]) -> None:
    order: tuple[str, ...] = ()
    for session in (first + timedelta(weeks=n) for n in range(12)):
        before, order = order, speaking_order("T1-C1", session, users, order)
        if len(users) > 1:
            assert order[:1] != before[:1]


def test_over_a_year_everybody_begins_now_and_then() -> None:
    five, began = ["U1", "U2", "U3", "U4", "U5"], set()
    order: tuple[str, ...] = ()
    for n in range(52):
        order = speaking_order("T1-C1", FRIDAY + timedelta(weeks=n), five, order)
        began.add(order[0])
    assert began == set(five)


def test_whoever_is_alone_begins_every_week() -> None:
    assert speaking_order("T1-C1", FRIDAY, ["U1"], ["U1"]) == ("U1",)
    assert speaking_order("T1-C1", FRIDAY, [], ["U1"]) == ()


# Openers and neighbours


@given(teams, users, days, st.lists(st.integers(1, 9), min_size=40, max_size=40))
def test_everybody_opens_once_in_as_many_sessions_whatever_weeks_were_left_out(
    team: str, users: list[str], first: date, steps: list[int]
) -> None:
    numbers = [sum(steps[:n]) for n in range(len(steps))]
    orders = weeks(users, numbers, team, first)
    for start in range(len(orders) - len(users)):
        openers = [order[0] for order in orders[start : start + len(users)]]
        assert sorted(openers) == sorted(users)


EXACT = {2: 2, 3: 6, 4: 12, 5: 20, 6: 30, 7: 42, 8: 56}
"""In so many sessions everybody has followed everybody equally often, and said the first word to everybody."""


@pytest.mark.parametrize("size", EXACT)
@given(team=teams, since=st.integers(0, 200), every_other=st.booleans())
def test_who_follows_whom_is_even(size: int, team: str, since: int, *, every_other: bool) -> None:
    members = [f"U{n}" for n in range(size)]
    orders = weeks(members, [since + n * (1 + every_other) for n in range(EXACT[size])], team)
    assert {*followers(orders).values()} == {EXACT[size] // size}
    if size > 2:
        assert {*first_words(orders).values()} == {EXACT[size] // (size - 1)}


@given(teams, st.integers(0, 200))
def test_in_twelve_weeks_of_three_any_two_stand_side_by_side_eight_times(team: str, since: int) -> None:
    orders = weeks(["U1", "U2", "U3"], range(since, since + 12), team)
    assert {*sides(orders).values()} == {8}
    assert {*first_words(orders).values()} == {6}


@pytest.mark.parametrize("size", range(2, 16))
def test_in_a_year_nobody_has_the_same_neighbour_much_more_often_than_another(size: int) -> None:
    orders = weeks([f"U{n}" for n in range(size)], range(52))
    beside = sides(orders)
    assert len(beside) == size * (size - 1) // 2
    assert max(beside.values()) <= 52 * 2 / size + 3


@pytest.mark.parametrize("size", range(3, 16))
def test_neighbours_change_from_one_week_to_the_next(size: int) -> None:
    for one, other in pairwise(weeks([f"U{n}" for n in range(size)], range(52))):
        assert set(pairwise(one)) != set(pairwise(other))
        assert one[0] != other[0]


@given(st.integers(2, 7), st.lists(st.integers(0, 99), min_size=30, max_size=30), st.randoms(use_true_random=False))
def test_between_two_turns_of_one_everybody_who_was_always_there_opens_once(
    size: int, seeds: list[int], random: Random
) -> None:
    members, orders = [f"U{n}" for n in range(size)], list[tuple[str, ...]]()
    order: tuple[str, ...] = ()
    for week, seed in enumerate(seeds):
        there = [user for user in members if (seed + int(user[1:])) % 4] or members
        random.shuffle(there)
        order = speaking_order("T1-C1", FRIDAY + timedelta(weeks=week), there, order)
        orders.append(order)
    for first, opener in enumerate(order[0] for order in orders):
        then = next((n for n in range(first + 1, len(orders)) if orders[n][0] == opener), None)
        if then is None:
            continue
        always = set(members).intersection(*map(set, orders[first : then + 1])) - {opener}
        opened = Counter(order[0] for order in orders[first + 1 : then])
        assert all(opened[user] >= 1 for user in always)
        if all(opener in order for order in orders[first:then]):
            assert all(opened[user] == 1 for user in always)


def test_whoever_joins_or_leaves_turns_nobody_round() -> None:
    one, two = weeks(["U1", "U2", "U3"], range(2))
    with_another = speaking_order("T1-C1", FRIDAY + timedelta(weeks=2), ["U1", "U2", "U3", "U4"], two)
    assert with_another[0] not in (one[0], two[0])
    [third] = {"U1", "U2", "U3"} - {one[0], two[0]}
    assert speaking_order("T1-C1", FRIDAY + timedelta(weeks=2), [one[0], third], two)[0] in (one[0], third)


def test_two_teams_of_the_same_people_have_orders_of_their_own() -> None:
    members = [f"U{n}" for n in range(6)]
    assert len({tuple(weeks(members, range(6), f"T1-C{n}")) for n in range(20)}) == 20


def test_an_order_from_before_goes_on_with_another_opener() -> None:
    assert speaking_order("T1-C1", FRIDAY, ["U1", "U2", "U3"], ["U9"])
    for last in (["U1", "U3", "U2"], ["U2"], ["U3", "U3"]):
        assert speaking_order("T1-C1", FRIDAY, ["U1", "U2", "U3"], last)[0] != last[0]


# Who stands in it


def test_whoever_takes_part_stands_in_the_order() -> None:
    ours = team("U1", "U2", "U3", stepped_out=("U3",))
    assert who_stands(ours, people(person("U1"), person("U2"), person("U3")), FRIDAY) == (["U1", "U2"], [])


def test_whoever_has_that_day_off_is_away() -> None:
    ours = team("U1", "U2", "U3", "U4", "U5")
    known = people(
        person("U1"),
        person("U2"),
        person("U3", days_off=(DaysOff(THURSDAY, FRIDAY),)),
        person("U4", weekdays=(0, 1, 2, 3)),
        person("U5", country="DE"),
    )
    assert who_stands(ours, known, FRIDAY, off_today={"U2"}) == (["U1", "U5"], ["U2", "U3", "U4"])


def test_a_holiday_of_the_members_own_country_is_a_day_off() -> None:
    ours, christmas = team("U1", "U2"), date(2026, 12, 25)
    assert who_stands(ours, people(person("U1"), person("U2", country="DE")), christmas) == (["U1"], ["U2"])


def test_whoever_stopped_the_messages_is_in_neither() -> None:
    ours = team("U1", "U2", "U3")
    known = people(person("U1"), person("U2", stopped=True), person("U3", stopped=True, weekdays=(0,)))
    assert who_stands(ours, known, FRIDAY, off_today={"U2"}) == (["U1"], [])


def test_whoever_stopped_and_answered_all_the_same_stands_there_or_is_off() -> None:
    known = people(person("U1"), person("U2", stopped=True), person("U3", stopped=True, weekdays=(0,)))
    assert who_stands(team("U1", "U2", "U3"), known, FRIDAY, answered={"U2", "U3"}) == (["U1", "U2"], ["U3"])
    assert who_stands(team("U1", "U2"), known, FRIDAY, off_today={"U2"}, answered={"U2"}) == (["U1"], ["U2"])


def test_whoever_says_in_slack_that_they_are_on_vacation_is_off() -> None:
    known = people(person("U1"), person("U2"), person("U3", stopped=True))
    assert who_stands(team("U1", "U2", "U3"), known, FRIDAY, on_vacation={"U2", "U3"}) == (["U1"], ["U2"])


def test_a_keep_or_a_quiet_day_since_the_last_session_is_an_answer() -> None:
    closed = datetime(2026, 11, 13, 8, 30, tzinfo=UTC)
    late = closed + timedelta(hours=1)
    entries = [
        entry(MONDAY, "U1", "good"),
        entry(MONDAY, "U2", kind="quiet"),
        entry(MONDAY, "U3", texts=Texts(problem="only a Problem")),
        entry(MONDAY, "U4", kind="off"),
        entry(MONDAY, "U5", kind="deleted"),
        entry(MONDAY - timedelta(3), "U6", "late", kept_at=late),
        entry(MONDAY - timedelta(3), "U7", "in time", kept_at=closed - timedelta(minutes=1)),
        entry(MONDAY - timedelta(3), "U8", kind="quiet"),
    ]
    assert who_answered(entries, MONDAY, closed) == {"U1", "U2", "U3", "U6"}
    assert who_answered([], MONDAY, None) == set()


def test_whoever_is_not_known_yet_is_in_neither() -> None:
    assert who_stands(team("U1", "U2"), people(person("U1")), FRIDAY) == (["U1"], [])


def test_a_session_on_a_day_on_which_nobody_is_asked_has_everybody_in_it() -> None:
    saturday = FRIDAY + timedelta(1)
    assert who_stands(team("U1", weekday=5), people(person("U1")), saturday) == (["U1"], [])
