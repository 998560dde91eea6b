"""Splits what people typed into links, emoji and plain text, as Slack shows it.

Where a link ends follows common linkifiers: GitHub's rule for trailing punctuation, linkify-it's for brackets, and
Twitter's for languages written without spaces. Libraries do not fit: they take "です" and 「」 as part of the address.
The app does not know a workspace's emoji, so an emoji is recognised by the form of its name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

LONGEST_URL = 3000
"""Slack accepts no longer address."""


@dataclass(frozen=True)
class Run:
    """A piece of a text. ``text`` is as typed; for an emoji it is the name without its colons."""

    kind: Literal["plain", "link", "emoji"]
    text: str


def runs(text: str) -> Iterator[Run]:
    """The pieces of a text in their order. Only the colons of emoji are left out."""
    end = 0
    for start, stop in _links(text):
        yield from _emoji_and_plain(text, end, start)
        yield Run("link", text[start:stop])
        end = stop
    yield from _emoji_and_plain(text, end, len(text))


# Links

# Japanese, Chinese, Korean, Thai, Lao, Khmer and Burmese: their words follow an address without a space.
_UNSPACED = (
    r"\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3041-\u309a\u309d-\u309f\u30a1-\u30fa"
    r"\u30fc-\u312f\u3131-\u318e\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    r"\U00020000-\U0003ffff"
)
# Particles and the like that continue a sentence after an address ending in a slash.
_PARTICLES = r"をはがにでとのもへやかだっなねよまさ"
# A letter or digit of a language that is written with spaces; nothing full-width.
_WORD = rf"(?:[^\W{_UNSPACED}\uff00-\uffef]|[\u0300-\u036f])"
_LABEL = rf"(?:{_WORD}(?:(?:{_WORD}|-)*{_WORD})?|[{_UNSPACED}](?:[\w-]*[^\W_])?)"
# A domain in any script with an ASCII top-level domain; localhost or a company's own host name; an IPv6 address.
_HOST = rf"(?:{_LABEL}\.)+[a-z]{{2,63}}(?![a-z0-9-])|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]"
_TRAILING = ".,;:!?'([{"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_MARKUP = "*_~'"
"""If one of these precedes an address, the next one ends it: ``*https://example.com*``."""


@cache
def _url() -> re.Pattern[str]:
    """Compiled at first use: a cold first click shows no text that somebody typed."""
    ascii_mark = r"[\-._~:/?#@!$&*+,;=%'()\[\]{}]"
    segment = rf"(?:(?<=[/=#_-])|(?<=_\())(?![{_PARTICLES}])[{_UNSPACED}]+"  # /wiki/振り返り, but not /aを見て
    rest = rf"(?:(?![,;]+https?://)(?:{_WORD}|{ascii_mark}|{segment}))*"
    return re.compile(
        rf"(?<![a-z0-9])https?://(?:[a-z0-9._~!$&*+,;=:%-]+@)?(?:{_HOST})(?::\d{{1,5}}(?!\d))?(?:[/?#]{rest})?",
        re.IGNORECASE,
    )


def _links(text: str) -> Iterator[tuple[int, int]]:
    if "://" not in text:
        return
    at = 0
    while match := _url().search(text, at):
        start = match.start()
        at = start + len(_without_what_follows(match[0], before=text[start - 1 : start]))
        if at - start <= LONGEST_URL:
            yield start, at


def _without_what_follows(url: str, *, before: str) -> str:
    """The address without the bracket around it, and without emoji or punctuation after it."""
    url = url[: _first_unopened(url)]
    if before and before in _MARKUP and (closed := url.find(before)) > 0:
        url = url[:closed]
    while True:
        shorter = _emoji_at_the_end().sub("", url).rstrip(_TRAILING)
        if shorter == url:
            return url
        url = shorter


def _first_unopened(url: str) -> int:
    opened: list[str] = []
    for n, char in enumerate(url):
        if char in "([{":
            opened.append(char)
        elif char in _PAIRS and (not opened or opened.pop() != _PAIRS[char]):
            return n
    return len(url)


@cache
def _emoji_at_the_end() -> re.Pattern[str]:
    return re.compile(rf"(?<!:)(?::{_LIKE_A_NAME}[a-z0-9_+-]+(?:{_TONE}){{0,2}}:)+\Z")


# Emoji

_TONE = r"::skin-tone-[2-6](?:-[2-6])?"
"""``:wave::skin-tone-3:``. Two people holding hands have two tones, as ``::skin-tone-2-5`` or one after the other."""

_LIKE_A_NAME = r"(?=[^:\s]*[^\W\d_]|[+-]1:|100:|1234:)"
"""An emoji's name has a letter in it, or is one of these four. Other digits between colons are a time or a ratio."""


@cache
def _emoji() -> re.Pattern[str]:
    """One emoji, or several without spaces. ``std::x::y`` is none: no word may touch the outer colons."""
    char = r"(?:[^\WA-Z]|[+'\u3099\u309a\u0300-\u036f-])"
    return re.compile(rf"(?<!:)(?::{_LIKE_A_NAME}{char}{{1,100}}(?:{_TONE}){{0,2}}:)+(?!:+[^\s:])(?!//)")


@cache
def _each_emoji() -> re.Pattern[str]:
    return re.compile(rf":([^:]+(?:{_TONE}){{0,2}}):")


_CODE = r"(?s:```.*?```)|`[^`\n]+`"
_ASCII_WORD = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


def _emoji_and_plain(text: str, start: int, stop: int) -> Iterator[Run]:
    end = start
    for first, last in _rows_of_emoji(text, start, stop):
        if first > end:
            yield Run("plain", text[end:first])
        for match in _each_emoji().finditer(text, first, last):
            yield Run("emoji", match[1])
        end = last
    if stop > end:
        yield Run("plain", text[end:stop])


def _rows_of_emoji(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    if text.find(":", start, stop) < 0:
        return
    code = [match.span() for match in re.finditer(_CODE, text)] if "`" in text else []
    at = start
    while match := _emoji().search(text, at, stop):
        first, last = match.span()
        if _is_of_a_word_or_time(text, first, last) or any(a < first < b for a, b in code):
            at = first + 1
            continue
        yield first, last
        at = last


def _is_of_a_word_or_time(text: str, first: int, last: int) -> bool:
    """Whether these colons belong to words or times: ``key:value:pair``, ``aa:bb:cc``, ``13:00から:定例``."""
    before, after = text[first - 1 : first], text[last : last + 1]
    if before in _ASCII_WORD and after in _ASCII_WORD:
        return True
    return (before.isdigit() and text[first + 1].isdigit()) or (after.isdigit() and text[last - 2].isdigit())
