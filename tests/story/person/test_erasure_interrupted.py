"""An erasure that is cut off or repeated, and others who write and post meanwhile."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from shared.kpt.errors import StoreSilent
from shared.store.engine.documents import Documents, Put, Write
from tests.story.conftest import TOKYO, Story, tokyo
from tests.story.personal_data import OTHERS, TEXTS, ask, audit, erase, press, stored, traces, two_weeks
from tests.story.stores import store_of


@pytest.fixture
def history(asked: Story) -> Story:
    """田中 has two weeks behind them, in two teams."""
    return two_weeks(asked)


METHODS = ["chat.delete", "chat.update", "conversations.history", "conversations.open", "files.delete"]


@pytest.mark.functions_fail
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("after_effect", [False, True])
def test_it_goes_on_after_a_call_that_broke_off(history: Story, method: str, after_effect: bool) -> None:
    history.slack.faults.reset(method, times=2, after_effect=after_effect)
    erase(history, history.tanaka)
    for minutes in range(1, 8):
        if history.machine.triggers.settled:
            break
        history.jump(tokyo(27, "17:00") + timedelta(minutes=3 * minutes))
        history.settle()
    assert traces(history, "U1", "田中", *TEXTS) == []


def test_it_goes_on_at_slacks_pace(history: Story) -> None:
    history.slack.faults.status("chat.delete", 429, retry_after=15)
    begun = history.machine.clock.now()
    erase(history, history.tanaka)
    history.settle()
    assert history.machine.clock.now() - begun == timedelta(seconds=15), "it waits by the clock that tests turn"
    assert traces(history, "U1", "田中", *TEXTS) == []


class CutOff:
    """A store whose process ends at a commit: before it, or after it with the answer unused."""

    def __init__(self, behind: Documents, at: int, *, after: bool) -> None:
        self._behind, self._left, self._after = behind, at, after
        self.get, self.query = behind.get, behind.query

    def commit(self, writes: Any, *, within: float | None = None) -> list[object]:
        self._left -= 1
        if self._left == 0 and not self._after:
            raise StoreSilent("cut off")
        done = self._behind.commit(writes, within=within)
        if self._left == 0:
            raise StoreSilent("cut off")
        return done

    @property
    def is_passed(self) -> bool:
        """Whether it came so far."""
        return self._left <= 0


@pytest.mark.functions_fail
@pytest.mark.parametrize("after", [False, True])
def test_a_run_that_is_cut_off_at_any_write_is_ended_by_the_next(asked: Story, after: bool) -> None:
    for number in range(1, 60):
        asked.machine.triggers.publish("sweep", [{}])  # 田中 is a member, or one again
        asked.settle()
        _week(asked)
        cut = CutOff(asked.machine.sqlite, number, after=after)
        press(asked, asked.tanaka, "my_data_erase", settle=False)
        with store_of(asked, lambda cut=cut: cut):  # type: ignore[misc]  # mypy cannot infer the default of a lambda
            _wake_errand(asked)
        asked.jump(asked.machine.clock.now() + timedelta(minutes=3))
        asked.settle()
        assert asked.machine.triggers.settled
        assert traces(asked, "U1", "田中", *TEXTS) == [], number
        if not cut.is_passed:
            assert number > 15
            return
    raise AssertionError("an erasure that does not end")


def _week(story: Story) -> None:
    """From one Monday to the next: a reminder, an entry with an edit, a digest that holds it, an entry that joins."""
    monday = story.machine.clock.now().astimezone(TOKYO)
    monday = (monday + timedelta(days=-monday.weekday() % 7)).replace(hour=17, minute=5)
    story.jump(monday)
    story.remind()
    story.write(story.tanaka, keep=TEXTS[0])
    story.write(story.tanaka, keep=TEXTS[3])
    story.jump(monday + timedelta(days=4))
    story.machine.triggers.publish("digest", [{"team": "T1-C1", "day": f"{monday + timedelta(days=4):%Y-%m-%d}"}])
    story.settle()
    story.write(story.tanaka, keep=TEXTS[6])


def _wake_errand(story: Story) -> None:
    """The erasure's errand is run, once."""
    story.machine.triggers._wake("errand", 0, "errands/erase-T1-U1")


def test_erasing_twice_writes_one_line(asked: Story) -> None:
    asked.write(asked.tanaka, keep=TEXTS[0])
    ask(asked.tanaka)
    offered = asked.ephemeral("U1")
    asked.tanaka.press(offered, "my_data_erase")
    asked.tanaka.press(offered, "my_data_erase")
    asked.machine.triggers.twice = True
    asked.settle()
    assert list(audit(asked).values()).count("erased their own data") == 1


class Meanwhile:
    """A store at which something else happens before the first commit that meets a condition."""

    def __init__(self, behind: Documents, when: Callable[[list[Write]], bool], act: Callable[[], None]) -> None:
        self._behind, self._when, self._act = behind, when, act
        self.get, self.query, self.happened = behind.get, behind.query, False

    def commit(self, writes: Any, *, within: float | None = None) -> list[object]:
        if not self.happened and self._when(list(writes)):
            self.happened = True
            self._act()
        return self._behind.commit(writes, within=within)


def erase_meanwhile(story: Story, *, told: bool) -> None:
    """The erasure from its first click to its end. ``told``: the events of what it removed have come by then, too."""
    with store_of(story, lambda: story.machine.sqlite):
        press(story, story.tanaka, "my_data_erase", settle=False)
        _wake_errand(story)
        if told:
            story.settle()


@pytest.mark.parametrize("told", [False, True])
@pytest.mark.parametrize("claimed", ["announcement:", "digest:2026-11-20:U1"])
def test_an_announcement_that_is_under_way_brings_nothing_back(asked: Story, claimed: str, told: bool) -> None:
    """The run of `announce` has read the entry; the erasure begins and ends; then it claims its delivery and posts."""
    asked.write(asked.suzuki, keep=OTHERS[0])
    asked.until(tokyo(20, "16:31"))
    asked.write(asked.tanaka, settle=False, keep=TEXTS[0])
    store = Meanwhile(
        asked.machine.sqlite,
        lambda writes: f"deliveries/{claimed}" in writes[0].path,
        lambda: erase_meanwhile(asked, told=told),
    )
    with store_of(asked, lambda: store):
        asked.machine.triggers._wake("announce", 0, "teams/T1-C1/entries/2026-11-20_U1")
    assert store.happened
    asked.jump(tokyo(20, "16:40"))
    asked.settle()
    assert asked.machine.triggers.settled
    assert traces(asked, "U1", "田中", *TEXTS) == []
    assert OTHERS[0] in asked.thread()[0]


@pytest.mark.parametrize("told", [False, True])
@pytest.mark.parametrize("claimed", ["digest:2026-11-20", "digest:2026-11-20:U1", "digest:2026-11-20:invite"])
def test_a_digest_that_is_being_posted_ends_without_them(asked: Story, claimed: str, told: bool) -> None:
    asked.write(asked.tanaka, keep=TEXTS[0])
    asked.write(asked.suzuki, keep=OTHERS[0])
    asked.jump(tokyo(20, "16:30"))
    store = Meanwhile(
        asked.machine.sqlite,
        lambda writes: f"deliveries/{claimed}" in writes[0].path,
        lambda: erase_meanwhile(asked, told=told),
    )
    with store_of(asked, lambda: store):
        asked.push("digest", {"team": "T1-C1", "day": "2026-11-20"}, 1)
    assert store.happened
    asked.jump(tokyo(20, "16:40"))
    asked.machine.triggers.publish("digest", [{"team": "T1-C1", "day": "2026-11-20"}])
    asked.settle()
    assert asked.machine.triggers.settled
    assert traces(asked, "U1", "田中", *TEXTS) == []
    assert any(OTHERS[0] in part for part in asked.thread())


@pytest.fixture
def untold(asked: Story) -> Story:
    """田中 has changed the settings; the channel is not told yet."""
    asked.tanaka.command("/kpt", "setup")
    asked.tanaka.select(reminder_time="18:00")
    asked.tanaka.submit()
    return asked


def test_a_change_that_the_channel_is_told_of_after_the_erasure_names_nobody(untold: Story) -> None:
    erase_meanwhile(untold, told=False)
    untold.settle()
    assert not untold.documents("errands")
    assert traces(untold, "U1", "田中") == []


def test_nor_does_one_that_is_being_told_meanwhile(untold: Story) -> None:
    [errand] = [name for name in untold.documents("errands") if name.startswith("changed-")]
    store = Meanwhile(
        untold.machine.sqlite, lambda w: "deliveries/changed:" in w[0].path, lambda: erase_meanwhile(untold, told=False)
    )
    with store_of(untold, lambda: store):
        untold.machine.triggers._wake("errand", 0, f"errands/{errand}")
    assert store.happened
    untold.settle()
    assert traces(untold, "U1", "田中") == []


def test_a_sweep_that_comes_meanwhile_brings_nobody_back(asked: Story) -> None:
    asked.write(asked.tanaka, keep=TEXTS[0])

    def sweep_now() -> None:
        with store_of(asked, lambda: asked.machine.sqlite):
            asked.push("sweep", {"team": "T1-C1"}, 1)
        assert "U1" in asked.document("teams/T1-C1")["members"]

    store = Meanwhile(asked.machine.sqlite, lambda w: "people/T1-U1/deliveries/" in w[0].path, sweep_now)
    press(asked, asked.tanaka, "my_data_erase", settle=False)
    with store_of(asked, lambda: store):
        _wake_errand(asked)
    assert store.happened
    assert traces(asked, "U1", "田中", *TEXTS) == []


def test_what_was_on_its_way_into_the_store_goes_too(asked: Story) -> None:
    """A submission that had been accepted before the erasure began, and is stored at its end."""
    asked.write(asked.tanaka, keep=TEXTS[0])
    written = stored(asked)

    def store_late() -> None:
        entry = "teams/T1-C1/entries/2026-11-16_U1"
        asked.machine.sqlite.commit([Put(path, written[path]) for path in (entry, f"{entry}/revisions/1")])

    store = Meanwhile(asked.machine.sqlite, lambda w: "people/T1-U1/deliveries/" in w[0].path, store_late)
    press(asked, asked.tanaka, "my_data_erase", settle=False)
    with store_of(asked, lambda: store):
        _wake_errand(asked)
    assert store.happened
    asked.settle()
    assert traces(asked, "U1", "田中", *TEXTS) == []


def test_what_is_written_while_it_runs_goes_too(asked: Story) -> None:
    asked.write(asked.tanaka, keep=TEXTS[0])
    asked.tanaka.command("/kpt")
    asked.tanaka.type(keep=TEXTS[3])
    press(asked, asked.tanaka, "my_data_erase", settle=False)

    def save() -> None:
        with store_of(asked, lambda: asked.machine.sqlite):
            asked.tanaka.submit()

    store = Meanwhile(asked.machine.sqlite, lambda w: "members" in getattr(w[0], "fields", {}), save)
    with store_of(asked, lambda: store):
        asked.settle()
    assert store.happened
    assert traces(asked, "U1", "田中", *TEXTS) == []
