"""The words of `/kpt`: in any width and case, with their synonyms."""

import re
import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches

WORDS = (
    *("keep", "setup", "schedule", "week", "year", "board", "sheet", "csv"),
    *("stop", "start", "my-data", "doctor", "help"),
)
ALSO: Mapping[str, str] = {
    "とっておく": "keep",
    "とっておきたい": "keep",
    "取っておく": "keep",
    "メモ": "keep",
    "memo": "keep",
    "キープ": "keep",
    "settings": "setup",
    "設定": "setup",
    "セットアップ": "setup",
    "予定": "schedule",
    "スケジュール": "schedule",
    "今週": "week",
    "今年": "year",
    "1年": "year",
    "ボード": "board",
    "シート": "sheet",
    "スプレッドシート": "sheet",
    "spreadsheet": "sheet",
    "書き出し": "csv",
    "停止": "stop",
    "止める": "stop",
    "再開": "start",
    "マイデータ": "my-data",
    "データ": "my-data",
    "診断": "doctor",
    "ヘルプ": "help",
    "使い方": "help",
}


_KNOWN = frozenset({*WORDS, *ALSO})
_AROUND = "\"'`“”„‘’«»「」『』【】（）()[]<>.。!?！？…:：;；,、，・\u200b\u200e\u200f\u2060\ufeff"
"""Characters that people and their keyboards put around a word."""
_NEXT = re.compile(r"[:：;；,、，]")
"""Characters that people put after a word instead of a space: ``keep：…``."""


def first_word(text: str) -> str:
    """The first word, normalised. NFKC makes ``ｓｅｔｕｐ`` equal to ``setup``, and ``ﾍﾙﾌﾟ`` to ``ヘルプ``. Quotes and
    colons around one of our words are removed."""
    return _split(text)[0]


def after_first_word(text: str) -> str:
    """The text after the first word, unchanged."""
    return _split(text)[1]


def _split(text: str) -> tuple[str, str]:
    token, *rest = text.split(None, 1) or [""]
    after = "".join(rest)
    if (word := _plain(token)) in _KNOWN:
        return word, after
    if (sign := _NEXT.search(token)) and (word := _plain(token[: sign.start()])) in _KNOWN:
        return word, text.split(None, 0)[0][sign.end() :].lstrip()
    return unicodedata.normalize("NFKC", token).lower(), after


def _plain(token: str) -> str:
    return unicodedata.normalize("NFKC", token.strip(_AROUND)).lower()


def meant(word: str) -> str:
    """Our word for a synonym; any other word unchanged."""
    return ALSO.get(word, word)


def nearest(word: str) -> str:
    """Our word that is most similar to this one; `help` where none is."""
    close = get_close_matches(word[:40], (*WORDS, *ALSO), n=1)
    return meant(close[0]) if close else "help"
