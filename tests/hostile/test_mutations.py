"""Everything else: valid payloads, a little changed, never bring the function down."""

import json
import re
from typing import Any

from hypothesis import HealthCheck, given, settings

from local.slack.outgoing import payloads
from tests.hostile.conftest import Attacked
from tests.hostile.requests import (
    OF_A_TEAM,
    SETTINGS,
    assert_no_traceback,
    mutations,
    press,
    seed,
    settings_sent,
    submission,
)
from tests.story.conftest import buttons

# Everything else: valid payloads, a little changed


def test_valid_payloads_a_little_changed_never_bring_it_down(attacked: Attacked) -> None:
    story, workspace = attacked.story, attacked.story.workspace
    message = story.message("U3")
    story.tanaka.command("/kpt")
    view = story.tanaka.view
    originals = [
        payloads.block_actions(
            workspace, "U3", message, payloads.action(workspace, {"block_id": "reminder"}, button, None)
        )
        for name, button in buttons(message).items()
        if name != "menu"
    ]
    originals.append(payloads.shortcut(workspace, "U1", "kpt"))
    originals.append(payloads.view_action("view_submission", workspace, view))
    originals += [
        press("day", "2026-11-13", view={"id": view.id, "private_metadata": view.content["private_metadata"]}),
        press("delete", json.dumps(seed()), view={"id": view.id}),
        press("again", json.dumps({"team": "T1-C1", "day": None, "via": "x", "language": "ja", "pushed": False})),
        press("menu", "stop:ja"),
        press("try_now", json.dumps(seed())),
        *(press(action, "T1-C1", view=SETTINGS) for action in OF_A_TEAM),
        settings_sent(),
        submission(json.dumps({**seed(), "via": "x", "revision": 1, "shown": True})),
    ]

    def elsewhere() -> set[str]:
        """What is not the team's, its people's or left to be done for them."""
        own = re.compile(r"(teams/T1-C1|people/|errands/).*|audit/.*_T1-C1")
        return {path for path in attacked.stored() if not own.fullmatch(path)}

    before = elsewhere()

    @settings(max_examples=300, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(mutations(originals))
    def never(payload: Any) -> None:
        answer = attacked.payload(payload)
        assert answer.status in (200, 400), payload
        assert_no_traceback(answer)

    never()
    assert story.settle()
    stored = attacked.stored()
    assert elsewhere() == before
    assert all("\ud800" not in path for path in stored)
