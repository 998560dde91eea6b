"""A team's own weeks, played: each ends in its digest, whatever day it is and whoever tapped."""

from datetime import date, time
from pathlib import Path

from local.demo.entries import Row
from local.demo.events import Answered, Asked, Digest, Event, Member, NobodyAsked, NoDigest, NothingToTap
from local.demo.play import play
from tests.local.demo.conftest import call

AOKI, MORI = Member("Aoki", "en"), Member("Mori", "en")
THURSDAY, FRIDAY, SATURDAY = (date(2026, 11, day) for day in (19, 20, 21))
HOLIDAY = date(2026, 11, 23)


def played(*rows: Row) -> list[Event]:
    return list(play(sorted(rows, key=lambda row: row.day), (AOKI, MORI), "team"))


def digests(events: list[Event]) -> list[str]:
    return [
        "\n".join([*event.parent, *(line for reply in event.replies for line in reply)])
        for event in events
        if isinstance(event, Digest)
    ]


def answers(events: list[Event]) -> list[Answered]:
    return [event for event in events if isinstance(event, Answered)]


def test_own_weeks_are_told_with_a_digest_for_each(file: Path) -> None:
    file.write_text(
        "date,person,keep,problem,try\n"
        '2026-11-18,Aoki,"First line\nsecond <@U02> \x1b[31m*line*",,\n'
        "2026-11-24,Mori,Later,,\n",
        encoding="utf-8-sig",
    )
    shown = call("--in", "en", "--entries", str(file))
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.count("The win session begins") == 2
    assert shown.flat.count("second <@U02> [31m*line*") == 2
    assert "\x1b" not in shown.out
    assert "make run" in shown.out.splitlines()[-1]


def test_what_is_written_on_fridays_reminder_is_in_fridays_digest() -> None:
    events = played(Row(FRIDAY, "Aoki", "Friday's Keep"))
    assert "Friday's Keep" in digests(events)[-1]
    assert len(digests(events)) == 1


def test_a_holiday_and_a_weekend_are_written_through_the_command_and_come_next_time() -> None:
    events = played(Row(SATURDAY, "Aoki", "A Saturday"), Row(HOLIDAY, "Mori", "A holiday"))
    assert all(not answer.message and answer.posted for answer in answers(events))
    assert sum(isinstance(event, NobodyAsked) for event in events) == 1
    (digest,) = digests(events)
    assert "A Saturday" in digest
    assert "A holiday" in digest


def test_a_holiday_on_a_friday_moves_the_session_and_what_is_written_then_comes_after() -> None:
    friday = date(2027, 1, 1)
    events = played(Row(date(2026, 12, 28), "Aoki", "Monday"), Row(friday, "Mori", "New Year"))
    first, last = digests(events)
    assert "Monday" in first
    assert "New Year" in last


def test_quiet_and_off_are_one_tap_and_nothing_in_the_channel() -> None:
    rows = Row(THURSDAY, "Aoki", kind="quiet"), Row(THURSDAY, "Mori", kind="off"), Row(FRIDAY, "Aoki", "Keep")
    quiet, off, _ = answers(played(*rows))
    assert (quiet.kind, off.kind) == ("quiet", "off")
    assert not quiet.posted
    assert not off.posted
    assert quiet.message[0].startswith("🍵")


def test_a_tap_on_a_day_without_a_message_is_told_and_stores_nothing() -> None:
    events = played(Row(SATURDAY, "Aoki", kind="off"))
    assert [event.by for event in events if isinstance(event, NothingToTap)] == [AOKI]
    assert not answers(events)
    assert isinstance(events[-1], NoDigest)


def test_everybody_is_asked_once_a_working_day() -> None:
    asked = [
        event for event in played(Row(THURSDAY, "Aoki", "x"), Row(FRIDAY, "Mori", "y")) if isinstance(event, Asked)
    ]
    assert [(event.at.date(), [message.to for message in event.messages]) for event in asked] == [
        (THURSDAY, [AOKI, MORI]),
        (FRIDAY, [AOKI, MORI]),
    ]


def test_a_text_of_full_length_is_nowhere_cut_in_the_digest() -> None:
    long = "あ<&>*" * 600
    (digest,) = digests(played(Row(FRIDAY, "Aoki", long, long, long)))
    assert digest.replace("\n", "").count("あ<&>*") == 600


def test_thirty_people_answer_before_the_session_begins() -> None:
    members = [Member(f"Person {n}", "en") for n in range(30)]
    rows = [Row(FRIDAY, member.name, f"Keep of {member.name}.") for member in members]
    events = list(play(rows, members, "team"))
    (digest,) = digests(events)
    assert all(row.keep in digest for row in rows)
    assert all(time(16, 0) < answer.at.time() < time(16, 30) for answer in answers(events))
