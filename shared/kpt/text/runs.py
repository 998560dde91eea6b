"""What people typed, read into links, emoji and plain text, as Slack draws it.

The rules for where a link ends are those of the common linkifiers: GitHub's for trailing punctuation, linkify-it's for
brackets, and Twitter's for languages that are written without spaces. Libraries do not fit: they take "です" and 「」
for a part of the address. No list says which emoji a workspace has, so that a name is one by its form.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

LONGEST_URL = 3000
"""Slack takes no longer one."""


@dataclass(frozen=True)
class Run:
    """A piece of a text. ``text`` is what was typed; of an emoji it is the name without its colons."""

    kind: Literal["plain", "link", "emoji"]
    text: str


def runs(text: str) -> Iterator[Run]:
    """The pieces of a text in their order. Nothing is lost: an emoji's colons are all that is not in them."""
    end = 0
    for start, stop in _links(text):
        yield from _emoji_and_plain(text, end, start)
        yield Run("link", text[start:stop])
        end = stop
    yield from _emoji_and_plain(text, end, len(text))


# Links

# Japanese, Chinese, Korean, Thai, Lao, Khmer and Burmese: a word of theirs follows an address without a space.
_UNSPACED = (
    r"\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3041-\u309a\u309d-\u309f\u30a1-\u30fa"
    r"\u30fc-\u312f\u3131-\u318e\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    r"\U00020000-\U0003ffff"
)
# Particles and the like, with which a sentence goes on after an address that ends in a slash.
_GOES_ON = r"をはがにでとのもへやかだっなねよまさ"
# A message or digit of a language that is written with spaces; nothing full-width.
_WORD = rf"(?:[^\W{_UNSPACED}\uff00-\uffef]|[\u0300-\u036f])"
_LABEL = rf"(?:{_WORD}(?:(?:{_WORD}|-)*{_WORD})?|[{_UNSPACED}](?:[\w-]*[^\W_])?)"
# A name of any script before a last one in ASCII; localhost, or a name within a company; an IPv6 address.
_HOST = rf"(?:{_LABEL}\.)+[a-z]{{2,63}}(?![a-z0-9-])|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]"
_TRAILING = ".,;:!?'([{"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_MARKUP = "*_~'"
"""Where one of these stands before an address, the address ends with it: ``*https://example.com*``."""


@cache
def _url() -> re.Pattern[str]:
    """Compiled at its first use, as a cold first click draws no text that somebody typed."""
    ascii_mark = r"[\-._~:/?#@!$&*+,;=%'()\[\]{}]"
    segment = rf"(?:(?<=[/=#_-])|(?<=_\())(?![{_GOES_ON}])[{_UNSPACED}]+"  # /wiki/振り返り, but not /aを見て
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
    """The address alone: without the bracket it stands in, without an emoji or the sentence's own marks after it."""
    host = url.index("://") + 3
    url = url[: _first_unopened(url, host)]
    if before and before in _MARKUP and (closed := url.find(before, host)) > 0:
        url = url[:closed]
    while True:
        shorter = _emoji_at_the_end().sub("", url).rstrip(_TRAILING)
        if shorter == url:
            return url
        url = shorter


def _first_unopened(url: str, start: int) -> int:
    opened: list[str] = []
    for n in range(start, len(url)):
        char = url[n]
        if char in "([{":
            opened.append(char)
        elif char in _PAIRS and (not opened or opened.pop() != _PAIRS[char]):
            return n
    return len(url)


@cache
def _emoji_at_the_end() -> re.Pattern[str]:
    return re.compile(rf"(?<!:)(?::{_NAMED_SO}[a-z0-9_+-]+(?:{_TONE}){{0,2}}:)+\Z")


# Emoji

_TONE = r"::skin-tone-[2-6](?:-[2-6])?"
"""``:wave::skin-tone-3:``; people who hold hands have two tones, as ``::skin-tone-2-5`` or one after the other."""

_NAMED_SO = r"(?=[^:\s]*[^\W\d_]|[+-]1:|100:|1234:)"
"""A name has a message in it, or is one of those four: digits between colons are a time or a ratio."""


@cache
def _emoji() -> re.Pattern[str]:
    """One emoji, or several without a space. ``std::x::y`` is none: nothing but emoji stands at their outer colons."""
    char = r"(?:[^\WA-Z]|[+'\u3099\u309a\u0300-\u036f-])"
    return re.compile(rf"(?<!:)(?::{_NAMED_SO}{char}{{1,100}}(?:{_TONE}){{0,2}}:)+(?!:+[^\s:])(?!//)")


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
    """``key:value:pair``, ``aa:bb:cc``, and what begins or ends with digits beside digits: ``13:00から:定例``."""
    before, after = text[first - 1 : first], text[last : last + 1]
    if before in _ASCII_WORD and after in _ASCII_WORD:
        return True
    return (before.isdigit() and text[first + 1].isdigit()) or (after.isdigit() and text[last - 2].isdigit())
