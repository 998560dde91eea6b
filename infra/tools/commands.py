"""gcloud and terraform: run, listened to, and understood where they fail."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

INFRA = Path(__file__).parent.parent
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class Stop(Exception):
    """What is missing, and the command that mends it, in sentences."""


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    status: int
    text: str
    errors: str = ""

    @property
    def well(self) -> bool:
        """Whether it did what it should."""
        return self.status == 0


def gcloud(*arguments: str, text: str = "") -> Done:
    """Run gcloud, quietly; ``text`` is what it reads from its standard input: secrets go there."""
    command = [_found("gcloud"), *arguments, "--quiet"]
    ended = subprocess.run(command, input=text, capture_output=True, text=True, check=False)  # noqa: S603 - our words
    return Done(ended.returncode, ended.stdout.strip(), ended.stderr.strip())


def need(done: Done, otherwise: str) -> str:
    """What a command printed; where it failed, ``Stop`` with a sentence and its own last words."""
    if not done.well:
        raise Stop(f"{otherwise}\n{done.errors or done.text}".strip())
    return done.text


def terraform(*arguments: str, environment: Mapping[str, str], shown: bool = True) -> Done:
    """Run terraform in infra/; what it says is shown as it comes, and kept."""
    process = subprocess.Popen(  # noqa: S603 - our words
        [_found("terraform"), *arguments],
        cwd=INFRA,
        env={**os.environ, "TF_IN_AUTOMATION": "1", "TF_INPUT": "0", **environment},
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


def is_there(program: str) -> bool:
    """Whether it can be run here."""
    return shutil.which(program) is not None


def _found(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        raise Stop(f"{program} is not installed.")
    return path


def say(sentence: str) -> None:
    """Tell the person at the terminal."""
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def words(arguments: Sequence[str]) -> dict[str, str]:
    """``NAME=value`` arguments, as make hands them on; empty ones are left out."""
    pairs = (argument.partition("=") for argument in arguments)
    return {name: value.strip() for name, _, value in pairs if value.strip()}
