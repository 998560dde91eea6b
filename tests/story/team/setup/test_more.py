"""Set-up asks three things first: when, the session, who. *More* lays the rest on top."""

import json
from typing import Any

import pytest

from local.slack.people.reading import plain_view
from tests.story.conftest import Story, en, ja

FIRST = ["reminder_time", "weekdays", "session_weekday", "session_time", "membership", "chosen"]
MORE = [
    *("clock", "announcement_mode", "announcement_parts", "announcement_quiet", "glance"),
    *("language", "time_zone", "country", "extra_days_off"),
]


@pytest.fixture
def form(story: Story) -> Story:
    """The form is open, and two things are chosen in it."""
    story.tanaka.command("/kpt", "setup")
    story.tanaka.select(reminder_time="16:00", membership="list", chosen=["U1", "U3"])
    return story


def inputs(story: Story) -> list[str]:
    return [block["block_id"] for block in story.tanaka.view.blocks if block["type"] == "input"]


def more(story: Story, typed: dict[str, str] | None = None, **chosen: Any) -> None:
    """Open *More*, type and choose, and go back with it."""
    story.tanaka.press_in_view("setup_more")
    story.tanaka.type(typed or {})
    story.tanaka.select(chosen)
    story.tanaka.submit()


def test_when_the_session_and_who_come_first_and_more_has_the_rest(form: Story) -> None:
    assert inputs(form) == FIRST
    form.tanaka.press_in_view("setup_more")
    assert inputs(form) == MORE
    assert len(form.workspace.view_stack("U1")) == 2


@pytest.mark.parametrize("forgets", [False, True])
def test_what_is_chosen_in_both_is_what_the_team_begins_with(form: Story, forgets: bool) -> None:
    form.workspace.forget_untouched = forgets
    more(form, {"time_zone": "berlin", "country": "Germany"}, announcement_mode="off", language="en")
    assert inputs(form) == FIRST
    assert form.documents("teams") == {}
    form.tanaka.submit()
    form.settle()
    team = form.document("teams/T1-C1")
    assert (team["reminder"]["time"], team["member_ids"]) == ("16:00", ["U1", "U3"])
    assert (team["time_zone"], team["language"], team["holidays"]["country"]) == ("Europe/Berlin", "en", "DE")
    assert team["announcement"]["mode"] == "off"
    assert team["win_session"] == {"weekday": "friday", "time": "16:30"}


def test_without_more_the_team_begins_with_the_products_defaults(form: Story) -> None:
    form.tanaka.submit()
    form.settle()
    team = form.document("teams/T1-C1")
    assert (team["time_zone"], team["language"]) == ("Asia/Tokyo", "ja")
    assert team["holidays"] == {"country": "JP", "extra": ["12-29", "12-30"]}


def test_more_shows_what_was_chosen_there_before(form: Story) -> None:
    more(form, {"time_zone": "Europe/Berlin", "extra_days_off": ""}, glance="hidden")
    form.tanaka.press_in_view("setup_more")
    seen = plain_view(form.tanaka.view)
    assert "Europe/Berlin" in seen
    assert "12-30" not in seen
    form.tanaka.submit()
    form.tanaka.submit()
    form.settle()
    team = form.document("teams/T1-C1")
    assert (team["time_zone"], team["glance"], team["holidays"]["extra"]) == ("Europe/Berlin", "hidden", [])


def test_more_that_is_closed_changes_nothing_and_leaves_the_form(form: Story) -> None:
    form.tanaka.press_in_view("setup_more")
    form.tanaka.type(time_zone="Europe/Berlin")
    form.tanaka.close()
    assert inputs(form) == FIRST
    form.tanaka.submit()
    form.settle()
    team = form.document("teams/T1-C1")
    assert (team["time_zone"], team["reminder"]["time"]) == ("Asia/Tokyo", "16:00")


def test_what_cannot_be_is_said_in_the_view_that_has_the_field(form: Story) -> None:
    more(form, {"time_zone": "Asia/Tokio", "extra_days_off": "Christmas"})
    assert form.tanaka.view.errors == {
        "time_zone": ja("fault.zone", word="Asia/Tokio", near="Asia/Tokyo"),
        "extra_days_off": ja("fault.extra_day"),
    }
    form.tanaka.type(time_zone="Asia/Tokyo", extra_days_off="")
    form.tanaka.submit()
    assert inputs(form) == FIRST
    form.tanaka.select(chosen=[])
    form.tanaka.submit()
    assert form.tanaka.view.errors == {"chosen": ja("fault.nobody")}
    assert form.documents("teams") == {}


def test_where_the_first_view_cannot_be_reached_more_stays_open_with_what_was_typed(form: Story) -> None:
    form.tanaka.press_in_view("setup_more")
    form.tanaka.type(time_zone="Europe/Berlin")
    form.slack.faults.error("views.update", "fatal_error")
    form.tanaka.submit()
    assert form.tanaka.view.errors == {"clock": ja("error.settings_failed")}
    form.tanaka.submit()
    assert inputs(form) == FIRST


def test_both_views_hold_slacks_limits_with_the_most_days_off_and_the_longest_name(form: Story) -> None:
    days = ", ".join(f"2027-{month:02}-{day:02}" for month in range(1, 6) for day in range(1, 13))
    more(form, {"extra_days_off": days, "time_zone": "America/Argentina/ComodRivadavia"})
    assert len(form.tanaka.view.content["private_metadata"]) < 2500  # a channel's name has 80 characters at most
    form.tanaka.press_in_view("setup_more")
    assert len(form.tanaka.view.content["private_metadata"]) < 2500


@pytest.mark.parametrize("carried", [{"weekdays": "0,1"}, {"glance": "x"}, {"clock": ["own"]}, {"id": "T1-C2"}, "x"])
def test_what_no_form_of_ours_carries_founds_nothing(form: Story, carried: Any) -> None:
    content = form.tanaka.view.content
    content["private_metadata"] = json.dumps({**json.loads(content["private_metadata"]), "more": carried})
    form.tanaka.submit()
    form.settle()
    assert form.documents("teams") == {}
    assert ja("error.unknown") in form.form(form.tanaka)


def test_the_settings_of_a_team_that_is_there_are_in_one_form(team: Story) -> None:
    team.sato.command("/kpt", "setup")
    names = [block["block_id"] for block in team.sato.view.blocks if block["type"] == "input"]
    assert set(names) == {*FIRST, *MORE}
    assert en("button.setup_more") not in plain_view(team.sato.view)
