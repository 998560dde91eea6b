"""Reads what a digest is made from, and names its messages."""

from shared.kpt.digest.digest import Digest
from shared.kpt.digest.week import Week, beside_the_keeps, first_day, marked_since, week_as_read
from shared.kpt.messages.delivery import Key
from shared.kpt.team.team import Team
from shared.usecases.ports.world import World


def gather(world: World, team: Team, digest: Digest) -> Week:
    """Read what a digest is made from: its Keeps by one range of time, the other entries by name."""
    before = world.store.digests.before(team.id, digest.opened_at)
    first_entry = None if before else world.store.entries.first_day(team.id)
    first = first_day(team, before, first_entry, digest.held_on)
    kept = world.store.entries.kept(team.id, before.closes_at if before else None, digest.closes_at)
    since = marked_since(digest, first, before)
    around = world.store.entries.named(beside_the_keeps(team, digest, since, kept))
    return week_as_read(digest, first, since, before, [*kept, *around])


def key_of(team: Team, digest: Digest, part: str = "") -> Key:
    """Names a digest's message: the head, or a ``part``."""
    return Key(f"teams/{team.id}", ":".join(filter(None, ("digest", digest.session.isoformat(), part))))
