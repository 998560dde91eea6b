"""The part of Slack that a reminder needs, for many workspaces at one address, with rate limits for each."""

import json
import threading
from collections import Counter, defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl

from local.slack.api.rates import Rates
from shared.clock import Clock

Json = dict[str, Any]


class ManyWorkspaces:
    """Counts messages by conversation and key. A person's id contains their workspace: ``U7x12`` is in 7."""

    def __init__(self, clock: Clock) -> None:
        self.posted: Counter[tuple[str, str]] = Counter()
        self.slowed = 0
        """How often a call was answered with 429."""
        self._rates: dict[str, Rates] = defaultdict(lambda: Rates(clock))
        self._messages: dict[str, list[Json]] = defaultdict(list)
        self._lock = threading.Lock()

    def answer(self, method: str, arguments: Json) -> tuple[int, Json, dict[str, str]]:
        """The status, body and headers of a call's answer."""
        channel = str(next((arguments[name] for name in ("channel", "users", "user") if name in arguments), ""))
        user = channel.removeprefix("D")
        with self._lock:
            wait = self._rates[user.partition("x")[0]].wait_for(method, {**arguments, "channel": user})
            if wait:
                self.slowed += 1
                return 429, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(wait)}
            return 200, {"ok": True, **self._do(method, user, arguments)}, {}

    def _do(self, method: str, user: str, arguments: Json) -> Json:
        there = self._messages[user]
        match method:
            case "chat.postMessage":
                metadata = arguments["metadata"]
                metadata = json.loads(metadata) if isinstance(metadata, str) else metadata
                self.posted[user, metadata["event_payload"]["key"]] += 1
                ts = f"{len(there) + 1}.000000"
                there.append({"ts": ts, "bot_id": "B1", "user": "UBOT", "metadata": metadata})
                return {"channel": f"D{user}", "ts": ts}
            case "conversations.open":
                return {"channel": {"id": f"D{user}"}}
            case "users.info":
                return {"user": {"id": user}}
            case "conversations.history":
                return {"messages": there}
            case "auth.test":
                return {"bot_id": "B1", "user_id": "UBOT"}
            case _:
                raise AssertionError(f"a reminder does not call {method}")


class Server:
    """Serves it on loopback, as a context manager."""

    def __init__(self, slack: ManyWorkspaces) -> None:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                sent = json.loads(body) if body.startswith(b"{") else dict(parse_qsl(body.decode()))
                status, answer, headers = slack.answer(self.path.rpartition("/")[2], sent)
                data = json.dumps(answer).encode()
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(data))}.items():
                    self.send_header(name, value)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the standard library's name
                """Log no requests."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/api/"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
