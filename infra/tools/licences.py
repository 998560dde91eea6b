"""Writes docs/licences.md: the licences of the deployed packages. Run it as ``python -m infra.tools.licences``.

It reads the metadata of the installed packages, without the network.
"""

import re
from collections.abc import Iterator
from importlib.metadata import metadata
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PINS, PAGE = ROOT / "requirements.txt", ROOT / "docs" / "licences.md"
AS_SPDX = {
    "Apache 2": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "3-Clause BSD License": "BSD-3-Clause",
    "BSD License": "BSD",
    "MIT License": "MIT",
}
"""How packages write licences, and SPDX's identifiers for them (https://spdx.org/licenses)."""
HEAD = """# Licences

What is deployed is this repository and these packages, pinned with hashes in `requirements.txt`. Each names its \
licence itself. `make licences` writes this page, and a test holds it to the pins.

`make audit` asks whether a weakness of one of them is known. It runs [pip-audit](https://github.com/pypa/pip-audit) \
in an environment of its own, and needs the network; what it could not look up fails it, too. Run it before a \
deployment and after `make pin`; where it names a version that is mended, `make pin`, `make test`, `make deploy`.

| package | version | licence |
|---|---|---|
"""


def page(pins: str) -> str:
    """The page for a file of pinned requirements."""
    return HEAD + "".join(f"| {name} | {version} | {licence(name)} |\n" for name, version in pinned(pins))


def pinned(pins: str) -> Iterator[tuple[str, str]]:
    """The packages of a file of requirements, with their versions."""
    for match in re.finditer(r"^([A-Za-z0-9._-]+)==([^\s;]+)", pins, re.MULTILINE):
        yield match[1], match[2]


def licence(name: str) -> str:
    """The licence of an installed package, as an SPDX identifier where the package has one or ``AS_SPDX`` knows it."""
    about = metadata(name)
    said = next((str(about[key]).strip() for key in ("License-Expression", "License") if key in about), "")
    said = AS_SPDX.get(said, said)
    if re.fullmatch(r"[A-Za-z0-9.+-]+(?: (?:OR|AND) [A-Za-z0-9.+-]+)*", said):
        return said
    classes = [
        str(each).rpartition(" :: ")[2] for each in about.get_all("Classifier") or () if "License ::" in str(each)
    ]
    return " OR ".join(sorted(AS_SPDX.get(each, each) for each in classes)) or "not said"


if __name__ == "__main__":
    PAGE.write_text(page(PINS.read_text()))
