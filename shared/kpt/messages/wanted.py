"""What a delivery's message should say, and whether that is to be tried: no input or output."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shared.kpt.messages.delivery import NOT_FOR_GOOD, Delivery, Key
from shared.kpt.messages.messages import Message
from shared.kpt.messages.place import Posted
from shared.kpt.messages.shows import shows


@dataclass(frozen=True)
class Wanted:
    """What should stand in Slack: a message of a revision, or nothing. ``only_turn``: update an existing message, post
    none. ``only_if_begun``: post only what another run began to post. ``pages``: cuts the message to one of the sizes.
    ``is_page``: it is a further page. ``may_split``: if Slack refuses it as too long, smaller pages are tried."""

    revision: int
    message: Message | None
    only_turn: bool = False
    only_if_begun: bool = False
    pages: Callable[[int], Sequence[Message]] | None = None
    is_page: bool = False
    may_split: bool = False

    @property
    def shows(self) -> str:
        """The hash of what the message says."""
        return shows(self.message)


@dataclass(frozen=True)
class Thread:
    """The thread below another delivery's message, as the place of a reply.

    ``post`` posts a reply, and before it the parent message, if that does not exist yet. ``is_open``: new replies go to
    the thread. A message that was tried in one place stays in that place.
    """

    parent: Key
    post: Callable[[Message, str], Posted]
    is_open: bool


NOTHING = Wanted(sys.maxsize, None)
"""No message, for good: its revision is newer than anything that a run under way may want."""


def is_to_do(delivery: Delivery, wanted: Wanted) -> bool:
    """Whether the delivery differs from what is wanted, and may be tried."""
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
