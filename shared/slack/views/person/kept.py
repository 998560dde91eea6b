"""Kept lines: in the day's message and in the person's list; and the form for somebody else's message."""

import json
from collections.abc import Collection, Sequence
from typing import Any

from shared.i18n.dates import short_day, weekday
from shared.i18n.sentences import Sentences, sentences
from shared.kpt.entry.line import LONGEST_OF_A_DAY, MOST_LINES, Line
from shared.kpt.ids import Language
from shared.kpt.messages.reminders import AskForEntry, KeptToday
from shared.kpt.text.direction import isolated
from shared.kpt.text.pages import length
from shared.slack.blocks import fields
from shared.slack.blocks.buttons import button, modal
from shared.slack.blocks.text import (
    Block,
    Element,
    bold,
    context,
    fallback,
    literal,
    ours,
    plain,
    plain_text,
    section,
    shortened,
)
from shared.slack.views.form import View

MOST_IN_FULL = 5
LONGEST_IN_FULL = 200
"""Characters of a line that stands in the message in full: on a phone that is a third of the screen."""
MOST_ROWS = 3
LONGEST_IN_A_LIST = 150
MOST_ON_HOME = 10
FORM, FIELD = "keep", "line"


# In the day's message


def stand_in_full(kept: Sequence[KeptToday]) -> bool:
    """Whether the message shows all lines in full: only then does it offer *Save as it is*."""
    return len(kept) <= MOST_IN_FULL and all(_is_short(each.text) for each in kept)


def _is_short(text: str) -> bool:
    return length(text) <= LONGEST_IN_FULL and text.count("\n") < MOST_ROWS


def kept_lines(message: AskForEntry, say: Sentences) -> list[Block]:
    """The kept lines as a list: at most five, and a note where there are more or where one is cut."""
    if not message.kept:
        return []
    seed = message.seed
    is_of_a_week = any(each.day != seed.day for each in message.kept)
    items = [
        {"type": "rich_text_section", "elements": _item(each, seed.language, with_day=is_of_a_week)}
        for each in message.kept[:MOST_IN_FULL]
    ]
    head = bold(say("session.kept" if is_of_a_week else "reminder.kept"))
    # Below the person's Keeps of the week the lines need a heading; elsewhere the sentence above them serves as one.
    heading = [{"type": "rich_text_section", "elements": [head]}] if message.week else []
    listed: Block = {
        "type": "rich_text",
        "elements": [*heading, {"type": "rich_text_list", "style": "bullet", "elements": items}],
    }
    more = [] if stand_in_full(message.kept) else [context(plain_text(say("reminder.kept_more")))]
    return [listed, *more]


def _item(kept: KeptToday, language: Language, *, with_day: bool) -> list[Element]:
    day = [bold(weekday(language, kept.day)), plain(" ")] if with_day else []
    return [*day, *literal(_brief(kept.text, LONGEST_IN_FULL))]


def _brief(text: str, most: int) -> str:
    if length(text) <= most and text.count("\n") < MOST_ROWS:
        return text
    return shortened(" ".join(text.split()), most)


# A list with Remove


def kept_list(lines: Sequence[Line], team: str, language: Language) -> tuple[str, list[Block]]:
    """All that somebody has kept, in answer to `/kpt keep`. The message's ``text`` is only the heading."""
    say = sentences(language)
    head = say("kept.list" if lines else "kept.list_empty")
    return fallback([head]), [section(head), *listed(lines, team, language, say, MOST_LINES)]


def listed(lines: Collection[Line], team: str, language: Language, say: Sentences, most: int) -> list[Block]:
    """The newest lines first, each with *Remove*."""
    newest = sorted(lines, key=lambda line: (line.at, line.id), reverse=True)[:most]
    return [_with_remove(line, team, language, say) for line in newest]


def _with_remove(line: Line, team: str, language: Language, say: Sentences) -> Block:
    brief = isolated(_brief(line.text, LONGEST_IN_A_LIST))
    text = say("join.marks").join([short_day(language, line.day), brief])
    remove = line_button("remove_line", say("kept.remove"), line, team, language)
    return {**section(text), "block_id": f"line:{line.id}", "accessory": remove}


def line_button(action: str, label: str, line: Line, team: str, language: Language) -> dict[str, Any]:
    """A button about one line."""
    value = {"team": team, "line": line.id, "day": line.day.isoformat(), "language": language}
    return button(action, label, json.dumps(value))


# The form of one field


def other_message_form(name: str, origin: str, language: Language) -> View:
    """The form in which somebody keeps a line about another person's message. ``origin`` is the line's id, so that it
    is kept once."""
    say = sentences(language)
    hint = say("kept.other_hint", name=name) if name else say("kept.other_hint_nobody")
    field = fields.text(FIELD, say("kept.other"), "", LONGEST_OF_A_DAY)
    element = {**field["element"], "multiline": True, "focus_on_load": True}
    return modal(
        say("kept.title"),
        [fields.with_hint({**field, "element": element}, hint)],
        say,
        callback_id=FORM,
        submit=ours(say("kept.submit")),
        private_metadata=json.dumps({"line": origin, "language": language}),
    )
