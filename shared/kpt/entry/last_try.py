"""A person's last Try after one of their entries changed: a new Try replaces it, a tick closes it, deleting the ticked
day opens it again."""

from typing import TYPE_CHECKING

from shared.kpt.entry.entry import Entry
from shared.kpt.entry.promise import parts_of
from shared.kpt.entry.try_before import TryBefore
from shared.kpt.team.person import LastTry

if TYPE_CHECKING:
    from shared.kpt.entry.answer import Change


def last_try_after(change: "Change", last: LastTry | None) -> LastTry | None:
    """The last Try after a change of one of the person's entries; None where there is none left."""
    entry = change.after
    offered = entry.try_before or (change.before.try_before if change.before else None)
    if entry.texts.try_ and (last is None or last.day < entry.day or last.is_of(entry.team, entry.day)):
        return _own(entry, last)
    if last and last.is_of(entry.team, entry.day):
        return _the_one_before(entry, offered)
    if last and offered and offered.is_same(last):
        return _ticked(entry, last, offered)
    return last


def _own(entry: Entry, last: LastTry | None) -> LastTry:
    """The entry's own Try. If it was closed, an edit of its text leaves it closed."""
    same = last if last and last.is_of(entry.team, entry.day) else None
    return LastTry(
        entry.team,
        entry.day,
        entry.texts.try_,
        private="try_" not in parts_of(entry.promised),
        closed_by=same.closed_by if same else None,
        offered=same.offered if same else 0,
    )


def _the_one_before(entry: Entry, offered: TryBefore | None) -> LastTry | None:
    """The entry's own Try was removed: the Try that its form offered is the last again, with the text that the form
    showed."""
    if offered is None or not offered.text:
        return None
    closed_by = entry.day if entry.done else None
    return LastTry(offered.team, offered.day, offered.text, offered.private, closed_by, offered.times)


def _ticked(entry: Entry, last: LastTry, offered: TryBefore) -> LastTry:
    """The last Try, closed by this entry; or open again where this entry had closed it."""
    closed_by = entry.day if entry.done else None if last.closed_by == entry.day else last.closed_by
    return LastTry(last.team, last.day, last.text, last.private, closed_by, max(last.offered, offered.times))
