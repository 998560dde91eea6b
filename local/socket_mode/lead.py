"""Leads somebody without tokens through Slack's pages, and writes their tokens into ``.env``.

Each token is read without echo and tried at once, so that a wrong one is noticed while its page is still open.
"""

import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from infra.tools.manifest import TEMPLATE, link, socket_manifest
from local.socket_mode.sentences import Ended
from local.socket_mode.tokens import BEGINS, NAMES, Kind, Tokens, missing_scopes, new_address, read_tokens, workspace_of
from shared.i18n.sentences import Sentences
from shared.settings import SLACK

Ask = Callable[[str], str]
"""Asks for a line without echo, as ``getpass`` does."""
LEADS = frozenset({"both_missing", "bot_missing", "app_missing"})
"""The problems that this solves."""


class Lead:
    """``through()`` asks for the missing tokens."""

    def __init__(self, environ: Mapping[str, str], file: Path, words: Sentences, say: Callable[[str], None], ask: Ask):
        """``file``: where the tokens are written, such as ``.env``."""
        self._environ = dict(environ)
        self._file = file
        self._words = words
        self._say = say
        self._ask = ask

    def through(self) -> tuple[Tokens, str | None]:
        """Both tokens, and the address that Slack returned when the app-level token was tried. It serves for one
        connection, and Slack allows few of them a minute. Raises ``EOFError`` where nobody answers."""
        kinds: tuple[Kind, ...] = ("bot", "app")
        missing = [kind for kind in kinds if not self._environ.get(NAMES[kind], "").strip()]
        self._say(self._words("lead_begin", path=self._file))
        if len(missing) == len(NAMES):
            self._make_the_app()
        address = None
        for kind in missing:
            address = self._bring(kind)
        self._say("")
        return read_tokens(self._environ), address

    def _make_the_app(self) -> None:
        manifest = socket_manifest(TEMPLATE.read_text(encoding="utf-8"))
        address = link(manifest)
        if address:
            self._say(self._words("lead_create", link=address))
        else:
            self._say(self._words("lead_create_by_hand") + "\n\n" + manifest)

    def _bring(self, kind: Kind) -> str | None:
        """Ask until Slack accepts a token. For an app-level token, returns the address to connect to."""
        self._say("\n" + self._words(f"lead_{kind}"))
        while True:
            token = self._ask(self._words(f"lead_ask_{kind}")).strip()
            try:
                address = self._tried(kind, token)
            except Ended as ended:
                self._say("   " + self._words(ended.key, **ended.values))
                continue
            self._environ[NAMES[kind]] = token
            self._keep(NAMES[kind], token)
            return address

    def _tried(self, kind: Kind, token: str) -> str | None:
        if not token:
            raise Ended("lead_nothing")
        if not token.startswith(BEGINS[kind]):
            raise Ended(f"{kind}_wrong_kind")
        api = self._environ.get("SLACK_API_URL", "").strip() or SLACK
        if kind == "app":
            return new_address(Tokens(token, self._environ[NAMES["bot"]].strip(), api))
        tokens = Tokens("", token, api)
        workspace = workspace_of(tokens)
        if missing := missing_scopes(tokens):
            raise Ended("bot_scope", scopes=", ".join(missing))
        self._say(self._words("lead_good", workspace=workspace.name, bot=workspace.bot))
        return None

    def _keep(self, name: str, value: str) -> None:
        try:
            keep(self._file, name, value)
        except OSError as error:
            self._say(self._words("lead_not_kept", path=self._file, name=name, code=type(error).__name__))
        else:
            self._say(self._words("lead_kept", path=self._file))


def keep(file: Path, name: str, value: str) -> None:
    """Write a setting into an .env file, which only its owner can read. The rest of the file stays as it is."""
    file = file.resolve()
    text = file.read_bytes().decode("utf-8-sig") if file.exists() else ""
    there = re.compile(rf"^([ \t]*(?:export[ \t]+)?){name}[ \t]*=[^\r\n]*", re.MULTILINE)
    text, found = there.subn(rf"\g<1>{name}={value}", text)
    if not found:
        text += ("" if not text or text.endswith("\n") else "\n") + f"{name}={value}\n"
    new = file.with_name(f"{file.name}.new")
    with suppress(FileNotFoundError):
        new.unlink()
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8", newline="") as out:
        out.write(text)
    new.replace(file)
