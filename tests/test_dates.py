"""Dates are written out in our code: they are Babel's all the same, on every day of a year."""

from datetime import date, timedelta

import pytest
from babel.dates import format_skeleton, get_day_names

from shared.slack import dates

LOCALES = {"ja": "ja", "en": "en_GB"}
WITH_WEEKDAY = {"ja": "MEd", "en": "MMMEd"}
WITHOUT = {"ja": "Md", "en": "MMMd"}
LEAP_YEAR = [date(2028, 1, 1) + timedelta(days=n) for n in range(366)]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_day_is_written_as_babel_has_it(language: str) -> None:
    locale = LOCALES[language]
    for day in LEAP_YEAR:
        assert dates.day_label(language, day) == format_skeleton(WITH_WEEKDAY[language], day, locale=locale)
        assert dates.plain_date(language, day) == format_skeleton(WITHOUT[language], day, locale=locale)
        assert dates.weekday(language, day) == get_day_names("abbreviated", locale=locale)[day.weekday()]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_weekday_is_called_as_babel_has_it(language: str) -> None:
    names = get_day_names("wide", locale=LOCALES[language])
    assert [dates.weekday_name(language, number) for number in range(7)] == [names[number] for number in range(7)]
