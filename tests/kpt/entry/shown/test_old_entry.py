"""Of an entry from before promises were stored, what stands in the channel says what it promised."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from typing import Literal, get_args

import pytest

from shared.kpt.entry.entry import Entry, Texts
from shared.kpt.messages.delivery import Delivery
from shared.kpt.messages.place import Posted
from shared.kpt.messages.wanted import Wanted
from shared.kpt.team.team import AnnouncementRule, Mode
from shared.usecases.entry.announce import announcement, announcement_key
from shared.usecases.entry.old_entry import stands_in_full
from tests.kpt.build import MONDAY, entry, person, team

OLD = entry(MONDAY, keep="Shipped.", texts=Texts("Shipped.", "Late.", "Earlier."))
PARTS: tuple[Literal["all", "keep"], ...] = ("all", "keep")
RULES = [AnnouncementRule(mode, parts) for mode, parts in product(get_args(Mode), PARTS)]


def showing(of: Entry) -> Delivery:
    """What an entry's message shows, where it has stood since a team told everything."""
    whole = announcement(team(), person(), replace(of, promised="all"))
    key, at = announcement_key(team(), MONDAY, "U1"), datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
    return Delivery(key, "sent", "", at, Posted("C1", "1.0"), of.revision, Wanted(of.revision, whole).shows)


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_all_its_parts_stand_there_however_the_team_announces_by_now(rule: AnnouncementRule) -> None:
    assert stands_in_full(team(announcement=rule), person(), OLD, showing(OLD))


def test_it_is_known_under_the_name_of_then_too() -> None:
    assert stands_in_full(team(), person(), OLD, showing(replace(OLD, name="name of U1")))
    renamed = team(members={"U1": "Tanaka"})
    assert stands_in_full(renamed, person(), OLD, showing(OLD))


def test_anything_else_that_stands_there_or_nothing_is_not_sure() -> None:
    assert not stands_in_full(team(), person(), OLD, None)
    assert not stands_in_full(team(), person(), OLD, replace(showing(OLD), posted=None))
    assert not stands_in_full(team(), person(), OLD, showing(replace(OLD, texts=Texts("Shipped."))))
