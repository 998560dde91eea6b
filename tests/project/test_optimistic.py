"""Deciding anew where somebody else was faster is written once."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.kpt.errors import Busy, Overtaken, StoreSilent, VersionConflict
from shared.usecases.optimistic import TRIES, from_what_was_read, unless_it_changed, until_it_holds

ROOT = Path(__file__).parents[2]
THE_ONE_PLACE = ROOT / "shared/usecases/optimistic.py"
SOMEBODY_WAS_FASTER = {"VersionConflict", "AlreadyExists", "Overtaken"}


class Attempts:
    """Somebody else is faster so many times."""

    def __init__(self, others: int, error: type[Exception] = VersionConflict) -> None:
        self.others, self.error = others, error
        self.made: list[object] = []

    def __call__(self, known: object = None) -> str:
        self.made.append(known)
        if len(self.made) <= self.others:
            raise self.error("others")
        return "done"


def test_what_nobody_changes_is_decided_once() -> None:
    attempt = Attempts(0)
    assert until_it_holds("it", attempt) == "done"
    assert len(attempt.made) == 1


def test_where_somebody_is_faster_each_time_but_the_last_it_is_done() -> None:
    assert until_it_holds("it", Attempts(TRIES - 1)) == "done"


@pytest.mark.parametrize("gives_up", [Busy, StoreSilent])
def test_where_it_goes_on_it_is_given_up_and_named(gives_up: type[Exception]) -> None:
    attempt = Attempts(TRIES)
    with pytest.raises(gives_up, match="the team keeps changing"):
        until_it_holds("the team", attempt, gives_up=gives_up)
    assert len(attempt.made) == TRIES


def test_a_conflict_of_another_kind_is_not_taken_for_it() -> None:
    with pytest.raises(Overtaken):
        until_it_holds("it", Attempts(1, Overtaken))
    assert until_it_holds("it", Attempts(1, Overtaken), conflict=Overtaken) == "done"


def test_what_is_known_is_read_again_only_after_a_conflict() -> None:
    attempt = Attempts(2)
    assert from_what_was_read("it", 1, attempt, lambda known: known + 1) == "done"
    assert attempt.made == [1, 2, 3]


def test_nothing_is_read_for_a_try_that_is_not_made() -> None:
    attempt, looks = Attempts(TRIES), iter(range(TRIES))
    with pytest.raises(Busy):
        from_what_was_read("it", -1, attempt, lambda _: next(looks))
    assert next(looks) == TRIES - 1


@pytest.mark.parametrize("raised", [Busy, Overtaken])
def test_a_write_of_what_has_changed_lets_the_caller_begin_anew(raised: type[Exception]) -> None:
    with pytest.raises(raised, match="the team has changed"), unless_it_changed("the team", raised):
        raise VersionConflict("others")


def loops_of_their_own(text: str) -> Iterator[int]:
    """The lines of loops that do the same once more where somebody else was faster; a loop over things is none."""
    for loop in ast.walk(ast.parse(text)):
        over_things = isinstance(loop, ast.For) and not (isinstance(loop.target, ast.Name) and loop.target.id == "_")
        if isinstance(loop, ast.For | ast.While) and not over_things:
            caught = (h for node in ast.walk(loop) if isinstance(node, ast.Try) for h in node.handlers if h.type)
            names = {n.id for h in caught for n in ast.walk(h.type) if isinstance(n, ast.Name)}  # type: ignore[arg-type]  # looked at
            if names & SOMEBODY_WAS_FASTER:
                yield loop.lineno


def test_such_a_loop_is_known_by_what_it_catches() -> None:
    text = "for _ in range(3):\n    try:\n        write()\n    except (Busy, VersionConflict):\n        continue\n"
    assert list(loops_of_their_own(text)) == [1]
    assert list(loops_of_their_own(text.replace("for _ in range(3)", "while True"))) == [1]
    assert list(loops_of_their_own(text.replace("VersionConflict", "KeyError"))) == []


def test_nobody_has_such_a_loop_of_their_own() -> None:
    files = (path for house in ("shared", "functions") for path in (ROOT / house).rglob("*.py"))
    found = [
        f"{f.relative_to(ROOT)}:{n}" for f in files if f != THE_ONE_PLACE for n in loops_of_their_own(f.read_text())
    ]
    assert found == []
