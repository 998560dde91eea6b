"""Finds out what an entry from before promises were stored had promised, by its announcement.

It matters only for the week in which such an entry can be edited. If the channel shows all parts, the form had said so,
and an edit must not hide them. In any other case the promise is uncertain, and the parts stay private.
"""

from dataclasses import replace
from datetime import date

from shared.kpt.entry.entry import Entry
from shared.kpt.entry.shown import private_parts
from shared.kpt.messages.delivery import Delivery
from shared.kpt.messages.wanted import Wanted
from shared.kpt.team.person import Person
from shared.kpt.team.team import Team
from shared.usecases.entry.announce import announcement, announcement_key
from shared.usecases.ports.aggregates.entries import Records
from shared.usecases.ports.world import World


def with_promise_of_old(world: World, records: Records, day: date) -> Records:
    """The records, with the promise filled in at the day's entry. Only an entry without a stored promise costs a
    read."""
    team, entry = records.team, records.entries.get(day)
    if team is None or entry is None or entry.promised or entry.kind != "written" or not private_parts(entry):
        return records
    delivery = world.store.deliveries.get(announcement_key(team, day, entry.user))
    if not stands_in_full(team, records.person, entry, delivery):
        return records
    return replace(records, entries={**records.entries, day: replace(entry, promised="all")})


def stands_in_full(team: Team, person: Person | None, entry: Entry, delivery: Delivery | None) -> bool:
    """Whether the channel shows this entry with all its parts, under the author's present or former name."""
    if delivery is None or delivery.posted is None:
        return False
    everything = replace(team, announcement=replace(team.announcement, mode="message", parts="all"))
    message = announcement(everything, person, replace(entry, promised="all"))
    messages = (message, replace(message, name=entry.name)) if message else ()
    return delivery.shows in {Wanted(entry.revision, each).shows for each in messages}
