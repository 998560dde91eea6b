"""Generated requests to the function that is open to the internet: 100,000 in ``make fuzz``, some in ``make test``."""

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from shared.slack.requests.parsing import LARGEST_BODY
from tests.fuzz.target import FORM, Answer, Target, target
from tests.hostile.requests import SETTINGS, mutations, press, seed, settings_sent, submission

REQUESTS = int(os.environ.get("FUZZ") or 800)
IN_EARNEST = REQUESTS >= 10_000
SHARDS = 4 if IN_EARNEST else 1
"""Each kind of request is sent in so many tests: xdist's workers share them."""
pytestmark = pytest.mark.timeout(max(300, REQUESTS // 20))
GROWS_BY = 40_000_000
"""Bytes that the process may have more at the end than when it was warm: what caches and arenas take."""
WARM = 50

KINDS = ("anything", "a signature that is wrong", "signed junk", "payloads a little changed")
HOSTILE = [
    "/",
    "/api/interaction",
    "/../../etc/passwd",
    "/%2e%2e/",
    "//x",
    "/?payload=1",
    "/\x00".replace("\x00", "%00"),
]

texts = st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=40)
bodies = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.dictionaries(st.text(max_size=10), st.text(max_size=30), max_size=5).map(
        lambda d: urlencode(_sendable(d)).encode()
    ),
    st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=10), st.lists, max_leaves=8).map(
        lambda value: urlencode({"payload": json.dumps(value)}).encode()
    ),
    st.integers(LARGEST_BODY - 1, LARGEST_BODY + 2).map(lambda size: b"a" * size),
)
content_types = st.sampled_from(
    [FORM, "application/json", "text/plain", "", "multipart/form-data; boundary=x", "application/xml", "a/b; charset=x"]
)
header_names = st.sampled_from(
    ["X-Slack-Signature", "X-Slack-Request-Timestamp", "X-Slack-Retry-Num", "X-Forwarded-For", "Cookie",
     "Authorization", "X-HTTP-Method-Override", "Content-Encoding", "ce-id", "ce-type", "traceparent",
     "Function-Execution-Id"]
)  # fmt: skip
originals: list[dict[str, Any]] = [
    *(press(action, json.dumps(seed())) for action in ("write", "edit", "quiet", "off", "delete", "try_now")),
    press("day", "2026-11-13", view={"id": "V1", "private_metadata": json.dumps(seed())}),
    press("again", json.dumps({"team": "T1-C1", "day": None, "via": "x", "language": "ja", "pushed": False})),
    press("menu", "stop:ja"),
    *(press(action, "T1-C1", view=SETTINGS) for action in ("settings", "team_pause", "team_resume", "session_now")),
    settings_sent(),
    press("off_longer", json.dumps(seed())),
    submission(json.dumps({**seed(), "via": "x", "revision": 1, "shown": True})),
    {"type": "shortcut", "team": {"id": "T1"}, "user": {"id": "U1"}, "callback_id": "kpt", "trigger_id": "1.2.x"},
]


def _sendable(fields: dict[str, str]) -> dict[str, str]:
    return {k.encode("utf-8", "replace").decode(): v.encode("utf-8", "replace").decode() for k, v in fields.items()}


def _is_text(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


class Sender:
    """Sends, and holds what has to hold for whatever is sent."""

    def __init__(self, at: Target) -> None:
        self._at = at
        self._sent = 0
        self._warm = 0

    def anything(self, data: st.DataObject) -> None:
        """Any method, path, headers and body, none of it signed."""
        method = data.draw(st.sampled_from(["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "GET", "BREW"]))
        headers = data.draw(st.dictionaries(header_names, texts, max_size=4))
        headers["Content-Type"] = data.draw(content_types)
        body = data.draw(bodies)
        before = self._at.writes()
        answer = self._at.send(method, data.draw(st.sampled_from(HOSTILE)), headers, body)
        assert answer.status < 500, answer
        assert answer.status in (204, 400, 401, 404, 405, 413) or method == "OPTIONS", answer
        self._nothing_happened(before, answer)

    def wrongly_signed(self, data: st.DataObject) -> None:
        """What Slack sends, signed by somebody else, or changed on the way."""
        payload = data.draw(mutations(originals))
        body = urlencode({"payload": json.dumps(payload)}).encode()
        stamp = data.draw(st.one_of(texts, st.integers(-(10**20), 10**20).map(str)))
        signature = data.draw(st.one_of(texts, st.binary(min_size=32, max_size=32).map(lambda b: f"v0={b.hex()}")))
        headers = {"Content-Type": FORM, "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature}
        before = self._at.writes()
        answer = self._at.send("POST", "/", headers, body)
        assert answer.status in (400, 401), answer
        self._nothing_happened(before, answer)

    def signed_junk(self, data: st.DataObject) -> None:
        """Signed, and none of what Slack sends."""
        body = data.draw(bodies)
        before = self._at.writes()
        answer = self._at.sign(body, data.draw(content_types))
        assert answer.status in (200, 400, 401, 413), answer
        assert answer.status == 413 or len(body) <= LARGEST_BODY
        assert answer.status != 401 or not _is_text(body), "what is no text counts as not signed"
        self._nothing_happened(before, answer)

    def changed_payload(self, data: st.DataObject) -> None:
        """Signed, and nearly what Slack sends; sent twice, it is the same as once."""
        body = urlencode({"payload": json.dumps(data.draw(mutations(originals)))}).encode()
        answer = self._at.sign(body)
        assert answer.status in (200, 400), answer
        self._says_nothing_of_the_inside(answer)
        if self._sent % 5 == 0:
            once = self._at.stored("teams/")
            assert self._at.sign(body).status == answer.status
            assert self._at.stored("teams/") == once

    def _nothing_happened(self, writes: int, answer: Answer) -> None:
        assert self._at.writes() == writes
        self._says_nothing_of_the_inside(answer)

    def _says_nothing_of_the_inside(self, answer: Answer) -> None:
        assert not any(word in answer.body for word in (b"Traceback", b".py", b"sqlite", b"xoxb", b"stand-in"))
        self._sent += 1
        if self._sent == WARM:
            self._warm = self._at.memory()

    def grew(self) -> int:
        """Bytes that the function holds beyond what it held when it was warm."""
        return self._at.memory() - self._warm


@pytest.mark.parametrize("shard", range(SHARDS))
@pytest.mark.parametrize("kind", KINDS)
def test_no_request_is_an_error_of_ours_and_none_that_is_not_slacks_stores_anything(
    kind: str, shard: int, tmp_path: Path
) -> None:
    each = max(WARM, REQUESTS // (SHARDS * len(KINDS)))
    with target(tmp_path) as at:
        sender = Sender(at)
        act = dict(
            zip(
                KINDS, (sender.anything, sender.wrongly_signed, sender.signed_junk, sender.changed_payload), strict=True
            )
        )[kind]

        @settings(
            max_examples=each,
            deadline=None,
            database=None,
            derandomize=not IN_EARNEST,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate, Phase.shrink],
        )
        @given(st.data())
        def send(data: st.DataObject) -> None:
            act(data)

        send()
        grew = sender.grew()
        assert "T2-C1" not in json.dumps(list(at.stored()))
    assert "Traceback" not in (tmp_path / "interaction.log").read_text()
    assert grew < GROWS_BY, f"{grew} bytes in shard {shard}"
