"""A rendered message, and the pieces that several messages share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shared.i18n.sentences import Sentences
from shared.kpt.entry.entry import Texts
from shared.kpt.text.direction import FIRST_STRONG_ISOLATE, POP_ISOLATE, isolated
from shared.slack.blocks.text import Block, bold, literal, plain, rich_text, shortened


@dataclass(frozen=True)
class RenderedMessage:
    """What ``chat.postMessage`` and ``chat.update`` are given."""

    text: str
    blocks: list[Block]


def with_done(keep: str, done: str, say: Sentences) -> str:
    """A Keep, followed by a line with the earlier Try that was done."""
    return "\n".join(filter(None, (keep, say("try.done", try_=done) if done else "")))


def parts_of(texts: Texts, say: Sentences, done: str = "") -> list[tuple[str, str]]:
    """Name and text of each part that is not empty. ``done`` is the earlier Try that was done: it joins the Keep."""
    named = (
        (say("announcement.part_keep"), with_done(texts.keep, done, say)),
        (say("announcement.part_problem"), texts.problem),
        (say("announcement.part_try"), texts.try_),
    )
    return [(name, text) for name, text in named if text]


def render_parts(texts: Texts, say: Sentences, done: str = "") -> list[Block]:
    """Each part with its name in bold and its text below, as typed."""
    return [block for name, text in parts_of(texts, say, done) for block in render_text(name, text)]


def render_text(head: str, text: str) -> list[Block]:
    """A bold heading with somebody's text below."""
    return rich_text([bold(head), plain("\n"), *literal(text)])


def read_parts(texts: Texts, say: Sentences, done: str = "") -> list[str]:
    """The parts as lines of a notification."""
    return [say("announcement.text_part", part=name, text=text) for name, text in parts_of(texts, say, done)]


def title(text: str) -> list[Block]:
    """A bold line."""
    return rich_text([bold(text)])


def named(names: Sequence[str], say: Sentences, room: int, join: str = "join.names") -> str:
    """People's names in one line. Where they take more than ``room`` characters, long names are shortened, so that
    nobody is left out and Slack accepts the message."""

    def joined(names: Iterable[str]) -> str:
        return say(join).join(say("part.head", name=name) for name in names)

    text = joined(names)
    if len(text) <= room:
        return text
    around = len(FIRST_STRONG_ISOLATE + POP_ISOLATE) if any(isolated(name) != name for name in names) else 0
    for_each = room // len(names) - len(say("part.head", name="")) - len(say(join)) - around
    return joined(shortened(name, max(1, for_each)) for name in names)
