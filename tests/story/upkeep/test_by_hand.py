"""Documents as an outside tool, or a restore of a part of them, may leave them."""

from typing import Any

import pytest

from shared.store.engine.documents import Delete, Merge
from tests.counting import Counting
from tests.story.conftest import Story, buttons, inputs, key_of, tokyo
from tests.story.personal_data import erase
from tests.story.stores import store_of


@pytest.fixture
def unknown(team: Story) -> Story:
    """Sato is a member of whom nothing more is stored."""
    team.machine.sqlite.commit([Delete("people/T1-U3")])
    return team


def test_a_member_of_whom_nothing_more_is_stored_is_asked_as_the_team_is(unknown: Story) -> None:
    unknown.jump(tokyo(16, "17:05"))
    assert unknown.remind("2026-11-16", "17:00 Asia/Tokyo")
    [message] = unknown.messages("U3")
    assert "今日もおつかれさまでした。" in message


def test_and_stands_in_the_order_of_speaking(unknown: Story) -> None:
    unknown.write(unknown.tanaka, keep="one")
    unknown.jump(tokyo(20, "16:35"))
    unknown.machine.triggers.publish("digest", [{"team": "T1-C1", "day": "2026-11-20"}])
    assert unknown.settle()
    assert "Sato" in unknown.digest().text


def test_a_sweep_learns_about_them(unknown: Story) -> None:
    unknown.machine.triggers.publish("sweep", [{"team": "T1-C1"}])
    assert unknown.settle()
    assert unknown.document("people/T1-U3")["language"] == "en"
    unknown.until(tokyo(16, "17:05"))
    assert "What went well today?" in unknown.messages("U3")[0]


def test_so_it_is_when_they_have_answered_and_a_sweep_still_learns_about_them(unknown: Story) -> None:
    """Their answer makes a document of them, in which only the answer stands."""
    unknown.jump(tokyo(16, "17:05"))
    assert unknown.remind("2026-11-16", "17:00 Asia/Tokyo")
    unknown.write(unknown.sato, keep="one")
    assert "書きとめました。" in unknown.messages("U3")[-1]
    unknown.jump(tokyo(17, "17:05"))
    assert unknown.remind("2026-11-17", "17:00 Asia/Tokyo")
    assert "今日もおつかれさまでした。" in unknown.messages("U3")[-1]

    unknown.machine.triggers.publish("sweep", [{"team": "T1-C1"}])
    assert unknown.settle()
    sato = unknown.document("people/T1-U3")
    assert (sato["teams"], sato["language"], sato["answered_on"]) == (["T1-C1"], "en", "2026-11-16")


def test_a_sweep_leaves_out_whose_account_was_closed_meanwhile(unknown: Story) -> None:
    unknown.workspace.change_user("U3", deleted=True)
    unknown.machine.triggers.publish("sweep", [{"team": "T1-C1"}])
    assert unknown.settle()
    assert sorted(unknown.document("teams/T1-C1")["members"]) == ["U1", "U2"]


@pytest.mark.parametrize(
    "odd",
    [
        {"time_zone": "Mars/Phobos"},
        {"time_zone": None, "language": None, "country": None, "home": None, "teams": None, "name": None},
        {"language": "fr"},
        {"days_off": ["soon"]},
        {"days_off": [{"from": "2026-11-16"}]},
        {"unanswered": 2},
        {"last_try": "more sleep"},
    ],
)
def test_an_odd_field_of_one_person_keeps_nobody_from_anything(team: Story, odd: dict[str, Any]) -> None:
    team.machine.sqlite.commit([Merge("people/T1-U3", odd)])
    team.until(tokyo(16, "17:05"))
    assert [len(team.messages(user)) for user in ("U1", "U2", "U3")] == [1, 1, 1]
    team.write(team.sato, keep="one")
    for word in ("week", "schedule", "doctor", "setup"):
        team.sato.command(f"/kpt {word}")
    team.until(tokyo(20, "16:35"))
    assert len(team.thread()) == 2


def another_tool_wrote(team: Story, day: str, **texts: str) -> None:
    """An entry of Tanaka's, by its documented fields."""
    fields = {"schema": 1, "day": day, "user": "U1", "kind": "written", "keep": "", "problem": "", "try": "", **texts}
    entry = Merge(f"teams/T1-C1/entries/{day}_U1", {**fields, "revision": 1})
    team.machine.sqlite.commit([entry, Merge("people/T1-U1", {"answered_on": day})])


def test_the_last_try_comes_back_though_another_tool_wrote_it(team: Story) -> None:
    """No field is listed for it: the entry of the day that was answered last says it."""
    another_tool_wrote(team, "2026-11-13", keep="k", **{"try": "Sleep more."})
    team.tanaka.close()
    team.tanaka.command("/kpt")
    (option,) = inputs(team.tanaka)["last_try"]["options"]
    assert "Sleep more." in option["text"]["text"]
    team.until(tokyo(16, "17:05"))
    assert "Sleep more." in buttons(team.message("U1"))["write"]["value"]

    team.write(team.tanaka, {"keep": "one", "try": "Walk more."})
    team.until(tokyo(17, "17:05"))
    assert "Walk more." in buttons(team.message("U1"))["write"]["value"]


def test_a_text_too_long_for_a_form_stays_and_the_others_can_be_edited(team: Story) -> None:
    """As from an old sheet: Slack would not open the form with it."""
    another_tool_wrote(team, "2026-11-16", keep="長" * 5000, problem="old")
    team.tanaka.command("/kpt")
    assert "old" in team.form(team.tanaka)
    team.tanaka.type(problem="new")
    team.tanaka.submit()
    entry = team.document("teams/T1-C1/entries/2026-11-16_U1")
    assert (entry["keep"], entry["problem"]) == ("長" * 5000, "new")


def test_a_form_that_is_filled_takes_one_reading_though_another_tool_wrote_what_is_in_it(team: Story) -> None:
    another_tool_wrote(team, "2026-11-16", keep="kept")
    counting = Counting(team.machine.sqlite)
    with store_of(team, lambda: counting):
        team.tanaka.command("/kpt")  # from now on the instance knows what day it is for them
        first = counting.reads
        team.tanaka.close()
        team.tanaka.command("/kpt")
    assert "kept" in team.form(team.tanaka)
    assert counting.reads - first == 3


def test_a_digest_that_another_tool_put_there_is_not_posted_when_its_entries_change_or_go(team: Story) -> None:
    """As after an import of five years: 260 digests would come into the channel when one person erases their data."""
    friday, before = tokyo(13, "16:30"), tokyo(12, "17:00")
    digest = {"held_on": "2026-11-13", "order": ["U1", "U2"], "created_at": friday, "finished_at": friday}
    day = {"day": "2026-11-12", "user": "U1", "kind": "written", "keep": "one", "revision": 1}
    moments = {"kept_at": before, "created_at": before, "updated_at": before}
    team.machine.sqlite.commit(
        [
            Merge("teams/T1-C1/digests/2026-11-13", {"schema": 1, **digest}),
            Merge("teams/T1-C1/entries/2026-11-12_U1", {"schema": 1, **day, **moments}),
        ]
    )
    assert team.settle()
    erase(team, team.tanaka)
    assert team.settle()
    assert [key_of(message) for message in team.posts()] == []
