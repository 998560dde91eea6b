"""The win session's digest: the message that opens it, a reply a member, and the last reply."""

from collections.abc import Iterator, Sequence
from datetime import date

from shared.i18n.dates import clock_time, plain_date, short_day, weekday
from shared.i18n.sentences import Sentences, sentences
from shared.i18n.thanks import thanks_line
from shared.kpt.messages.digests import DigestParent, DigestPart, Invitation, KeepOfDay, Marks
from shared.kpt.team.team import Language
from shared.kpt.text.pages import SIZES
from shared.slack.blocks.message import RenderedMessage, named, title, with_done
from shared.slack.blocks.text import (
    Block,
    bold,
    context,
    fallback,
    literal,
    plain,
    plain_text,
    rich_text,
    section,
)
from shared.slack.views import lead

FOR_AWAY = 1900
"""Characters of a context element: Slack refuses more than 2,000."""


def parent(message: DigestParent, room: int) -> RenderedMessage:
    """The dates and the order of speaking. While the round runs it shows who tells now; otherwise the rule of the first
    kind word."""
    say = sentences(message.language)
    first, last = plain_date(message.language, message.first), plain_date(message.language, message.last)
    one_day = "_day" if first == last else ""
    dates = {"from": first, "to": last, "day": last}
    head = say(f"digest.title{one_day}", **dates)
    names = named(message.order, say, room // 2, "join.order")
    order = f"{say('digest.order')} {names}" if names else ""
    off = {"digest.away": message.away, "digest.away_with_keeps": message.away_with_keeps}
    away = [say(key, names=named(who, say, min(FOR_AWAY, room // 5))) for key, who in off.items() if who]
    closes = say("digest.open", time=clock_time(message.language, message.open_until)) if message.open_until else ""
    lines = [plain_text(text) for text in (*away, closes) if text]
    in_order = rich_text([bold(say("digest.order")), plain(f" {names}")]) if names else []
    if message.lead and message.lead.state not in ("before", "none"):
        told = lead.said(message.lead, message, say, room)
        blocks = [*title(head), *told.blocks, lead.buttons(message.lead, say), *in_order, *map(context, lines)]
        return RenderedMessage(fallback([head, told.text, order, *away, closes]), blocks)
    body = say("digest.body") if message.has_keeps else say("digest.empty")
    word = say("digest.first_word") if len(message.order) > 1 else ""
    blocks = [
        *title(head),
        section(body),
        *in_order,
        *([section(word)] if word else []),
        *map(context, lines),
        *([lead.buttons(message.lead, say)] if message.lead and lead.has_buttons(message.lead) else []),
    ]
    lock = say(f"digest.text{one_day}", **dates) if message.has_keeps else head
    return RenderedMessage(fallback([lock, body, order, word, *away, closes]), blocks)


def part(message: DigestPart) -> RenderedMessage:
    """One member's Keeps of the week, day by day."""
    say = sentences(message.language)
    head = say("part.continued" if message.continued else "part.head", name=message.name)
    marks = _marks(message.marks, message.language, say)
    days = [(_day(keep, say, message), with_done(keep.keep, keep.done, say)) for keep in message.keeps]
    thanks = [thanks_line(message.language, each) for each in message.thanks]
    blocks: list[Block] = title(head)
    for label, keep in days:
        blocks += rich_text([bold(label), plain(" "), *literal(keep)])
    blocks += rich_text(literal("\n".join(thanks))) if thanks else []
    if marks:
        blocks.append(context(plain_text(marks)))
    return RenderedMessage(fallback([head, *(f"{label} {keep}" for label, keep in days), *thanks, marks]), blocks)


def _day(keep: KeepOfDay, say: Sentences, message: DigestPart) -> str:
    label = say("part.day", date=short_day(message.language, keep.day))
    return say("part.carried", date=label) if keep.carried else label


def _marks(marks: Marks, language: Language, say: Sentences) -> str:
    def days(of: Sequence[date]) -> str:
        return say("join.days").join(weekday(language, day) for day in of)

    named = (("part.quiet", marks.quiet), ("part.off", marks.off), ("part.holiday", marks.holiday))
    return say("join.marks").join(say(key, days=days(of)) for key, of in named if of)


def invitation(message: Invitation, room: int = SIZES[0]) -> RenderedMessage:
    """Asks the members without a Keep how their week was, and shows the marks of their days."""
    say = sentences(message.language)
    asked = {"part.invite": message.names, "part.away_week": message.away_all_week}
    lines = [say(key, names=named(who, say, room // 2)) for key, who in asked.items() if who]
    marks = [say("part.marks", name=n, marks=_marks(each, message.language, say)) for n, each in message.marks]
    blocks = [block for text in lines for block in rich_text([plain(text)])]
    return RenderedMessage(fallback([*lines, *marks]), [*blocks, *_small_type(marks, say, room // 3)])


def _small_type(lines: Sequence[str], say: Sentences, room: int) -> Iterator[Block]:
    """Lines as context blocks, each with as many as fit. Lines beyond ``room`` characters are left out, and a line says
    so."""
    texts = [""]
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            texts.append(say("schedule.cut"))
            break
        if len(texts[-1]) + len(line) < FOR_AWAY:
            texts[-1] += f"\n{line}" if texts[-1] else line
        else:
            texts.append(line)
    yield from (context(plain_text(text)) for text in texts if text)
