"""The demo's own sentences: ``en.toml`` and ``ja.toml`` beside this file, with the same keys."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from shared.i18n.sentences import Language, Sentences


@lru_cache
def narration(language: Language) -> Sentences:
    """The sentences between the messages, in one language."""
    text = Path(__file__).with_name(f"{language}.toml").read_text(encoding="utf-8")
    return Sentences((), dict(_named(tomllib.loads(text))))


def _named(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for name, inside in table.items():
        if isinstance(inside, str):
            yield before + name, inside
        else:
            yield from _named(inside, f"{before}{name}.")
