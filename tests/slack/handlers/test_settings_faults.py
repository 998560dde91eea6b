"""What cannot be in a team's settings is said at its field, with the limit that it passed; or on top of the form."""

from typing import Any

import pytest

from shared.i18n.sentences import sentences
from shared.kpt.team.team_settings import LARGEST_TEAM, MOST_CHOSEN, MOST_DAYS_OFF, Fault, settings_of
from shared.slack.handlers.team.settings_faults import faulty
from shared.slack.requests.inbound import Submission, Who
from shared.slack.views.team.settings import SettingsState
from tests.kpt.build import team

STATE = SettingsState("C1", "ops", "en")
en = sentences("en")


def answer(name: str, fault: Fault, **values: Any) -> dict[str, Any]:
    sent = Submission(Who("T1", "U1"), "settings", "V1", "", values)
    return faulty({name: fault}, settings_of(team()), STATE, sent).body or {}


@pytest.mark.parametrize(
    ("name", "fault", "limit"),
    [
        ("extra_days_off", "extra_many", MOST_DAYS_OFF),
        ("membership", "too_many", LARGEST_TEAM),
        ("chosen", "too_many_chosen", MOST_CHOSEN),
    ],
)
def test_what_is_too_much_is_said_at_its_field_with_the_limit(name: str, fault: Fault, limit: int) -> None:
    said = answer(name, fault, **{name: "typed"})
    assert said == {"response_action": "errors", "errors": {name: en(f"fault.{fault}", limit=limit)}}
    assert str(limit) in said["errors"][name]


def test_what_is_wrong_in_no_field_of_the_form_lies_on_top_under_the_forms_title() -> None:
    said = answer("chosen", "nobody", reminder_time="17:00")
    assert said["response_action"] == "push"
    view = said["view"]
    assert view["title"]["text"] == en("setup.title")
    assert en("fault.nobody") in str(view["blocks"])
