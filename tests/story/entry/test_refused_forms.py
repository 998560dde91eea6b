"""A form that is refused keeps what was typed in it, whatever the reason."""

import json
from typing import Any

import pytest

from local.slack.people.person import Person
from local.slack.people.reading import plain_view
from shared.store.engine.documents import Merge
from tests.story.conftest import Story, en, ja, tokyo

KEEP, TIME = ("keep", "text"), ("reminder_time", "value")


def below(person: Person, field: tuple[str, str]) -> Any:
    """What stands in a field of the form, under whatever lies on it."""
    value = person.workspace.view_stack(person.user_id)[0].values.get(field)
    return value["value"] if isinstance(value, dict) else value


def writing(team: Story) -> Person:
    team.tanaka.command("/kpt")
    team.tanaka.type(keep="ten minutes of words")
    return team.tanaka


def unknown_callback(person: Person) -> None:
    person.view.content["callback_id"] = "of another app"


def forged_metadata(person: Person) -> None:
    person.view.content["private_metadata"] = json.dumps({"team": "T9-C9"})


def no_metadata(person: Person) -> None:
    person.view.content["private_metadata"] = ""


@pytest.mark.parametrize("change", [unknown_callback, forged_metadata, no_metadata])
def test_what_we_do_not_know_is_said_on_top_of_what_was_typed(team: Story, change: Any) -> None:
    person = writing(team)
    change(person)
    person.submit()
    assert len(team.workspace.view_stack("U1")) == 2
    assert en("error.unknown") in plain_view(person.view)
    person.close()
    assert below(person, KEEP) == "ten minutes of words"


@pytest.mark.parametrize(
    ("odd", "reason"),
    [
        ({"status": "removed"}, "no_team"),
        ({"members": {"U1": None}, "member_ids": []}, "not_member"),
        ({"time_zone": "Asia/Tokio"}, "no_zone"),
    ],
)
def test_what_the_team_has_become_is_said_at_the_field(team: Story, odd: dict[str, Any], reason: str) -> None:
    person = writing(team)
    if reason == "not_member":
        team.workspace.leave("C1", "U1")
    else:
        team.machine.sqlite.commit([Merge("teams/T1-C1", odd)])
    team.settle()
    person.submit()
    assert person.view.errors == {"keep": ja(f"error.{reason}", channel="#ops")}
    assert below(person, KEEP) == "ten minutes of words"


def test_settings_of_a_team_that_has_ended_keep_what_was_chosen(team: Story) -> None:
    team.tanaka.command("/kpt", "setup")
    team.tanaka.select(reminder_time="16:00")
    team.machine.sqlite.commit([Merge("teams/T1-C1", {"status": "removed"})])
    team.settle()
    team.tanaka.submit()
    assert ja("team.refused_no_team", channel="#ops") in plain_view(team.tanaka.view)
    assert below(team.tanaka, TIME) == "16:00"


def test_settings_of_somebody_who_has_left_keep_what_was_chosen(team: Story) -> None:
    team.tanaka.command("/kpt", "setup")
    team.tanaka.select(reminder_time="16:00")
    team.workspace.leave("C1", "U1")
    team.settle()
    team.tanaka.submit()
    assert ja("team.refused_not_member", channel="#ops") in plain_view(team.tanaka.view)
    assert below(team.tanaka, TIME) == "16:00"


def test_a_pause_that_is_refused_keeps_what_was_chosen(team: Story) -> None:
    team.tanaka.command("/kpt", "setup")
    team.tanaka.select(reminder_time="16:00")
    team.workspace.leave("C1", "U1")
    team.settle()
    team.tanaka.press_in_view("team_pause")
    assert ja("team.refused_not_member", channel="#ops") in plain_view(team.tanaka.view)
    assert below(team.tanaka, TIME) == "16:00"


def test_who_sets_up_what_somebody_else_has_set_up_keeps_what_was_chosen(story: Story) -> None:
    story.suzuki.command("/kpt", "setup")
    story.suzuki.select(reminder_time="16:00")
    story.set_up()
    story.suzuki.submit()
    assert ja("setup.already", channel="#ops") in plain_view(story.suzuki.view)
    assert below(story.suzuki, TIME) == "16:00"


def test_ones_own_times_keep_what_was_chosen_where_one_is_in_no_team_any_more(team: Story) -> None:
    team.tanaka.open_home()
    team.tanaka.press_in_home("my_times")
    team.tanaka.select(time="18:00")
    team.workspace.leave("C1", "U1")
    team.settle()
    team.tanaka.submit()
    assert team.tanaka.view.errors == {"time": ja("error.mine_no_team")}


def test_days_off_keep_what_was_chosen_where_one_is_in_no_team_any_more(team: Story) -> None:
    team.jump(tokyo(16, "11:00"))
    team.tanaka.open_home()
    team.tanaka.press_in_home("add_off")
    team.tanaka.select(first="2026-12-01", last="2026-12-04")
    team.workspace.leave("C1", "U1")
    team.settle()
    team.tanaka.submit()
    assert team.tanaka.view.errors == {"first": ja("error.mine_no_team")}
