"""A claim on a delivery, and the ways in which it ends without success."""

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
    """The delivery that this run has claimed. ``noted``: progress was stored already, as there is more than one call to
    make."""

    world: World
    held: Delivery
    noted: bool = False

    def note(self, **what: Any) -> None:
        """Store progress. Raises ``Busy`` where the claim is lost."""
        self.held = write(self.world, replace(self.held, **what))
        self.noted = True

    def fail(self, before: Delivery | None, wanted: Wanted, reason: str) -> Delivery:
        """Store that Slack refused it. A message that is gone, or that may not be changed, is ordinary: the log says it
        once."""
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
        """Store that the app cannot post to the place."""
        self.world.log(LogEvent.DELIVERY_BLOCKED, "ERROR", key=str(self.held.key), reason=reason)
        return write(self.world, replace(self.held, state="blocked", owner="", error=reason))

    def lose_sight(self, error: OutcomeUnknown, before: Delivery | None = None) -> None:
        """Store that the outcome is not known. ``before``: given where the call may simply be repeated."""
        self.world.log(LogEvent.DELIVERY_UNKNOWN, "WARNING", key=str(self.held.key), reason=error.reason)
        if before and before.state == "sent" and before.posted == self.held.posted:
            write(self.world, replace(before, owner="", shows="", version=self.held.version))
            return
        reason = TIMED_OUT if error.timed_out else error.reason
        # From now, not from the claim: the look-up may have taken longer than AFTER_TIMEOUT.
        write(self.world, replace(self.held, state="unknown", claimed_at=self.world.clock.now(), error=reason))

    def give_back(self, before: Delivery | None) -> None:
        """Restore the state from before the claim. If part of the work was done, the state is unknown, so that it is
        looked up."""
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
    """Write a delivery. Raises ``Busy`` where it changed meanwhile."""
    with unless_it_changed(str(delivery.key)):
        return world.store.deliveries.write(delivery)
