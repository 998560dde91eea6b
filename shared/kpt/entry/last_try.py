"""What a person's last Try is once an entry has changed: a new one takes its place, a tick closes it, a day that is
deleted opens it again."""

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
    """The entry's own Try. An edit of its words leaves it closed where it was."""
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
    """The entry's own Try has gone: the one that its form offered is the last again, as far as the form showed it."""
    if offered is None or not offered.text:
        return None
    closed_by = entry.day if entry.done else None
    return LastTry(offered.team, offered.day, offered.text, offered.private, closed_by, offered.times)


def _ticked(entry: Entry, last: LastTry, offered: TryBefore) -> LastTry:
    """Done by this entry; or open again, where it was this entry that said so."""
    closed_by = entry.day if entry.done else None if last.closed_by == entry.day else last.closed_by
    return LastTry(last.team, last.day, last.text, last.private, closed_by, max(last.offered, offered.times))
