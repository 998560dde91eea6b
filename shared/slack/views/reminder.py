"""The day's direct message: the reminder, and what was recorded after an answer."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from shared.i18n.dates import clock_time, day_label, weekday, weekday_name
from shared.i18n.sentences import Sentences, question, sentences
from shared.kpt.entry.entry import Texts
from shared.kpt.entry.form_seed import FormSeed
from shared.kpt.messages.reminders import AskForEntry, Glance, KeptLine, Recorded
from shared.kpt.messages.thanked import Thanked
from shared.kpt.text.pages import SIZES, length
from shared.slack.blocks.buttons import actions, button
from shared.slack.blocks.form_metadata import pack, pack_to_write
from shared.slack.blocks.message import RenderedMessage, read_parts, render_parts, title
from shared.slack.blocks.text import (
    Block,
    bold,
    context,
    fallback,
    literal,
    ours,
    plain,
    plain_text,
    rich_text,
    section,
    shortened,
)
from shared.slack.views.person.kept import kept_lines, stand_in_full

LONGEST_LINE = 150
DAYS_OF_A_WEEK = 7
LONGEST_GLANCE = 600
LABEL = 12
"""Characters that a day's name takes."""


def ask(message: AskForEntry, room: int) -> RenderedMessage:
    """The reminder. On the session's day it shows the member's own week."""
    seed = message.seed
    say = sentences(seed.language)
    message = _with_room(message, room)
    thanks = [_thanks(each, seed, say) for each in message.thanks]
    hint = "" if message.kept or (thanks and not message.teaches) else _hint(message, say)
    first_time = say(_first_time(seed), channel=f"#{seed.channel_name}") if message.first_time else ""
    if message.session:
        at = _local_time(message.session, seed)
        head, lock = say("session.title", time=at), say("session.text", time=at)
        body = say("session.body") if message.week or message.kept else say("session.body_empty")
        if message.kept and not message.week:
            body = say("session.body_kept")
    elif message.kept:
        head, lock, body = say("reminder.title"), say("reminder.text_kept"), say("reminder.body_kept")
    else:
        head, lock, body = say("reminder.title"), say("reminder.text"), say("reminder.body")
    lines = [_week_line(kept, seed, say) for kept in message.week]
    blocks = [
        *title(head),
        section(body),
        *_week(message.week, seed, say),
        *kept_lines(message, say),
        *([context(plain_text("\n".join(thanks)))] if thanks else []),
        *([context(plain_text(hint))] if hint else []),
        *([context(plain_text(first_time))] if first_time else []),
        _answers(message, say),
    ]
    return RenderedMessage(fallback([lock, body, *lines, *thanks, hint, first_time]), blocks)


def _thanks(thanks: Thanked, seed: FormSeed, say: Sentences) -> str:
    """Who thanked the member for which day. A day a week ago or more is shown by its date, as a weekday would be
    ambiguous."""
    recent = (seed.day - thanks.day).days < DAYS_OF_A_WEEK
    day = weekday_name(seed.language, thanks.day.weekday()) if recent else day_label(seed.language, thanks.day)
    return say("thanks.received", weekday=day, name=thanks.by)


def _hint(message: AskForEntry, say: Sentences) -> str:
    if message.teaches:
        return say("kept.teach")
    return say("reminder.hint", question=question(message.seed.language, message.seed.day))


def _answers(message: AskForEntry, say: Sentences) -> Block:
    """The answers: three buttons and ⋯ at most, which is one row on a phone."""
    seed = message.seed
    if not message.kept:
        return _buttons(
            _write(seed, say, "button.write"), _quick(seed, say, "quiet"), _quick(seed, say, "off"), _menu(seed, say)
        )
    menu = _menu(seed, say, day_off=True)
    if not stand_in_full(message.kept):
        return _buttons(_write(seed, say, "button.add"), _quick(seed, say, "quiet"), menu)
    as_is = {**_quick(seed, say, "as_is"), "style": "primary"}
    add = {name: value for name, value in _write(seed, say, "button.add").items() if name != "style"}
    return _buttons(as_is, add, _quick(seed, say, "quiet"), menu)


def recorded(message: Recorded, link: str, room: int, see_glance: str) -> RenderedMessage:
    """What was recorded, with the buttons that change it. Long texts are cut, as *Edit* opens them whole. On the
    session's day a teammate's Keep follows."""
    answer = _recorded(message, link, room)
    if message.glance is None:
        return answer
    read, blocks = _glance(message.glance, see_glance, room, sentences(message.seed.language))
    return RenderedMessage(fallback([answer.text, *read]), [*answer.blocks, *blocks])


def _glance(glance: Glance, link: str, room: int, say: Sentences) -> tuple[list[str], list[Block]]:
    """A teammate's Keep, and a link to its announcement."""
    head, name = say("glance.title"), say("part.head", name=glance.name)
    keep = shortened(glance.keep, min(LONGEST_GLANCE, room // 4))
    see = button("see_glance", say("glance.see"), url=link)
    return [head, say("announcement.text_part", part=name, text=keep)], [
        {"type": "divider"},
        context(plain_text(head)),
        *rich_text([bold(name), plain("\n"), *literal(keep)]),
        *([actions("glance", see)] if link else []),
    ]


def _recorded(message: Recorded, link: str, room: int) -> RenderedMessage:
    seed = message.seed
    say = sentences(seed.language)
    see = [_see(link, say)] if link else []
    if message.kind == "written":
        texts, done = _shortened(message, room)
        note = "" if (texts, done) == (message.texts, message.done) else say("done.shortened")
        return RenderedMessage(
            fallback([say("done.written"), note, *read_parts(texts, say, done)]),
            [
                *title(say("done.written")),
                *render_parts(texts, say, done),
                *([context(plain_text(note))] if note else []),
                _buttons(_edit(seed, say), *see, _menu(seed, say)),
            ],
        )
    if message.kind == "deleted":
        text, note, back = say("done.deleted", day=day_label(seed.language, seed.day)), "", "button.write"
    elif message.kind == "quiet":
        note = say("done.quiet_note") if message.told_silent and not message.seen_at else ""
        text, back = say("done.quiet"), "button.write_after_all"
    else:
        text, note, back = say("done.off"), "", "button.write_after_all"
    blocks = [section(text), *([context(plain_text(note))] if note else [])]
    longer = [_quick(seed, say, "off_longer")] if message.kind == "off" else []
    buttons = _buttons(_write(seed, say, back), *longer, *see, _menu(seed, say))
    return RenderedMessage(fallback([text, note]), [*blocks, buttons])


def _shortened(message: Recorded, room: int) -> tuple[Texts, str]:
    """The texts, and the earlier Try that was done. Where they exceed ``room``, each gets an equal share; with the
    smallest room they are left out."""
    texts = message.texts
    parts = (texts.keep, texts.problem, texts.try_, *([message.done] if message.done else []))
    if sum(map(length, parts)) <= room:
        return texts, message.done
    if room == SIZES[-1]:
        return Texts(), ""
    keep, problem, try_, *done = (shortened(text, room // len(parts)) for text in parts)
    return Texts(keep, problem, try_), "".join(done)


def _with_room(message: AskForEntry, room: int) -> AskForEntry:
    """The message with as many of the week's newest days as fit."""
    lines, left = message.week, room
    for number, kept in enumerate(reversed(message.week)):
        left -= min(LONGEST_LINE, length(kept.first_line)) + LABEL
        if left < 0:
            lines = message.week[len(message.week) - number :]
            break
    return replace(message, week=lines)


def _first_time(seed: FormSeed) -> str:
    if not seed.is_announced:
        return "reminder.first_time_off"
    return "reminder.first_time_keep" if seed.only_keep_is_shown else "reminder.first_time"


def _local_time(moment: datetime, seed: FormSeed) -> str:
    return clock_time(seed.language, moment.astimezone(ZoneInfo(seed.zone)).time())


def _week(week: tuple[KeptLine, ...], seed: FormSeed, say: Sentences) -> list[Block]:
    elements = []
    for n, kept in enumerate(week):
        elements += [plain("\n")] if n else []
        elements += [bold(weekday(seed.language, kept.day)), plain(" "), *literal(_line(kept, say))]
    return rich_text(elements)


def _week_line(kept: KeptLine, seed: FormSeed, say: Sentences) -> str:
    return say("session.line", weekday=weekday(seed.language, kept.day), first_line=_line(kept, say))


def _line(kept: KeptLine, say: Sentences) -> str:
    return _short(say("try.done", try_=kept.first_line) if kept.is_done else kept.first_line)


def _short(line: str) -> str:
    return line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1] + "…"


def _buttons(*elements: dict[str, Any]) -> Block:
    return actions("reminder", *elements)


def _write(seed: FormSeed, say: Sentences, label: str) -> dict[str, Any]:
    return button("write", say(label), pack_to_write(seed), style="primary")


def _quick(seed: FormSeed, say: Sentences, action: str) -> dict[str, Any]:
    return button(action, say(f"button.{action}"), pack(replace(seed.offering(None), others={})))


def _edit(seed: FormSeed, say: Sentences) -> dict[str, Any]:
    return {**_quick(seed, say, "edit"), "value": pack(seed)}


def _see(link: str, say: Sentences) -> dict[str, Any]:
    return button("see", say("button.see"), url=link)


def _menu(seed: FormSeed, say: Sentences, *, day_off: bool = False) -> dict[str, Any]:
    off = {"text": ours(say("button.off")), "value": f"off:{seed.language}:{seed.day}:{seed.team}"}
    more = [
        {"text": ours(say(f"menu.{choice}")), "value": f"{choice}:{seed.language}"}
        for choice in ("about", "time", "stop")
    ]
    return {"type": "overflow", "action_id": "menu", "options": [off, *more] if day_off else more}
