"""How entries, digests, deliveries and slots lie in documents: written to be read in the Firestore console.

Days are ISO strings, moments are timestamps. Teams and people: teams.py.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, TypeVar, get_args

from shared.kpt.digest.digest import Digest
from shared.kpt.entry.entry import Change, Entry, Kind, Texts, split_id
from shared.kpt.entry.promise import Promise
from shared.kpt.messages.messages import Posted
from shared.kpt.schedule.slots import SlotJob, SlotRecord
from shared.kpt.team.person import LastTry, Person
from shared.kpt.text.pages import SIZES
from shared.store.engine.documents import REMOVE, STORE_TIME, Document, Fields
from shared.store.engine.lazy_documents import EARLIEST
from shared.store.records import lenient
from shared.store.records.lines import taken_fields, taken_from
from shared.usecases.delivering.follow import Delivery, Key, State

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


def entry_fields(change: Change) -> dict[str, Any]:
    """An entry after a change."""
    entry = change.after
    gone = {"lines": REMOVE} if change.before and change.before.lines else {}
    return {
        **gone,
        **_content(entry),
        "revision": entry.revision,
        "kept_at": STORE_TIME if change.first_keep else entry.kept_at,
        "created_at": entry.created_at or STORE_TIME,
        "updated_at": STORE_TIME,
        "updated_by": entry.updated_by,
        "via": entry.via,
        "saved": list(entry.saved),
    }


def revision_fields(change: Change) -> dict[str, Any]:
    """The entry as it was before a change, and who made it. Before the first one it was nothing."""
    before = change.before
    was = (
        _content(before) if before else {**_content(change.after), **_texts(Texts()), "kind": "none", "promised": None}
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
        **taken_fields(entry.lines),
    }


def _texts(texts: Texts) -> dict[str, str]:
    return {"keep": texts.keep, "problem": texts.problem, "try": texts.try_}


def entry_from(document: Document) -> Entry:
    """Read an entry: its id says whose and which it is where its fields do not. ValueError where nothing does."""
    f = document.fields
    day, user = split_id(document.id) or (lenient.day(f.get("day")), f.get("user"))
    if day is None or not isinstance(user, str):
        raise ValueError(f"no entry: {document.path}")
    return Entry(
        team=document.path.split("/")[1],
        day=day,
        user=user,
        kind=lenient.one_of(f.get("kind"), get_args(Kind), "written"),
        texts=Texts(*(lenient.text(f.get(name)) for name in ("keep", "problem", "try"))),
        promised=lenient.one_of(f.get("promised"), get_args(Promise), None),
        name=lenient.text(f.get("name")),
        team_name=lenient.text(f.get("team_name")),
        revision=max(lenient.number(f.get("revision")), 0),
        kept_at=lenient.moment(f.get("kept_at")),
        created_at=lenient.moment(f.get("created_at")),
        updated_at=lenient.moment(f.get("updated_at")),
        updated_by=lenient.text(f.get("updated_by")),
        via=lenient.text(f.get("via")),
        saved=lenient.texts(f.get("saved")),
        lines=taken_from(f.get("lines")),
    )


def digest_fields(digest: Digest) -> dict[str, Any]:
    """A digest that begins now."""
    return {
        "schema": SCHEMA,
        "held_on": digest.held_on.isoformat(),
        "order": list(digest.order),
        "away": list(digest.away),
        "created_at": STORE_TIME,
        "finished_at": None,
    }


def digest_from(document: Document) -> Digest:
    """Read a digest. ValueError for a document that is none."""
    f, session = document.fields, date.fromisoformat(document.id)
    created_at = lenient.moment(f.get("created_at"))
    if created_at is None:
        raise ValueError(f"no digest: {document.path}")
    return Digest(
        session=session,
        held_on=lenient.day(f.get("held_on")) or session,
        order=lenient.texts(f.get("order")),
        away=lenient.texts(f.get("away")),
        created_at=created_at,
        finished_at=lenient.moment(f.get("finished_at")),
        erased=lenient.number(f.get("erased")),
        redrawn=lenient.number(f.get("redrawn")),
        version=document.version,
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
    """Read a delivery. Of which it is not said how it stands, that is looked up, as after an answer that was lost."""
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
    """Read a slot: what it is says its ``slot``, else its id, cron and zone do. ValueError where nothing does."""
    f = document.fields
    slot, made_at = lenient.text(f.get("slot")), lenient.moment(f.get("made_at"))
    if not slot:
        minute, hour = lenient.text(f.get("cron"), "? ?").split()[:2]
        slot = f"{document.id.partition('-')[0]} {int(hour):02}:{int(minute):02} {f.get('zone')}"
    if made_at is None:
        raise ValueError(f"no slot: {document.path}")
    return SlotRecord(SlotJob.parse(slot), made_at, lenient.moment(f.get("last_run")))


def last_try_fields(change: Change, person: Person | None) -> Fields | None:
    """What a person's last Try is after a change; None where that changes nothing, empty where there is none left."""
    entry, last = change.after, person.last_try if person else None
    if last == LastTry(entry.team, entry.day, entry.texts.try_):
        return None
    if entry.texts.try_ and (last is None or last.day <= entry.day):
        return {"team": entry.team, "day": entry.day.isoformat(), "text": entry.texts.try_}
    was_this = last is not None and (last.team, last.day) == (entry.team, entry.day)
    return {} if was_this else None


def written_fields(change: Change, person: Person | None) -> Fields | None:
    """The last days that a person has written for in a team, after a change; None where that changes nothing."""
    entry = change.after
    before = set(person.days_written(entry.team)) if person else set()
    now = before | {entry.day} if entry.kind == "written" else before - {entry.day}
    return None if now == before else {entry.team: [day.isoformat() for day in sorted(now)[-DAYS_MARKED:]]}


def audit_path(at: datetime, about: str) -> str:
    """An audit line is named by its moment, so that the console lists them in order, and by its team or person."""
    return f"audit/{at:%Y-%m-%dT%H:%M:%S.%fZ}_{about}"
