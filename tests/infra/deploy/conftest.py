"""A project at Google, a person at the terminal, and `make deploy` between them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from infra.tools import deploy
from tests.infra.deploy.stand_ins import WHERE, Cloud, Person, new_project

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def cloud(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cloud]:
    """A new project, in which all is well and nothing is there yet."""
    project = new_project(tmp_path, monkeypatch)
    yield project
    project.close()


@pytest.fixture
def person() -> Person:
    """Who deploys, and agrees with everything."""
    return Person()


@pytest.fixture
def run(cloud: Cloud, person: Person, capsys: pytest.CaptureFixture[str]) -> Run:
    """Deploy with these words, asking nothing; the exit status and all that was said."""

    def deployed(*more: str) -> tuple[int, str]:
        assert cloud
        status = deploy.main([*WHERE, "YES=1", *more], person.terminal())
        said = capsys.readouterr()
        return status, said.out + said.err

    return deployed


def stopped(answer: tuple[int, str]) -> str:
    """What was said where it stopped, with a sentence and without a traceback."""
    status, said = answer
    assert status == 1
    assert "Traceback" not in said
    return said
