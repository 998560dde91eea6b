"""Hostile ways to keep a line: nothing breaks, nothing of another's is stored, nothing goes anywhere but to Slack."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest

from tests.hostile.conftest import Attacked
from tests.story.conftest import ja

WHO = {"user": {"id": "U2"}, "team": {"id": "T1"}, "trigger_id": "1.2.x"}


def chosen(attacked: Attacked, message: Any, **about: Any) -> int:
    """鈴木 chooses *Keep for today*; the status of the answer."""
    trigger = attacked.story.workspace.surfaces.new_trigger("U2")
    usual = {"type": "message_action", **WHO, "callback_id": "keep", "channel": {"id": "C1"}, "trigger_id": trigger}
    return attacked.payload({**usual, "message": message, **about}).status


def kept(attacked: Attacked) -> list[str]:
    lines = attacked.story.document("people/T1-U2").get("kept_lines") or {}
    return [line["text"] for line in lines.values()]


MINE = {"type": "message", "user": "U2", "ts": "1.5", "text": "mine"}
ODD: list[Any] = [
    None,
    [],
    "text",
    {},
    {"text": 1},
    {"user": "U2"},
    {"user": "U2", "ts": 1, "text": None},
    {"user": "U2", "ts": "1.5", "text": "", "files": [{"id": "F1"}]},
    {"user": "U1", "ts": "1.5", "text": "theirs"},
    {"user": "U9", "team": "T9", "user_team": "T9", "ts": "1.5", "text": "of another company"},
    {"bot_id": "B1", "subtype": "bot_message", "ts": "1.5", "text": "an app's"},
    {"user": "U2", "ts": "1.5", "text": "x" * 40_000},
]


@pytest.mark.parametrize("message", ODD, ids=repr)
def test_what_is_no_message_of_ones_own_with_words_keeps_nothing(attacked: Attacked, message: Any) -> None:
    before = attacked.stored()
    assert chosen(attacked, message) == 200
    assert attacked.stored() == before


@pytest.mark.parametrize("left_out", ["channel", "message", "trigger_id", "response_url"])
def test_a_part_that_is_missing_breaks_nothing(attacked: Attacked, left_out: str) -> None:
    usual = {"type": "message_action", **WHO, "callback_id": "keep", "channel": {"id": "C1"}, "message": MINE}
    assert attacked.payload({name: value for name, value in usual.items() if name != left_out}).status == 200


@pytest.mark.parametrize(
    "text", [":tada:", "🍵👩‍💻", "\u202eabc\u202c", "<@U1|x> <!channel> <https://e.com|x>", "a\ud800b", "＊"]
)
def test_any_words_are_kept_and_notify_nobody(attacked: Attacked, text: str) -> None:
    assert chosen(attacked, {**MINE, "text": text}) == 200
    assert len(kept(attacked)) == 1
    assert "\ud800" not in kept(attacked)[0]


def test_a_reply_in_a_thread_is_a_message_like_any_other(attacked: Attacked) -> None:
    assert chosen(attacked, {**MINE, "thread_ts": "1.0"}) == 200
    assert kept(attacked) == ["mine"]


def test_an_unknown_shortcut_of_a_message_keeps_nothing(attacked: Attacked) -> None:
    before = attacked.stored()
    assert chosen(attacked, MINE, callback_id="other") == 200
    assert attacked.stored() == before


class _Listener(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.server.heard.append(self.path)  # type: ignore[attr-defined]  # what our own server notes
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet."""


@contextmanager
def somebody_elses_server() -> Iterator[HTTPServer]:
    server = HTTPServer(("127.0.0.1", 0), _Listener)
    server.heard = []  # type: ignore[attr-defined]  # what our own server notes
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_forged_address_gets_no_answer_and_the_line_is_kept_and_said_so_in_a_view(attacked: Attacked) -> None:
    with somebody_elses_server() as server:
        for host in (
            f"http://127.0.0.1:{server.server_port}/x",
            "https://hooks.slack.com.example.com/",
            "file:///x",
            "x",
        ):
            assert chosen(attacked, {**MINE, "ts": host}, response_url=host) == 200
        assert server.heard == []  # type: ignore[attr-defined]  # what our own server notes
    assert len(kept(attacked)) == 4
    assert ja("kept.no_message") in attacked.story.form(attacked.story.suzuki)


@pytest.mark.parametrize("line", [None, 1, "", "x", "../../people/T1-U1", "0" * 13, "kept_lines.x", ["0" * 12]])
def test_a_form_with_another_lines_name_than_ours_keeps_nothing(attacked: Attacked, line: object) -> None:
    before = attacked.stored()
    values = {"line": {"value": {"type": "plain_text_input", "value": "x"}}}
    metadata = json.dumps({"line": line, "language": "ja"})
    view = {"id": "V1", "callback_id": "keep", "private_metadata": metadata, "state": {"values": values}}
    assert attacked.payload({"type": "view_submission", **WHO, "view": view}).status == 200
    assert attacked.stored() == before


ELSEWHERE = {"team": "T2-C1", "line": "0" * 12, "day": "2026-11-16"}


@pytest.mark.parametrize("action", ["undo_line", "remove_line", "add", "as_is"])
@pytest.mark.parametrize(
    "value",
    ["", "x", "[]", "{}", json.dumps({"team": "T2-C1", "line": "0" * 12, "day": "2026-11-16", "language": "ja"})],
)
def test_a_buttons_value_that_is_not_ours_changes_nothing(attacked: Attacked, action: str, value: str) -> None:
    assert chosen(attacked, MINE) == 200
    before = attacked.stored()
    button = {"action_id": action, "value": value, "action_ts": "2.0", "type": "button"}
    assert (
        attacked.payload({"type": "block_actions", **WHO, "channel": {"id": "C1"}, "actions": [button]}).status == 200
    )
    assert attacked.stored() == before


def test_a_form_names_another_persons_line_in_vain(attacked: Attacked) -> None:
    """Ids are looked for among one's own alone."""
    assert chosen(attacked, MINE) == 200
    [name] = attacked.story.document("people/T1-U2")["kept_lines"]
    value = json.dumps({"team": "T1-C1", "line": name, "day": "2026-11-16", "language": "ja"})
    button = {"action_id": "undo_line", "value": value, "action_ts": "2.0", "type": "button"}
    somebody = {**WHO, "user": {"id": "U1"}}
    attacked.payload({"type": "block_actions", **somebody, "channel": {"id": "C1"}, "actions": [button]})
    assert kept(attacked) == ["mine"]
