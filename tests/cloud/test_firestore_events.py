"""The chain as the cloud has it: a write in Google's Firestore emulator wakes the function, and Slack hears of it."""

from datetime import UTC, datetime

import pytest

from local.acts import set_up
from local.google.functions import FunctionServer
from local.machine import Machine
from local.slack.people.reading import plain
from shared.store.engine.firestore import Firestore
from tests.emulators import fresh_project, register_trigger, running_firestore


def test_a_submission_reaches_the_channel_through_firestores_own_trigger(monkeypatch: pytest.MonkeyPatch) -> None:
    project = fresh_project()
    functions = FunctionServer(prefix=f"/functions/projects/{project}/triggers")
    with running_firestore(functions.address) as host:
        monkeypatch.setenv("FIRESTORE_EMULATOR_HOST", host)
        register_trigger(host, project, "announce", "teams/{team}/entries/{entry}")
        register_trigger(host, project, "errand", "errands/{errand}")
        register_trigger(host, project, "schedule", "teams/{team}")
        store = Firestore(project, "(default)")
        with Machine(datetime.now(UTC), documents=store, functions=functions) as machine:
            machine.workspace.add_user("U1", "tanaka", "田中")
            channel = machine.workspace.add_channel("C1", "ops", ["U1"])
            tanaka = machine.person("U1")

            set_up(tanaka)
            machine.workspace.wait_until(lambda: len(channel.messages) == 1, timeout=20)
            assert "毎日の振り返りを始めます" in plain(channel.messages[0])

            machine.workspace.wait_until(lambda: len(machine.scheduler.jobs) == 4, timeout=20)

            tanaka.command("/kpt")
            tanaka.type(keep="返しきった。")
            tanaka.submit()
            machine.workspace.wait_until(lambda: len(channel.messages) == 2, timeout=20)
            assert "返しきった。" in plain(channel.messages[1])

            tanaka.command("/kpt")
            tanaka.type(keep="ぜんぶ返しきった。")
            tanaka.submit()
            machine.workspace.wait_until(lambda: "ぜんぶ" in plain(channel.messages[1]), timeout=20)
            assert len(channel.messages) == 2
