"""Storing an entry: its documents, sent twice, and its day."""

import pytest

from tests.story.conftest import Story, en, ja, tokyo
from tests.story.entry.monday import MONDAYS_ENTRY

# The documents


def test_an_entry_is_stored_as_the_design_lays_it_out(asked: Story) -> None:
    asked.press(asked.tanaka, "write")
    view = asked.tanaka.view.id
    asked.tanaka.type({"keep": "よかった", "problem": "困った", "try": "やる"})
    asked.tanaka.submit()
    now = tokyo(16, "17:05")
    stored = dict(asked.document(MONDAYS_ENTRY))
    (saved,) = stored.pop("saved")
    assert saved.startswith(f"{view}:")
    assert stored == {
        "schema": 1,
        "day": "2026-11-16",
        "user": "U1",
        "name": "田中",
        "team_name": "ops",
        "kind": "written",
        "keep": "よかった",
        "problem": "困った",
        "try": "やる",
        "promised": "all",
        "revision": 1,
        "kept_at": now,
        "created_at": now,
        "updated_at": now,
        "updated_by": "U1",
        "via": "reminder",
    }


def test_the_first_writing_is_change_1_and_before_it_there_was_nothing(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった")
    assert asked.documents(f"{MONDAYS_ENTRY}/revisions") == {
        "1": {
            "schema": 1,
            "day": "2026-11-16",
            "user": "U1",
            "name": "田中",
            "team_name": "ops",
            "kind": "none",
            "keep": "",
            "problem": "",
            "try": "",
            "promised": None,
            "changed_by": "U1",
            "changed_via": "command",
            "changed_at": tokyo(16, "17:05"),
        }
    }


def test_each_revision_is_the_entry_before_its_change(asked: Story) -> None:
    asked.press(asked.tanaka, "quiet")
    asked.write(asked.tanaka, keep="一")
    asked.write(asked.tanaka, keep="二")
    asked.press(asked.tanaka, "edit")
    asked.tanaka.press_in_view("delete")
    revisions = asked.documents(f"{MONDAYS_ENTRY}/revisions")
    kinds = [(revisions[str(n)]["kind"], revisions[str(n)]["keep"]) for n in range(1, 5)]
    assert kinds == [("none", ""), ("quiet", ""), ("written", "一"), ("written", "二")]
    entry = asked.document(MONDAYS_ENTRY)
    assert (entry["kind"], entry["keep"], entry["revision"]) == ("deleted", "", 4)


def test_when_it_first_had_a_keep_is_set_once_and_stays(asked: Story) -> None:
    asked.write(asked.tanaka, problem="困った")
    assert asked.document(MONDAYS_ENTRY)["kept_at"] is None
    asked.jump(tokyo(16, "18:00"))
    asked.write(asked.tanaka, keep="よかった")
    asked.jump(tokyo(16, "19:00"))
    asked.write(asked.tanaka, keep="変えた")
    entry = asked.document(MONDAYS_ENTRY)
    assert entry["kept_at"] == tokyo(16, "18:00")
    assert entry["created_at"] == tokyo(16, "17:05")
    assert entry["updated_at"] == tokyo(16, "19:00")


def test_the_person_is_written_in_the_same_batch(asked: Story) -> None:
    asked.write(asked.tanaka, {"keep": "よかった", "try": "やる"})
    person = asked.document("people/T1-U1")
    assert person["answered_on"] == "2026-11-16"
    assert person["last_try"] == {"team": "T1-C1", "day": "2026-11-16", "text": "やる"}


def test_an_answer_for_an_earlier_day_does_not_count_as_todays(asked: Story) -> None:
    asked.until(tokyo(17, "10:00"))
    asked.press(asked.tanaka, "quiet")
    assert asked.document("people/T1-U1")["answered_on"] == "2026-11-16"
    asked.until(tokyo(17, "17:05"))
    assert len(asked.messages("U1")) == 2


# Twice


def test_submitting_twice_leaves_one_entry_and_one_change(asked: Story) -> None:
    asked.press(asked.tanaka, "write")
    asked.tanaka.type(keep="よかった")
    asked.tanaka.submit()
    again = asked.tanaka.resend_last()
    asked.settle()
    assert (again.status, again.body) == (200, b"")
    assert asked.document(MONDAYS_ENTRY)["revision"] == 1
    assert list(asked.documents(f"{MONDAYS_ENTRY}/revisions")) == ["1"]
    assert len(asked.announcements()) == 1


def test_the_same_form_sent_again_after_another_change_changes_nothing(asked: Story) -> None:
    asked.press(asked.tanaka, "write")
    asked.tanaka.type(keep="はじめ")
    asked.tanaka.submit()
    first = asked.machine.person("U1")
    first.command("/kpt")
    first.type(keep="あとから")
    first.submit()
    asked.tanaka.resend_last()
    asked.settle()
    entry = asked.document(MONDAYS_ENTRY)
    assert (entry["keep"], entry["revision"]) == ("あとから", 2)


def test_equal_texts_in_another_form_make_no_change(asked: Story) -> None:
    asked.write(asked.tanaka, keep="おなじ")
    asked.write(asked.tanaka, keep="おなじ")
    assert asked.document(MONDAYS_ENTRY)["revision"] == 1


def test_two_forms_open_at_once_lose_no_word(asked: Story) -> None:
    """Opened empty on two screens: the second never empties what the first filled."""
    phone, desk = asked.machine.person("U1"), asked.machine.person("U1")
    message = asked.message("U1")
    phone.press(message, "write")
    phone.type(keep="電話から", problem="困った")
    phone.submit()
    desk.press(message, "write")
    desk.type(keep="机から")
    desk.submit()
    asked.settle()
    entry = asked.document(MONDAYS_ENTRY)
    assert (entry["keep"], entry["problem"], entry["revision"]) == ("机から", "困った", 2)
    assert ja("done.kept") in asked.form(desk)
    revisions = asked.documents(f"{MONDAYS_ENTRY}/revisions")
    assert revisions["2"]["keep"] == "電話から"


# The day


def test_a_form_that_was_open_overnight_goes_to_its_day(asked: Story) -> None:
    asked.press(asked.tanaka, "write")
    asked.tanaka.type(keep="きのうのこと")
    asked.jump(tokyo(17, "09:00"))
    asked.tanaka.submit()
    asked.settle()
    assert asked.document(MONDAYS_ENTRY)["keep"] == "きのうのこと"
    assert "teams/T1-C1/entries/2026-11-17_U1" not in asked.documents("teams/T1-C1/entries")
    assert ja("announcement.head_past", name="田中", day="11/16(月)") in asked.announcements()[0]


@pytest.mark.parametrize(("at", "day"), [("00:30", "2026-11-16"), ("03:59", "2026-11-16"), ("04:00", "2026-11-17")])
def test_the_day_turns_at_four(team: Story, at: str, day: str) -> None:
    team.jump(tokyo(17, at))
    team.write(team.tanaka, keep="夜更かし")
    assert list(team.documents("teams/T1-C1/entries")) == [f"{day}_U1"]


def test_a_day_that_grew_too_old_stands_at_the_keep_and_the_text_stays(asked: Story) -> None:
    asked.press(asked.tanaka, "write")
    asked.tanaka.type(keep="遅すぎた")
    asked.jump(tokyo(24, "09:00"))
    asked.tanaka.submit()
    assert asked.tanaka.view.errors == {"keep": ja("error.too_old", day="11/16(月)")}
    assert "遅すぎた" in asked.form(asked.tanaka)
    assert asked.documents("teams/T1-C1/entries") == {}


def test_a_day_in_the_future_stands_at_the_keep_and_the_text_stays(asked: Story) -> None:
    """A machine's clock went back; or somebody asks for a day that no form of ours offers."""
    asked.press(asked.sato, "write")
    asked.sato.type(keep="Too soon")
    asked.jump(tokyo(15, "09:00"))
    asked.sato.submit()
    assert asked.sato.view.errors == {"keep": en("error.future")}
    assert "Too soon" in asked.form(asked.sato)
    assert asked.documents("teams/T1-C1/entries") == {}
