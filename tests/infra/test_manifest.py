"""The Slack app's manifest asks for what the code uses: nothing is missing, nothing is too much."""

import copy
import re
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from infra.tools.manifest import TEMPLATE, NoAddress, main, manifest, socket_manifest
from shared.slack.api.directory import NEEDED
from shared.slack.api.directory import OPTIONAL as MAY_BE_LEFT_OUT
from shared.slack.handlers.command_words import WORDS
from shared.slack.handlers.router import TELLS_OF_TROUBLE
from shared.slack.requests.parsing import CHANNEL_CHANGES, PEOPLES_EVENTS
from tests.infra.reading import ROOT
from tests.infra.slack_manifest_rules import refusals

URL = "https://interaction-123456789.asia-northeast1.run.app"
TEXT = TEMPLATE.read_text()
FILLED: dict[str, Any] = yaml.safe_load(manifest(URL, TEXT))
SCOPES = FILLED["oauth_config"]["scopes"]

# The scopes that a method needs with a bot token: https://docs.slack.dev/reference/methods/NAME ("Bot token").
# Where Slack lists several, one for each kind of conversation, those of the kinds that we use.
NEEDS: dict[str, set[str]] = {
    "auth_test": set(),
    "chat_delete": {"chat:write"},
    "chat_getPermalink": set(),
    "chat_postEphemeral": {"chat:write"},
    "chat_postMessage": {"chat:write"},
    "chat_update": {"chat:write"},
    "conversations_history": {"channels:history", "groups:history", "im:history"},
    "conversations_info": {"channels:read", "groups:read"},
    "conversations_members": {"channels:read", "groups:read"},
    "conversations_open": {"im:write"},
    "conversations_replies": {"channels:history", "groups:history", "im:history"},
    "files_delete": {"files:write"},
    "files_upload_v2": {"files:write"},
    "reactions_get": {"reactions:read"},
    "users_info": {"users:read"},
    "views_open": set(),
    "views_publish": set(),
    "views_push": set(),
    "views_update": set(),
}
OPTIONAL = {"conversations_history", "conversations_replies", "files_delete", "files_upload_v2", "reactions_get"}
"""Called to look up a lost answer, or to erase: a refusal is MayNotLook (shared/slack/api/messenger.py); and to hand a
file over: a refusal is told."""


def called() -> set[str]:
    """The methods of Slack's Web API that the code calls."""
    return {
        method
        for path in (ROOT / "shared/slack").rglob("*.py")
        for method in re.findall(r"_web\.(\w+)", path.read_text())
    } - {"base_url", "token", "timeout"}  # the client's own, for another client


def test_every_method_that_the_code_calls_is_known_here_and_no_other() -> None:
    assert called() == set(NEEDS)


def test_the_scopes_are_those_that_the_code_needs() -> None:
    needed = {scope for method in called() - OPTIONAL for scope in NEEDS[method]}
    optional = {scope for method in OPTIONAL for scope in NEEDS[method]}
    assert set(SCOPES["bot_optional"]) == optional
    assert set(SCOPES["bot"]) == needed | {"commands"} | optional
    assert set(SCOPES) == {"bot", "bot_optional"}


@pytest.mark.parametrize("scope", SCOPES["bot"])
def test_a_scope_says_which_calls_need_it(scope: str) -> None:
    [line] = [
        line
        for line in TEXT.partition("bot:\n")[2].partition("bot_optional:\n")[0].splitlines()
        if f"- {scope} " in line
    ]
    said = {name.replace(".", "_") for name in re.findall(r"\b[a-z]+\.[a-zA-Z]+\b", line.partition("#")[2])}
    needing = {method for method in called() for needed in NEEDS[method] if needed == scope}
    if "files_upload_v2" in needing:  # the library's name for these two, after its upload to an address of Slack's
        needing = needing - {"files_upload_v2"} | {"files_getUploadURLExternal", "files_completeUploadExternal"}
    assert said == needing


@pytest.mark.parametrize("text", [manifest(URL, TEXT), manifest("", TEXT), socket_manifest(TEXT)])
def test_slack_takes_each_form_of_the_manifest(text: str) -> None:
    assert refusals(yaml.safe_load(text)) == []


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (lambda m: m["oauth_config"]["scopes"]["bot"].remove("im:history"), "im:history is optional and not in bot"),
        (lambda m: m["settings"].update(bot_events=[]), "manifest.settings.bot_events is not known"),
        (lambda m: m["features"]["slash_commands"][0].pop("url"), "/kpt has no address"),
        (lambda m: m["features"]["shortcuts"][0].pop("name"), "manifest.features.shortcuts[0].name is missing"),
        (lambda m: m["display_information"].update(name="x" * 36), "manifest.display_information.name is no text"),
    ],
)
def test_the_rules_notice_what_slack_would_refuse(change: Callable[[Any], Any], refusal: str) -> None:
    changed = copy.deepcopy(FILLED)
    change(changed)
    [said] = refusals(changed)
    assert said.startswith(refusal)


def test_the_doctor_looks_for_the_same_scopes() -> None:
    assert [*NEEDED, *MAY_BE_LEFT_OUT] == SCOPES["bot"]
    assert list(MAY_BE_LEFT_OUT) == SCOPES["bot_optional"]


@pytest.mark.parametrize("scope", SCOPES["bot_optional"])
def test_an_optional_scope_says_what_is_lost_without_it(scope: str) -> None:
    [line] = [line for line in TEXT.partition("bot_optional:\n")[2].splitlines() if f"- {scope} " in line]
    assert "# without:" in line


def test_the_command_and_the_shortcut_are_those_that_the_code_answers() -> None:
    [command] = FILLED["features"]["slash_commands"]
    assert command["command"] == "/kpt"
    assert command["should_escape"] is True
    assert sorted(re.findall(r"[\w-]+", command["usage_hint"])) == sorted(WORDS)
    code = (ROOT / "shared/slack/handlers/commands.py").read_text()
    assert [word for word in WORDS if f'"{word}"' not in code] == []
    shortcuts = [(each["type"], each["callback_id"]) for each in FILLED["features"]["shortcuts"]]
    assert shortcuts == [("global", "kpt"), ("message", "keep")]
    router = (ROOT / "shared/slack/handlers/router.py").read_text()
    assert [name for _, name in shortcuts if f'Shortcut(callback="{name}")' not in router] == []


def test_the_events_are_those_that_the_code_acts_upon() -> None:
    acted_upon = TELLS_OF_TROUBLE | CHANNEL_CHANGES.keys() | PEOPLES_EVENTS
    assert set(FILLED["settings"]["event_subscriptions"]["bot_events"]) == acted_upon


def test_people_can_write_to_the_app_and_get_its_messages() -> None:
    home = FILLED["features"]["app_home"]
    assert home["messages_tab_enabled"] is True
    assert home["messages_tab_read_only_enabled"] is False
    assert home["home_tab_enabled"] is True


def test_all_of_slacks_requests_go_to_the_one_function() -> None:
    urls = re.findall(r"https://\S+", yaml.safe_dump(FILLED, width=1000))
    assert set(urls) == {URL}
    assert len(urls) == 3
    assert FILLED["settings"]["interactivity"]["is_enabled"] is True
    assert FILLED["settings"]["socket_mode_enabled"] is False


# Slack's limits: https://github.com/slackapi/manifest-schema, schemas/manifest.schema.2.0.0.json
def test_the_words_fit() -> None:
    information = FILLED["display_information"]
    assert len(information["name"]) <= 35
    assert len(information["description"]) <= 140
    assert 175 <= len(information["long_description"]) <= 4000
    assert re.fullmatch("#[0-9a-f]{6}", information["background_color"])
    [command] = FILLED["features"]["slash_commands"]
    assert len(command["command"]) <= 32
    for shortcut in FILLED["features"]["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150


JAPANESE = re.compile("[ぁ-ん]")


def test_the_app_is_described_in_english_and_below_in_japanese() -> None:
    english, japanese = FILLED["display_information"]["long_description"].split("\n\n")
    assert not JAPANESE.search(english)
    assert JAPANESE.search(japanese)
    assert JAPANESE.search(FILLED["display_information"]["description"])


# https://docs.slack.dev/slack-marketplace: an icon is square, of 512 to 2,000 pixels.
def test_the_apps_face_is_the_pages_drawing_on_the_manifests_colour() -> None:
    width, height, pixels = _png(ROOT / "infra/slack_icon.png")
    assert (width, height) == (1024, 1024)
    drawing = (ROOT / "local/page/static/faces/furikaeri.svg").read_text()
    ground, ink = re.findall('fill="(#[0-9a-f]{6})"', drawing)
    assert ground == FILLED["display_information"]["background_color"]
    seen = {place: "#" + pixels[place[1]][3 * place[0] :][:3].hex() for place in ((0, 0), (1023, 1023), (512, 512))}
    assert seen == {(0, 0): ground, (1023, 1023): ground, (512, 512): ink}, "Slack rounds the corners itself"


def _png(file: Path) -> tuple[int, int, list[bytes]]:
    """Width, height, and the RGB bytes of each row: eight bits, no alpha, no interlace, no filter, one IDAT."""
    data = file.read_bytes()
    width, height, *kind = struct.unpack(">IIBBBBB", data[16:29])
    assert kind == [8, 2, 0, 0, 0]
    (size,) = struct.unpack(">I", data[33:37])
    raw, step = zlib.decompress(data[41 : 41 + size]), 3 * width + 1
    assert not any(raw[::step])
    return width, height, [raw[row * step + 1 : (row + 1) * step] for row in range(height)]


def test_before_it_is_deployed_the_manifest_names_no_address_and_the_same_scopes() -> None:
    first = yaml.safe_load(manifest("", TEXT))
    assert "{URL}" not in manifest("", TEXT).replace("# ", "")
    assert "https" not in yaml.safe_dump(first)
    assert first["oauth_config"] == FILLED["oauth_config"], "so that the app is installed once"
    assert "event_subscriptions" not in first["settings"]
    assert "shortcuts" not in first["features"], "Slack wants an address for them"


@pytest.mark.parametrize("url", ["http://x.run.app", "x.run.app", "https://", f"{URL}?a", f" {URL}", "{URL}"])
def test_an_address_that_slack_cannot_send_to_is_refused(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NoAddress, match="make deploy"):
        manifest(url, TEXT)
    assert main([url]) == 2
    assert capsys.readouterr().out == ""


def test_in_socket_mode_the_app_does_the_same_and_has_no_address() -> None:
    text = socket_manifest(TEXT)
    own = yaml.safe_load(text)
    assert "url:" not in text
    assert "https" not in yaml.safe_dump(own)
    assert own["settings"].pop("socket_mode_enabled") is True
    assert own == _without_addresses(FILLED)


def _without_addresses(value: Any) -> Any:
    """The manifest for HTTP without what only HTTP has."""
    if isinstance(value, dict):
        only_http = ("url", "request_url", "socket_mode_enabled")
        return {name: _without_addresses(inside) for name, inside in value.items() if name not in only_http}
    return [_without_addresses(inside) for inside in value] if isinstance(value, list) else value


def test_an_app_has_an_address_or_a_socket(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([URL, "--socket", "1"]) == 2
    assert "SOCKET=1 or URL=" in capsys.readouterr().err


def test_make_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([f"{URL}/"]) == 0
    assert yaml.safe_load(capsys.readouterr().out) == FILLED
    assert main([]) == 0
    assert "run.app" not in yaml.safe_dump(yaml.safe_load(capsys.readouterr().out))
    assert main(["", "--socket", "1"]) == 0
    assert yaml.safe_load(capsys.readouterr().out)["settings"]["socket_mode_enabled"] is True
