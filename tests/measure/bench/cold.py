"""COLD: from the start of the process until the form is opened, and until the click is answered."""

import time
from collections import defaultdict
from collections.abc import Mapping
from statistics import median
from typing import Literal, NamedTuple

from tests.measure.bench.apps import App, running
from tests.measure.bench.report import Report, Row, compared
from tests.measure.bench.slack import StandIn

RUNS = 7
Click = Literal["write", "command"]


class Took(NamedTuple):
    """Seconds from the start of the process."""

    opened: float
    answered: float


def measure(report: Report, standin: StandIn, apps: Mapping[str, App], delay: float) -> None:
    """Measure the reminder's *Write* and `/kpt`, with the apps in turn."""
    standin.delay(delay)
    clicks: tuple[Click, ...] = ("write", "command")
    took: dict[tuple[Click, str], list[Took]] = defaultdict(list)
    for run in range(RUNS + 1):
        for click in clicks:
            for name, app in apps.items():
                once = _once(standin, app, click)
                if run:  # the first run fills the disk's cache
                    took[click, name].append(once)
    part = f"Cold, Slack {delay * 1000:.0f} ms away, median of {RUNS}"
    for what, click, field, other, target in (
        ("Write, until the complete form is opened", "write", "opened", "reference", 0.5),
        ("Write, until the complete form is opened", "write", "opened", "bare", 1.25),
        ("Write, until the answer", "write", "answered", "reference", 0.5),
        ("Write, until the answer", "write", "answered", "bare", 1.25),
        ("/kpt, until views.open", "command", "opened", "reference", 0.5),
        ("/kpt, until views.open", "command", "opened", "bare", 1.25),
        ("/kpt, until the answer", "command", "answered", "reference", 1.1),
    ):
        ours, theirs = ([getattr(t, field) for t in took[click, name]] for name in ("ours", other))
        ratio, seen = compared(ours, theirs, other)
        report.add(Row(part, f"{what}, of {other}", ratio, target, seen=seen))
    slowest = max(median(t.answered for t in took[click, "ours"]) for click in clicks)
    report.add(Row(part, "the slower of the two answers, of three seconds", slowest / 3, 1.0))


def _once(standin: StandIn, app: App, click: Click) -> Took:
    post = standin.write("U1") if click == "write" else standin.command("U1")
    before = standin.opened_at(complete=False)
    with running(app) as process:
        process.send(post)
        answered = time.time()
        opened = standin.opened_at(complete=click == "write")
        assert opened is not None, f"{app.name} opened nothing"
        assert opened != before, f"{app.name} opened nothing"
        return Took(opened - process.began, answered - process.began)
