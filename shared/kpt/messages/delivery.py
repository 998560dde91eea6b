"""How a delivery stands, what is wanted of it, and whether that is to be tried: no input or output.

Slack's words are read here because a stored delivery keeps them, and they decide what may be tried later.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from shared.kpt.messages.messages import Message, Posted
from shared.kpt.messages.shows import shows

CLAIM_EXPIRES = timedelta(minutes=2)
AFTER_TIMEOUT = timedelta(seconds=30)
"""A call that timed out may still take effect for a while: only then is it looked for."""
TIMED_OUT = "timed out"

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


@dataclass(frozen=True)
class Wanted:
    """What should stand there: a message of a revision, or nothing. ``only_turn`` never posts anew: it only turns a
    message that stands there into this one. ``only_if_begun`` goes on with what somebody began to post. ``pages`` cuts
    the message to one of the sizes. ``is_page``: it is a further page; ``may_split``: where Slack refuses it, a smaller
    one is tried."""

    revision: int
    message: Message | None
    only_turn: bool = False
    only_if_begun: bool = False
    pages: Callable[[int], Sequence[Message]] | None = None
    is_page: bool = False
    may_split: bool = False

    @property
    def shows(self) -> str:
        """Names what the message says."""
        return shows(self.message)


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


def is_to_do(delivery: Delivery, wanted: Wanted) -> bool:
    """Whether what is wanted is not what stands there, and may be tried."""
    match delivery.state:
        case "failed":
            return _may_try_again(delivery, wanted)
        case "sent":
            return _is_newer(delivery, wanted)
        case "blocked" | "claimed" | "unknown" | "waiting":
            return True


def _is_newer(delivery: Delivery, wanted: Wanted) -> bool:
    if wanted.is_page and delivery.revision == wanted.revision:
        return delivery.shows != wanted.shows  # the same revision, cut another way
    return delivery.revision < wanted.revision


def _may_try_again(delivery: Delivery, wanted: Wanted) -> bool:
    if delivery.refused == wanted.shows or delivery.error not in NOT_FOR_GOOD or not _is_newer(delivery, wanted):
        return False
    return delivery.posted is not None or not (wanted.message is None or wanted.only_turn)


def somebody_may_be_at_it(delivery: Delivery, now: datetime) -> bool:
    """Whether a claim may still be somebody's, or a call that timed out may still take effect."""
    age = now - delivery.claimed_at
    if delivery.state == "claimed":
        return age < CLAIM_EXPIRES
    return delivery.state == "unknown" and delivery.error == TIMED_OUT and age < AFTER_TIMEOUT
