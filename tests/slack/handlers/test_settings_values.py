"""What people type into a team's settings, and what Slack or somebody hostile sends for them."""

from dataclasses import replace
from datetime import time
from typing import Any

import pytest
from holidays import list_supported_countries

from shared.i18n.countries import country_name, country_named
from shared.kpt.team.team_settings import TIMES, TeamSettings, marks, settings_of
from shared.slack.blocks.form_metadata import NotOurs
from shared.slack.handlers.team.settings_values import near_zone, wanted_from, zone_named
from shared.slack.requests.inbound import Submission, Who
from shared.slack.views.settings import SettingsState, settings_form
from tests.kpt.build import team

BEFORE = settings_of(team(extra_days_off=("12-29",)))


def wanted(*, shown: bool = True, filled: dict[str, str] | None = None, **values: Any) -> TeamSettings:
    sent = Submission(Who("T1", "U1"), "settings", "V1", "", values)
    return wanted_from(sent, BEFORE, shown=shown, filled=filled or {})


def test_what_does_not_come_stays() -> None:
    assert wanted() == BEFORE


@pytest.mark.parametrize("name", ["country", "extra_days_off"])
def test_null_is_none_only_in_a_form_that_was_opened_filled(name: str) -> None:
    nothing: Any = {name: None}
    assert not getattr(wanted(shown=True, **nothing), name)
    assert wanted(shown=False, **nothing) == BEFORE
    word: Any = {name: "なし"}
    assert not getattr(wanted(shown=False, **word), name)


def test_what_the_form_was_filled_with_is_no_change_though_somebody_else_has_changed_it() -> None:
    opened = marks(replace(BEFORE, reminder_time=time(9), weekdays=(0, 1)))
    assert wanted(filled=opened, reminder_time="09:00", weekdays=("1", "0"), clock="team") == replace(
        BEFORE, clock="team"
    )


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("12-29, 2027-08-13", ("12-29", "2027-08-13")),
        ("12/29、8/13", ("12-29", "08-13")),
        ("１２月２９日　2027年8月13日", ("12-29", "2027-08-13")),
        ("12-29 12-29", ("12-29",)),
        ("none", ()),
    ],
)
def test_days_off_are_read_as_people_write_them(typed: str, days: tuple[str, ...]) -> None:
    assert wanted(extra_days_off=typed).extra_days_off == days


@pytest.mark.parametrize(
    ("typed", "zone"),
    [("tokyo", "Asia/Tokyo"), (" asia/tokyo ", "Asia/Tokyo"), ("new york", "America/New_York"), ("utc", "UTC")],
)
def test_zones_are_found_however_they_are_written(typed: str, zone: str) -> None:
    assert zone_named(typed) == zone


@pytest.mark.parametrize("typed", ["GMT+9", "gmt-5", "UTC+09:00", "+9", "JST", "", "💤" * 300, "../../etc/passwd", "/"])
def test_an_offset_is_no_zone_and_none_is_near_it(typed: str) -> None:
    """Etc/GMT+9 lies nine hours west of Greenwich."""
    assert zone_named(typed) == typed
    assert near_zone(typed) == ""


@pytest.mark.parametrize(("typed", "near"), [("Asia/Tokio", "Asia/Tokyo"), ("new yrok", "America/New_York")])
def test_what_is_nearly_a_zone_is_told_which(typed: str, near: str) -> None:
    assert near_zone(typed) == near


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_country_is_read_back_as_the_one_that_was_shown(language: Any) -> None:
    codes = {code for code in list_supported_countries(include_aliases=False) if len(code) == 2}
    assert {code for code in codes if country_named(country_name(language, code)) != code} == set()


@pytest.mark.parametrize(
    "values",
    [
        {"reminder_time": "noon"},
        {"reminder_time": ("17:00",)},
        {"session_weekday": "7"},
        {"session_weekday": ""},
        {"weekdays": "0"},
        {"weekdays": ("0", "monday")},
        {"clock": "theirs"},
        {"membership": ("list",)},
        {"language": "fr"},
        {"chosen": ("../U1",)},
        {"chosen": "U1"},
        {"time_zone": ("UTC",)},
    ],
)
def test_what_no_form_of_ours_sends_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(NotOurs):
        wanted(**values)


@pytest.mark.parametrize("text", ["17:01", "04:45", "22:00", "17:00:30", "17:00+09:00"])
def test_a_time_that_is_not_offered_is_for_the_rules_to_refuse(text: str) -> None:
    assert wanted(reminder_time=text).reminder_time not in TIMES


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_form_holds_slacks_limits_with_the_longest_team(language: Any) -> None:
    users = [f"U{n:010}" for n in range(300)]
    days = tuple(f"2027-{month:02}-{day:02}" for month in range(1, 6) for day in range(1, 13))
    longest = replace(team(*users), membership="list", extra_days_off=days)
    view = settings_form(SettingsState("C0123456789", "名" * 80, language), longest, None)
    fields = {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}
    assert len(view["private_metadata"]) <= 3000
    assert len(fields["reminder_time"]["element"]["options"]) == len(TIMES) <= 100
    assert len(fields["extra_days_off"]["element"]["initial_value"]) <= 1000
    assert len(fields["chosen"]["element"]["initial_users"]) == 300
