"""Days and times as people write them, in both languages.

Their words and their order are in the catalogues of sentences. A test compares every day of four years with the CLDR.
Importing Babel for this would take a tenth of a cold start.
"""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from shared.i18n.sentences import sentences


def day_label(language: str, day: date) -> str:
    """A day with its weekday, in a sentence or a title: "11/16(月)", "Mon 16 Nov"."""
    return _written(language, "date.with_weekday", day)


def short_day(language: str, day: date) -> str:
    """A day at the beginning of a line, weekday first: "月 11/16", "Mon 16 Nov"."""
    return f"{weekday(language, day)} {plain_date(language, day)}"


def plain_date(language: str, day: date) -> str:
    """A day without its weekday: "11/16", "16 Nov"."""
    return _written(language, "date.plain", day)


def day_with_year(language: str, day: date) -> str:
    """A day with its year: "2026/11/16", "16 Nov 2026"."""
    month = _word(language, "date.months", day.month - 1)
    return sentences(language)("date.with_year", day=day.day, month=month, year=day.year)


def weekday(language: str, day: date) -> str:
    """The weekday of a day, short: "月", "Mon"."""
    return weekday_short(language, day.weekday())


def weekday_short(language: str, number: int) -> str:
    """A weekday in short, 0 being Monday: "金", "Fri"."""
    return _word(language, "date.weekdays", number)


def weekday_name(language: str, number: int) -> str:
    """A weekday in full, 0 being Monday: "金曜日", "Friday"."""
    return _word(language, "date.weekdays_in_full", number)


def clock_time(language: str, moment: time) -> str:  # noqa: ARG001 -- both languages write 17:00, by choice
    """A time of day on the 24-hour clock: "17:00"."""
    return moment.strftime("%H:%M")


def moment_label(language: str, moment: datetime, zone: str) -> str:
    """A moment in a zone: "11/17(火) 17:00", "Tue 17 Nov 17:00"."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{day_label(language, local.date())} {clock_time(language, local.time())}"


def _written(language: str, key: str, day: date) -> str:
    month = _word(language, "date.months", day.month - 1)
    return sentences(language)(key, weekday=weekday(language, day), day=day.day, month=month)


def _word(language: str, key: str, number: int) -> str:
    return sentences(language)(key).split()[number]
