"""What every store finds: the queries of the contract, held against each of them."""

from datetime import UTC, datetime, timedelta

import pytest

from shared.store.engine.documents import Create, Documents, Put, Where
from shared.store.repository import Repository

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def found(store: Documents, where: Where, limit: int | None = None, *, newest_first: bool = False) -> list[str]:
    return [document.id for document in store.query("t", where, limit=limit, newest_first=newest_first)]


@pytest.fixture
def days(store: Documents) -> Documents:
    """Four days, and what a query must not find: other types, other collections, no such field."""
    for day in ("24", "22", "25", "23"):
        store.commit([Create(f"t/d{day}", {"day": f"2026-11-{day}", "at": NOON + int(day) * HOUR})])
    store.commit([Put("t/d24/t/below", {"day": "2026-11-24", "at": NOON + 24 * HOUR, "tags": ["a"]})])
    store.commit([Put("t/none", {"other": "2026-11-24"}), Put("tt/x", {"day": "2026-11-24", "at": NOON})])
    store.commit([Put("t/swapped", {"day": NOON + 24 * HOUR, "at": "2026-11-24"})])
    store.commit([Put("t/number", {"day": 20261124, "at": 20261124}), Put("t/nothing", {"day": None, "at": None})])
    return store


RANGES = [
    (Where("day", since="2026-11-23"), ["d23", "d24", "d25"]),
    (Where("day", after="2026-11-23"), ["d24", "d25"]),
    (Where("day", before="2026-11-24"), ["d22", "d23"]),
    (Where("day", until="2026-11-24"), ["d22", "d23", "d24"]),
    (Where("day", since="2026-11-23", until="2026-11-24"), ["d23", "d24"]),
    (Where("day", since="2026-11-23", before="2026-11-24"), ["d23"]),
    (Where("day", after="2026-11-23", until="2026-11-25"), ["d24", "d25"]),
    (Where("day", after="2026-11-23", before="2026-11-24"), []),
    (Where("day", since="2026-11-24", until="2026-11-24"), ["d24"]),
    (Where("day", since=""), ["d22", "d23", "d24", "d25"]),
    (Where("at", since=NOON + 23 * HOUR), ["d23", "d24", "d25"]),
    (Where("at", after=NOON + 23 * HOUR, before=NOON + 25 * HOUR), ["d24"]),
    (Where("at", after=NOON + 22 * HOUR, until=NOON + 24 * HOUR), ["d23", "d24"]),
    (Where("at", before=NOON + 22 * HOUR), []),
]


@pytest.mark.parametrize(("where", "expected"), RANGES)
def test_a_range_has_its_bounds_and_its_order(days: Documents, where: Where, expected: list[str]) -> None:
    assert found(days, where) == expected
    assert found(days, where, newest_first=True) == expected[::-1]
    assert found(days, where, 1) == expected[:1]
    assert found(days, where, 2, newest_first=True) == expected[::-1][:2]
    assert found(days, where, 0) == []


def test_a_query_brings_whole_documents(days: Documents) -> None:
    [document] = days.query("t", Where("day", since="2026-11-25"))
    assert (document.path, document.fields) == ("t/d25", {"day": "2026-11-25", "at": NOON + 25 * HOUR})
    assert document.version == days.get(["t/d25"])["t/d25"].version


def test_a_query_of_a_subcollection_stays_in_it(days: Documents) -> None:
    assert [document.path for document in days.query("t/d24/t", Where("day", since=""))] == ["t/d24/t/below"]
    assert list(days.query("t/d25/t", Where("day", since=""))) == []


def test_without_a_bound_all_that_have_the_field_are_found(store: Documents) -> None:
    store.commit([Put("t/b", {"x": "1"}), Put("t/a", {"x": "2"}), Put("t/c", {"y": "3"})])
    assert found(store, Where("x")) == ["b", "a"]


def test_equal_values_are_ordered_by_id(store: Documents) -> None:
    store.commit([Put(f"t/{name}", {"day": "1"}) for name in ("b", "a", "B", "山", "é")])
    expected = ["B", "a", "b", "é", "山"]
    assert found(store, Where("day", since="1")) == expected
    assert found(store, Where("day", since="1"), newest_first=True) == expected[::-1]


def test_texts_are_ordered_by_their_bytes(store: Documents) -> None:
    texts = ["", "10", "9", "A", "a", "ab", "z", "é", "山", "\uffff", "🎉"]
    store.commit([Put(f"t/{number:02}", {"x": text}) for number, text in enumerate(reversed(texts))])
    assert [document.fields["x"] for document in store.query("t", Where("x", since=""))] == texts


def test_moments_are_ordered_to_the_microsecond(store: Documents) -> None:
    moments = [NOON - HOUR, NOON, NOON + timedelta(microseconds=1), NOON + timedelta(seconds=1)]
    store.commit([Put(f"t/{number}", {"at": moment}) for number, moment in enumerate(reversed(moments))])
    assert [document.fields["at"] for document in store.query("t", Where("at", after=NOON))] == moments[2:]
    assert [document.fields["at"] for document in store.query("t", Where("at", until=NOON))] == moments[:2]


def test_a_field_in_a_map_is_reached_by_a_dotted_name(store: Documents) -> None:
    store.commit(
        [Put("t/a", {"map": {"x": "2", "at": NOON}}), Put("t/b", {"map": {"x": "1"}}), Put("t/c", {"map": "x"})]
    )
    assert found(store, Where("map.x", since="1")) == ["b", "a"]
    assert found(store, Where("map.at", since=NOON)) == ["a"]


def test_contains_finds_lists_with_the_text_by_id(store: Documents) -> None:
    slot = "reminder 17:00 Asia/Tokyo"
    store.commit([Put("t/b", {"slots": ["x", slot, slot]}), Put("t/a", {"slots": [slot]}), Put("t/c", {"slots": []})])
    store.commit([Put("t/d", {"slots": slot}), Put("t/e", {"slots": {"0": slot}}), Put("t/f", {"slots": [slot + "!"]})])
    store.commit(
        [Put("t/g", {"slots": [{"x": slot}, 17, None]}), Put("t/a/t/below", {"slots": [slot]}), Put("t/h", {})]
    )
    assert found(store, Where("slots", contains=slot)) == ["a", "b"]
    assert found(store, Where("slots", contains=slot), 1) == ["a"]
    assert found(store, Where("slots", contains="17")) == []
    with pytest.raises(ValueError, match="upwards"):
        found(store, Where("slots", contains=slot), newest_first=True)


def test_a_long_answer_comes_in_pages_that_miss_nothing(store: Documents) -> None:
    names = [f"{number:03}" for number in range(601)]
    for start in (0, 300):
        store.commit(
            [
                Put(f"t/{name}", {"l": ["a"], "day": name[0], "in": {"week": name[0]}})
                for name in names[start : start + 400]
            ]
        )
    assert found(store, Where("l", contains="a")) == names
    assert found(store, Where("day", since="0")) == names
    assert found(store, Where("day", since="0"), newest_first=True) == names[::-1]
    assert found(store, Where("day", since="0"), 450) == names[:450]
    assert found(store, Where("in.week", since="0")) == names


def test_a_range_without_its_own_field_is_refused_as_no_page_could_follow() -> None:
    with pytest.raises(ValueError, match="day"):
        Where("day", since="0", only=("name",))


def test_who_reads_a_query_may_write_meanwhile(store: Documents) -> None:
    store.commit([Put("t/a", {"x": "1"}), Put("t/b", {"x": "2"})])
    for document in store.query("t", Where("x", since="")):
        store.commit([Put(document.path, {"x": document.fields["x"], "seen": True})])
    assert [document.fields["seen"] for document in store.query("t", Where("x", since=""))] == [True, True]


def test_the_workspace_of_a_channels_team_else_of_a_members(store: Documents) -> None:
    teams = {"T1-C1": ["U1", "W4"], "T2-C2": ["U2"], "T3-C3": ["W4"]}
    store.commit([Put(f"teams/{team}", {"channel": team[3:], "member_ids": ids}) for team, ids in teams.items()])
    repository = Repository(lambda: store)
    assert repository.teams.workspaces_of("C2", "W4") == ["T2"]
    assert repository.teams.workspaces_of("D9", "W4") == ["T1", "T3"]
    assert repository.teams.workspaces_of("", "U2") == ["T2"]
    assert repository.teams.workspaces_of("C9", "U9") == []
