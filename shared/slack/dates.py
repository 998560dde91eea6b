"""Days and times as people write them, in each of our languages.

The words are the CLDR's, written out: a test holds every day of a year to Babel's. Babel itself takes 20 ms to come to
the first date, and that date stands in the form that has to open at once.
"""

from datetime import date, time

_SHORT = {"ja": "月火水木金土日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
_FULL = {
    "ja": tuple(f"{short}曜日" for short in _SHORT["ja"]),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec")


def day_label(language: str, day: date) -> str:
    """A day with its weekday, for a sentence or a title: "11/16(月)", "Mon 16 Nov"."""
    return f"{plain_date(language, day)}({weekday(language, day)})" if language == "ja" else short_day(language, day)


def short_day(language: str, day: date) -> str:
    """A day as the head of a line, weekday first: "月 11/16", "Mon 16 Nov"."""
    return f"{weekday(language, day)} {plain_date(language, day)}"


def plain_date(language: str, day: date) -> str:
    """A day without its weekday, as at either end of a week: "11/16", "16 Nov"."""
    return f"{day.month}/{day.day}" if language == "ja" else f"{day.day} {_MONTHS[day.month - 1]}"


def weekday(language: str, day: date) -> str:
    """The weekday of a day, short: "月", "Mon"."""
    return _SHORT[language][day.weekday()]


def weekday_name(language: str, number: int) -> str:
    """A weekday in full, 0 being Monday: "金曜日", "Friday"."""
    return _FULL[language][number]


def clock_time(language: str, moment: time) -> str:  # noqa: ARG001 -- both languages write 17:00, by choice
    """A time of day, to the minute, on 24 hours: "17:00"."""
    return moment.strftime("%H:%M")


def country_of(zone: str) -> str:
    """The ISO code of the country of an IANA zone, as Babel knows it; empty where the zone belongs to none."""
    from babel.core import get_global  # at first use: setting a team up needs it, opening a form does not

    canonical = get_global("zone_aliases").get(zone, zone)
    country = str(get_global("zone_territories").get(canonical, ""))
    return "" if country in ("001", "ZZ") else country  # the world, and no known place: Etc/UTC
