"""Until when the world's holidays and clocks are known: both come with libraries, and end."""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from zoneinfo import TZPATH


def holidays_known_until(country: str) -> int | None:
    """The last year for which the public holidays of an ISO country code are known; None where none are."""
    import holidays

    if country not in holidays.list_supported_countries():
        return None
    return int(holidays.country_holidays(country).end_year)


def zone_rules() -> str:
    """The release of the time zone database that is in use, its year first: ``2025b``, or ``2025.2`` of the package;
    empty where it does not say.

    The system's comes before the package's (https://docs.python.org/3/library/zoneinfo.html#data-sources).
    """
    for folder in map(Path, TZPATH):
        if (folder / "Etc" / "UTC").exists():
            return _said_in(folder / "tzdata.zi")
    try:
        return version("tzdata")
    except PackageNotFoundError:
        return ""


def _said_in(file: Path) -> str:
    """Its first line is ``# version 2025b``."""
    try:
        with file.open(encoding="utf-8") as lines:
            return lines.readline().removeprefix("# version").strip()
    except OSError:
        return ""
