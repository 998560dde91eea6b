"""The table of a team's settings: each line is read, changed, stored, shown and told by its kind."""

from dataclasses import replace
from datetime import time
from typing import Any, get_args

import pytest

from shared.i18n.sentences import sentences
from shared.kpt.ids import Language
from shared.kpt.team.settings_table import (
    IN_THE_FORM,
    OF_A_TEAM,
    SETTINGS,
    Setting,
    TeamSettings,
    value_in,
    with_values,
)
from shared.kpt.team.team import Team
from shared.kpt.team.team_settings import changes, faults, settings_of, with_settings, written
from shared.slack.views.team.settings import value_of
from shared.store.engine.documents import Document
from shared.store.records.teams import team_fields, team_from

TEAM = Team("T1-C1", "ops", "en", "Asia/Tokyo", members={"U1": "Tanaka"})
OTHERWISE: dict[str, Any] = {
    "time": time(9, 15),
    "weekday": 2,
    "weekdays": (1, 3),
    "place": "Europe/Berlin",
    "country": "DE",
    "days": ("12-29", "2026-08-13"),
}
STORED = {
    "reminder": {"time": "09:15", "weekdays": ["tuesday", "thursday"]},
    "clock": "team",
    "win_session": {"weekday": "wednesday", "time": "09:15"},
    "time_zone": "Europe/Berlin",
    "language": "ja",
    "holidays": {"country": "DE", "extra": ["12-29", "2026-08-13"]},
    "membership": "list",
    "announcement": {"mode": "thread", "parts": "keep", "quiet": "line"},
    "glance": "hidden",
}


def another(setting: Setting) -> Any:
    """A value that a new team does not have."""
    usual = value_in(TEAM, setting)
    return OTHERWISE.get(setting.kind) or next(value for value in setting.values if value != usual)


CHANGED = with_values(TEAM, {setting: another(setting) for setting in OF_A_TEAM})


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_is_read_where_it_was_set_and_nothing_else_is(name: str) -> None:
    setting = SETTINGS[name]
    if setting.kind == "people":
        assert settings_of(replace(TEAM, membership="list")).chosen == ("U1",)
        return
    wanted = replace(settings_of(TEAM), **{name: another(setting)})
    after = with_settings(TEAM, wanted)
    assert value_in(after, setting) == another(setting)
    told = changes(settings_of(TEAM), wanted)
    assert [(change.what, change.new) for change in told] == [(name, written(another(setting)))]
    others = {other for other in OF_A_TEAM if value_in(after, other) != value_in(TEAM, other)}
    assert others == {setting}


def test_all_of_them_lie_in_a_document_as_they_always_have() -> None:
    stored = team_fields(CHANGED)
    assert {name: stored[name] for name in STORED} == STORED


def test_a_document_is_read_as_it_was_written() -> None:
    read = team_from(Document("teams/T1-C1", team_fields(CHANGED), None))
    assert settings_of(read) == settings_of(CHANGED)


@pytest.mark.parametrize("odd", [None, 7, "", "no such thing", [], {}, ["x"]])
def test_what_is_odd_in_a_document_is_as_in_a_new_team(odd: object) -> None:
    usual = settings_of(Team("T1-C1", "ops", "en", "UTC"))
    for setting in OF_A_TEAM:
        rule, _, name = setting.stored.rpartition(".")
        fields = {rule: {name: odd}} if rule else {name: odd}
        read = settings_of(replace(team_from(Document("teams/T1-C1", fields, None)), unknown_zone=""))
        if setting.kind not in ("country", "days"):
            assert read == usual, setting.name


def test_the_form_has_all_of_them_in_parts() -> None:
    assert sorted(setting.name for setting in IN_THE_FORM) == sorted(TeamSettings.__dataclass_fields__)
    parts = [setting.part for setting in IN_THE_FORM]
    assert parts == sorted(parts, key=["times", "shown", "people", "language", "place"].index)


@pytest.mark.parametrize("language", get_args(Language))
@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_has_its_words(name: str, language: Language) -> None:
    say, setting = sentences(language), SETTINGS[name]
    assert say(f"setting.{name}")
    for value in setting.values:
        assert value_of(name, value, say, language) == say(f"{name}.{value}")
    if setting.kind in ("place", "country", "days", "people"):
        assert say(f"hint.{name}")
    if setting.kind in ("country", "days", "people"):
        assert value_of(name, "", say, language) == say("setting.none")


def test_what_may_not_be_is_found_at_its_field() -> None:
    of = settings_of(TEAM)
    odd = replace(of, reminder_time=time(4), session_time=time(9, 1), weekdays=(), time_zone="Mars", country="XX")
    odd = replace(odd, extra_days_off=("13-40",))
    assert faults(odd, 1) == {
        "reminder_time": "time",
        "session_time": "time",
        "weekdays": "no_weekday",
        "time_zone": "zone",
        "country": "country",
        "extra_days_off": "extra_day",
    }
