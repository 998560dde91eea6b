"""What Slack sends, parsed at the edge."""

import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.clock import SetClock
from shared.slack.requests.inbound import (
    Challenge,
    Command,
    Inbound,
    MemberChange,
    MessageShortcut,
    Notice,
    Press,
    ProfileChange,
    Shortcut,
    Submission,
    Who,
)
from shared.slack.requests.parsing import Malformed, NotSlack, parse, verify

FORM = "application/x-www-form-urlencoded"
WHO = {"user": {"id": "U1", "team_id": "T1"}, "team": {"id": "T1"}, "trigger_id": "1.2.x"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=9), inside, max_size=3),
    max_leaves=9,
)


def interaction(payload: Any) -> Inbound:
    return parse(FORM, urlencode({"payload": json.dumps(payload)}).encode())


# Slack's own example: https://docs.slack.dev/authentication/verifying-requests-from-slack
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
BODY = (
    b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name="
    b"foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks."
    b"slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121."
    b"803a0bc887a14d10d2c447fce8b6703c"
)
SIGNATURE = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
CLOCK = SetClock(datetime.fromtimestamp(1531420618, UTC))


def test_slacks_own_example_is_let_in_by_one_secret_of_several() -> None:
    verify((SECRET,), (CLOCK,), "1531420618", SIGNATURE, BODY)
    verify(("another", SECRET), (CLOCK,), "1531420618", SIGNATURE, BODY)


@pytest.mark.parametrize(
    ("secrets", "timestamp", "signature", "body"),
    [
        (("another",), "1531420618", SIGNATURE, BODY),
        ((), "1531420618", SIGNATURE, BODY),
        ((SECRET,), "1531420619", SIGNATURE, BODY),
        ((SECRET,), "1531420618", SIGNATURE[:-1], BODY),
        ((SECRET,), "1531420618", "", BODY),
        ((SECRET,), "1531420618", SIGNATURE, BODY + b" "),
        ((SECRET,), "soon", SIGNATURE, BODY),
        ((SECRET,), "1531420618", "v0=é", BODY),
        ((SECRET,), "1531420618", SIGNATURE, b"\xff"),
        ((SECRET,), "9" * 5000, SIGNATURE, BODY),
    ],
)
def test_anything_else_is_not_slack(secrets: tuple[str, ...], timestamp: str, signature: str, body: bytes) -> None:
    with pytest.raises(NotSlack):
        verify(secrets, (CLOCK,), timestamp, signature, body)


@pytest.mark.parametrize(("seconds", "good"), [(300, True), (-300, True), (301, False), (-301, False)])
def test_five_minutes_either_way(seconds: int, good: bool) -> None:
    clock = SetClock(datetime.fromtimestamp(1531420618 + seconds, UTC))
    if good:
        verify((SECRET,), (clock,), "1531420618", SIGNATURE, BODY)
    else:
        with pytest.raises(NotSlack):
            verify((SECRET,), (clock,), "1531420618", SIGNATURE, BODY)


def test_where_the_clock_is_moved_a_signature_by_the_true_time_counts_too() -> None:
    moved, true = (SetClock(datetime.fromtimestamp(1531420618 + seconds, UTC)) for seconds in (86_400, 0))
    verify((SECRET,), (moved, true), "1531420618", SIGNATURE, BODY)
    with pytest.raises(NotSlack):
        verify((SECRET,), (moved,), "1531420618", SIGNATURE, BODY)


def test_slacks_own_example_is_a_command() -> None:
    command = parse(FORM, BODY)
    assert command == Command(
        Who("T1DC2JH3J", "U2CERLKJA"),
        channel="G8PSS9T3V",
        channel_name="foobar",
        words="",
        trigger="398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
        response_url="https://hooks.slack.com/commands/T1DC2JH3J/397700885554/96rGlfmibIGlgcZRskXaIFfN",
    )


def test_a_shortcut() -> None:
    assert interaction({"type": "shortcut", **WHO, "callback_id": "kpt"}) == Shortcut(Who("T1", "U1"), "kpt", "1.2.x")


MESSAGE = {"type": "message_action", **WHO, "callback_id": "keep", "channel": {"id": "C1"}, "response_url": "u"}
KEPT = MessageShortcut(Who("T1", "U1"), "keep", "1.2.x", "C1", "1.5", "U1", "x &amp; y", "u")


def test_a_shortcut_of_ones_own_message() -> None:
    said = {"type": "message", "user": "U1", "ts": "1.5", "text": "x &amp; y", "thread_ts": "1.0"}
    assert interaction({**MESSAGE, "message": said}) == KEPT


@pytest.mark.parametrize(
    "of_an_app", [{"bot_id": "B1"}, {"subtype": "bot_message"}, {"user": None}, {"user": 1}, {"user": "../x"}]
)
def test_a_message_of_no_person_has_no_author(of_an_app: dict[str, object]) -> None:
    said = {"user": "U1", "ts": "1.5", "text": "x &amp; y", **of_an_app}
    assert interaction({**MESSAGE, "message": said}) == replace(KEPT, author="")


@pytest.mark.parametrize("missing", [{}, {"message": None}, {"message": []}, {"message": {"text": None, "files": []}}])
def test_a_message_with_missing_parts_is_read_as_far_as_it_goes(missing: dict[str, object]) -> None:
    bare = {"type": "message_action", **WHO, "callback_id": "keep", **missing}
    assert interaction(bare) == MessageShortcut(Who("T1", "U1"), "keep", "1.2.x", "", "", "", "")


def test_a_button_of_a_message() -> None:
    payload = {
        "type": "block_actions",
        **WHO,
        "channel": {"id": "D1"},
        "message": {"ts": "1.000100"},
        "actions": [{"action_id": "quiet", "value": "v", "action_ts": "2.0"}],
    }
    assert interaction(payload) == Press(Who("T1", "U1"), "quiet", "v", "1.2.x", "2.0", channel="D1")


def test_an_option_of_a_view() -> None:
    payload = {
        "type": "block_actions",
        **WHO,
        "container": {"type": "view", "view_id": "V1"},
        "view": {"id": "V1", "private_metadata": "m"},
        "actions": [{"action_id": "day", "selected_option": {"value": "2026-11-13"}, "action_ts": "2.0"}],
    }
    assert interaction(payload) == Press(Who("T1", "U1"), "day", "2026-11-13", "1.2.x", "2.0", view="V1", metadata="m")


def test_a_form_with_null_and_text() -> None:
    values = {"keep": {"text": {"type": "plain_text_input", "value": "よかった"}}, "try": {"text": {"value": None}}}
    view = {"id": "V1", "callback_id": "kpt", "private_metadata": "m", "state": {"values": values}}
    assert interaction({"type": "view_submission", **WHO, "view": view}) == Submission(
        Who("T1", "U1"), "kpt", "V1", "m", {"keep": "よかった", "try": None}
    )


def test_the_workspace_is_the_teams_and_in_an_org_wide_install_the_users() -> None:
    payload = {"type": "shortcut", **WHO, "team": None, "callback_id": "kpt"}
    assert interaction(payload) == Shortcut(Who("T1", "U1"), "kpt", "1.2.x")


def test_where_no_workspace_is_named_it_is_the_organisation_and_not_sure() -> None:
    payload = {"type": "shortcut", "user": {"id": "U1", "team_id": "E1"}, "trigger_id": "1.2.x", "callback_id": "kpt"}
    shortcut = interaction({**payload, "team": {"id": "E1"}, "is_enterprise_install": True})
    assert isinstance(shortcut, Shortcut)
    assert (shortcut.who, shortcut.who.is_sure) == (Who("E1", "U1"), False)


def test_events_and_checks_need_no_answer_but_200() -> None:
    assert parse("application/json", b'{"type": "event_callback", "event": {"type": "tokens_revoked"}}') == Notice(
        "tokens_revoked"
    )
    assert parse(FORM, b"ssl_check=1&token=x") == Notice("ssl_check")
    assert interaction({"type": "view_closed", **WHO}) == Notice("view_closed")


def test_slacks_challenge() -> None:
    body = b'{"type": "url_verification", "challenge": "c"}'
    assert parse("application/json; charset=utf-8", body) == Challenge("c")


@given(JSON)
def test_whatever_the_json_it_is_understood_or_malformed(payload: object) -> None:
    for body, kind in (
        (urlencode({"payload": json.dumps(payload)}).encode(), FORM),
        (json.dumps(payload).encode(), "application/json"),
    ):
        with suppress(Malformed):
            parse(kind, body)


@given(st.binary())
def test_whatever_the_bytes_they_are_understood_or_malformed(body: bytes) -> None:
    for kind in (FORM, "application/json", "", "text/plain"):
        with suppress(Malformed):
            parse(kind, body)


@pytest.mark.parametrize("bad", ["", ".", "..", "U/1", "__x__", "U" * 41, "U 1", "U1\n", "Ｕ１", 1, None, ["U1"], {}])
def test_ids_become_paths_of_documents_so_they_are_checked(bad: object) -> None:
    for payload in (
        {"type": "shortcut", "user": {"id": bad}, "team": {"id": "T1"}, "callback_id": "kpt"},
        {"type": "shortcut", "user": {"id": "U1"}, "team": {"id": bad}, "callback_id": "kpt"},
    ):
        with pytest.raises(Malformed):
            interaction(payload)


def test_texts_that_come_in_are_whole() -> None:
    press = {"action_id": "\ud800", "value": "\ud800", "action_ts": "\ud800"}
    payload = {"type": "block_actions", **WHO, "trigger_id": "\ud800", "actions": [press], "channel": {"id": "\ud800"}}
    parsed = interaction(payload)
    assert isinstance(parsed, Press)
    assert {parsed.action, parsed.value, parsed.at, parsed.trigger, parsed.channel} == {"\ufffd"}


def told(event: object) -> object:
    body = {"type": "event_callback", "team_id": "T1", "event": event}
    return parse("application/json", json.dumps(body).encode())


def test_a_changed_account_is_read_as_users_info_gives_it() -> None:
    user = {"id": "U1", "tz": "Europe/Berlin", "profile": {"real_name": "Tanaka", "status_emoji": ":palm_tree:"}}
    change = told({"type": "user_change", "user": user})
    assert isinstance(change, ProfileChange)
    assert (change.profile.user, change.profile.name, change.profile.country) == ("U1", "Tanaka", "DE")
    assert (change.profile.is_person, change.profile.status_emoji) == (True, ":palm_tree:")
    assert not change.tells_language
    more = told({"type": "user_change", "user": {**user, "locale": "ja-JP", "deleted": True}})
    assert isinstance(more, ProfileChange)
    assert (more.tells_language, more.profile.language, more.profile.is_person) == (True, "ja", False)


@pytest.mark.parametrize(
    "user",
    [None, "U1", {}, {"id": "U/1"}, {"id": ["U1"]}, {"id": "U1", "profile": "x"}, {"id": "U1", "profile": ["x"]}],
    ids=repr,
)
def test_a_changed_account_that_is_none_is_malformed(user: object) -> None:
    with pytest.raises(Malformed):
        told({"type": "user_change", "user": user})


@pytest.mark.parametrize("odd", [None, [], {}, 17, "", "x" * 5000, "\ud800"], ids=repr)
def test_an_account_with_odd_parts_is_still_understood(odd: object) -> None:
    profile = dict.fromkeys(("status_text", "status_emoji", "status_expiration", "display_name", "image_72"), odd)
    change = told({"type": "user_change", "user": {"id": "U1", "tz": odd, "profile": profile}})
    assert isinstance(change, ProfileChange)
    assert change.profile.time_zone is None


def test_who_comes_and_who_goes() -> None:
    for kind, joined in (("member_joined_channel", True), ("member_left_channel", False)):
        change = told({"type": kind, "user": "U1", "channel": "C1"})
        assert change == MemberChange("T1", "C1", "U1", joined)
