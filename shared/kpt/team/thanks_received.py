"""The thanks that a person finds in their next message, once: what is noted of them, and when they are shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

KEPT_FOR = timedelta(days=14)
"""How long they are remembered, shown or not: longer than their entry can be edited, so that none is told twice."""
MOST_SHOWN = 10


@dataclass(frozen=True)
class ThanksReceived:
    """That somebody thanks in an entry. ``name`` and ``first_line`` are as the team saw them; ``shown_on`` is the day
    whose message shows it, None as long as none has."""

    id: str
    by: str
    name: str
    day: date
    first_line: str
    shown_on: date | None = None


Received = Mapping[str, ThanksReceived]
Changes = Mapping[str, ThanksReceived | None]
"""What is to be written, by id; None: it goes."""


def noting(
    received: Received, thanks_id: str, wanted: ThanksReceived | None, today: date, *, is_deleted: bool = False
) -> Changes:
    """What changes where an entry thanks this person, or (``wanted`` is None) does not any more. What a message has
    shown is not told again by an edit; where the entry ``is_deleted``, nothing is left of it."""
    there = received.get(thanks_id)
    if there == wanted or (there and there.shown_on and not is_deleted):
        return {}
    return {thanks_id: wanted, **dict.fromkeys(_past(received.values(), today))}


def to_show(received: Received, day: date) -> list[ThanksReceived]:
    """Those that the message of ``day`` shows: what none has shown before it, the oldest first."""
    fresh = [each for each in received.values() if each.shown_on in (None, day) and day - each.day <= KEPT_FOR]
    return sorted(fresh, key=lambda each: (each.day, each.id))[:MOST_SHOWN]


def showing(shown: Iterable[ThanksReceived], received: Received, day: date) -> Changes:
    """What changes once the message of ``day`` has shown some of them."""
    now = {each.id: replace(each, shown_on=day) for each in shown if each.shown_on is None}
    return {**now, **dict.fromkeys(_past(received.values(), day))} if now else {}


def _past(received: Iterable[ThanksReceived], today: date) -> list[str]:
    return [each.id for each in received if today - each.day > KEPT_FOR]
