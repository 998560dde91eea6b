"""What can go wrong, in the product's words. Adapters raise these; no vendor's error crosses a port."""


class Retryable(Exception):
    """Something outside failed. A function that raises it is triggered again."""


class StoreSilent(Retryable):
    """The store did not answer, or not in time."""


class MayBeStored(StoreSilent):
    """A write was sent and not answered in time: it may be stored, or may still be stored."""


class Busy(Retryable):
    """Another run is at work, or the outcome of one is not known yet: try again later."""


class Overtaken(Busy):
    """Our claim expired and another run took over. Our result may stand where theirs should: look again."""


class RetryLater(Retryable):
    """Slack did nothing, and may do it later: a rate limit, or trouble with the app's token or scopes. Cloud
    Scheduler's missing permissions raise it, too.

    ``after``: the seconds that Slack asks to wait; 0 where it does not say.
    """

    def __init__(self, reason: str, after: float = 0.0) -> None:
        super().__init__(reason)
        self.after = after


class OutcomeUnknown(Retryable):
    """It is not known whether Slack did what was asked. ``timed_out``: Slack may still do it."""

    def __init__(self, reason: str, *, timed_out: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.timed_out = timed_out


class RefusedBySlack(Exception):
    """Slack refused a call. ``reason`` is Slack's error code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Rejected(RefusedBySlack):
    """Slack will never take this message for this person."""


class ChannelClosed(RefusedBySlack):
    """The app cannot post to the channel until somebody mends that."""


class MayNotLook(Exception):
    """The app may not read the conversation, so it cannot find out whether a message stands there."""


class TooLateToOpen(Exception):
    """The click's trigger has expired or was used, so no form can open."""


class AlreadyExists(Exception):
    """The document to be created exists already."""


class VersionConflict(Exception):
    """A document was changed or removed since it was read."""
