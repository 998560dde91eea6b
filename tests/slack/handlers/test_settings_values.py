"""What people type into a team's settings, and what Slack or somebody hostile sends for them."""

from dataclasses import replace
from datetime import time
from typing import Any
from zoneinfo import available_timezones

import pytest
from holidays import list_supported_countries

from shared.i18n.countries import by_the_zones, country_name, country_named, country_of, near_country
from shared.kpt.day import is_place, zone_exists
from shared.kpt.team.settings_table import TeamSettings
from shared.kpt.team.team_settings import TIMES, marks, settings_of
from shared.slack.blocks.form_metadata import NotOurs
from shared.slack.handlers.team.settings_values import near_zone, wanted_from, zone_named
from shared.slack.requests.inbound import Submission, Who
from shared.slack.views.team.settings import SettingsState, settings_form
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
    [
        ("tokyo", "Asia/Tokyo"),
        (" asia/tokyo ", "Asia/Tokyo"),
        ("new york", "America/New_York"),
        ("utc", "UTC"),
        ("東京", "Asia/Tokyo"),
    ],
)
def test_zones_are_found_however_they_are_written(typed: str, zone: str) -> None:
    assert zone_named(typed) == zone


@pytest.mark.parametrize("typed", ["", "💤" * 300, "../../etc/passwd", "/", "+99", "GMT+9:99", "Etc/GMT+12"])
def test_to_what_is_no_zone_at_all_none_is_near(typed: str) -> None:
    assert zone_named(typed) == typed
    assert near_zone(typed) == ""


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("GMT+9", "Asia/Tokyo"),
        ("gmt-5", "America/New_York"),
        ("Etc/GMT+5", "America/New_York"),
        ("UTC+09:00", "Asia/Tokyo"),
        ("+9", "Asia/Tokyo"),
        ("utc+5:30", "Asia/Kolkata"),
        ("ＪＳＴ", "Asia/Tokyo"),
        ("EST", "America/New_York"),
        ("est5edt", "America/New_York"),
        ("PDT", "America/Los_Angeles"),
        ("CET", "Europe/Berlin"),
        ("GMT", "Europe/London"),
        ("Zulu", "UTC"),
        ("日本時間", "Asia/Tokyo"),
    ],
)
def test_of_an_abbreviation_or_an_offset_a_place_is_proposed(typed: str, near: str) -> None:
    """Etc/GMT+5 lies five hours west of Greenwich; whoever types GMT+5 means east."""
    assert near_zone(typed) == near
    assert not (zone_exists(zone_named(typed)) and is_place(zone_named(typed)))


def test_every_zone_that_is_no_place_is_told_a_place_that_is_one() -> None:
    no_places = {zone for zone in available_timezones() if not is_place(zone)} - {"Factory", "Etc/GMT+12"}
    proposed = {zone: near_zone(zone) for zone in no_places}
    assert {zone: near for zone, near in proposed.items() if not (zone_exists(near) and is_place(near))} == {}


@pytest.mark.parametrize(("typed", "near"), [("Asia/Tokio", "Asia/Tokyo"), ("new yrok", "America/New_York")])
def test_what_is_nearly_a_zone_is_told_which(typed: str, near: str) -> None:
    assert near_zone(typed) == near


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_country_is_read_back_as_the_one_that_was_shown(language: Any) -> None:
    codes = {code for code in list_supported_countries(include_aliases=False) if len(code) == 2}
    assert {code for code in codes if country_named(country_name(language, code)) != code} == set()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *[(typed, "GB") for typed in ("UK", "u.k.", "ＵＫ", "GBR", "England", "Great Britain", "イングランド", "英国")],
        *[(typed, "US") for typed in ("USA", "U.S.A.", "America", "the United States", "米国", "アメリカ")],
        *[(typed, "HK") for typed in ("Hong Kong", "hongkong", "香港")],
        *[(typed, "MO") for typed in ("Macau", "Macao", "マカオ")],
        *[(typed, "TW") for typed in ("Taiwan", "台湾", "臺灣")],
        *[(typed, "KR") for typed in ("Korea", "South Korea", "ROK", "韓国", "大韓民国")],
        *[(typed, "NL") for typed in ("Holland", "the Netherlands", "オランダ")],
        *[(typed, "TR") for typed in ("Turkey", "Türkiye", "Turkiye")],
        ("Czech Republic", "CZ"),
        ("Ivory Coast", "CI"),
        ("Cote d'Ivoire", "CI"),
        ("Myanmar", "MM"),
        ("ビルマ", "MM"),
        ("Viet Nam", "VN"),
        ("UAE", "AE"),
        ("St. Lucia", "LC"),
        ("Bosnia and Herzegovina", "BA"),
        ("中華人民共和国", "CN"),
    ],
)
def test_a_country_is_known_by_what_people_call_it(typed: str, code: str) -> None:
    assert country_named(typed) == code


@pytest.mark.parametrize("typed", ["EU", "ZZ", "Narnia", "", "💤"])
def test_what_is_no_country_is_none(typed: str) -> None:
    assert country_named(typed) is None


@pytest.mark.parametrize(
    ("typed", "language", "near"),
    [("Germeny", "en", "Germany"), ("ポーランド国", "ja", "ポーランド"), ("Narnia", "en", "")],
)
def test_what_is_nearly_a_country_is_told_which(typed: str, language: Any, near: str) -> None:
    assert near_country(language, typed) == near


@pytest.mark.parametrize(("zone", "country"), [("America/Coyhaique", "CL"), ("Asia/Calcutta", "IN"), ("Etc/UTC", "")])
def test_a_zone_has_the_country_that_it_lies_in(zone: str, country: str) -> None:
    assert country_of(zone) == country


def test_what_babel_does_not_know_yet_the_zones_own_tables_do() -> None:
    """So a zone that is newer than Babel has its country, too."""
    known = {zone: country_of(zone) for zone in available_timezones()}
    assert by_the_zones()["America/Coyhaique"] == "CL"
    lost = {zone for zone in by_the_zones() if not known[zone]} - {"Antarctica/Troll"}
    assert lost == set()


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
