"""What everything costs, counted: Slack calls, documents read and written. docs/cost.md is held to it.

A team of three, of whom all write every day, in its second week: 16 to 20 November 2026.
"""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import pytest

from local.google.grids import Spreadsheet
from local.machine import Machine
from local.slack.people.person import Person
from shared.logs import Log
from shared.store.engine.documents import Documents, Update
from tests.counting import Counting
from tests.story.conftest import Story, tokyo

SHEET = "a-sheet-of-the-team-s-own"
PAGE = Path(__file__).parent.parent / "docs" / "cost.md"


class Cost(NamedTuple):
    """What one thing costs, or at most costs."""

    calls: int
    reads: int
    writes: int


class Counted:
    """The team at work, and what each thing it did cost."""

    def __init__(self, story: Story, documents: Counting) -> None:
        self.story, self._documents = story, documents
        self.costs: dict[str, Cost] = {}

    @contextmanager
    def as_(self, what: str) -> Iterator[None]:
        """What happens in the block costs this: every time the same, or the dearest of all times counts."""
        before = self._now()
        yield
        cost = Cost(*(now - then for now, then in zip(self._now(), before, strict=True)))
        self.costs[what] = max(cost, self.costs.get(what, cost))

    def _now(self) -> tuple[int, int, int]:
        return len(self.story.slack.calls), self._documents.reads, self._documents.writes


def _day(team: Counted, day: int) -> None:
    """One working day: all are asked; all press Write, type and save; on Friday there is the session."""
    story, is_friday = team.story, day % 7 == 6
    story.until(tokyo(day, "15:59" if is_friday else "16:29"))
    back = ", that looks a week back" if day % 7 == 2 else ""
    with team.as_(f"a sweep, of this team alone{back}"):
        story.machine.triggers.publish("sweep", [{}])
        story.settle()
    people = (story.tanaka, story.suzuki, story.sato)
    with team.as_("a line kept by /kpt keep"):
        people[0].command("/kpt", f"keep line {day}")
    with team.as_("a line kept from a message's menu"):
        people[0].message_shortcut(story.workspace.post("C1", "U1", f"message {day}"), "keep")
    with team.as_("a kept line undone"):
        people[0].press(story.ephemeral("U1"), "undo_line")
    with team.as_("/kpt keep"):
        people[0].command("/kpt", "keep")
    if not is_friday:
        with team.as_("the session's slot, on a day without session"):
            story.until(tokyo(day, "16:30"))
    with team.as_("a reminder to all three, on the session's day" if is_friday else "a reminder to all three"):
        story.until(tokyo(day, "16:00" if is_friday else "17:00"))
    for person in people[: 2 if is_friday else 3]:
        _write(team, person, ", on the session's day" if is_friday else "")
    if is_friday:
        with team.as_("a digest of three"):
            story.until(tokyo(day, "16:30"))
        late = people[2]
        _open_and_type(team, late)
        with team.as_("a submission"):
            late.submit()
        with team.as_("an entry that joins an open digest, announced"):
            story.settle()
        for move in ("begin", "next"):
            with team.as_("a step of the round"):
                people[0].press(story.digest(), move)
            with team.as_("what a step of the round leaves to be done"):
                story.settle()
    with team.as_("a form opened by /kpt"):
        people[0].command("/kpt")
    with team.as_("/kpt week"):
        people[0].command("/kpt", "week")
    with team.as_("/kpt doctor"):
        people[0].command("/kpt", "doctor")
    with team.as_("/kpt schedule"):
        people[0].command("/kpt", "schedule")
    with team.as_("the Home, opened"):
        people[0].open_home()
    _look_at_settings(team, people[1], day)
    with team.as_("a form opened by Edit"):
        people[0].press(story.message("U1"), "edit")


def _look_at_settings(team: Counted, person: Person, day: int) -> None:
    """The settings, opened and saved with another word for quiet days: who is asked when stays the same."""
    with team.as_("a form opened by /kpt setup"):
        person.command("/kpt", "setup")
    person.select(announcement_quiet="line" if day % 2 else "silent")
    with team.as_("a change of the settings"):
        person.submit()
    with team.as_("what a change of the settings leaves to be done"):
        team.story.settle()
    person.close()


def _write(team: Counted, person: Person, when: str = "") -> None:
    _open_and_type(team, person)
    with team.as_("a submission"):
        person.submit()
    with team.as_(f"an announcement{when}"):
        team.story.settle()


def _write_in_a_thread(team: Counted, day: int) -> None:
    """The same day in a team whose entries come in one thread; on Friday the session is not waited for."""
    story = team.story
    story.until(tokyo(day, "17:00"))
    for number, person in enumerate((story.tanaka, story.suzuki, story.sato)):
        _open_and_type(team, person)
        person.submit()
        with team.as_("an announcement in a thread" if number else "a day's first announcement in a thread"):
            story.settle()


def _thank(team: Counted, day: int) -> None:
    """The same day, on which one thanks a colleague, and one somebody outside the team."""
    story = team.story
    story.machine.workspace.add_user("U9", "outsider", "Somebody Else")
    story.until(tokyo(day, "17:00"))
    _write(team, story.sato)
    for person, helper in ((story.tanaka, "U2"), (story.suzuki, "U9")):
        _open_and_type(team, person)
        person.select(thanks=[helper])
        with team.as_("a submission"):
            person.submit()
        where = "somebody outside the team" if helper == "U9" else "a member"
        with team.as_(f"an announcement that thanks {where}"):
            story.settle()


def _connect_a_spreadsheet(team: Counted) -> None:
    story, person = team.story, team.story.tanaka
    story.machine.google_sheets.add(Spreadsheet(SHEET))
    with team.as_("a form opened by /kpt sheet"):
        person.command("/kpt", "sheet")
    person.type(link=f"https://docs.google.com/spreadsheets/d/{SHEET}/edit")
    with team.as_("a spreadsheet to be connected, submitted"):
        person.submit()
    with team.as_("a spreadsheet, connected"):
        story.settle()
    person.close()


def _write_into_a_spreadsheet(team: Counted, day: int) -> None:
    """The same day in a team whose entries are rows, too; and its entries as a file."""
    story = team.story
    for minute, person in enumerate((story.tanaka, story.suzuki, story.sato)):
        story.until(tokyo(day, f"17:0{minute}"))
        _open_and_type(team, person)
        person.submit()
        google = story.machine.google_sheets
        before = google.count("read"), google.count("write")
        with team.as_("an announcement, with a row in a spreadsheet"):
            story.settle()
        assert (google.count("read"), google.count("write")) == (before[0] + 1, before[1] + 1)
    with team.as_("/kpt csv of this week"):
        story.tanaka.command("/kpt", "csv 2026-11-23")
    with team.as_("what /kpt csv leaves to be done"):
        story.settle()


def _open_and_type(team: Counted, person: Person) -> None:
    with team.as_("a form opened by Write"):
        person.press(team.story.message(person.user_id), "write")
    person.type({"keep": "Every ticket answered.", "problem": "A cold.", "try": "More tea."})


@pytest.fixture(scope="module")
def costs() -> dict[str, Cost]:
    """Two weeks, of which the second is counted: in the first, a few documents are not there yet."""
    counting: list[Counting] = []

    def in_front(store: Documents) -> Documents:
        counting.append(Counting(store))
        return counting[0]

    log = io.StringIO()
    with Machine(tokyo(9), log=Log(log), in_front=in_front) as machine:
        for number, user in enumerate(("U1", "U2", "U3")):
            machine.workspace.add_user(user, f"person{number}", f"Person {number}")
        machine.workspace.add_channel("C1", "ops", ["U1", "U2", "U3"])
        story, documents = Story(machine, log), counting[0]
        story.set_up()
        team = Counted(story, documents)
        for day in range(9, 14):
            _day(team, day)
        team.costs.clear()
        for day in range(16, 21):
            _day(team, day)
        story.machine.sqlite.commit([Update("teams/T1-C1", {"announcement.mode": "thread"})])
        for day in (24, 25):
            _write_in_a_thread(team, day)
        story.machine.sqlite.commit([Update("teams/T1-C1", {"announcement.mode": "message"})])
        story.settle()
        assert story.machine.google_sheets.calls == []
        _thank(team, 26)
        _connect_a_spreadsheet(team)
        story.until(tokyo(27, "15:59"))
        with team.as_("a reminder to all three, of whom one was thanked, on the session's day"):
            story.until(tokyo(27, "16:00"))
        _write_into_a_spreadsheet(team, 30)
        assert not story.refused_calls()
        return team.costs


def on_the_page() -> dict[str, Cost]:
    """The table of docs/cost.md."""
    rows = re.findall(r"^\| ([^|]+?) \| (\d+) \| (\d+) \| (\d+) \|$", _section("Operations"), re.MULTILINE)
    return {what: Cost(int(calls), int(reads), int(writes)) for what, calls, reads, writes in rows}


def _section(title: str) -> str:
    return PAGE.read_text(encoding="utf-8").partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def test_everything_costs_what_the_page_says(costs: dict[str, Cost]) -> None:
    assert costs == on_the_page()


def test_a_members_ordinary_day_costs_ten_reads_and_ten_writes_at_the_most(costs: dict[str, Cost]) -> None:
    asked = costs["a reminder to all three"]
    own = [costs["a form opened by Write"], costs["a submission"], costs["an announcement"]]
    reads = Fraction(asked.reads, 3) + sum(each.reads for each in own)
    writes = Fraction(asked.writes, 3) + sum(each.writes for each in own)
    assert reads <= 10
    assert writes <= 10


def test_looking_for_lost_events_costs_two_reads_an_entry_and_nothing_else(costs: dict[str, Cost]) -> None:
    ordinary = costs["a sweep, of this team alone"]
    monday = costs["a sweep, of this team alone, that looks a week back"]
    entries = 3 * 5
    assert monday.reads - ordinary.reads <= 2 * entries
    assert (monday.calls, monday.writes) == (ordinary.calls, ordinary.writes)


def test_a_row_in_a_spreadsheet_is_three_reads_and_two_writes_more(costs: dict[str, Cost]) -> None:
    alone, with_row = costs["an announcement"], costs["an announcement, with a row in a spreadsheet"]
    assert with_row == Cost(alone.calls, alone.reads + 3, alone.writes + 2)


def test_thanks_cost_whoever_gives_them_and_nobody_else(costs: dict[str, Cost]) -> None:
    alone, thanked = costs["an announcement"], costs["an announcement that thanks a member"]
    assert thanked == Cost(alone.calls, alone.reads + 1, alone.writes + 1)
    ordinary = costs["a reminder to all three, on the session's day"]
    found = costs["a reminder to all three, of whom one was thanked, on the session's day"]
    assert found.writes == ordinary.writes + 1


def test_in_a_thread_it_is_a_read_more(costs: dict[str, Cost]) -> None:
    alone, threaded = costs["an announcement"], costs["an announcement in a thread"]
    assert threaded == alone._replace(reads=alone.reads + 1)


def test_opening_the_form_from_the_reminder_touches_no_store(costs: dict[str, Cost]) -> None:
    assert costs["a form opened by Write"] == Cost(calls=1, reads=0, writes=0)


def test_a_step_of_the_round_reads_no_entry(costs: dict[str, Cost]) -> None:
    step = costs["a step of the round"]
    assert step.calls == 1
    assert step.reads <= 3


def test_a_submission_waits_for_no_call_to_slack(costs: dict[str, Cost]) -> None:
    assert costs["a submission"].calls == 0
