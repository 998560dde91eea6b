"""What is stored of one person, found and forgotten: on every store."""

from datetime import UTC, date, datetime, timedelta

import pytest

from shared.kpt.errors import VersionConflict
from shared.store.engine.documents import Documents, Put, Update, Where
from shared.store.repository import Repository

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
ENTRY = "teams/T1-C1/entries/2026-11-24_U1"
DIGEST = "teams/T1-C1/digests/2026-11-27"


@pytest.fixture
def memory(store: Documents) -> Repository:
    """U1 in two teams, with an entry of two changes in the first, and a digest that names them."""
    people = {"U1": {"name": "田中"}, "U2": {"name": "鈴木"}}
    for team in ("T1-C1", "T1-C2", "T2-C1"):
        about = {"members": people, "member_ids": ["U1", "U2"], "created_by": "U1", "updated_by": "U2", "name": "ops"}
        store.commit([Put(f"teams/{team}", about)])
    store.commit([Put("teams/T1-C3", {"members": {}, "member_ids": ["U2"], "created_by": "U2", "updated_by": "U2"})])
    store.commit([Put("people/T1-U1", {"schema": 1, "name": "田中", "teams": ["T1-C1"]})])
    for user in ("U1", "U2"):
        path = f"teams/T1-C1/entries/2026-11-24_{user}"
        fields = {"day": "2026-11-24", "user": user, "kind": "written", "keep": "よかった", "revision": 2}
        store.commit([Put(path, fields), *(Put(f"{path}/revisions/{n}", {"keep": f"{n}"}) for n in (1, 2))])
    store.commit([Put(DIGEST, {"held_on": "2026-11-27", "order": ["U1", "U2"], "away": [], "created_at": NOON})])
    return Repository(lambda: store)


def entries(store: Documents) -> list[str]:
    return [document.id for document in store.query("teams/T1-C1/entries", Where("user", since=""))]


def test_the_teams_of_a_person_are_those_of_their_own_workspace(memory: Repository) -> None:
    assert [team.id for team in memory.personal_data.teams_of("T1", "U1")] == ["T1-C1", "T1-C2"]
    assert [team.id for team in memory.personal_data.teams_of("T2", "U1")] == ["T2-C1"]
    assert memory.personal_data.teams_of("T1", "U9") == []


def test_an_entry_goes_with_its_revisions_and_leaves_a_number(memory: Repository, store: Documents) -> None:
    [entry] = memory.personal_data.entries_of("T1-C1", "U1")
    digests = memory.digests.all_of("T1-C1")
    [lost] = memory.personal_data.forget_entry(entry, digests)
    assert store.get([ENTRY, f"{ENTRY}/revisions/1", f"{ENTRY}/revisions/2"]) == {}
    assert entries(store) == ["2026-11-24_U2"]
    now = memory.digests.get("T1-C1", date(2026, 11, 27))
    assert now is not None
    assert (now.changes, now.version) == (3, lost.version)
    assert memory.personal_data.forget_entry(entry, [lost]) == [lost], "it is gone already"
    with pytest.raises(VersionConflict):
        memory.personal_data.leave_digest("T1-C1", digests[0], "U1")
    memory.personal_data.leave_digest("T1-C1", lost, "U1")
    assert store.get([DIGEST])[DIGEST].fields["order"] == ["U2"]


def test_an_entry_or_a_digest_that_changed_meanwhile_stays(memory: Repository, store: Documents) -> None:
    [entry], digests = memory.personal_data.entries_of("T1-C1", "U1"), memory.digests.all_of("T1-C1")
    store.commit([Update(DIGEST, {"finished_at": NOON})])
    with pytest.raises(VersionConflict):
        memory.personal_data.forget_entry(entry, digests)
    store.commit([Update(ENTRY, {"revision": 3})])
    with pytest.raises(VersionConflict):
        memory.personal_data.forget_entry(entry, memory.digests.all_of("T1-C1"))
    assert entries(store) == ["2026-11-24_U1", "2026-11-24_U2"]


def test_a_digest_that_lost_somebody_is_not_finished(memory: Repository) -> None:
    [digest] = memory.digests.all_of("T1-C1")
    memory.personal_data.leave_digest("T1-C1", digest, "U1")
    assert not memory.digests.finish("T1-C1", digest)
    [digest] = memory.digests.all_of("T1-C1")
    assert memory.digests.finish("T1-C1", digest)


def test_leaving_a_team_takes_id_and_name_out_and_nothing_else(memory: Repository, store: Documents) -> None:
    before = store.get(["teams/T1-C1"])["teams/T1-C1"].fields
    memory.personal_data.leave_team("T1-C1", "U1")
    after = dict(store.get(["teams/T1-C1"])["teams/T1-C1"].fields)
    after.pop("updated_at")
    left = {"members": {"U2": {"name": "鈴木"}}, "member_ids": ["U2"], "created_by": ""}
    assert after == {**before, **left}
    version = store.get(["teams/T1-C1"])["teams/T1-C1"].version
    memory.personal_data.leave_team("T1-C1", "U1")
    assert store.get(["teams/T1-C1"])["teams/T1-C1"].version == version, "a write wakes `schedule`"


def test_a_person_is_forgotten_with_one_line_however_often(memory: Repository, store: Documents) -> None:
    for _ in range(2):
        memory.personal_data.forget_person("T1", "U1", NOON)
    assert store.get(["people/T1-U1"]) == {}
    [line] = store.query("audit", Where("at", since=NOON - timedelta(days=9999)))
    assert line.id == "2026-11-24T12:00:00.000000Z_T1-U1"
    assert (line.fields["by"], line.fields["what"]) == ("U1", "erased their own data")


def test_everything_of_a_person_is_what_is_stored_of_them(memory: Repository) -> None:
    everything = memory.personal_data.everything_of("T1", "U1")
    assert everything["person"]["name"] == "田中"
    assert everything["teams"]["T1-C1"]["entries"]["2026-11-24_U1"]["revisions"] == {
        "1": {"keep": "1"},
        "2": {"keep": "2"},
    }
    assert "鈴木" not in repr(everything)
