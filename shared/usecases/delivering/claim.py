"""A claim on a delivery, and the ways in which it ends without what was wanted."""

from dataclasses import dataclass, replace
from typing import Any

from shared.kpt.errors import OutcomeUnknown, VersionConflict
from shared.kpt.messages.delivery import FIXED, GONE, NOT_FOR_GOOD, TIMED_OUT, TOO_LONG, Delivery
from shared.kpt.messages.wanted import Wanted
from shared.log_events import LogEvent
from shared.usecases.optimistic import unless_it_changed
from shared.usecases.ports.world import World


@dataclass
class Claim:
    """What we hold. ``noted``: something was written before the end, as there is more to do than one call."""

    world: World
    held: Delivery
    noted: bool = False

    def note(self, **what: Any) -> None:
        """Write how far we are. Raises ``Busy`` where the claim is gone."""
        self.held = write(self.world, replace(self.held, **what))
        self.noted = True

    def fail(self, before: Delivery | None, wanted: Wanted, reason: str) -> Delivery:
        """Slack refused it. A message that is gone or stays as it was is an ordinary thing, and said once."""
        held, log = self.held, self.world.log
        posted = None if reason == GONE else held.posted
        if wanted.may_split and reason in TOO_LONG:
            pass  # smaller pages are tried
        elif reason in FIXED or reason == GONE:
            if before is None or before.error != reason:
                log(
                    LogEvent.DELIVERY_STAYS if posted else LogEvent.DELIVERY_GONE,
                    "WARNING",
                    key=str(held.key),
                    reason=reason,
                )
        else:
            log(LogEvent.DELIVERY_FAILED, "ERROR", key=str(held.key), reason=reason)
        failed = replace(
            held,
            state="failed",
            owner="",
            posted=posted,
            error=reason,
            thread=held.thread if posted else "",
            refused=wanted.shows if reason in NOT_FOR_GOOD else "",
            size=before.size if before else 0,
        )
        return write(self.world, failed)

    def block(self, reason: str) -> Delivery:
        """The place cannot be posted to."""
        self.world.log(LogEvent.DELIVERY_BLOCKED, "ERROR", key=str(self.held.key), reason=reason)
        return write(self.world, replace(self.held, state="blocked", owner="", error=reason))

    def lose_sight(self, error: OutcomeUnknown, before: Delivery | None = None) -> None:
        """Whether Slack took it is not known. ``before``: it may be repeated, so nobody has to wait or look."""
        self.world.log(LogEvent.DELIVERY_UNKNOWN, "WARNING", key=str(self.held.key), reason=error.reason)
        if before and before.state == "sent" and before.posted == self.held.posted:
            write(self.world, replace(before, owner="", shows="", version=self.held.version))
            return
        reason = TIMED_OUT if error.timed_out else error.reason
        # Since now, not since the claim: looking it up may have taken longer than a time-out is waited for.
        write(self.world, replace(self.held, state="unknown", claimed_at=self.world.clock.now(), error=reason))

    def give_back(self, before: Delivery | None) -> None:
        """Nothing was done: it is as it was. Where a part was done, what stands there is looked at anew."""
        held, store = self.held, self.world.store
        try:
            if self.noted:
                store.deliveries.write(replace(held, state="unknown", owner="", error=""))
            elif before is None and held.thread:
                store.deliveries.write(replace(held, state="waiting", owner=""))
            elif before is None:
                store.deliveries.forget(held)
            else:
                store.deliveries.write(replace(before, owner="", version=held.version))
        except VersionConflict:
            self.world.log(LogEvent.DELIVERY_CLAIM_LOST, "WARNING", key=str(held.key))


def write(world: World, delivery: Delivery) -> Delivery:
    """Write how a delivery stands. Raises ``Busy`` where it changed meanwhile."""
    with unless_it_changed(str(delivery.key)):
        return world.store.deliveries.write(delivery)
