"""Requests that are not Slack's, or not new: answered by 401, 400 or 413; nothing is stored, nothing is told."""

import hashlib
import hmac
import json
from dataclasses import replace
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from local.slack.outgoing import payloads
from local.slack.outgoing.requests import http_sender, signed
from shared.settings import read_settings
from shared.wiring import services as wiring
from tests.hostile.conftest import FORM, Attacked
from tests.hostile.requests import (
    assert_no_traceback,
    assert_refused,
    nothing_happens,
)
from tests.story.conftest import buttons, tokyo

GOOD = urlencode({"command": "/kpt", "team_id": "T1", "user_id": "U1", "channel_id": "C1"}).encode()


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
