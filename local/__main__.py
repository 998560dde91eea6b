"""`make run`: the whole of it on this machine, with a page to use it in a browser. Ctrl-C ends it; all is kept."""

import argparse
import logging
import os
import signal
import socket
import threading
from pathlib import Path

FOLDER = Path("build/local")
USUAL_PORT = 8000


def main() -> None:
    """Serve until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="make run", description=__doc__)
    parser.add_argument("--port", default="")
    parser.add_argument("--folder", type=Path, default=None, help="where it is kept")
    parser.add_argument("--slack", default="", help="socket: a workspace of your own, instead of the story's")
    parser.add_argument("--reset", action="store_true", help="forget what was kept, and end")
    given = parser.parse_args()
    os.environ.setdefault("GRPC_VERBOSITY", "NONE")
    if given.slack:
        _own(given.slack, given.folder)
        return
    from local.playground.saved import Shelf

    folder = given.folder or FOLDER
    shelf = Shelf(folder)
    with shelf.alone() as alone:
        if not alone:
            where = shelf.where()
            raise SystemExit(f"It is running{where}: use “Start over” on its page, or end it with Ctrl-C first.")
        if given.reset:
            shelf.clear()
            print("What was kept is forgotten: the next make run begins with the story's first evening.")
            return
        listening = _listen(given.port)
        with listening:
            address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
            shelf.say_where(address)
            _serve(listening, address, folder)


def _own(kind: str, folder: Path | None) -> None:
    if kind != "socket":
        raise SystemExit(f"SLACK={kind} is nothing known here: make run SLACK=socket, or make run alone for the story.")
    from local.socket_mode import main as own

    own.main(folder or own.FOLDER)


def _serve(listening: socket.socket, address: str, folder: Path) -> None:
    print("Starting…", flush=True)
    from local.google.functions import NAMES
    from local.page.server import PageServer
    from local.playground.lines import Lines, one_line_an_error
    from local.playground.play import Play

    lines = Lines()
    for name in NAMES:
        one_line_an_error(logging.getLogger(name), lines)  # Flask names a function's logger so
    play = Play(folder, f"{address}faces/", lines)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    kept = play.go_on()
    with PageServer(play, listening.fileno()):
        print(f"\n  Furikaeri is at {address}\n")
        print(f"  {'It goes on where you left it.' if kept else 'The story begins when you open it.'}")
        print("  Ctrl-C ends it and keeps what you did; make reset begins again.\n", flush=True)
        stop.wait()
    print("\nKept. make run goes on from here." if play.end() else "\nEnded. The next make run begins the story anew.")


def _listen(port: str) -> socket.socket:
    """A socket on loopback; port 0 takes a free one. Raises ``SystemExit`` with a sentence where the port cannot be
    used."""
    if port not in ("", "0") and not (port.isascii() and port.isdecimal() and 1024 <= int(port) < 65536):
        raise SystemExit(f"PORT={port} is no port: choose a number from 1024 to 65535, as in make run PORT=8001.")
    wanted = int(port or USUAL_PORT)
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", wanted))
        listening.listen(64)
    except OSError as error:
        listening.close()
        raise SystemExit(
            f"Port {wanted} is taken ({error.strerror}): choose another, as in make run PORT={min(wanted + 1, 65535)}."
        ) from None
    return listening


if __name__ == "__main__":
    main()
