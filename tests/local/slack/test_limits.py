"""What Slack refuses in blocks, for messages and for views."""

import contextlib
import copy
from collections.abc import Iterator
from typing import Any

import pytest

from local.slack.limits.messages import checked_blocks
from local.slack.limits.views import checked_view
from local.slack.state.records import ApiError
from tests.local.slack.blocks import (
    actions,
    button,
    modal,
    option,
    plain_text,
    rich_section,
    rich_text,
    section,
    text_input,
)

MRKDWN = {"type": "mrkdwn", "text": "x"}
TWO = [option("a"), option("b")]
CONFIRM = {"title": plain_text("Sure?"), "text": plain_text("It goes."), "confirm": plain_text("Yes"), "deny": MRKDWN}


def context(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "context", "elements": list(elements)}


def overflow(*options: dict[str, Any]) -> dict[str, Any]:
    return {"type": "overflow", "options": list(options), "action_id": "menu"}


def select(*options: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "static_select", "options": list(options), "action_id": "day", **more}


def multi(what: str, **more: Any) -> dict[str, Any]:
    return {"type": f"multi_{what}_select", "action_id": "who", **more}


def choices(kind: str, count: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "options": [option(str(n)) for n in range(count)], "action_id": "choice", **more}


def text(content: str, **style: bool) -> dict[str, Any]:
    return {"type": "text", "text": content, **({"style": style} if style else {})}


ACCEPTED: list[dict[str, Any]] = [
    section("x" * 3000),
    section(fields=[MRKDWN] * 10),
    section(accessory=overflow(*TWO)),
    {"type": "header", "text": plain_text("x" * 150)},
    {"type": "divider", "block_id": "x" * 255},
    context(*[MRKDWN] * 9, {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "a"}),
    actions(*[button("x" * 75, f"b{number}", value="x" * 2000) for number in range(25)]),
    actions(select(option("v" * 150, "t" * 75), initial_option=option("v" * 150, "t" * 75))),
    section(accessory=multi("users", initial_users=["U1"], max_selected_items=1)),
    section(accessory=multi("static", options=[option(str(n)) for n in range(3)], initial_options=[option("2")])),
    section(accessory={"type": "users_select", "initial_user": "U1", "action_id": "a"}),
    actions(choices("radio_buttons", 10, initial_option=option("0")), choices("checkboxes", 10, action_id="boxes")),
    actions({"type": "datepicker", "initial_date": "2026-11-24"}, {"type": "timepicker", "initial_time": "05:00"}),
    actions(button(confirm=CONFIRM | {"deny": plain_text("No")}, url="https://example.com", style="danger")),
    rich_text(
        rich_section(text("bold", bold=True), {"type": "link", "url": "https://example.com", "text": "here"}),
        {"type": "rich_text_list", "style": "bullet", "indent": 1, "elements": [rich_section(text("item"))]},
        {"type": "rich_text_quote", "elements": [{"type": "emoji", "name": "tada"}]},
        {"type": "rich_text_preformatted", "elements": [text("code")]},
    ),
]

REFUSED: list[tuple[dict[str, Any], str]] = [
    (section("x" * 3001), "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
    (section(""), "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    ({"type": "section"}, "missing required field: text [json-pointer:/blocks/0]"),
    (section(colour="red"), "invalid additional property: colour [json-pointer:/blocks/0]"),
    ({"type": "header", "text": plain_text("x" * 151)}, "must be less than 151 characters"),
    ({"type": "header", "text": MRKDWN}, "must be of type plain_text [json-pointer:/blocks/0/text/type]"),
    ({"type": "sticker"}, "unsupported type: sticker [json-pointer:/blocks/0/type]"),
    (text_input(), "unsupported type: input"),
    (context(*[MRKDWN] * 11), "no more than 10 items allowed [json-pointer:/blocks/0/elements]"),
    (context(), "no fewer than 1 items allowed"),
    (actions(*[button(action_id=str(n)) for n in range(26)]), "no more than 25 items allowed"),
    (actions(button("x" * 76)), "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]"),
    (actions(button(value="x" * 2001)), "must be less than 2001 characters"),
    (actions(button(url="https://example.com/" + "x" * 2990)), "must be less than 3001 characters"),
    (actions(button(url="example.com")), "invalid url"),
    (actions(button(), button()), "action_id already exists: write"),
    (actions(button(action_id="x" * 256)), "must be less than 256 characters"),
    (actions(button(style="quiet")), "must be one of: primary danger"),
    (actions(button(confirm=CONFIRM)), "must be of type plain_text"),
    (actions(overflow(option("a"))), "no fewer than 2 items allowed"),
    (actions(overflow(*[option(str(n)) for n in range(6)])), "no more than 5 items allowed"),
    (actions(select(*[option(str(n)) for n in range(101)])), "no more than 100 items allowed"),
    (actions(select(option("x" * 151))), "must be less than 76 characters"),
    (actions(select(option("x" * 151, "x"))), "must be less than 151 characters"),
    (actions(select(*TWO, placeholder=plain_text("x" * 151))), "must be less than 151 characters"),
    (actions(select(*TWO, initial_option=option("c"))), "initial_option must be among the options"),
    (actions(select(*TWO, max_selected_items=1)), "invalid additional property: max_selected_items"),
    (actions(multi("users")), "unsupported type: multi_users_select"),
    (section(accessory=multi("static", options=TWO, max_selected_items=0)), "must be a positive integer"),
    (section(accessory=multi("static", options=TWO, initial_options=[option("c")])), "must be among the options"),
    (section(accessory=multi("users", initial_users="U1")), "must be an array"),
    (section(accessory=multi("users", initial_users=["U1", "U2"], max_selected_items=1)), "no more than 1 items"),
    (actions({"type": "users_select", "initial_user": 1}), "must be a string"),
    (actions(choices("radio_buttons", 11)), "no more than 10 items allowed"),
    (actions(choices("checkboxes", 11)), "no more than 10 items allowed"),
    (actions(choices("checkboxes", 2, initial_options=[])), "no fewer than 1 items allowed"),
    (actions(choices("radio_buttons", 2, initial_option=option("9"))), "must be among the options"),
    (actions(choices("radio_buttons", 2, placeholder=plain_text("x"))), "invalid additional property: placeholder"),
    (actions({"type": "timepicker", "initial_time": "5:00"}), "must be a time as HH:mm"),
    (actions({"type": "plain_text_input"}), "unsupported type: plain_text_input"),
    (actions({"type": "datepicker", "initial_date": "tomorrow"}), "must be a date as YYYY-MM-DD"),
    (rich_text(), "no fewer than 1 items allowed"),
    (rich_text(rich_section(text(""))), "must be more than 0 characters"),
    (rich_text(rich_section({"type": "shout", "text": "x"})), "unsupported type: shout"),
    (rich_text(rich_section(text("x") | {"style": {"loud": True}})), "invalid additional property: loud"),
    (rich_text(rich_section({"type": "broadcast", "range": "world"})), "must be one of: here channel everyone"),
    (rich_text({"type": "rich_text_preformatted", "elements": [{"type": "emoji", "name": "x"}]}), "unsupported type"),
    (rich_text({"type": "rich_text_list", "style": "bullet", "elements": [text("x")]}), "unsupported type: text"),
]


@pytest.mark.parametrize("block", ACCEPTED, ids=lambda block: block["type"])
def test_slack_accepts(block: dict[str, Any]) -> None:
    assert checked_blocks([block])[0]["block_id"]


@pytest.mark.parametrize(("block", "reason"), REFUSED, ids=[reason for _, reason in REFUSED])
def test_slack_refuses(block: dict[str, Any], reason: str) -> None:
    with pytest.raises(ApiError) as raised:
        checked_blocks([block])
    assert raised.value.code == "invalid_blocks"
    assert any(reason in each for each in raised.value.details["errors"])


@pytest.mark.parametrize(
    ("blocks", "error"),
    [
        ([{"type": "divider"}] * 51, "invalid_blocks"),
        ([{"type": "divider", "block_id": "a"}] * 2, "invalid_blocks"),
        ([section("x" * 2700)] * 5, "msg_blocks_too_long"),
        ([section("🎉" * 2000)] * 3, "msg_blocks_too_long"),
        ("[", "invalid_blocks_format"),
        ({"type": "divider"}, "invalid_blocks_format"),
    ],
)
def test_a_message_has_limits_as_a_whole(blocks: Any, error: str) -> None:
    with pytest.raises(ApiError) as raised:
        checked_blocks(blocks)
    assert raised.value.code == error


def test_what_has_no_ids_gets_them() -> None:
    [block] = checked_blocks([actions({"type": "button", "text": plain_text("Write")})])
    assert block["block_id"]
    assert block["elements"][0]["action_id"]


def test_a_view_takes_a_hundred_blocks_of_any_length_in_all() -> None:
    view = checked_view(modal(*[section("x" * 2000)] * 100), "modal")
    assert len(view["blocks"]) == 100


@pytest.mark.parametrize(
    ("view", "reason"),
    [
        (modal(title=plain_text("x" * 25)), "must be less than 25 characters [json-pointer:/view/title/text]"),
        (modal(submit=plain_text("x" * 25)), "must be less than 25 characters [json-pointer:/view/submit/text]"),
        (modal(private_metadata="x" * 3001), "must be less than 3001 characters"),
        (modal(callback_id="x" * 256), "must be less than 256 characters"),
        (modal(type="home"), "must be one of: modal"),
        (modal(colour="red"), "invalid additional property: colour"),
        (modal(*[{"type": "divider"}] * 101), "no more than 100 items allowed"),
        (modal(text_input(), text_input()), "block_id already exists: keep"),
        (modal(text_input(initial_value="abc", max_length=2)), "must be less than 3 characters"),
        (modal(text_input(max_length=3001)), "must be between 1 and 3000"),
        (modal(text_input(hint="x")), "invalid additional property: hint"),
        (modal(text_input() | {"label": MRKDWN}), "must be of type plain_text"),
        (modal(text_input() | {"hint": plain_text("x" * 2001)}), "must be less than 2001 characters"),
        (
            modal(text_input(focus_on_load=True), text_input("try", focus_on_load=True)),
            "only one element may have focus_on_load",
        ),
        ({key: value for key, value in modal().items() if key != "submit"}, "submit is required"),
        ({key: value for key, value in modal().items() if key != "title"}, "missing required field: title"),
    ],
)
def test_a_view_is_refused(view: dict[str, Any], reason: str) -> None:
    with pytest.raises(ApiError) as raised:
        checked_view(view, "modal")
    assert raised.value.code == "invalid_arguments"
    assert any(reason in each for each in raised.value.details["response_metadata"]["messages"])


def test_a_view_is_at_most_250_kilobytes() -> None:
    with pytest.raises(ApiError, match="view_too_large"):
        checked_view(modal(*[section("あ" * 1000)] * 90), "modal")


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to everything inside."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inside:
        yield (*path, key)
        yield from places(each, (*path, key))


@pytest.mark.parametrize("nonsense", [None, 1, True, "", [], {}, [[]], [None], {"type": []}], ids=repr)
def test_nonsense_anywhere_is_refused_and_never_breaks_the_stand_in(nonsense: Any) -> None:
    chosen = select(*TWO, initial_option=TWO[0]), select(option_groups=[{"label": plain_text("g"), "options": TWO}])
    grouped = {key: value for key, value in chosen[1].items() if key != "options"}
    whole = modal(*ACCEPTED, text_input(initial_value="a"), actions(chosen[0], grouped | {"action_id": "b"}))
    checked_view(whole, "modal")
    for *way, last in places(whole):
        spoilt = copy.deepcopy(whole)
        parent: Any = spoilt
        for step in way:
            parent = parent[step]
        parent[last] = nonsense
        with contextlib.suppress(ApiError):
            checked_view(spoilt, "modal")
