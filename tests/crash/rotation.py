"""Chooses which points are played where all of them take too long: a share of them, another one each day.

``CRASH=all`` (``make crash``) plays all of them; ``CRASH=739214`` those of the day with that number.
"""

import os
from collections.abc import Sequence
from datetime import UTC, datetime

_WISH = os.environ.get("CRASH", "")
DAY = int(_WISH) if _WISH.isdecimal() else datetime.now(UTC).toordinal()
NAME = "all points" if _WISH == "all" else f"CRASH={DAY}"
"""Part of the tests' names, so that a failure can be repeated."""


def of_today(points: Sequence[int], parts: int) -> Sequence[int]:
    """The points to play: today's of so many parts."""
    return points if _WISH == "all" else points[DAY % parts :: parts]
