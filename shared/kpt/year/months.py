"""Makes the months of a person's year from what was read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from shared.kpt.digest.digest import Digest
from shared.kpt.entry.entry import Entry, split_id
from shared.kpt.entry.shown import shown
from shared.kpt.team.person import Person
from shared.kpt.team.team import Team
from shared.kpt.text.visible import first_line
from shared.kpt.year.span import Span
from shared.kpt.year.year import Year, YearDay, YearMonth, YearThanks


@dataclass(frozen=True)
class YearAsRead:
    """What a year is made from: the person's own entries, entries that thank them, and digests by team."""

    entries: Iterable[Entry]
    thanking: Iterable[Entry]
    digests: Mapping[str, Iterable[Digest]]


def year_of(person: Person, teams: Mapping[str, Team], span: Span, read: YearAsRead) -> Year:
    """A person's year: the months of a span, each with its days, thanks and reactions."""
    own = [e for e in read.entries if e.user == person.user and e.kind == "written"]
    several = len({entry.team for entry in own}) > 1
    days = [_day(entry, teams.get(entry.team), several=several) for entry in own]
    thanks = [
        YearThanks(e.day, _name(teams[e.team], e.user) or e.name, first_line(seen.texts.keep) or seen.done)
        for e in read.thanking
        if e.user != person.user and span.holds(e.day) and e.team in teams
        if person.user in (seen := shown(teams[e.team], e)).thanks
    ]
    reacted = list(_reacted(person.user, teams, span, read.digests))
    months = sorted({day.replace(day=1) for day in [*(d.day for d in days), *(t.day for t in thanks)]})
    return Year(
        person.language,
        person.name,
        span.first,
        span.last,
        tuple(
            YearMonth(
                month,
                tuple(sorted((d for d in days if _is_in(d.day, month)), key=lambda d: (d.day, d.team))),
                tuple(sorted((t for t in thanks if _is_in(t.day, month)), key=lambda t: (t.day, t.by))),
                tuple(dict.fromkeys(name for day, name in reacted if _is_in(day, month))),
            )
            for month in months
        ),
    )


def _day(entry: Entry, team: Team | None, *, several: bool) -> YearDay:
    thanked = ((_name(team, user) if team else "") or entry.thanks_names.get(user, "") for user in _helpers(entry))
    return YearDay(
        entry.day,
        (team.name if team else entry.team_name) if several else "",
        entry.texts.keep,
        entry.done,
        tuple(name for name in thanked if name),
    )


def _helpers(entry: Entry) -> tuple[str, ...]:
    return entry.thanks if entry.has_keep else ()


def _reacted(
    user: str, teams: Mapping[str, Team], span: Span, digests: Mapping[str, Iterable[Digest]]
) -> Iterable[tuple[date, str]]:
    for team_id, held in digests.items():
        for digest in held:
            for entry, who in digest.noticed.items():
                named = split_id(entry)
                if named and named[1] == user and span.holds(named[0]):
                    yield from ((named[0], name) for each in who if (name := _name(teams[team_id], each)))


def _name(team: Team, user: str) -> str:
    return team.members.get(user, "")


def _is_in(day: date, month: date) -> bool:
    return day.replace(day=1) == month
