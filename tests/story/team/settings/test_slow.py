"""A team's settings while Slack or the store is slow, or says nothing at all."""

from collections.abc import Sequence
from threading import Event
from time import monotonic

import pytest

from local.slack.people.reading import plain_view
from shared.store.engine.documents import Document, Documents
from tests.story.conftest import Story, en, ja
from tests.story.stores import Silent, store_of
from tests.story.team.settings.form import later, stored

# When Slack or the store is slow


def test_a_warm_click_opens_the_form_at_once(team: Story) -> None:
    team.tanaka.close()
    before = len(team.slack.calls)
    team.tanaka.command("/kpt", "setup")
    assert [call.method for call in team.slack.calls[before:]] == ["views.open"]


@pytest.mark.parametrize("method", ["conversations.info", "conversations.members", "users.info"])
def test_a_slow_slack_is_waited_for_in_a_loading_view(story: Story, method: str) -> None:
    story.sato.command("/kpt")  # warm
    story.sato.close_all()
    story.slack.faults.hang(method, 8, times=None)
    answer = story.sato.command("/kpt", "setup")
    story.slack.faults.release()
    story.slack.faults.clear()
    assert (answer.status, story.sato.troubles) == (200, [])
    assert story.documents("teams") == {}


def test_a_text_that_slack_does_not_send_from_an_updated_form_stays(team: Story) -> None:
    """In a view that was updated, null may mean "not touched"."""
    team.tanaka.close()
    team.slack.faults.hang("conversations.members", 1.3)
    team.workspace.add_user("U4", "takahashi", "高橋")
    team.workspace.join("C1", "U4", told=False)
    newcomer = team.machine.person("U4")
    newcomer.command("/kpt", "setup")
    assert "views.update" in [call.method for call in team.slack.calls]
    newcomer.type(country="", extra_days_off="なし")
    later(team)
    newcomer.submit()
    team.settle()
    assert stored(team)["holidays"] == {"country": "JP", "extra": []}


# Words


@pytest.mark.parametrize("method", ["conversations.info", "conversations.members", "users.info"])
def test_a_slow_slack_keeps_the_form_open_and_nothing_is_lost(team: Story, method: str) -> None:
    team.workspace.add_user("U4", "takahashi", "高橋")
    team.workspace.join("C1", "U4", told=False)
    newcomer = team.machine.person("U4")
    newcomer.command("/kpt", "setup")
    newcomer.select(membership="list", chosen=["U1", "U4"])
    later(team)
    team.slack.faults.hang(method, 8, times=None)
    begun = monotonic()
    newcomer.submit()
    took = monotonic() - begun
    team.slack.faults.release()
    team.slack.faults.clear()
    assert took < 3
    assert newcomer.troubles == []
    assert newcomer.view.errors == {"reminder_time": ja("error.settings_failed")}
    assert newcomer.view.values["chosen", "value"] == ["U1", "U4"]


# What somebody hostile sends


def test_when_each_of_slacks_answers_is_slow_all_of_them_together_keep_the_three_seconds(team: Story) -> None:
    team.workspace.add_user("U4", "takahashi", "高橋")
    team.workspace.join("C1", "U4", told=False)
    newcomer = team.machine.person("U4")
    newcomer.command("/kpt", "setup")
    newcomer.select(membership="list", chosen=["U1", "U4"])
    later(team)
    for method in ("conversations.info", "conversations.members", "users.info"):
        team.slack.faults.hang(method, 0.9, times=None)
    begun = monotonic()
    newcomer.submit()
    assert monotonic() - begun < 3
    team.slack.faults.clear()
    assert newcomer.troubles == []
    assert newcomer.view.errors == {"reminder_time": ja("error.settings_failed")}


class Stuck(Silent):
    """A store whose reads end only once ``free`` is set, whatever limit they have."""

    def __init__(self, behind: Documents) -> None:
        super().__init__(behind)
        self.silent, self.free = False, Event()

    def get(self, paths: Sequence[str], *, within: float | None = None) -> dict[str, Document]:
        self.free.wait(30)
        return super().get(paths, within=within)


def test_a_store_that_keeps_no_limit_is_a_sentence_and_a_line_in_the_log(team: Story) -> None:
    stuck = Stuck(team.machine.sqlite)
    with store_of(team, lambda: stuck):
        answer = team.suzuki.command("/kpt", "setup")
        stuck.free.set()
    assert (answer.status, team.suzuki.troubles) == (200, [])
    assert ja("error.setup_failed") in team.form(team.suzuki)
    assert [line["error"] for line in team.events("setup.trouble")] == ["TakesTooLong"]


@pytest.mark.parametrize("slowly", [True, False])
def test_a_silent_store_is_a_sentence_and_the_form_stays(team: Story, slowly: bool) -> None:
    team.tanaka.close()
    silent = Silent(team.machine.sqlite, slowly=slowly)
    silent.silent = False
    with store_of(team, lambda: silent):
        team.tanaka.command("/kpt", "setup")
        team.sato.command("/kpt", "setup")
        team.tanaka.select(reminder_time="16:00")
        silent.silent = True
        team.tanaka.submit()
        assert team.tanaka.view.errors == {"reminder_time": ja("error.settings_failed")}
        team.sato.press_in_view("team_pause")
        team.suzuki.command("/kpt", "setup")
        silent.silent = False
        later(team)
        team.tanaka.submit()
    team.settle()
    assert stored(team)["reminder"]["time"] == "16:00"
    assert stored(team)["status"] == "active"
    shown = [*team.ephemerals("U2"), *map(plain_view, (v for v in team.workspace.view_stack("U2")))]
    assert ja("error.setup_failed") in "".join(shown) or en("error.setup_failed") in "".join(shown)
    assert team.tanaka.troubles == team.sato.troubles == team.suzuki.troubles == []


def test_a_form_is_said_not_to_open_before_slack_gives_up(story: Story) -> None:
    for method in ("conversations.info", "conversations.members", "users.info"):
        story.slack.faults.hang(method, 1.1, times=None)
    begun = monotonic()
    story.sato.command("/kpt", "setup")
    assert monotonic() - begun < 3
    story.slack.faults.clear()
    assert en("error.setup_failed") in story.form(story.sato)
