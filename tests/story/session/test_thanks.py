"""Thanks in the channel, in the digest, on the board, and in the helper's next message: given, changed, taken back."""

import pytest

from local.slack.people.person import Person
from shared.kpt.board.board import Board
from shared.store.engine.documents import Update
from shared.usecases.board.board import look, read_board
from tests.story.conftest import Story, en, ja, tokyo

ENTRY = "teams/T1-C1/entries/2026-11-16_U1"
KEEP = "二人で返しきった。\n夜は早く帰れた。"


def thank(story: Story, person: Person, *users: str, keep: str = KEEP) -> None:
    """Fill in today's form."""
    person.command("/kpt")
    person.type(keep=keep)
    person.select(thanks=list(users))
    person.submit()
    story.settle()


@pytest.fixture
def monday(team: Story) -> Story:
    """It is a quarter past five on Monday; there is 高橋, who is in the workspace alone."""
    team.tanaka.close()
    team.workspace.add_user("U4", "takahashi", "高橋")
    team.until(tokyo(16, "17:05"))
    return team


@pytest.fixture
def thanked(monday: Story) -> Story:
    """田中 has thanked 鈴木 and 高橋."""
    thank(monday, monday.tanaka, "U2", "U4")
    return monday


def board(story: Story) -> Board:
    store, now = story.machine.services.world.store, story.machine.clock.now()
    team = store.teams.get("T1-C1")
    assert team
    found = read_board(store, look(store, team), None, now)
    assert found
    return found


def part_of(story: Story, name: str) -> str:
    return next((part for part in story.thread() if part.splitlines()[0] == f"{name}さん"), "")


def line(keep: str = "二人で返しきった。", weekday: str = "月") -> str:
    return ja("part.thanks", name="田中", weekday=weekday, first_line=keep)


RECEIVED = ja("thanks.received", weekday="月曜日", name="田中")


def test_the_announcement_closes_with_plain_names(thanked: Story) -> None:
    (said,) = thanked.announcements()
    assert said.splitlines()[-1] == ja("announcement.thanks", names="鈴木さん、高橋さん")
    assert "<@" not in f"{thanked.posts()[0].text}{thanked.posts()[0].blocks}"


def test_names_of_those_outside_the_team_are_remembered(thanked: Story) -> None:
    assert thanked.document(ENTRY)["thanks_names"] == {"U4": "高橋"}
    asked = [call for call in thanked.slack.calls if call.method == "users.info" and call.arguments["user"] == "U4"]
    thank(thanked, thanked.tanaka, "U2", "U4", keep="直した")
    assert thanked.document(ENTRY)["thanks_names"] == {"U4": "高橋"}
    calls = thanked.slack.calls
    assert [c for c in calls if c.method == "users.info" and c.arguments["user"] == "U4"] == asked


@pytest.mark.parametrize("about", [{"is_bot": True}, {"deleted": True}, {"team_id": "T2"}])
def test_what_is_no_person_of_the_workspace_is_left_out(monday: Story, about: dict[str, object]) -> None:
    monday.workspace.change_user("U4", **about)
    thank(monday, monday.tanaka, "U2", "U4")
    assert monday.announcements()[0].splitlines()[-1] == ja("announcement.thanks", names="鈴木さん")
    assert "thanks_names" not in monday.document(ENTRY)


def test_a_guest_is_a_person(monday: Story) -> None:
    monday.workspace.change_user("U4", is_restricted=True)
    thank(monday, monday.tanaka, "U4")
    assert monday.announcements()[0].splitlines()[-1] == ja("announcement.thanks", names="高橋さん")


def test_an_app_alone_closes_with_nothing(monday: Story) -> None:
    monday.workspace.change_user("U4", is_bot=True)
    thank(monday, monday.tanaka, "U4")
    assert ja("announcement.thanks", names="") not in monday.announcements()[0]
    assert "ありがとうございました" not in monday.announcements()[0]


def test_keep_only_shows_it(monday: Story) -> None:
    monday.machine.sqlite.commit([Update("teams/T1-C1", {"announcement.parts": "keep"})])
    thank(monday, monday.tanaka, "U2")
    assert ja("announcement.thanks", names="鈴木さん") in monday.announcements()[0]


def test_the_helper_has_it_in_their_part_also_without_a_keep_and_is_not_asked(thanked: Story) -> None:
    thanked.until(tokyo(20, "16:31"))
    assert line() in part_of(thanked, "鈴木")
    assert line() not in part_of(thanked, "田中")
    assert not any("高橋" in part for part in thanked.thread())
    asked = [part for part in thanked.thread() if "今週はどうでしたか" in part]
    assert asked
    assert not any("鈴木" in part for part in asked)


def test_the_board_shows_it_in_the_helpers_column(thanked: Story) -> None:
    thanked.until(tokyo(17, "10:00"))
    shown = {member.name: [(t.by, t.first_line) for t in member.thanks] for member in board(thanked).members}
    assert shown == {"田中": [], "鈴木": [("田中", "二人で返しきった。")], "Sato": []}


def test_they_find_it_once_in_their_next_message_in_place_of_the_question(thanked: Story) -> None:
    thanked.until(tokyo(17, "17:05"))
    assert RECEIVED in thanked.messages("U2")[-1]
    assert ja("reminder.hint", question="").strip() not in thanked.messages("U2")[-1]
    assert RECEIVED not in thanked.messages("U3")[-1]
    thanked.until(tokyo(18, "17:05"))
    assert RECEIVED not in thanked.messages("U2")[-1]
    assert sum(RECEIVED in message for message in thanked.messages("U2")) == 1


def test_what_was_shown_is_not_told_again_by_an_edit(thanked: Story) -> None:
    thanked.until(tokyo(17, "17:05"))
    thanked.jump(tokyo(17, "17:10"))
    thanked.tanaka.press(thanked.workspace.direct_messages("U1")[0], "edit")
    thanked.tanaka.type(keep="言い直した")
    thanked.tanaka.submit()
    thanked.settle()
    thanked.until(tokyo(18, "17:05"))
    assert not any("助けてもらいました" in text for text in thanked.messages("U2")[2:])


def test_two_who_thank_the_same_person_are_both_found(thanked: Story) -> None:
    thank(thanked, thanked.sato, "U2", keep="Ran it together")
    thanked.until(tokyo(17, "17:05"))
    message = thanked.messages("U2")[-1]
    assert RECEIVED in message
    assert ja("thanks.received", weekday="月曜日", name="Sato") in message


def test_who_kept_lines_finds_it_beside_them(thanked: Story) -> None:
    thanked.jump(tokyo(17, "10:00"))
    thanked.suzuki.command("/kpt", "keep 図にした")
    thanked.until(tokyo(17, "17:05"))
    assert RECEIVED in thanked.messages("U2")[-1]
    assert "図にした" in thanked.messages("U2")[-1]


def test_an_edit_takes_it_back_everywhere(thanked: Story) -> None:
    thanked.until(tokyo(17, "10:00"))
    edit(thanked, [])
    assert "ありがとうございました" not in thanked.announcements()[0]
    assert "thanks" not in thanked.document(ENTRY)
    assert not thanked.document("people/T1-U2").get("thanks_received")
    assert not any(member.thanks for member in board(thanked).members)
    thanked.until(tokyo(17, "17:05"))
    assert RECEIVED not in thanked.messages("U2")[-1]


def edit(story: Story, users: list[str], **texts: str) -> None:
    story.tanaka.press(story.workspace.direct_messages("U1")[0], "edit")
    story.tanaka.type(texts)
    story.tanaka.select(thanks=users)
    story.tanaka.submit()
    story.settle()


def test_late_thanks_join_an_open_digest_and_leave_it_again(thanked: Story) -> None:
    thanked.until(tokyo(20, "16:31"))
    edit(thanked, ["U3"], keep="Satoさんに聞いて直した")
    assert part_of(thanked, "鈴木") == ""
    assert line("Satoさんに聞いて直した") in part_of(thanked, "Sato")
    invited = next(part for part in thanked.thread() if "今週はどうでしたか" in part)
    assert "鈴木" in invited
    assert "Sato" not in invited
    edit(thanked, [])
    assert part_of(thanked, "Sato") == ""
    edit(thanked, ["U2"])
    assert line("Satoさんに聞いて直した") in part_of(thanked, "鈴木")


def test_deleting_the_entry_takes_its_thanks_along(thanked: Story) -> None:
    thanked.until(tokyo(20, "16:31"))
    thanked.tanaka.press(thanked.workspace.direct_messages("U1")[0], "edit")
    thanked.tanaka.press_in_view("delete")
    thanked.settle()
    assert part_of(thanked, "鈴木") == ""
    assert thanked.announcements() == []


def test_thanks_for_a_try_that_was_done_say_so(monday: Story) -> None:
    monday.write(monday.tanaka, {"try": "窓口を決める"})
    monday.until(tokyo(17, "17:05"))
    monday.press(monday.tanaka, "write")
    monday.tanaka.select(last_try=["done"], thanks=["U2"])
    monday.tanaka.submit()
    monday.settle()
    monday.until(tokyo(20, "16:31"))
    assert line(ja("try.done", try_="窓口を決める"), "火") in part_of(monday, "鈴木")


def test_a_member_who_left_has_no_part_for_it(thanked: Story) -> None:
    thanked.workspace.leave("C1", "U2")
    thanked.settle()
    thanked.until(tokyo(20, "16:31"))
    assert part_of(thanked, "鈴木") == ""
    assert not thanked.refused_calls()


def test_the_sheet_and_csv_know_nothing_of_it(thanked: Story) -> None:
    thanked.sato.command("/kpt", "csv")
    thanked.settle()
    files = [file for m in thanked.workspace.direct_messages("U3") for file in m.files if "content" in file]
    assert "鈴木" not in files[-1]["content"].replace(KEEP, "")


def test_nobody_is_told_of_it_who_writes_english(monday: Story) -> None:
    thank(monday, monday.tanaka, "U3")
    monday.until(tokyo(17, "17:05"))
    assert en("thanks.received", weekday="Monday", name="田中") in monday.messages("U3")[-1]
