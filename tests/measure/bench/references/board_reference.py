"""REFERENCE: the board's week, as a user of Flask, Jinja2 and Google's library would write it.

It has a cookie signed by itsdangerous, a google-cloud-firestore client made at import, and one template.
"""

import hashlib
import os
from datetime import UTC, date, datetime, timedelta
from typing import Any

import flask
import functions_framework
from google.cloud import firestore
from google.cloud.firestore_v1.base_query import FieldFilter
from itsdangerous import BadData, URLSafeTimedSerializer
from jinja2 import Environment

db = firestore.Client()
cookies = URLSafeTimedSerializer(os.environ["BOARD_KEY"], salt="reference")
WEEK = Environment(autoescape=True).from_string("""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ team.name }}</title></head><body>
<h1>{{ team.name }}, {{ first }} – {{ last }}</h1>
<main>{% for member in members %}<section><h2>{{ member.name }}</h2>
{% for entry in member.entries %}<article><h3>{{ entry.day }}</h3><p>{{ entry.keep | urlize }}</p></article>{% endfor %}
{% if member.quiet %}<p>{{ member.quiet | join(", ") }}</p>{% endif %}
</section>{% endfor %}</main>
<ol>{% for member in members %}<li data-user="{{ member.user }}">{{ member.name }}</li>{% endfor %}</ol>
{% if earlier %}<a href="/{{ id }}/{{ earlier }}">earlier</a>{% endif %}
</body></html>""")


def newest(collection: Any, field: str, before: datetime | None = None) -> Any:
    """The last document in the order of a field."""
    query = collection.order_by(field, direction=firestore.Query.DESCENDING).limit(1)
    if before:
        query = query.where(filter=FieldFilter(field, "<", before))
    return next(iter(query.stream()), None)


@functions_framework.http
def board_reference(request: flask.Request) -> flask.Response:
    """Answer with a week's page, or with 304 where nothing changed."""
    _, team_id, session, *now = request.path.split("/")
    try:
        user = cookies.loads(request.cookies.get("reference", ""), max_age=43_200)["u"]
    except BadData:
        return flask.Response("", 401)
    team_document = db.collection("teams").document(team_id)
    found = team_document.get()
    team = found.to_dict() or {}
    if user not in team["members"]:
        return flask.Response("", 401)
    digests, entries = team_document.collection("digests"), team_document.collection("entries")
    digest, entry = newest(digests, "created_at"), newest(entries, "updated_at")
    seen = repr((found.update_time, digest.update_time, entry.update_time))
    tag = hashlib.sha256(seen.encode()).hexdigest()
    if now and tag in request.if_none_match:
        return flask.Response("", 304)
    page = week(team_id, team, digest.to_dict(), date.fromisoformat(session), digests, entries)
    response = flask.Response(page, content_type="text/html; charset=utf-8")
    response.set_etag(tag)
    return response


def week(team_id: str, team: dict[str, Any], digest: dict[str, Any], last: date, digests: Any, entries: Any) -> str:
    """The page, from the same documents as ours."""
    closes = digest["created_at"] + timedelta(hours=1)
    before = newest(digests, "created_at", digest["created_at"])
    first = (date.fromisoformat(before.id) if before else last - timedelta(7)) + timedelta(1)
    since = before.to_dict()["created_at"] + timedelta(hours=1) if before else datetime(2000, 1, 1, tzinfo=UTC)
    kept = entries.where(filter=FieldFilter("kept_at", ">=", since)).where(filter=FieldFilter("kept_at", "<", closes))
    days = entries.where(filter=FieldFilter("day", ">=", first.isoformat())).where(
        filter=FieldFilter("day", "<=", last.isoformat())
    )
    by_user: dict[str, list[dict[str, Any]]] = {}
    for document in kept.stream():
        by_user.setdefault(document.get("user"), []).append(document.to_dict())
    quiet: dict[str, list[str]] = {}
    for document in days.stream():
        if document.get("kind") == "quiet":
            quiet.setdefault(document.get("user"), []).append(document.get("day"))
    people = db.get_all([db.document(f"people/T1-{user}") for user in digest["order"]])
    names = {document.id.partition("-")[2]: document.get("name") for document in people if document.exists}
    members = [
        {
            "user": user,
            "name": names.get(user, user),
            "entries": sorted(by_user.get(user, []), key=lambda entry: entry["day"]),
            "quiet": quiet.get(user, []),
        }
        for user in digest["order"]
    ]
    earlier = newest(digests, "created_at", digest["created_at"])
    return WEEK.render(
        id=team_id, team=team, first=first, last=last, members=members, earlier=earlier.id if earlier else None
    )
