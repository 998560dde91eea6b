"""How entries, deliveries and slots lie in documents: written to be read in the Firestore console.

Days are ISO strings, moments are timestamps. Teams and people: teams.py; digests: digests.py.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar, get_args

from shared.kpt.entry.answer import Change
from shared.kpt.entry.entry import Entry, Kind, Texts, split_id
from shared.kpt.entry.last_try import last_try_after
from shared.kpt.entry.promise import Promise
from shared.kpt.entry.thanks import USER_ID, everybody_thanked
from shared.kpt.entry.try_before import TryBefore
from shared.kpt.messages.delivery import Delivery, Key, State
from shared.kpt.messages.place import Posted
from shared.kpt.schedule.slots import SlotJob, SlotRecord
from shared.kpt.team.person import LastTry, Person
from shared.kpt.text.pages import SIZES
from shared.kpt.text.visible import is_visible
from shared.store.engine.documents import REMOVE, STORE_TIME, Document, Fields, Where
from shared.store.engine.lazy_documents import EARLIEST, LazyDocuments
from shared.store.records import lenient
from shared.store.records.lines import taken_fields, taken_from

Read = TypeVar("Read")
SCHEMA = 1
DAYS_MARKED = 10
"""How many days a person's ``written`` keeps: more than a form offers."""
DELIVERIES_KEPT = timedelta(days=30)
"""How long a reminder's delivery is kept: Firestore's TTL removes it by its ``expires``."""


def those(read: Callable[[Document], Read], documents: Iterable[Document]) -> Iterator[Read]:
    """What is ours among these documents. What somebody else put beside it is passed over."""
    for document in documents:
        try:
            ours = read(document)
        except ValueError:
            continue
        yield ours


def first(
    documents: LazyDocuments,
    read: Callable[[Document], Read],
    collection: str,
    where: Where,
    *,
    newest_first: bool = False,
) -> Read | None:
    """The first that is ours. One is asked for; all only where that one is somebody else's."""
    found = list(documents.query(collection, where, limit=1, newest_first=newest_first))
    ours = next(those(read, found), None)
    if ours is None and found:
        return next(those(read, documents.query(collection, where, newest_first=newest_first)), None)
    return ours


def entry_fields(change: Change) -> dict[str, Any]:
    """An entry after a change."""
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


def revision_fields(change: Change) -> dict[str, Any]:
    """The entry as it was before a change, and who made it. Before the first one it was nothing."""
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
    """Read an entry: its id says whose and which it is where its fields do not. ValueError where nothing does."""
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


def delivery_fields(delivery: Delivery) -> dict[str, Any]:
    """How a delivery stands; a reminder's is removed after 30 days."""
    posted = delivery.posted
    stands = {
        "schema": SCHEMA,
        "state": delivery.state,
        "owner": delivery.owner,
        "claimed_at": delivery.claimed_at,
        "channel": posted.channel if posted else None,
        "ts": posted.ts if posted else None,
        "revision": delivery.revision,
        "shows": delivery.shows,
        "error": delivery.error,
        "thread": delivery.thread,
        "refused": delivery.refused,
        "pages": delivery.pages,
        "size": delivery.size,
    }
    if posted and posted.file:
        stands["file"] = posted.file
    if delivery.key.of.startswith("people/"):
        stands["expires"] = delivery.claimed_at + DELIVERIES_KEPT
    return stands


def delivery_from(key: Key, document: Document) -> Delivery:
    """Read a delivery. One without a state of ours counts as unknown, and is looked up in Slack before it is sent."""
    f = document.fields
    channel, ts, file = (lenient.text(f.get(name)) for name in ("channel", "ts", "file"))
    return Delivery(
        key=key,
        state=lenient.one_of(f.get("state"), get_args(State), "unknown"),
        owner=lenient.text(f.get("owner")),
        claimed_at=lenient.moment(f.get("claimed_at")) or EARLIEST,
        posted=Posted(channel, ts, file) if channel and (ts or file) else None,
        revision=lenient.number(f.get("revision", -1)),
        shows=lenient.text(f.get("shows")),
        error=lenient.text(f.get("error")),
        thread=lenient.text(f.get("thread")),
        refused=lenient.text(f.get("refused")),
        pages=max(1, lenient.number(f.get("pages", 1))),
        size=min(max(0, lenient.number(f.get("size", 0))), len(SIZES) - 1),
        version=document.version,
    )


def slot_fields(job: SlotJob, at: datetime) -> dict[str, Any]:
    """A slot that has a job from now on."""
    return {
        "schema": SCHEMA,
        "slot": str(job),
        "job": job.job,
        "cron": job.cron,
        "zone": job.slot.zone,
        "made_at": at,
        "last_run": None,
    }


def slot_from(document: Document) -> SlotRecord:
    """Read a slot from its ``slot``; where that is missing, from its id, cron and zone. ValueError without either."""
    f = document.fields
    slot, made_at = lenient.text(f.get("slot")), lenient.moment(f.get("made_at"))
    if not slot:
        minute, hour = lenient.text(f.get("cron"), "? ?").split()[:2]
        slot = f"{document.id.partition('-')[0]} {int(hour):02}:{int(minute):02} {f.get('zone')}"
    if made_at is None:
        raise ValueError(f"no slot: {document.path}")
    return SlotRecord(SlotJob.parse(slot), made_at, lenient.moment(f.get("last_run")))


def last_try_fields(change: Change, person: Person | None) -> Fields | None:
    """What a person's last Try is after a change; None where that changes nothing, empty where there is none left.

    They are merged with what is stored: so what was said of another one before is named, too.
    """
    before = person.last_try if person else None
    now = last_try_after(change, before)
    if now == before:
        return None
    if now is None:
        return {}
    said = {name: value for name in _OF_A_TRY if (value := getattr(now, name)) or (before and getattr(before, name))}
    if "closed_by" in said:
        said["closed_by"] = now.closed_by.isoformat() if now.closed_by else None
    return {"team": now.team, "day": now.day.isoformat(), "text": now.text, **said}


_OF_A_TRY = ("private", "closed_by", "offered")
"""What is only named where it says something."""


def last_try_from(value: object) -> LastTry | None:
    """Read a person's last Try."""
    f = lenient.fields(value)
    day, closed_by = lenient.day(f.get("day")), lenient.day(f.get("closed_by"))
    if day is None:
        return None
    return LastTry(
        lenient.text(f.get("team")),
        day,
        lenient.text(f.get("text")),
        private=f.get("private") is True,
        closed_by=closed_by if closed_by and closed_by > day else None,  # what a Try from before left behind
        offered=max(lenient.number(f.get("offered")), 0),
    )


def written_fields(change: Change, person: Person | None) -> Fields | None:
    """The last days that a person has written for in a team, after a change; None where that changes nothing."""
    entry = change.after
    before = set(person.days_written(entry.team)) if person else set()
    now = before | {entry.day} if entry.kind == "written" else before - {entry.day}
    return None if now == before else {entry.team: [day.isoformat() for day in sorted(now)[-DAYS_MARKED:]]}


def audit_path(at: datetime, about: str) -> str:
    """An audit line is named by its moment, so that the console lists them in order, and by its team or person."""
    return f"audit/{at:%Y-%m-%dT%H:%M:%S.%fZ}_{about}"
