"""The fields of a person's last Try."""

from typing import TYPE_CHECKING

from shared.kpt.entry.last_try import last_try_after
from shared.kpt.team.person import LastTry, Person
from shared.store.engine.documents import Fields
from shared.store.records import lenient

if TYPE_CHECKING:
    from shared.kpt.entry.answer import Change


def last_try_fields(change: "Change", person: Person | None) -> Fields | None:
    """The fields of a person's last Try after a change. None where it stays the same, empty where there is none any
    more.

    The store merges them with the stored ones, so fields of the Try before are named, too, to overwrite them.
    """
    before = person.last_try if person else None
    now = last_try_after(change, before)
    if now == before:
        return None
    if now is None:
        return {}
    said = {name: value for name in _OF_A_TRY if (value := getattr(now, name)) or (before and getattr(before, name))}
    if "closed_by" in said:
        said["closed_by"] = now.closed_by.isoformat() if now.closed_by else None
    return {"team": now.team, "day": now.day.isoformat(), "text": now.text, **said}


_OF_A_TRY = ("private", "closed_by", "offered")
"""Fields that are written only where they differ from the default."""


def last_try_from(value: object) -> LastTry | None:
    """Read a person's last Try."""
    f = lenient.fields(value)
    day, closed_by = lenient.day(f.get("day")), lenient.day(f.get("closed_by"))
    if day is None:
        return None
    return LastTry(
        lenient.text(f.get("team")),
        day,
        lenient.text(f.get("text")),
        private=f.get("private") is True,
        closed_by=closed_by if closed_by and closed_by > day else None,  # left from the Try before
        offered=max(lenient.number(f.get("offered")), 0),
    )
