"""Which points of the crash matrix are played where playing all of them takes too long: a tenth, another one each day.

``CRASH=all`` (``make crash``) plays all of them; ``CRASH=3`` the tenth of a day whose number ends in 3.
"""

import os
from collections.abc import Sequence
from datetime import UTC, datetime

TENTHS = 10
_WISH = os.environ.get("CRASH", "")
TENTH = int(_WISH) if _WISH.isdecimal() else datetime.now(UTC).toordinal() % TENTHS
NAME = "all points" if _WISH == "all" else f"tenth {TENTH}"
"""Stands in the tests' names, so that a failure can be played again."""


def of_today(points: Sequence[int]) -> Sequence[int]:
    """The points to play."""
    return points if _WISH == "all" else points[TENTH::TENTHS]
