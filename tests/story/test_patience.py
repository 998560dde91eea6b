"""A run that meets another one at the same work waits for it, and does not fail."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from shared.kpt.errors import Busy
from shared.kpt.messages.delivery import Key
from shared.store.engine.documents import Update
from shared.usecases.patience import PAUSES, until_others_are_done
from shared.usecases.ports.world import World
from shared.wiring import services as wiring
from tests.story.conftest import Story, key_of, tokyo
from tests.story.session.test_round import order, tells

TEAM = "teams/T1-C1"


def world_of(story: Story, pause: Callable[[float], None]) -> World:
    """The functions' world, where a run that waits lets ``pause`` happen."""
    services = story.machine.services
    wiring.use(services.in_world(replace(services.world, pause=pause)))
    return wiring.services().world


@pytest.fixture
def pauses() -> list[float]:
    return []


def test_work_that_another_run_holds_is_done_once_that_has_ended(asked: Story, pauses: list[float]) -> None:
    def work() -> None:
        if len(pauses) < 2:
            raise Busy("claimed")
        done.append(True)

    done: list[bool] = []
    until_others_are_done(world_of(asked, pauses.append), work)
    assert (done, pauses) == ([True], list(PAUSES[:2]))


def test_a_run_that_holds_on_for_long_is_not_waited_for_any_longer(asked: Story, pauses: list[float]) -> None:
    def work() -> None:
        raise Busy("claimed")

    with pytest.raises(Busy):
        until_others_are_done(world_of(asked, pauses.append), work)
    assert pauses == list(PAUSES)


def test_the_errand_waits_for_the_click_that_left_it(asked: Story, pauses: list[float]) -> None:
    for person in (asked.tanaka, asked.suzuki):
        asked.write(person, keep="よかった")
    asked.until(tokyo(20, "16:31"))
    asked.slack.faults.error("chat.update", "internal_error")
    asked.tanaka.press(asked.digest(), "begin")
    assert asked.events("round.left_to_errand")
    deliveries = asked.machine.services.world.store.deliveries
    stands = deliveries.get(Key(TEAM, "digest:2026-11-20"))
    assert stands
    held = deliveries.write(replace(stands, state="claimed", owner="the click", claimed_at=asked.machine.clock.now()))

    def click_ends(seconds: float) -> None:
        pauses.append(seconds)
        deliveries.write(replace(held, state="sent"))

    world_of(asked, click_ends)
    assert asked.settle(), "nothing failed and came again"
    assert (tells(asked), pauses) == (order(asked)[0], [PAUSES[0]])
    [line] = [line for line in asked.events("errand.done") if line["kind"] == "head"]
    assert line["errand"].startswith("head"), line


def test_who_saves_while_the_days_message_is_just_posted_appears_below_it(asked: Story, pauses: list[float]) -> None:
    asked.machine.sqlite.commit([Update(TEAM, {"announcement.mode": "thread"})])
    deliveries, key = asked.machine.services.world.store.deliveries, Key(TEAM, "thread:2026-11-16")
    first = deliveries.claim(key, "the first of the day", asked.machine.clock.now())

    def first_gives_up(seconds: float) -> None:
        pauses.append(seconds)
        assert first
        deliveries.forget(first)

    world_of(asked, first_gives_up)
    asked.write(asked.tanaka, keep="よかった")
    assert pauses == [PAUSES[0]]
    assert "announcement:2026-11-16:U1" in [key_of(m) for m in asked.channel.everything()]
