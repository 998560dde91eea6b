"""Restores entries that somebody deleted in the console from a copy of the database. docs/operate.md says how.

``python -m infra.tools.restore PROJECT=p FROM=rescue TEAM=T1-C1 DAY=2026-11-24``. It creates only missing documents and
overwrites none, so it may be run again.
"""

import sys
from collections.abc import Iterator
from typing import Any

from google.api_core.exceptions import AlreadyExists
from google.cloud import firestore

from infra.tools.commands import Stop, say, words

HOW = "python -m infra.tools.restore PROJECT=my-project FROM=rescue TEAM=T0123-C0123 DAY=2026-11-24"


def restore(copy: firestore.Client, live: firestore.Client, team: str, day: str) -> int:
    """Create the missing documents of a team's entries of a day. Returns their number.

    An entry's revisions are written before it, as the entry's write starts `announce`.
    """
    made = 0
    for document in _documents(copy, team, day):
        try:
            live.document(document.reference.path).create(document.to_dict() or {}, timeout=10)
            made += 1
        except AlreadyExists:
            continue
    return made


def _documents(copy: firestore.Client, team: str, day: str) -> Iterator[Any]:
    where = firestore.FieldFilter("day", "==", day)
    for entry in copy.collection(f"teams/{team}/entries").where(filter=where).stream(timeout=60):
        yield from entry.reference.collection("revisions").stream(timeout=60)
        yield entry


def main(arguments: list[str]) -> int:
    """Run the tool with its arguments. Returns the exit status."""
    given = words(arguments)
    try:
        if not {"PROJECT", "FROM", "TEAM", "DAY"} <= set(given):
            raise Stop(f"Say what: {HOW}")
        if given["FROM"] == given.get("TO", "(default)"):
            raise Stop("FROM is the copy, not the database itself.")
        copy = firestore.Client(given["PROJECT"], database=given["FROM"])
        live = firestore.Client(given["PROJECT"], database=given.get("TO", "(default)"))
        say(f"{restore(copy, live, given['TEAM'], given['DAY'])} documents are back.")
    except Stop as stop:
        sys.stderr.write(f"{stop}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
