"""From no token to the first message: what is asked, what is tried, what is kept."""

import json
import stat
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from infra.tools.manifest import LONGEST, TEMPLATE, link, socket_manifest
from local.acts import set_up
from local.slack.people.reading import plain
from local.socket_mode.lead import Lead, keep
from local.socket_mode.sentences import words
from local.socket_mode.tokens import Tokens, environment
from shared.i18n.sentences import sentences
from tests.local.socket_mode.conftest import Own
from tests.local.socket_mode.terminal import Shell

MANIFEST = socket_manifest(TEMPLATE.read_text(encoding="utf-8"))
say = words("en")


class Terminal:
    """Somebody who pastes these lines, one a question."""

    def __init__(self, own: Own, pastes: Iterable[str], **environ: str) -> None:
        self.file = own.folder / ".env"
        self.lines: list[str] = []
        self.asked: list[str] = []
        self._pastes = iter(pastes)
        environ = {"SLACK_API_URL": own.slack.url, **environ}
        self._lead = Lead(environ, self.file, say, self.lines.append, self._paste)

    def _paste(self, question: str) -> str:
        self.asked.append(question)
        return next(self._pastes)

    def is_led(self) -> tuple[Tokens, str | None]:
        return self._lead.through()

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def test_slacks_page_is_given_the_whole_manifest_in_its_address() -> None:
    address = urlsplit(link(MANIFEST) or "")
    given = parse_qs(address.query, keep_blank_values=True)
    assert (address.scheme, address.netloc, address.path) == ("https", "api.slack.com", "/apps")
    assert given["new_app"] == ["1"]
    [manifest] = given["manifest_yaml"]
    assert yaml.safe_load(manifest) == yaml.safe_load(MANIFEST)
    assert "#" not in manifest.replace('"#', "")


def test_a_manifest_that_is_too_long_for_an_address_is_none() -> None:
    assert link("name: " + "あ" * LONGEST) is None


def test_both_tokens_are_asked_for_tried_and_kept(off: Own) -> None:
    terminal = Terminal(off, [f"  {off.workspace.token}\n", off.workspace.app_token])
    tokens, address = terminal.is_led()
    assert tokens == off.tokens
    assert address
    assert address.startswith("ws://")
    assert terminal.asked == [say("lead_ask_bot"), say("lead_ask_app")]
    assert (link(MANIFEST) or "no link") in terminal.text
    assert say("lead_good", workspace="example", bot="furikaeri") in terminal.text
    assert off.workspace.token not in terminal.text
    assert off.workspace.app_token not in terminal.text
    assert stat.S_IMODE(terminal.file.stat().st_mode) == 0o600
    assert environment({}, terminal.file) == {"SLACK_BOT_TOKEN": tokens.bot, "SLACK_APP_TOKEN": tokens.app}


def test_the_connection_is_opened_once_so_that_the_address_is_used(off: Own) -> None:
    Terminal(off, [off.workspace.token, off.workspace.app_token]).is_led()
    assert len(off.slack.calls_of("apps.connections.open")) == 1


@pytest.mark.parametrize(
    ("paste", "key"), [("", "lead_nothing"), ("xapp-1", "bot_wrong_kind"), ("xoxb-other", "bot_unknown")]
)
def test_what_does_not_work_is_said_and_asked_for_again(off: Own, paste: str, key: str) -> None:
    terminal = Terminal(off, [paste, off.workspace.token, off.workspace.app_token])
    terminal.is_led()
    assert terminal.asked == [say("lead_ask_bot")] * 2 + [say("lead_ask_app")]
    assert say.raw(key).partition("{")[0] in terminal.text


def test_a_scope_that_is_missing_is_named(off: Own) -> None:
    off.workspace.scopes -= {"im:write", "groups:read", "files:write"}
    terminal = Terminal(off, [off.workspace.token])
    with pytest.raises(StopIteration):
        terminal.is_led()
    assert say("bot_scope", scopes="im:write, groups:read") in terminal.text
    assert not terminal.file.exists()


def test_a_scope_that_the_app_level_token_lacks_is_named(off: Own) -> None:
    off.slack.faults.error("apps.connections.open", "missing_scope")
    terminal = Terminal(off, [off.workspace.token, off.workspace.app_token, off.workspace.app_token])
    terminal.is_led()
    assert "connections:write" in say("app_scope", code="missing_scope")
    assert say("app_scope", code="missing_scope") in terminal.text


def test_only_the_token_that_is_missing_is_asked_for(off: Own) -> None:
    terminal = Terminal(off, [off.workspace.app_token], SLACK_BOT_TOKEN=off.workspace.token)
    assert terminal.is_led()[0] == off.tokens
    assert terminal.asked == [say("lead_ask_app")]
    assert "https://api.slack.com/apps?new_app" not in terminal.text


def test_what_was_taken_before_somebody_left_is_kept(off: Own) -> None:
    terminal = Terminal(off, [off.workspace.token])
    with pytest.raises(StopIteration):
        terminal.is_led()
    assert environment({}, terminal.file) == {"SLACK_BOT_TOKEN": off.workspace.token}


def test_a_file_that_cannot_be_written_stops_nobody(off: Own) -> None:
    terminal = Terminal(off, [off.workspace.token, off.workspace.app_token])
    terminal.file.mkdir()
    assert terminal.is_led()[0] == off.tokens
    assert say("lead_not_kept", path=terminal.file, name="SLACK_BOT_TOKEN", code="IsADirectoryError") in terminal.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "SLACK_BOT_TOKEN=new\n"),
        ("STORE=sqlite:x", "STORE=sqlite:x\nSLACK_BOT_TOKEN=new\n"),
        ("# mine\nSLACK_BOT_TOKEN=\nSTORE=a\n", "# mine\nSLACK_BOT_TOKEN=new\nSTORE=a\n"),
        ("export SLACK_BOT_TOKEN = 'old' # the team's\r\nA=1\r\n", "export SLACK_BOT_TOKEN=new\r\nA=1\r\n"),
        (
            "# SLACK_BOT_TOKEN=a\nMY_SLACK_BOT_TOKEN=b\n",
            "# SLACK_BOT_TOKEN=a\nMY_SLACK_BOT_TOKEN=b\nSLACK_BOT_TOKEN=new\n",
        ),
    ],
)
def test_what_else_stands_in_the_file_stays(tmp_path: Path, before: str, after: str) -> None:
    file = tmp_path / ".env"
    file.write_bytes(before.encode())
    file.chmod(0o644)
    keep(file, "SLACK_BOT_TOKEN", "new")
    assert file.read_bytes().decode() == after
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_that_is_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "settings").write_text("A=1\n")
    (tmp_path / ".env").symlink_to(tmp_path / "settings")
    keep(tmp_path / ".env", "B", "2")
    assert (tmp_path / ".env").is_symlink()
    assert (tmp_path / "settings").read_text() == "A=1\nB=2\n"


def test_from_nothing_to_the_first_message_in_a_terminal(off: Own) -> None:
    with Shell(off, "en_GB.UTF-8") as shell:
        shell.paste(say("lead_ask_bot"), off.workspace.token)
        shell.paste(say("lead_ask_app"), off.workspace.app_token)
        off.wait_until_connected()
        assert set_up(off.tanaka).status == 200
        off.workspace.wait_until(lambda: bool(off.in_channel("welcome")), 20)
        off.workspace.wait_until(lambda: "try_now" in json.dumps(off.tanaka.view.blocks), 20)
        off.tanaka.press_in_view("try_now")
        off.workspace.wait_until(lambda: bool(off.asked()), 20)
    assert sentences("ja")("welcome.stored_here") in plain(off.in_channel("welcome")[0])
    assert say("connected", workspace="example", bot="furikaeri") in shell.text
    assert off.workspace.token not in shell.text
    assert stat.S_IMODE((off.folder / ".env").stat().st_mode) == 0o600
