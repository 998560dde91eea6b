"""Sending a file as a direct message; or telling the person why the app may not."""

from shared.kpt.messages.delivery import Delivery, Key
from shared.kpt.messages.files import Export, MayNotExport
from shared.kpt.messages.place import Direct
from shared.kpt.messages.wanted import Wanted
from shared.usecases.delivering.follow import follow
from shared.usecases.ports.world import World

NO_SCOPE = "missing_scope"
"""The error of a delivery where the app may not send files: the scope files:write is optional."""


def send_file(world: World, key: Key, user: str, file: Export, refused: MayNotExport) -> Delivery | None:
    """Send it once for each ``key``, as far as Slack allows, and answer how its delivery stands then.

    A file has no key by which it could be found. So if Slack's answer is lost or the run is cut off while sending,
    there may be two.
    """
    sent = follow(world, key, Direct(user), Wanted(0, file))
    if sent and sent.state != "sent" and sent.error == NO_SCOPE:
        follow(world, Key(key.of, f"{key.name}:refused"), Direct(user), Wanted(0, refused))
    return sent


def is_sent(delivery: Delivery | None) -> bool:
    """Whether the file has arrived."""
    return delivery is not None and delivery.state == "sent"
