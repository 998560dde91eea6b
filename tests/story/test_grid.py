"""Enterprise Grid: a colleague whose own workspace is another one of the same company, in a channel of the first."""

from collections.abc import Iterator

import pytest

from local.slack.people.person import Person
from local.slack.people.reading import plain_view
from tests.story.conftest import Story, ja, tokyo, working

ORGANISATION = "E1"


@pytest.fixture(params=["one workspace has installed it", "the whole organisation has"])
def grid(request: pytest.FixtureRequest) -> Iterator[Story]:
    """#ops of T1, with a colleague from T2 in it; set up by 田中 of T1."""
    with working(tokyo(16)) as story:
        story.workspace.enterprise_id = ORGANISATION
        story.workspace.is_org_wide = request.param == "the whole organisation has"
        for user in ("U1", "U2", "U3"):
            story.workspace.change_user(user, enterprise_id=ORGANISATION)
        story.workspace.add_user("W4", "yamada", "山田", team_id="T2", enterprise_id=ORGANISATION)
        story.workspace.join("C1", "W4")
        story.set_up()
        story.tanaka.close_all()
        yield story


@pytest.fixture
def yamada(grid: Story) -> Person:
    return grid.machine.person("W4")


def test_everybody_is_in_the_team_of_the_channels_workspace(grid: Story) -> None:
    assert sorted(grid.document("teams/T1-C1")["members"]) == ["U1", "U2", "U3", "W4"]
    assert grid.document("people/T1-W4")["teams"] == ["T1-C1"]


def test_a_colleague_is_asked_writes_and_edits(grid: Story, yamada: Person) -> None:
    grid.until(tokyo(16, "17:05"))
    yamada.press(grid.message("W4"), "write")
    yamada.type(keep="from the other house", problem="far")
    yamada.submit()
    grid.settle()
    assert yamada.troubles == []
    assert grid.document("teams/T1-C1/entries/2026-11-16_W4")["keep"] == "from the other house"
    assert any("from the other house" in text for text in grid.announcements())

    grid.press(yamada, "edit")
    yamada.type(keep="from next door")
    yamada.submit()
    grid.settle()
    assert grid.document("teams/T1-C1/entries/2026-11-16_W4")["keep"] == "from next door"


@pytest.mark.parametrize("action", ["quiet", "off"])
def test_a_colleague_answers_with_one_tap(grid: Story, yamada: Person, action: str) -> None:
    grid.until(tokyo(16, "17:05"))
    grid.press(yamada, action)
    assert grid.document("teams/T1-C1/entries/2026-11-16_W4")["kind"] == action


def test_a_colleague_writes_by_the_command_and_by_the_shortcut(grid: Story, yamada: Person) -> None:
    grid.write(yamada, keep="by the command")
    assert grid.document("teams/T1-C1/entries/2026-11-16_W4")["keep"] == "by the command"
    yamada.shortcut("kpt")
    yamada.type(keep="by the shortcut")
    yamada.submit()
    assert grid.document("teams/T1-C1/entries/2026-11-16_W4")["keep"] == "by the shortcut"


def test_a_colleagues_home_is_that_of_the_team(grid: Story, yamada: Person) -> None:
    yamada.open_home()
    assert ja("home.asks", channel="#ops") in plain_view(yamada.home)
    yamada.press_in_home("home_stop")
    assert grid.document("people/T1-W4")["stopped"]
    yamada.press_in_home("my_times")
    yamada.select(time="18:00")
    yamada.submit()
    assert grid.document("people/T1-W4")["reminder_time"] == "18:00"


@pytest.mark.parametrize("words", ["schedule", "week", "stop", "my-data", "doctor"])
def test_a_colleagues_commands_are_answered_as_everybodys(grid: Story, yamada: Person, words: str) -> None:
    yamada.command("/kpt", words)
    assert yamada.troubles == []
    assert ja("error.no_team") not in grid.ephemerals("W4")[-1]
    assert ja("error.mine_no_team") not in grid.ephemerals("W4")[-1]
    assert sorted(grid.documents("people")) == ["T1-U1", "T1-U2", "T1-U3", "T1-W4"]


def test_a_colleague_changes_the_settings(grid: Story, yamada: Person) -> None:
    grid.jump(tokyo(16, "11:00"))
    yamada.command("/kpt", "setup")
    yamada.select(reminder_time="16:00")
    yamada.submit()
    assert grid.document("teams/T1-C1")["reminder"]["time"] == "16:00"


def test_a_colleague_exports_and_erases_their_data(grid: Story, yamada: Person) -> None:
    grid.write(yamada, keep="gone soon")
    yamada.command("/kpt", "my-data")
    yamada.press(grid.ephemeral("W4"), "my_data_erase")
    grid.settle()
    assert "T1-W4" not in grid.documents("people")
    assert "2026-11-16_W4" not in grid.documents("teams/T1-C1/entries")


def test_a_colleague_who_leaves_or_changes_is_followed(grid: Story) -> None:
    grid.workspace.change_profile("W4", display_name="山田花子")
    grid.settle()
    assert grid.document("people/T1-W4")["name"] == "山田花子"
    grid.workspace.leave("C1", "W4")
    grid.settle()
    assert "W4" not in grid.document("teams/T1-C1")["members"]


@pytest.mark.parametrize(
    "about",
    [
        {"team_id": "T9", "is_stranger": True},
        {"team_id": "T9"},
        {"team_id": "T9", "enterprise_id": "E9"},
        {"team_id": "T2", "enterprise_id": ORGANISATION, "is_restricted": True},
        {"team_id": "T2", "enterprise_id": ORGANISATION, "is_ultra_restricted": True},
    ],
)
def test_guests_and_people_of_other_companies_stay_out(grid: Story, about: dict[str, str]) -> None:
    grid.workspace.add_user("W5", "guest", "Guest", **about)
    grid.workspace.join("C1", "W5")
    grid.settle()
    assert "W5" not in grid.document("teams/T1-C1")["members"]
    guest = grid.machine.person("W5")
    guest.command("/kpt")
    assert [b for b in guest.view.blocks if b["type"] == "input"] == []
    guest.close_all()
    guest.command("/kpt", "setup")
    assert grid.workspace.view_stack("W5") == []


def test_who_is_taken_out_while_they_write_keeps_their_text(grid: Story, yamada: Person) -> None:
    yamada.command("/kpt")
    yamada.type(keep="still here")
    grid.workspace.leave("C1", "W4")
    grid.settle()
    yamada.submit()
    assert yamada.view.values[("keep", "text")] == "still here"
    assert yamada.view.errors == {"keep": ja("error.not_member", channel="#ops")}


def test_a_colleague_begins_a_team_where_there_is_none(grid: Story, yamada: Person) -> None:
    """In a channel of both: it is a team of one workspace, for everybody in it."""
    grid.workspace.add_channel("C2", "both", ["U1", "W4"])
    grid.set_up(yamada, "C2")
    [team] = [name for name in grid.documents("teams") if name.endswith("-C2")]
    assert sorted(grid.document(f"teams/{team}")["members"]) == ["U1", "W4"]
    grid.tanaka.command("/kpt", "", "C2")
    grid.tanaka.type(keep="here, too")
    grid.tanaka.submit()
    grid.settle()
    assert grid.documents(f"teams/{team}/entries")
