"""Until when the world's holidays and clocks are known: both come with libraries, and end."""

from pathlib import Path
from zoneinfo import TZPATH


def holidays_known_until(country: str) -> int | None:
    """The last year for which the public holidays of an ISO country code are known; None where none are."""
    import holidays

    if country not in holidays.list_supported_countries():
        return None
    return int(holidays.country_holidays(country).end_year)


def zone_rules() -> str:
    """The release of the time zone database that is in use, its year first: ``2025b``; empty where it does not say.

    It is the pinned one (``shared/__init__.py``); without that package, the system's.
    """
    folder = next((folder for folder in map(Path, TZPATH) if (folder / "Etc" / "UTC").exists()), None)
    return _said_in(folder / "tzdata.zi") if folder else ""


def _said_in(file: Path) -> str:
    """Its first line is ``# version 2025b``."""
    try:
        with file.open(encoding="utf-8") as lines:
            return lines.readline().removeprefix("# version").strip()
    except OSError:
        return ""
