"""The round that a digest's head leads: presses of its buttons, members who leave meanwhile, and rounds that nobody
ended.

A press is stored together with an errand that updates the head. If there is time before Slack's answer, the head is
updated at once; otherwise the errand does it.
"""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Literal

from shared.kpt.board.running_order import Press
from shared.kpt.digest.digest import Digest
from shared.kpt.digest.head import changed, gathered, pressed
from shared.kpt.errors import Retryable
from shared.kpt.team.team import Team
from shared.log_events import LogEvent
from shared.usecases.optimistic import from_what_was_read, until_it_holds
from shared.usecases.ports.world import World
from shared.usecases.session.head import show_head
from shared.usecases.session.week import gather

LEFT_STANDING = timedelta(hours=3)
"""How long a round may last before a sweep ends it."""
RECENT = timedelta(hours=12)
"""A round that began longer ago is not changed when somebody leaves the channel."""
UPDATE_TAKES = 1.0
"""Seconds that updating the head needs: with less left, the errand does it."""
STORE_TAKES = 0.4
"""Seconds reserved for storing that the head was updated. Otherwise its claim would block the next step."""

Done = Literal["done", "nothing", "not_member"]


def press(
    world: World, team_id: str, session: date, step: int, user: str, what: Press, left: Callable[[], float]
) -> tuple[Done, Team | None]:
    """Handle a press of a button that was shown at a ``step``. Returns what it did, and the team.

    Raises ``StoreSilent``, and ``Busy`` where others keep changing the digest.
    """

    def attempt() -> tuple[Done, Team | None, Digest | None]:
        team, digest = world.store.digests.with_team(team_id, session)
        if team is None or team.is_gone or user not in team.members:
            return "not_member", team, None
        if digest is None or not digest.names or digest.round.step != step:
            return "nothing", team, None
        now = world.clock.now()
        seen = digest.head or gathered(team, gather(world, team, digest), now)
        after = pressed(team, digest, seen, what, now)
        if after is None:
            return "nothing", team, None
        return "done", team, world.store.digests.write_round(team.id, after)

    done, team, written = until_it_holds(f"the digest of {team_id}", attempt)
    if team and written:
        world.log(LogEvent.ROUND_PRESSED, team=team.id, session=session.isoformat(), what=what, step=written.round.step)
        _show_at_once(world, team, written, left)
    return done, team


def _show_at_once(world: World, team: Team, digest: Digest, left: Callable[[], float]) -> None:
    if left() - STORE_TAKES < UPDATE_TAKES:
        return
    messenger = world.messenger.hurried(lambda: left() - STORE_TAKES)
    hurried = replace(world.hurried(lambda: max(left(), STORE_TAKES)), messenger=messenger)
    try:
        show_head(hurried, team, digest)
    except Retryable as error:
        world.log(LogEvent.ROUND_LEFT_TO_ERRAND, team=team.id, error=type(error).__name__)


def show(world: World, team: Team, session: date) -> None:
    """What the errand does: update the head."""
    digest = None if team.is_gone else world.store.digests.get(team.id, session)
    if digest:
        show_head(world, team, digest)


def follow_leaving(world: World, team: Team, users: Collection[str]) -> None:
    """Update the head of a running round when people in it have left the channel."""
    opened_at = team.digest_opened_at
    if opened_at is None or world.clock.now() - opened_at > RECENT:
        return

    def as_it_is(digest: Digest) -> Digest | None:
        concerned = digest.round.is_running and any(map(digest.mentions, users))
        return changed(digest, digest.round) if concerned else None

    _change_last(world, team, world.store.digests.before(team.id, None), as_it_is)


def end_left_standing(world: World, team: Team, last: Digest) -> None:
    """End a round that nobody ended."""
    now = world.clock.now()
    _change_last(world, team, last, lambda digest: _ended(digest, now))


def _ended(digest: Digest, now: datetime) -> Digest | None:
    round_ = digest.round
    if round_.begun_at is None or round_.ended_at or now - round_.begun_at < LEFT_STANDING:
        return None
    return changed(digest, replace(round_, step=round_.step + 1, ended_at=now, presses=(*round_.presses, "end")))


def _change_last(world: World, team: Team, digest: Digest | None, change: Callable[[Digest], Digest | None]) -> None:
    def attempt(digest: Digest | None) -> None:
        if digest and (after := change(digest)):
            world.store.digests.write_round(team.id, after)

    def look_again(digest: Digest | None) -> Digest | None:
        return world.store.digests.get(team.id, digest.session) if digest else None

    from_what_was_read(f"the digest of {team.id}", digest, attempt, look_again)
