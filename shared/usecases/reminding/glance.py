"""*From this week's Keeps*: one teammate's Keep in the message of the session's day, once that day is answered.

It is chosen whenever the message is made, and stored nowhere else.
"""

from itertools import islice, product

from shared.kpt.digest.digest import Digest
from shared.kpt.digest.glance import authors_among, days_of_the_week, days_to_read, looks_at, newest_keep
from shared.kpt.entry.entry import Entry
from shared.kpt.entry.shown import shown
from shared.kpt.messages.delivery import Key
from shared.kpt.messages.reminders import Glance
from shared.kpt.schedule.session import Session, session_on_the_day_of
from shared.kpt.team.person import People, Person, clock_zone
from shared.kpt.team.team import Team
from shared.usecases.ports.world import World

TRIES = 5
"""How many authors are tried, as a Keep may have been removed."""


def glance_for(world: World, team: Team, person: Person, answer: Entry) -> Glance | None:
    """One teammate's Keep, for somebody who answered a session's day. None on other days, where the team or the person
    has turned it off, and where nobody else has a Keep."""
    wanted = team.glance == "shown" and person.glance and answer.kind != "deleted"
    session = wanted and session_on_the_day_of(team.on(answer.day), answer.day, clock_zone(team, person))
    if not session:
        return None
    first, last = days_of_the_week(session.held_on, _digest_before(world, team, session))
    people = world.store.people.get_many(team.workspace, team.members)
    authors = authors_among(team, people, first, last)
    for author in islice(looks_at(team.id, session.nominal, person.user, authors), TRIES):
        days = days_to_read(team, people[author], first, last)
        keep = newest_keep(team, world.store.entries.named(product([team.id], days, [author])))
        if keep:
            return Glance(_name(team, people, author), shown(team, keep).texts.keep, _seen_at(world, team, keep))
    return None


def _digest_before(world: World, team: Team, session: Session) -> Digest | None:
    """The digest before a session, whether or not the session has begun."""
    last = world.store.digests.before(team.id, None)
    if last is None or not last.covers_or_follows(session):
        return last
    own = last if last.session == session.nominal else world.store.digests.get(team.id, session.nominal)
    return world.store.digests.before(team.id, (own or last).opened_at)


def _name(team: Team, people: People, author: str) -> str:
    return team.members.get(author) or people[author].name


def _seen_at(world: World, team: Team, entry: Entry) -> str:
    """The timestamp of an entry's announcement; empty where there is none."""
    delivery = world.store.deliveries.get(Key(f"teams/{team.id}", f"announcement:{entry.day}:{entry.user}"))
    return delivery.posted.ts if delivery and delivery.posted else ""
