"""The fields of a digest: its people, its round, and what its parent message shows of the week."""

from datetime import date
from typing import Any

from shared.kpt.board.running_order import Round
from shared.kpt.digest.digest import Digest, Gathered
from shared.store.engine.documents import REMOVE, STORE_TIME, Document, Fields
from shared.store.records import lenient
from shared.store.records.common import SCHEMA


def digest_fields(digest: Digest) -> dict[str, Any]:
    """The fields of a new digest."""
    return {
        "schema": SCHEMA,
        "held_on": digest.held_on.isoformat(),
        "order": list(digest.order),
        "away": list(digest.away),
        "names": dict(digest.names),
        "has_board": digest.has_board,
        "created_at": STORE_TIME,
        "finished_at": None,
    }


def round_fields(digest: Digest) -> dict[str, Any]:
    """The fields that say how far a digest's round has come."""
    of = digest.round
    return {
        "told": list(of.told),
        "later": list(of.later),
        "step": of.step,
        "begun_at": of.begun_at,
        "ended_at": of.ended_at,
        "presses": list(of.presses),
        "changes": digest.changes,
    }


def head_fields(digest: Digest) -> dict[str, Any]:
    """The fields that say what the digest's parent shows of the week's entries."""
    seen = digest.head
    if seen is None:
        return {}
    shown = {
        "first": seen.first.isoformat(),
        "has_keeps": seen.has_keeps,
        "off_with_keeps": list(seen.off_with_keeps),
        "joined": list(seen.joined),
        "is_open": seen.is_open,
        "revision": seen.revision,
    }
    return {"head": shown, "changes": digest.changes}


def leaving_fields(digest: Digest) -> dict[str, Any]:
    """All fields of a digest that may hold a person's id."""
    return {
        "order": list(digest.order),
        "away": list(digest.away),
        "names": dict(digest.names),
        **round_fields(digest),
        **head_fields(digest),
        "noticed": {entry: list(who) for entry, who in digest.noticed.items()},
        **({"unthanked": list(digest.unthanked)} if digest.unthanked else {"unthanked": REMOVE}),
    }


def _round_from(f: Fields) -> Round:
    return Round(
        told=lenient.texts(f.get("told")),
        later=lenient.texts(f.get("later")),
        step=max(lenient.number(f.get("step")), 0),
        begun_at=lenient.moment(f.get("begun_at")),
        ended_at=lenient.moment(f.get("ended_at")),
        presses=tuple(press for press in lenient.texts(f.get("presses")) if press.strip()),
    )


def _gathered_from(value: object) -> Gathered | None:
    f = lenient.fields(value)
    first = lenient.day(f.get("first"))
    if first is None:
        return None
    return Gathered(
        first=first,
        has_keeps=f.get("has_keeps") is True,
        off_with_keeps=lenient.texts(f.get("off_with_keeps")),
        joined=lenient.texts(f.get("joined")),
        is_open=f.get("is_open") is True,
        revision=lenient.number(f.get("revision")),
    )


def digest_from(document: Document) -> Digest:
    """Read a digest. Raises ValueError for a document that is none."""
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
        changes=max(lenient.number(f.get("changes")), lenient.number(f.get("erased"))),  # the field's former name
        redrawn=lenient.number(f.get("redrawn")),
        names={user: lenient.text(name, user) for user, name in lenient.fields(f.get("names")).items()},
        has_board=f.get("has_board") is True,
        round=_round_from(f),
        head=_gathered_from(f.get("head")),
        noticed={entry: lenient.texts(users) for entry, users in lenient.fields(f.get("noticed")).items()},
        noticed_again=f.get("noticed_again") is True,
        unthanked=lenient.texts(f.get("unthanked")),
        version=document.version,
    )
