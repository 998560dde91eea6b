"""The crash matrix: the process that serves the functions is ended at every point, by SIGKILL, and the trigger repeats.

The points are those of an undisturbed run. After each: what stands in Slack, in the store and in Cloud Scheduler is
what stands after the undisturbed run; so there is one message a key with the newest words in it, no entry is lost, no
claim is stuck, and every trigger is acknowledged.
"""

import pytest

from tests.crash.compared.checks import killed_at, undisturbed
from tests.crash.play import Scenario, stage
from tests.crash.scenarios import SCENARIOS

NAMES = [scenario.name for scenario in SCENARIOS]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=NAMES)
def test_a_process_that_ends_anywhere_loses_and_repeats_nothing(scenario: Scenario, forked: str) -> None:
    with stage(scenario, forked) as on:
        points, expected = undisturbed(on)
        assert {len(messages) for messages in expected.messages.values()} <= {1}
        for at in range(1, len(points) + 1):
            killed_at(on, at, points, expected)
