"""The thanks that a person's next message shows, once: what is stored of them, and when they are shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

KEPT_FOR = timedelta(days=14)
"""How long they are stored, shown or not: longer than their entry can be edited, so that none is shown twice."""
MOST_SHOWN = 10


@dataclass(frozen=True)
class ThanksReceived:
    """Thanks from an entry. ``name`` and ``first_line``: as the team saw them. ``shown_on``: the day whose message
    shows them; None until then."""

    id: str
    by: str
    name: str
    day: date
    first_line: str
    shown_on: date | None = None


Received = Mapping[str, ThanksReceived]
Changes = Mapping[str, ThanksReceived | None]
"""What to write, by id; None: remove it."""


def noting(
    received: Received, thanks_id: str, wanted: ThanksReceived | None, today: date, *, is_deleted: bool = False
) -> Changes:
    """What to write where an entry thanks this person, or no longer does (``wanted`` is None). An edit does not change
    thanks that a message has shown; if the entry ``is_deleted``, they are removed."""
    there = received.get(thanks_id)
    if there == wanted or (there and there.shown_on and not is_deleted):
        return {}
    return {thanks_id: wanted, **dict.fromkeys(_past(received.values(), today))}


def to_show(received: Received, day: date) -> list[ThanksReceived]:
    """The thanks that the message of ``day`` shows: those that no earlier message has shown, oldest first."""
    fresh = [each for each in received.values() if each.shown_on in (None, day) and day - each.day <= KEPT_FOR]
    return sorted(fresh, key=lambda each: (each.day, each.id))[:MOST_SHOWN]


def showing(shown: Iterable[ThanksReceived], received: Received, day: date) -> Changes:
    """What to write once the message of ``day`` has shown these thanks."""
    now = {each.id: replace(each, shown_on=day) for each in shown if each.shown_on is None}
    return {**now, **dict.fromkeys(_past(received.values(), day))} if now else {}


def _past(received: Iterable[ThanksReceived], today: date) -> list[str]:
    return [each.id for each in received if today - each.day > KEPT_FOR]
