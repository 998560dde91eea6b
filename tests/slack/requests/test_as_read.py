"""Slack's own writing of a text, as people read it."""

import pytest

from shared.slack.requests.as_read import as_read, mentioned

NAMES = {"U1": "田中", "U2": "<b>&amp;"}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("plain :tada: *bold* `code`", "plain :tada: *bold* `code`"),
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        ("&amp;lt;", "&lt;"),
        ("<@U1> <@U9>", "@田中 @…"),
        ("<@U9|suzuki>", "@suzuki"),
        ("<@U2>", "@<b>&amp;"),
        ("<#C1|ops> <#C2>", "#ops #…"),
        ("<!here> <!channel> <!subteam^S1|@team> <!subteam^S1>", "@here @channel @team @subteam"),
        ("<!date^1392734382^{date}|18 Feb>", "18 Feb"),
        ("<https://example.com/a?b=1&amp;c>", "https://example.com/a?b=1&c"),
        ("<http://example.com|example.com>", "example.com"),
        ("<https://example.com|the page>", "the page (https://example.com)"),
        ("<mailto:a@example.com|a@example.com>", "a@example.com"),
        ("<>", ""),
        ("< not closed", "< not closed"),
        ("\u202eabc <@U1", "\u202eabc <@U1"),
    ],
)
def test_it_is_read(written: str, read: str) -> None:
    assert as_read(written, NAMES) == read


def test_five_people_are_looked_up_at_the_most_and_each_once() -> None:
    text = " ".join(f"<@U{n}>" for n in (1, 1, 2, 3, 4, 5, 6, 7)) + " <@U8|named> <@nobody>"
    assert mentioned(text) == ["U1", "U2", "U3", "U4", "U5"]


def test_a_long_text_is_read_in_a_moment() -> None:
    assert len(as_read("<" * 40_000, {})) == 40_000
    assert as_read("<@U1>" * 8_000, NAMES) == "@田中" * 8_000
