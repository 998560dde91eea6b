"""A day of one's own week in words: for App Home and `/kpt week`."""

from shared.i18n.sentences import Sentences
from shared.kpt.entry.my_week import MyDay
from shared.slack.blocks.text import shortened

LONGEST_LINE = 150


def what_it_is(mine: MyDay, say: Sentences) -> str:
    """The first line of what was written on a day, or what the empty day is."""
    if mine.state == "written":
        return shortened(say("try.done", try_=mine.done) if mine.done else mine.first_line, LONGEST_LINE)
    return say(f"mine_day.{mine.state}", holiday=mine.holiday)
