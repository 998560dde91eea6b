"""What is stored of people and of who belongs to a team, on every store."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.kpt.errors import VersionConflict
from shared.kpt.team.person import Person
from shared.kpt.team.team import Team
from shared.store.engine.documents import Documents, Merge, Update
from shared.store.repository import Repository
from tests.kpt.build import FRIDAY, MONDAY, TUESDAY, person, save, team

SLOT = "reminder 17:00 Asia/Tokyo"


@pytest.fixture
def memory(store: Documents) -> Repository:
    """T1-C1 and T1-C2, with U1 and U2 in both."""
    for name in ("T1-C1", "T1-C2"):
        save(store, replace(team("U1", "U2"), id=name), person("U1", teams=("T1-C1", "T1-C2")), person("U2"))
    return Repository(lambda: store)


def read(memory: Repository) -> tuple[list[Team], Person]:
    return memory.teams.get_many(["T1-C1", "T1-C2"]), memory.people.get_many("T1", ["U1"])["U1"]


def test_a_person_and_all_their_teams_change_in_one_write(memory: Repository) -> None:
    teams, who = read(memory)
    changed = [replace(t, members={"U2": "two"}, member_ids=("U2",), stepped_out=("U2",), slots=(SLOT,)) for t in teams]
    memory.teams.change_members(changed, [replace(who, name="new", home="T1-C2", time_zone="Europe/Berlin")])
    teams, who = read(memory)
    assert [(t.members, t.member_ids, t.stepped_out, t.slots) for t in teams] == [
        ({"U2": "two"}, ("U2",), ("U2",), (SLOT,))
    ] * 2
    assert (who.name, who.home, who.time_zone) == ("new", "T1-C2", "Europe/Berlin")
    assert who.teams == ("T1-C1", "T1-C2"), "which one was in is remembered: their entries lie there"


@pytest.mark.parametrize("path", ["teams/T1-C1", "teams/T1-C2", "people/T1-U1"])
def test_where_one_of_them_has_changed_meanwhile_nothing_is_written(
    memory: Repository, store: Documents, path: str
) -> None:
    teams, who = read(memory)
    store.commit([Update(path, {"meanwhile": True})])
    with pytest.raises(VersionConflict):
        memory.teams.change_members([replace(t, members={}) for t in teams], [replace(who, name="new")])
    teams, who = read(memory)
    assert ([len(t.members) for t in teams], who.name) == ([2, 2], "name of U1")


def test_somebody_new_is_made_and_what_others_wrote_of_them_meanwhile_stays(
    memory: Repository, store: Documents
) -> None:
    store.commit([Merge("people/T1-U9", {"stopped": True})])
    memory.teams.change_members([], [person("U9", teams=("T1-C1",))])
    found = memory.people.get_many("T1", ["U9"])["U9"]
    assert (found.stopped, found.teams) == (True, ("T1-C1",))


def test_days_without_an_answer_add_up_once_each(memory: Repository) -> None:
    memory.people.record_unanswered({"T1-U1": (MONDAY,), "T1-U2": (FRIDAY - timedelta(7), MONDAY)})
    memory.people.record_unanswered({"T1-U1": (MONDAY, TUESDAY)})
    memory.people.record_unanswered({})
    people = memory.people.get_many("T1", ["U1", "U2"])
    assert people["U1"].unanswered == (MONDAY, TUESDAY)
    assert people["U2"].unanswered == (FRIDAY - timedelta(7), MONDAY)


def test_of_somebody_who_was_erased_nothing_is_noted(memory: Repository) -> None:
    memory.people.record_unanswered({"T1-U9": (MONDAY,), "T1-U1": (MONDAY,)})
    assert memory.people.get_many("T1", ["U9"]) == {}
    assert memory.people.get_many("T1", ["U1"])["U1"].unanswered == (MONDAY,)


def test_an_errand_that_was_left_once_more_meanwhile_is_not_forgotten(memory: Repository) -> None:
    memory.errands.add("people-T1-C1", {"kind": "people"})
    first = memory.errands.get("people-T1-C1")
    assert first
    memory.errands.add("people-T1-C1", {"kind": "people"})
    memory.errands.finish(first)
    again = memory.errands.get("people-T1-C1")
    assert again
    memory.errands.finish(again)
    memory.errands.finish(again)
    assert memory.errands.get("people-T1-C1") is None
