"""People change, and so does the channel: the team follows Slack's events, or the next sweep."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from shared.kpt.team.person import Profile
from shared.store.engine.documents import Update
from shared.wiring import services as wiring
from tests.story.conftest import Story, tokyo
from tests.story.stores import Silent, store_of
from tests.story.team.events import Slow, happens, join, members


def change(team: Story, user: str, *, told: bool, **about: Any) -> None:
    (team.workspace.change_profile if told else team.workspace.change_user)(user, **about)
    happens(team, told=told)


# Who changes


def test_a_new_name_and_picture_are_taken_over(team: Story, *, told: bool) -> None:
    change(team, "U2", told=told, display_name="鈴木(旧田中)", picture="https://example.com/new.png")
    person = team.document("people/T1-U2")
    assert (person["name"], person["picture"]) == ("鈴木(旧田中)", "https://example.com/new.png")
    assert team.document("teams/T1-C1")["members"]["U2"] == {"name": "鈴木(旧田中)"}


def test_a_new_picture_touches_no_team(team: Story, *, told: bool) -> None:
    path = "teams/T1-C1"
    before = team.machine.sqlite.get([path])[path].version
    change(team, "U2", told=told, picture="https://example.com/new.png")
    assert team.document("people/T1-U2")["picture"] == "https://example.com/new.png"
    if told:  # a sweep notes in the team that it came
        assert team.machine.sqlite.get([path])[path].version == before


def test_whoever_moves_is_asked_by_their_new_clock(team: Story, *, told: bool) -> None:
    change(team, "U2", told=told, tz="Europe/Berlin")
    person = team.document("people/T1-U2")
    assert (person["time_zone"], person["country"]) == ("Europe/Berlin", "DE")
    assert "reminder 17:00 Europe/Berlin" in team.document("teams/T1-C1")["slots"]
    team.until(tokyo(16, "17:05"))
    assert team.messages("U2") == []
    team.until(tokyo(17, "01:05"))
    assert len(team.messages("U2")) == 1


def test_slacks_language_is_taken_over_unless_one_was_chosen_here(team: Story, *, told: bool) -> None:
    change(team, "U2", told=told, locale="en-GB")
    assert team.document("people/T1-U2")["language"] == "en"
    team.machine.sqlite.commit([Update("people/T1-U2", {"language": "ja", "language_chosen": True})])
    change(team, "U2", told=told, locale="en-US")
    assert team.document("people/T1-U2")["language"] == "ja"


@pytest.mark.parametrize("about", [{"deleted": True}, {"is_restricted": True}], ids=str)
def test_a_closed_account_and_a_new_guest_leave_every_team(team: Story, about: dict[str, bool], *, told: bool) -> None:
    team.workspace.add_channel("C2", "dev", ["U1", "U2"])
    team.set_up(channel="C2")
    change(team, "U2", told=told, **about)
    assert (members(team), members(team, "T1-C2")) == (["U1", "U3"], ["U1"])
    team.until(tokyo(16, "17:05"))
    assert team.messages("U2") == []


def test_an_account_that_is_in_use_again_is_a_member_again(team: Story, *, told: bool) -> None:
    change(team, "U2", told=told, deleted=True)
    change(team, "U2", told=told, deleted=False)
    assert members(team) == ["U1", "U2", "U3"]
    team.until(tokyo(16, "17:05"))
    assert len(team.messages("U2")) == 1


def test_one_that_left_the_channel_meanwhile_is_not(team: Story) -> None:
    change(team, "U2", told=True, deleted=True)
    team.workspace.leave("C1", "U2")
    change(team, "U2", told=True, deleted=False)
    assert members(team) == ["U1", "U3"]


def test_a_status_and_a_stranger_leave_no_errand(team: Story) -> None:
    calls = len(team.slack.calls)
    team.workspace.set_status("U2", ":coffee:", "Coffee")
    team.workspace.add_user("U9", "stranger", "Stranger")
    team.workspace.change_profile("U9", tz="Europe/Berlin")
    happens(team, told=True)
    assert len(team.slack.calls) == calls
    assert "T1-U9" not in team.documents("people")


@pytest.mark.functions_fail
def test_an_event_is_sent_again_where_the_store_is_silent(team: Story) -> None:
    team.workspace.add_user("U4", "takahashi", "高橋")
    with store_of(team, lambda: Silent(team.machine.sqlite)):
        team.workspace.join("C1", "U4")
    assert members(team) == ["U1", "U2", "U3"]
    team.machine.events.send_again()
    happens(team, told=True)
    assert members(team) == ["U1", "U2", "U3", "U4"]


# A channel of many bots and guests


def join_bots(team: Story, count: int) -> None:
    for n in range(count):
        team.workspace.add_user(f"UB{n:03}", f"bot{n}", f"bot {n}", is_bot=True)
        team.workspace.join("C1", f"UB{n:03}", told=False)
    team.slack.keep_to_rate_limits()


def test_who_joins_a_channel_of_more_bots_than_slack_tells_of_at_once_is_asked_all_the_same(team: Story) -> None:
    join_bots(team, 150)
    join(team, "UZ", told=True)
    assert members(team) == ["U1", "U2", "U3", "UZ"]
    calls = len(team.slack.calls_of("users.info"))
    team.jump(tokyo(16, "16:30"))
    assert team.settle()
    assert len(team.slack.calls_of("users.info")) == calls, "it does not go on asking"


def test_who_joined_it_untold_is_found_by_one_of_the_next_sweeps(team: Story) -> None:
    join_bots(team, 150)
    team.workspace.add_user("UZ", "z", "Zoe")
    team.workspace.join("C1", "UZ", told=False)
    for n in range(4):
        team.jump(tokyo(17 + n, "10:00"))
        happens(team, told=False)
    assert members(team) == ["U1", "U2", "U3", "UZ"]


def test_a_channel_that_was_renamed_is_called_so_from_the_next_sweep_on(team: Story) -> None:
    team.channel.name = "operations"
    happens(team, told=False)
    team.until(tokyo(16, "17:05"))
    assert "#operations" in team.messages("U1")[0]


def test_and_that_very_sweep_learns_about_who_is_not_known_yet(team: Story) -> None:
    team.channel.name = "operations"
    team.machine.sqlite.commit([Update("teams/T1-C1", {"members": {"U1": {"name": "田中"}}})])
    assert team.push("sweep", {"team": "T1-C1"}, 1) == [200]
    assert sorted(team.document("teams/T1-C1")["members"]) == ["U1", "U2", "U3"]
    assert team.document("teams/T1-C1")["name"] == "operations"


@pytest.mark.functions_fail
def test_a_sweep_lets_stand_what_somebody_sets_while_it_asks_slack_about_people(team: Story) -> None:
    services = team.machine.services

    class Meanwhile(Slow):
        """Slack; while it tells of the members, somebody sets another time."""

        def profiles(self, workspace: str, users: Sequence[str], within: float | None) -> dict[str, Profile]:
            if "U1" in users:
                set_time("09:00")
                wiring.use(services)
            return super().profiles(workspace, users, within)

    def set_time(time: str) -> None:
        changed = {"reminder": {"time": time}, "slots": [f"reminder {time} Asia/Tokyo"]}
        team.machine.sqlite.commit([Update("teams/T1-C1", changed)])

    set_time("21:00")
    assert team.settle()
    wiring.use(services.in_world(replace(services.world, directory=Meanwhile(services.world.directory))))
    team.machine.triggers.publish("sweep", [{"team": "T1-C1"}])
    team.settle()
    assert team.settle(), "the sweep comes again, and reads the team anew"
    assert "reminder 09:00 Asia/Tokyo" in team.document("teams/T1-C1")["slots"]
