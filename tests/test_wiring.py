"""Putting it together: late, and once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from shared.settings import read_settings
from shared.slack.handlers.context import Context
from shared.usecases.ports.world import World
from shared.wiring import services as wiring


def test_requests_that_come_at_once_to_a_cold_instance_share_one_world() -> None:
    for _ in range(20):
        context = wiring.make(read_settings({"STORE": "sqlite::memory:", "SLACK_BOT_TOKEN": "x"})).context
        assert not context.world_is_made()
        at_once = Barrier(8)

        def ask(context: Context = context, at_once: Barrier = at_once) -> World:
            at_once.wait()
            return context.world

        with ThreadPoolExecutor(8) as pool:
            worlds = [asked.result() for asked in [pool.submit(ask) for _ in range(8)]]
        assert {id(world) for world in worlds} == {id(context.world)}
        assert context.world_is_made()
