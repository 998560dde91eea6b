"""A digest's round, as it lies in its document: on every store."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from shared.kpt.board.running_order import Round
from shared.kpt.digest.digest import Digest, Gathered
from shared.kpt.errors import VersionConflict
from shared.store.engine.documents import Documents, Put, Update
from shared.store.repository import Repository

NOON = datetime(2026, 11, 27, 7, 30, tzinfo=UTC)
SESSION = date(2026, 11, 27)
DIGEST = f"teams/T1-C1/digests/{SESSION}"
ERRAND = f"errands/head-T1-C1-{SESSION}"
BEGUN = Round(("U1",), ("U2",), 3, NOON, None, ("begin", "later U2", "next U1"))
SEEN = Gathered(date(2026, 11, 23), has_keeps=True, off_with_keeps=("U3",), joined=("U4",), is_open=True, revision=7)


@pytest.fixture
def memory(store: Documents) -> Repository:
    store.commit([Put("teams/T1-C1", {"name": "ops", "members": {"U1": {"name": "田中"}}})])
    return Repository(lambda: store)


@pytest.fixture
def digest(memory: Repository) -> Digest:
    opened = Digest(SESSION, SESSION, ("U1", "U2"), ("U3",), names={"U1": "田中", "U2": "鈴木"}, has_board=True)
    return memory.digests.open("T1-C1", opened)


def test_a_digest_keeps_the_names_of_its_people_its_round_and_its_head(memory: Repository, digest: Digest) -> None:
    written = memory.digests.write_round("T1-C1", replace(digest, round=BEGUN, changes=3))
    noted = memory.digests.note_head("T1-C1", replace(written, head=SEEN, changes=4))
    team, now = memory.digests.with_team("T1-C1", SESSION)
    assert team
    assert now == noted == replace(digest, round=BEGUN, head=SEEN, changes=4)
    assert now.head
    assert now.head.revision == 7


def test_a_step_and_its_errand_are_written_together_or_not_at_all(
    memory: Repository, store: Documents, digest: Digest
) -> None:
    store.commit([Update(DIGEST, {"noticed": "something"})])
    with pytest.raises(VersionConflict):
        memory.digests.write_round("T1-C1", replace(digest, round=BEGUN))
    assert store.get([ERRAND]) == {}
    now = memory.digests.get("T1-C1", SESSION)
    assert now
    memory.digests.write_round("T1-C1", replace(now, round=BEGUN))
    errand = store.get([ERRAND])[ERRAND].fields
    assert {name: errand[name] for name in ("kind", "team", "session")} == {
        "kind": "head",
        "team": "T1-C1",
        "session": "2026-11-27",
    }


def test_what_a_head_shows_is_noted_only_while_the_digest_is_as_it_was(memory: Repository, digest: Digest) -> None:
    memory.digests.write_round("T1-C1", replace(digest, round=BEGUN))
    with pytest.raises(VersionConflict):
        memory.digests.note_head("T1-C1", replace(digest, head=SEEN))


def test_an_erasure_takes_the_id_out_of_everything_in_one_write(
    memory: Repository, store: Documents, digest: Digest
) -> None:
    now = memory.digests.note_head(
        "T1-C1", replace(memory.digests.write_round("T1-C1", replace(digest, round=BEGUN)), head=SEEN)
    )
    for user in ("U1", "U2", "U3", "U4"):
        assert now.mentions(user)
        memory.personal_data.leave_digest("T1-C1", now, user)
        now = memory.digests.get("T1-C1", SESSION) or now
        assert not now.mentions(user)
        assert user not in repr(store.get([DIGEST])[DIGEST].fields)
    assert now.changes == 4


def test_a_digest_of_before_is_read_as_one_without_a_round(memory: Repository, store: Documents) -> None:
    store.commit([Put(DIGEST, {"order": ["U1"], "created_at": NOON, "erased": 3})])
    now = memory.digests.get("T1-C1", SESSION)
    assert now
    assert (now.changes, dict(now.names), now.round, now.head) == (3, {}, Round(), None)


def test_odd_fields_of_a_round_count_as_none(memory: Repository, store: Documents) -> None:
    odd = {"told": "U1", "later": [3], "step": "x", "begun_at": "noon", "presses": ["", " ", 1], "names": [], "head": 5}
    store.commit([Put(DIGEST, {"order": ["U1"], "created_at": NOON, **odd})])
    now = memory.digests.get("T1-C1", SESSION)
    assert now
    assert (now.round, dict(now.names), now.head) == (Round(), {}, None)
