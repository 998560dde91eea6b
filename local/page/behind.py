"""What happens behind the scenes: the clock, the chain of events, and the documents as Firestore's console shows
them."""

from datetime import datetime
from typing import Any

from local.playground import scene
from local.playground.chain import Link
from local.playground.play import Play
from local.playground.stops import holiday_today, name_of_holiday
from shared.i18n.dates import clock_time, day_label, weekday_name
from shared.i18n.sentences import Language
from shared.store.engine.documents import Document, Where

LINKS = 160
"""The newest links that the page shows."""


def clock(play: Play) -> dict[str, Any]:
    """The time, the moment to which the next button leads, and the name of today's holiday."""
    now, language = play.machine.clock.now().astimezone(scene.ZONE), play.language
    stop = play.next_stop
    team = play.records.teams.get(scene.TEAM)
    holiday = holiday_today(team, now) if team else None
    return {
        "iso": now.isoformat(),
        "day": day_label(language, now.date()),
        "time": clock_time(language, now.time()),
        "next": {
            "way": stop.way,
            "day": day_label(language, stop.moment.date()),
            "weekday": weekday_name(language, stop.moment.weekday()),
            "time": clock_time(language, stop.moment.time()),
        },
        "holiday": name_of_holiday("JP", holiday, language) if holiday else "",
    }


def chain(play: Play) -> list[dict[str, Any]]:
    """The newest links, oldest first."""
    return [_link(link, play.language) for link in list(play.chain.links)[-LINKS:]]


def _link(link: Link, language: Language) -> dict[str, Any]:
    local = link.at.astimezone(scene.ZONE)
    return {
        "number": link.number,
        "day": day_label(language, local.date()),
        "time": f"{local:%H:%M}",
        "kind": link.kind,
        "name": link.name,
        "about": link.about,
        "ok": link.ok,
        "error": link.error,
        "ms": link.milliseconds,
        "inside": link.inside,
    }


def documents(play: Play) -> list[dict[str, Any]]:
    """The team's entries, the newest written first, each with its revisions."""
    collection = f"teams/{scene.TEAM}/entries"
    found = play.machine.sqlite.query(collection, Where("day", since=""))
    newest = sorted(found, key=lambda entry: (entry.fields["updated_at"], entry.id), reverse=True)[:12]
    return [_document(entry) | {"revisions": _revisions(play, entry)} for entry in newest]


def _revisions(play: Play, entry: Document) -> list[dict[str, Any]]:
    paths = [f"{entry.path}/revisions/{n}" for n in range(1, entry.fields["revision"] + 1)]
    found = play.machine.sqlite.get(paths)
    return [_document(found[path]) for path in reversed(paths) if path in found]


def _document(document: Document) -> dict[str, Any]:
    fields = sorted(document.fields.items())
    return {
        "path": document.path,
        "id": document.id,
        "fields": [{"name": name, **_value(value)} for name, value in fields],
    }


def _value(value: Any) -> dict[str, str]:
    """A value and its type, as the console shows them."""
    match value:
        case None:
            return {"value": "null", "type": "null"}
        case bool():
            return {"value": str(value).lower(), "type": "boolean"}
        case int():
            return {"value": str(value), "type": "number"}
        case datetime():
            return {"value": value.astimezone(scene.ZONE).strftime("%Y-%m-%d %H:%M:%S UTC+9"), "type": "timestamp"}
        case list():
            return {"value": f"[{', '.join(str(each) for each in value)}]", "type": "array"}
        case dict():
            return {"value": "{…}", "type": "map"}
        case _:
            return {"value": f'"{value}"', "type": "string"}
