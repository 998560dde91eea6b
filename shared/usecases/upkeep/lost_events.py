"""Finds entries whose event was lost: Pub/Sub drops an event that fails for a week, or for a day where a week could not
be set.

Such an entry has an announcement of an older revision, or none where there should be one. Announcing it again also
updates the reminder's message and the digest.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from shared.kpt.entry.entry import Entry
from shared.kpt.team.team import Team
from shared.log_events import LogEvent
from shared.usecases.entry.announce import announce, announcement, announcement_key
from shared.usecases.ports.world import World

STILL_COMING = timedelta(hours=1)
"""A younger entry is left to its own event."""
BETWEEN_SWEEPS = timedelta(hours=13)
"""How far back each of the two daily sweeps looks."""
A_WEEK_AND_A_DAY = timedelta(days=8)
"""How far back the first sweep of a Monday (UTC) looks: longer than Pub/Sub keeps anything. Doing so each time would
cost fourteen times as much."""


def show_what_was_lost(world: World, team: Team, since: date | None) -> None:
    """Announce entries whose announcement is outdated or missing. Reads each entry that was written in that time, and
    its delivery."""
    if team.status != "active":
        return
    now = world.clock.now()
    for entry in _written(world, team, _from(now, since), now - STILL_COMING):
        if _is_behind(world, team, entry):
            world.log(LogEvent.SWEEP_ENTRY_BEHIND, "WARNING", team=team.id, day=entry.day.isoformat(), user=entry.user)
            announce(world, team.id, entry.day, entry.user)


def _from(now: datetime, since: date | None) -> datetime:
    if since:
        return datetime.combine(since, time(), UTC) - timedelta(days=1)
    is_mondays_first = now.weekday() == 0 and now.hour < 12
    return now - (A_WEEK_AND_A_DAY if is_mondays_first else BETWEEN_SWEEPS)


def _written(world: World, team: Team, since: datetime, before: datetime) -> Iterator[Entry]:
    for entry in world.store.entries.updated(team.id, since):
        if entry.updated_at is None or entry.updated_at < before:
            yield entry


def _is_behind(world: World, team: Team, entry: Entry) -> bool:
    delivery = world.store.deliveries.get(announcement_key(team, entry.day, entry.user))
    if delivery is None:
        return team.announcement.mode != "off" and announcement(team, None, entry) is not None
    match delivery.state:
        case "sent":
            return delivery.revision < entry.revision
        case "claimed" | "unknown" | "waiting":
            return True
        case "blocked" | "failed":  # a blocked one is sent when its channel opens, a failed one is final
            return False
