"""The sentences that people see: one TOML file for each language, with a sentence for each key.

TOML needs no build step, has no compiled files that may be outdated, and reads like a copy deck. Plural forms are not
needed: no sentence counts.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from shared.kpt.ids import Language as Language
from shared.kpt.text.direction import isolated

_FILES = {language: Path(__file__).with_name(f"{language}.toml") for language in ("ja", "en")}


_PLACE = re.compile(r"\{(?P<name>\w+)\}(?P<san>(?:さん)?)")
_CLOSING = r"）)\]］】〕〉》」』>＞"
_IN_BRACKETS = rf"[（(\[［【〔〈《「『<＜][^{_CLOSING}]*[{_CLOSING}]?"
_AFTER_A_SIGN = r"(?s:[@＠/／|｜].*)"
_ENDS_IN_SAN = rf"さん[^\w{_CLOSING}]*\Z"


def has_san(name: str) -> bool:
    """Whether a name ends in さん, not counting what people put after it: 佐藤さん（総務）, 佐藤さん@総務."""
    if "さん" not in name:
        return False
    alone = re.sub(_AFTER_A_SIGN, "", re.sub(_IN_BRACKETS, "", name))
    return any(re.search(_ENDS_IN_SAN, each) for each in (name, alone))


class Sentences:
    """All sentences of one language: ``say = sentences("ja")``, then ``say("form.day", day="11/16(月)")``."""

    def __init__(self, questions: tuple[str, ...], sentences: Mapping[str, str]) -> None:
        self.questions = questions
        self.keys = tuple(sentences)
        self._sentences = sentences

    def __call__(self, key: str, /, **values: object) -> str:
        """The sentence with its placeholders filled in. Raises KeyError for a missing key or value.

        A value is inserted as it is, without escaping; braces in it mean nothing. Right-to-left text is isolated, and a
        name that ends in さん gets no second さん. Where a placeholder is a Python keyword, its argument ends in an
        underscore: ``from_``, ``try_``.
        """
        named = {name.removesuffix("_"): value for name, value in values.items()}

        def filled(place: re.Match[str]) -> str:
            value = str(named[place["name"]])
            return isolated(value) + ("" if place["san"] and has_san(value) else place["san"])

        return _PLACE.sub(filled, self._sentences[key])

    def raw(self, key: str, /) -> str:
        """The sentence with its ``{placeholders}``, as in the file."""
        return self._sentences[key]


@lru_cache
def sentences(language: str) -> Sentences:
    """The sentences of a language. Only its own file is read, at first use. Raises KeyError for another language."""
    catalogue = tomllib.loads(_FILES[language].read_text(encoding="utf-8"))
    questions = tuple(catalogue.pop("questions"))
    return Sentences(questions, dict(_named(catalogue)))


def language_of(locale: str | None) -> Language:
    """The language for a locale of Slack's ("ja-JP", "en-GB" or None): Japanese for "ja", otherwise English."""
    return "ja" if locale is not None and locale.lower().replace("_", "-").split("-")[0] == "ja" else "en"


def questions(language: str) -> tuple[str, ...]:
    """The questions of the day, in their order."""
    return sentences(language).questions


def question(language: str, day: date) -> str:
    """The question of a day: the same for a whole team, and another one the next day."""
    asked = questions(language)
    return asked[day.toordinal() % len(asked)]


def _named(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for name, inside in table.items():
        if isinstance(inside, str):
            yield before + name, inside
        else:
            yield from _named(inside, f"{before}{name}.")
