"""The words of `/kpt`, as people type them: in any width and case, and a few others that mean the same."""

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
"""What people, and their keyboards, put around a word."""
_NEXT = re.compile(r"[:：;；,、，]")
"""What people put between a word and what follows, beside a space: ``keep：…``."""


def first_word(text: str) -> str:
    """The first word that was typed, in the form in which words are compared: NFKC makes one of ``ｓｅｔｕｐ`` and
    ``setup``, of ``ﾍﾙﾌﾟ`` and ``ヘルプ``. Quotes and colons around one of ours are none of it."""
    return _split(text)[0]


def after_first_word(text: str) -> str:
    """What was typed after the first word, as it was typed."""
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
    """The word of ours that it is; where it is none, as it was typed."""
    return ALSO.get(word, word)


def nearest(word: str) -> str:
    """The word of ours that looks most like it; `help` where none does."""
    close = get_close_matches(word[:40], (*WORDS, *ALSO), n=1)
    return meant(close[0]) if close else "help"
