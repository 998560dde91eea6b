"""Makes what `board` works with: a store to read, the key, a clock and a log, and nothing of Slack's."""

import os
import threading
import time
from functools import partial

from shared.clock import Clock, SystemClock
from shared.kpt.errors import StoreSilent as StoreSilent
from shared.logs import Log
from shared.settings import Settings, SettingsMissing, read_settings
from shared.store.engine.opening import open_reader
from shared.web.limits import MOST_READS, Opened, Rate
from shared.web.signing import Keyring
from shared.web.site import Site
from shared.wiring.board_repository import BoardRepository

_made: Site | None = None
_lock = threading.Lock()


def needs(*settings: str) -> None:
    """Check the settings that the function needs when functions-framework starts it."""
    if _made is not None or "FUNCTION_TARGET" not in os.environ:
        return
    try:
        read_settings(os.environ, settings)
    except SettingsMissing as missing:
        raise SystemExit(str(missing)) from missing


def services() -> Site:
    """The site of this process, made from its environment at first use."""
    global _made
    with _lock:
        if _made is None:
            _made = make(read_settings(os.environ, ("BOARD_URL", "BOARD_KEY")))
        return _made


def use(site: Site | None) -> None:
    """Use this site in this process: the seam for tests and the local run."""
    global _made
    with _lock:
        _made = site


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
