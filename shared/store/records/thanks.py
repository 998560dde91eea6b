"""The fields of the thanks that reached a person, in the person's document until they were shown."""

from typing import Any

from shared.kpt.team.thanks_received import ThanksReceived
from shared.store.records import lenient


def received_fields(thanks: ThanksReceived) -> dict[str, Any]:
    """The fields of thanks that reached a person."""
    shown = {"shown_on": thanks.shown_on.isoformat()} if thanks.shown_on else {}
    named = {"by": thanks.by, "name": thanks.name, "day": thanks.day.isoformat(), "first_line": thanks.first_line}
    return {**named, **shown}


def received_from(value: object) -> dict[str, ThanksReceived]:
    """Read the thanks that reached a person. Anything that is none is skipped."""
    received = {}
    for name, about in lenient.fields(value).items():
        f = lenient.fields(about)
        by, day = lenient.text(f.get("by")), lenient.day(f.get("day"))
        if day and by:
            said = lenient.text(f.get("name"), by), day, lenient.text(f.get("first_line"))
            received[str(name)] = ThanksReceived(str(name), by, *said, lenient.day(f.get("shown_on")))
    return received
