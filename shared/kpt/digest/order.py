"""Who stands in the order of speaking, and the order.

Over as many sessions as there are members everybody opens once, and neighbours change. The members stand on a ring, in
an order of the team's own. Nobody's coming or going changes the order of the others. The opener is the next on the ring
after the opener of the last session, however many weeks were left out.

The order after the opener is a row of a Williams square (E. J. Williams, 1949): the places 0, 1, n-1, 2, n-2, … on a
ring of ``n``, counted from the opener. So over ``n`` sessions any two people stand side by side twice. With an even
number of people each has then followed every other person once; with an odd number this takes twice as many sessions.

The opener also follows the last speaker, with the first kind word. That is one more pair a session. So the places are
dealt anew each time the ring has come round: over ``n * (n - 1)`` sessions everybody says the first word to everybody
equally often, if ``n`` is even or a prime.
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

    Members who stopped the messages are in neither, unless they ``answered`` since the last session.
    """
    known = [u for u in team.asked if u in people]
    taking_part = [u for u in known if not people[u].stopped or u in answered]
    away = [u for u in taking_part if u in {*off_today, *on_vacation} or not _is_there(team, people[u], day)]
    return [u for u in taking_part if u not in away], away


def _is_there(team: Team, person: Person, day: date) -> bool:
    """Whether a member is there on the session's day. Weekdays count only where they are the member's own."""
    if person.weekdays is None:
        return not is_free_day(team, person, day)
    return person_works(team, person, day)


def who_answered(entries: Iterable[Entry], since: date, closed: datetime | None) -> set[str]:
    """Who wrote, or had a quiet day, on ``since`` or later; or who wrote a Keep for an earlier day after the last
    digest ``closed``, as this digest holds that Keep."""
    return {
        entry.user
        for entry in entries
        if (entry.day >= since and entry.kind in ("written", "quiet"))
        or (entry.has_keep and entry.kept_at is not None and (closed is None or entry.kept_at >= closed))
    }


def speaking_order(team: str, session: date, users: Sequence[str], previous: Sequence[str]) -> tuple[str, ...]:
    """The order of speaking: every user once. ``previous`` is the order of the last session, empty before the first."""
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
    """The place after the last opener, who may have left the ring."""
    last = _place(team, opener)
    return next((n for n, user in enumerate(ring) if _place(team, user) > last), 0)


def _deal_after(last: list[int], opener: int, otherwise: int) -> int:
    """The deal of the last row, or the next deal once the ring has come round, so that a week left out changes nothing.
    After an order that no deal makes, counting starts from ``otherwise``."""
    deals = (deal for deal in range(len(last)) if _row(len(last), last[0], deal) == last)
    deal = next(deals, otherwise)
    return deal if opener > last[0] else deal + 1


def _row(size: int, opener: int, deal: int) -> list[int]:
    """The places in the order of speaking of one week, from the opener's on."""
    places = _matched(size, deal) if size % 2 == 0 else _stepped(size, deal)
    start = places.index(opener)
    return [places[(start + step) % size] for step in _zigzag(size)]


def _zigzag(size: int) -> list[int]:
    """0, 1, n-1, 2, n-2, …: the steps between them all differ; where ``size`` is odd, each occurs twice."""
    return [0, *(n // 2 + 1 if n % 2 == 0 else size - n // 2 - 1 for n in range(size - 1))]


def _stepped(size: int, deal: int) -> list[int]:
    """An odd number of places, dealt in steps of 1, -1, 2, -2, …: only steps that reach every place."""
    steps = [sign * n for n in range(1, size // 2 + 1) if gcd(n, size) == 1 for sign in (1, -1)]
    step = steps[deal % len(steps)]
    return [n * step % size for n in range(size)]


def _matched(size: int, deal: int) -> list[int]:
    """An even number of places. The last speaker and the opener lie opposite each other on it: each deal pairs the
    places like one round of a tournament in which everybody meets everybody."""
    others = size - 1
    turn = deal % others
    pairs = [(others, turn), *(((turn + n) % others, (turn - n) % others) for n in range(1, size // 2))]
    return [first for first, _ in pairs] + [second for _, second in pairs]
