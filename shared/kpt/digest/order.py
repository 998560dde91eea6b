"""Who stands in the order of speaking, and the order.

Over as many sessions as there are members everybody opens once, and neighbours change. Everybody stands on a ring, in
an order that is the team's own and that nobody's coming or going turns round. The opener is the next on the ring after
the opener of the last session: that holds however many weeks were left out.

Who follows the opener is a row of a Williams square (E. J. Williams, 1949): the places 0, 1, n-1, 2, n-2, … on a ring
of ``n``, and the same from each other place. So over ``n`` sessions any two stand side by side twice. Of an even number
of people each has then followed each other one once; of an odd number, after twice as many sessions.

The last is followed by the opener, too, with the first kind word. That is a pair more a session, so the places are
dealt anew each time the ring has come round: over ``n * (n - 1)`` sessions everybody has said the first word to
everybody equally often, where ``n`` is even or a prime.
"""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from math import gcd

from shared.kpt.entry.entry import Entry
from shared.kpt.schedule.workdays import is_free_day, person_works
from shared.kpt.team.person import People, Person
from shared.kpt.team.team import Team


def who_stands(
    team: Team,
    people: People,
    day: date,
    *,
    off_today: Collection[str] = (),
    on_vacation: Collection[str] = (),
    answered: Collection[str] = (),
) -> tuple[list[str], list[str]]:
    """Who stands in the order of a session held on ``day``, and who has that day off.

    Whoever stopped the messages is in neither, unless they ``answered`` since the last session.
    """
    known = [u for u in team.asked if u in people]
    taking_part = [u for u in known if not people[u].stopped or u in answered]
    away = [u for u in taking_part if u in {*off_today, *on_vacation} or not _is_there(team, people[u], day)]
    return [u for u in taking_part if u not in away], away


def _is_there(team: Team, person: Person, day: date) -> bool:
    """On the session's own weekday a member counts as there unless their calendar says otherwise."""
    if person.weekdays is None:
        return not is_free_day(team, person, day)
    return person_works(team, person, day)


def who_answered(entries: Iterable[Entry], since: date, closed: datetime | None) -> set[str]:
    """Who wrote, or had a quiet day, on ``since`` or later; or wrote a Keep for a day before it, after the last digest
    ``closed``: it stands in this one."""
    return {
        entry.user
        for entry in entries
        if (entry.day >= since and entry.kind in ("written", "quiet"))
        or (entry.has_keep and entry.kept_at is not None and (closed is None or entry.kept_at >= closed))
    }


def speaking_order(team: str, session: date, users: Sequence[str], previous: Sequence[str]) -> tuple[str, ...]:
    """Everybody once. ``previous`` is the order of the session before, empty where there was none."""
    ring = sorted(users, key=lambda user: _place(team, user))
    if len(ring) < 2:
        return tuple(ring)
    week = session.toordinal() // 7
    opener = _after(team, previous[0], ring) if previous else week % len(ring)
    deal = week // len(ring)
    if sorted(previous) == sorted(users):
        deal = _deal_after([ring.index(user) for user in previous], opener, deal)
    return tuple(ring[n] for n in _row(len(ring), opener, deal))


def _place(team: str, user: str) -> str:
    return hashlib.sha256(f"{team}:{user}".encode()).hexdigest()


def _after(team: str, opener: str, ring: Sequence[str]) -> int:
    """Who comes after the last opener, who may not be there any more."""
    last = _place(team, opener)
    return next((n for n, user in enumerate(ring) if _place(team, user) > last), 0)


def _deal_after(last: list[int], opener: int, otherwise: int) -> int:
    """The deal of the last row, or the next one once the ring has come round: so a week that was left out takes nothing
    from anybody. A row that is none of ours, as one from before there were any, begins with another."""
    deals = (deal for deal in range(len(last)) if _row(len(last), last[0], deal) == last)
    deal = next(deals, otherwise)
    return deal if opener > last[0] else deal + 1


def _row(size: int, opener: int, deal: int) -> list[int]:
    """The places of one week, from the opener's on."""
    places = _matched(size, deal) if size % 2 == 0 else _stepped(size, deal)
    start = places.index(opener)
    return [places[(start + step) % size] for step in _zigzag(size)]


def _zigzag(size: int) -> list[int]:
    """0, 1, n-1, 2, n-2, …: the steps between them are all different, or each twice where ``size`` is odd."""
    return [0, *(n // 2 + 1 if n % 2 == 0 else size - n // 2 - 1 for n in range(size - 1))]


def _stepped(size: int, deal: int) -> list[int]:
    """An odd number of places, dealt in steps of 1, -1, 2, -2, …, where these meet all of them."""
    steps = [sign * n for n in range(1, size // 2 + 1) if gcd(n, size) == 1 for sign in (1, -1)]
    step = steps[deal % len(steps)]
    return [n * step % size for n in range(size)]


def _matched(size: int, deal: int) -> list[int]:
    """An even number of places. Two that lie opposite are the last and the opener: they are paired as in a tournament
    in which everybody meets everybody, a round a deal."""
    others = size - 1
    turn = deal % others
    pairs = [(others, turn), *(((turn + n) % others, (turn - n) % others) for n in range(1, size // 2))]
    return [first for first, _ in pairs] + [second for _, second in pairs]
