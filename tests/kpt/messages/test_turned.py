"""The day's message is turned into what was recorded, also where somebody else is at it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from shared.kpt.entry.entry import Texts
from shared.kpt.messages.reminders import Recorded
from shared.kpt.schedule.reminder import reminder_for
from shared.usecases.reminding.remind import ask, turn_answered, turn_reminder
from tests.kpt.build import MONDAY, sqlite_at
from tests.kpt.history import PEOPLE, History, Write

PERSON = PEOPLE[0]


@pytest.fixture
def asked() -> Iterator[History]:
    """Monday, after the message of 17:00."""
    with sqlite_at(datetime(2026, 11, 16, 9, 0, tzinfo=UTC)) as (documents, clock):
        history = History(documents, clock)
        ask(history.world, history.team, PERSON, reminder_for(history.team, PERSON, MONDAY), ())
        yield history


def write(history: History, keep: str) -> None:
    history.write("U1", MONDAY, Write("U1", 0, "written", Texts(keep), told_at_once=False))


def turn(history: History) -> None:
    """Another run turns the message into what is recorded now."""
    [entry] = history.world.store.entries.named([(history.team.id, MONDAY, "U1")])
    turn_reminder(history.world, history.team, PERSON, entry, seen_at="")


def test_a_run_that_was_overtaken_shows_what_was_written_meanwhile(asked: History) -> None:
    def somebody_is_faster() -> None:
        asked.clock.set(asked.clock.now() + timedelta(minutes=3))  # our claim has run out
        write(asked, "newer")
        turn(asked)

    write(asked, "older")
    asked.slack.meanwhile.append(somebody_is_faster)
    assert turn_answered(asked.world, asked.team, {"U1": PERSON}, [MONDAY]) == []
    [message] = [standing.message for standing in asked.slack.carrying("reminder:")]
    assert isinstance(message, Recorded)
    assert message.texts.keep == "newer"
