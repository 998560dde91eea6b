"""What every store keeps: the contract of shared/store/engine/documents.py, held against each of them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from google.api_core.exceptions import InvalidArgument

from shared.kpt.errors import AlreadyExists, VersionConflict
from shared.store.engine.documents import (
    REMOVE,
    STORE_TIME,
    Create,
    Delete,
    Document,
    Documents,
    Merge,
    Put,
    Union,
    Update,
    Where,
    Write,
)

NOON = datetime(2026, 11, 24, 12, 0, 0, 123456, tzinfo=UTC)


def fields(store: Documents, path: str) -> Any:
    return store.get([path])[path].fields


def version(store: Documents, path: str) -> object:
    return store.get([path])[path].version


def test_what_is_written_is_read(store: Documents) -> None:
    whole = {"name": "#général 山", "n": -3, "yes": True, "no": False, "none": None, "text": "", "big": 2**53 + 1}
    store.commit([Create("teams/T1-C1", whole)])
    document = store.get(["teams/T1-C1"])["teams/T1-C1"]
    assert (document.path, document.id, document.fields) == ("teams/T1-C1", "T1-C1", whole)
    assert [type(value) for value in document.fields.values() if value == 1] == [bool]


def test_missing_documents_are_left_out(store: Documents) -> None:
    store.commit([Create("teams/a", {}), Create("people/a", {"x": 1})])
    assert set(store.get(["teams/a", "teams/b", "people/a", "people/a", "slots/a"])) == {"teams/a", "people/a"}
    assert store.get([]) == {}


def test_nested_maps_and_lists_come_back_whole(store: Documents) -> None:
    nested = {"a": {"b": {"c": [1, {"d": None, "at": NOON}, "x"]}}, "empty": {}, "none": [], "odd key.山": {"U 1": 1}}
    store.commit([Put("teams/a", nested)])
    assert fields(store, "teams/a") == nested


@pytest.mark.parametrize(
    "text", ["日本語 🎉", 'quote " \\ back', "line\nbreak\u2028", "nul\x00", "e\u0301", "'; DROP TABLE"]
)
def test_any_text_comes_back_exactly(store: Documents, text: str) -> None:
    store.commit([Put("teams/a", {"text": text, "list": [text], "map": {text: text}})])
    assert fields(store, "teams/a") == {"text": text, "list": [text], "map": {text: text}}


@pytest.mark.parametrize("name", ["山田-🎉", "a b", "2026-11-24_U1", "announcement:2026-11-24:U1", "50%", "'\"`"])
def test_any_text_is_an_id(store: Documents, name: str) -> None:
    team = name.replace(":", "-")  # the emulator's REST interface knows no collection below an id with a colon
    path = f"teams/{team}/entries/{name}"
    store.commit([Create(path, {"n": 1})])
    assert fields(store, path) == {"n": 1}
    assert [document.path for document in store.query(f"teams/{team}/entries", Where("n"))] == [path]


@pytest.mark.parametrize("path", ["teams", "teams/a/entries", "teams//entries/x", "", "teams/"])
def test_a_path_that_is_no_documents_is_refused(store: Documents, path: str) -> None:
    with pytest.raises((ValueError, InvalidArgument)):
        store.commit([Put(path, {})])


def test_moments_come_back_exactly_as_plain_utc(store: Documents) -> None:
    tokyo = datetime(2026, 11, 25, 3, 0, 0, 1, tzinfo=timezone(timedelta(hours=9)))
    store.commit([Put("teams/a", {"noon": NOON, "tokyo": tokyo, "list": [{"at": NOON}]})])
    found = fields(store, "teams/a")
    assert found == {"noon": NOON, "tokyo": tokyo, "list": [{"at": NOON}]}
    for moment in (found["noon"], found["tokyo"], found["list"][0]["at"]):
        assert type(moment) is datetime
        assert moment.utcoffset() == timedelta(0)
    assert found["tokyo"].microsecond == 1


def test_store_time_is_now_and_the_same_throughout_a_commit(store: Documents) -> None:
    before = datetime.now(UTC) - timedelta(seconds=1)
    store.commit([Create("teams/a", {"at": STORE_TIME, "n": 1}), Merge("teams/b", {"at": STORE_TIME})])
    store.commit([Update("teams/b", {"later": STORE_TIME, "map.at": STORE_TIME})])
    a, b = fields(store, "teams/a"), fields(store, "teams/b")
    assert before < a["at"] == b["at"] <= b["later"] == b["map"]["at"] < datetime.now(UTC) + timedelta(seconds=1)
    assert (type(a["at"]), a["n"]) == (datetime, 1)


def test_a_commit_is_all_or_nothing(store: Documents) -> None:
    store.commit([Create("teams/a", {"n": 1}), Create("teams/b", {"n": 1})])
    with pytest.raises(VersionConflict):
        store.commit([Put("teams/a", {"n": 2}), Delete("teams/b"), Create("teams/c", {}), Update("teams/d", {"n": 2})])
    assert {path: found.fields for path, found in store.get(["teams/a", "teams/b", "teams/c", "teams/d"]).items()} == {
        "teams/a": {"n": 1},
        "teams/b": {"n": 1},
    }


def test_a_taken_document_fails_the_whole_commit_and_says_so(store: Documents) -> None:
    store.commit([Create("teams/a", {"owner": "first"})])
    with pytest.raises(AlreadyExists):
        store.commit([Put("teams/b", {}), Create("teams/a", {"owner": "second"})])
    assert store.get(["teams/b"]) == {}
    assert fields(store, "teams/a") == {"owner": "first"}


def test_a_deleted_document_can_be_made_again(store: Documents) -> None:
    store.commit([Create("teams/a", {"n": 1})])
    old = version(store, "teams/a")
    store.commit([Delete("teams/a")])
    store.commit([Create("teams/a", {"n": 1})])
    with pytest.raises(VersionConflict):
        store.commit([Update("teams/a", {"n": 2}, if_version=old)])
    store.commit([Delete("teams/missing")])


def test_put_leaves_nothing_of_what_was_there(store: Documents) -> None:
    store.commit([Put("teams/a", {"old": 1, "map": {"old": 1}})])
    store.commit([Put("teams/a", {"map": {"new": 2}})])
    assert fields(store, "teams/a") == {"map": {"new": 2}}


def test_merge_goes_into_maps_and_makes_the_document(store: Documents) -> None:
    store.commit([Merge("teams/a", {"n": 1, "map": {"x": {"deep": 1}, "y": 1}, "list": [1, 2]})])
    store.commit([Merge("teams/a", {"map": {"x": {"deeper": 2}, "z.w": 3}, "list": [3], "n": {"now": "a map"}})])
    assert fields(store, "teams/a") == {
        "map": {"x": {"deep": 1, "deeper": 2}, "y": 1, "z.w": 3},
        "list": [3],
        "n": {"now": "a map"},
    }


def test_an_empty_map_in_a_merge_empties_the_map(store: Documents) -> None:
    store.commit([Put("teams/a", {"map": {"x": 1}, "n": 1})])
    store.commit([Merge("teams/a", {"map": {}})])
    store.commit([Merge("teams/a", {}), Merge("teams/new", {})])
    assert (fields(store, "teams/a"), fields(store, "teams/new")) == ({"map": {}, "n": 1}, {})


def test_update_replaces_a_map_and_a_dotted_path_goes_into_it(store: Documents) -> None:
    store.commit([Put("teams/a", {"one": {"x": 1, "y": 1}, "two": {"x": 1, "y": {"z": 1}}, "n": 1})])
    changes = {"one": {"x": 2}, "two.y.w": 2, "two.U1-x": 2, "new.map": {"a": 1}, "n.now": "a map"}
    store.commit([Update("teams/a", changes)])
    assert fields(store, "teams/a") == {
        "one": {"x": 2},
        "two": {"x": 1, "y": {"z": 1, "w": 2}, "U1-x": 2},
        "new": {"map": {"a": 1}},
        "n": {"now": "a map"},
    }


def test_an_update_of_a_missing_document_is_stale(store: Documents) -> None:
    with pytest.raises(VersionConflict):
        store.commit([Update("teams/a", {"n": 1})])
    assert store.get(["teams/a"]) == {}


def test_a_write_at_an_old_version_is_stale(store: Documents) -> None:
    store.commit([Put("teams/a", {"n": 1})])
    old = version(store, "teams/a")
    store.commit([Update("teams/a", {"n": 2}, if_version=old)])
    for write in (Update("teams/a", {"n": 3}, if_version=old), Delete("teams/a", if_version=old)):
        with pytest.raises(VersionConflict):
            store.commit([write])
    assert fields(store, "teams/a") == {"n": 2}
    current = version(store, "teams/a")
    store.commit([Delete("teams/a", if_version=current)])
    for write in (Update("teams/a", {"n": 3}, if_version=current), Delete("teams/a", if_version=current)):
        with pytest.raises(VersionConflict):
            store.commit([write])
    assert store.get(["teams/a"]) == {}


def test_a_commit_answers_the_versions_it_leaves_in_order(store: Documents) -> None:
    store.commit([Put("teams/a", {"n": 1}), Put("teams/same", {"n": 1}), Put("teams/gone", {})])
    writes: list[Write] = [
        Update("teams/a", {"n": STORE_TIME, "list": Union(("x",))}),
        Delete("teams/gone"),
        Create("teams/b", {}),
        Put("teams/same", {"n": 1}),
        Merge("teams/c", {"n": 1}),
        Update("teams/c", {"m": 1}),
        Delete("teams/never-there"),
    ]
    answered = store.commit(writes)
    found = store.get([write.path for write in writes])
    assert answered == [found[write.path].version if write.path in found else None for write in writes]
    store.commit([Update("teams/a", {"n": 2}, if_version=answered[0]), Delete("teams/b", if_version=answered[2])])
    assert store.commit([]) == []


def test_a_write_that_changes_nothing_leaves_the_version(store: Documents) -> None:
    store.commit([Put("teams/a", {"n": 1, "map": {"a": 1, "b": 2}})])
    old = version(store, "teams/a")
    store.commit([Put("teams/a", {"map": {"b": 2, "a": 1}, "n": 1})])
    assert version(store, "teams/a") == old
    store.commit([Update("teams/a", {"n": True})])
    assert version(store, "teams/a") != old


def test_remove_takes_a_field_away(store: Documents) -> None:
    store.commit([Put("teams/a", {"x": 1, "y": {"z": 1, "w": 1}, "k": 1})])
    store.commit([Update("teams/a", {"x": REMOVE, "y.z": REMOVE, "absent": REMOVE})])
    assert fields(store, "teams/a") == {"y": {"w": 1}, "k": 1}
    store.commit([Merge("teams/a", {"k": REMOVE, "n": 1})])
    assert fields(store, "teams/a") == {"y": {"w": 1}, "n": 1}
    for write in (Put("teams/a", {"x": REMOVE}), Create("teams/b", {"x": REMOVE})):
        with pytest.raises(ValueError, match=r".+"):
            store.commit([write])


def test_a_merge_takes_one_key_of_a_map_away_and_leaves_the_others(store: Documents) -> None:
    store.commit([Put("teams/a", {"map": {"0a": {"text": "x"}, "1b": {"text": "y"}, "2c": 1}, "n": 1})])
    store.commit([Merge("teams/a", {"map": {"0a": REMOVE, "absent": REMOVE, "3d": {"text": "z"}}, "n": 2})])
    assert fields(store, "teams/a") == {"map": {"1b": {"text": "y"}, "2c": 1, "3d": {"text": "z"}}, "n": 2}
    store.commit([Update("teams/a", {"map.1b": REMOVE, "map.4e": {"text": "u"}})])
    assert fields(store, "teams/a")["map"] == {"2c": 1, "3d": {"text": "z"}, "4e": {"text": "u"}}


def test_a_query_for_some_fields_brings_these_alone(store: Documents) -> None:
    store.commit([Put("teams/a", {"slots": ["17:00 UTC"], "status": "active", "name": "ops"})])
    [found] = store.query("teams", Where("slots", contains="17:00 UTC", only=("status",)))
    assert (found.path, found.fields) == ("teams/a", {"status": "active"})


def test_a_union_adds_only_what_is_missing(store: Documents) -> None:
    store.commit([Put("teams/a", {"list": ["b", "a"], "text": "x"})])
    more = Union(("a", "c", "c", "b"))
    store.commit([Update("teams/a", {"list": more, "text": more, "new": more, "map.deep": more})])
    store.commit([Merge("teams/b", {"list": more})])
    assert fields(store, "teams/a") == {
        "list": ["b", "a", "c"],
        "text": ["a", "c", "b"],
        "new": ["a", "c", "b"],
        "map": {"deep": ["a", "c", "b"]},
    }
    assert fields(store, "teams/b") == {"list": ["a", "c", "b"]}


@pytest.mark.parametrize("changes", [{}, {"a": 1, "a.b": 2}, {"a.b": 2, "a": 1}, {"a..b": 1}, {".a": 1}])
def test_an_update_that_makes_no_sense_is_refused(store: Documents, changes: dict[str, Any]) -> None:
    store.commit([Put("teams/a", {"n": 1})])
    with pytest.raises((ValueError, TypeError)):
        store.commit([Update("teams/a", changes)])
    assert fields(store, "teams/a") == {"n": 1}


BELOW = [{"at": STORE_TIME}, [STORE_TIME], {"list": Union(("x",))}, {"x": REMOVE}]
"""What the store would have to put in where a field is written as it is."""


@pytest.mark.parametrize("value", [NOON.date(), NOON.replace(tzinfo=None), 2**63, "\ud800", 1j, *BELOW], ids=repr)
def test_a_value_that_no_field_can_hold_is_refused(store: Documents, value: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        store.commit([Put("teams/b", {}), Put("teams/a", {"x": value})])
    assert store.get(["teams/a", "teams/b"]) == {}


def test_writes_of_one_commit_are_done_in_order(store: Documents) -> None:
    store.commit([Put("teams/a", {"n": 1}), Merge("teams/a", {"m": 1}), Update("teams/a", {"n": 2})])
    assert fields(store, "teams/a") == {"n": 2, "m": 1}
    store.commit([Delete("teams/a"), Create("teams/a", {"new": 1})])
    assert fields(store, "teams/a") == {"new": 1}


def test_of_eight_writers_exactly_one_makes_the_document(store: Documents) -> None:
    def write(owner: int) -> bool:
        try:
            store.commit([Create("teams/a/deliveries/x", {"owner": owner})])
        except AlreadyExists:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(write, range(8)))
    assert sum(won) == 1
    assert fields(store, "teams/a/deliveries/x") == {"owner": won.index(True)}


def test_documents_know_their_id() -> None:
    assert Document("teams/T1/entries/2026-11-24_U1", {}, 1).id == "2026-11-24_U1"
