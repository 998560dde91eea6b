"""The real functions, loaded by functions_framework as the cloud loads them, all at one address."""

import os
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Self

import flask
import functions_framework
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.serving import WSGIRequestHandler, make_server

SOURCES = Path(__file__).parents[2] / "functions"
NAMES = ("interaction", "reminder", "digest", "announce", "schedule", "sweep", "errand", "sheet")


@cache
def load(name: str) -> flask.Flask:
    """A function's app, ready to be called."""
    before = {key: os.environ.get(key) for key in ("FUNCTION_TARGET", "FUNCTION_SIGNATURE_TYPE")}
    create_app: Callable[..., flask.Flask] = functions_framework.create_app
    app = create_app(name, str(SOURCES / f"{name}.py"))
    for key, value in before.items():
        _set(key, value)
    return app


def _set(key: str, value: str | None) -> None:
    if value is None:
        os.environ.pop(key, None)
    else:
        os.environ[key] = value


def _at_root(app: flask.Flask) -> Callable[..., Any]:
    """Called at its own address, a function sees the path ``/``, not none at all."""

    def called(environ: dict[str, Any], start_response: Any) -> Any:
        return app({**environ, "PATH_INFO": environ["PATH_INFO"] or "/"}, start_response)

    return called


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - its name in the base class
        """One line a request is more than anybody wants to read here: the functions log what matters."""


class BoardServer:
    """Serves the board alone, at an address of its own: a context manager. Port 0, or one that is taken, means a free
    one.

    The meeting room's screen is the same browser here. So it comes by another name of this machine, ``localhost``,
    under which the browser keeps other cookies.
    """

    def __init__(self, port: int = 0) -> None:
        try:
            self._server = make_server("127.0.0.1", port, self._app, threaded=True, request_handler=_Quiet)
        except (OSError, SystemExit):  # Werkzeug ends the process where a port is taken
            self._server = make_server("127.0.0.1", 0, self._app, threaded=True, request_handler=_Quiet)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def url(self) -> str:
        """Its address, as links have it."""
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._server.server_port

    def _app(self, environ: dict[str, Any], start_response: Any) -> Any:
        # Loaded at its first request: by then it is told what to serve.
        if environ.get("HTTP_HOST") == f"localhost:{self.port}":
            environ = {**environ, "HTTP_HOST": f"127.0.0.1:{self.port}"}
        return load("board")(environ, start_response)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class FunctionServer:
    """Serves every function on loopback, below ``prefix``: a context manager. Port 0 takes a free one."""

    def __init__(self, port: int = 0, prefix: str = "") -> None:
        self._prefix = prefix
        self._root = DispatcherMiddleware(flask.Flask("nowhere"))
        self._server = make_server("127.0.0.1", port, self._root, threaded=True, request_handler=_Quiet)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def address(self) -> str:
        """``host:port``."""
        return f"127.0.0.1:{self._server.server_port}"

    def url(self, name: str) -> str:
        """Where a function is called."""
        return f"http://{self.address}{self._prefix}/{name}"

    def __enter__(self) -> Self:
        # Loaded now, not before: a function checks its settings when it starts, unless services are in use.
        self._root.mounts = {f"{self._prefix}/{name}": _at_root(load(name)) for name in NAMES}
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
