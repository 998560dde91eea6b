"""Reads who reacted: once a digest is posted, and once more in the next sweep. A failure delays nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass

from shared.kpt.digest.noticed import noticed_of, with_what_was_read
from shared.kpt.digest.week import Week
from shared.kpt.entry.entry import Entry
from shared.kpt.errors import Rejected, Retryable, StoreSilent
from shared.kpt.messages.delivery import Delivery
from shared.kpt.team.team import Team
from shared.log_events import LogEvent
from shared.usecases.optimistic import until_it_holds
from shared.usecases.ports.world import World


@dataclass(frozen=True)
class _Announced:
    entry: Entry
    delivery: Delivery
    ts: str


def notice(world: World, team: Team, week: Week, *, again: bool = False) -> None:
    """Store who reacted to the week's announcements. ``again``: this is the sweep's reading, the last one.

    Where Slack or the store has no answer, nothing is stored.
    """
    try:
        _store(world, team, week, _read(world, team, week), again=again)
    except (Retryable, Rejected, StoreSilent) as error:
        world.log(LogEvent.NOTICED_NOT_READ, "WARNING", team=team.id, error=type(error).__name__)


def _announced(world: World, team: Team, week: Week) -> list[_Announced]:
    entries = {entry.id: entry for entry in week.kept if entry.has_keep}
    found = world.store.deliveries.announcements(team.id, list(entries.values()))
    return [_Announced(entries[e], d, d.posted.ts) for e, d in found.items() if d.posted and d.posted.ts]


def _read(world: World, team: Team, week: Week) -> Mapping[str, tuple[str, ...]]:
    """Who reacted, by the entry's id, for the entries whose reactions could be read."""
    announced: list[_Announced] = []

    def posted() -> tuple[list[str], list[str]]:
        announced.extend(_announced(world, team, week))
        in_thread = [each.ts for each in announced if each.delivery.thread]
        return [each.ts for each in announced if not each.delivery.thread], in_thread

    reacted = world.directory.who_reacted(team.channel, posted)
    return {
        each.entry.id: noticed_of(team, each.entry.user, reacted[each.ts]) for each in announced if each.ts in reacted
    }


def _store(world: World, team: Team, week: Week, read: Mapping[str, tuple[str, ...]], *, again: bool) -> None:
    """Write only if the digest has not changed since it was read, so that nobody who was erased meanwhile is stored
    again."""
    if not (read or week.digest.noticed or again):
        return
    standing = {entry.id for entry in week.kept if entry.has_keep}

    def attempt() -> None:
        digest, now = world.store.digests.get(team.id, week.digest.session), world.store.teams.get(team.id)
        if digest is None or now is None:
            return
        by_members = {entry: tuple(u for u in who if u in now.members) for entry, who in read.items()}
        noticed = with_what_was_read(digest.noticed, by_members, standing)
        if noticed == digest.noticed and not again:
            return
        world.store.digests.note_noticed(team.id, digest, noticed, again=again)
        world.log(LogEvent.NOTICED_STORED, team=team.id, entries=len(noticed))

    until_it_holds(f"the digest of {team.id}", attempt)
