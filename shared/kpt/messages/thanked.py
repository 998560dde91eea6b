"""Thanks as the digest and the next message show them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Thanked:
    """Thanks to somebody: ``by`` whom, and the day and first line of the Keep. ``is_done``: the line is an earlier Try
    that was done. ``carried``: the day is from before this week."""

    by: str
    day: date
    first_line: str
    is_done: bool = False
    carried: bool = False
