"""STEPS: the time from a press of a button on the digest's parent until Slack shows the step, in a warm function."""

from datetime import timedelta
from statistics import median

from shared.clock import SystemClock
from shared.kpt.schedule.session import Session
from shared.store.engine.firestore import Firestore
from shared.usecases.session.hold import post_session
from tests.emulators import fresh_project
from tests.measure.bench import stored
from tests.measure.bench.apps import App, running
from tests.measure.bench.report import Report, Row, ms
from tests.measure.bench.slack import StandIn

PEOPLE = 10
AWAY = 0.12
"""Seconds that Slack takes to answer."""


def measure(report: Report, standin: StandIn) -> None:
    """Measure a round through a digest of ten people."""
    documents, team = Firestore(project := fresh_project(), "(default)"), stored.team(PEOPLE)
    stored.found(documents, team)
    today = stored.today()
    stored.live(documents, team, today - timedelta(7), today - timedelta(1))
    standin.delay(0)
    world = stored.world(documents, standin.environ())
    coming = today + timedelta((4 - today.weekday()) % 7)
    assert post_session(world, team, Session(coming, today, SystemClock().now())), "nothing was posted"
    app = App("interaction", "functions/interaction.py", {**standin.environ(), "GOOGLE_CLOUD_PROJECT": project})
    with running(app) as process:
        for _ in range(10):
            process.send(standin.command("U1"))
        standin.delay(AWAY)
        seconds = []
        for step in range(PEOPLE):
            before = standin.head()
            seconds.append(process.send(standin.step("U1", "next" if step else "begin")))
            assert standin.head() != before, "the head shows nothing new"
    standin.delay(0)
    slowest, usual = max(seconds), median(seconds)
    part = f"The round, Slack {AWAY * 1000:.0f} ms away"
    report.add(Row(part, "a step until it is shown, of one second", usual, 1.0, seen=ms(usual)))
    report.add(Row(part, "the slowest, of one second", slowest, 1.0, seen=ms(slowest)))
