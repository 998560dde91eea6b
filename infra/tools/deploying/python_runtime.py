"""The deployed Python, and until when Google supports it: https://cloud.google.com/functions/docs/runtime-support"""

from datetime import date

from infra.tools.commands import say

RUNTIME = "python311"
DEPRECATED, LAST_DAY = date(2027, 10, 24), date(2028, 4, 23)
"""The day on which Google deprecates the runtime, and the last day on which it can be deployed."""
EARLY = 120
"""Days before the deprecation from which the warning is printed."""


def warn(today: date) -> None:
    """Print a warning where these days are near or past."""
    if today > LAST_DAY:
        say(f"Google deploys no {RUNTIME} any more since {LAST_DAY}: bring in a version of Furikaeri that is newer.")
    elif (DEPRECATED - today).days <= EARLY:
        say(
            f"Google deprecates {RUNTIME} on {DEPRECATED}, and deploys it until {LAST_DAY}. Bring in a newer version\n"
            "of Furikaeri before then. What runs goes on running."
        )
