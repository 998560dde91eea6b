"""Which column of a file is what: by its header, in Japanese or English, or as somebody says."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

FIELDS: Final = ("date", "person", "keep", "problem", "try", "kind")
NEEDED: Final = ("date", "person")
KNOWN: Final[Mapping[str, tuple[str, ...]]] = {
    "date": ("date", "day", "日付", "日", "日にち", "対象日", "記録日", "timestamp", "タイムスタンプ"),
    "person": ("person", "name", "member", "who", "名前", "氏名", "お名前", "担当", "担当者", "メンバー", "記入者"),
    "keep": (
        "keep",
        "good",
        "what went well",
        "よかったこと",
        "良かったこと",
        "うまくいったこと",
        "続けること",
        "キープ",
    ),
    "problem": ("problem", "problems", "困ったこと", "問題", "課題", "うまくいかなかったこと", "プロブレム"),
    "try": ("try", "tries", "next", "試すこと", "次にやること", "次に試すこと", "挑戦すること", "トライ"),
    "kind": ("kind", "種類", "種別"),
}
"""Headers by what they mean, the better ones first: a form's timestamp is the day only where no other column is."""


def meanings(header: Sequence[str], said: Mapping[str, str] | None = None) -> dict[str, int]:
    """The index of each field that the header names. ``said``: what somebody says of it, a header to a field."""
    cells = [_plain(cell) for cell in header]
    by_field = {field: (_plain(name),) for field, name in (said or {}).items()}
    found: dict[str, int] = {}
    for field in FIELDS:
        for name in by_field.get(field, KNOWN[field]):
            if name in cells:
                found[field] = cells.index(name)
                break
    return found


def twice(header: Sequence[str], found: Mapping[str, int]) -> str | None:
    """A field whose header stands there more than once."""
    cells = [_plain(cell) for cell in header]
    return next((field for field, place in found.items() if cells.count(cells[place]) > 1), None)


def columns_said(text: str) -> dict[str, str]:
    """``date=日報の日,keep=一言`` as fields and their headers. ValueError where it says something else."""
    said = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        field, sign, name = part.partition("=")
        if not sign or field.strip().lower() not in FIELDS or not name.strip():
            raise ValueError(part)
        said[field.strip().lower()] = name.strip()
    return said


def _plain(cell: str) -> str:
    text = unicodedata.normalize("NFKC", cell).strip().lower()
    return re.sub(r"\s*[(\[【].*$", "", re.sub(r"\s+", " ", text)) or text
