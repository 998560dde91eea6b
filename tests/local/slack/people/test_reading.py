"""What a person reads in a message, and whom it notifies."""

from local.slack.people.reading import mentions, plain
from local.slack.state.records import Json, Message
from tests.local.slack.blocks import actions, button, option, plain_text, rich_section, rich_text, section


def message(*blocks: Json, text: str = "") -> Message:
    return Message("1.000000", "C1", "UBOT", text, list(blocks))


def test_a_message_reads_as_people_see_it() -> None:
    menu = {"type": "overflow", "action_id": "menu", "options": [option("a"), option("b")]}
    words = rich_section(
        {"type": "text", "text": "shipped "},
        {"type": "link", "url": "https://example.com"},
        {"type": "emoji", "name": "tada"},
        {"type": "user", "user_id": "U1"},
    )
    bullets = {"type": "rich_text_list", "style": "bullet", "elements": [words, rich_section(plain_item("two"))]}
    numbers = {"type": "rich_text_list", "style": "ordered", "elements": [rich_section(plain_item("one"))]}
    shown = plain(
        message(
            {"type": "header", "text": plain_text("KPT")},
            section("a &lt; b <https://example.com|here>", accessory=menu, fields=[plain_text("field")]),
            {"type": "divider"},
            {"type": "context", "elements": [plain_text("today"), plain_text("Ken")]},
            rich_text(bullets, numbers),
            actions(button("Write"), button("Quiet day", "quiet")),
        )
    )
    assert shown.splitlines() == [
        "KPT",
        "a < b here",
        "field",
        "[…]",
        "today Ken",
        "• shipped https://example.com:tada:@U1",
        "• two",
        "1. one",
        "[Write] [Quiet day]",
    ]


def plain_item(text: str) -> Json:
    return {"type": "text", "text": text}


def test_a_message_without_blocks_reads_as_its_text() -> None:
    assert plain(message(text="5 &gt; 3, says <@U1> to <!here>")) == "5 > 3, says @U1 to @here"


def test_everything_that_notifies_is_found() -> None:
    found = mentions(
        message(
            section("<@U2|mei> <!subteam^S1> <!channel>"),
            rich_text(rich_section({"type": "user", "user_id": "U3"}, {"type": "broadcast", "range": "everyone"})),
            rich_text(rich_section({"type": "usergroup", "usergroup_id": "S2"})),
            text="<@U1> <!here|here>",
        )
    )
    assert found == ["@U1", "!here", "@U2", "!subteam^S1", "!channel", "@U3", "!everyone", "!subteam^S2"]


def test_what_is_escaped_or_plain_or_typed_notifies_nobody() -> None:
    literal = plain_item("<@U1> <!channel>")
    quiet = section("&lt;@U1&gt; @here <#C1> <https://example.com> <!date^1^{date}|today>")
    assert mentions(message(quiet, rich_text(rich_section(literal)), text="@channel")) == []
    assert mentions(message({"type": "header", "text": plain_text("<!here>")})) == []
