"""What a form is filled with before anybody types: a stored entry, and the lines that were kept during the day."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from shared.kpt.entry.entry import LONGEST_TEXT, NO_TEXTS, Entry, Texts
from shared.kpt.entry.line import Line, fitting, joined
from shared.kpt.entry.promise import Part
from shared.kpt.entry.shown import private_parts


@dataclass(frozen=True)
class Prefill:
    """The texts, and which of them only their author sees so far. ``can_be_deleted``: they are stored as an entry;
    ``done``: so is the tick about the Try from before. ``kept``: the ids of the kept lines among them. ``thanks``: the
    ids of those who helped whom the form can show, ``unseen`` those whom it cannot."""

    texts: Texts = NO_TEXTS
    private: Collection[Part] = ()
    can_be_deleted: bool = False
    done: bool = False
    kept: tuple[str, ...] = ()
    thanks: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()


EMPTY = Prefill()


def from_entry(entry: Entry | None, members: Collection[str] = ()) -> Prefill:
    """From the day's entry, where something is written in it. Of those who helped it shows members, and of whom a name
    is known: behind any other id there may be nobody, and Slack refuses a form with one that it does not know."""
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
    """From the lines that a button carries, by their ids."""
    return Prefill(Texts(joined("", kept.values())), kept=tuple(kept)) if kept else EMPTY


def with_lines(prefill: Prefill, lines: Sequence[Line]) -> Prefill:
    """With the kept lines below the Keep, as many as have room: the others stay kept. A Keep that no form can show is
    left alone."""
    texts = prefill.texts
    fit = fitting(texts.keep, lines, LONGEST_TEXT)
    if not fit:
        return prefill
    keep = joined(texts.keep, (line.text for line in fit))
    return replace(prefill, texts=replace(texts, keep=keep), kept=tuple(line.id for line in fit))
