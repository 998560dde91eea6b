"""REFERENCE: the same interactions as a user of Slack's and Google's libraries would write them.

It uses slack-bolt with its adapter for Google Cloud Functions, and a google-cloud-firestore client made at import.
Every form is opened filled, from the team and the day's entry. A submission is stored and posted to the channel.
"""

import json
import os
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import flask
import functions_framework
from google.cloud import firestore
from slack_bolt import App
from slack_bolt.adapter.google_cloud_functions import SlackRequestHandler
from slack_sdk import WebClient

app = App(
    client=WebClient(os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"]),
    signing_secret=os.environ["SLACK_SIGNING_SECRET"],
    process_before_response=True,
)
handler = SlackRequestHandler(app)
db = firestore.Client()


def show(client: WebClient, trigger: str, team_id: str, user: str, day: str | None) -> None:
    """Open the form of a day, filled with what is stored."""
    team = db.collection("teams").document(team_id).get().to_dict() or {}
    now = datetime.now(ZoneInfo(team.get("time_zone", "UTC"))) - timedelta(hours=4)
    day = day or now.date().isoformat()
    entry = db.document(f"teams/{team_id}/entries/{day}_{user}").get().to_dict() or {}
    client.views_open(trigger_id=trigger, view=form(team_id, team, day, entry))


def form(team_id: str, team: dict[str, Any], day: str, entry: dict[str, Any]) -> dict[str, Any]:
    """The form."""
    return {
        "type": "modal",
        "callback_id": "kpt",
        "private_metadata": json.dumps({"team": team_id, "day": day}),
        "title": {"type": "plain_text", "text": f"KPT {day}"},
        "submit": {"type": "plain_text", "text": "Save"},
        "close": {"type": "plain_text", "text": "Cancel"},
        "blocks": [
            {"type": "context", "elements": [{"type": "mrkdwn", "text": f"#{team.get('name', '')}"}]},
            *(field(name, entry.get(name, "")) for name in ("keep", "problem", "try")),
        ],
    }


def field(name: str, text: str) -> dict[str, Any]:
    """One of the three inputs."""
    element = {"type": "plain_text_input", "action_id": "text", "multiline": True}
    return {
        "type": "input",
        "block_id": name,
        "optional": True,
        "label": {"type": "plain_text", "text": name.title()},
        "element": element | ({"initial_value": text} if text else {}),
    }


@app.command("/kpt")
def kpt(ack: Any, command: dict[str, Any], client: WebClient) -> None:
    """`/kpt`."""
    ack()
    team = f"{command['team_id']}-{command['channel_id']}"
    show(client, command["trigger_id"], team, command["user_id"], None)


@app.action("write")
def write(ack: Any, body: dict[str, Any], action: dict[str, Any], client: WebClient) -> None:
    """The reminder's *Write*."""
    ack()
    seed = json.loads(action["value"])
    show(client, body["trigger_id"], seed["team"], body["user"]["id"], seed["day"])


@app.view("kpt")
def save(ack: Any, body: dict[str, Any], view: dict[str, Any], client: WebClient) -> None:
    """A submission."""
    known, user, values = json.loads(view["private_metadata"]), body["user"]["id"], view["state"]["values"]
    texts = {name: values[name]["text"]["value"] or "" for name in ("keep", "problem", "try")}
    entry = {"day": known["day"], "user": user, **texts, "updated_at": firestore.SERVER_TIMESTAMP}
    db.document(f"teams/{known['team']}/entries/{known['day']}_{user}").set(entry)
    lines = [f"*{name.title()}*\n{text}" for name, text in texts.items() if text]
    client.chat_postMessage(
        channel=known["team"].partition("-")[2], text=f"<@{user}> {known['day']}\n" + "\n".join(lines)
    )
    ack()


@functions_framework.http
def reference(request: flask.Request) -> flask.Response:
    """Answer all of Slack's requests."""
    return handler.handle(request)
