"""The fields that an entry's change writes into its author's document."""

from typing import TYPE_CHECKING, Any

from shared.kpt.team.person import Person
from shared.store.engine.documents import REMOVE, STORE_TIME, Fields
from shared.store.records.last_try import last_try_fields

if TYPE_CHECKING:
    from shared.kpt.entry.answer import Change

DAYS_MARKED = 10
"""Days in a person's ``written``: more than a form offers."""
TWO = 2


def person_fields_after(change: "Change", person: Person | None) -> Fields:
    """The fields that a change writes; empty where it writes none."""
    entry = change.after
    fields: dict[str, Any] = {}
    if person is None or person.answered_on is None or person.answered_on < entry.day:
        fields["answered_on"] = entry.day.isoformat()
    if person and person.unanswered:
        fields["unanswered"] = REMOVE
    last_try = last_try_fields(change, person)
    if last_try is not None:
        fields["last_try"] = last_try or REMOVE
    if written := _written(change, person):
        fields["written"] = written
    if lines := _kept_lines(change, person):
        fields["kept_lines"] = lines
    if (days := _first_answers(change, person)) is not None:
        fields["first_answers"] = days
    return fields


def _written(change: "Change", person: Person | None) -> Fields | None:
    """The last days for which a person has written in a team, after a change. None where they stay the same."""
    entry = change.after
    before = set(person.days_written(entry.team)) if person else set()
    now = before | {entry.day} if entry.kind == "written" else before - {entry.day}
    return None if now == before else {entry.team: [day.isoformat() for day in sorted(now)[-DAYS_MARKED:]]}


def _kept_lines(change: "Change", person: Person | None) -> dict[str, Any]:
    """A change's effect on its author's kept lines: lines that the entry takes are removed; lines that it gives up come
    back."""
    taken = {line.id for line in change.after.lines}
    gone = {line.id: REMOVE for line in (person.kept_lines if person else ()) if line.id in taken}
    again = {
        line.id: {"day": change.after.day.isoformat(), "text": line.text, "at": STORE_TIME}
        for line in change.kept_again
    }
    return {**gone, **again}


def _first_answers(change: "Change", person: Person | None) -> list[str] | None:
    """The first two days for which a person answered, with this one. None where they stay the same."""
    known = person.first_answers if person else ()
    if len(known) >= TWO or change.after.day in known or change.after.kind == "deleted":
        return None
    return [day.isoformat() for day in (*known, change.after.day)]
