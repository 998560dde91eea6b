"""BARE: the least that an app in Slack can do. It verifies the signature and opens a form."""

import json
import os
from typing import Any

import flask
import functions_framework
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier

verifier = SignatureVerifier(os.environ["SLACK_SIGNING_SECRET"])
slack = WebClient(os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])


def field(name: str) -> dict[str, Any]:
    """One of the three inputs."""
    element = {"type": "plain_text_input", "action_id": "text", "multiline": True}
    label = {"type": "plain_text", "text": name.title()}
    return {"type": "input", "block_id": name, "optional": True, "label": label, "element": element}


VIEW = {
    "type": "modal",
    "callback_id": "kpt",
    "title": {"type": "plain_text", "text": "KPT"},
    "submit": {"type": "plain_text", "text": "Save"},
    "blocks": [field(name) for name in ("keep", "problem", "try")],
}


@functions_framework.http
def bare(request: flask.Request) -> tuple[str, int]:
    """Open the form for every request."""
    body = request.get_data()
    if not verifier.is_valid_request(body, dict(request.headers)):
        return "", 401
    payload = json.loads(request.form["payload"]) if "payload" in request.form else request.form
    slack.views_open(trigger_id=payload["trigger_id"], view=VIEW)
    return "", 200
