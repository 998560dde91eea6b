"""What a form is filled with: a stored entry, and the lines that were kept during the day."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from shared.kpt.entry.entry import LONGEST_TEXT, NO_TEXTS, Entry, Texts
from shared.kpt.entry.line import Line, fitting, joined
from shared.kpt.entry.promise import Part
from shared.kpt.entry.shown import private_parts


@dataclass(frozen=True)
class Prefill:
    """The texts of a form. ``private``: the parts that only their author sees so far. ``can_be_deleted``: they are
    stored as an entry. ``done``: the earlier Try is ticked. ``kept``: the ids of the kept lines in the Keep.
    ``thanks``: the ids of the helpers whom the form can show; ``unseen``: of those whom it cannot."""

    texts: Texts = NO_TEXTS
    private: Collection[Part] = ()
    can_be_deleted: bool = False
    done: bool = False
    kept: tuple[str, ...] = ()
    thanks: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()


EMPTY = Prefill()


def from_entry(entry: Entry | None, members: Collection[str] = ()) -> Prefill:
    """A form filled from the day's entry, if that is written. It shows only helpers who are members or whose name is
    known: Slack refuses a form with an id that it does not know."""
    if entry is None or entry.kind != "written":
        return EMPTY
    seen = tuple(user for user in entry.thanks if user in members or user in entry.thanks_names)
    return Prefill(
        entry.texts,
        private_parts(entry),
        can_be_deleted=True,
        done=bool(entry.done),
        thanks=seen,
        unseen=tuple(user for user in entry.thanks if user not in seen),
    )


def from_seed(kept: Mapping[str, str]) -> Prefill:
    """A form filled from the lines that a button carries, by id."""
    return Prefill(Texts(joined("", kept.values())), kept=tuple(kept)) if kept else EMPTY


def with_lines(prefill: Prefill, lines: Sequence[Line]) -> Prefill:
    """The same with kept lines below the Keep, as many as have room: the others stay kept. A Keep that is too long for
    a form stays as it is."""
    texts = prefill.texts
    fit = fitting(texts.keep, lines, LONGEST_TEXT)
    if not fit:
        return prefill
    keep = joined(texts.keep, (line.text for line in fit))
    return replace(prefill, texts=replace(texts, keep=keep), kept=tuple(line.id for line in fit))
