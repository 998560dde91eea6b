"""`make run`: the functions of this project, on this machine, at one address."""

import argparse
import os
import threading

from local.functions import NAMES, FunctionServer
from shared import wiring
from shared.settings import SettingsMissing, read_settings


def main() -> None:
    """Serve the functions until Ctrl-C, with the settings of the environment."""
    parser = argparse.ArgumentParser(prog="make run", description=__doc__)
    parser.add_argument("--port", type=int, default=8080)
    port = parser.parse_args().port
    try:
        wiring.use(wiring.make(read_settings(os.environ, needs_signing_secret=True)))
    except SettingsMissing as missing:
        raise SystemExit(str(missing)) from missing
    with FunctionServer(port) as server:
        for name in NAMES:
            print(f"{name:<12} {server.url(name)}")
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
