"""One message that must reach Slack exactly once, as far as Slack allows, and follow what it tells.

    absent --create--> claimed -- ok ------------------------------------> sent (channel, ts, revision)
                          |-- rate limit, token or scope trouble --------> as it was    the trigger retries;
                          |                                                a reply: waiting, so that it stays one
                          |-- this message or person refused ------------> failed       final
                          |-- the place cannot be posted to -------------> blocked      the next occasion tries again
                          `-- anything else -----------------------------> unknown      looked up before a second try
    unknown, or a claim older than two minutes -- found -----------------> sent
                                               `- not found -------------> claimed again

A claim carries its owner's token, and a state is written only while the delivery has not changed since. The same
claim is the lease under which a posted message is brought up to date or removed.

A reply's claim names its thread from the start. So whoever would remove a parent that has lost its last reply sees
those on their way to it; and what was begun in one place is looked for, and ended, there.
"""

import hashlib
import secrets
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from shared.kpt.errors import (
    Busy,
    ChannelClosed,
    MayNotLook,
    OutcomeUnknown,
    Overtaken,
    Rejected,
    Retryable,
    RetryLater,
    VersionConflict,
)
from shared.kpt.messages.messages import Channel, Export, Message, Place, Posted

if TYPE_CHECKING:
    from shared.usecases.ports.world import World

CLAIM_EXPIRES = timedelta(minutes=2)
AFTER_TIMEOUT = timedelta(seconds=30)
"""A call that timed out may still take effect for a while: only then is it looked for."""
TIMED_OUT = "timed out"
POSTED_UNSEEN = "posted again: the place may not be read"

State = Literal["claimed", "sent", "failed", "blocked", "unknown", "waiting"]


@dataclass(frozen=True)
class Key:
    """Names a delivery: whose it is (``teams/T1-C1`` or ``people/T1-U1``) and its name there, as
    ``announcement:2026-11-24:U1``. The message carries the name."""

    of: str
    name: str

    def __str__(self) -> str:
        return f"{self.of}/deliveries/{self.name}"


@dataclass(frozen=True)
class Delivery:
    """How a delivery stands. ``revision`` is that of what the message shows; ``version`` is the store's."""

    key: Key
    state: State
    owner: str
    claimed_at: datetime
    posted: Posted | None = None
    revision: int = -1
    shows: str = ""
    """A digest of the message that stands there: an equal one is not sent again."""
    error: str = ""
    thread: str = ""
    """The name of the delivery to whose message it is a reply, or was begun as one."""
    version: object = None


@dataclass(frozen=True)
class Wanted:
    """What should stand there: a message of a revision, or nothing. ``only_turn`` never posts anew: it only turns a
    message that stands there into this one. ``only_if_begun`` goes on with what somebody began to post."""

    revision: int
    message: Message | None
    only_turn: bool = False
    only_if_begun: bool = False

    @property
    def shows(self) -> str:
        """Names what the message says."""
        return hashlib.sha256(repr(self.message).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Thread:
    """The thread of another delivery's message, as the place of a reply.

    ``post`` posts a reply, and the message that it belongs to before it, where that does not stand there. ``is_open``
    says whether what was never tried goes there; what was, stays where it was tried.
    """

    parent: Key
    post: Callable[[Message, str], Posted]
    is_open: bool


NOTHING = Wanted(sys.maxsize, None)
"""For good: newer than whatever a run that is under way may still want."""


def follow(world: "World", key: Key, place: Place, wanted: Wanted, thread: Thread | None = None) -> Delivery | None:
    """Make Slack show what is wanted. Answers how the delivery stands then; None where nothing stands there.

    Raises ``Busy`` while another run holds the claim, ``RetryLater`` and ``OutcomeUnknown`` where the trigger has to
    come again.
    """
    owner = secrets.token_hex(8)
    before, held = _take(world, key, wanted, owner, thread.parent.name if thread and thread.is_open else "")
    if held is None:
        return before
    try:
        held = _adopt(world, place, before, held, wanted)
        posted = _act(world, place, held, wanted, thread)
    except Rejected as error:
        world.log("delivery.failed", "ERROR", key=str(key), reason=error.reason)
        stands_in = held.thread if held.posted else ""
        return _write(world, replace(held, state="failed", owner="", error=error.reason, thread=stands_in))
    except ChannelClosed as error:
        world.log("delivery.blocked", "ERROR", key=str(key), reason=error.reason)
        return _write(world, replace(held, state="blocked", owner="", error=error.reason))
    except (RetryLater, Busy):
        _give_back(world, before, held)
        raise
    except OutcomeUnknown as error:
        world.log("delivery.unknown", "WARNING", key=str(key), reason=error.reason)
        reason = TIMED_OUT if error.timed_out else error.reason
        # Since now, not since the claim: looking it up may have taken longer than a time-out is waited for.
        _write(world, replace(held, state="unknown", claimed_at=world.clock.now(), error=reason))
        raise
    return _finish(world, held, posted, wanted)


def take_away(world: "World", key: Key, place: Place, unless: Callable[[], bool] = lambda: False) -> None:
    """Remove a message and forget its delivery, whatever state it is in; ``unless``, asked under the claim, is true.

    Where Slack does not let go of the message, it stays, the log says so, and the delivery is forgotten all the same.
    Raises ``Busy``, ``RetryLater`` and ``OutcomeUnknown`` as ``follow`` does.
    """
    before, held = _take(world, key, NOTHING, secrets.token_hex(8))
    if before is None:
        return
    held = held or before
    if unless():
        _give_back(world, before, held)
        return
    try:
        held = _adopt(world, place, before, held, NOTHING)
        if held.posted:
            world.messenger.withdraw(held.posted)
        elif held.error == POSTED_UNSEEN:
            world.log("delivery.left", "WARNING", key=str(key), reason="the place may not be read")
    except (Rejected, ChannelClosed) as error:
        world.log("delivery.left", "WARNING", key=str(key), reason=error.reason)
    except Retryable:
        _give_back(world, before, held)
        raise
    try:
        world.store.forget_delivery(held)
    except VersionConflict as error:
        raise Busy(f"{key} changed meanwhile") from error


def _take(
    world: "World", key: Key, wanted: Wanted, owner: str, thread: str = ""
) -> tuple[Delivery | None, Delivery | None]:
    """How the delivery stood, and our claim on it; no claim where there is nothing to do."""
    now = world.clock.now()
    may_post = wanted.message is not None and not (wanted.only_turn or wanted.only_if_begun)
    if may_post and (claimed := world.store.claim(key, owner, now, thread)):
        return None, claimed
    before = world.store.delivery(key)
    if before is None:
        if may_post:
            raise Busy(f"{key} came and went")
        return None, None
    if before.owner == owner:  # our own create(), whose answer was lost
        return None, before
    if not _is_to_do(before, wanted):
        return before, None
    if _somebody_may_be_at_it(before, now):
        raise Busy(f"{key} is claimed")
    if before.state == "sent" and before.shows == wanted.shows:
        return _write(world, replace(before, revision=wanted.revision)), None
    return before, _write(world, replace(before, state="claimed", owner=owner, claimed_at=now))


def _is_to_do(delivery: Delivery, wanted: Wanted) -> bool:
    match delivery.state:
        case "failed":
            return False
        case "sent":
            return delivery.revision < wanted.revision
        case "blocked" | "claimed" | "unknown" | "waiting":
            return True


def _somebody_may_be_at_it(delivery: Delivery, now: datetime) -> bool:
    age = now - delivery.claimed_at
    if delivery.state == "claimed":
        return age < CLAIM_EXPIRES
    return delivery.state == "unknown" and delivery.error == TIMED_OUT and age < AFTER_TIMEOUT


def _adopt(world: "World", place: Place, before: Delivery | None, held: Delivery, wanted: Wanted) -> Delivery:
    """Find the message that an earlier run may have posted before it was cut off. A file carries no key."""
    if before is None or before.posted or before.state in ("blocked", "waiting"):
        return held
    if isinstance(wanted.message, Export):
        return replace(held, error=POSTED_UNSEEN)
    try:
        return replace(held, posted=world.messenger.find(_tried_in(world, place, held), held.key.name))
    except MayNotLook:
        return replace(held, error=POSTED_UNSEEN)


def _tried_in(world: "World", place: Place, held: Delivery) -> Place:
    parent = world.store.delivery(Key(held.key.of, held.thread)) if held.thread else None
    return Channel(parent.posted.channel, parent.posted.ts) if parent and parent.posted else place


def _act(world: "World", place: Place, held: Delivery, wanted: Wanted, thread: Thread | None) -> Posted | None:
    if wanted.message is None:
        if held.posted:
            world.messenger.withdraw(held.posted)
        return None
    if held.posted:
        if wanted.revision > 0:
            world.messenger.replace(held.posted, wanted.message, held.key.name)
        return held.posted
    if wanted.only_turn:
        return None
    if thread and held.thread:
        return thread.post(wanted.message, held.key.name)
    return world.messenger.post(place, wanted.message, held.key.name)


def _finish(world: "World", held: Delivery, posted: Posted | None, wanted: Wanted) -> Delivery | None:
    error = held.error if held.error == POSTED_UNSEEN else ""
    done = replace(
        held, state="sent", owner="", posted=posted, revision=wanted.revision, shows=wanted.shows, error=error
    )
    try:
        if posted is None:
            world.store.forget_delivery(held)
            return None
        written = world.store.write_delivery(done)
    except VersionConflict:
        return _lost(world, held, done)
    if held.posted is None:
        world.log("delivery.sent", key=str(held.key), kind=held.key.name.partition(":")[0])
    return written


def _lost(world: "World", held: Delivery, done: Delivery) -> Delivery | None:
    """Our claim is gone, unless it was our own write whose answer was lost.

    A message of ours beside theirs goes. Where we changed the one that is theirs, too, or they may not have seen ours
    yet, the delivery says that it is not known what stands there.
    """
    now = world.store.delivery(held.key)
    if now is None and done.posted is None:
        return None
    if now and now.state == "sent" and (now.posted, now.shows) == (done.posted, done.shows):
        return now
    if now is None or now.posted not in (None, done.posted, held.posted):
        if done.posted and held.posted is None:
            world.messenger.withdraw(done.posted)
    else:
        state: State = "unknown" if now.state == "sent" and done.posted is None else now.state
        _write(world, replace(now, state=state, posted=done.posted, revision=-1, shows=""))
    raise Overtaken(f"{held.key} was taken over")


def _give_back(world: "World", before: Delivery | None, held: Delivery) -> None:
    try:
        if before is None and held.thread:
            world.store.write_delivery(replace(held, state="waiting", owner=""))
        elif before is None:
            world.store.forget_delivery(held)
        else:
            world.store.write_delivery(replace(before, owner="", version=held.version))
    except VersionConflict:
        world.log("delivery.claim_lost", "WARNING", key=str(held.key))


def _write(world: "World", delivery: Delivery) -> Delivery:
    try:
        return world.store.write_delivery(delivery)
    except VersionConflict as error:
        raise Busy(f"{delivery.key} changed meanwhile") from error
