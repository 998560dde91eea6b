"""Loads the real functions with functions_framework, as the cloud does, and serves them at one address."""

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
    """The WSGI app of a function."""
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
    """The app with the path ``/`` where the path would be empty: a function has its own host in the cloud."""

    def called(environ: dict[str, Any], start_response: Any) -> Any:
        return app({**environ, "PATH_INFO": environ["PATH_INFO"] or "/"}, start_response)

    return called


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - its name in the base class
        """Log no requests: the functions log what matters."""


class BoardServer:
    """Serves the board at an address of its own, as a context manager. Port 0, or a port in use, takes a free one.

    The meeting room's screen is the same browser here. It uses this machine's other name, ``localhost``, for which the
    browser keeps separate cookies.
    """

    def __init__(self, port: int = 0) -> None:
        try:
            self._server = make_server("127.0.0.1", port, self._app, threaded=True, request_handler=_Quiet)
        except (OSError, SystemExit):  # Werkzeug exits where the port is in use
            self._server = make_server("127.0.0.1", 0, self._app, threaded=True, request_handler=_Quiet)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def url(self) -> str:
        """The board's URL, for links."""
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return self._server.server_port

    def _app(self, environ: dict[str, Any], start_response: Any) -> Any:
        # Loaded at the first request: the services are set by then.
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
    """Serves every function on loopback below ``prefix``, as a context manager. Port 0 takes a free one."""

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
        """The URL of a function."""
        return f"http://{self.address}{self._prefix}/{name}"

    def __enter__(self) -> Self:
        # Loaded here and not earlier: a function checks its settings at import, unless services are set.
        self._root.mounts = {f"{self._prefix}/{name}": _at_root(load(name)) for name in NAMES}
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
