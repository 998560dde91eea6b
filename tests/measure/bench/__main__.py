"""`make bench`: all in one run. ``--strict`` ends with 1 where a target is missed; names run these parts only."""

import argparse
import os
import sys
import time

from shared.store.engine.firestore import Firestore
from tests.emulators import fresh_project, running_firestore
from tests.measure.bench import board, cold, fan_out, growth, memory, steps, stored, warm
from tests.measure.bench.apps import ROOT, App
from tests.measure.bench.report import Report, say
from tests.measure.bench.slack import StandIn, slack_of_its_own

PARTS = ("cold", "warm", "growth", "fan_out", "memory", "board", "steps")


def main() -> int:
    """Measure, print the results, and write build/bench.json."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}; without any: all")
    parser.add_argument("--strict", action="store_true", help="end with 1 where a target is missed")
    asked = parser.parse_args()
    if unknown := [part for part in asked.parts if part not in PARTS]:
        raise SystemExit(f"PARTS={' '.join(unknown)} is nothing to measure: choose of {', '.join(PARTS)}.")
    parts, report, begin = asked.parts or PARTS, Report(), time.monotonic()
    with running_firestore() as host, slack_of_its_own() as standin:
        os.environ["FIRESTORE_EMULATOR_HOST"] = host
        apps = _apps(standin) if {"cold", "warm"} & set(parts) else {}
        if "cold" in parts:
            for delay in (0.0, 0.12):
                cold.measure(report, standin, apps, delay)
        if "warm" in parts:
            warm.measure(report, standin, apps)
        if "growth" in parts:
            growth.measure(report, standin)
        if "fan_out" in parts:
            fan_out.measure(report, standin)
        if "memory" in parts:
            memory.measure(report, standin)
        if "board" in parts:
            board.measure(report)
        if "steps" in parts:
            steps.measure(report, standin)
    report.write(ROOT / "build" / "bench.json")
    missed = sum(not row.ok for row in report.rows)
    say(
        f"\n{len(report.rows)} targets, {missed} missed, {time.monotonic() - begin:.0f} s. build/bench.json has it all."
    )
    return 1 if asked.strict and missed else 0


def _apps(standin: StandIn) -> dict[str, App]:
    """The measured apps, each with a team of ten who have written today, and ours with a real reminder."""
    environ = standin.environ()
    projects = {name: fresh_project() for name in ("ours", "reference", "bare")}
    for name in ("ours", "reference"):
        documents = Firestore(projects[name], "(default)")
        team = stored.team(10)
        stored.found(documents, team)
        if name == "ours":
            stored.remind(documents, environ, team)
        stored.answer_today(documents, team)
    sources = {
        "reference": ("reference", "tests/measure/bench/references/reference.py"),
        "ours": ("interaction", "functions/interaction.py"),
        "bare": ("bare", "tests/measure/bench/references/bare.py"),
    }
    return {
        name: App(target, source, {**environ, "GOOGLE_CLOUD_PROJECT": projects[name]})
        for name, (target, source) in sources.items()
    }


if __name__ == "__main__":
    sys.exit(main())
