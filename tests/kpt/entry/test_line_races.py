"""A kept line is taken away while somebody else is faster, or after what it belonged to is gone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from shared.kpt.errors import StoreSilent
from shared.store.engine.documents import Merge, Update
from shared.store.engine.sqlite import SQLite
from shared.store.repository import Repository
from shared.usecases.entry.keep_line import remove
from shared.usecases.optimistic import TRIES
from shared.usecases.ports.world import World
from tests.kpt.build import MONDAY, FakeMessenger, person, save, sqlite_at, team, world
from tests.story.stores import Overtaken

NOW = datetime(2026, 11, 16, 3, 0, tzinfo=UTC)
LINE = "0123456789ab"


@pytest.fixture
def kept() -> Iterator[tuple[SQLite, World]]:
    """U1 has kept a line on Monday."""
    with sqlite_at(NOW) as (documents, clock):
        save(documents, team("U1"), person("U1", teams=("T1-C1",), home="T1-C1"))
        line = {"day": MONDAY.isoformat(), "text": "shipped", "at": NOW}
        documents.commit([Merge("people/T1-U1", {"kept_lines": {LINE: line}})])
        yield documents, world(documents, clock, FakeMessenger())


def with_others(world: World, documents: SQLite, count: int) -> World:
    """A world in which somebody else changes the person first, before each of so many writes."""
    others = [lambda n=n: documents.commit([Update("people/T1-U1", {"name": f"name {n}"})]) for n in range(count)]
    return replace(world, store=Repository(lambda: Overtaken(documents, *others)))


def lines(world: World) -> list[str]:
    return [line.id for line in world.store.people.get_many("T1", ["U1"])["U1"].kept_lines]


def test_a_line_goes_though_the_person_is_changed_meanwhile(kept: tuple[SQLite, World]) -> None:
    documents, world = kept
    assert remove(with_others(world, documents, TRIES - 1), "T1-C1", "U1", LINE, MONDAY) == "removed"
    assert lines(world) == []
    assert world.store.people.get_many("T1", ["U1"])["U1"].name == f"name {TRIES - 2}"


def test_where_others_are_always_faster_it_stays(kept: tuple[SQLite, World]) -> None:
    documents, world = kept
    with pytest.raises(StoreSilent):
        remove(with_others(world, documents, TRIES), "T1-C1", "U1", LINE, MONDAY)
    assert lines(world) == [LINE]


def test_a_line_of_a_team_that_is_gone_goes_too(kept: tuple[SQLite, World]) -> None:
    documents, world = kept
    documents.commit([Update("teams/T1-C1", {"status": "removed"})])
    assert remove(world, "T1-C1", "U1", LINE, MONDAY) == "removed"
    assert lines(world) == []


def test_whoever_was_erased_has_no_line_to_take_away(kept: tuple[SQLite, World]) -> None:
    assert remove(kept[1], "T1-C1", "U2", LINE, MONDAY) == "nobody"
