"""What no Slack would send from the Home and the forms of one's own settings."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from local.slack.outgoing import payloads
from local.slack.outgoing.requests import Answer
from tests.hostile.conftest import Attacked
from tests.hostile.requests import assert_no_traceback, mutations, press, seed, who
from tests.story.conftest import ja

HOME = {"id": "V1", "type": "home", "private_metadata": json.dumps({"language": "ja"})}
ACTIONS = ("write", "quiet", "off", "edit", "off_longer", "add_off", "my_times", "remove_off", "home_team", "step_out")
JUNK = ("", "null", "[]", "{}", "T2-C1", "T1-C9", "T1-", "../x", "0000-00-00", "10000-01-01", "\ud800", "x" * 3000)


def form(callback: str, metadata: str = '{"language":"ja","shown":true}', **values: Any) -> dict[str, Any]:
    """A form of one's own settings, sent. A value: the element as it stands in the state."""
    state = {"values": {name: {"value": element} for name, element in values.items()}}
    view = {"id": "V1", "callback_id": callback, "private_metadata": metadata, "state": state}
    return {"type": "view_submission", **who(), "view": view}


def day(text: Any) -> dict[str, Any]:
    return {"type": "datepicker", "selected_date": text}


def choice(text: Any) -> dict[str, Any]:
    return {"type": "static_select", "selected_option": {"value": text}}


def ticked(*texts: Any) -> dict[str, Any]:
    return {"type": "checkboxes", "selected_options": [{"value": text} for text in texts]}


@pytest.mark.parametrize("action", ACTIONS)
def test_a_press_in_the_home_with_a_value_that_is_none(attacked: Attacked, action: str) -> None:
    before = attacked.stored()
    for junk in JUNK:
        assert attacked.payload(press(action, junk, view=HOME)) == Answer(200)
    attacked.story.settle()
    assert attacked.stored() == before


@pytest.mark.parametrize("action", ["home_team", "step_out", "step_in", "settings"])
def test_no_right_comes_from_the_id_of_a_team_that_is_not_ones_own(attacked: Attacked, action: str) -> None:
    attacked.story.workspace.add_channel("C7", "theirs", ["U2", "U3"])
    attacked.story.set_up(attacked.story.suzuki, "C7")
    before = attacked.stored()
    assert attacked.payload(press(action, "T1-C7", view=HOME)) == Answer(200)
    attacked.story.settle()
    assert attacked.stored() == before


@pytest.mark.parametrize("dates", [("0001-01-01", "9999-12-31"), ("9999-12-31", "9999-12-31"), ("0001-01-01",) * 2])
def test_days_off_at_the_ends_of_time_are_said_at_their_field(attacked: Attacked, dates: tuple[str, str]) -> None:
    before = attacked.stored()
    answer = attacked.payload(form("days_off", first=day(dates[0]), last=day(dates[1])))
    assert list(json.loads(answer.body)["errors"]) == ["last"]
    assert attacked.stored() == before


@pytest.mark.parametrize("text", ["x", "", "2026-13-01", "2026-11-18T10:00", "\ud800", None])
def test_a_date_that_is_none_is_said_at_its_field(attacked: Attacked, text: Any) -> None:
    answer = attacked.payload(form("days_off", first=day("2026-11-18"), last=day(text)))
    assert json.loads(answer.body)["errors"] == {"last": ja("error.away_no_date")}


@pytest.mark.parametrize("text", ["x", "25:00", "04:45", "17:01", "17:00:30", "17:00+09:00", "１７:００"])
def test_a_time_that_is_none_is_said_at_its_field(attacked: Attacked, text: str) -> None:
    answer = attacked.payload(form("my_times", time=choice(text), weekdays=ticked("0"), language=choice("ja")))
    assert json.loads(answer.body)["errors"] == {"time": ja("fault.time")}


@pytest.mark.parametrize("texts", [("7",), ("-1",), ("x",), ("0", "1.5"), ("",), ("9" * 5000,)])
def test_a_weekday_that_is_none_is_said_at_its_field(attacked: Attacked, texts: tuple[str, ...]) -> None:
    answer = attacked.payload(form("my_times", time=choice("team"), weekdays=ticked(*texts), language=choice("ja")))
    assert json.loads(answer.body)["errors"] == {"weekdays": ja("error.mine_no_weekday")}


@pytest.mark.parametrize("fields", [{}, {"language": choice("xx")}, {"time": {}, "weekdays": {}}, {"time": day("x")}])
def test_fields_that_do_not_come_or_are_of_another_kind_change_nothing(
    attacked: Attacked, fields: dict[str, Any]
) -> None:
    before = attacked.stored()
    answer = attacked.payload(form("my_times", **fields))
    assert answer.status == 200
    assert_no_traceback(answer)
    assert attacked.stored() == before


@pytest.mark.parametrize("metadata", ["", "[]", "null", "{", "x" * 3000])
@pytest.mark.parametrize("callback", ["my_times", "days_off"])
def test_a_form_that_carries_nothing_of_ours_is_refused_in_a_sentence(
    attacked: Attacked, callback: str, metadata: str
) -> None:
    before = attacked.stored()
    answer = attacked.payload(form(callback, metadata, first=day("2026-11-18"), last=day("2026-11-18")))
    assert json.loads(answer.body)["response_action"] == "push"
    assert attacked.stored() == before


def test_a_home_and_forms_a_little_changed_never_bring_it_down(attacked: Attacked) -> None:
    story, workspace = attacked.story, attacked.story.workspace
    story.sato.open_home()
    view = story.sato.home
    buttons = [
        (block, element)
        for block in view.blocks
        for element in [*block.get("elements", ()), *([block["accessory"]] if "accessory" in block else ())]
        if element.get("type") == "button"
    ]
    originals = []
    for block, element in buttons:
        payload = payloads.view_action("block_actions", workspace, view)
        originals.append(payload | {"actions": [payloads.action(workspace, block, element, None)]})
    originals += [
        form("days_off", first=day("2026-11-18"), last=day("2026-11-18")),
        form("my_times", time=choice("10:30"), weekdays=ticked("0", "1"), language=choice("en")),
        press("menu", "time:ja"),
        press("off_longer", json.dumps(seed())),
        {"type": "event_callback"},
    ]

    @settings(max_examples=150, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(mutations(originals))
    def never(payload: Any) -> None:
        answer = attacked.payload(payload)
        assert answer.status in (200, 400), payload
        assert_no_traceback(answer)

    never()
    assert story.settle()
