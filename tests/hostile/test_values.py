"""Values and private_metadata that no button or form of ours carries, and those of somebody else's team."""

import json
from typing import Any

import pytest

from local.slack.outgoing.requests import Answer
from shared.store.engine.documents import Create
from tests.hostile.conftest import Attacked
from tests.hostile.requests import OF_A_TEAM, assert_refused, nothing_happens, press, seed, submission
from tests.story.conftest import en

# Values and private_metadata that no button or form of ours carries


VALUES: dict[str, str] = {
    "empty": "",
    "no JSON": "{",
    "a list": "[]",
    "a number": "1",
    "deep": "[" * 50_000,
    "no team": '{"day":"2026-11-16","language":"ja","zone":"Asia/Tokyo"}',
    "a path": '{"team":"T1-C1/entries/x","day":"2026-11-16","language":"ja","zone":"Asia/Tokyo"}',
    "up": '{"team":"../..","day":"2026-11-16","language":"ja","zone":"Asia/Tokyo"}',
    "no day": '{"team":"T1-C1","day":"someday","language":"ja","zone":"Asia/Tokyo"}',
    "no zone": '{"team":"T1-C1","day":"2026-11-16","language":"ja","zone":"../../etc/passwd"}',
    "a huge zone": '{"team":"T1-C1","day":"2026-11-16","language":"ja","zone":"' + "A/" * 5000 + '"}',
    "a zone with nul": '{"team":"T1-C1","day":"2026-11-16","language":"ja","zone":"Asia\\u0000/Tokyo"}',
    "a surrogate zone": '{"team":"T1-C1","day":"2026-11-16","language":"ja","zone":"Asia/\\ud800"}',
    "no language": '{"team":"T1-C1","day":"2026-11-16","language":"tlh","zone":"Asia/Tokyo"}',
    "a list as language": '{"team":"T1-C1","day":"2026-11-16","language":["ja"],"zone":"Asia/Tokyo"}',
    "not our revision": (
        '{"team":"T1-C1","day":"2026-11-16","language":"ja","zone":"Asia/Tokyo","revision":[],"via":1e999}'
    ),
}
OF_A_DAY = ["write", "edit", "quiet", "off", "delete", "try_now", "off_longer"]
ACTIONS = [*OF_A_DAY, *OF_A_TEAM, "step_out", "step_in", "day", "again", "menu"]


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_values_that_are_not_ours(attacked: Attacked, value: str) -> None:
    before = attacked.stored()
    for action in ACTIONS:
        if action != "day" and not (action != "again" and "revision" in value):
            answer = attacked.payload(press(action, value))
            assert answer == Answer(200), action
    assert attacked.payload(press("day", "2026-11-13", view={"id": "V1", "private_metadata": value})).status == 200
    answer = attacked.payload(submission(value))
    assert (answer.status, json.loads(answer.body)["response_action"]) == (200, "push")
    assert attacked.stored() == before


@pytest.mark.parametrize(
    "wish",
    [
        {"team": "../../x", "day": None, "via": "", "language": None, "pushed": False},
        {"team": ["T1"], "day": None, "via": "", "language": None, "pushed": False},
        {"team": "T1-C1/entries", "day": "2026-11-16", "via": "", "language": None, "pushed": False},
        {"team": "T1-" + "C" * 3000, "day": None, "via": "", "language": "ja", "pushed": True},
        {"team": 17, "day": 17, "via": 17, "language": 17, "pushed": 17},
        {"team": "T1-\ud800", "day": None, "via": "", "language": None, "pushed": False},
        {"team": {}, "day": {}, "via": {}, "language": {}, "pushed": {}},
    ],
    ids=str,
)
def test_wishes_that_are_not_ours(attacked: Attacked, wish: dict[str, Any]) -> None:
    before = attacked.stored()
    answer = attacked.payload(press("again", json.dumps(wish), view={"id": "V1"}))
    assert answer == Answer(200)
    assert attacked.story.events("interaction.unknown")
    assert attacked.stored() == before


def test_halves_of_surrogate_pairs_are_stored_as_replaced(attacked: Attacked) -> None:
    """No store takes them; Slack would not send them."""
    metadata = json.dumps({**seed(), "via": "x\ud800", "channel": "\udfff", "try": "\ud800", "revision": 1})
    payload = submission(metadata, {"keep": "a\ud800b", "problem": "\udc00", "try": "😀"})
    assert attacked.payload(payload) == Answer(200)
    keep = json.loads(attacked.stored()["teams/T1-C1/entries/2026-11-16_U1"])
    assert (keep["keep"], keep["problem"], keep["try"]) == ("a\ufffdb", "\ufffd", "😀")
    assert attacked.payload(press("quiet", json.dumps(seed()), actions=[])).status == 400
    tap = press("quiet", json.dumps({**seed(), "day": "2026-11-13"}))
    tap["actions"][0]["action_ts"] = "1\ud800"
    assert attacked.payload(tap) == Answer(200)
    assert attacked.story.settle()


@pytest.mark.parametrize("view", ["V" * 500_000, "V\ud800", "", "V/1", None])
def test_a_view_id_that_is_none_is_malformed(attacked: Attacked, view: str | None) -> None:
    """It is kept with the entry, to know a form that is sent twice."""
    payload = submission(json.dumps(seed()))
    payload["view"]["id"] = view
    with nothing_happens(attacked):
        assert_refused(attacked.payload(payload), 400)


def test_the_time_of_a_click_does_not_swell_an_entry(attacked: Attacked) -> None:
    tap = press("quiet", json.dumps(seed(day="2026-11-13")))
    tap["actions"][0]["action_ts"] = "1" * 500_000
    assert attacked.payload(tap) == Answer(200)
    assert len(attacked.stored()["teams/T1-C1/entries/2026-11-13_U1"]) < 2_000


# Somebody else's


@pytest.fixture
def neighbours(attacked: Attacked) -> Attacked:
    """Beside T1-C1: a team of the workspace that U1 is not in, and one of another workspace with a U1 of its own."""
    team = dict(attacked.story.document("teams/T1-C1"))
    other = {**team, "channel": "C9", "name": "board", "members": {"U2": {"name": "鈴木"}}, "member_ids": ["U2"]}
    foreign = {**team, "workspace": "T2", "name": "rivals"}
    entry = dict(attacked.story.document("teams/T1-C1/entries/2026-11-16_U1"))
    person = dict(attacked.story.document("people/T1-U1"))
    attacked.story.machine.sqlite.commit(
        [
            Create("teams/T1-C9", other),
            Create("teams/T1-C9/entries/2026-11-16_U2", {**entry, "user": "U2", "keep": "役員の秘密"}),
            Create("teams/T2-C1", foreign),
            Create("people/T2-U1", {**person, "teams": ["T2-C1"], "home": "T2-C1"}),
            Create("teams/T2-C1/entries/2026-11-16_U1", {**entry, "keep": "他社の秘密"}),
        ]
    )
    for change in attacked.story.machine.sqlite.changes():
        attacked.story.machine.sqlite.acknowledge(change.id)
    return attacked


@pytest.mark.parametrize("team", ["T1-C9", "T2-C1", "T3-C3"])
def test_a_signed_person_naming_another_teams_documents_is_refused(neighbours: Attacked, team: str) -> None:
    before = neighbours.stored()
    value = json.dumps(seed(team))
    story = neighbours.story
    story.tanaka.command("/kpt")
    view = {"id": story.tanaka.view.id, "private_metadata": json.dumps(seed(team))}
    wish = json.dumps({"team": team, "day": "2026-11-16", "via": "edit", "language": "ja", "pushed": False})
    for action in ("quiet", "off", "delete", "edit", "try_now"):
        assert neighbours.payload(press(action, value)) == Answer(200)
        assert neighbours.payload(press(action, value, view=view)) == Answer(200)
    assert neighbours.payload(press("day", "2026-11-16", view=view)) == Answer(200)
    assert neighbours.payload(press("again", wish, view=view)) == Answer(200)
    answer = neighbours.payload(submission(value, {"keep": "eingeschleust"}))
    assert json.loads(answer.body)["response_action"] in ("errors", "push")
    assert neighbours.stored() == before
    assert_no_secret_was_shown(neighbours)


@pytest.mark.parametrize(
    "chosen",
    ["T1-C9", "T2-C1", "T1-C1/entries/x", "T1-", "../..", "T1-C1\n", "T1-\ud800", "T1-" + "C" * 3000, "T3-C3"],
    ids=repr,
)
def test_a_form_that_chooses_somebody_elses_team_stores_nothing(neighbours: Attacked, chosen: str) -> None:
    before = neighbours.stored()
    payload = submission(json.dumps(seed(others={"T1-C9": "board"})), {"keep": "eingeschleust"})
    payload["view"]["state"]["values"]["team"] = {"team": {"selected_option": {"value": chosen}}}
    answer = json.loads(neighbours.payload(payload).body)
    assert answer["response_action"] == ("errors" if chosen == "T1-C9" else "push")
    assert set(answer.get("errors", {})) <= {"team"}, "at its field, and the text stays"
    assert neighbours.stored() == before
    assert_no_secret_was_shown(neighbours)


@pytest.mark.parametrize("others", [None, [], "T1-C9", {"T2-C1": "x"}, {"T1-C1/entries": "x"}, {"": ""}], ids=repr)
def test_other_teams_that_no_button_of_ours_carries(attacked: Attacked, others: object) -> None:
    before = attacked.stored()
    assert attacked.payload(press("write", json.dumps(seed(others=others)))) == Answer(200)
    answer = attacked.payload(submission(json.dumps(seed(others=others))))
    assert json.loads(answer.body)["response_action"] == "push"
    assert attacked.story.events("interaction.unknown")
    assert attacked.stored() == before


def test_buttons_with_a_good_trigger_show_nothing_of_another_workspace(neighbours: Attacked) -> None:
    """With a trigger that works, so that what would be shown is shown."""
    story = neighbours.story
    for action in ("edit", "again", "day"):
        story.tanaka.command("/kpt")
        view = {"id": story.tanaka.view.id, "private_metadata": json.dumps(seed("T2-C1"))}
        value = json.dumps(seed("T2-C1"))
        if action == "again":
            value = json.dumps({"team": "T2-C1", "day": "2026-11-16", "via": "x", "language": "ja", "pushed": False})
        payload = press(action, "2026-11-16" if action == "day" else value, view=view)
        payload["trigger_id"] = story.workspace.surfaces.new_trigger("U1", in_modal=True)
        assert neighbours.payload(payload) == Answer(200)
        assert "他社の秘密" not in "".join(json.dumps(c.arguments, ensure_ascii=False) for c in story.slack.calls)


def test_a_seed_that_lies_about_language_and_channel_gives_no_right(neighbours: Attacked) -> None:
    lie = seed("T1-C9", channel="ops", language="en")
    answer = neighbours.payload(submission(json.dumps(lie), {"keep": "x"}))
    assert json.loads(answer.body)["errors"] == {"keep": en("error.not_member", channel="#ops")}


def test_a_seed_of_a_day_that_may_not_be_written(attacked: Attacked) -> None:
    before = attacked.stored()
    for day in ("2026-11-08", "2026-11-17", "1900-01-01", "9999-12-31", "0001-01-01"):
        assert attacked.payload(press("quiet", json.dumps(seed(day=day)))) == Answer(200)
        answer = attacked.payload(submission(json.dumps(seed(day=day))))
        assert list(json.loads(answer.body)["errors"]) == ["keep"]
        assert attacked.payload(press("write", json.dumps(seed(day=day)))) == Answer(200)
    assert attacked.stored() == before


def assert_no_secret_was_shown(attacked: Attacked) -> None:
    said = "".join(json.dumps(c.arguments, ensure_ascii=False, default=str) for c in attacked.story.slack.calls)
    assert "秘密" not in said
    assert not any(change for change in attacked.story.machine.sqlite.changes())
