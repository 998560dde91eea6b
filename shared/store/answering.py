"""Stores an answer: what a form, a button or a kept line makes of a day's entry."""

from collections.abc import Callable, Sequence
from dataclasses import replace
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
from shared.usecases.ports.aggregates.entries import Records

TRIES = 5
AT_ONCE = 300
"""Revisions read in one call."""
Read = Callable[[str, str, Sequence[date]], Records]
"""The signature of ``EntryStore.records``."""


def store_answer(documents: LazyDocuments, read: Read, records: Records, day: date, answer: Answer) -> Outcome:
    """Store an answer and its revision in one batch. The revision's number is the lock: where it is taken, read the
    entry again and decide anew, five times at most."""
    if records.team is None:
        raise ValueError("an answer needs a team")
    team, user, old, person = records.team, records.user, records.entries.get(day), records.person
    blank = Entry(team.id, day, user, "deleted", name=team.members.get(user, user), team_name=team.name)
    taken = 0
    for _ in range(TRIES):
        lines = lines_of(team, person, day) if answer.as_is else person.lines_named(answer.kept) if person else ()
        outcome = _after(taken, take(answer, old, blank, person.last_try if person else None, lines))
        if outcome.change is None:
            return outcome
        writes = _writes_of(outcome.change, person, team.workspace)
        try:
            documents.commit(writes)
        except AlreadyExists:
            newest = read(team.id, user, [day])
            before, old, person = old, newest.entries.get(day), newest.person
            if (old.revision if old else 0) == (before.revision if before else 0):
                # Nobody else wrote: there are revisions above the entry's own number.
                path = f"teams/{team.id}/entries/{blank.id}"
                taken = newest_revision(documents, path)
        else:
            return outcome
    raise StoreSilent(f"the entry {blank.id} keeps changing")


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
