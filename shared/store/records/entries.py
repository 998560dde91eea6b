"""The fields of entries and their revisions, chosen to be read in the Firestore console.

Days are ISO strings, moments are timestamps.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Any, get_args

from shared.kpt.entry.entry import Entry, Kind, Texts, split_id
from shared.kpt.entry.promise import Promise
from shared.kpt.entry.thanks import USER_ID, everybody_thanked
from shared.kpt.entry.try_before import TryBefore
from shared.kpt.text.visible import is_visible
from shared.store.engine.documents import REMOVE, STORE_TIME, Document
from shared.store.records import lenient
from shared.store.records.common import SCHEMA
from shared.store.records.lines import taken_fields, taken_from

if TYPE_CHECKING:
    from shared.kpt.entry.answer import Change


def entry_fields(change: "Change") -> dict[str, Any]:
    """The fields of an entry after a change."""
    entry = change.after
    if entry.imported:
        moments: dict[str, Any] = {"imported": entry.imported, "imported_at": entry.imported_at or STORE_TIME}
    else:
        moments = {
            "kept_at": STORE_TIME if change.first_keep else entry.kept_at,
            "created_at": entry.created_at or STORE_TIME,
            "updated_at": STORE_TIME,
        }
    before = change.before
    no_tick = {"try_before": REMOVE} if before and before.try_before else {}
    no_lines = {"lines": REMOVE} if before and before.lines else {}
    no_thanks = {"thanks": REMOVE} if before and before.thanks else {}
    return {
        **no_tick,
        **no_lines,
        **no_thanks,
        **_content(entry),
        **({"thanked": list(entry.thanked)} if entry.thanked else {}),
        "revision": entry.revision,
        **moments,
        "updated_by": entry.updated_by,
        "via": entry.via,
        "saved": list(entry.saved),
    }


def revision_fields(change: "Change") -> dict[str, Any]:
    """The fields of a revision: the entry before a change, and who made the change. Before the first change its
    ``kind`` is ``none``."""
    before = change.before
    was = (
        _content(before)
        if before
        else {
            **_content(replace(change.after, texts=Texts(), promised=None, try_before=None, thanks=())),
            "kind": "none",
        }
    )
    return {**was, "changed_by": change.after.updated_by, "changed_via": change.after.via, "changed_at": STORE_TIME}


def _content(entry: Entry) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "day": entry.day.isoformat(),
        "user": entry.user,
        "name": entry.name,
        "team_name": entry.team_name,
        "kind": entry.kind,
        **_texts(entry.texts),
        "promised": entry.promised,
        **({"try_before": _try_before(entry.try_before)} if entry.try_before else {}),
        **taken_fields(entry.lines),
        **({"thanks": list(entry.thanks)} if entry.thanks else {}),
    }


def _try_before(tick: TryBefore) -> dict[str, Any]:
    return {
        "team": tick.team,
        "day": tick.day.isoformat(),
        "text": tick.text,
        "done": tick.done,
        "private": tick.private,
        "times": tick.times,
    }


def _try_before_from(value: object) -> TryBefore | None:
    f = lenient.fields(value)
    day, text = lenient.day(f.get("day")), lenient.text(f.get("text"))
    if day is None:
        return None
    done, private = f.get("done") is True and is_visible(text), f.get("private") is True
    return TryBefore(lenient.text(f.get("team")), day, text, done, private, max(lenient.number(f.get("times", 1)), 1))


def _texts(texts: Texts) -> dict[str, str]:
    return {"keep": texts.keep, "problem": texts.problem, "try": texts.try_}


def entry_from(document: Document) -> Entry:
    """Read an entry. Its id names the day and the author; where it does not, the fields do. Raises ValueError where
    neither does."""
    f = document.fields
    day, user = split_id(document.id) or (lenient.day(f.get("day")), f.get("user"))
    if day is None or not isinstance(user, str):
        raise ValueError(f"no entry: {document.path}")
    thanks = lenient.ids(f.get("thanks"), USER_ID)
    return Entry(
        team=document.path.split("/")[1],
        day=day,
        user=user,
        kind=lenient.one_of(f.get("kind"), get_args(Kind), "written"),
        texts=Texts(*(lenient.text(f.get(name)) for name in ("keep", "problem", "try"))),
        promised=lenient.one_of(f.get("promised"), get_args(Promise), None),
        try_before=_try_before_from(f.get("try_before")),
        name=lenient.text(f.get("name")),
        team_name=lenient.text(f.get("team_name")),
        revision=max(lenient.number(f.get("revision")), 0),
        kept_at=lenient.moment(f.get("kept_at")),
        created_at=lenient.moment(f.get("created_at")),
        updated_at=lenient.moment(f.get("updated_at")),
        updated_by=lenient.text(f.get("updated_by")),
        via=lenient.text(f.get("via")),
        imported=lenient.text(f.get("imported")),
        imported_at=lenient.moment(f.get("imported_at")),
        saved=lenient.texts(f.get("saved")),
        lines=taken_from(f.get("lines")),
        thanks=thanks,
        thanked=everybody_thanked(lenient.ids(f.get("thanked"), USER_ID), thanks),
        thanks_names={user: name for user, name in lenient.fields(f.get("thanks_names")).items() if lenient.text(name)},
    )
