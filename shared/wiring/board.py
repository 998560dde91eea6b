"""Makes what `board` works with: a store to read, the key, a clock and a log, and nothing of Slack's."""

import time
from functools import partial

from shared.clock import Clock, SystemClock
from shared.kpt.errors import StoreSilent as StoreSilent
from shared.logs import Log
from shared.settings import Settings
from shared.store.engine.opening import open_reader
from shared.web.limits import MOST_READS, Opened, Rate
from shared.web.signing import Keyring
from shared.web.site import Site
from shared.wiring.board_repository import BoardRepository
from shared.wiring.once import Once


def make(settings: Settings, clock: Clock | None = None) -> Site:
    """Make a site for these settings. It connects nothing yet."""
    clock = clock or SystemClock(settings.clock_offset)
    return Site(
        url=settings.board_url,
        keys=Keyring(settings.board_keys, clock),
        store=BoardRepository(partial(open_reader, settings, clock)),
        clock=clock,
        rate=Rate(MOST_READS, time.monotonic),
        opened=Opened(),
        log=Log(),
    )


_site = Once(make, "BOARD_URL", "BOARD_KEY")
needs, services, use = _site.needs, _site.get, _site.use
