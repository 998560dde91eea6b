"""A person's own week, for the exhibits of App Home and `/kpt week`."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from local.gallery.cases import MONDAY, TODAY, ZONE, Case
from shared.kpt.entry.entry import Entry, Kind, Texts
from shared.kpt.entry.line import Line
from shared.kpt.entry.my_week import DayState, MyDay, MyWeek
from shared.kpt.team.person import DaysOff, Person
from shared.kpt.team.team import Team, TeamSheet

_SHEET: Final = TeamSheet("1" * 44, 0, "U1", datetime(2026, 11, 2, tzinfo=UTC))
_EMPTY: Final[tuple[DayState, ...]] = ("closed", "holiday", "team_off", "not_working", "open")


def my_week(case: Case, today: DayState = "today", *, kind: Kind | None = None, teams: int = 1, **about: Any) -> MyWeek:
    """A week with every kind of day, in ``teams`` teams. ``today``: the mark of today where ``kind`` gives no
    answer."""
    team = case.team(sheet=_SHEET) if teams > 1 else case.team()
    ours = [team, *(_another(case, n) for n in range(1, teams))]
    days = tuple(_days(case, today, kind))
    answers = tuple(each.entry for each in days if each.entry)
    return MyWeek(_person(case, ours, **about), team, tuple(ours), TODAY, days, answers)


def _another(case: Case, number: int) -> Team:
    """A further team: ordinary, paused, blocked, stepped out of, or without a zone."""
    states: list[dict[str, Any]] = [{}, {"status": "paused"}, {"status": "blocked"}, {"stepped_out": ("U1",)}]
    states.append({"unknown_zone": "Asia/Tokio"})
    name = f"{case.channel[:76]}-{number + 1}"
    return replace(case.team(), id=f"T1-C{number + 1}", name=name, **states[number % len(states)])


def _person(case: Case, teams: list[Team], **about: Any) -> Person:
    first = Person("T1", "U1", case.name, "", case.language, ZONE, "JP", tuple(each.id for each in teams), teams[0].id)
    ranges = 20 if case.wide else 2
    off = tuple(DaysOff(TODAY + timedelta(9 * n + 30), TODAY + timedelta(9 * n + 30 + n % 3)) for n in range(ranges))
    at = datetime(2026, 11, 19, 3, tzinfo=UTC)
    lines = case.kept * 2 if case.wide else case.kept[:2]
    kept = tuple(Line(f"{n:012x}", TODAY, text, at + timedelta(minutes=n)) for n, text in enumerate(lines))
    own: dict[str, Any] = {"kept_lines": kept, "reminder_time": time(17, 30), "weekdays": (0, 1, 2, 3), "days_off": off}
    return replace(first, **{**own, **about})


def _days(case: Case, today: DayState, kind: Kind | None) -> list[MyDay]:
    monday, tuesday, wednesday, thursday, friday = (MONDAY + timedelta(n) for n in range(5))
    holiday = "勤労感謝の日" if case.language == "ja" else "Labor Thanksgiving Day"
    before = [MyDay(monday - timedelta(7 - n), state, holiday=holiday) for n, state in enumerate(_EMPTY)]
    answered = kind and MyDay(
        thursday,
        "written" if kind == "written" else "quiet" if kind == "quiet" else "off",
        _entry(case, thursday, kind),
    )
    return [
        *before,
        MyDay(monday, "written", _entry(case, monday, "written")),
        MyDay(tuesday, "quiet", _entry(case, tuesday, "quiet")),
        MyDay(wednesday, "off", _entry(case, wednesday, "off")),
        answered or MyDay(thursday, today, holiday=holiday),
        MyDay(friday, "to_come"),
    ]


def _entry(case: Case, day: date, kind: Kind) -> Entry:
    texts = case.texts if kind == "written" else Texts()
    return Entry("T1-C1", day, "U1", kind, texts, case.name, case.channel)
