"""The names of log events stand in one place: whoever logs takes them from there, whoever waits for one means those."""

import ast
import json
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from shared.log_events import LogEvent
from shared.logs import Log
from tests.infra.reading import FUNCTIONS

ROOT = Path(__file__).parents[2]
NAMES = {str(event) for event in LogEvent}
CODE = {
    path: ast.parse(path.read_text()) for folder in ("functions", "shared") for path in (ROOT / folder).rglob("*.py")
}
OPERATE = (ROOT / "docs/operate.md").read_text()
ABOUT = {name.partition(".")[0] for name in NAMES}
NO_EVENTS = {"reminder.before"}
"""A field of a document, which is written as an event is."""


def named_in(text: str) -> set[str]:
    """What a text calls an event: a query of the log, and a name between backticks whose first word is an event's."""
    told = {name for name in re.findall(r"`([a-z_]+\.[a-z_]+)`", text) if name.partition(".")[0] in ABOUT}
    files = {name for name in told if name.endswith((".py", ".json", ".md", ".sqlite"))}
    return (told | set(re.findall(r'jsonPayload\.message=\\?"([^"\\]+)', text))) - files - NO_EVENTS


def logged() -> Iterator[tuple[str, ast.expr]]:
    """Each call that logs, where it is, and what it names."""
    for path, tree in CODE.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args:
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if called == "log":
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node.args[0]


def members(expression: ast.AST) -> set[str]:
    return {
        node.attr
        for node in ast.walk(expression)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "LogEvent"
    }


def test_whoever_logs_names_an_event_from_there() -> None:
    assert [where for where, named in logged() if not members(named)] == []


def test_every_event_is_logged_somewhere() -> None:
    used = {name for _, named in logged() for name in members(named)}
    assert {event.name for event in LogEvent} == used


def test_an_event_is_called_as_it_is_written() -> None:
    assert {event.name for event in LogEvent} == {name.replace(".", "_").upper() for name in NAMES}
    assert all(re.fullmatch(r"[a-z_]+\.[a-z_]+", name) for name in NAMES)


def test_every_function_tells_of_itself_under_its_own_name() -> None:
    assert set(FUNCTIONS) <= ABOUT


def test_what_the_deployment_waits_for_is_logged() -> None:
    files = [path for kind in ("*.tf", "*.py") for path in (ROOT / "infra").rglob(kind)]
    waited_for = set().union(*(named_in(path.read_text()) for path in files))
    assert len(waited_for) >= 7
    assert waited_for - NAMES == set()


def test_what_the_pages_name_is_logged() -> None:
    pages = [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")]
    assert set().union(*(named_in(page.read_text()) for page in pages)) - NAMES == set()


def test_a_name_that_is_not_logged_is_found_in_either_form() -> None:
    assert named_in("`sweep.dnoe` and `sweep.py`") == {"sweep.dnoe"}
    assert named_in('jsonPayload.message=\\"gone.away\\"') == {"gone.away"}
    assert named_in('jsonPayload.message="gone.away"') == {"gone.away"}


def test_every_event_is_explained_to_whoever_operates_it() -> None:
    assert NAMES - named_in(OPERATE) == set()


def test_an_event_is_written_by_its_name() -> None:
    stream = StringIO()
    Log(stream)(LogEvent.SWEEP_DONE, teams=3)
    assert json.loads(stream.getvalue()) == {"severity": "INFO", "message": "sweep.done", "teams": 3}
