"""Generated requests to the board, which is open to the internet too: 100,000 in ``make fuzz``, some in ``make test``.

Whatever is sent: no error of ours, every header in every answer, nothing of the inside, no word of a week without a
right, and nothing is ever written.
"""

import http.client
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from shared.clock import SystemClock
from shared.store.engine.documents import Put
from shared.store.engine.sqlite import SQLite
from shared.store.records.teams import person_fields, team_fields
from shared.web.answers import HEADERS
from shared.web.signing import Keyring, PairedScreen, Viewer
from tests.emulators import free_port
from tests.fuzz.target import FORM, running
from tests.kpt.build import person, team

REQUESTS = int(os.environ.get("FUZZ") or 400)
IN_EARNEST = REQUESTS >= 10_000
SHARDS = 4 if IN_EARNEST else 1
pytestmark = pytest.mark.timeout(max(300, REQUESTS // 20))
TEAM = "T1-C1"
SECRET = "Nobody but the team reads this."
ALLOWED = {200, 204, 303, 304, 400, 401, 403, 404, 405, 413, 414, 431}
BEFORE_US = {400, 414, 431, 505}
"""What gunicorn refuses before the function sees it; it has its own headers."""

words = st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=60)
segments = st.sampled_from(
    ["", TEAM, "T1-C2", "T1", "open", "enter", "pair", "close", "board.js", "board.css", "now", "me", "me.md", "static",
     "2026-11-20", "2026-11-31", "0000-00-00", "9999-99-99", "..", "%2e%2e", "%00", "%ff", "robots.txt", "favicon.ico",
     TEAM.lower(), "T1-C1%0a", "%EF%BC%92%EF%BC%90%EF%BC%92%EF%BC%96-11-20"]
)  # fmt: skip
queries = st.sampled_from(["", "?more=1", "?t=x", "?more[]=1", "?%00", "?more=1&more=2", "?" + "x" * 3000])
headers = st.dictionaries(
    st.sampled_from(
        ["Origin", "If-None-Match", "Accept-Language", "Sec-Fetch-Site", "X-Forwarded-Host", "X-HTTP-Method-Override",
         "Content-Encoding", "Authorization", "Range", "Referer", "X-Forwarded-For", "Forwarded", "traceparent"]
    ),
    st.one_of(words, st.sampled_from(["*", '"x"', 'W/"', "null", "same-origin", "ja;q=x", "gzip"])),
    max_size=4,
)  # fmt: skip
names = st.sampled_from(["furikaeri", "furikaeri-screen", "furikaeri-pair", "furikaeri-year", "__Host-furikaeri"])
bodies = st.one_of(
    st.binary(max_size=300),
    words.map(lambda text: urlencode({"t": text}).encode()),
    st.integers(2046, 2050).map(lambda size: b"t=" + b"a" * size),
)


class Board:
    """A board in a process of its own, with a week in it, and what it hands out."""

    def __init__(self, port: int, keys: Keyring) -> None:
        self.host = f"127.0.0.1:{port}"
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        clock = SystemClock()
        viewer = Viewer("T1", "U1")
        self.made = [
            keys.link(viewer, "board"),
            keys.person(viewer),
            keys.person(viewer, "year"),
            keys.pairing()[1],
            keys.screen(PairedScreen("K7Q4M2PX", TEAM, clock.now())),
        ]
        self.keys, self.right = keys, keys.person(viewer)

    def send(self, method: str, path: str, fields: dict[str, str], body: bytes) -> tuple[int, dict[str, str], bytes]:
        """One request. Where the server has hung up, which it may, it is sent on another connection."""
        for last in (False, True):
            try:
                self._connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
                for name, value in {"Host": self.host, "Content-Length": str(len(body)), **fields}.items():
                    self._connection.putheader(name, value.encode("latin-1", "replace"))
                self._connection.endheaders(body)
                answer = self._connection.getresponse()
                return answer.status, dict(answer.getheaders()), answer.read()
            except (http.client.HTTPException, ConnectionError):
                self._connection.close()
                if last:
                    raise
        raise AssertionError("unreachable")

    def close(self) -> None:
        """Hang up."""
        self._connection.close()


@contextmanager
def board(folder: Path) -> Iterator[Board]:
    path, clock = folder / "board.sqlite", SystemClock()
    store = SQLite(str(path), clock)
    own, today = team("U1", language="en"), (clock.now() + timedelta(hours=9)).date()
    entry = {"schema": 1, "day": today.isoformat(), "user": "U1", "name": "Tanaka", "kind": "written", "keep": SECRET}
    moments = dict.fromkeys(("created_at", "updated_at", "kept_at"), clock.now())
    writes = {
        f"teams/{TEAM}": team_fields(own),
        "people/T1-U1": person_fields(person("U1", teams=(TEAM,), home=TEAM)),
        f"teams/{TEAM}/entries/{today}_U1": {**entry, "revision": 1, **moments},
    }
    store.commit([Put(where, fields) for where, fields in writes.items()])
    written = {where: dict(found.fields) for where, found in store.get(list(writes)).items()}
    port = free_port()
    environ = {"BOARD_URL": f"http://127.0.0.1:{port}", "BOARD_KEY": "of-the-board", "STORE": f"sqlite:{path}"}
    with running("board", environ, folder / "board.log", port):
        made = Board(port, Keyring(["of-the-board"], clock))
        yield made
        made.close()
    assert {where: dict(found.fields) for where, found in store.get(list(writes)).items()} == written
    store.close()


def _changed(data: st.DataObject, value: str) -> str:
    """What was handed out, a little changed."""
    at = data.draw(st.integers(0, len(value) - 1))
    other = data.draw(st.sampled_from("AZaz09._-"))
    return data.draw(st.sampled_from([value[:at], value[at:], value[:at] + other + value[at + 1 :], value + other]))


@pytest.mark.parametrize("shard", range(SHARDS))
def test_whatever_is_sent_the_board_shows_nothing_to_strangers_and_never_fails(shard: int, tmp_path: Path) -> None:
    assert shard < SHARDS
    with board(tmp_path) as at:
        status, _, page = at.send("GET", f"/{TEAM}", {"Cookie": f"furikaeri={at.right}"}, b"")
        assert status == 200
        assert SECRET.encode() in page, "or nothing below proves anything"

        @settings(
            max_examples=max(100, REQUESTS // SHARDS),
            deadline=None,
            database=None,
            derandomize=not IN_EARNEST,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate, Phase.shrink],
        )
        @given(st.data())
        def send(data: st.DataObject) -> None:
            method = data.draw(
                st.sampled_from(["GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "BREW"])
            )
            parts = data.draw(st.lists(segments, min_size=1, max_size=4))
            path = "/" + "/".join(parts) + data.draw(queries)
            fields = data.draw(headers)
            value = data.draw(st.one_of(words, st.sampled_from(at.made)))
            value = _changed(data, value) if value in at.made else value
            assume(at.keys.read_person(value) is None)  # base64's last character may stand for less than it says
            if data.draw(st.booleans()):
                fields["Cookie"] = f"{data.draw(names)}={value}"
            if data.draw(st.integers(0, 9)) == 0:
                fields["Host"] = data.draw(st.one_of(words, st.sampled_from(["evil.example", "", "a b", "[::1", "é"])))
            fields["Content-Type"] = data.draw(st.sampled_from([FORM, "multipart/form-data; boundary=x", "", "a/b"]))
            body = data.draw(bodies) if method in ("POST", "PUT") else b""
            status, answered, page = at.send(method, path, fields, body)
            assert status in ALLOWED, (status, page)
            if "Server" not in answered or status not in BEFORE_US:
                missing = {name for name, wanted in HEADERS.items() if answered.get(name) != wanted}
                assert not missing or status in BEFORE_US, (status, missing, json.dumps(answered))
            inside = (b"Traceback", b".py", b"sqlite", b"of-the-board", SECRET.encode(), b"Tanaka")
            assert not any(word in page for word in inside), page

        send()
    assert "Traceback" not in (tmp_path / "board.log").read_text()
