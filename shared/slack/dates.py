"""Days and times as people write them, in each of our languages (by Babel, from the CLDR)."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Literal
from unicodedata import normalize
from zoneinfo import ZoneInfo

from babel.core import Locale, get_global
from babel.dates import format_skeleton, get_day_names

_LOCALES = {"ja": "ja", "en": "en_GB"}
_WITH_WEEKDAY = {"ja": "MEd", "en": "MMMEd"}
_WITHOUT = {"ja": "Md", "en": "MMMd"}


def day_label(language: str, day: date) -> str:
    """A day with its weekday, for a sentence or a title: "11/16(月)", "Mon 16 Nov"."""
    return format_skeleton(_WITH_WEEKDAY[language], day, locale=_LOCALES[language])


def short_day(language: str, day: date) -> str:
    """A day as the head of a line, weekday first: "月 11/16", "Mon 16 Nov"."""
    return f"{weekday(language, day)} {plain_date(language, day)}"


def plain_date(language: str, day: date) -> str:
    """A day without its weekday, as at either end of a week: "11/16", "16 Nov"."""
    return format_skeleton(_WITHOUT[language], day, locale=_LOCALES[language])


def weekday(language: str, day: date) -> str:
    """The weekday of a day, short: "月", "Mon"."""
    return _weekdays(language, "abbreviated")[day.weekday()]


def weekday_short(language: str, number: int) -> str:
    """A weekday in short, 0 being Monday: "金", "Fri"."""
    return _weekdays(language, "abbreviated")[number]


def weekday_name(language: str, number: int) -> str:
    """A weekday in full, 0 being Monday: "金曜日", "Friday"."""
    return _weekdays(language, "wide")[number]


def clock_time(language: str, moment: time) -> str:  # noqa: ARG001 -- both languages write 17:00, by choice
    """A time of day, to the minute, on 24 hours: "17:00"."""
    return moment.strftime("%H:%M")


def moment_label(language: str, moment: datetime, zone: str) -> str:
    """A moment by the clock of a zone: "11/17(火) 17:00", "Tue 17 Nov 17:00"."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{day_label(language, local.date())} {clock_time(language, local.time())}"


def _weekdays(language: str, width: Literal["abbreviated", "wide"]) -> Mapping[int, str]:
    names: Mapping[int, str] = get_day_names(width, locale=_LOCALES[language])
    return names


def country_of(zone: str) -> str:
    """The ISO code of the country of an IANA zone, as Babel knows it; empty where the zone belongs to none."""
    canonical = get_global("zone_aliases").get(zone, zone)
    country = str(get_global("zone_territories").get(canonical, ""))
    return "" if country in ("001", "ZZ") else country  # the world, and no known place: Etc/UTC


def country_name(language: str, code: str) -> str:
    """A country's name: "日本", "Japan"; the code itself where Babel knows no name, empty where there is none."""
    return str(Locale.parse(_LOCALES[language]).territories.get(code, code))


def country_named(text: str) -> str | None:
    """The ISO code of a country by its code or its name in either language; None where there is no such country."""
    wanted = normalize("NFKC", text).strip().casefold()
    for locale in _LOCALES.values():
        for code, name in Locale.parse(locale).territories.items():
            if len(code) == 2 and wanted in (code.casefold(), normalize("NFKC", name).casefold()):
                return str(code)
    return None
