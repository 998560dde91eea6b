"""Runs gcloud and terraform, and talks to the person at the terminal."""

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from getpass import getpass
from pathlib import Path

INFRA = Path(__file__).parent.parent
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
VALID_FOR = "55m"
"""How long terraform's access token has to be valid. An apply takes ten minutes, and gcloud may return a cached token
with five minutes left. A new token is valid for an hour."""


class Stop(Exception):
    """Ends a tool. Its text says what is missing, and which command mends that."""


@dataclass(frozen=True)
class Done:
    """The result of a command."""

    status: int
    text: str
    errors: str = ""

    @property
    def well(self) -> bool:
        """Whether the command succeeded."""
        return self.status == 0


@dataclass(frozen=True)
class Terminal:
    """What the tools use besides commands: a person, time and the network."""

    ask: Callable[[str], str] = input
    read_secret: Callable[[str], str] = getpass
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    send: Callable[[urllib.request.Request], tuple[int, str]] = lambda request: _send(request)

    def agrees(self, question: str) -> bool:
        """Ask the person. True where they say yes."""
        return self.ask(f"{question} (yes) ").strip().lower() in ("y", "yes", "はい")


def _send(request: urllib.request.Request) -> tuple[int, str]:
    """The status and text of an answer; 0 and the reason where there was none."""
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - our own https address
            return answer.status, answer.read(10_000).decode(errors="replace")
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(10_000).decode(errors="replace")
    except OSError as error:
        return 0, str(error)


def gcloud(*arguments: str, text: str = "") -> Done:
    """Run gcloud without prompts. ``text`` goes to its standard input, which is the way for secrets."""
    command = [_found("gcloud"), *arguments, "--quiet"]
    ended = subprocess.run(command, input=text, capture_output=True, text=True, check=False)  # noqa: S603 - our words
    return Done(ended.returncode, ended.stdout.strip(), ended.stderr.strip())


def need(done: Done, otherwise: str) -> str:
    """What a command printed. Raises ``Stop`` with this sentence and the command's errors where it failed."""
    if not done.well:
        raise Stop(f"{otherwise}\n{done.errors or done.text}".strip())
    return done.text


def terraform(*arguments: str, environment: Mapping[str, str], shown: bool = True) -> Done:
    """Run terraform in infra/, and show its output while it runs, unless ``shown`` is False. It uses gcloud's login, by
    a token that is valid long enough. Raises ``Stop`` where nobody is logged in."""
    process = subprocess.Popen(  # noqa: S603 - our words
        [_found("terraform"), *arguments],
        cwd=INFRA,
        env={**os.environ, "TF_IN_AUTOMATION": "1", "TF_INPUT": "0", **environment, **_login()},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    lines = []
    with process:
        for line in process.stdout or ():
            lines.append(COLOURS.sub("", line))
            if shown:
                say(line.rstrip("\n"))
    return Done(process.returncode, "".join(lines))


def _login() -> dict[str, str]:
    asked = gcloud("config", "config-helper", f"--min-expiry={VALID_FOR}", "--format=value(credential.access_token)")
    return {"GOOGLE_OAUTH_ACCESS_TOKEN": need(asked, "The login has run out: gcloud auth login")}


def is_there(program: str) -> bool:
    """Whether a program is installed."""
    return shutil.which(program) is not None


def _found(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        raise Stop(f"{program} is not installed.")
    return path


def say(sentence: str) -> None:
    """Print a sentence."""
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def words(arguments: Sequence[str]) -> dict[str, str]:
    """The ``NAME=value`` arguments that make passes on, without empty ones."""
    pairs = (argument.partition("=") for argument in arguments)
    return {name: value.strip() for name, _, value in pairs if value.strip()}
