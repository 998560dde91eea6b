"""The archive that is uploaded is what is tested here: unpacked, with its own pins, started as the buildpack does."""

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
import venv
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from infra.tools.package import package
from local.acts import set_up
from local.google.grids import Spreadsheet
from local.google.scheduler import CloudScheduler
from local.google.sheets import GoogleSheets
from local.slack.api.server import Slack
from local.slack.outgoing.requests import http_sender
from local.slack.people.person import Person
from local.slack.people.reading import plain
from local.slack.state.workspace import Workspace
from shared.clock import SystemClock
from shared.kpt.sheet.rows import COLUMNS
from tests.cloud.test_alone import published, written
from tests.emulators import firestore_emulator, fresh_project
from tests.infra import reading
from tests.infra.reading import FUNCTIONS, ROOT
from tests.infra.unpacked import Function

__all__ = ["firestore_emulator"]
MONDAY_AT_FIVE = datetime(2026, 11, 16, 8, 0, 5, tzinfo=UTC)
REGION = "asia-northeast1"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The sources alone, to be changed."""
    for name in ("functions", "shared"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_the_archive_holds_what_the_functions_need_and_nothing_else(tmp_path: Path) -> None:
    package(ROOT, tmp_path / "a.zip")
    names = ZipFile(tmp_path / "a.zip").namelist()
    assert names == sorted(names)
    assert {name.split("/")[0] for name in names} == {"functions", "shared", "requirements.txt"}
    assert {Path(name).suffix for name in names} == {
        ".py",
        ".toml",
        ".json",
        ".txt",
        ".html",
        ".css",
        ".js",
    }
    assert {"shared/i18n/sentences/ja.toml", "shared/i18n/sentences/en.toml", "shared/pace.json"} <= set(names)
    assert {f"functions/{name}.py" for name in FUNCTIONS} <= set(names)
    tracked = subprocess.run(  # noqa: S603 - our own list
        [shutil.which("git") or "git", "ls-files", "functions", "shared"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split()
    assert not [name for name in tracked if name not in names], "every file of functions/ and shared/ is one of them"


def test_the_same_files_make_the_same_bytes(copy: Path, tmp_path: Path) -> None:
    package(copy, tmp_path / "a.zip")
    (copy / "shared/__pycache__").mkdir(exist_ok=True)
    (copy / "shared/__pycache__/logs.cpython-311.pyc").write_bytes(b"x")
    (copy / "functions/.DS_Store").write_bytes(b"x")
    (copy / "shared/furikaeri.sqlite").write_bytes(b"x")
    for path in copy.rglob("*.py"):
        os.utime(path, (1, 1))
        path.chmod(0o755)
    package(copy, tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    (copy / "functions/reminder.py").write_text("# changed\n")
    package(copy, tmp_path / "c.zip")
    assert (tmp_path / "a.zip").read_bytes() != (tmp_path / "c.zip").read_bytes()


@pytest.fixture(scope="module")
def workspace_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive, unpacked where the buildpack would: with a bin/ of what its requirements.txt alone installs."""
    folder = tmp_path_factory.mktemp("deployed")
    package(ROOT, folder / "furikaeri.zip")
    with ZipFile(folder / "furikaeri.zip") as archive:
        archive.extractall(folder / "workspace")
    venv.create(folder / "layer", with_pip=True)
    # As the buildpack: hashes are checked, as the file has them.
    install = [folder / "layer/bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    arguments = [*map(str, install), "--no-compile", "--requirement", "requirements.txt"]
    done = subprocess.run(  # noqa: S603 - our own pins
        arguments, cwd=folder / "workspace", capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    check = [str(folder / "layer/bin/python"), "-m", "compileall", "-f", "-q", "."]
    subprocess.run(check, cwd=folder / "workspace", check=True)  # noqa: S603 - as the buildpack does
    return folder


BOARD = "https://board.example"


def told(name: str, folder: Path, project: str, workspace: Workspace) -> dict[str, str]:
    """What Terraform tells a function, with the values of this test."""
    values = {
        "${var.firestore_database}": "(default)",
        "${var.project}": project,
        "${var.region}": REGION,
        "${local.interaction_url}": "",
        "${local.sheet_account}": "furikaeri-sheet@p.iam.gserviceaccount.com",
        "${local.board_url}": BOARD,
        "/workspace": str(folder / "workspace"),
    }
    secrets = {"BOARD_KEY": "key", "SLACK_BOT_TOKEN": workspace.token, "SLACK_SIGNING_SECRET": workspace.signing_secret}
    environment = {key: values.get(value, value) for key, value in reading.environment(name).items()}
    assert not [value for value in environment.values() if "$" in value]
    given = reading.functions()[name]["secrets"]
    return environment | {secret: secrets[secret] for secret in given}


@contextmanager
def deployed(
    folder: Path, firestore: str
) -> Iterator[tuple[Workspace, CloudScheduler, GoogleSheets, Callable[..., Function]]]:
    """All that a function meets, and how to start one."""
    offset = (MONDAY_AT_FIVE - datetime.now(UTC)).total_seconds()
    project = fresh_project()
    with ExitStack() as stack:
        workspace = Workspace(SystemClock(offset), trigger_life=60, answer_limit=60)
        slack = stack.enter_context(Slack(workspace))
        scheduler = stack.enter_context(CloudScheduler())
        google = stack.enter_context(GoogleSheets())

        def start(name: str, later: timedelta = timedelta(0)) -> Function:
            stand_ins = {
                "FIRESTORE_EMULATOR_HOST": firestore,
                "CLOUD_SCHEDULER_ENDPOINT": scheduler.endpoint,
                "SLACK_API_URL": slack.url,
                "SHEETS_API_URL": google.url,
                "CLOCK_OFFSET": str(offset + later.total_seconds()),
            }
            function = Function(folder, name, told(name, folder, project, workspace) | stand_ins)
            stack.callback(function.end)
            return function

        yield workspace, scheduler, google, start


def test_each_function_starts_from_the_archive_and_does_its_part(
    workspace_folder: Path, firestore_emulator: str
) -> None:
    with deployed(workspace_folder, firestore_emulator) as (workspace, scheduler, google, start):
        friday = timedelta(days=4)
        running = {name: start(name, friday if name == "digest" else timedelta(0)) for name in FUNCTIONS}
        for function in running.values():
            function.wait()
        url = {name: function.url for name, function in running.items()}
        workspace.add_user("U1", "tanaka", "Tanaka", locale="en-US")
        channel = workspace.add_channel("C1", "ops", ["U1"])
        tanaka = Person(workspace, "U1", http_sender(url["interaction"], limit=60))
        assert _warmed(url["interaction"]) == 204
        assert _board_says(url["board"]).count("/kpt board") == 2, "the code for a room's screen, and one's own link"
        driven = {"interaction", "board"}

        set_up(tanaka)
        written(url["errand"], "errands/welcome-T1-C1")
        assert "A daily look-back starts in this channel." in plain(channel.messages[-1])
        driven.add("errand")

        if "schedule" in url:
            written(url["schedule"], "teams/T1-C1")
            job = scheduler.jobs[_job(running["schedule"], "furikaeri-reminder-1700-asia-tokyo", scheduler)]
            assert json.loads(job.pubsub_target.data) == {"slot": "17:00 Asia/Tokyo"}
            driven.add("schedule")

        published(url["reminder"], team="T1-C1", day="2026-11-16", slot="17:00 Asia/Tokyo")
        tanaka.press(workspace.direct_messages("U1")[-1], "write")
        tanaka.type(keep="Every ticket answered.")
        tanaka.submit()
        driven.add("reminder")

        written(url["announce"], "teams/T1-C1/entries/2026-11-16_U1")
        assert "Every ticket answered." in plain(channel.messages[-1])
        driven.add("announce")

        published(url["digest"], team="T1-C1", day="2026-11-20")
        assert "Every ticket answered." in plain(channel.messages[-1].replies[0])
        driven.add("digest")

        if "sweep" in url:
            published(url["sweep"], team="T1-C1")
            driven.add("sweep")

        file = google.add(Spreadsheet("a-spreadsheet-of-the-team"))
        published(url["sheet"], team="T1-C1", **{"try": {"by": "U1", "id": file.id, "view": ""}})  # type: ignore[arg-type]  # a map in it
        published(url["sheet"], team="T1-C1", day="2026-11-16", user="U1")
        assert file.tabs[-1].values(0, 1, 0, 9) == [list(COLUMNS)], "an entry from before is not in it"
        driven.add("sheet")
    assert driven == set(FUNCTIONS)
    for function in running.values():
        assert "Traceback" not in function.output.decode(), function.name


def _board_says(url: str) -> str:
    """The board's first page, as a browser at its own address asks for it: with the archive's templates."""
    request = urllib.request.Request(url, headers={"Host": BOARD.removeprefix("https://")})  # noqa: S310 - loopback
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - loopback
        page: bytes = answer.read()
    return page.decode()


def _warmed(url: str) -> int:
    """As `reminder` warms it. The store has two seconds to connect, and seven functions start here at a time."""
    end = time.monotonic() + 40
    while True:
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310 - loopback
                status: int = answer.status
                return status
        except urllib.error.HTTPError as error:
            error.close()
            if error.code != 503 or time.monotonic() > end:
                raise


def _job(schedule: Function, job: str, scheduler: CloudScheduler) -> str:
    [name] = [name for name in scheduler.jobs if name.endswith(f"/jobs/{job}")] or [""]
    assert name, (list(scheduler.jobs), schedule.output.decode())
    assert f"/locations/{REGION}/" in name
    return name


@pytest.mark.skipif(os.environ.get("REQUIRE_EMULATORS") != "1", reason="only where everything is required: CI")
def test_ci_runs_the_python_that_is_deployed() -> None:
    [build] = reading.block("google_cloudfunctions2_function", "function")["build_config"]
    assert build["runtime"] == f"python{sys.version_info.major}{sys.version_info.minor}"
