"""What can go wrong, in the product's words. Adapters raise these; nothing of a vendor's crosses a port."""


class Retryable(Exception):
    """Something outside failed. A function that raises it lets its trigger come again."""


class StoreSilent(Retryable):
    """The store did not answer, or not in time."""


class MayBeStored(StoreSilent):
    """A write was sent, and not answered in time: it may be stored, or still be on its way."""


class Busy(Retryable):
    """Somebody else is at it, or an outcome is not known yet: come again."""


class Overtaken(Busy):
    """Our claim ran out, and somebody else went on: what we did may stand where theirs should. Look again."""


class RetryLater(Retryable):
    """Slack took nothing and will later: a rate limit, or trouble with the app's token or scopes. Or Cloud Scheduler
    did, where a permission is missing.

    ``after``: the seconds that Slack asks to wait; 0 where it does not say.
    """

    def __init__(self, reason: str, after: float = 0.0) -> None:
        super().__init__(reason)
        self.after = after


class OutcomeUnknown(Retryable):
    """Whether Slack took it is not known. ``timed_out``: it may even still take it."""

    def __init__(self, reason: str, *, timed_out: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.timed_out = timed_out


class RefusedBySlack(Exception):
    """Slack refuses what was asked of it. ``reason`` is the error that it names."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Rejected(RefusedBySlack):
    """Slack will never take this message for this person: it is final."""


class ChannelClosed(RefusedBySlack):
    """The place cannot be posted to until somebody mends it."""


class MayNotLook(Exception):
    """The place may not be read, so whether a message stands there cannot be found out."""


class TooLateToOpen(Exception):
    """The click is too old for a form to open, or was used already."""


class AlreadyExists(Exception):
    """A document that was to be created is there already."""


class VersionConflict(Exception):
    """A document changed, or went away, since it was read."""
