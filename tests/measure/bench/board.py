"""BOARD: a week's page against the reference, warm and cold; a poll without changes; three hundred people; a long
year."""

import os
import time
from collections import defaultdict
from datetime import date, timedelta
from http.client import HTTPConnection
from statistics import median
from time import perf_counter
from typing import NamedTuple

from itsdangerous import URLSafeTimedSerializer

from shared.clock import SystemClock
from shared.kpt.team.team import Team
from shared.store.engine.firestore import Firestore
from shared.web.signing import Keyring, Viewer
from tests.emulators import fresh_project
from tests.measure.bench import stored
from tests.measure.bench.apps import App, Running, running
from tests.measure.bench.report import Report, Row, compared, ms

KEY, HOST = "the key of the bench", "furikaeri-board.example"
WARM, COLD = 100, 7
NAMES = ("ours", "reference")


class Seen(NamedTuple):
    """An answer, and the seconds that it took."""

    seconds: float
    status: int
    tag: str


class Visit:
    """A browser with the cookie of the board, of a person's year, or of the reference."""

    def __init__(self, name: str) -> None:
        keys, who = Keyring([KEY], SystemClock()), Viewer("T1", "U1")
        cookies = {
            "ours": f"__Host-furikaeri={keys.person(who)}",
            "year": f"__Host-furikaeri-year={keys.person(who, 'year')}",
            "reference": f"reference={URLSafeTimedSerializer(KEY, salt='reference').dumps({'u': 'U1'})!s}",
        }
        self._headers = {"Host": HOST, "Cookie": cookies[name]}

    def get(self, process: Running, path: str, tag: str = "") -> Seen:
        """Get a page."""
        begin = perf_counter()
        connection = HTTPConnection("127.0.0.1", process.port, timeout=60)
        connection.request("GET", path, headers={**self._headers, **({"If-None-Match": tag} if tag else {})})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        assert answer.status in (200, 304), (answer.status, body)
        assert answer.status == 304 or stored.KEEP.partition(",")[0].encode() in body, body
        return Seen(perf_counter() - begin, answer.status, answer.getheader("ETag") or "")


def measure(report: Report) -> None:
    """Measure a week of five people, of three hundred, and one person's year."""
    session = _last_friday()
    week = _apps(stored.team(5), session)
    path = f"/T1-C1/{session}"
    visits = {name: Visit(name) for name in NAMES}
    with running(week["ours"]) as ours, running(week["reference"]) as reference:
        pair = dict(zip(NAMES, (ours, reference), strict=True))
        tags = {name: [visits[name].get(pair[name], path) for _ in range(10)][-1].tag for name in NAMES}
        took: dict[str, list[float]] = defaultdict(list)
        polls: dict[str, list[float]] = defaultdict(list)
        for _ in range(WARM):
            for name in NAMES:
                took[name].append(visits[name].get(pair[name], path).seconds)
                poll = visits[name].get(pair[name], f"{path}/now", tags[name])
                assert poll.status == 304, name
                polls[name].append(poll.seconds)
    part = "Board, a week of five people, of the reference"
    rows = (
        ("warm, p50", took["ours"], took["reference"], 0.8),
        ("a poll of what has not changed, of its page, p50", polls["ours"], took["reference"], 0.5),
        ("the same, of its poll, p50", polls["ours"], polls["reference"], 1.0),
    )
    for what, ours_took, theirs_took, target in rows:
        ratio, seen = compared(ours_took, theirs_took, "reference")
        report.add(Row(part, what, ratio, target, seen=seen))
    cold: dict[str, list[float]] = defaultdict(list)
    for run in range(COLD + 1):
        for name in NAMES:
            with running(week[name]) as process:
                visits[name].get(process, path)
                cold[name] += [time.time() - process.began] if run else []
    ratio, seen = compared(cold["ours"], cold["reference"], "reference")
    report.add(Row(part, f"cold, median of {COLD}", ratio, 0.7, seen=seen))
    many = _apps(stored.team(300), session)
    _of_two_seconds(report, "Board, 300 people, a week", many["ours"], visits["ours"], path)
    alone = _apps(stored.team(1), session, days=5 * 365)
    address = f"/me?from={session - timedelta(5 * 365)}&until={session}"
    _of_two_seconds(report, "One's own year, five of them", alone["ours"], Visit("year"), address)


def _of_two_seconds(report: Report, part: str, app: App, visit: Visit, path: str) -> None:
    with running(app) as process:
        visit.get(process, path)
        seconds = median(visit.get(process, path).seconds for _ in range(3))
    report.add(Row(part, "warm, of two seconds", seconds / 2, 1.0, seen=ms(seconds)))


def _last_friday() -> date:
    """The day of the newest session, which is before today."""
    yesterday = stored.today() - timedelta(1)
    return yesterday - timedelta((yesterday.weekday() - 4) % 7)


def _apps(team: Team, session: date, days: int = 11) -> dict[str, App]:
    """Our board and the reference on the same documents: entries of two weeks or more, with a digest each week."""
    project = fresh_project()
    documents = Firestore(project, "(default)")
    stored.found(documents, team)
    stored.live(documents, team, session - timedelta(days), session)
    environ = {
        "GOOGLE_CLOUD_PROJECT": project,
        "FIRESTORE_EMULATOR_HOST": os.environ["FIRESTORE_EMULATOR_HOST"],
        "BOARD_URL": f"https://{HOST}",
        "BOARD_KEY": KEY,
    }
    return {
        "ours": App("board", "functions/board.py", environ),
        "reference": App("board_reference", "tests/measure/bench/references/board_reference.py", environ),
    }
