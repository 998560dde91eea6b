"""Whatever happens, in the end the sheet says what the store says, and what is the people's is as they left it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from local.google.grids import Tab
from local.google.sheets import Fault, GoogleSheets
from shared.kpt.sheet.rows import is_key, link_to
from tests.kpt.build import MONDAY, days_of
from tests.sheets.conftest import Connected, connected_to, without_sockets

USERS = ("U1", "U2")
DAYS = days_of(MONDAY, 2)
Place = tuple[date, str]
OWN = 12
"""A column of the people's, far enough from the app's that no hand of these takes it away."""
texts = st.sampled_from(["Good.", "", "=1+1", "'quoted", "two\nlines", "0"])
places = st.tuples(st.sampled_from(DAYS), st.sampled_from(USERS))
numbers = st.integers(0, 6)


class Hands:
    """People who write in Slack and spoil the sheet. Each says by itself what is done."""

    def __init__(self, team: Connected) -> None:
        self.team = team

    def write(self, place: Place, keep: str, problem: str) -> None:
        day, user = place
        self.team.write(day, user, keep=keep, problem=problem)

    def quiet(self, place: Place) -> None:
        day, user = place
        self.team.write(day, user, kind="quiet")

    def delete(self, place: Place) -> None:
        day, user = place
        self.team.write(day, user, kind="deleted")

    def erase(self, number: int) -> None:
        """One of those that are there."""
        if entries := self.team.world.store.entries.all_of("T1-C1"):
            entry = entries[number % len(entries)]
            self.team.erase(entry.day, entry.user)

    def keep_only(self, on: bool) -> None:
        self.team.set(announcement={"mode": "message", "parts": "keep" if on else "all"})

    def hand(self, hand: Callable[[Tab], object]) -> None:
        for tab in self._tab():
            hand(tab)

    def _tab(self) -> list[Tab]:
        """The team's tab, if it is there."""
        stored = self.team.team.sheet
        return [tab for tab in self.team.file.tabs if stored and tab.id == stored.tab]

    def between(self, hand: Callable[[Tab], object]) -> None:
        """The same, between a run's read and its write."""
        self.team.google.meanwhile.append(lambda: self.hand(hand))

    def delete_tab(self, _: object) -> None:
        for tab in self._tab():
            self.team.file.tabs.remove(tab)

    def fault(self, fault: Fault) -> None:
        self.team.google.faults.append(fault)

    def deliver(self, number: int) -> None:
        """One of the messages comes, and once more later: they repeat and overtake one another."""
        if self.team.topic.messages:
            self.team.deliver(self.team.topic.messages[number % len(self.team.topic.messages)])

    def lose(self, number: int) -> None:
        """A message is lost for good."""
        if self.team.topic.messages:
            del self.team.topic.messages[number % len(self.team.topic.messages)]

    def settle(self, _: object) -> None:
        self.team.settle()

    def wait(self, seconds: int) -> None:
        self.team.clock.set(self.team.clock.now() + timedelta(seconds=seconds))


hands = st.one_of(
    st.builds(lambda column, down: lambda tab: tab.sort(column, descending=down), numbers, st.booleans()),
    st.builds(lambda row, column: lambda tab: tab.type(row, column, "by hand"), numbers, st.integers(0, 7)),
    st.builds(lambda row: lambda tab: tab.duplicate_row(row + 1), numbers),
    st.builds(lambda row: lambda tab: tab.delete_row(row + 1), numbers),
    st.builds(lambda row: lambda tab: tab.insert_rows(row + 1), numbers),
    st.builds(lambda number: lambda tab: setattr(tab, "title", f"Tab {number}"), numbers),
)
faults = st.builds(Fault, st.sampled_from(["read", "write"]), st.sampled_from([0, 429, 500, 503]), st.booleans())
written = st.one_of(
    st.tuples(st.just("write"), places, texts, texts),
    st.tuples(st.just("write"), places, texts, texts),
    st.tuples(st.just("quiet"), places),
    st.tuples(st.just("delete"), places),
    st.tuples(st.just("erase"), numbers),
    st.tuples(st.just("deliver"), numbers),
    st.tuples(st.just("settle"), st.none()),
    st.tuples(st.just("settle"), st.none()),
    st.tuples(st.just("fault"), faults),
    st.tuples(st.just("wait"), st.sampled_from([1, 31, 121])),
)
acts = st.one_of(
    written,
    written,
    st.tuples(st.just("keep_only"), st.booleans()),
    st.tuples(st.just("hand"), hands),
    st.tuples(st.just("between"), hands),
    st.tuples(st.just("delete_tab"), st.none()),
    st.tuples(st.just("lose"), numbers),
)


def apps_rows(team: Connected) -> list[tuple[object, ...]]:
    """The rows that are the app's by their key or link: another one somebody has typed from beginning to end."""
    return [row for row in team.rows() if is_key(row[0]) or row[7] == link_to(team.team)]  # type: ignore[arg-type]  # a cell may be of any kind


@settings(max_examples=60)
@given(st.lists(acts, min_size=8, max_size=25))
def test_in_the_end_the_sheet_says_what_the_store_says(acts: list[tuple[Any, ...]]) -> None:
    with GoogleSheets() as google, connected_to(google) as team:
        without_sockets(team)
        hands = Hands(team)
        for name, *about in acts:
            getattr(hands, name)(*about)
        google.meanwhile.clear()
        team.settle()
        team.topic.publish("sheet", [{"team": "T1-C1"}])  # the weekly rewrite: messages were lost
        team.settle()
        assert apps_rows(team) == team.wanted()
        assert team.file.tabs[0].filled == 0


@settings(max_examples=50)
@given(st.lists(written, min_size=15, max_size=30))
def test_what_people_write_needs_no_rewrite_to_be_there(acts: list[tuple[Any, ...]]) -> None:
    with GoogleSheets() as google, connected_to(google) as team:
        without_sockets(team)
        hands = Hands(team)
        for name, *about in acts:
            getattr(hands, name)(*about)
        team.settle()
        assert team.rows() == team.wanted()


moves = st.one_of(
    st.tuples(st.just("sort"), st.integers(0, 6), st.booleans()),
    st.tuples(st.just("insert"), numbers, st.none()),
    st.tuples(st.just("remark"), numbers, st.none()),
    st.tuples(st.just("write"), places, texts),
    st.tuples(st.just("delete"), places, st.none()),
)


@settings(max_examples=30)
@given(st.lists(moves, max_size=25))
def test_a_remark_stays_in_the_row_that_it_was_written_beside(acts: list[tuple[Any, ...]]) -> None:
    with GoogleSheets() as google, connected_to(google) as team:
        without_sockets(team)
        remarks: dict[str, object] = {}
        for number, (name, what, more) in enumerate(acts):
            tab = team.tab
            if name == "sort":
                tab.sort(what, descending=more)
            elif name == "insert":
                tab.insert_rows(what + 1)
            elif name == "remark" and 0 < what < tab.filled and tab.value(what, 0):
                tab.type(what, OWN, f"remark {number}")
                remarks = {text: key for text, key in remarks.items() if key != tab.value(what, 0)}
                remarks[f"remark {number}"] = tab.value(what, 0)
            elif name == "write":
                team.write(what[0], what[1], keep=more)
            elif name == "delete":
                team.write(what[0], what[1], kind="deleted")
                remarks = {text: key for text, key in remarks.items() if key != f"{what[0]}_{what[1]}"}
            team.settle()
        team.topic.publish("sheet", [{"team": "T1-C1"}])
        team.settle()
        rows = {tab_row[OWN]: tab_row[0] for tab_row in team.tab.values(0, 99, 0, OWN + 1) if len(tab_row) > OWN}
        assert {text: rows.get(text) for text in remarks} == remarks
