"""Renders `/kpt week`: each day of the person's week, with all that was written or with what the empty day is."""

from collections.abc import Iterator

from shared.i18n.dates import short_day
from shared.i18n.sentences import Sentences, sentences
from shared.kpt.entry.entry import Texts
from shared.kpt.entry.my_week import MyDay, MyWeek
from shared.kpt.text.direction import isolated
from shared.kpt.text.pages import SIZES
from shared.slack.blocks.message import RenderedMessage, parts_of, title
from shared.slack.blocks.text import (
    Block,
    Element,
    bold,
    context,
    fallback,
    literal,
    plain,
    plain_text,
    rich_text,
    shortened,
)
from shared.slack.views.person.my_week import what_it_is

ROOM = SIZES[0]
"""Characters for what was written, as in the schedule (shared/slack/views/team/schedule.py)."""
MOST_DAYS = 30
"""Lines: two weeks at most, with one more for each further team in which a day was written."""


def week(mine: MyWeek) -> RenderedMessage:
    """Render the days in order. Long texts are shortened, so that no day is left out."""
    say = sentences(mine.person.language)
    days = mine.days[:MOST_DAYS]
    written = [text for day in days for text in _texts(day)]
    room = ROOM // max(1, len(written))
    head, only_you = say("mine.week"), say("mine.only_you")
    blocks: list[Block] = title(head)
    lines = [head]
    for day in days:
        named = _head(mine, day, say)
        if day.state == "written" and day.entry:
            parts = [(name, shortened(text, room)) for name, text in parts_of(day.entry.texts, say, day.entry.done)]
            blocks += rich_text([bold(named), *_rendered(parts, say)])
            lines += [named, *(say("announcement.text_part", part=name, text=text) for name, text in parts)]
        else:
            blocks += rich_text([bold(named), plain(f" {what_it_is(day, say)}")])
            lines.append(f"{named} {what_it_is(day, say)}")
    if not days:  # the team was set up on a weekend
        blocks += rich_text([plain(say("mine_day.to_come"))])
        lines.append(say("mine_day.to_come"))
    return RenderedMessage(fallback([*lines, only_you]), [*blocks, context(plain_text(only_you))])


def _texts(day: MyDay) -> list[str]:
    texts = day.entry.texts if day.entry and day.state == "written" else Texts()
    return [text for text in (texts.keep, texts.problem, texts.try_) if text]


def _head(mine: MyWeek, day: MyDay, say: Sentences) -> str:
    """The day, and the channel where the person is in several teams."""
    label = short_day(mine.person.language, day.day)
    if len(mine.teams) == 1 or not day.entry:
        return label
    names = {team.id: team.name for team in mine.teams}
    return say("join.marks").join([label, isolated(f"#{names.get(day.entry.team, day.entry.team_name)}")])


def _rendered(parts: list[tuple[str, str]], say: Sentences) -> Iterator[Element]:
    for name, text in parts:
        yield plain(f"\n{say('announcement.text_part', part=name, text='')}")
        yield from literal(text)
