"""Stores a slot with many teams, fires it, and carries messages from Pub/Sub to the function until everybody was
asked."""

import json
import time
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from google.api_core.exceptions import DeadlineExceeded
from google.cloud import pubsub_v1

from shared.kpt.team.person import Person
from shared.kpt.team.team import Team
from shared.store.engine.documents import Documents, Put, Write
from shared.store.records.teams import person_fields, team_fields
from tests.kpt.build import person, team

SLOT = "17:00 Asia/Tokyo"
AT_ONCE = 400
"""Documents in one commit; Firestore takes 500."""
ACKNOWLEDGED_WITHIN = 30
"""Seconds after which Pub/Sub sends a message again that was not acknowledged."""


@dataclass(frozen=True)
class Load:
    """So many teams of five, spread evenly over so many workspaces."""

    teams: int
    workspaces: int
    members: int = 5

    def everybody(self) -> set[str]:
        """The people who have to be asked once."""
        return {user for number in range(self.teams) for user in self._users(number)}

    def documents(self) -> Iterator[Write]:
        """The writes of all teams and people."""
        for number in range(self.teams):
            made, people = self._team(number)
            yield Put(f"teams/{made.id}", team_fields(made))
            yield from (Put(f"people/{p.id}", {**person_fields(p), "teams": list(p.teams)}) for p in people)

    def _team(self, number: int) -> tuple[Team, Sequence[Person]]:
        workspace, users = f"T{number % self.workspaces}", self._users(number)
        made = team(*users, id=f"{workspace}-C{number}", slots=(f"reminder {SLOT}",))
        return made, [person(user, workspace=workspace, teams=(made.id,), home=made.id) for user in users]

    def _users(self, number: int) -> list[str]:
        return [f"U{number % self.workspaces}x{number * self.members + n}" for n in range(self.members)]


def store(documents: Documents, load: Load) -> None:
    """Store the whole load."""
    writes = list(load.documents())
    for start in range(0, len(writes), AT_ONCE):
        documents.commit(writes[start : start + AT_ONCE])


class Carrier:
    """Does what Eventarc does: takes messages from a topic, sends each to an instance, and acknowledges those that the
    instance acknowledged.

    Pub/Sub itself sends the others again.
    """

    def __init__(self, project: str, topic: str, addresses: Sequence[str]) -> None:
        self._publisher, self._subscriber = pubsub_v1.PublisherClient(), pubsub_v1.SubscriberClient()
        self._topic = self._publisher.topic_path(project, topic)
        self._subscription = self._subscriber.subscription_path(project, topic)
        self._addresses = addresses
        self._publisher.create_topic(name=self._topic)
        self._subscriber.create_subscription(
            name=self._subscription, topic=self._topic, ack_deadline_seconds=ACKNOWLEDGED_WITHIN
        )
        self.again = 0
        """How often a message was not acknowledged."""
        self.last_at = time.monotonic()
        """When the last message was sent to an instance."""

    def fire(self) -> None:
        """Publish the slot's message."""
        self._publisher.publish(self._topic, json.dumps({"slot": SLOT}).encode()).result(timeout=30)

    def carry(self, until: float) -> bool:
        """Carry messages until none is left, or until that moment. Returns whether none is left."""
        self.last_at = time.monotonic()
        with ThreadPoolExecutor(len(self._addresses)) as pool:
            while time.monotonic() < until:
                taken = self._take()
                if taken:
                    numbered = [(self._addresses[n % len(self._addresses)], m) for n, m in enumerate(taken)]
                    outcomes = list(pool.map(lambda pair: self._give(*pair), numbered))
                    done = [ack for ack in outcomes if ack]
                    self.again += len(outcomes) - len(done)
                    if done:
                        self._subscriber.acknowledge(subscription=self._subscription, ack_ids=done)
                    self.last_at = time.monotonic()
                elif time.monotonic() - self.last_at > ACKNOWLEDGED_WITHIN + 10:
                    return True
        return False

    def _take(self) -> list[pubsub_v1.types.ReceivedMessage]:
        try:
            found = self._subscriber.pull(subscription=self._subscription, max_messages=20, timeout=5, retry=None)
        except DeadlineExceeded:
            return []
        return list(found.received_messages)

    def _give(self, address: str, message: pubsub_v1.types.ReceivedMessage) -> str:
        data = {"data": b64encode(message.message.data).decode(), "messageId": message.message.message_id}
        body = json.dumps({"message": data, "subscription": self._subscription}).encode()
        headers = {
            "Content-Type": "application/json",
            "ce-specversion": "1.0",
            "ce-id": message.message.message_id,
            "ce-type": "google.cloud.pubsub.topic.v1.messagePublished",
            "ce-source": "//pubsub.googleapis.com/",
        }
        request = urllib.request.Request(address, body, headers, method="POST")  # noqa: S310 - loopback
        try:
            with urllib.request.urlopen(request, timeout=300) as answer:  # noqa: S310 - loopback
                return str(message.ack_id) if answer.status < 300 else ""
        except urllib.error.HTTPError as error:
            error.close()
            return ""

    def close(self) -> None:
        """Close the channels."""
        self._subscriber.close()
        self._publisher.stop()
