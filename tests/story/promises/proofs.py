"""Notes which tests prove the sentences that promise something."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.story.conftest import TOKYO, Story, tokyo

PROVEN: dict[str, str] = {}
"""The name of the proving test, by sentence."""

Test = Callable[..., None]


def proves(*keys: str) -> Callable[[Test], Test]:
    """Mark a test as the proof of these sentences."""

    def note(test: Test) -> Test:
        PROVEN.update(dict.fromkeys(keys, test.__name__))
        return test

    return note


def said_moment(text: str, since: datetime) -> datetime:
    """The moment that a Japanese sentence names: 11/24(火) 17:00; without a time it is 17:00."""
    [(month, day, at)] = re.findall(r"(\d+)/(\d+)\(.\)(?: (\d\d:\d\d))?", text)
    year = since.year + (int(month) < since.month)
    hour, minute = map(int, (at or "17:00").split(":"))
    return datetime(year, int(month), int(day), hour, minute, tzinfo=TOKYO)


def the_next_message_comes_then(story: Story, user: str, text: str) -> None:
    """Check that no message comes before the moment that the sentence names, and that one comes then."""
    moment = said_moment(text, story.machine.clock.now().astimezone(TOKYO))
    before = len(story.messages(user))
    story.until(moment - timedelta(minutes=1))
    assert len(story.messages(user)) == before, f"nothing comes before {moment}"
    story.until(moment + timedelta(minutes=1))
    assert len(story.messages(user)) == before + 1, f"a message comes at {moment}"


def line_with(text: str, part: str) -> str:
    """The only line that contains ``part``."""
    [line] = [line for line in text.splitlines() if part in line]
    return line


BERLIN = {"tz": "Europe/Berlin"}
MOMENTS = [
    *(tokyo(16), tokyo(16, "16:59"), tokyo(16, "18:00"), tokyo(16, "23:30"), tokyo(17, "03:00"), tokyo(19, "18:00")),
    *(tokyo(20), tokyo(20, "15:59"), tokyo(20, "16:10"), tokyo(20, "18:00"), tokyo(21, "12:00"), tokyo(23, "12:00")),
    *(tokyo(2, "18:00", month=11), tokyo(30, "18:00", month=12)),
]
"""Moments before and after the day's message, on a session's day, on the eve of a holiday, on a weekend, over New
Year."""


every_moment = pytest.mark.parametrize("now", MOMENTS, ids=lambda now: f"{now:%m-%d %H:%M}")
