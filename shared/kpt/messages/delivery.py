"""How a delivery stands, and whether somebody may be at it: no input or output.

Slack's words are read here because a stored delivery keeps them, and they decide what may be tried later.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from shared.kpt.messages.place import Posted

CLAIM_EXPIRES = timedelta(minutes=2)
AFTER_TIMEOUT = timedelta(seconds=30)
"""A call that timed out may still take effect for a while: only then is it looked for."""
TIMED_OUT = "timed out"
POSTED_UNSEEN = "posted again: the place may not be read"

TOO_LONG = frozenset({"msg_too_long", "msg_blocks_too_long", "invalid_blocks", "invalid_blocks_format"})
"""Smaller pieces may be taken. ``invalid_blocks`` is among them: Slack says it of what is too long as well."""
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
"""Somebody took the message away."""
FIXED = frozenset({"edit_window_closed", "cant_update_message"})
"""The message may no longer be changed."""
NO_THREAD = frozenset({"thread_not_found", "cannot_reply_to_message"})
NOT_FOR_GOOD = CONTENT | FIXED | NO_THREAD | {GONE}
"""Refused as it is: another content may be taken. Every other refusal is of the person, and final."""
WORTH_TELLING = CONTENT | FIXED | NO_THREAD


State = Literal["claimed", "sent", "failed", "blocked", "unknown", "waiting"]


@dataclass(frozen=True)
class Key:
    """Names a delivery: whose it is (``teams/T1-C1`` or ``people/T1-U1``) and its name there, as
    ``announcement:2026-11-24:U1``. The message carries the name."""

    of: str
    name: str

    def __str__(self) -> str:
        return f"{self.of}/deliveries/{self.name}"

    def page(self, number: int) -> "Key":
        """Names a further page of this message. A name that ends in ``:1`` is counted on."""
        return Key(self.of, f"{self.name.removesuffix(':1')}:{number}")


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
    refused: str = ""
    """A digest of the message that Slack refused: it is not tried again, another one is."""
    pages: int = 1
    """How many messages there may be, with the further pages."""
    size: int = 0
    """Which of the sizes its pages are cut to: Slack refused the larger ones."""
    version: object = None


def somebody_may_be_at_it(delivery: Delivery, now: datetime) -> bool:
    """Whether a claim may still be somebody's, or a call that timed out may still take effect."""
    age = now - delivery.claimed_at
    if delivery.state == "claimed":
        return age < CLAIM_EXPIRES
    return delivery.state == "unknown" and delivery.error == TIMED_OUT and age < AFTER_TIMEOUT
