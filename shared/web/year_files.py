"""Renders the page of a person's own year. It is apart from files.py, so that the week's page need not import it."""

from shared.i18n.dates import short_day
from shared.i18n.sentences import sentences
from shared.i18n.year import lines_below, markdown, month_label, range_label
from shared.kpt.year.span import NAMED
from shared.kpt.year.year import Year
from shared.web.files import names_of, render


def year_page(year: Year, chosen: str, starts: int, *, choose_month: bool) -> str:
    """Render the year. ``starts``: the month in which the fiscal year begins; ``choose_month``: whether the page offers
    to change it."""
    language = year.language
    say = sentences(language)
    return render(
        "year.html",
        say,
        language,
        year=year,
        range=range_label(year),
        named=NAMED,
        chosen=chosen,
        starts=starts,
        choose_month=choose_month,
        months=[(n, say("date.months").split()[n - 1]) for n in range(1, 13)],
        label=lambda month: month_label(language, month),
        day=lambda day: short_day(language, day),
        below=lambda day: lines_below(day, language),
        reacted=lambda month: say("focus.reacted", names=names_of(month.reacted, say)),
        markdown=markdown(year),
    )
