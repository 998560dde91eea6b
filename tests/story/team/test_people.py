"""People come, go and change: the team follows, from Slack's events or from the next sweep (issue 6, item 3)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from shared.kpt.errors import RetryLater
from shared.kpt.team.person import Profile
from shared.store.engine.documents import Update
from shared.usecases.ports.world import Directory
from shared.wiring import services as wiring
from tests.story.conftest import Story, key_of, tokyo
from tests.story.stores import Silent, store_of


@pytest.fixture(params=["told", "swept"])
def told(request: pytest.FixtureRequest) -> bool:
    """Whether Slack's event comes, or is lost and a sweep has to find out."""
    return bool(request.param == "told")


def happens(team: Story, *, told: bool) -> None:
    """What the event brings about, or the sweep."""
    if not told:
        team.machine.triggers.publish("sweep", [{"team": "T1-C1"}])
    assert team.settle()
    assert team.documents("errands") == {}


def join(team: Story, user: str, *, told: bool, channel: str = "C1", **about: Any) -> None:
    team.workspace.add_user(user, user.lower(), f"name of {user}", **about)
    team.workspace.join(channel, user, told=told)
    happens(team, told=told)


def change(team: Story, user: str, *, told: bool, **about: Any) -> None:
    (team.workspace.change_profile if told else team.workspace.change_user)(user, **about)
    happens(team, told=told)


def members(team: Story, of: str = "T1-C1") -> list[str]:
    return sorted(team.document(f"teams/{of}")["members"])


# Who comes


def test_whoever_joins_the_channel_is_asked_from_then_on(team: Story, *, told: bool) -> None:
    join(team, "U4", told=told)
    team.until(tokyo(16, "17:05"))
    assert len(team.messages("U4")) == 1


def test_a_joiner_stands_in_both_lists_and_is_learnt_about_once(team: Story, *, told: bool) -> None:
    join(team, "U4", told=told)
    assert team.document("teams/T1-C1")["member_ids"] == ["U1", "U2", "U3", "U4"]
    logged = len(team.events("team.members_refreshed"))
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


# Who changes


def test_a_new_name_and_picture_are_taken_over(team: Story, *, told: bool) -> None:
    change(team, "U2", told=told, display_name="鈴木(旧田中)", picture="https://example.com/new.png")
    person = team.document("people/T1-U2")
    assert (person["name"], person["picture"]) == ("鈴木(旧田中)", "https://example.com/new.png")
    assert team.document("teams/T1-C1")["members"]["U2"] == {"name": "鈴木(旧田中)"}


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
    team.machine.events.tell_again()
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


# Helpers


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


class Slow:
    """Slack, which tells of some people at any time, and of others later: its limit is reached."""

    def __init__(self, directory: Directory) -> None:
        self._directory, self.channel = directory, directory.channel
        self.permissions, self.reach = directory.permissions, directory.reach
        self.installed_in = directory.installed_in
        self.who_reacted = directory.who_reacted
        self.recognises_its_own = directory.recognises_its_own

    def profiles(self, workspace: str, users: Sequence[str], within: float | None) -> dict[str, Profile]:
        if "U50" in users:
            raise RetryLater("ratelimited")
        return self._directory.profiles(workspace, users, within)


def chosen(team: Story) -> None:
    """The team is a list of people from now on."""
    team.machine.sqlite.commit([Update("teams/T1-C1", {"membership": "list"})])
    team.settle()
