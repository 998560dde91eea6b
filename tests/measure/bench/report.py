"""Reports measurements with their targets, on the screen and in build/bench.json."""

import json
import sys
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Row:
    """A measurement and its target. ``at_least``: the target is the lowest good value, else the highest. ``seen``: the
    numbers behind it, as text."""

    part: str
    what: str
    measured: float
    target: float
    at_least: bool = False
    seen: str = ""

    @property
    def ok(self) -> bool:
        """Whether the target is met, rounded to the two places that are shown."""
        measured = round(self.measured, 2)
        return measured >= self.target if self.at_least else measured <= self.target


@dataclass
class Report:
    """All rows so far."""

    rows: list[Row] = field(default_factory=list)

    def add(self, row: Row) -> None:
        """Print a row, and store it."""
        if not self.rows or self.rows[-1].part != row.part:
            say(f"\n{row.part}")
        self.rows.append(row)
        sign, word = "≥" if row.at_least else "≤", "ok" if row.ok else "OVER"
        say(f"  {word:<5}{row.measured:>7.2f}  {sign} {row.target:<5}  {row.what:<58} {row.seen}")

    def write(self, path: Path) -> None:
        """Write the rows as JSON."""
        path.parent.mkdir(exist_ok=True)
        rows = [{**asdict(row), "ok": row.ok} for row in self.rows]
        made = {"made_at": datetime.now(UTC).isoformat(), "rows": rows}
        path.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    @property
    def ok(self) -> bool:
        """Whether every target is met."""
        return all(row.ok for row in self.rows)


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def p99(seconds: list[float]) -> float:
    """The 99th percentile."""
    return sorted(seconds)[max(0, round(len(seconds) * 0.99) - 1)]


def ms(seconds: float) -> str:
    """Seconds as text, in milliseconds."""
    return f"{seconds * 1000:.0f} ms"


def compared(ours: list[float], other: list[float], name: str) -> tuple[float, str]:
    """The ratio of the medians, and both medians as text."""
    a, b = median(ours), median(other)
    return a / b, f"{ms(a)}, {name} {ms(b)}"
