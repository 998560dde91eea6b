"""Pub/Sub: reads messages that wake a function, and publishes messages."""

import json
import re
from base64 import b64decode
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cloudevents.http import CloudEvent

from shared.kpt.day import Slot
from shared.kpt.team.team import TEAM_ID

if TYPE_CHECKING:
    from google.cloud.pubsub_v1 import PublisherClient

IN_FLIGHT = 1000
"""How many published messages may wait to be accepted, so that memory does not grow with the teams of a slot."""
ACCEPTED_WITHIN = 30
"""Seconds until Pub/Sub must have accepted a message."""

FIRST_YEAR, LAST_YEAR = 2000, 2999
"""A year outside of these is mistyped."""


USER_ID = re.compile(r"[A-Za-z0-9]{1,40}")
SPREADSHEET_ID = re.compile(r"[A-Za-z0-9_-]{20,100}")


class NoMessage(ValueError):
    """The data is no message of ours. Retrying would not help, so it is logged and acknowledged."""


@dataclass(frozen=True)
class SlotMessage:
    """A slot came round."""

    slot: Slot


@dataclass(frozen=True)
class TeamMessage:
    """One team's turn, for a day (None: today) and a slot (None: published by hand, for whoever is due)."""

    team: str
    day: date | None
    slot: Slot | None


@dataclass(frozen=True)
class SheetMessage:
    """A team's spreadsheet is to be updated: for an entry, by its day and user, or completely (None)."""

    team: str
    entry: tuple[date, str] | None


@dataclass(frozen=True)
class TrySheet:
    """Somebody wants to connect a team with a spreadsheet, and waits in a view."""

    team: str
    by: str
    spreadsheet: str
    view: str


@dataclass(frozen=True)
class Tick:
    """Sweep everything (``{}``), or only check that every slot ran (``{"look": "slots"}``)."""

    only_slots: bool = False


def read_message(event: CloudEvent) -> SlotMessage | TeamMessage | Tick:
    """Read a message: ``{"slot": …}``, ``{"team": …, "day": …, "slot": …}``, ``{}`` or ``{"look": "slots"}``. Raises
    ``NoMessage``."""
    try:
        fields = json.loads(b64decode(event.data["message"]["data"]))
        slot = Slot.parse(fields["slot"]) if fields.get("slot") else None
        if team := fields.get("team"):
            if not (isinstance(team, str) and TEAM_ID.fullmatch(team)):
                raise ValueError("team")
            return TeamMessage(team, _day(fields["day"]) if fields.get("day") else None, slot)
        return SlotMessage(slot) if slot else Tick(only_slots=fields.get("look") == "slots")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NoMessage(type(error).__name__) from error


def read_sheet_message(event: CloudEvent) -> SheetMessage | TrySheet:
    """Read a message of the topic `sheet`: ``{"team", "day", "user"}``, ``{"team"}`` or ``{"team", "try": {"by", "id",
    "view"}}``. Raises ``NoMessage``."""
    try:
        fields = json.loads(b64decode(event.data["message"]["data"]))
        team, tried = fields["team"], fields.get("try")
        if not TEAM_ID.fullmatch(team):
            raise ValueError("team")
        if tried is None:
            user = fields.get("user")
            if user is not None and not USER_ID.fullmatch(user):
                raise ValueError("user")
            return SheetMessage(team, (_day(fields["day"]), user) if user else None)
        if not SPREADSHEET_ID.fullmatch(tried["id"]):
            raise ValueError("id")
        return TrySheet(team, str(tried["by"]), tried["id"], str(tried.get("view") or ""))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NoMessage(type(error).__name__) from error


def _day(text: str) -> date:
    """Read a day. Raises ValueError outside of the allowed years."""
    day = date.fromisoformat(text)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError("day")
    return day


class PubSub:
    """Publishes to the project's topics. The client is made at the first message, as it opens a connection."""

    def __init__(self, project: str) -> None:
        self._project = project

    @cached_property
    def _client(self) -> "PublisherClient":
        from google.cloud import pubsub_v1  # 0.2 s that only a slot with teams needs

        return pubsub_v1.PublisherClient()

    def publish(self, topic: str, messages: Iterable[Mapping[str, object]]) -> int:
        """Publish all messages. Returns how many, once all are accepted."""
        under_way: deque[Any] = deque()
        published = 0
        for message in messages:
            if len(under_way) == IN_FLIGHT:
                under_way.popleft().result(timeout=ACCEPTED_WITHIN)
            path = self._client.topic_path(self._project, topic)
            under_way.append(self._client.publish(path, json.dumps(message).encode()))
            published += 1
        for accepted in under_way:
            accepted.result(timeout=ACCEPTED_WITHIN)
        return published
