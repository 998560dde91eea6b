"""A stand-in project at Google, a person at the terminal, and `make deploy`."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from infra.tools import deploy
from tests.infra.deploy.stand_ins import WHERE, Cloud, Person, new_project

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def cloud(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cloud]:
    """A new, empty project."""
    project = new_project(tmp_path, monkeypatch)
    yield project
    project.close()


@pytest.fixture
def person() -> Person:
    """A person who deploys and agrees with everything."""
    return Person()


@pytest.fixture
def run(cloud: Cloud, person: Person, capsys: pytest.CaptureFixture[str]) -> Run:
    """Deploys with these arguments and YES=1. Returns the exit status and the output."""

    def deployed(*more: str) -> tuple[int, str]:
        assert cloud
        status = deploy.main([*WHERE, "YES=1", *more], person.terminal())
        said = capsys.readouterr()
        return status, said.out + said.err

    return deployed


def stopped(answer: tuple[int, str]) -> str:
    """The output of a deployment that stopped with a sentence and without a traceback."""
    status, said = answer
    assert status == 1
    assert "Traceback" not in said
    return said
