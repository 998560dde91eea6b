"""Waking the function that people will click on, a moment before they do."""

from http.client import HTTPException
from urllib.request import urlopen

WITHIN = 5
"""Seconds: an instance that takes longer wakes all the same."""


def warm(url: str) -> bool:
    """Ask for ``GET url``; whether it answered."""
    if not url.startswith(("https://", "http://")):
        return False
    try:
        with urlopen(url, timeout=WITHIN):  # noqa: S310 - the scheme is checked above
            return True
    except (OSError, HTTPException):
        return False
