"""After an erasure nobody is named any more whom others thank, and thanks of somebody who is gone are gone, too."""

import pytest

from shared.usecases.person import my_data
from shared.usecases.person.my_data import DataRequest
from tests.story.conftest import Story, en, ja, tokyo
from tests.story.personal_data import erase, export, stored, traces

ENTRY = "teams/T1-C1/entries/2026-11-16_U1"


def thank(story: Story, *users: str, keep: str = "二人で返しきった") -> None:
    story.tanaka.command("/kpt")
    story.tanaka.type(keep=keep)
    story.tanaka.select(thanks=list(users))
    story.tanaka.submit()
    story.settle()


@pytest.fixture
def thanked(team: Story) -> Story:
    """田中 has thanked 鈴木, Sato and 高橋, then 鈴木 and 高橋 only. The digest stands, and is closed."""
    team.tanaka.close()
    team.workspace.add_user("U4", "takahashi", "高橋")
    team.workspace.add_channel("C2", "duo", ["U4"])
    team.until(tokyo(16, "17:05"))
    thank(team, "U2", "U3", "U4")
    thank(team, "U2", "U4", keep="直した")
    team.until(tokyo(20, "16:31"))
    team.jump(tokyo(20, "18:00"))
    return team


def test_of_a_helper_who_was_erased_no_field_and_no_message_says_anything(thanked: Story) -> None:
    assert traces(thanked, "U2", "鈴木")
    erase(thanked, thanked.suzuki)
    assert traces(thanked, "U2", "鈴木") == []
    entry = thanked.document(ENTRY)
    assert (entry["thanks"], entry["thanked"], entry["via"], entry["revision"]) == (["U4"], ["U3", "U4"], "erasure", 3)
    assert thanked.announcements()[0].splitlines()[-1] == ja("announcement.thanks", names="高橋さん")


def test_so_it_is_with_whom_the_entry_thanked_once(thanked: Story) -> None:
    erase(thanked, thanked.sato)
    assert traces(thanked, "U3", "Sato") == []


def test_so_it_is_with_who_is_in_no_team(thanked: Story) -> None:
    erase(thanked, thanked.machine.person("U4"))
    assert traces(thanked, "U4", "高橋") == []
    assert thanked.announcements()[0].splitlines()[-1] == ja("announcement.thanks", names="鈴木さん")


def test_with_whoever_thanked_their_thanks_are_gone(thanked: Story) -> None:
    assert thanked.document("people/T1-U2")["thanks_received"]
    erase(thanked, thanked.tanaka)
    assert traces(thanked, "U1", "田中") == []
    assert not [part for part in thanked.thread() if "ありがとう" in part]


def test_they_are_gone_from_the_digest_before_any_other_function_runs(thanked: Story) -> None:
    assert [part for part in thanked.thread() if "ありがとう" in part]
    asked = DataRequest("T1", "U1", thanked.machine.clock.now(), "ja")
    my_data.erase(thanked.machine.services.world, asked)
    assert not [part for part in thanked.thread() if "ありがとう" in part]
    thanked.settle()


def test_the_export_says_who_thanks_one(thanked: Story) -> None:
    theirs = export(thanked, thanked.suzuki)
    assert theirs["teams"]["T1-C1"]["thanks"] == {
        "2026-11-16_U1": {"day": "2026-11-16", "by": "U1", "name": "田中", "first_line": "直した"}
    }
    assert list(theirs["person"]["thanks_received"]) == ["T1-C1_2026-11-16_U1"]
    once = export(thanked, thanked.sato)
    assert once["teams"]["T1-C1"]["thanks"] == {"2026-11-16_U1": {"day": "2026-11-16", "by": "U1"}}


def test_ones_own_export_has_whom_one_thanks_with_its_history(thanked: Story) -> None:
    own = export(thanked, thanked.tanaka)["teams"]["T1-C1"]["entries"]["2026-11-16_U1"]
    assert own["thanks"] == ["U2", "U4"]
    assert own["revisions"]["2"]["thanks"] == ["U2", "U3", "U4"]
    assert stored(thanked)[ENTRY]["thanks_names"] == {"U4": "高橋"}
    assert en("thanks.label")
