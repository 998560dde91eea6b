"""What people type, as rich_text: nothing is lost, nothing is parsed, every block fits."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from local.slack.limits.messages import checked_blocks
from shared.slack.blocks.text import (
    LONGEST_FALLBACK,
    bold,
    escape,
    fallback,
    literal,
    ours,
    plain,
    plain_text,
    rich_text,
    section,
    whole,
)
from tests.story.hostile_texts import TEXTS

PIECES = st.sampled_from(
    [
        *TEXTS.values(),
        "https://",
        "http://a",
        "https://example.com/あ",
        ":",
        "::",
        ":a:",
        ":+1::skin-tone-6:",
        "12:30:45",
    ]
)
TYPED = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=300),
    st.lists(st.one_of(PIECES, st.text(st.characters(exclude_categories=["Cs"]), max_size=9)), max_size=12).map(
        "".join
    ),
)


def read(elements: Any) -> str:
    """What a person reads in elements."""
    return "".join(each.get("text") or each.get("url") or f":{each['name']}:" for each in elements)


def inside(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [element for block in blocks for part in block["elements"] for element in part["elements"]]


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(TYPED)
@example("https://example.com/a).")
@example("(https://example.com)")
@example("https://example.com、つぎ")
@example("::a::")
def test_what_was_typed_is_read_again(text: str) -> None:
    assert read(literal(text)) == text


@given(TYPED)
def test_nothing_but_text_links_and_emoji_comes_of_it(text: str) -> None:
    elements = list(literal(text))
    assert {element["type"] for element in elements} <= {"text", "link", "emoji"}
    assert all(element["url"].lower().startswith(("https://", "http://")) for element in elements if "url" in element)
    assert all(element.keys() == {"type", "text"} for element in elements if element["type"] == "text")


@given(TYPED, st.integers(1, 40))
def test_every_block_fits_slacks_limits_and_nothing_is_lost(text: str, times: int) -> None:
    long = text * times
    blocks = rich_text([bold("Keep"), plain("\n"), *literal(long)])
    assert read(inside(blocks)) == f"Keep\n{long}"
    for block in blocks:
        assert block["elements"][0]["elements"]
        assert units(read(inside([block]))) <= 3000
    for n in range(0, len(blocks), 4):
        checked_blocks(blocks[n : n + 4])  # the stand-in refuses what Slack would


@pytest.mark.parametrize(
    "text", ["あ" * 3000, "🍵" * 3000, "word " * 600, "https://example.com/" + "x" * 2900, ":a:" * 1000]
)
def test_the_longest_texts_fit(text: str) -> None:
    text = text[:3000]
    blocks = rich_text(literal(text))
    assert read(inside(blocks)) == text
    assert all(units(read(inside([block]))) <= 3000 for block in blocks)
    checked_blocks(blocks)


def test_a_long_text_is_cut_at_a_space_or_line_break_where_there_is_one() -> None:
    blocks = rich_text([plain("word " * 1000)])
    assert all(read(inside([block])).endswith("word ") for block in blocks)


def test_a_pair_of_surrogates_is_never_cut() -> None:
    blocks = rich_text([plain("a" + "🍵" * 2000)])
    assert "\ufffd" not in read(inside(blocks))
    assert len(read(inside(blocks))) == 2001


def test_nothing_typed_is_no_block() -> None:
    assert rich_text(literal("")) == []


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("https://example.com", ["https://example.com"]),
        ("見て https://example.com/a?b=c&d=e。", ["https://example.com/a?b=c&d=e"]),
        ("(https://example.com/)", ["https://example.com/"]),
        ("https://a.example、https://b.example", ["https://a.example", "https://b.example"]),
        ("「https://example.com/x」", ["https://example.com/x"]),
        ("javascript:alert(1) ftp://example.com file:///etc/passwd", []),
        ("https://", []),
        ("<https://example.com|ここ>", ["https://example.com"]),
    ],
)
def test_urls_can_be_clicked_without_what_stands_around_them(text: str, links: list[str]) -> None:
    assert [element["url"] for element in literal(text) if element["type"] == "link"] == links


def test_emoji_are_drawn() -> None:
    assert list(literal("あ:tada:い")) == [plain("あ"), {"type": "emoji", "name": "tada"}, plain("い")]
    assert list(literal(":+1::skin-tone-3:")) == [{"type": "emoji", "name": "+1::skin-tone-3"}]
    assert list(literal("12:30:45")) == [plain("12:30:45")]
    assert list(literal(":Not an emoji:")) == [plain(":Not an emoji:")]


@given(st.text())
def test_escaped_text_has_nothing_to_parse_and_is_the_same_again(text: str) -> None:
    escaped = escape(text)
    assert "<" not in escaped
    assert ">" not in escaped
    assert escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text


def test_escaping_happens_once_and_in_the_right_order() -> None:
    assert escape("&lt; <@U1> &") == "&amp;lt; &lt;@U1&gt; &amp;"


@given(st.lists(st.text(alphabet="&<>a;字🎉", max_size=60), max_size=6), st.integers(0, 12))
def test_a_message_text_stays_within_its_bytes_and_ends_inside_no_entity(parts: list[str], shift: int) -> None:
    parts = ["x" * (LONGEST_FALLBACK - shift - 40), *parts]
    text = fallback(parts)
    assert len(text.encode()) <= LONGEST_FALLBACK
    tail = text[-6:]
    rest = tail[tail.rfind("&") :] if "&" in tail else ""
    assert not rest or ";" in rest
    shown = text.removesuffix("…").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert "\n".join(part for part in parts if part).startswith(shown)


@pytest.mark.parametrize("sign", ["字", "&", "<", "🎉", "👩‍👩‍👧‍👦", "👍🏽", "が", "x"])
def test_a_long_message_text_is_cut_between_two_signs(sign: str) -> None:
    for shift in range(4):
        text = fallback(["x" * shift + sign * 3000])
        assert len(text.encode()) <= LONGEST_FALLBACK < 4000
        assert len(text.encode()) > LONGEST_FALLBACK - 40
        body = text.removesuffix("…").replace("&lt;", "<").replace("&amp;", "&")
        assert body.endswith(sign)


def test_a_message_text_leaves_empty_parts_out() -> None:
    assert fallback(["a", "", "<b>"]) == "a\n&lt;b&gt;"


def test_people_s_text_keeps_its_colons_in_plain_text_and_ours_is_drawn() -> None:
    assert plain_text(":tada:")["emoji"] is False
    assert section(":tada:")["text"]["emoji"] is False
    assert ours("🍵")["emoji"] is True


@given(st.text())
def test_whole_text_can_be_stored(text: str) -> None:
    whole(text).encode()
    assert whole(text) == text or any("\ud800" <= c <= "\udfff" for c in text)


def test_halves_are_replaced_and_pairs_are_joined() -> None:
    assert whole("a\ud800b") == "a\ufffdb"
    assert whole("\ud83c\udf75") == "🍵"
