"""The Python that is deployed, and until when Google takes it: https://cloud.google.com/functions/docs/runtime-support"""

from datetime import date

from infra.tools.commands import say

RUNTIME = "python311"
DEPRECATED, LAST_DAY = date(2027, 10, 24), date(2028, 4, 23)
"""The day from which Google calls it deprecated, and the last day on which a function can be deployed with it."""
EARLY = 120
"""Days before the first of the two on which it begins to be said."""


def warn(today: date) -> None:
    """Say so where the days are near."""
    if today > LAST_DAY:
        say(f"Google deploys no {RUNTIME} any more since {LAST_DAY}: bring in a version of Furikaeri that is newer.")
    elif (DEPRECATED - today).days <= EARLY:
        say(
            f"Google deprecates {RUNTIME} on {DEPRECATED}, and deploys it until {LAST_DAY}. Bring in a newer version\n"
            "of Furikaeri before then. What runs goes on running."
        )
