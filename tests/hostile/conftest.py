"""The small team of the stories with a store in a file, so that a test can compare all that is stored."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from local.slack.outgoing.requests import Answer, http_sender, signed
from tests.story.conftest import Story, tokyo, working

FORM = "application/x-www-form-urlencoded"


class Attacked:
    """Sends requests to the function `interaction` that Slack would not send."""

    def __init__(self, story: Story, path: Path) -> None:
        self.story, self._path = story, path
        self._send = http_sender(story.machine.functions.url("interaction"), limit=10)

    def stored(self) -> dict[str, str]:
        """All documents, as JSON."""
        with closing(sqlite3.connect(self._path)) as connection:
            return dict(connection.execute("SELECT path, body FROM documents"))

    def send(self, body: bytes, headers: dict[str, str]) -> Answer:
        return self._send({"Content-Type": FORM, **headers}, body)

    def sign(self, body: bytes, content_type: str = FORM) -> Answer:
        """Send a body with Slack's signature."""
        post = signed(self.story.workspace, body, content_type)
        return self._send(*post)

    def payload(self, payload: Any) -> Answer:
        """Send a signed interaction."""
        return self.sign(urlencode({"payload": json.dumps(payload)}).encode())

    def command(self, **fields: str) -> Answer:
        """Send a signed command."""
        usual = {
            "command": "/kpt",
            "text": "",
            "team_id": "T1",
            "user_id": "U1",
            "channel_id": "C1",
            "channel_name": "ops",
            "trigger_id": "1.2.x",
        }
        return self.sign(urlencode({**usual, **fields}).encode())


@pytest.fixture
def attacked(tmp_path: Path) -> Iterator[Attacked]:
    """#ops is set up, everybody was asked, and 田中 has written."""
    path = tmp_path / "furikaeri.db"
    with working(tokyo(16), path=str(path)) as story:
        story.set_up()
        story.until(tokyo(16, "17:05"))
        story.write(story.tanaka, keep="よかった")
        yield Attacked(story, path)
