"""Which column of a file holds which field: by its header, in Japanese or English, or as somebody says."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

FIELDS: Final = ("date", "person", "keep", "problem", "try", "kind")
_FULL_WIDTH: Final = str.maketrans("＝，", "=,")
NEEDED: Final = ("date", "person")
KNOWN: Final[Mapping[str, tuple[str, ...]]] = {
    "date": (
        *("date", "day", "日付", "日", "日にち", "対象日", "記録日", "記入日", "日時"),
        *("timestamp", "タイムスタンプ"),
    ),
    "person": (
        *("person", "name", "your name", "full name", "member", "who", "author"),
        *("名前", "氏名", "お名前", "担当", "担当者", "メンバー", "メンバー名", "記入者", "記録者"),
    ),
    "keep": (
        *("keep", "keeps", "good", "what went well", "went well", "k"),
        *(
            "よかったこと",
            "良かったこと",
            "今日よかったこと",
            "今日のよかったこと",
            "今日良かったこと",
            "今日の良かったこと",
        ),
        *("よかった点", "良かった点", "良い点", "うまくいったこと", "続けること", "続けたいこと", "キープ"),
    ),
    "problem": (
        *("problem", "problems", "what got in the way", "what did not go well", "what didn't go well", "p"),
        *("困ったこと", "困っていること", "問題", "問題点", "課題", "うまくいかなかったこと", "プロブレム"),
    ),
    "try": (
        *("try", "tries", "next", "what to try next", "t"),
        *("試すこと", "試したいこと", "次にやること", "次に試すこと", "次に試したいこと", "次にやってみること"),
        *("やってみたいこと", "挑戦すること", "トライ"),
    ),
    "kind": ("kind", "種類", "種別"),
}
"""Headers of each field, the better ones first: a form's timestamp is the day only where no other column is."""


def columns_of_fields(header: Sequence[str], said: Mapping[str, str] | None = None) -> dict[str, int]:
    """The column of each field that the header names. ``said``: the header that somebody gives for a field."""
    cells = [_plain(cell) for cell in header]
    readings = [_readings(cell) for cell in cells]
    by_field = {field: (_plain(name),) for field, name in (said or {}).items()}
    found: dict[str, int] = {}
    for field in FIELDS:
        for name in by_field.get(field, KNOWN[field]):
            places = [place for place, said_so in enumerate(readings) if name in said_so]
            if places:
                found[field] = cells.index(name) if name in cells else places[0]
                break
    return found


def ambiguous_field(header: Sequence[str], found: Mapping[str, int]) -> str | None:
    """A field whose header occurs twice, or that two questions fit equally well. None where every field is clear."""
    cells = [_plain(cell) for cell in header]
    for field, place in found.items():
        if cells.count(cells[place]) > 1:
            return field
        others = (cell for number, cell in enumerate(cells) if number != place)
        if cells[place] not in KNOWN[field] and any(
            set(_readings(cell)) & set(_readings(cells[place])) for cell in others
        ):
            return field
    return None


def columns_said(text: str) -> dict[str, str]:
    """Read ``date=日報の日,keep=一言`` into fields and their headers. Raises ValueError for anything else."""
    said = {}
    for part in filter(None, (part.strip() for part in text.translate(_FULL_WIDTH).split(","))):
        field, sign, name = part.partition("=")
        if not sign or field.strip().lower() not in FIELDS or not name.strip():
            raise ValueError(part)
        said[field.strip().lower()] = name.strip()
    return said


def _readings(cell: str) -> tuple[str, ...]:
    """A header's readings: as it is, and without what a form's question adds, as in ``keep: よかったこと``."""
    bare = re.sub(r"^(?:q?\d+[.)、:]|[■●・◆#*]|【[^】]*】|\[[^\]]*\])\s*", "", cell)
    asked = re.sub(r"\s*(?:は(?:何ですか)?|を(?:教えて|書いて|記入して|選んで)ください)?[?.。:!]*$", "", bare)
    named = re.split(r"\s*[:/・]\s*", asked, maxsplit=1)[0]
    return cell, bare, asked, named


def _plain(cell: str) -> str:
    text = unicodedata.normalize("NFKC", cell).strip().lower()
    return re.sub(r"\s*[(\[【].*$", "", re.sub(r"\s+", " ", text)) or text
