"""What a form is filled with before anybody types: a stored entry is one source of it."""

from collections.abc import Collection
from dataclasses import dataclass

from shared.kpt.entry.entry import NO_TEXTS, Entry, Texts
from shared.kpt.entry.promise import Part
from shared.kpt.entry.shown import private_parts


@dataclass(frozen=True)
class Prefill:
    """The texts, and which of them only their author sees so far. ``can_be_deleted``: they are stored as an entry;
    ``done``: so is the tick about the Try from before."""

    texts: Texts = NO_TEXTS
    private: Collection[Part] = ()
    can_be_deleted: bool = False
    done: bool = False


EMPTY = Prefill()


def from_entry(entry: Entry | None) -> Prefill:
    """From the day's entry, where something is written in it."""
    if entry is None or entry.kind != "written":
        return EMPTY
    return Prefill(entry.texts, private_parts(entry), can_be_deleted=True, done=bool(entry.done))
