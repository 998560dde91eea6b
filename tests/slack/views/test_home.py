"""The Home, drawn: within Slack's limits for any history."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from local.slack.limits.views import checked_view
from local.slack.state.records import Json
from shared.kpt.entry.entry import Entry, Kind, Texts
from shared.kpt.entry.my_week import MyWeek, my_week
from shared.kpt.schedule.reminder import next_reminder
from shared.kpt.team.person import DaysOff, LastTry, Person
from shared.kpt.team.team import Language, Status, Team
from shared.slack.views.person.home import home, home_of_nobody, silent_home
from tests.kpt.build import person, quarters, team

TODAY = date(2026, 11, 18)
NOW = datetime(2026, 11, 18, 3, 0, tzinfo=UTC)
LONG = "👩‍👩‍👧‍👦<@U1> :tea: https://example.com/x " * 200
KINDS: tuple[Kind, ...] = ("written", "quiet", "off", "deleted")


def drawn(someone: Person, teams: tuple[Team, ...], answers: tuple[Entry, ...]) -> list[Json]:
    """The blocks of a Home, which Slack takes."""
    standing = tuple(entry for entry in answers if entry.kind != "deleted")
    mine = MyWeek(someone, teams[0], teams, TODAY, my_week(teams[0], someone, standing, TODAY), standing)
    view = home(mine, next_reminder(teams[0], someone, NOW))
    blocks: list[Json] = checked_view(view, "home")["blocks"]
    return blocks


def entries(where: Team, kind: Kind = "written", text: str = LONG[:3000]) -> list[Entry]:
    """An answer on each of the last two weeks' days."""
    days = (TODAY - timedelta(n) for n in range(15))
    return [Entry(where.id, day, "U1", kind, Texts(text, text, text), revision=1) for day in days]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_fullest_home_that_there_can_be_fits(language: Language) -> None:
    several = tuple(
        team(*(f"U{n}" for n in range(300)), id=f"T1-C{m}", name="n" * 80, extra_days_off=("11-17",)) for m in range(20)
    )
    someone = person(
        language=language,
        home="T1-C0",
        teams=tuple(t.id for t in several),
        weekdays=tuple(range(7)),
        last_try=LastTry("T1-C0", date(2026, 11, 1), LONG[:3000]),
        days_off=tuple(DaysOff(TODAY + timedelta(3 * n), TODAY + timedelta(3 * n + 1)) for n in range(5, 60)),
    )
    blocks = drawn(someone, several, tuple(entry for each in several for entry in entries(each)))
    assert len(blocks) <= 100


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_homes_of_nobody_and_of_a_silent_store_fit(language: Language) -> None:
    checked_view(home_of_nobody(language), "home")
    checked_view(silent_home("x / y"), "home")


texts = st.one_of(st.text(max_size=50), st.sampled_from(["", LONG[:3000], "\n" * 3000, "\x00", "🎉" * 1500]))


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.data())
def test_whatever_somebody_wrote_set_or_is_in_slack_takes_it(data: st.DataObject) -> None:
    def some_team(number: int) -> Team:
        statuses = st.sampled_from(list[Status](["active", "paused", "blocked"]))
        out = data.draw(st.sampled_from([(), ("U1",)]))
        name = data.draw(st.text(max_size=80))
        return team("U1", "U2", id=f"T1-C{number}", name=name, status=data.draw(statuses), stepped_out=out)

    teams = tuple(some_team(n) for n in range(data.draw(st.integers(1, 15))))
    answers = [
        Entry(
            data.draw(st.sampled_from(teams)).id,
            TODAY - timedelta(data.draw(st.integers(-1, 14))),
            "U1",
            data.draw(st.sampled_from(KINDS)),
            Texts(*(data.draw(texts) for _ in range(3))),
            revision=1,
        )
        for _ in range(data.draw(st.integers(0, 8)))
    ]
    someone = person(
        language=data.draw(st.sampled_from(["ja", "en"])),
        stopped=data.draw(st.booleans()),
        reminder_time=data.draw(st.none() | quarters),
        weekdays=data.draw(st.none() | st.frozensets(st.integers(0, 6)).map(lambda days: tuple(sorted(days)))),
        days_off=tuple(
            DaysOff(TODAY + timedelta(first), TODAY + timedelta(first + data.draw(st.integers(0, 300))))
            for first in data.draw(st.frozensets(st.integers(-30, 300), max_size=5))
        ),
    )
    drawn(someone, teams, tuple(answers))


def test_one_may_work_on_no_weekday_that_the_app_knows() -> None:
    drawn(person(weekdays=(), reminder_time=time(5, 0)), (team("U1"),), ())
