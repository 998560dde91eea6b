"""GROWTH: how the digest and the reminder grow with years of history, and with the number of members."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from time import perf_counter
from typing import NamedTuple

from shared.kpt.team.team import Team
from shared.store.engine.documents import Delete, Put
from shared.store.engine.firestore import Firestore
from shared.store.repository import Repository
from shared.usecases.ports.world import World
from shared.usecases.reminding.remind import remind_team
from shared.usecases.session.hold import hold_session
from tests.counting import Counting
from tests.emulators import fresh_project
from tests.measure.bench import stored
from tests.measure.bench.report import Report, Row, compared, ms
from tests.measure.bench.slack import StandIn

FRIDAY = date(2026, 11, 20)
"""The session's day, on which the digest is held and the reminder costs most."""
MONDAY = FRIDAY - timedelta(4)
Work = Callable[[World, str], object]
WORKS: dict[str, Work] = {
    "digest": lambda world, team: hold_session(world, team, FRIDAY),
    "reminder": lambda world, team: remind_team(world, team, FRIDAY, None),
}


class Once(NamedTuple):
    """The seconds of a run, those that the store took, and the documents read."""

    seconds: float
    in_store: float
    reads: int


class Bench:
    """A team in its own project, whose functions are run, timed, counted and undone."""

    def __init__(self, standin: StandIn, team: Team, first: date) -> None:
        documents = Firestore(fresh_project(), "(default)")
        stored.found(documents, team)
        stored.live(documents, team, first, FRIDAY - timedelta(1))
        self._team, self._counting = team, Counting(documents)
        world = stored.world(documents, standin.environ())
        self._world = replace(world, store=Repository(lambda: self._counting))

    def once(self, work: Work) -> "Once":
        """Do the work once, measure it, and undo it."""
        counting = self._counting
        counting.created.clear()
        reads, waited, begin = counting.reads, counting.waited, perf_counter()
        assert work(self._world, self._team.id), "nothing was done"
        once = Once(perf_counter() - begin, counting.waited - waited, counting.reads - reads)
        team = counting.store.get([f"teams/{self._team.id}"])[f"teams/{self._team.id}"]
        fields = {name: value for name, value in team.fields.items() if name != "digest_opened_at"}
        counting.store.commit([*map(Delete, counting.created[:400]), Put(team.path, fields)])
        for start in range(400, len(counting.created), 400):
            counting.store.commit(list(map(Delete, counting.created[start : start + 400])))
        return once


def measure(report: Report, standin: StandIn) -> None:
    """Measure growth with history and with members."""
    team = stored.team(10)
    benches = {"years": Bench(standin, team, date(2021, 11, 22)), "week": Bench(standin, team, MONDAY - timedelta(7))}
    for delay, runs in ((0.0, 9), (0.12, 5)):
        standin.delay(delay)
        _history(report, benches, f"Growth with history, Slack {delay * 1000:.0f} ms away", runs)
    standin.delay(0)
    _members(report, standin)


def _history(report: Report, benches: Mapping[str, Bench], part: str, runs: int) -> None:
    """Compare five years with one week, for a team of ten."""
    for name, work in WORKS.items():
        done = _in_turn(benches, work, runs)
        reads = {age: once.reads for age, (once, *_) in done.items()}
        report.add(Row(part, f"{name}, documents read", reads["years"] / reads["week"], 1.0, seen=f"{reads['years']}"))
        own = {age: [once.seconds - once.in_store for once in each] for age, each in done.items()}
        ratio, seen = compared(own["years"], own["week"], "one week")
        report.add(Row(part, f"{name}, time outside the store", ratio, 1.1, seen=seen))
        whole = {age: [once.seconds for once in each] for age, each in done.items()}
        ratio, seen = compared(whole["years"], whole["week"], "one week")
        report.add(Row(part, f"{name}, time with the emulator's, which has no index", ratio, 1.1, seen=seen))


def _members(report: Report, standin: StandIn) -> None:
    part = "Growth with members: what one adds, 30 to 300, of what one adds, 3 to 30"
    standin.add_people(300)
    benches = {str(n): Bench(standin, stored.team(n), MONDAY) for n in (3, 30, 300)}
    for name, work in WORKS.items():
        runs = _in_turn(benches, work, 3)
        reads = {n: float(once.reads) for n, (once, *_) in runs.items()}
        few, many = _added(reads)
        seen = f"{few:.1f} and {many:.1f} a member"
        report.add(Row(part, f"{name}, documents read", many / few, 1.0, seen=seen))
        few, many = _added({n: min(once.seconds for once in each) for n, each in runs.items()})
        report.add(Row(part, f"{name}, time", many / few, 1.3, seen=f"{ms(few)} and {ms(many)} a member"))


def _added(values: Mapping[str, float]) -> tuple[float, float]:
    """What one member adds: from 3 to 30, and from 30 to 300."""
    return (values["30"] - values["3"]) / 27, (values["300"] - values["30"]) / 270


def _in_turn(benches: Mapping[str, Bench], work: Work, runs: int) -> dict[str, list[Once]]:
    """Run the work on each bench in turn. The first run does not count."""
    done: dict[str, list[Once]] = {name: [] for name in benches}
    for run in range(runs + 1):
        for name, bench in benches.items():
            once = bench.once(work)
            done[name] += [once] if run else []
    return done
