"""Letting the head of a digest follow: the week, where an entry changed it; a step of the round, which reads no entry.

Whatever changes it goes through the digest's document, at its version. So of a step and an entry that come at once one
sees the other, and the head's number is never the same for two that differ.
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
    """Let the head show a week that was just read. Answers the week with its digest as it is then, and the thread; None
    where the channel cannot be posted to.

    Raises ``Overtaken`` where the digest has changed since the week was read: it is to be read again.
    """
    digest, seen = week.digest, gathered(team, week, world.clock.now())
    if digest.head and seen == digest.head:
        seen = digest.head
    elif digest.head or (digest.names and only_if_begun):  # the run that posts it notes it at its end
        with unless_it_changed(f"the digest of {team.id}", Overtaken):
            digest = world.store.digests.note_head(team.id, with_gathered(digest, seen))
        week = replace(week, digest=digest)
    return week, _follow(world, team, digest, seen, week, only_if_begun=only_if_begun)


def show_head(world: World, team: Team, digest: Digest) -> None:
    """Let the head show a digest as it is now. While it is being posted, or where it is from before there was a round,
    its week is read for that."""
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
