"""An entry from before promises were stored: what it promised, its announcement tells.

It matters for the week in which such an entry can be edited. What stands in the channel with all its parts was written
under a form that said so, and an edit must not take it away; of anything else that is not sure, and it stays private.
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
    """The records, with the day's entry as if its promise had been stored. Only such an entry costs a read."""
    team, entry = records.team, records.entries.get(day)
    if team is None or entry is None or entry.promised or entry.kind != "written" or not private_parts(entry):
        return records
    delivery = world.store.deliveries.get(announcement_key(team, day, entry.user))
    if not stands_in_full(team, records.person, entry, delivery):
        return records
    return replace(records, entries={**records.entries, day: replace(entry, promised="all")})


def stands_in_full(team: Team, person: Person | None, entry: Entry, delivery: Delivery | None) -> bool:
    """Whether what stands in the channel is this entry with all its parts, under the author's name of now or then."""
    if delivery is None or delivery.posted is None:
        return False
    everything = replace(team, announcement=replace(team.announcement, mode="message", parts="all"))
    message = announcement(everything, person, replace(entry, promised="all"))
    messages = (message, replace(message, name=entry.name)) if message else ()
    return delivery.shows in {Wanted(entry.revision, each).shows for each in messages}
