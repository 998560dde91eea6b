"""A small team at work with the real functions: 田中 and 鈴木, and Sato, whose Slack is in English."""

import io
import json
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from local.acts import set_up
from local.machine import Machine
from local.slack.outgoing.requests import Answer, http_sender
from local.slack.people.person import Person
from local.slack.people.reading import mentions, plain, plain_view
from local.slack.state.records import Channel, Json, Message
from shared.i18n.sentences import sentences
from shared.kpt.day import Slot
from shared.logs import Log
from shared.store.engine.documents import Documents, Fields, Where

TOKYO = ZoneInfo("Asia/Tokyo")
BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 11, 16)
ja, en = sentences("ja"), sentences("en")


def tokyo(day: int, at: str = "10:00", month: int = 11) -> datetime:
    """A moment of 2026 in Tokyo. 16 November is a Monday, the win session of that week is on Friday the 20th."""
    hour, minute = map(int, at.split(":"))
    return datetime(2026, month, day, hour, minute, tzinfo=TOKYO)


class Story:
    """A machine, with short methods for acts of people and for what can be seen."""

    def __init__(self, machine: Machine, log: io.StringIO) -> None:
        self.machine, self.workspace, self.slack, self.log = machine, machine.workspace, machine.slack, log
        self.tanaka, self.suzuki, self.sato = (machine.person(user) for user in ("U1", "U2", "U3"))

    # What happens

    def set_up(self, by: Person | None = None, channel: str = "C1") -> Answer:
        """Somebody types /kpt setup and submits the form as it opened; then all events are delivered."""
        answer = set_up(by or self.tanaka, channel)
        self.settle()
        return answer

    def settle(self) -> bool:
        return self.machine.triggers.settle()

    def until(self, moment: datetime) -> None:
        self.machine.triggers.run_until(moment)

    def jump(self, moment: datetime) -> None:
        """Set the clock without firing jobs."""
        self.machine.clock.set(moment)

    def remind(self, day: str | None = None, at: str | None = None, team: str = "T1-C1") -> bool:
        """Publish the team's message on the topic `reminder`, and deliver all events."""
        fields = {"team": team, "day": day, "slot": str(Slot.parse(at)) if at else None}
        self.machine.triggers.publish("reminder", [{k: v for k, v in fields.items() if v}])
        return self.settle()

    def push(self, function: str, fields: Mapping[str, str], times: int) -> list[int]:
        """Send a function the same message several times at once. Returns the statuses."""
        message = {"data": b64encode(json.dumps(fields).encode()).decode(), "messageId": "1"}
        body = json.dumps({"message": message, "subscription": "projects/local/subscriptions/x"}).encode()
        headers = {
            "Content-Type": "application/json",
            "ce-specversion": "1.0",
            "ce-id": "1",
            "ce-type": "google.cloud.pubsub.topic.v1.messagePublished",
            "ce-source": "//pubsub.googleapis.com/projects/local/topics/x",
        }
        send = http_sender(self.machine.functions.url(function), limit=20)
        with ThreadPoolExecutor(times) as pool:
            return [answer.status for answer in pool.map(lambda _: send(headers, body), range(times))]

    def write(
        self, person: Person, texts: Mapping[str, str] | None = None, *, settle: bool = True, **more: str
    ) -> Answer:
        """Open today's form with /kpt, type and save."""
        person.command("/kpt")
        person.type({**(texts or {}), **more})
        answer = person.submit()
        if settle:
            self.settle()
        return answer

    def press(self, person: Person, action: str, **how: Any) -> Answer | None:
        """Press a button of the person's newest direct message, and deliver all events."""
        answer = person.press(self.message(person.user_id), action, **how)
        self.settle()
        return answer

    # What can be seen

    @property
    def channel(self) -> Channel:
        return self.workspace.channel("C1")

    def posts(self) -> list[Message]:
        """The app's messages in the channel, without the welcome."""
        ours = [m for m in self.channel.messages if (m.metadata or {}).get("event_payload")]
        return [m for m in ours if key_of(m) != "welcome"]

    def announcements(self) -> list[str]:
        return [plain(m) for m in self.posts() if key_of(m).startswith("announcement:")]

    def digest(self) -> Message:
        """The newest digest's parent."""
        return [m for m in self.posts() if key_of(m).startswith("digest:")][-1]

    def thread(self) -> list[str]:
        return [plain(reply) for reply in self.digest().replies]

    def messages(self, user: str) -> list[str]:
        return [plain(m) for m in self.workspace.direct_messages(user)]

    def message(self, user: str) -> Message:
        return self.workspace.direct_messages(user)[-1]

    def ephemerals(self, user: str) -> list[str]:
        """The ephemeral messages of a person."""
        return [plain(m) for m in self.workspace.ephemeral[user]]

    def ephemeral(self, user: str) -> Message:
        return self.workspace.ephemeral[user][-1]

    def form(self, person: Person) -> str:
        return plain_view(person.view)

    def document(self, path: str) -> Fields:
        return self.machine.sqlite.get([path])[path].fields

    def documents(self, collection: str) -> Mapping[str, Fields]:
        return {d.id: d.fields for d in self.machine.sqlite.query(collection, Where("schema"))}

    def events(self, name: str = "") -> list[dict[str, Any]]:
        """The logged events; with ``name`` only those with this name."""
        lines = [json.loads(line) for line in self.log.getvalue().splitlines()]
        return [line for line in lines if name in ("", line["message"])]

    def everything_posted(self) -> list[Message]:
        """Every message in all conversations."""
        return [message for channel in self.workspace.channels.values() for message in channel.everything()]

    def refused_calls(self) -> list[tuple[str, str | None]]:
        """The calls that Slack refused, with their errors."""
        return [(call.method, call.error) for call in self.slack.calls if not call.ok]


def key_of(message: Message) -> str:
    """The key of a message."""
    return str((message.metadata or {})["event_payload"]["key"])


def buttons(message: Message) -> dict[str, Json]:
    """A message's buttons by action_id."""
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    return {element["action_id"]: element for row in rows for element in row}


def inputs(person: Person) -> dict[str, Json]:
    """The elements of a form's fields by block_id."""
    return {b["block_id"]: b["element"] for b in person.view.blocks if b["type"] == "input"}


@contextmanager
def working(now: datetime, documents: Documents | None = None, path: str = ":memory:") -> Iterator[Story]:
    """A workspace with the three people in #ops, where no team is set up.

    At the end of every story it checks that no message notifies anybody, and that the test looked at the errors of each
    refused form.
    """
    log = io.StringIO()
    with Machine(now, documents=documents, log=Log(log), path=path) as machine:
        workspace = machine.workspace
        workspace.add_user("U1", "tanaka", "田中")
        workspace.add_user("U2", "suzuki", "鈴木")
        workspace.add_user("U3", "sato", "Sato", locale="en-GB")
        workspace.add_channel("C1", "ops", ["U1", "U2", "U3"])
        story = Story(machine, log)
        yield story
        assert [(m.text, mentions(m)) for m in story.everything_posted() if mentions(m)] == [], "nobody is notified"
        refused = [view for user in workspace.users for view in workspace.view_stack(user) if not view.errors_were_read]
        assert [view.errors for view in refused] == [], "a form was refused, and the test did not look"


@pytest.fixture
def story() -> Iterator[Story]:
    """Monday 16 November, 10:00; no team is set up."""
    with working(tokyo(16)) as at_work:
        yield at_work


@pytest.fixture
def team(story: Story) -> Story:
    """田中 has set #ops up."""
    story.set_up()
    return story


@pytest.fixture
def asked(team: Story) -> Story:
    """It is 17:05, and everybody of #ops has been asked."""
    team.tanaka.close()
    team.until(tokyo(16, "17:05"))
    return team


@pytest.fixture
def at() -> Iterator[Callable[..., Story]]:
    """``at(moment)``: the workspace at another time, without a team."""
    with ExitStack() as stack:
        yield lambda now, **how: stack.enter_context(working(now, **how))
