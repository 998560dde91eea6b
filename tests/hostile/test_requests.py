"""Hostile requests: answered by 401, 400 or 413, never by an error of ours; nothing is stored, nothing is told."""

import hashlib
import hmac
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from local.slack.outgoing import payloads
from local.slack.outgoing.requests import Answer, event, http_sender, signed, url_verification
from local.slack.people.reading import mentions
from shared.settings import read_settings
from shared.slack.handlers.response import in_both
from shared.store.engine.documents import Create
from shared.wiring import services as wiring
from tests.hostile.conftest import FORM, Attacked
from tests.story.conftest import buttons, en, ja, tokyo

GOOD = urlencode({"command": "/kpt", "team_id": "T1", "user_id": "U1", "channel_id": "C1"}).encode()


@contextmanager
def nothing_happens(attacked: Attacked) -> Iterator[None]:
    """Nothing is stored, nothing is said to Slack."""
    before, calls = attacked.stored(), len(attacked.story.slack.calls)
    yield
    assert attacked.stored() == before
    assert len(attacked.story.slack.calls) == calls


def assert_refused(answer: Answer, status: int) -> None:
    assert answer == Answer(status, b"")


def headers(secret: str, timestamp: str, body: bytes) -> dict[str, str]:
    base = b"v0:" + timestamp.encode() + b":" + body
    signature = "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": signature}


def now(attacked: Attacked, seconds: int = 0) -> str:
    return str(int(attacked.story.machine.clock.now().timestamp()) + seconds)


# Who is not Slack


def test_the_right_signature_is_let_in(attacked: Attacked) -> None:
    secret = attacked.story.workspace.signing_secret
    assert attacked.send(GOOD, headers(secret, now(attacked), GOOD)).status == 200


@pytest.mark.parametrize("secret", ["", "another", "stand-in-signing-secre", "stand-in-signing-secret "])
def test_a_wrong_signature(attacked: Attacked, secret: str) -> None:
    with nothing_happens(attacked):
        assert_refused(attacked.send(GOOD, headers(secret, now(attacked), GOOD)), 401)


@pytest.mark.parametrize("missing", [["X-Slack-Signature"], ["X-Slack-Request-Timestamp"], None])
def test_a_missing_signature(attacked: Attacked, missing: list[str] | None) -> None:
    signature = headers(attacked.story.workspace.signing_secret, now(attacked), GOOD)
    sent = {name: value for name, value in signature.items() if name not in (missing or signature)}
    with nothing_happens(attacked):
        assert_refused(attacked.send(GOOD, sent), 401)


@pytest.mark.parametrize("seconds", [-301, -86_400, 301, 86_400])
def test_an_old_timestamp_and_one_in_the_future(attacked: Attacked, seconds: int) -> None:
    signature = headers(attacked.story.workspace.signing_secret, now(attacked, seconds), GOOD)
    with nothing_happens(attacked):
        assert_refused(attacked.send(GOOD, signature), 401)


@pytest.mark.parametrize("timestamp", ["", "soon", "1e9", "nan", "-1", "9" * 400, "0x10", "１２３", " "])
def test_a_timestamp_that_is_none(attacked: Attacked, timestamp: str) -> None:
    signature = headers(attacked.story.workspace.signing_secret, timestamp, GOOD)
    signature["X-Slack-Request-Timestamp"] = timestamp.encode().decode("latin-1")
    with nothing_happens(attacked):
        assert_refused(attacked.send(GOOD, signature), 401)


@pytest.mark.parametrize("signature", ["v0=\xe9\xe9", "\xff", "v0=", "v1=" + "0" * 64, "v0=" + "0" * 64, "é" * 5000])
def test_a_header_that_is_not_ascii_or_no_signature(attacked: Attacked, signature: str) -> None:
    sent = {"X-Slack-Request-Timestamp": now(attacked), "X-Slack-Signature": signature}
    with nothing_happens(attacked):
        assert_refused(attacked.send(GOOD, sent), 401)


def test_another_body_under_a_good_signature(attacked: Attacked) -> None:
    signature = headers(attacked.story.workspace.signing_secret, now(attacked), GOOD)
    with nothing_happens(attacked):
        assert_refused(attacked.send(GOOD.replace(b"U1", b"U2"), signature), 401)


def test_a_body_that_is_not_utf8(attacked: Attacked) -> None:
    with nothing_happens(attacked):
        for body in (b"payload=\xff\xfe\x80", b"\xff\xfe"):
            signature = headers(attacked.story.workspace.signing_secret, now(attacked), body)
            assert attacked.send(body, signature).status in (400, 401)
            assert attacked.send(body, {}).status == 401


@pytest.mark.parametrize("signs", [True, False])
def test_a_body_over_one_mebibyte(attacked: Attacked, signs: bool) -> None:
    body = b"payload=" + b"a" * 1024 * 1024
    with nothing_happens(attacked):
        answer = attacked.sign(body) if signs else attacked.send(body, {})
        assert answer.status == 413
        assert_no_traceback(answer)


@pytest.mark.parametrize("secret", ["old-secret", "new-secret"])
def test_while_a_secret_is_replaced_both_work(attacked: Attacked, secret: str) -> None:
    services = attacked.story.machine.services
    read = read_settings(
        {"SLACK_BOT_TOKEN": "x", "STORE": "sqlite:x", "SLACK_SIGNING_SECRET": "new-secret, old-secret\n"}
    )
    wiring.use(replace(services, signing_secrets=read.signing_secrets))
    assert attacked.send(GOOD, headers(secret, now(attacked), GOOD)).status == 200
    with nothing_happens(attacked):
        assert_refused(attacked.send(GOOD, headers("new-secret, old-secret", now(attacked), GOOD)), 401)
        assert_refused(attacked.send(GOOD, headers("", now(attacked), GOOD)), 401)


def test_without_any_secret_nobody_is_let_in(attacked: Attacked) -> None:
    wiring.use(replace(attacked.story.machine.services, signing_secrets=()))
    with nothing_happens(attacked):
        assert_refused(attacked.send(GOOD, headers("", now(attacked), GOOD)), 401)


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


def who(user: object = "U1", team: object = "T1") -> dict[str, Any]:
    return {"user": {"id": user}, "team": {"id": team}, "trigger_id": "1.2.x"}


def press(action: object = "quiet", value: object = "", **about: Any) -> dict[str, Any]:
    actions = [{"action_id": action, "value": value, "action_ts": "1.0"}]
    return {"type": "block_actions", **who(), "actions": actions, "channel": {"id": "C1"}, **about}


def submission(metadata: object, texts: dict[str, Any] | None = None, **about: Any) -> dict[str, Any]:
    values = {name: {"text": {"value": text}} for name, text in (texts or {"keep": "x"}).items()}
    view = {"id": "V1", "callback_id": "kpt", "private_metadata": metadata, "state": {"values": values}}
    return {"type": "view_submission", **who(), "view": view, **about}


SETTINGS = {
    "id": "V1",
    "callback_id": "settings",
    "private_metadata": json.dumps(
        {"channel": "C1", "name": "ops", "language": "ja", "shown": True, "filled": {"clock": "x"}}
    ),
}
"""The form of #ops's settings."""


def settings_sent() -> dict[str, Any]:
    """The same, sent with a few of its fields."""
    values = {
        "reminder_time": {"type": "static_select", "selected_option": {"value": "18:00"}},
        "weekdays": {"type": "checkboxes", "selected_options": [{"value": "0"}, {"value": "3"}]},
        "chosen": {"type": "multi_users_select", "selected_users": ["U1", "U2"]},
        "time_zone": {"type": "plain_text_input", "value": "Asia/Tokyo"},
        "extra_days_off": {"type": "plain_text_input", "value": None},
    }
    state = {"values": {name: {"value": element} for name, element in values.items()}}
    return {"type": "view_submission", **who(), "view": {**SETTINGS, "state": state}}


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


# Values and private_metadata that no button or form of ours carries

VALUES: dict[str, str] = {
    "empty": "",
    "no JSON": "{",
    "a list": "[]",
    "a number": "1",
    "deep": "[" * 50_000,
    "no team": '{"day":"2026-11-16","language":"ja","zone":"Asia/Tokyo"}',
    "a path": '{"team":"T1-C1/entries/x","day":"2026-11-16","language":"ja","zone":"Asia/Tokyo"}',
    "up": '{"team":"../..","day":"2026-11-16","language":"ja","zone":"Asia/Tokyo"}',
    "no day": '{"team":"T1-C1","day":"someday","language":"ja","zone":"Asia/Tokyo"}',
    "no zone": '{"team":"T1-C1","day":"2026-11-16","language":"ja","zone":"../../etc/passwd"}',
    "a huge zone": '{"team":"T1-C1","day":"2026-11-16","language":"ja","zone":"' + "A/" * 5000 + '"}',
    "a zone with nul": '{"team":"T1-C1","day":"2026-11-16","language":"ja","zone":"Asia\\u0000/Tokyo"}',
    "a surrogate zone": '{"team":"T1-C1","day":"2026-11-16","language":"ja","zone":"Asia/\\ud800"}',
    "no language": '{"team":"T1-C1","day":"2026-11-16","language":"tlh","zone":"Asia/Tokyo"}',
    "a list as language": '{"team":"T1-C1","day":"2026-11-16","language":["ja"],"zone":"Asia/Tokyo"}',
    "not our revision": (
        '{"team":"T1-C1","day":"2026-11-16","language":"ja","zone":"Asia/Tokyo","revision":[],"via":1e999}'
    ),
}
OF_A_DAY = ["write", "edit", "quiet", "off", "delete", "try_now", "off_longer"]
OF_A_TEAM = ["settings", "team_pause", "team_resume", "team_remove", "team_remove_sure", "session_now", "home_team"]
ACTIONS = [*OF_A_DAY, *OF_A_TEAM, "step_out", "step_in", "day", "again", "menu"]


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_values_that_are_not_ours(attacked: Attacked, value: str) -> None:
    before = attacked.stored()
    for action in ACTIONS:
        if action != "day" and not (action != "again" and "revision" in value):
            answer = attacked.payload(press(action, value))
            assert answer == Answer(200), action
    assert attacked.payload(press("day", "2026-11-13", view={"id": "V1", "private_metadata": value})).status == 200
    answer = attacked.payload(submission(value))
    assert (answer.status, json.loads(answer.body)["response_action"]) == (200, "push")
    assert attacked.stored() == before


@pytest.mark.parametrize(
    "wish",
    [
        {"team": "../../x", "day": None, "via": "", "language": None, "pushed": False},
        {"team": ["T1"], "day": None, "via": "", "language": None, "pushed": False},
        {"team": "T1-C1/entries", "day": "2026-11-16", "via": "", "language": None, "pushed": False},
        {"team": "T1-" + "C" * 3000, "day": None, "via": "", "language": "ja", "pushed": True},
        {"team": 17, "day": 17, "via": 17, "language": 17, "pushed": 17},
        {"team": "T1-\ud800", "day": None, "via": "", "language": None, "pushed": False},
        {"team": {}, "day": {}, "via": {}, "language": {}, "pushed": {}},
    ],
    ids=str,
)
def test_wishes_that_are_not_ours(attacked: Attacked, wish: dict[str, Any]) -> None:
    before = attacked.stored()
    answer = attacked.payload(press("again", json.dumps(wish), view={"id": "V1"}))
    assert answer == Answer(200)
    assert attacked.story.events("interaction.unknown")
    assert attacked.stored() == before


def test_halves_of_surrogate_pairs_are_stored_as_replaced(attacked: Attacked) -> None:
    """No store takes them; Slack would not send them."""
    metadata = json.dumps({**seed(), "via": "x\ud800", "channel": "\udfff", "try": "\ud800", "revision": 1})
    payload = submission(metadata, {"keep": "a\ud800b", "problem": "\udc00", "try": "😀"})
    assert attacked.payload(payload) == Answer(200)
    keep = json.loads(attacked.stored()["teams/T1-C1/entries/2026-11-16_U1"])
    assert (keep["keep"], keep["problem"], keep["try"]) == ("a\ufffdb", "\ufffd", "😀")
    assert attacked.payload(press("quiet", json.dumps(seed()), actions=[])).status == 400
    tap = press("quiet", json.dumps({**seed(), "day": "2026-11-13"}))
    tap["actions"][0]["action_ts"] = "1\ud800"
    assert attacked.payload(tap) == Answer(200)
    assert attacked.story.settle()


@pytest.mark.parametrize("view", ["V" * 500_000, "V\ud800", "", "V/1", None])
def test_a_view_id_that_is_none_is_malformed(attacked: Attacked, view: str | None) -> None:
    """It is kept with the entry, to know a form that is sent twice."""
    payload = submission(json.dumps(seed()))
    payload["view"]["id"] = view
    with nothing_happens(attacked):
        assert_refused(attacked.payload(payload), 400)


def test_the_time_of_a_click_does_not_swell_an_entry(attacked: Attacked) -> None:
    tap = press("quiet", json.dumps(seed(day="2026-11-13")))
    tap["actions"][0]["action_ts"] = "1" * 500_000
    assert attacked.payload(tap) == Answer(200)
    assert len(attacked.stored()["teams/T1-C1/entries/2026-11-13_U1"]) < 2_000


# Somebody else's


def seed(team: str = "T1-C1", day: str = "2026-11-16", **more: Any) -> dict[str, Any]:
    return {"team": team, "day": day, "language": "ja", "channel": "ops", "zone": "Asia/Tokyo", "try": "", **more}


@pytest.fixture
def neighbours(attacked: Attacked) -> Attacked:
    """Beside T1-C1: a team of the workspace that U1 is not in, and one of another workspace with a U1 of its own."""
    team = dict(attacked.story.document("teams/T1-C1"))
    other = {**team, "channel": "C9", "name": "board", "members": {"U2": {"name": "鈴木"}}, "member_ids": ["U2"]}
    foreign = {**team, "workspace": "T2", "name": "rivals"}
    entry = dict(attacked.story.document("teams/T1-C1/entries/2026-11-16_U1"))
    person = dict(attacked.story.document("people/T1-U1"))
    attacked.story.machine.sqlite.commit(
        [
            Create("teams/T1-C9", other),
            Create("teams/T1-C9/entries/2026-11-16_U2", {**entry, "user": "U2", "keep": "役員の秘密"}),
            Create("teams/T2-C1", foreign),
            Create("people/T2-U1", {**person, "teams": ["T2-C1"], "home": "T2-C1"}),
            Create("teams/T2-C1/entries/2026-11-16_U1", {**entry, "keep": "他社の秘密"}),
        ]
    )
    for change in attacked.story.machine.sqlite.changes():
        attacked.story.machine.sqlite.acknowledge(change.id)
    return attacked


@pytest.mark.parametrize("team", ["T1-C9", "T2-C1", "T3-C3"])
def test_a_signed_person_naming_another_teams_documents_is_refused(neighbours: Attacked, team: str) -> None:
    before = neighbours.stored()
    value = json.dumps(seed(team))
    story = neighbours.story
    story.tanaka.command("/kpt")
    view = {"id": story.tanaka.view.id, "private_metadata": json.dumps(seed(team))}
    wish = json.dumps({"team": team, "day": "2026-11-16", "via": "edit", "language": "ja", "pushed": False})
    for action in ("quiet", "off", "delete", "edit", "try_now"):
        assert neighbours.payload(press(action, value)) == Answer(200)
        assert neighbours.payload(press(action, value, view=view)) == Answer(200)
    assert neighbours.payload(press("day", "2026-11-16", view=view)) == Answer(200)
    assert neighbours.payload(press("again", wish, view=view)) == Answer(200)
    answer = neighbours.payload(submission(value, {"keep": "eingeschleust"}))
    assert json.loads(answer.body)["response_action"] in ("errors", "push")
    assert neighbours.stored() == before
    assert_no_secret_was_shown(neighbours)


@pytest.mark.parametrize(
    "chosen",
    ["T1-C9", "T2-C1", "T1-C1/entries/x", "T1-", "../..", "T1-C1\n", "T1-\ud800", "T1-" + "C" * 3000, "T3-C3"],
    ids=repr,
)
def test_a_form_that_chooses_somebody_elses_team_stores_nothing(neighbours: Attacked, chosen: str) -> None:
    before = neighbours.stored()
    payload = submission(json.dumps(seed(others={"T1-C9": "board"})), {"keep": "eingeschleust"})
    payload["view"]["state"]["values"]["team"] = {"team": {"selected_option": {"value": chosen}}}
    answer = json.loads(neighbours.payload(payload).body)
    assert answer["response_action"] == ("errors" if chosen == "T1-C9" else "push")
    assert set(answer.get("errors", {})) <= {"team"}, "at its field, and the text stays"
    assert neighbours.stored() == before
    assert_no_secret_was_shown(neighbours)


@pytest.mark.parametrize("others", [None, [], "T1-C9", {"T2-C1": "x"}, {"T1-C1/entries": "x"}, {"": ""}], ids=repr)
def test_other_teams_that_no_button_of_ours_carries(attacked: Attacked, others: object) -> None:
    before = attacked.stored()
    assert attacked.payload(press("write", json.dumps(seed(others=others)))) == Answer(200)
    answer = attacked.payload(submission(json.dumps(seed(others=others))))
    assert json.loads(answer.body)["response_action"] == "push"
    assert attacked.story.events("interaction.unknown")
    assert attacked.stored() == before


def test_buttons_with_a_good_trigger_show_nothing_of_another_workspace(neighbours: Attacked) -> None:
    """With a trigger that works, so that what would be shown is shown."""
    story = neighbours.story
    for action in ("edit", "again", "day"):
        story.tanaka.command("/kpt")
        view = {"id": story.tanaka.view.id, "private_metadata": json.dumps(seed("T2-C1"))}
        value = json.dumps(seed("T2-C1"))
        if action == "again":
            value = json.dumps({"team": "T2-C1", "day": "2026-11-16", "via": "x", "language": "ja", "pushed": False})
        payload = press(action, "2026-11-16" if action == "day" else value, view=view)
        payload["trigger_id"] = story.workspace.surfaces.new_trigger("U1", in_modal=True)
        assert neighbours.payload(payload) == Answer(200)
        assert "他社の秘密" not in "".join(json.dumps(c.arguments, ensure_ascii=False) for c in story.slack.calls)


def test_a_seed_that_lies_about_language_and_channel_gives_no_right(neighbours: Attacked) -> None:
    lie = seed("T1-C9", channel="ops", language="en")
    answer = neighbours.payload(submission(json.dumps(lie), {"keep": "x"}))
    assert json.loads(answer.body)["errors"] == {"keep": en("error.not_member", channel="#ops")}


def test_a_seed_of_a_day_that_may_not_be_written(attacked: Attacked) -> None:
    before = attacked.stored()
    for day in ("2026-11-08", "2026-11-17", "1900-01-01", "9999-12-31", "0001-01-01"):
        assert attacked.payload(press("quiet", json.dumps(seed(day=day)))) == Answer(200)
        answer = attacked.payload(submission(json.dumps(seed(day=day))))
        assert list(json.loads(answer.body)["errors"]) == ["keep"]
        assert attacked.payload(press("write", json.dumps(seed(day=day)))) == Answer(200)
    assert attacked.stored() == before


# Replays


def test_a_replay_of_the_same_signed_request_changes_nothing(attacked: Attacked) -> None:
    story, workspace = attacked.story, attacked.story.workspace
    tap = payloads.block_actions(
        workspace,
        "U3",
        story.message("U3"),
        payloads.action(workspace, {"block_id": "reminder"}, buttons(story.message("U3"))["quiet"], None),
    )
    story.sato.command("/kpt")
    story.sato.type(keep="Typed")
    form = payloads.view_action("view_submission", workspace, story.sato.view)
    for payload in (tap, form):
        post = signed(workspace, urlencode({"payload": json.dumps(payload)}).encode(), FORM)
        first = attacked.send(post.body, post.headers)
        story.settle()
        before = attacked.stored()
        for _ in range(3):
            assert attacked.send(post.body, post.headers) == first
            story.settle()
        assert attacked.stored() == before
    assert len(story.announcements()) == 2


def test_a_replayed_set_up_changes_nothing(attacked: Attacked) -> None:
    before = attacked.stored()
    for _ in range(2):
        assert attacked.command(text="setup").status == 200
        attacked.story.settle()
    assert attacked.stored() == before


def test_after_five_minutes_a_replay_is_an_old_timestamp(attacked: Attacked) -> None:
    post = signed(attacked.story.workspace, GOOD, FORM)
    attacked.story.jump(tokyo(16, "17:11"))
    with nothing_happens(attacked):
        assert_refused(attacked.send(post.body, post.headers), 401)


# Other methods and addresses


def test_get_connects_the_store_and_says_nothing(attacked: Attacked) -> None:
    with nothing_happens(attacked), urlopen(attacked.story.machine.functions.url("interaction"), timeout=5) as answer:  # noqa: S310 - loopback
        assert (answer.status, answer.read()) == (204, b"")


def test_a_trigger_function_that_is_sent_no_event_of_ours_acknowledges_or_refuses(attacked: Attacked) -> None:
    """IAM lets only Google's triggers in; still nothing there fails for ever, or stores anything."""
    with nothing_happens(attacked):
        for name in ("announce", "errand", "schedule"):
            sent = {
                "Content-Type": "application/protobuf",
                "ce-specversion": "1.0",
                "ce-id": "1",
                "ce-type": "google.cloud.firestore.document.v1.written",
                "ce-source": "//firestore.googleapis.com/projects/local/databases/(default)",
                "ce-document": "somewhere/else/entirely",
            }
            assert http_sender(attacked.story.machine.functions.url(name))(sent, b"").status in (200, 204)
            assert [e["event_id"] for e in attacked.story.events() if e["message"].startswith(f"{name}.no_")] == ["1"]


# Everything else: valid payloads, a little changed

JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(["", "..", "/", "__x__", "T2-C1", "\ud800", "\0", "9" * 400, "[" * 3000, "2026-11-16", "U1", "C1"]),
    st.lists(st.none(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=2),
)


def paths(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield at
    if isinstance(value, dict | list):
        for key, inside in value.items() if isinstance(value, dict) else enumerate(value):
            yield from paths(inside, (*at, key))


def changed(value: Any, at: tuple[Any, ...], junk: Any, how: str) -> Any:
    if not at:
        return junk
    copy = dict(value) if isinstance(value, dict) else list(value)
    if len(at) == 1 and how == "remove":
        del copy[at[0]]
    else:
        copy[at[0]] = changed(value[at[0]], at[1:], junk, how)
    return copy


@st.composite
def mutations(draw: st.DrawFn, originals: list[dict[str, Any]]) -> Any:
    payload: Any = draw(st.sampled_from(originals))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.sampled_from(list(paths(payload))))
        payload = changed(payload, at, draw(JUNK), draw(st.sampled_from(["replace", "remove"])))
    return payload


def test_valid_payloads_a_little_changed_never_bring_it_down(attacked: Attacked) -> None:
    story, workspace = attacked.story, attacked.story.workspace
    message = story.message("U3")
    story.tanaka.command("/kpt")
    view = story.tanaka.view
    originals = [
        payloads.block_actions(
            workspace, "U3", message, payloads.action(workspace, {"block_id": "reminder"}, button, None)
        )
        for name, button in buttons(message).items()
        if name != "menu"
    ]
    originals.append(payloads.shortcut(workspace, "U1", "kpt"))
    originals.append(payloads.view_action("view_submission", workspace, view))
    originals += [
        press("day", "2026-11-13", view={"id": view.id, "private_metadata": view.content["private_metadata"]}),
        press("delete", json.dumps(seed()), view={"id": view.id}),
        press("again", json.dumps({"team": "T1-C1", "day": None, "via": "x", "language": "ja", "pushed": False})),
        press("menu", "stop:ja"),
        press("try_now", json.dumps(seed())),
        *(press(action, "T1-C1", view=SETTINGS) for action in OF_A_TEAM),
        settings_sent(),
        submission(json.dumps({**seed(), "via": "x", "revision": 1, "shown": True})),
    ]

    def elsewhere() -> set[str]:
        """What is not the team's, its people's or left to be done for them."""
        own = re.compile(r"(teams/T1-C1|people/|errands/).*|audit/.*_T1-C1")
        return {path for path in attacked.stored() if not own.fullmatch(path)}

    before = elsewhere()

    @settings(max_examples=300, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(mutations(originals))
    def never(payload: Any) -> None:
        answer = attacked.payload(payload)
        assert answer.status in (200, 400), payload
        assert_no_traceback(answer)

    never()
    assert story.settle()
    stored = attacked.stored()
    assert elsewhere() == before
    assert all("\ud800" not in path for path in stored)


# Helpers


def assert_no_traceback(answer: Answer) -> None:
    assert b"Traceback" not in answer.body
    assert b"Error" not in answer.body
    assert b".py" not in answer.body


def assert_no_secret_was_shown(attacked: Attacked) -> None:
    said = "".join(json.dumps(c.arguments, ensure_ascii=False, default=str) for c in attacked.story.slack.calls)
    assert "秘密" not in said
    assert not any(change for change in attacked.story.machine.sqlite.changes())
