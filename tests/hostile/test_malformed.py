"""Signed, and nothing that Slack sends: refused where it is malformed; a friendly sentence where nobody knows it."""

import json
from typing import Any

import pytest

from local.slack.outgoing.requests import Answer, event, url_verification
from local.slack.people.reading import mentions
from shared.slack.handlers.response import in_both
from tests.hostile.conftest import Attacked
from tests.hostile.requests import assert_refused, nothing_happens, press, submission, who
from tests.story.conftest import ja

# Slack's signature, and nothing that Slack sends


DEEP = "[" * 100_000
MALFORMED = {
    "nothing": b"",
    "no field we know": b"a=b",
    "empty payload": b"payload=",
    "no JSON": b"payload={",
    "a list": b"payload=[]",
    "a number": b"payload=17",
    "a text": b'payload="x"',
    "null": b"payload=null",
    "nan": b"payload=NaN",
    "an endless number": b"payload=" + b"1" * 5000,
    "deep": b"payload=" + DEEP.encode(),
    "deep and closed": b"payload=" + DEEP.encode() + b"]" * 100_000,
    "deep objects": b"payload=" + b'{"a":' * 50_000,
    "an empty object": b"payload={}",
    "too many fields": b"&".join(b"a%d=1" % n for n in range(5000)),
    "a command without a slash": b"command=kpt&team_id=T1&user_id=U1&channel_id=C1",
    "a command of nobody": b"command=/kpt&team_id=T1&channel_id=C1",
    "a command nowhere": b"command=/kpt&team_id=T1&user_id=U1",
}


@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED)
def test_a_signed_body_that_is_malformed(attacked: Attacked, body: bytes) -> None:
    with nothing_happens(attacked):
        assert_refused(attacked.sign(body), 400)
    assert [e["severity"] for e in attacked.story.events("interaction.malformed")] == ["WARNING"]


@pytest.mark.parametrize("body", [b"", b"[]", b"17", b"{", b'{"event": 1}', b'{"type": "url_verification"}'])
def test_a_signed_json_body_that_is_malformed(attacked: Attacked, body: bytes) -> None:
    with nothing_happens(attacked):
        assert_refused(attacked.sign(body, "application/json"), 400)


MISSHAPEN: dict[str, dict[str, Any]] = {
    "no user": {"type": "block_actions", "actions": []},
    "no actions": {"type": "block_actions", **who()},
    "empty actions": {"type": "block_actions", **who(), "actions": []},
    "an action that is a text": {"type": "block_actions", **who(), "actions": ["quiet"]},
    "an action without a name": {"type": "block_actions", **who(), "actions": [{}]},
    "a value that is an object": press(value={"team": "T1-C1"}),
    "a channel that is a list": press(channel=["C1"]),
    "a submission without a view": {"type": "view_submission", **who()},
    "a view without a state": {"type": "view_submission", **who(), "view": {"id": "V1"}},
    "a state that is a list": {"type": "view_submission", **who(), "view": {"id": "V1", "state": {"values": []}}},
    "an input without an element": {
        "type": "view_submission",
        **who(),
        "view": {"id": "V1", "state": {"values": {"keep": {}}}},
    },
    "a shortcut without a name": {"type": "shortcut", **who()},
    "a type that is a list": {"type": [], **who()},
    "a user that is a text": {"type": "shortcut", "user": "U1", "team": {"id": "T1"}, "callback_id": "kpt"},
}


@pytest.mark.parametrize("payload", MISSHAPEN.values(), ids=MISSHAPEN)
def test_a_payload_with_something_missing_or_of_another_kind(attacked: Attacked, payload: dict[str, Any]) -> None:
    with nothing_happens(attacked):
        assert_refused(attacked.payload(payload), 400)


IDS: dict[str, Any] = {
    "slash": "U1/entries/x",
    "dots": "..",
    "dot": ".",
    "reserved": "__x__",
    "long": "U" * 1500,
    "empty": "",
    "space": "U 1",
    "line break": "U1\n",
    "nul": "U1\0",
    "surrogate": "U\ud800",
    "full width": "Ｕ１",
    "dash": "T2-C1",
    "number": 1,
    "null": None,
    "list": ["U1"],
}


@pytest.mark.parametrize("bad", IDS.values(), ids=IDS)
def test_ids_that_are_none(attacked: Attacked, bad: Any) -> None:
    with nothing_happens(attacked):
        for payload in (
            {"type": "shortcut", **who(user=bad), "callback_id": "kpt"},
            {"type": "shortcut", **who(team=bad), "callback_id": "kpt"},
            {**press(), **who(user=bad)},
            {**submission("{}"), **who(team=bad)},
        ):
            assert_refused(attacked.payload(payload), 400)
        if isinstance(bad, str) and "\ud800" not in bad:
            for name in ("team_id", "user_id", "channel_id"):
                assert_refused(attacked.command(**{name: bad}), 400)


# What nobody knows: a friendly sentence and one log event


def test_an_unknown_word(attacked: Attacked) -> None:
    before = attacked.stored()
    attacked.story.tanaka.command("/kpt", "setpu")
    attacked.story.sato.command("/kpt", "<!channel> 😀")
    assert attacked.story.ephemerals("U1")[-1] == ja("error.unknown_word", word="setpu", near="setup")
    assert "There is no" in attacked.story.ephemerals("U3")[-1]
    assert [e["what"] for e in attacked.story.events("interaction.unknown")] == ["command", "command"]
    assert attacked.stored() == before


@pytest.mark.parametrize("word", ["＜!channel＞", "<!channel>", "＜@U2＞", "﹤!here﹥"])
def test_an_unknown_word_that_full_width_forms_make_into_a_mention_notifies_nobody(
    attacked: Attacked, word: str
) -> None:
    attacked.story.tanaka.command("/kpt", word)
    told = attacked.story.ephemeral("U1")
    assert mentions(told) == []
    assert "<" not in told.text


@pytest.mark.parametrize("word", ["\ufdfa" * 500, "w" * 3000, "\u00a8\u00a8", "\u3000\u3000"])
def test_a_word_of_any_length_and_form_is_answered(attacked: Attacked, word: str) -> None:
    attacked.story.tanaka.command("/kpt", word)
    assert attacked.story.tanaka.troubles == []


def test_an_unknown_button(attacked: Attacked) -> None:
    before = attacked.stored()
    assert attacked.payload(press("launch", "x")).status == 200
    assert attacked.story.ephemerals("U1")[-1] == in_both("error.unknown")
    (logged,) = attacked.story.events("interaction.unknown")
    assert (logged["severity"], logged["what"], logged["name"]) == ("WARNING", "button", "launch")
    assert attacked.stored() == before


def test_an_unknown_form(attacked: Attacked) -> None:
    before = attacked.stored()
    payload = submission("{}")
    payload["view"]["callback_id"] = "orders"
    answer = attacked.payload(payload)
    assert (answer.status, json.loads(answer.body)["response_action"]) == (200, "push")
    assert in_both("error.unknown") in json.dumps(json.loads(answer.body), ensure_ascii=False)
    assert [e["what"] for e in attacked.story.events("interaction.unknown")] == ["form"]
    assert attacked.stored() == before


def test_an_unknown_shortcut(attacked: Attacked) -> None:
    before = attacked.stored()
    attacked.story.tanaka.shortcut("orders")
    assert [e["what"] for e in attacked.story.events("interaction.unknown")] == ["shortcut"]
    assert in_both("error.unknown") in attacked.story.form(attacked.story.tanaka)
    assert attacked.stored() == before


def test_an_event_that_nobody_asked_for_is_acknowledged(attacked: Attacked) -> None:
    with nothing_happens(attacked):
        assert (
            attacked.story.machine.person("U1")._send(*event(attacked.story.workspace, "tokens_revoked")).status == 200
        )
    assert [e["severity"] for e in attacked.story.events("slack.notice")] == ["ERROR"]


def test_slacks_question_whether_the_address_is_ours(attacked: Attacked) -> None:
    with nothing_happens(attacked):
        post = url_verification(attacked.story.workspace, "a-challenge")
        answer = attacked.send(post.body, post.headers)
        assert json.loads(answer.body) == {"challenge": "a-challenge"}
        assert attacked.sign(b"ssl_check=1&token=x") == Answer(200, b"")
