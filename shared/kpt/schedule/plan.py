"""Who will be asked when in the coming days, and why others will not be.

A plan says the same to everyone who reads it. Private reasons (somebody stopped, is asked less often, is asked by
another team, has answered) appear in it as a plain *not asked*. Only ``own_reasons`` tells them, to that person.
"""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from shared.kpt.day import days_it_may_be
from shared.kpt.schedule.reminder import is_asked, is_not_answering, reminder_for
from shared.kpt.schedule.session import session_held_on
from shared.kpt.schedule.workdays import is_extra_day_off, is_holiday, works_on_weekday
from shared.kpt.team.person import People, Person, clock_zone
from shared.kpt.team.team import Team

DAYS_AHEAD = 7

OpenReason = Literal["weekend", "part_time", "holiday", "team_off", "day_off", "stepped_out"]
OwnReason = Literal["stopped", "elsewhere", "answered", "seldom", "vacation"]
Reason = Literal[OpenReason, OwnReason, "not_asked"]


@dataclass(frozen=True)
class AskedAt:
    """These members are asked at this time of their own zone. ``zone`` is empty where it is the same time in the team's
    zone."""

    time: time
    zone: str
    users: tuple[str, ...]


@dataclass(frozen=True)
class NotAsked:
    """These members are not asked."""

    why: Reason
    users: tuple[str, ...]


@dataclass(frozen=True)
class DayPlan:
    """What will happen on a day, or on several days with the same plan. ``session``: the win session's time in the
    team's zone."""

    days: tuple[date, ...]
    asked: tuple[AskedAt, ...] = ()
    not_asked: tuple[NotAsked, ...] = ()
    session: time | None = None

    @property
    def nobody_because(self) -> Reason | None:
        """The reason why nobody at all is asked, if there is exactly one."""
        return self.not_asked[0].why if not self.asked and len(self.not_asked) == 1 else None


def reason(team: Team, person: Person, day: date) -> Reason | None:
    """Why a member is not asked on ``day``; None where they are. It agrees with ``is_asked``."""
    if is_asked(team, person, day):
        return None
    return _calendar_reason(team, person, day) or _other_reason(team, person, day)


def _calendar_reason(team: Team, person: Person, day: date) -> OpenReason | None:
    if not works_on_weekday(team, person, day):
        return "part_time" if day.weekday() in team.reminder.weekdays else "weekend"
    if is_holiday(person.country, day):
        return "holiday"
    if person.is_away(day):
        return "day_off"
    return "team_off" if is_extra_day_off(team, day) else None


def _other_reason(team: Team, person: Person, day: date) -> Reason:
    if person.user in team.stepped_out:
        return "stepped_out"
    if person.stopped:
        return "stopped"
    if person.home not in ("", team.id):
        return "elsewhere"
    if person.answered_on == day:
        return "answered"
    return "seldom" if is_not_answering(person) else "not_asked"


def own_reasons(
    team: Team, person: Person, plans: Iterable[DayPlan], *, on_vacation: bool = False
) -> tuple[OwnReason, ...]:
    """The private reasons why this person is not asked on some of these days. ``on_vacation``: their Slack status says
    so, which counts only where they would be asked."""
    found: set[Reason | None] = {reason(team, person, day) for plan in plans for day in plan.days}
    if on_vacation and None in found:
        found.add("vacation")
    return tuple(own for own in get_args(OwnReason) if own in found)


def coming_days(team: Team, people: People, now: datetime) -> tuple[DayPlan, ...]:
    """The next seven days on which anything may happen, each in the members' own zones. Days with the same plan are
    joined. What has passed today is left out."""
    first, *_, last = days_it_may_be(now)
    days = [first + timedelta(n) for n in range((last - first).days + DAYS_AHEAD + 1)]
    members = [people[user] for user in sorted(team.members, key=team.members.__getitem__) if user in people]
    planned = list(_plans(team, members, days, now))
    may_be_first = enumerate(planned[: -DAYS_AHEAD + 1])
    started = next((n for n, plan in may_be_first if plan.asked or plan.not_asked or plan.session), 0)
    return _join_same_days(planned[started : started + DAYS_AHEAD])


def _plans(team: Team, members: Iterable[Person], days: Iterable[date], now: datetime) -> Iterator[DayPlan]:
    clocks: dict[Hashable, list[Person]] = {}
    for person in members:
        clocks.setdefault((person.time_zone, person.reminder_time, person.before), []).append(person)
    for day in days:
        coming: dict[str, datetime] = {}
        for persons in clocks.values():  # all who share a zone and a time are asked at the same moment, if at all
            moment = reminder_for(team, persons[0], day).moment
            if moment > now:
                local = moment.astimezone(ZoneInfo(clock_zone(team.on(day), persons[0])))
                coming |= dict.fromkeys((person.user for person in persons), local)
        yield _plan(team, [(person, coming[person.user]) for person in members if person.user in coming], day, now)


def _plan(team: Team, coming: Iterable[tuple[Person, datetime]], day: date, now: datetime) -> DayPlan:
    asked: dict[tuple[datetime, str], list[str]] = {}
    not_asked: dict[Reason, list[str]] = {}
    for person, at in coming:
        if why := reason(team, person, day):
            not_asked.setdefault("not_asked" if why in get_args(OwnReason) else why, []).append(person.user)
        else:
            asked.setdefault((at, _zone_to_show(team.on(day), person, at)), []).append(person.user)
    session = session_held_on(team.on(day), day)
    return DayPlan(
        (day,),
        tuple(AskedAt(at.time(), zone, tuple(asked[at, zone])) for at, zone in sorted(asked)),
        tuple(NotAsked(why, tuple(not_asked[why])) for why in get_args(Reason) if why in not_asked),
        session.moment.time() if session and session.moment > now else None,
    )


def _zone_to_show(team: Team, person: Person, at: datetime) -> str:
    same = at.replace(tzinfo=None) == at.astimezone(ZoneInfo(team.time_zone)).replace(tzinfo=None)
    return "" if same else clock_zone(team, person)


def _join_same_days(plans: Iterable[DayPlan]) -> tuple[DayPlan, ...]:
    """Join days with the same plan, at the place of the first."""
    alike: dict[DayPlan, tuple[date, ...]] = {}
    for plan in plans:
        what = replace(plan, days=())
        alike[what] = (*alike.get(what, ()), *plan.days)
    return tuple(replace(what, days=days) for what, days in alike.items())
