"""Sets how long a trigger's events are kept. Eventarc makes the subscriptions itself, and they keep an event for one
day."""

import json
from collections.abc import Mapping
from typing import Any

from infra.tools.commands import Stop, Terminal, need, say
from infra.tools.deploying.google_answers import patient_gcloud
from infra.tools.deploying.wanted import Wanted

WEEK = "604800s"
ACKNOWLEDGED_WITHIN = 600
"""Seconds after which Pub/Sub sends an event again, to another instance. This is Pub/Sub's maximum; a function runs for
up to 540."""


def keep_for_a_week(w: Wanted, at: Terminal) -> None:
    """Set the retention of all triggers to a week, and read it back. Raises ``Stop`` where Google did not keep it."""
    triggers = _triggers(w, at)
    for trigger in triggers:
        subscription = need(
            patient_gcloud(
                at, "eventarc", "triggers", "describe", trigger, "--format=value(transport.pubsub.subscription)"
            ),
            f"The trigger {trigger} could not be read.",
        )
        _keep(w, subscription, at)
    say(f"Events that fail are tried again for seven days ({len(triggers)} triggers).")


def _triggers(w: Wanted, at: Terminal) -> list[str]:
    where = (f"--regions={w.region}", f"--project={w.project}", "--filter=labels.app=furikaeri", "--format=json")
    listed = patient_gcloud(at, "functions", "list", "--v2", *where)
    functions = json.loads(need(listed, "The functions could not be listed.") or "[]")
    return [function["eventTrigger"]["trigger"] for function in functions if "eventTrigger" in function]


def _keep(w: Wanted, subscription: str, at: Terminal) -> None:
    name = subscription.rpartition("/")[2]
    wanted = (
        f"--message-retention-duration={WEEK}",
        "--expiration-period=never",
        f"--ack-deadline={ACKNOWLEDGED_WITHIN}",
    )
    updated = patient_gcloud(at, "pubsub", "subscriptions", "update", subscription, *wanted, f"--project={w.project}")
    need(updated, f"Events of {name} are kept for a day only.")
    shown = patient_gcloud(
        at, "pubsub", "subscriptions", "describe", subscription, f"--project={w.project}", "--format=json"
    )
    found = json.loads(need(shown, f"Whether events of {name} are kept for a week could not be read.") or "{}")
    if missing := _not_kept(found):
        raise Stop(
            f"Google took the change of {name} and kept {missing}. What fails is tried again for that long only:\n"
            "docs/operate.md, Events wait too long, says what to do by hand."
        )


def _not_kept(found: Mapping[str, Any]) -> str:
    if found.get("messageRetentionDuration") != WEEK:
        return f"{found.get('messageRetentionDuration', 'nothing')} as the time that events are kept"
    if found.get("ackDeadlineSeconds") != ACKNOWLEDGED_WITHIN:
        return f"{found.get('ackDeadlineSeconds', 'nothing')} as the seconds for an acknowledgement"
    return ""
