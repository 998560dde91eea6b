"""A request for everything that people can do in Slack and for every event, by name.

The names are those of the app's own tables of handlers. A test fails where one is missing here.
"""

import inspect
import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import yaml

from local.slack.outgoing import payloads, requests
from local.slack.outgoing.requests import Post
from local.slack.state.records import Json
from local.slack.state.workspace import Workspace
from shared.kpt.entry.line import line_id
from shared.slack.handlers import router
from shared.slack.handlers.actions import ACTIONS
from shared.slack.handlers.command_words import WORDS
from tests.infra.reading import ROOT
from tests.story.conftest import Story, ja

TEAM, FRIDAY, LINE = "T1-C1", "2026-11-20", line_id("command", "x")
Where = Literal["message", "view", "home"]
Pressed = Sequence[tuple[Where, str, str]]


def _json(**fields: Any) -> str:
    return json.dumps(fields)


SEED = _json(team=TEAM, day=FRIDAY, language="ja", channel="ops", zone="Asia/Tokyo")
STATE = json.dumps(json.loads(SEED) | {"via": "reminder", "revision": 0})
SETTINGS = _json(channel="C1", name="ops", language="ja", shown=True, filled={"clock": "x"})
SETTINGS_MORE = json.dumps(json.loads(SETTINGS) | {"under": "V1"})
WISH = _json(team=TEAM, day=FRIDAY, via="edit", language="ja", pushed=False)
CARRIED = _json(language="ja", shown=True)
KEPT = _json(team=TEAM, line=LINE, day=FRIDAY, language="ja")
ROUND = _json(team=TEAM, session=FRIDAY, step=1)
OF_THE_SHEET = _json(team=TEAM, language="ja")
CODE = "K7Q4-M2PX"


def _all(actions: Sequence[str], where: Pressed) -> dict[str, Pressed]:
    return dict.fromkeys(actions, where)


PRESSES: Mapping[str, Pressed] = {
    **_all(("quiet", "off"), [("message", SEED, ""), ("home", SEED, "")]),
    **_all(("write", "edit"), [("message", SEED, ""), ("home", SEED, "")]),
    **_all(("as_is", "see", "see_glance", "board_link"), [("message", SEED, "")]),
    **_all(("add", "delete", "try_now"), [("view", SEED, STATE)]),
    "day": [("view", "2026-11-19", STATE)],
    "again": [("view", WISH, "")],
    "menu": [("message", f"{what}:ja", "") for what in ("time", "stop", "about")]
    + [("message", f"off:ja:{FRIDAY}:{TEAM}", "")],
    "undo_line": [("message", KEPT, ""), ("view", KEPT, "")],
    "remove_line": [("message", KEPT, ""), ("home", KEPT, "")],
    **_all(("restart", "help_more"), [("message", "ja", "")]),
    **_all(("settings", "home_team", "step_out", "step_in"), [("home", TEAM, "")]),
    **_all(
        ("team_pause", "team_resume", "team_remove", "team_remove_sure", "team_csv", "session_now"),
        [("view", TEAM, SETTINGS)],
    ),
    "setup_more": [("view", "more", SETTINGS)],
    "sheet": [("home", TEAM, "")],
    "sheet_again": [("message", TEAM, ""), ("view", TEAM, OF_THE_SHEET)],
    **_all(("sheet_leave", "sheet_earlier"), [("view", TEAM, OF_THE_SHEET)]),
    "off_longer": [("message", SEED, "")],
    "add_off": [("home", SEED, "")],
    "my_times": [("home", "ja", "")],
    "times_again": [("view", CARRIED, "")],
    "remove_off": [("home", FRIDAY, "")],
    **_all(("home_again", "home_stop", "home_resume"), [("home", "", "")]),
    **_all(("year", "board"), [("home", "", ""), ("message", "", "")]),
    **_all(("begin", "next"), [("message", ROUND, "")]),
    "order": [("message", json.dumps({**json.loads(ROUND), "press": "later"}), "")],
    "board_show": [("message", f"{TEAM}:{CODE}", "")],
    "board_close": [("home", CODE, "")],
    **_all(("my_data_export", "my_data_erase"), [("message", "ja", "")]),
}
"""For each button its places: where it is, its value, and the metadata of its view."""
SAY_NOTHING = {"see", "see_glance", "board_link", "begin"}
"""Clicks without an answer: links, which Slack has opened, and a step that the round has already taken."""

_TICKED = {"selected_options": [{"value": "0"}]}
SUBMISSIONS: Mapping[str, tuple[str, Mapping[str, Json]]] = {
    "kpt": (STATE, {"keep": {"value": "よかった"}}),
    "keep": (_json(line=LINE, language="ja"), {"keep": {"value": "よかった"}, "line": {"value": "よかった"}}),
    "settings": (SETTINGS, {"reminder_time": {"selected_option": {"value": "16:00"}}, "weekdays": _TICKED}),
    "settings_more": (SETTINGS_MORE, {"language": {"selected_option": {"value": "ja"}}}),
    "sheet": (OF_THE_SHEET, {"link": {"value": f"https://docs.google.com/spreadsheets/d/{'a' * 44}/edit"}}),
    "my_times": (CARRIED, {"time": {"selected_option": {"value": "16:00"}}, "weekdays": _TICKED}),
    "days_off": (CARRIED, {"first": {"selected_date": "2026-12-01"}, "last": {"selected_date": "2026-12-02"}}),
}
COMMANDS = {
    **{word: word for word in WORDS},
    "": "",
    "keep a line": "keep Helped by Suzuki",
    "pairing": f"board {CODE}",
    "no word of ours": "konnichiwa",
}
MANIFEST = yaml.safe_load((ROOT / "infra/slack_manifest.yaml").read_text())
SHORTCUTS = sorted({(each["type"], each["callback_id"]) for each in MANIFEST["features"]["shortcuts"]})
EVENTS = sorted(MANIFEST["settings"]["event_subscriptions"]["bot_events"])


def missing() -> set[str]:
    """Actions and forms that the app handles and that are missing here."""
    forms = set(re.findall(r'case "(\w+)"|\| "(\w+)"', inspect.getsource(router._take_in)))
    called = {name for pair in forms for name in pair if name}
    return ({*ACTIONS, "write"} - set(PRESSES)) | (called - set(SUBMISSIONS))


def clicks() -> dict[str, Callable[[Story], Post]]:
    """Functions that make each request, by name. Each first shows 田中 the message or view in which it is pressed."""
    made: dict[str, Callable[[Story], Post]] = {}
    for action, where in PRESSES.items():
        for at, (place, value, metadata) in enumerate(where):
            made[f"press {action} {place} {at}"] = _press(action, place, value, metadata)
    for callback, (metadata, values) in SUBMISSIONS.items():
        made[f"submit {callback}"] = _submit(callback, metadata, values)
    for name, words in COMMANDS.items():
        made[f"command {name or 'alone'}"] = _command(words)
    made["command week in an organisation"] = _command("week", team_id="T9", enterprise_id="E1")
    for kind, callback in SHORTCUTS:
        made[f"shortcut {callback} {kind}"] = _shortcut(kind, callback, "U1")
        made[f"shortcut {callback} {kind} at another's"] = _shortcut(kind, callback, "U2")
    for event in EVENTS:
        made[f"event {event}"] = _event(event)
    return made


def _press(action: str, place: Where, value: str, metadata: str) -> Callable[[Story], Post]:
    def post(story: Story) -> Post:
        workspace = story.workspace
        pressed = {"type": "button", "action_id": action, "block_id": "b", "value": value, "action_ts": "1.0"}
        if place == "message":
            workspace.response_urls.show("U1", "C1", {"text": "…"})
            payload = payloads.block_actions(workspace, "U1", story.ephemeral("U1"), pressed)
        else:
            view = story.tanaka.home if place == "home" else _opened(workspace, metadata)
            payload = payloads.view_action("block_actions", workspace, view) | {"actions": [pressed]}
            payload["trigger_id"] = workspace.surfaces.new_trigger("U1", in_modal=place == "view")
        return requests.interaction(workspace, payload)

    return post


def _opened(workspace: Workspace, metadata: str) -> Any:
    text = {"type": "section", "text": {"type": "plain_text", "text": "…"}}
    title = {"type": "plain_text", "text": ja("form.title")[:24]}
    content = {"type": "modal", "title": title, "blocks": [text], "private_metadata": metadata}
    return workspace.surfaces.open(workspace.surfaces.new_trigger("U1"), content)


def _submit(callback: str, metadata: str, values: Mapping[str, Json]) -> Callable[[Story], Post]:
    def post(story: Story) -> Post:
        payload = payloads.view_action("view_submission", story.workspace, _opened(story.workspace, metadata))
        state = {"values": {name: {"value": {"type": "x", **value}} for name, value in values.items()}}
        payload["view"] |= {"callback_id": callback, "state": state}
        return requests.interaction(story.workspace, payload)

    return post


def _command(words: str, **more: str) -> Callable[[Story], Post]:
    def post(story: Story) -> Post:
        fields = payloads.command(story.workspace, "U1", "/kpt", words, story.channel)
        return requests.form(story.workspace, {**fields, **more})

    return post


def _shortcut(kind: str, callback: str, author: str) -> Callable[[Story], Post]:
    def post(story: Story) -> Post:
        workspace = story.workspace
        if kind == "global":
            return requests.interaction(workspace, payloads.shortcut(workspace, "U1", callback))
        payload = payloads.message_action(workspace, "U1", story.digest(), callback)
        payload["message"] = {"type": "message", "user": author, "ts": "1700000000.000100", "text": "<@U2> がすごい"}
        return requests.interaction(workspace, payload)

    return post


def _event(kind: str) -> Callable[[Story], Post]:
    def post(story: Story) -> Post:
        about: Json = {"channel": "C1", "user": "U1"}
        if kind == "app_home_opened":
            about |= {"tab": "home"}
        if kind == "user_change":
            about = {"user": {"id": "U1", "team_id": "T1", "name": "tanaka", "deleted": True}}
        return requests.event(story.workspace, kind, **about)

    return post
