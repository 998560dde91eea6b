"""Thanks in one line, for the digest and the board."""

from shared.i18n.dates import short_day, weekday
from shared.i18n.sentences import sentences
from shared.kpt.messages.thanked import Thanked
from shared.kpt.text.pages import first, length

LONGEST_LINE = 150
"""Characters of the Keep's first line."""


def thanks_line(language: str, thanks: Thanked) -> str:
    """Who thanks, on which day, and for what. A day from before this week has its date."""
    say = sentences(language)
    day = short_day(language, thanks.day) if thanks.carried else weekday(language, thanks.day)
    line = say("try.done", try_=thanks.first_line) if thanks.is_done else thanks.first_line
    shown = line if length(line) <= LONGEST_LINE else first(line, LONGEST_LINE - 1) + "…"
    return say("part.thanks", name=thanks.by, weekday=day, first_line=shown)
