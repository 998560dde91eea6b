"""A zone that there is not, typed into a team's document by hand: it is told and mended; other teams see none of it."""

import json
from typing import Any

import pytest

from local.slack.people.reading import plain, plain_view
from shared.store.engine.documents import Merge
from tests.story.conftest import Story, ja, tokyo

ZONES: list[Any] = ["Asia/Tokio", "tokyo", "EST6", "../../etc/passwd", "Asia", 9, ["Asia/Tokyo"], "💤" * 500]


def mistype(story: Story, zone: Any = "Asia/Tokio", team: str = "T1-C1") -> None:
    """Somebody saves it in the console."""
    story.machine.sqlite.commit([Merge(f"teams/{team}", {"time_zone": zone})])
    assert story.settle(), "`schedule` was woken, and answered"


def errors(story: Story) -> list[dict[str, Any]]:
    """What the alert counts."""
    lines = map(json.loads, story.log.getvalue().splitlines())
    return [line for line in lines if line.get("severity") == "ERROR"]


@pytest.mark.parametrize("zone", ZONES)
def test_who_opens_the_form_is_told_what_mends_it(team: Story, zone: Any) -> None:
    mistype(team, zone)
    assert team.tanaka.command("/kpt").status == 200
    assert ja("error.no_zone", channel="#ops") in team.form(team.tanaka)
    team.tanaka.close_all()
    assert team.tanaka.command("/kpt", "schedule").status == 200
    assert team.ephemerals("U1")[-1] == ja("error.no_zone", channel="#ops")
    assert team.tanaka.troubles == []


@pytest.mark.parametrize("words", ["week", "doctor", "help", "my-data", "stop", "start", "setup"])
def test_every_other_word_goes_on(team: Story, words: str) -> None:
    mistype(team)
    assert team.tanaka.command("/kpt", words).status == 200
    assert team.tanaka.troubles == []
    if words == "doctor":
        assert ja("doctor.team_no_zone", zone="Asia/Tokio") in team.ephemerals("U1")[-1]


def test_home_opens_and_says_so_beside_the_team(team: Story) -> None:
    mistype(team)
    team.tanaka.open_home()
    assert ja("home.no_zone", channel="#ops") in plain_view(team.tanaka.home)


def test_what_was_typed_stays_in_the_form(team: Story) -> None:
    team.tanaka.command("/kpt")
    team.tanaka.type(keep="a long day")
    mistype(team)
    team.tanaka.submit()
    assert team.tanaka.view.errors == {"keep": ja("error.no_zone", channel="#ops")}
    assert team.tanaka.view.values[("keep", "text")] == "a long day"


def test_nobody_is_asked_and_the_alert_tells_of_it(team: Story) -> None:
    mistype(team)
    team.until(tokyo(16, "17:30"))
    assert [team.messages(user) for user in ("U1", "U2", "U3")] == [[], [], []]
    assert {(line["message"], line["team"], line["zone"]) for line in errors(team)} >= {
        ("reminder.zone_unknown", "T1-C1", "Asia/Tokio"),
        ("sweep.zone_unknown", "T1-C1", "Asia/Tokio"),
    }


def test_no_session_is_held_and_the_alert_tells_of_it(team: Story) -> None:
    team.write(team.tanaka, keep="one")
    mistype(team)
    team.machine.triggers.publish("digest", [{"team": "T1-C1", "day": "2026-11-20"}])
    team.machine.triggers.publish("sweep", [{"team": "T1-C1"}])
    assert team.settle()
    assert [plain(m) for m in team.posts() if "digest" in str(m.metadata)] == []
    assert {line["message"] for line in errors(team)} == {"digest.zone_unknown", "sweep.zone_unknown"}


def test_another_team_of_the_same_slot_is_asked(team: Story) -> None:
    team.workspace.add_user("U4", "yamada", "山田")
    team.workspace.add_channel("C2", "dev", ["U4"])
    team.set_up(team.machine.person("U4"), "C2")
    mistype(team)
    team.until(tokyo(16, "17:30"))
    assert len(team.messages("U4")) == 1


def test_it_is_mended_in_the_settings_and_all_goes_on_on_the_same_day(team: Story) -> None:
    mistype(team)
    team.jump(tokyo(16, "11:00"))
    team.tanaka.command("/kpt", "setup")
    assert team.tanaka.view.values[("time_zone", "value")] == "Asia/Tokio"
    team.tanaka.submit()
    assert set(team.tanaka.view.errors) == {"time_zone"}
    team.tanaka.type(time_zone="tokyo")
    team.tanaka.submit()
    assert team.tanaka.view.errors == {}
    assert team.settle()
    assert team.document("teams/T1-C1")["time_zone"] == "Asia/Tokyo"
    assert "Asia/Tokio" in plain(team.posts()[-1])
    team.until(tokyo(16, "17:30"))
    assert len(team.messages("U1")) == 1


def test_who_comes_meanwhile_keeps_no_made_up_zone(team: Story) -> None:
    mistype(team)
    team.workspace.add_user("U4", "yamada", "山田", tz=None)
    team.workspace.join("C1", "U4")
    assert team.settle()
    assert (team.document("people/T1-U4")["time_zone"], team.document("teams/T1-C1")["time_zone"]) == ("", "Asia/Tokio")


@pytest.mark.parametrize(
    "odd",
    [
        {"reminder": {"time": "25:99", "weekdays": [9, "noday"]}},
        {"reminder": {"time": "17:00+09:00", "weekdays": ["monday"]}},
        {"reminder": {"time": "17:00:30"}},
        {"win_session": {"weekday": 9, "time": "16:30Z"}},
        {"holidays": {"country": "XX", "extra": ["32-99", 5]}},
        {"reminder": {"before": [{"until": "2026-11-30", "time": "99", "time_zone": "Asia/Tokio"}]}},
        {"slots": ["reminder 17:00+09:00 Asia/Tokyo", "reminder 17:00 Asia/Tokio", "digest 16:30 Asia/Tokyo"]},
        {"members": {"U1/x": {"name": "A"}, "../U2": {}, "U1": {"name": "田中"}}},
    ],
)
def test_other_odd_values_of_a_team_stop_nothing(team: Story, odd: dict[str, Any]) -> None:
    team.machine.sqlite.commit([Merge("teams/T1-C1", odd)])
    assert team.settle()
    for words in ("", "schedule", "week", "doctor", "setup"):
        assert team.tanaka.command("/kpt", words).status == 200
    team.tanaka.open_home()
    team.machine.triggers.publish("sweep", [{"team": "T1-C1"}])
    assert team.settle()
    assert team.remind("2026-11-16")
    assert team.tanaka.troubles == []


@pytest.mark.parametrize("odd", [{"home": "T1-C1/entries"}, {"teams": ["T1-C1", "x/y", ""]}, {"home": "x"}])
def test_odd_teams_of_a_person_stop_nothing(team: Story, odd: dict[str, Any]) -> None:
    team.machine.sqlite.commit([Merge("people/T1-U1", odd)])
    for words in ("", "schedule", "week", "doctor"):
        assert team.tanaka.command("/kpt", words).status == 200
    team.tanaka.open_home()
    assert team.remind("2026-11-16")
    assert team.tanaka.troubles == []
