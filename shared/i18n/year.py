"""A person's year as Markdown: Keeps, Tries that were done, and thanks. Who reacted is left out."""

import re
from datetime import date

from shared.i18n.dates import plain_date, short_day
from shared.i18n.sentences import sentences
from shared.kpt.text.runs import Run, runs
from shared.kpt.year.year import Year, YearDay

_MEANS_SOMETHING = re.compile(r"([\\`*_\[\]<>|~])")
_BEGINS_SOMETHING = re.compile(r"^(\s*)([#+=-]|\d+(?=[.)]))", re.MULTILINE)


def month_label(language: str, month: date) -> str:
    """A month with its year."""
    say = sentences(language)
    return say("year.month", year=month.year, month=say("date.months").split()[month.month - 1])


def range_label(year: Year) -> str:
    """The first and the last day."""
    say = sentences(year.language)
    first, last = (say("year.day", year=d.year, day=plain_date(year.language, d)) for d in (year.first, year.last))
    return say("home.range", from_=first, to=last)


def lines_below(day: YearDay, language: str) -> list[str]:
    """The lines below a Keep: the Try that was done, and whom the person thanked."""
    say = sentences(language)
    done = [say("year.done", try_=day.done)] if day.done else []
    names = say("join.names").join(say("part.head", name=name) for name in day.thanked)
    return [*done, *([say("year.thanked", names=names)] if day.thanked else [])]


def markdown(year: Year) -> str:
    """The whole year as Markdown. Typed text is escaped, so that none of it becomes a heading or a list."""
    say = sentences(year.language)
    text = [f"# {say('year.title')}", "", f"{_typed(year.name)} · {range_label(year)}"]
    for month in year.months:
        items: list[str] = []
        for day in month.days:
            head = short_day(year.language, day.day) + (f" · {_typed('#' + day.team)}" if day.team else "")
            below = [_typed(day.keep)] if day.keep else []
            below += [_typed(line) for line in lines_below(day, year.language)]
            items += [f"- **{head}**", *(f"  {line}  " for part in below for line in part.splitlines())]
        for thanks in month.thanks:
            said = say(
                "year.thanks",
                name=thanks.by,
                day=short_day(year.language, thanks.day),
                first_line=thanks.first_line,
            )
            items.append(f"- {_typed(said)}")
        if items:
            text += ["", f"## {month_label(year.language, month.first)}", "", *items]
    if len(text) == len(["title", "", "whose"]):
        text += ["", say("year.empty")]
    return "\n".join(text) + "\n"


def _typed(text: str) -> str:
    return _BEGINS_SOMETHING.sub(r"\1\\\2", "".join(map(_run, runs(text))))


def _run(run: Run) -> str:
    match run.kind:
        case "link":
            return f"<{run.text}>"
        case "emoji":
            return f":{run.text}:"
        case "plain":
            return _MEANS_SOMETHING.sub(r"\\\1", run.text)
