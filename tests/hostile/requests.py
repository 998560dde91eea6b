"""Hostile requests, and checks after them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from hypothesis import strategies as st

from local.slack.outgoing.requests import Answer
from tests.hostile.conftest import Attacked


@contextmanager
def nothing_happens(attacked: Attacked) -> Iterator[None]:
    """Check that nothing is stored, and that Slack is not called."""
    before, calls = attacked.stored(), len(attacked.story.slack.calls)
    yield
    assert attacked.stored() == before
    assert len(attacked.story.slack.calls) == calls


def assert_refused(answer: Answer, status: int) -> None:
    assert answer == Answer(status, b"")


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
"""The settings form of #ops."""


def settings_sent() -> dict[str, Any]:
    """The submission of that form, with a few of its fields."""
    values = {
        "reminder_time": {"type": "static_select", "selected_option": {"value": "18:00"}},
        "weekdays": {"type": "checkboxes", "selected_options": [{"value": "0"}, {"value": "3"}]},
        "chosen": {"type": "multi_users_select", "selected_users": ["U1", "U2"]},
        "time_zone": {"type": "plain_text_input", "value": "Asia/Tokyo"},
        "extra_days_off": {"type": "plain_text_input", "value": None},
    }
    state = {"values": {name: {"value": element} for name, element in values.items()}}
    return {"type": "view_submission", **who(), "view": {**SETTINGS, "state": state}}


OF_A_TEAM = ["settings", "team_pause", "team_resume", "team_remove", "team_remove_sure", "session_now", "home_team"]


def seed(team: str = "T1-C1", day: str = "2026-11-16", **more: Any) -> dict[str, Any]:
    return {"team": team, "day": day, "language": "ja", "channel": "ops", "zone": "Asia/Tokyo", "try": "", **more}


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


def assert_no_traceback(answer: Answer) -> None:
    assert b"Traceback" not in answer.body
    assert b"Error" not in answer.body
    assert b".py" not in answer.body
