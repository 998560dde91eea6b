"""The chain from the clock to Slack over Google's Pub/Sub emulator: a slot, its teams, their members."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from google.cloud import pubsub_v1

from local.acts import set_up
from local.machine import Machine
from local.slack.people.reading import plain
from shared.cloud.pubsub import PubSub
from shared.wiring import services as wiring
from tests.emulators import fresh_project, running_pubsub

MONDAY_AT_FIVE = datetime(2026, 11, 16, 17, 0, tzinfo=ZoneInfo("Asia/Tokyo"))


@pytest.fixture(scope="module")
def emulator() -> Iterator[None]:
    """Google's clients find it, as long as these tests run."""
    with running_pubsub() as host, pytest.MonkeyPatch.context() as patch:
        patch.setenv("PUBSUB_EMULATOR_HOST", host)
        yield


@pytest.fixture
def machine() -> Iterator[Machine]:
    """Two people in a channel, at 16:00 on a Monday."""
    with Machine(MONDAY_AT_FIVE - timedelta(hours=1)) as machine:
        for user in ("U1", "U2"):
            machine.workspace.add_user(user, user.lower(), f"Person {user}", locale="en-US")
        machine.workspace.add_channel("C1", "ops", ["U1", "U2"])
        yield machine


def subscribe(machine: Machine, project: str, *topics: str) -> None:
    """Topics with push subscriptions to the functions of the same names, as Eventarc makes them."""
    with pubsub_v1.PublisherClient() as publisher, pubsub_v1.SubscriberClient() as subscriber:
        for name in topics:
            topic = publisher.topic_path(project, name)
            publisher.create_topic(name=topic)
            subscriber.create_subscription(
                name=subscriber.subscription_path(project, name),
                topic=topic,
                push_config={"push_endpoint": machine.functions.url(name)},
            )


def publish_through(machine: Machine, project: str) -> PubSub:
    """Let the functions hand on through Pub/Sub itself."""
    pubsub = PubSub(project)
    made = machine.services
    world = replace(made.world, publisher=pubsub)
    wiring.use(made.in_world(world))
    return pubsub


@pytest.mark.usefixtures("emulator")
def test_a_slot_reaches_every_member_through_push_subscriptions(machine: Machine) -> None:
    project = fresh_project()
    set_up(machine.person("U1"))
    machine.triggers.settle()
    subscribe(machine, project, "reminder", "digest")
    pubsub = publish_through(machine, project)
    machine.clock.set(MONDAY_AT_FIVE)

    pubsub.publish("reminder", [{"slot": "17:00 Asia/Tokyo"}])

    machine.workspace.wait_until(
        lambda: all(machine.workspace.direct_messages(user) for user in ("U1", "U2")), timeout=20
    )
    assert "What went well today?" in plain(machine.workspace.direct_messages("U2")[0])


@pytest.mark.usefixtures("emulator")
def test_ten_thousand_messages_are_published_in_batches_and_each_once() -> None:
    project = fresh_project()
    with pubsub_v1.PublisherClient() as publisher, pubsub_v1.SubscriberClient() as subscriber:
        topic = publisher.topic_path(project, "reminder")
        publisher.create_topic(name=topic)
        subscription = subscriber.subscription_path(project, "all")
        subscriber.create_subscription(name=subscription, topic=topic)
        teams = [f"T1-C{n}" for n in range(10_000)]
        assert PubSub(project).publish("reminder", ({"team": team} for team in teams)) == len(teams)
        received: list[str] = []
        while len(received) < len(teams):
            pulled = subscriber.pull(subscription=subscription, max_messages=1000, timeout=20)
            received += [json.loads(message.message.data)["team"] for message in pulled.received_messages]
            subscriber.acknowledge(subscription=subscription, ack_ids=[m.ack_id for m in pulled.received_messages])
        assert sorted(received) == sorted(teams)
