"""Checks everything that the app depends on, while somebody waits. What does not answer in time gets a line that says
so."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, wait

from shared.kpt.checkup import Finding, of_clocks, of_holidays, of_jobs, of_permissions, of_sheet, of_slots, of_team
from shared.kpt.errors import ChannelClosed, MayNotLook, Rejected, Retryable, RetryLater, StoreSilent
from shared.kpt.ids import team_id
from shared.kpt.schedule.slots import SlotJob
from shared.usecases.ports.world import World
from shared.version import VERSION

PASSES_BY_ITSELF = frozenset({"ratelimited", "rate_limited"})


def examine(world: World, workspace: str, user: str, channel: str | None, within: float) -> list[Finding]:
    """Check version, token, scopes, the app's own messages, channel (None: a direct message), time zone rules, store,
    team, holidays and slots within so many seconds. Slack and the store are asked at the same time. Returns a line for
    each, in this order."""
    parts: dict[str, Callable[[], Iterable[Finding]]] = {
        "token": lambda: _token(world),
        "metadata": lambda: _own_messages(world, user),
        "channel": lambda: _channel(world, channel),
        "store": lambda: _store(world, team_id(workspace, channel or "none")),
    }
    pool = ThreadPoolExecutor(len(parts))
    try:
        asked = {name: pool.submit(lambda look: list(look()), look) for name, look in parts.items()}
        done, _ = wait(asked.values(), within)
        found = {name: job.result() if job in done else [_silent(name)] for name, job in asked.items()}
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    version, clocks = Finding("version", "is", "well", {"version": VERSION}), of_clocks(world.clock.now())
    return [version, *found["token"], *found["metadata"], *found["channel"], clocks, *found["store"]]


def _silent(what: str) -> Finding:
    return Finding(what, "silent", "mend")


def _token(world: World) -> Iterable[Finding]:
    try:
        return of_permissions(world.directory.permissions())
    except (RetryLater, Rejected) as error:
        reason = str(error)
        return [
            _silent("token") if reason in PASSES_BY_ITSELF else Finding("token", "refused", "mend", {"reason": reason})
        ]
    except Retryable:
        return [_silent("token")]


def _own_messages(world: World, user: str) -> Iterable[Finding]:
    """Whether the app can look up a message whose answer was lost. What prevents the look-up has a line of its own."""
    try:
        recognised = world.directory.recognises_its_own(user)
    except (MayNotLook, RetryLater, Rejected, ChannelClosed):
        return []
    except Retryable:
        return [_silent("metadata")]
    if recognised is None:
        return [Finding("metadata", "untried", "note")]
    return [Finding("metadata", "read", "well") if recognised else Finding("metadata", "lost", "mend")]


def _channel(world: World, channel: str | None) -> Iterable[Finding]:
    if channel is None:
        return [Finding("channel", "direct", "note")]
    try:
        world.directory.reach(channel)
    except ChannelClosed as blocked:
        how = "archived" if blocked.reason == "is_archived" else "not_inside"
        return [Finding("channel", how, "mend")]
    except (Retryable, Rejected):
        return [_silent("channel")]
    return [Finding("channel", "inside", "well")]


def _store(world: World, team_id: str) -> Iterable[Finding]:
    now = world.clock.now()
    try:
        team = world.store.teams.get(team_id)
        sheet = world.store.sheets.get(team_id)[1] if team and team.sheet else None
        records = world.store.slots.get_many([SlotJob.parse(slot).id for slot in team.slots]) if team else {}
    except StoreSilent:
        return [_silent("store")]
    found = [*of_jobs(team), Finding("store", "answers", "well"), of_team(team)]
    if team is None or team.is_gone:
        return found
    if sheet:
        found += of_sheet(team, sheet.fault, sheet.written_at, sheet.delay)
    return [*found, of_holidays(team.country, now), *of_slots(team, records, now)]
