"""Thanks, as the digest and the next message tell them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Thanked:
    """That somebody was thanked: by whom, and for which day's Keep, of which this is the first line. ``is_done``: that
    is an earlier Try; ``carried``: it was written after the session before."""

    by: str
    day: date
    first_line: str
    is_done: bool = False
    carried: bool = False
