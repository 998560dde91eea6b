"""The crash matrix on Firestore's emulator: all points in ``make crash``, else a tenth, another one each day."""

import pytest

from tests.crash import rotation
from tests.crash.compared.checks import killed_at, undisturbed
from tests.crash.play import Scenario, stage
from tests.crash.scenarios import SCENARIOS

NAMES = [f"{scenario.name}, {rotation.NAME}" for scenario in SCENARIOS]


@pytest.mark.usefixtures("firestore_emulator")
@pytest.mark.parametrize("scenario", SCENARIOS, ids=NAMES)
def test_a_process_that_ends_anywhere_loses_and_repeats_nothing_on_firestore(scenario: Scenario, forked: str) -> None:
    with stage(scenario, forked, firestore=True) as on:
        points, expected = undisturbed(on)
        assert {len(messages) for messages in expected.messages.values()} <= {1}
        for at in rotation.of_today(range(1, len(points) + 1), parts=10):
            killed_at(on, at, points, expected)
