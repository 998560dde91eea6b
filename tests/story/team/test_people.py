"""People come and go: the team follows Slack's events, or the next sweep."""

from dataclasses import replace
from typing import Any

import pytest

from shared.store.engine.documents import Update
from shared.wiring import services as wiring
from tests.story.conftest import Story, key_of, tokyo
from tests.story.team.events import Slow, happens, join, members

# Who comes


def test_whoever_joins_the_channel_is_asked_from_then_on(team: Story, *, told: bool) -> None:
    join(team, "U4", told=told)
    team.until(tokyo(16, "17:05"))
    assert len(team.messages("U4")) == 1


def test_a_joiner_stands_in_both_lists_and_is_learnt_about_once(team: Story, *, told: bool) -> None:
    join(team, "U4", told=told)
    assert team.document("teams/T1-C1")["member_ids"] == ["U1", "U2", "U3", "U4"]
    logged = len(team.events("team.members_refreshed"))
    assert [(line["came"], line["left"]) for line in team.events("team.members_refreshed")][-1:] == [(1, 0)]
    happens(team, told=False)
    assert len(team.events("team.members_refreshed")) == logged


def test_a_joiner_in_another_zone_brings_its_slots_along(team: Story, *, told: bool) -> None:
    join(team, "U4", told=told, tz="Europe/Berlin")
    assert "reminder 17:00 Europe/Berlin" in team.document("teams/T1-C1")["slots"]
    team.until(tokyo(17, "01:05"))
    assert len(team.messages("U4")) == 1


@pytest.mark.parametrize(
    "about",
    [{"is_bot": True}, {"is_restricted": True}, {"is_ultra_restricted": True}, {"team_id": "T9"}, {"deleted": True}],
    ids=str,
)
def test_bots_guests_and_other_workspaces_people_stay_out(team: Story, about: dict[str, Any]) -> None:
    join(team, "U4", told=True, **about)
    assert members(team) == ["U1", "U2", "U3"]
    assert "U4" not in team.document("teams/T1-C1")["member_ids"]


def test_thirty_who_join_at_once_all_become_members(team: Story) -> None:
    for number in range(10, 40):
        team.workspace.add_user(f"U{number}", f"u{number}", f"Person {number}")
        team.workspace.join("C1", f"U{number}")
    happens(team, told=True)
    assert len(members(team)) == 33


@pytest.mark.functions_fail
def test_a_joiner_among_very_many_guests_is_learnt_about_first(team: Story) -> None:
    """However often the trigger comes again, Slack does not say more than so much in a minute."""
    for number in range(10, 130):
        team.workspace.add_user(f"U{number}", f"u{number}", f"Guest {number}", is_restricted=True)
        team.workspace.join("C1", f"U{number}", told=False)
    team.workspace.add_user("UZ", "z", "Zoe")
    team.workspace.join("C1", "UZ")
    services = team.machine.services
    wiring.use(services.in_world(replace(services.world, directory=Slow(services.world.directory))))
    assert not team.settle(), "all of them are more than Slack tells of"
    wiring.use(services)
    assert members(team) == ["U1", "U2", "U3", "UZ"]


def test_who_joins_a_channel_that_is_no_team_is_nobodys_business(team: Story) -> None:
    team.workspace.add_channel("C9", "random", ["U1"])
    calls = len(team.slack.calls)
    join(team, "U4", told=True, channel="C9")
    assert len(team.slack.calls) == calls


def test_a_chosen_list_takes_no_joiner_in(team: Story, *, told: bool) -> None:
    chosen(team)
    join(team, "U4", told=told)
    assert members(team) == ["U1", "U2", "U3"]


# Who goes


def test_a_leaver_is_not_asked_and_their_keeps_stay_in_the_digest(asked: Story, *, told: bool) -> None:
    asked.write(asked.suzuki, keep="よかった")
    asked.workspace.leave("C1", "U2", told=told)
    happens(asked, told=told)
    asked.until(tokyo(20, "16:40"))
    assert [key_of(m) for m in asked.workspace.direct_messages("U2")] == ["reminder:2026-11-16"]
    assert any("よかった" in part for part in asked.thread())


def test_a_leaver_is_taken_off_a_chosen_list_too(team: Story, *, told: bool) -> None:
    chosen(team)
    team.workspace.leave("C1", "U2", told=told)
    happens(team, told=told)
    assert members(team) == ["U1", "U3"]


def test_whoever_comes_back_is_asked_again(team: Story, *, told: bool) -> None:
    team.workspace.leave("C1", "U2", told=told)
    happens(team, told=told)
    team.workspace.join("C1", "U2", told=told)
    happens(team, told=told)
    team.until(tokyo(16, "17:05"))
    assert len(team.messages("U2")) == 1


def test_coming_and_going_before_anything_was_done_ends_as_the_channel_is(team: Story) -> None:
    team.workspace.add_user("U4", "takahashi", "高橋")
    for _ in range(3):
        team.workspace.join("C1", "U4")
        team.workspace.leave("C1", "U4")
    happens(team, told=True)
    assert members(team) == ["U1", "U2", "U3"]


def chosen(team: Story) -> None:
    """The team is a list of people from now on."""
    team.machine.sqlite.commit([Update("teams/T1-C1", {"membership": "list"})])
    team.settle()
