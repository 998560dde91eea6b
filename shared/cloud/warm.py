"""Wakes `interaction` a moment before people click."""

from http.client import HTTPException
from urllib.request import urlopen

WITHIN = 5
"""Seconds. An instance that takes longer wakes all the same."""


def warm(url: str) -> bool:
    """Send ``GET url``. Returns whether it answered."""
    if not url.startswith(("https://", "http://")):
        return False
    try:
        with urlopen(url, timeout=WITHIN):  # noqa: S310 - the scheme is checked above
            return True
    except (OSError, HTTPException):
        return False
