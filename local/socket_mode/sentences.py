"""The sentences of `make run SLACK=socket`: ``en.toml`` and ``ja.toml`` beside this file, with the same keys."""

import tomllib
from functools import lru_cache
from pathlib import Path

from shared.i18n.sentences import Language, Sentences


@lru_cache
def words(language: Language) -> Sentences:
    """The sentences in one language."""
    return Sentences((), tomllib.loads(Path(__file__).with_name(f"{language}.toml").read_text(encoding="utf-8")))


class Ended(Exception):
    """The run cannot go on. ``key`` and ``values`` make the sentence that says what mends it."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values

    def sentence(self, language: Language) -> str:
        """The sentence in this language."""
        return words(language)(self.key, **self.values)
