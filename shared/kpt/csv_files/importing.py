"""Turns the rows of a file into entries of a team's members, or of people who have left. It stores nothing."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from shared.kpt.csv_files.reading import FileRow
from shared.kpt.entry.entry import LONGEST_TEXT, Entry, Texts, entry_id
from shared.kpt.entry.form_seed import LONGEST_TRY
from shared.kpt.team.team import Team

KEPT_BY_NAME = "N"
"""The first character of ids of people who are not members. Slack's ids begin with U or W."""
LONGEST_DONE_LINE = LONGEST_TRY + 50
"""Characters of the line *Done: …* that the sheet has below a Keep (kpt/sheet/rows.py)."""
_TITLE = re.compile(r"(さん|様|氏)$")


@dataclass(frozen=True)
class Misfit:
    """A row to report: one that becomes no entry, or is joined with another. ``key`` names the reason, ``about`` the
    detail."""

    line: int
    key: str
    about: str = ""


@dataclass(frozen=True)
class ImportPlan:
    """The entries that a file brings, by day, and the rows that do not fit. ``joined``: rows that became part of
    another row's entry. ``taken``: names that only resemble a member's, each with that member's id."""

    entries: tuple[Entry, ...]
    misfits: tuple[Misfit, ...]
    joined: tuple[Misfit, ...]
    taken: tuple[tuple[str, str], ...] = ()


def plan_import(
    rows: Iterable[FileRow], team: Team, names: Mapping[str, str], today: date, import_id: str, by: str = ""
) -> ImportPlan:
    """Plan the import of these rows. ``names`` maps a name in the file to a member's id, or to an empty text where the
    person is stored by name."""
    people = _People(team, names)
    entries: dict[str, Entry] = {}
    misfits: list[Misfit] = []
    joined: list[Misfit] = []
    for row in rows:
        user = people.find(row)
        if why := _misfit(row, user, today):
            misfits.append(why)
            continue
        if row.day is None or user is None:
            continue
        texts = Texts(row.keep, row.problem, row.try_)
        key, name = entry_id(row.day, user), team.members.get(user, row.person)
        before = entries.get(key)
        if before:
            texts = _together(before.texts, texts)
            joined.append(Misfit(row.line, "joined", f"{row.day} {name}"))
        if not _fit(texts, is_ours=bool(row.user)):
            misfits.append(Misfit(row.line, "too_long", f"{LONGEST_TEXT}"))
            continue
        new = Entry(team.id, row.day, user, "written", texts, name, team.name, 1, via="import", imported=import_id)
        entries[key] = replace(new, updated_by=by or user)
    found = tuple(entries[key] for key in sorted(entries))
    return ImportPlan(found, tuple(misfits), tuple(joined), tuple(people.taken.items()))


def _fit(texts: Texts, *, is_ours: bool) -> bool:
    """Whether a form could hold these texts. In our own file (``is_ours``) the Keep may also have the line *Done:
    …*."""
    return texts.fit_a_form or (
        is_ours and replace(texts, keep="").fit_a_form and len(texts.keep) <= LONGEST_TEXT + LONGEST_DONE_LINE
    )


def import_id_of(content: bytes) -> str:
    """Names an import by the file's content, so that the same file is the same import."""
    return hashlib.sha256(content).hexdigest()[:12]


def _misfit(row: FileRow, user: str | None, today: date) -> Misfit | None:
    checks: Sequence[tuple[bool, str, str]] = (
        (row.spare, "spare_cells", ""),
        (row.day is None, "no_day", row.said_day),
        (row.day is not None and row.day > today, "future", row.said_day),
        (not row.person and not row.user, "no_person", ""),
        (row.kind not in ("", "written"), "not_written", row.kind),
        (not (row.keep or row.problem or row.try_), "no_text", ""),
        (user == "", "two_of_that_name", row.person),
        (user is None, "unknown_person", row.person),
    )
    return next((Misfit(row.line, key, about) for wrong, key, about in checks if wrong), None)


class _People:
    """Finds the person of a row: None where nobody is known, an empty id where two members have that name."""

    def __init__(self, team: Team, names: Mapping[str, str]) -> None:
        self._members = team.members
        self._names = {_plain(name): user for name, user in names.items()}
        self._by_name: dict[str, str] = {}
        self._by_loose: dict[str, str] = {}
        self.taken: dict[str, str] = {}
        for user, name in team.members.items():
            plain = _plain(name)
            self._by_name[plain] = "" if plain in self._by_name else user
            loose = _loose(name)
            self._by_loose[loose] = "" if loose in self._by_loose else user

    def find(self, row: FileRow) -> str | None:
        if row.user:
            return row.user
        plain = _plain(row.person)
        if plain in self._names:
            return self._names[plain] or kept_by_name(row.person)
        if plain in self._by_name:
            return self._by_name[plain]
        if user := self._by_loose.get(_loose(row.person)):
            self.taken[row.person] = user
        return self._by_loose.get(_loose(row.person))


def kept_by_name(name: str) -> str:
    """The id of somebody who has left: the same name has always the same id."""
    return KEPT_BY_NAME + hashlib.sha256(_plain(name).encode()).hexdigest()[:10].upper()


def _plain(name: str) -> str:
    return _TITLE.sub("", re.sub(r"\s", "", unicodedata.normalize("NFKC", name)).casefold())


def _loose(name: str) -> str:
    """A name without what people add to it: ``佐藤（営業）``, ``@Sato / Sales``."""
    plain = _plain(name).lstrip("@")
    return _plain(re.split(r"[(\[【/|@]", plain, maxsplit=1)[0]) or plain


def _together(first: Texts, second: Texts) -> Texts:
    """The texts of two rows of one day, without repeated lines."""
    return Texts(
        *(_lines(a, b) for a, b in zip(_parts(first), _parts(second), strict=True)),
    )


def _parts(texts: Texts) -> tuple[str, str, str]:
    return texts.keep, texts.problem, texts.try_


def _lines(first: str, second: str) -> str:
    there = first.split("\n") if first else []
    return "\n".join([*there, *(line for line in second.split("\n") if line not in there)]) if second else first
