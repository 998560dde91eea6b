"""How far the libraries' public holidays and time zone rules reach."""

from pathlib import Path
from zoneinfo import TZPATH


def holidays_known_until(country: str) -> int | None:
    """The last year for which the public holidays of an ISO country code are known; None for an unknown country."""
    import holidays

    if country not in holidays.list_supported_countries():
        return None
    return int(holidays.country_holidays(country).end_year)


def zone_rules() -> str:
    """The release of the time zone database in use, as ``2025b``; empty where it is not known.

    That is the pinned one (``shared/__init__.py``), or the system's where the package is missing.
    """
    folder = next((folder for folder in map(Path, TZPATH) if (folder / "Etc" / "UTC").exists()), None)
    return _said_in(folder / "tzdata.zi") if folder else ""


def _said_in(file: Path) -> str:
    """The release in the file's first line, ``# version 2025b``."""
    try:
        with file.open(encoding="utf-8") as lines:
            return lines.readline().removeprefix("# version").strip()
    except OSError:
        return ""
