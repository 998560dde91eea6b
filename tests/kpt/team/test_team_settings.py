"""What a team may not be set to."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from shared.kpt.team.team import Team
from shared.kpt.team.team_settings import LARGEST_TEAM, MOST_CHOSEN, MOST_DAYS_OFF, faults, settings_of

SETTINGS = settings_of(Team("T1-C1", "ops", "ja", "Asia/Tokyo", members={"U1": "田中"}))


def chosen(many: int) -> dict[str, str]:
    people = tuple(f"U{n}" for n in range(many))
    return dict(faults(replace(SETTINGS, membership="list", chosen=people), 5000))


def test_a_list_holds_as_many_people_as_a_form_may_show_chosen() -> None:
    assert chosen(MOST_CHOSEN) == {}
    assert chosen(MOST_CHOSEN + 1) == {"chosen": "too_many_chosen"}


def test_a_list_has_somebody_in_it() -> None:
    assert chosen(0) == {"chosen": "nobody"}


@pytest.mark.parametrize(("people", "wrong"), [(LARGEST_TEAM, {}), (LARGEST_TEAM + 1, {"membership": "too_many"})])
def test_a_channel_may_be_as_large_as_a_team(people: int, wrong: dict[str, str]) -> None:
    assert dict(faults(SETTINGS, people)) == wrong


@pytest.mark.parametrize(("more", "wrong"), [(0, {}), (1, {"extra_days_off": "extra_many"})])
def test_days_off_are_as_many_as_there_is_room_for(more: int, wrong: dict[str, str]) -> None:
    days = tuple(f"{date(2027, 1, 1) + timedelta(n)}" for n in range(MOST_DAYS_OFF + more))
    assert dict(faults(replace(SETTINGS, extra_days_off=days), 1)) == wrong
