"""What the team sees of an entry, as it is stored and announced; entries from before promises were stored."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from shared.kpt.entry.answer import Answer
from shared.kpt.entry.entry import Texts
from shared.kpt.entry.shown import is_told_silent
from shared.kpt.messages.delivery import Key
from shared.kpt.messages.entries import Announcement
from shared.kpt.messages.reminders import Recorded
from shared.kpt.team.team import AnnouncementRule
from shared.store.engine.documents import REMOVE, Documents, Update
from shared.usecases.entry import submit
from shared.usecases.entry.announce import announce
from shared.usecases.entry.old_entry import with_promise_of_old
from shared.usecases.ports.world import World
from shared.usecases.reminding.remind import recorded
from tests.kpt.build import MONDAY, FakeMessenger, entry, person, save, sqlite_at, world
from tests.kpt.entry.shown.promised import ALL, KEEP, LINE, NOTHING, SILENT, form, of

NOW = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)


# Stored and announced


class Ops:
    """A team of one, its store and its channel."""

    def __init__(self, documents: Documents, world: World, messages: FakeMessenger) -> None:
        self.documents, self.world, self.messages = documents, world, messages

    def set(self, rule: AnnouncementRule) -> None:
        save(self.documents, of(rule), person("U1"))

    def answers(self, given: Answer) -> None:
        submit.answer(self.world, "T1-C1", "U1", MONDAY, given)

    def announce(self) -> None:
        announce(self.world, "T1-C1", MONDAY, "U1")

    def forget_the_promise(self) -> None:
        """As if an earlier version of the app had written it."""
        self.documents.commit([Update(f"teams/T1-C1/entries/{MONDAY}_U1", {"promised": REMOVE})])

    def channel(self) -> list[Announcement]:
        return [m.message for m in self.messages.carrying("announcement:") if isinstance(m.message, Announcement)]


@pytest.fixture
def ops() -> Any:
    with sqlite_at(NOW) as (documents, clock):
        messages = FakeMessenger()
        at_work = Ops(documents, world(documents, clock, messages), messages)
        yield at_work


def test_a_quiet_day_that_was_told_silent_stays_unposted_when_its_event_comes_again(ops: Ops) -> None:
    ops.set(SILENT)
    ops.answers(Answer("quiet", "tap", "reminder"))
    ops.announce()
    ops.set(LINE)
    ops.announce()
    assert ops.channel() == []


def test_a_quiet_day_is_promised_what_the_team_shows_when_it_is_tapped(ops: Ops) -> None:
    ops.set(LINE)
    ops.answers(Answer("quiet", "tap", "reminder"))
    ops.announce()
    assert [message.quiet for message in ops.channel()] == [True]


def test_a_line_that_the_team_turned_off_before_it_was_posted_is_not_posted(ops: Ops) -> None:
    ops.set(LINE)
    ops.answers(Answer("quiet", "tap", "reminder"))
    ops.set(SILENT)
    ops.announce()
    assert ops.channel() == []


def test_nobody_is_told_that_a_line_is_not_posted_while_it_is_on_its_way() -> None:
    on_its_way = entry(MONDAY, kind="quiet", promised="line")
    message = recorded(of(LINE), person(), on_its_way, seen_at="")
    assert isinstance(message, Recorded)
    assert not message.told_silent
    assert is_told_silent(of(LINE), replace(on_its_way, promised="silent"))


@pytest.mark.parametrize("rule", [KEEP, NOTHING])
def test_a_day_written_as_private_is_announced_with_its_keep_alone(ops: Ops, rule: AnnouncementRule) -> None:
    ops.set(rule)
    ops.answers(form("keep"))
    ops.set(ALL)
    ops.announce()
    assert [message.texts for message in ops.channel()] == [Texts("good")]


# Entries from before promises were stored


def test_an_old_entry_that_stands_in_full_loses_nothing_by_an_edit(ops: Ops) -> None:
    ops.set(ALL)
    ops.answers(form("all"))
    ops.announce()
    ops.forget_the_promise()
    ops.answers(form("all", keep="better", seen=1))
    ops.announce()
    assert [message.texts for message in ops.channel()] == [Texts("better", "bad", "try")]


def test_an_old_entry_of_which_only_the_keep_stands_stays_private_when_it_is_edited(ops: Ops) -> None:
    ops.set(KEEP)
    ops.answers(form("keep"))
    ops.announce()
    ops.forget_the_promise()
    ops.set(ALL)
    ops.answers(form("all", keep="better", seen=1))
    ops.announce()
    assert [message.texts for message in ops.channel()] == [Texts("better")]


def test_an_old_entry_that_was_never_announced_is_announced_with_its_keep_alone(ops: Ops) -> None:
    ops.set(NOTHING)
    ops.answers(form("keep"))
    ops.announce()
    ops.forget_the_promise()
    ops.set(ALL)
    ops.announce()
    assert [message.texts for message in ops.channel()] == [Texts("good")]


def test_an_old_entry_stands_in_full_under_the_name_of_then_too(ops: Ops) -> None:
    ops.set(ALL)
    ops.answers(form("all"))
    ops.announce()
    ops.forget_the_promise()
    save(ops.documents, replace(of(ALL), members={"U1": "a new name"}), person("U1"))
    records = ops.world.store.entries.records("T1-C1", "U1", [MONDAY])
    assert with_promise_of_old(ops.world, records, MONDAY).entries[MONDAY].promised == "all"


def test_only_an_old_entry_costs_a_read(ops: Ops) -> None:
    ops.set(ALL)
    ops.answers(form("all"))
    records = ops.world.store.entries.records("T1-C1", "U1", [MONDAY])
    assert with_promise_of_old(ops.world, records, MONDAY) is records
    assert ops.world.store.deliveries.get(Key("teams/T1-C1", f"announcement:{MONDAY}:U1")) is None
