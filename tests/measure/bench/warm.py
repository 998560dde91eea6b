"""WARM: clicks of one person in a row, and of eight people at once."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from time import perf_counter

from local.slack.outgoing.requests import Post
from tests.measure.bench.apps import App, Running, running
from tests.measure.bench.report import Report, Row, compared, ms, p99
from tests.measure.bench.slack import StandIn

Prepare = Callable[[str], Post]
PEOPLE = tuple(f"U{n}" for n in range(1, 9))


def measure(report: Report, standin: StandIn, apps: Mapping[str, App]) -> None:
    """Measure opening by `/kpt` and submissions, with the apps in turn."""
    names = ("ours", "reference")
    standin.delay(0)
    with running(apps["ours"]) as ours, running(apps["reference"]) as reference:
        pair = dict(zip(names, (ours, reference), strict=True))
        for process in pair.values():
            for _ in range(10):
                process.send(standin.command("U1"))
        for delay, requests, submitting in ((0.0, 200, 1.6), (0.12, 40, 0.2)):
            standin.delay(delay)
            part = f"Warm, Slack {delay * 1000:.0f} ms away, {requests} clicks"
            took = _in_turn(pair, standin, requests, lambda standin: standin.command)
            _compare(report, part, "opening by /kpt", took, 0.9)
            took = _in_turn(pair, standin, requests, _saving)
            _compare(report, part, "a submission", took, submitting)
        standin.delay(0)
        _eight_at_once(report, pair, standin)
        _slow_slack(report, pair["ours"], standin)


def _saving(standin: StandIn) -> Prepare:
    return lambda user: standin.submission(user, f"Kept at {perf_counter()}")


def _in_turn(
    pair: Mapping[str, Running], standin: StandIn, requests: int, prepare: Callable[[StandIn], Prepare]
) -> dict[str, list[float]]:
    """Measure in blocks of ten, so that no form of one app is submitted to the other."""
    took: dict[str, list[float]] = defaultdict(list)
    for _ in range(0, requests, 10):
        for name, process in pair.items():
            process.send(standin.command("U1"))
            took[name] += [process.send(prepare(standin)("U1")) for _ in range(10)]
    return took


def _compare(report: Report, part: str, what: str, took: Mapping[str, list[float]], target: float) -> None:
    ratio, seen = compared(took["ours"], took["reference"], "reference")
    report.add(Row(part, f"{what}, p50, of the reference", ratio, target, seen=seen))
    ours, reference = p99(took["ours"]), p99(took["reference"])
    seen = f"{ms(ours)}, reference {ms(reference)}"
    report.add(Row(part, f"{what}, p99, of the reference", ours / reference, 2 * target, seen=seen))


def _eight_at_once(report: Report, pair: Mapping[str, Running], standin: StandIn) -> None:
    part = "Warm, eight people at once, clicks a second"
    for what, prepare, target in (
        ("opening by /kpt", lambda standin: standin.command, 1.0),
        ("a submission", _saving, 0.75),
    ):
        rates: dict[str, list[float]] = defaultdict(list)
        for _ in range(7):
            for name, process in pair.items():
                process.send(standin.command("U1"))
                posts = {user: [prepare(standin)(user) for _ in range(6)] for user in PEOPLE}
                rates[name].append(_rate(process, list(posts.values())))
        ours, reference = median(rates["ours"]), median(rates["reference"])
        seen = f"{ours:.0f}/s, reference {reference:.0f}/s"
        report.add(Row(part, f"{what}, of the reference", ours / reference, target, at_least=True, seen=seen))


def _rate(process: Running, people: Sequence[Sequence[Post]]) -> float:
    def clicks(posts: Sequence[Post]) -> None:
        for post in posts:
            process.send(post)

    begin = perf_counter()
    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(clicks, people))
    return sum(map(len, people)) / (perf_counter() - begin)


def _slow_slack(report: Report, ours: Running, standin: StandIn) -> None:
    """Measure a submission with a slow Slack. It makes no call to Slack, so it may not get slower."""
    took: dict[float, list[float]] = defaultdict(list)
    for _ in range(10):
        for delay in (0.0, 2.0):
            standin.delay(0)
            ours.send(standin.command("U1"))
            post = standin.submission("U1", f"Kept at {perf_counter()}")
            standin.delay(delay)
            took[delay] += [ours.send(post)]
    ratio, seen = compared(took[2.0], took[0.0], "without")
    report.add(Row("Store-bound", "a submission with Slack 2 s slow, of one without", ratio, 1.25, seen=seen))
