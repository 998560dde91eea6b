"""Envelopes, and what goes back in their acknowledgements."""

import json

from local.slack.outgoing.requests import Answer
from local.socket_mode.connection import Connection
from local.socket_mode.tokens import new_address
from tests.local.socket_mode.conftest import Own


def test_a_long_answer_in_japanese_fits_into_its_acknowledgement(off: Own) -> None:
    text = "長い返事" * 5000
    answer = Answer(200, json.dumps({"text": text}).encode())
    address = new_address(off.tokens)
    with Connection(off.tokens, address, lambda *_: answer, heard=lambda: None, say=off.said.append, ping_every=0.1):
        off.wait_until_connected()
        off.tanaka.command("/kpt", "help")
        off.sockets.drop()
    assert off.workspace.ephemeral["U1"][-1].text == text
