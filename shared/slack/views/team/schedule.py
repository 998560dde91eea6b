"""Renders `/kpt schedule`: who is asked when on the coming days, in one message."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shared.i18n.dates import clock_time, day_label
from shared.i18n.sentences import Sentences, sentences
from shared.kpt.schedule.plan import DayPlan, OwnReason
from shared.kpt.team.team import Team
from shared.kpt.text.pages import SIZES
from shared.slack.blocks.message import RenderedMessage, title
from shared.slack.blocks.text import Block, bold, context, fallback, plain, plain_text, rich_text

ROOM = SIZES[0]
"""Characters for the days."""


@dataclass(frozen=True)
class _Day:
    """One paragraph: its days, and a line for each time and each reason."""

    head: str
    lines: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.head) + sum(len(line) + 1 for line in self.lines)


def schedule(language: str, team: Team, plans: Sequence[DayPlan], own: Sequence[OwnReason]) -> RenderedMessage:
    """The coming days of a team, and what only this reader is told. Where a large team's names do not fit, a day's
    largest group becomes *everyone else*; where that is still too long, the end of each day is cut."""
    say = sentences(language)
    days = _days(language, team, plans, say)
    head, zone = say("schedule.title", channel=f"#{team.name}"), say("schedule.zone", zone=team.time_zone)
    to_you = [say(f"schedule.you_{why}") for why in own]
    blocks: list[Block] = title(head)
    for day in days:
        blocks += rich_text([bold(day.head), *(plain(f"\n{line}") for line in day.lines)])
    blocks += [context(plain_text(text)) for text in (zone, *to_you)]
    said = ["\n".join([day.head, *day.lines]) for day in days]
    return RenderedMessage(fallback([head, *said, zone, *to_you]), blocks)


def _days(language: str, team: Team, plans: Sequence[DayPlan], say: Sentences) -> list[_Day]:
    days = [_day(language, team, plan, say, shorten=False) for plan in plans]
    if sum(map(len, days)) > ROOM:
        days = [_day(language, team, plan, say, shorten=True) for plan in plans]
    if sum(map(len, days)) > ROOM:
        days = [_cut(day, ROOM // len(days), say("schedule.cut")) for day in days]
    return days


def _day(language: str, team: Team, plan: DayPlan, say: Sentences, *, shorten: bool) -> _Day:
    head = say("join.days").join(day_label(language, day) for day in plan.days)
    return _Day(head, tuple(_lines(language, team, plan, say, shorten=shorten)))


def _lines(language: str, team: Team, plan: DayPlan, say: Sentences, *, shorten: bool) -> Iterator[str]:
    most = max((*(a.users for a in plan.asked), *(n.users for n in plan.not_asked)), key=len, default=())

    def names(users: Sequence[str]) -> str:
        if shorten and users == most:
            return say("schedule.everyone_else")
        return say("join.names").join(say("part.head", name=team.members[user]) for user in users)

    if plan.nobody_because:
        yield say("schedule.nobody", why=say(f"schedule.why_{plan.nobody_because}"))
    else:
        for asked in plan.asked:
            time = clock_time(language, asked.time)
            what = say("schedule.at_zone", time=time, zone=asked.zone) if asked.zone else time
            yield say("schedule.line", what=what, names=names(asked.users))
        for out in plan.not_asked:
            yield say("schedule.line", what=say(f"schedule.why_{out.why}"), names=names(out.users))
    if plan.session:
        yield say("schedule.session", time=clock_time(language, plan.session))


def _cut(day: _Day, room: int, rest: str) -> _Day:
    if len(day) <= room:
        return day
    text = "\n".join(day.lines)[: room - len(day.head) - len(rest) - 1]
    return _Day(day.head, (*text.split("\n"), rest))
