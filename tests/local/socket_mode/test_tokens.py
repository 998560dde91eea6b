"""Each token that is missing or wrong: a sentence that says what mends it."""

from pathlib import Path

import pytest

from local.socket_mode.sentences import Ended, words
from local.socket_mode.tokens import Tokens, Workspace, environment, new_address, read_tokens, workspace_of
from shared.i18n.sentences import Language
from tests.local.socket_mode.conftest import Own
from tests.test_sentences import BANNED, placeholders

APP, BOT = {"SLACK_APP_TOKEN": "xapp-1"}, {"SLACK_BOT_TOKEN": "xoxb-1"}


@pytest.mark.parametrize(
    ("environ", "key"),
    [
        ({}, "both_missing"),
        (BOT, "app_missing"),
        (APP, "bot_missing"),
        ({**APP, "SLACK_BOT_TOKEN": "  "}, "bot_missing"),
        ({"SLACK_APP_TOKEN": "xoxb-1", "SLACK_BOT_TOKEN": "xapp-1"}, "swapped"),
        ({**BOT, "SLACK_APP_TOKEN": "xoxb-1"}, "app_wrong_kind"),
        ({**BOT, "SLACK_APP_TOKEN": "abc"}, "app_wrong_kind"),
        ({**APP, "SLACK_BOT_TOKEN": "xoxp-1"}, "bot_wrong_kind"),
        ({**APP, "SLACK_BOT_TOKEN": "xapp-1"}, "bot_wrong_kind"),
    ],
)
def test_what_is_not_there_or_is_no_such_token_is_said_before_slack_is_asked(environ: dict[str, str], key: str) -> None:
    with pytest.raises(Ended) as ended:
        read_tokens(environ)
    assert ended.value.key == key


def test_tokens_are_stripped_and_not_printed() -> None:
    tokens = read_tokens({"SLACK_APP_TOKEN": "xapp-1\n", "SLACK_BOT_TOKEN": " xoxb-1"})
    assert tokens == Tokens("xapp-1", "xoxb-1")
    assert "xapp" not in repr(tokens)
    assert "xoxb" not in repr(tokens)


def test_what_is_not_in_the_environment_is_read_from_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    assert environment(APP, file) == APP
    file.write_text('# SLACK_API_URL=x\nSLACK_APP_TOKEN=xapp-2\nSLACK_BOT_TOKEN = "xoxb-2"\n\nnothing\n')
    read = environment({**APP, "SLACK_BOT_TOKEN": ""}, file)
    assert (read["SLACK_APP_TOKEN"], read["SLACK_BOT_TOKEN"]) == ("xapp-1", "xoxb-2")
    assert "SLACK_API_URL" not in read


@pytest.mark.parametrize(
    "line",
    [
        "SLACK_BOT_TOKEN=xoxb-2",
        "export SLACK_BOT_TOKEN=xoxb-2",
        "SLACK_BOT_TOKEN='xoxb-2' # the team's",
        "\ufeffSLACK_BOT_TOKEN=xoxb-2\r",
    ],
)
def test_the_file_is_read_as_shells_and_editors_write_it(tmp_path: Path, line: str) -> None:
    file = tmp_path / ".env"
    file.write_text(f"{line}\n", encoding="utf-8")
    assert environment({}, file)["SLACK_BOT_TOKEN"] == "xoxb-2"


def test_slack_says_whose_they_are(off: Own) -> None:
    assert workspace_of(off.tokens) == Workspace("example", "furikaeri")
    assert new_address(off.tokens).startswith("ws://127.0.0.1:")


@pytest.mark.parametrize(
    ("error", "bot_key", "app_key"),
    [
        ("invalid_auth", "bot_unknown", "app_unknown"),
        ("account_inactive", "bot_ended", "app_ended"),
        ("token_revoked", "bot_ended", "app_ended"),
        ("missing_scope", "bot_refused", "app_scope"),
        ("not_allowed_token_type", "bot_refused", "app_wrong_kind"),
        ("team_access_not_granted", "bot_refused", "app_refused"),
    ],
)
def test_what_slack_refuses_is_said_of_the_token_that_it_is(off: Own, error: str, bot_key: str, app_key: str) -> None:
    off.slack.faults.error("auth.test", error)
    off.slack.faults.error("apps.connections.open", error)
    with pytest.raises(Ended) as bot:
        workspace_of(off.tokens)
    with pytest.raises(Ended) as app:
        new_address(off.tokens)
    assert (bot.value.key, app.value.key) == (bot_key, app_key)
    assert error in app.value.sentence("en") + bot.value.sentence("ja") or app_key == "app_wrong_kind"


def test_a_token_of_another_app_is_unknown(off: Own) -> None:
    with pytest.raises(Ended, match="app_unknown"):
        new_address(Tokens("xapp-other", off.workspace.token, off.slack.url))


def test_no_network_is_said() -> None:
    with pytest.raises(Ended, match=r"no_network.*ConnectionRefused"):
        workspace_of(Tokens("xapp-1", "xoxb-1", "http://127.0.0.1:9/api/"))


def test_both_languages_say_the_same_things() -> None:
    ja, en = words("ja"), words("en")
    assert ja.keys == en.keys
    for key in ja.keys:
        assert placeholders(ja.raw(key)) == placeholders(en.raw(key)), key


@pytest.mark.parametrize("language", ["ja", "en"])
def test_it_is_said_in_our_voice(language: Language) -> None:
    say = words(language)
    for key in say.keys:
        assert not BANNED[language].search(say.raw(key)), key
        assert "!" not in say.raw(key)
        assert "！" not in say.raw(key)
