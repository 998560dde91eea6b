"""A team's settings are changed while somebody else is changing them, in the very moment."""

from collections.abc import Callable

from shared.store.engine.documents import Merge
from shared.usecases.optimistic import TRIES
from tests.story.conftest import Story, en, ja, tokyo
from tests.story.stores import Overtaken, store_of


def set_by_somebody_else(story: Story, at: str) -> Callable[[], object]:
    """What another instance writes: the reminder comes at this time."""
    reminder = {**story.document("teams/T1-C1")["reminder"], "time": at}
    return lambda: story.machine.sqlite.commit([Merge("teams/T1-C1", {"reminder": reminder})])


def begin(team: Story) -> None:
    """Sato opens the settings, and wants the session at three."""
    team.tanaka.close()
    team.jump(tokyo(16, "10:01"))
    team.sato.command("/kpt", "setup")
    team.sato.select(session_time="15:00")


def test_of_two_who_write_at_once_both_changes_stand(team: Story) -> None:
    begin(team)
    with store_of(team, lambda: Overtaken(team.machine.sqlite, set_by_somebody_else(team, "16:00"))):
        team.sato.submit()
    team.settle()
    stored = team.document("teams/T1-C1")
    assert (stored["reminder"]["time"], stored["win_session"]["time"]) == ("16:00", "15:00")
    assert en("setup.saved", channel="#ops") in team.form(team.sato)
    assert [line["by"] for line in team.documents("audit").values()] == ["U1", "U3"]


def test_a_pause_is_one_whoever_writes_at_the_same_time(team: Story) -> None:
    begin(team)
    with store_of(team, lambda: Overtaken(team.machine.sqlite, set_by_somebody_else(team, "16:00"))):
        team.sato.press_in_view("team_pause")
    team.settle()
    stored = team.document("teams/T1-C1")
    assert (stored["status"], stored["reminder"]["time"]) == ("paused", "16:00")
    assert en("team.paused", channel="#ops") in team.form(team.sato)


def test_where_others_are_always_faster_the_form_stays_and_says_so(team: Story) -> None:
    begin(team)
    others = [set_by_somebody_else(team, f"{6 + n}:00".zfill(5)) for n in range(TRIES)]
    with store_of(team, lambda: Overtaken(team.machine.sqlite, *others)):
        team.sato.submit()
    assert team.sato.view.errors == {"reminder_time": en("error.settings_failed")}
    assert team.document("teams/T1-C1")["win_session"]["time"] == "16:30"
    team.sato.submit()
    team.settle()
    assert team.document("teams/T1-C1")["win_session"]["time"] == "15:00"


def test_and_a_pause_is_said_not_to_have_come(team: Story) -> None:
    begin(team)
    others = [set_by_somebody_else(team, f"{6 + n}:00".zfill(5)) for n in range(TRIES)]
    with store_of(team, lambda: Overtaken(team.machine.sqlite, *others)):
        team.sato.press_in_view("team_pause")
    assert team.document("teams/T1-C1")["status"] == "active"
    assert en("team.paused", channel="#ops") not in team.form(team.sato)
    assert any(en("error.press") in said for said in (team.form(team.sato), *team.ephemerals("U3"))), ja("error.press")
