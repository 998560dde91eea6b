"""The state of a delivery, and whether another run may be working on it: no input or output.

It knows Slack's error codes: a stored delivery has one, and the code decides what may be tried later.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from shared.kpt.messages.place import Posted

CLAIM_EXPIRES = timedelta(minutes=2)
AFTER_TIMEOUT = timedelta(seconds=30)
"""For so long a call that timed out may still take effect. Only afterwards its message is looked for."""
TIMED_OUT = "timed out"
POSTED_UNSEEN = "posted again: the place may not be read"

TOO_LONG = frozenset({"msg_too_long", "msg_blocks_too_long", "invalid_blocks", "invalid_blocks_format"})
"""Slack may take smaller pages. ``invalid_blocks`` is among them: Slack also answers it to what is too long."""
CONTENT = TOO_LONG | {
    "no_text",
    "invalid_metadata_format",
    "invalid_metadata_schema",
    "metadata_too_large",
    "invalid_arguments",
    "invalid_array_arg",
    "invalid_form_data",
    "update_failed",
}
GONE = "message_not_found"
"""Somebody removed the message."""
FIXED = frozenset({"edit_window_closed", "cant_update_message"})
"""The message may no longer be changed."""
NO_THREAD = frozenset({"thread_not_found", "cannot_reply_to_message"})
NOT_FOR_GOOD = CONTENT | FIXED | NO_THREAD | {GONE}
"""Slack refused the content: it may take another content. Every other refusal concerns the person and is final."""
WORTH_TELLING = CONTENT | FIXED | NO_THREAD


State = Literal["claimed", "sent", "failed", "blocked", "unknown", "waiting"]


@dataclass(frozen=True)
class Key:
    """Names a delivery: its owner (``teams/T1-C1`` or ``people/T1-U1``) and its name there, as
    ``announcement:2026-11-24:U1``. The message's metadata has the name."""

    of: str
    name: str

    def __str__(self) -> str:
        return f"{self.of}/deliveries/{self.name}"

    def page(self, number: int) -> "Key":
        """Names a further page of this message. After a name that ends in ``:1`` comes ``:2``."""
        return Key(self.of, f"{self.name.removesuffix(':1')}:{number}")


@dataclass(frozen=True)
class Delivery:
    """The state of a delivery. ``revision``: of what the message shows. ``version``: the store's version of the
    document."""

    key: Key
    state: State
    owner: str
    claimed_at: datetime
    posted: Posted | None = None
    revision: int = -1
    shows: str = ""
    """A hash of the message that stands there: an equal message is not sent again."""
    error: str = ""
    thread: str = ""
    """The name of the delivery in whose thread the message is, or was first tried."""
    refused: str = ""
    """A hash of the message that Slack refused: only another message is tried."""
    pages: int = 1
    """How many messages there may be, further pages included."""
    size: int = 0
    """The index in ``SIZES`` to which its pages are cut: Slack refused the larger sizes."""
    version: object = None


def may_be_in_progress(delivery: Delivery, now: datetime) -> bool:
    """Whether another run may hold the claim, or a call that timed out may still take effect."""
    age = now - delivery.claimed_at
    if delivery.state == "claimed":
        return age < CLAIM_EXPIRES
    return delivery.state == "unknown" and delivery.error == TIMED_OUT and age < AFTER_TIMEOUT
