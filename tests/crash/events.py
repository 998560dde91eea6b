"""Events that start a function: a message on its topic, or a written document."""

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Event:
    """An event that starts a function, and is delivered until it is acknowledged."""

    function: str
    headers: Mapping[str, str]
    body: bytes


def published(topic: str, message: Mapping[str, object], number: int) -> Event:
    """The event of a message on a function's topic, as Pub/Sub sends it."""
    data = {"data": b64encode(json.dumps(dict(message)).encode()).decode(), "messageId": str(number)}
    body = json.dumps({"message": data, "subscription": f"projects/local/subscriptions/{topic}"}).encode()
    kind = "google.cloud.pubsub.topic.v1.messagePublished"
    source = f"//pubsub.googleapis.com/projects/local/topics/{topic}"
    return Event(topic, _headers(kind, source, "application/json", number), body)


def written(path: str, function: str, number: int) -> Event:
    """The event of a written document, as Firestore's trigger sends it."""
    kind = "google.cloud.firestore.document.v1.written"
    source = "//firestore.googleapis.com/projects/local/databases/(default)"
    return Event(function, _headers(kind, source, "application/protobuf", number) | {"ce-document": path}, b"")


def _headers(kind: str, source: str, content: str, number: int) -> dict[str, str]:
    about = {"id": str(number), "specversion": "1.0", "type": kind, "source": source}
    return {"Content-Type": content, **{f"ce-{name}": value for name, value in about.items()}}
