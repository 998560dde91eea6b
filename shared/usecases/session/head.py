"""Updates the head of a digest: after an entry changed the week, and after a step of the round, which reads no entry.

Every change is written to the digest's document at the version that was read. So of a step and an entry at the same
time, one sees the other, and two different heads never have the same revision.
"""

from dataclasses import replace

from shared.kpt.digest.digest import Digest, Gathered
from shared.kpt.digest.head import gathered, head_revision, parent, with_gathered
from shared.kpt.digest.week import Week
from shared.kpt.errors import Overtaken
from shared.kpt.messages.place import Channel
from shared.kpt.messages.wanted import Wanted
from shared.kpt.team.team import Team
from shared.usecases.delivering.blocked import say_it_is_blocked
from shared.usecases.delivering.follow import follow
from shared.usecases.optimistic import unless_it_changed
from shared.usecases.ports.world import World
from shared.usecases.session.week import gather, key_of


def follow_head(world: World, team: Team, week: Week, *, only_if_begun: bool = False) -> tuple[Week, str | None]:
    """Update the head to show a week that was just read. Returns the week with its digest as stored, and the thread's
    timestamp; None where the head is not posted.

    Raises ``Overtaken`` where the digest has changed since the week was read: the caller reads it again.
    """
    digest, seen = week.digest, gathered(team, week, world.clock.now())
    if digest.head and seen == digest.head:
        seen = digest.head
    elif digest.head or (digest.names and only_if_begun):  # the run that posts the digest stores its head at the end
        with unless_it_changed(f"the digest of {team.id}", Overtaken):
            digest = world.store.digests.note_head(team.id, with_gathered(digest, seen))
        week = replace(week, digest=digest)
    return week, _follow(world, team, digest, seen, week, only_if_begun=only_if_begun)


def show_head(world: World, team: Team, digest: Digest) -> None:
    """Update the head to show a digest as it is now. While the digest is being posted, and for digests from before
    rounds existed, the week is read for that."""
    if digest.head:
        _follow(world, team, digest, digest.head, None, only_if_begun=True)
    else:
        follow_head(world, team, gather(world, team, digest), only_if_begun=True)


def _follow(
    world: World, team: Team, digest: Digest, seen: Gathered, week: Week | None, *, only_if_begun: bool
) -> str | None:
    message = parent(team, digest, seen, world.clock.now(), week)
    wanted = Wanted(head_revision(digest, seen), message, only_if_begun=only_if_begun)
    delivery = follow(world, key_of(team, digest), Channel(team.channel), wanted)
    if delivery and delivery.state == "blocked":
        say_it_is_blocked(world, team, delivery.error)
    if delivery is None or delivery.state != "sent" or delivery.posted is None:
        return None
    return delivery.posted.ts
