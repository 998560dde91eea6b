"""Stores an answer: what a form, a button or a kept line makes of a day's entry."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from shared.kpt.entry.answer import Answer, Change, Outcome, take
from shared.kpt.entry.entry import Entry
from shared.kpt.errors import AlreadyExists, StoreSilent
from shared.kpt.schedule.kept_lines import lines_of
from shared.kpt.team.person import Person
from shared.store.engine.documents import Create, Merge, Write
from shared.store.engine.lazy_documents import LazyDocuments
from shared.store.records.answered import person_fields_after
from shared.store.records.entries import entry_fields, revision_fields
from shared.usecases.optimistic import from_what_was_read
from shared.usecases.ports.aggregates.entries import Records

AT_ONCE = 300
"""Revisions read in one call."""
Read = Callable[[str, str, Sequence[date]], Records]
"""The signature of ``EntryStore.records``."""


@dataclass(frozen=True)
class _Known:
    """What an answer is decided from. ``taken``: the newest revision that there is, where the entry does not know of
    it."""

    entry: Entry | None
    person: Person | None
    taken: int = 0

    @property
    def revision(self) -> int:
        return self.entry.revision if self.entry else 0


def store_answer(documents: LazyDocuments, read: Read, records: Records, day: date, answer: Answer) -> Outcome:
    """Store an answer and its revision in one batch. The revision's number is the lock: where it is taken, read the
    entry again and decide anew, five times at most."""
    if records.team is None:
        raise ValueError("an answer needs a team")
    team, user = records.team, records.user
    blank = Entry(team.id, day, user, "deleted", name=team.members.get(user, user), team_name=team.name)

    def attempt(known: _Known) -> Outcome:
        person = known.person
        lines = lines_of(team, person, day) if answer.as_is else person.lines_named(answer.kept) if person else ()
        taken = take(answer, known.entry, blank, person.last_try if person else None, lines)
        outcome = _after(known.taken, taken)
        if outcome.change:
            documents.commit(_writes_of(outcome.change, person, team.workspace))
        return outcome

    def look_again(known: _Known) -> _Known:
        records = read(team.id, user, [day])
        newest = _Known(records.entries.get(day), records.person, known.taken)
        if newest.revision != known.revision:
            return newest
        # Nobody else wrote: it has revisions that the entry does not know of.
        return replace(newest, taken=newest_revision(documents, f"teams/{team.id}/entries/{blank.id}"))

    return from_what_was_read(
        f"the entry {blank.id}",
        _Known(records.entries.get(day), records.person),
        attempt,
        look_again,
        gives_up=StoreSilent,
        conflict=AlreadyExists,
    )


def revision_paths(entry: str, newest: int) -> list[str]:
    """The paths of an entry's revisions. An entry and its revision are written together, so their numbers have no
    gap."""
    return [f"{entry}/revisions/{number}" for number in range(1, newest + 1)]


def newest_revision(documents: LazyDocuments, entry: str) -> int:
    """The number of an entry's last revision, found by reading. For an entry that another tool deleted, or took the
    number out of, while the revisions stayed."""
    newest = 0
    while there := documents.get(revision_paths(entry, newest + AT_ONCE)[newest:]):
        newest = max(int(revision.id) for revision in there.values())
    return newest


def _after(taken: int, outcome: Outcome) -> Outcome:
    """The outcome with a revision's number above ``taken``."""
    change = outcome.change
    if change is None or change.after.revision > taken:
        return outcome
    return replace(outcome, change=replace(change, after=replace(change.after, revision=taken + 1)))


def _writes_of(change: Change, person: Person | None, workspace: str) -> list[Write]:
    """The writes of an entry's change. The revision comes first, as it is the lock. The entry's write names its fields,
    so that fields which other functions wrote stay."""
    entry = change.after
    path = f"teams/{entry.team}/entries/{entry.id}"
    writes: list[Write] = [
        Create(f"{path}/revisions/{entry.revision}", revision_fields(change)),
        Merge(path, entry_fields(change)),
    ]
    if about_person := person_fields_after(change, person):
        writes.append(Merge(f"people/{workspace}-{entry.user}", about_person))
    return writes
