"""The page's server: static files, the state as JSON, acts of people, and a stream that tells of changes."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, Self

import flask
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.serving import WSGIRequestHandler, make_server

from local.page import behind, sheet, shown
from local.page.acts import act
from local.playground.play import Play
from local.playground.switches import NAMES
from local.slack.people.person import NotPossible
from local.slack.state.records import ApiError
from shared.i18n.sentences import Language

HERE: Final = Path(__file__).parent
STILL_THERE: Final = 20.0
"""Seconds after which the stream sends a line without a change, so that it notices a browser that has left."""
POLICY: Final = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def page(play: Play) -> flask.Flask:
    """The Flask app that serves the page of a story."""
    app = flask.Flask("page", static_folder=str(HERE / "static"), static_url_path="/static")
    app.json.sort_keys = False  # type: ignore[attr-defined]  # Flask types its provider more widely than it is
    arriving = threading.Lock()

    @app.before_request
    def refuse_strangers() -> ResponseReturnValue | None:
        """Refuse acts from other sites, by the header in which a browser says where a request comes from."""
        if flask.request.method == "GET" or flask.request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin":
            return None
        return {"refused": "another_site"}, 403

    @app.after_request
    def say_what_may_load(response: flask.Response) -> flask.Response:
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = "no-store"
        return response

    @app.get("/")
    def index() -> ResponseReturnValue:
        return flask.send_file(HERE / "static" / "index.html")

    @app.get("/faces/<name>.svg")
    def face(name: str) -> ResponseReturnValue:
        return flask.send_from_directory(HERE / "static" / "faces", f"{name}.svg")

    @app.get("/sentences/<language>.json")
    def sentences(language: str) -> ResponseReturnValue:
        return flask.send_from_directory(HERE / "sentences", f"{language}.json")

    @app.post("/api/arrive")
    def arrive() -> ResponseReturnValue:
        """Somebody opens the page in a language. A story in which nobody did anything yet begins again in that
        language."""
        language = _language(_wish())
        with arriving:
            if not play.began or (play.language != language and not play.touched):
                play.begin(language)
        return {"language": play.language}

    @app.post("/api/start-over")
    def start_over() -> ResponseReturnValue:
        with arriving:
            play.begin(_language(_wish()))
        return {"language": play.language}

    @app.get("/api/state")
    def state() -> ResponseReturnValue:
        return _state(play, flask.request.args.get("as", "U1"))

    @app.get("/api/changes")
    def changes() -> ResponseReturnValue:
        return flask.Response(_changes(play), mimetype="text/event-stream")

    @app.post("/api/act")
    def do() -> ResponseReturnValue:
        wish = _wish()
        return {"troubles": act(play, str(wish["as"]), wish)}

    @app.post("/api/read")
    def read() -> ResponseReturnValue:
        wish = _wish()
        if play.began:
            play.has_read(str(wish["as"]), str(wish["channel"]))
        return {}

    @app.post("/api/seen")
    def seen() -> ResponseReturnValue:
        """Tick these things to try: a page shows them."""
        if play.began:
            play.saw([str(name) for name in _wish()["things"]])
        return {}

    @app.post("/api/turn")
    def turn() -> ResponseReturnValue:
        play.turn()
        return {}

    @app.post("/api/sheet")
    def touch_sheet() -> ResponseReturnValue:
        wish = _wish()
        if wish["do"] == "compare":
            sheet.compare(play)
        else:
            sheet.touch(play, wish)
        return {}

    @app.post("/api/switch")
    def switch() -> ResponseReturnValue:
        wish = _wish()
        name = next(name for name in NAMES if name == wish["name"])
        play.switch(name, on=wish["on"] is True)
        return {}

    @app.errorhandler(NotPossible)
    @app.errorhandler(ApiError)
    def not_possible(error: Exception) -> ResponseReturnValue:
        """Answer an act that Slack's client would not allow."""
        return {"refused": str(error.args[0])}, 409

    @app.errorhandler(KeyError)
    @app.errorhandler(StopIteration)
    def malformed(_error: Exception) -> ResponseReturnValue:
        return {"refused": "malformed"}, 400

    @app.errorhandler(HTTPException)
    def plain(error: HTTPException) -> ResponseReturnValue:
        return {"refused": error.name}, error.code or 500

    return app


def _wish() -> dict[str, Any]:
    wish = flask.request.get_json()
    return wish if isinstance(wish, dict) else {}


def _language(wish: dict[str, Any]) -> Language:
    return "ja" if wish.get("language") == "ja" else "en"


def _state(play: Play, user: str) -> dict[str, Any]:
    with play.changes:
        if not play.began:
            return {"refused": "beginning"}
        if user not in play.people:
            raise KeyError(user)
        return {
            "version": play.changes.version,
            "language": play.language,
            "touched": play.touched,
            "settled": play.machine.triggers.settled,
            "clock": behind.clock(play),
            "screen": shown.screen(play, user),
            "people": shown.people(play),
            "things": sorted(play.checklist.done),
            "to_see": play.checklist.happened,
            "chain": behind.chain(play),
            "documents": behind.documents(play),
            "notified": shown.notified(play),
            "sheet": sheet.sheet(play),
            "switches": play.switches.on,
            "room_screen": f"http://localhost:{play.machine.board.port}/",
        }


def _changes(play: Play) -> Iterator[str]:
    seen = play.changes.version
    yield f"data: {seen}\n\n"
    while True:
        version = play.changes.after(seen, STILL_THERE)
        yield f"data: {json.dumps(version)}\n\n" if version != seen else ": still there\n\n"
        seen = version


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - its name in the base class
        """Log no requests."""


class PageServer:
    """Serves the page on loopback, as a context manager. ``fd`` is a listening socket."""

    def __init__(self, play: Play, fd: int) -> None:
        self._server = make_server("127.0.0.1", 0, page(play), threaded=True, request_handler=_Quiet, fd=fd)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="page", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
