"""Plays weeks through the real functions: people of the stand-in press the reminder's buttons and fill in the form.

Only their clicks write to the store, and events hold only what messages show.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from io import StringIO
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo

from local.acts import set_up
from local.demo.entries import Row
from local.demo.events import (
    Answered,
    Asked,
    DayBegins,
    Digest,
    DirectMessage,
    Event,
    Kept,
    Lines,
    Member,
    NextMessage,
    NobodyAsked,
    NoDigest,
    NothingToTap,
    SetUp,
    Unanswered,
)
from local.machine import Machine
from local.slack.people.person import Person
from local.slack.people.reading import plain, plain_view
from local.slack.state.records import Message
from local.story import Moment
from shared.kpt.day import Slot
from shared.kpt.schedule.session import Session, session_held_on, sessions
from shared.kpt.team.team import WORKING_DAYS, Team, team_id
from shared.logs import Log

TOKYO: Final = ZoneInfo("Asia/Tokyo")
LOCALES: Final = {"ja": "ja-JP", "en": "en-GB"}
CHANNEL = "C1"
SET_UP_AT = time(10, 0)
BY_THEMSELVES_AT = time(17, 0)
"""When people write who were not asked."""
ANSWERS_WITHIN = timedelta(minutes=20)
"""All answer within this time, before the session begins half an hour after its reminder."""
USUAL_PAUSE = timedelta(minutes=2)
LONGEST_WAIT = 14
"""Days in which the next message is waited for."""
PATIENCE = 60.0
"""Seconds that an answer may take, so that a busy machine does not end the demo."""


def play(rows: Sequence[Row], members: Sequence[Member], channel: str, kept: Sequence[Moment] = ()) -> Iterator[Event]:
    """Play from the morning of the first row to the first win session that can show the last row.

    ``rows`` are sorted by day, each by one of the ``members``, of whom the first sets the team up. ``kept``: lines that
    members keep during the day.
    """
    morning = datetime.combine(rows[0].day, SET_UP_AT, TOKYO)
    by_day = {day: list(of_day) for day, of_day in groupby(rows, key=lambda row: row.day)}
    log = Log(StringIO())
    with Machine(morning, log=log, answer_limit=PATIENCE, trigger_life=PATIENCE) as machine:
        stage = _Stage(machine, members, channel)
        yield DayBegins(rows[0].day)
        yield stage.set_up()
        end = stage.session_after(rows[-1].day)
        day, told = rows[0].day, False
        while day <= end.held_on:
            yield from [DayBegins(day)] if day > rows[0].day else []
            yield from (stage.keep(each) for each in kept if each.day == day)
            for event in _day(stage, day, by_day.get(day, [])):
                told = told or (isinstance(event, Digest) and day == end.held_on)
                yield event
            day += timedelta(1)
        yield from [] if told else [NoDigest()]
        if helpers := {name for row in rows if row.day == end.held_on for name in row.thanks}:
            yield from _next_messages(stage, day, helpers)


def _next_messages(stage: "_Stage", day: date, helpers: Collection[str]) -> Iterator[Event]:
    """The next messages of those who were thanked on the day of the last session."""
    for later in (day + timedelta(n) for n in range(LONGEST_WAIT)):
        for at in stage.times():
            moment = datetime.combine(later, at, TOKYO)
            messages = [message for message in stage.pass_time(moment) if message.to.name in helpers]
            yield from [DayBegins(later)] if messages else []
            yield from (NextMessage(moment, message) for message in messages)
            if messages:
                return


def _day(stage: "_Stage", day: date, rows: list[Row]) -> Iterator[Event]:
    asked: list[DirectMessage] = []
    for at in stage.times():
        moment = datetime.combine(day, at, TOKYO)
        messages = stage.pass_time(moment)
        yield from stage.digests(moment)
        if messages:
            asked += messages
            yield Asked(moment, tuple(messages), stage.holds_session(day))
            yield from _answers(stage, moment, rows)
            rows, silent = [], [message.to for message in messages if stage.is_waiting(message.to)]
            yield from [Unanswered(tuple(silent))] if silent else []
    if not asked and day.weekday() in WORKING_DAYS:
        yield NobodyAsked()
    yield from _answers(stage, datetime.combine(day, BY_THEMSELVES_AT, TOKYO), rows)
    stage.forget_messages()


def _answers(stage: "_Stage", moment: datetime, rows: list[Row]) -> Iterator[Event]:
    pause = min(USUAL_PAUSE, ANSWERS_WITHIN / (len(rows) + 1))
    for number, row in enumerate(rows, 1):
        stage.pass_time(moment + pause * number)
        yield stage.answer(row)


class _Stage:
    """A machine with a team, and how far its channels have been read."""

    def __init__(self, machine: Machine, members: Sequence[Member], channel: str) -> None:
        self._machine = machine
        self._channel = channel
        self._ids = {member.name: f"U{number:02}" for number, member in enumerate(members, 1)}
        self._members = members
        self._read: dict[str, int] = {}
        self._waiting: dict[str, Message] = {}
        for member in members:
            user = self._ids[member.name]
            machine.workspace.add_user(user, user.lower(), member.name, locale=LOCALES[member.language])
        machine.workspace.add_channel(CHANNEL, channel, self._ids.values())

    @property
    def _team(self) -> Team:
        team = self._machine.services.world.store.teams.get(team_id(self._machine.workspace.team_id, CHANNEL))
        if team is None:
            raise RuntimeError("the team was not set up")
        return team

    # Time

    def times(self) -> list[time]:
        """The times of day at which something may be due."""
        return sorted({Slot.parse(slot.partition(" ")[2]).time for slot in self._team.slots})

    def pass_time(self, moment: datetime) -> list[DirectMessage]:
        """Move the clock forward, and return the new direct messages."""
        self._machine.triggers.run_until(moment)
        self._settle()
        messages = []
        for member in self._members:
            user = self._ids[member.name]
            for message in self._unread(f"D{user}"):
                self._waiting[member.name] = message
                messages.append(DirectMessage(member, _lines(message), kept="as_is" in _actions(message)))
        return messages

    def digests(self, moment: datetime) -> list[Digest]:
        """The channel's new messages, as digests: nobody wrote meanwhile."""
        return [
            Digest(moment, _lines(message), tuple(_lines(reply) for reply in message.replies))
            for message in self._unread(CHANNEL)
        ]

    def session_after(self, day: date) -> Session:
        """The first win session that is held on that day or later."""
        return next(session for session in sessions(self._team, day) if session.held_on >= day)

    def holds_session(self, day: date) -> bool:
        """Whether the team's win session is on that day."""
        return session_held_on(self._team, day) is not None

    def is_waiting(self, member: Member) -> bool:
        """Whether today's message is not answered yet."""
        return member.name in self._waiting

    def forget_messages(self) -> None:
        """Forget the day's messages: nobody answers them on a later day."""
        self._waiting.clear()

    # What people do

    def set_up(self) -> SetUp:
        """The first member types /kpt setup in the channel."""
        by = self._members[0]
        set_up(self._person(by.name), CHANNEL)
        told = plain_view(self._person(by.name).view).splitlines()[1:]
        self._person(by.name).close()
        self._settle()
        (welcome,) = self._unread(CHANNEL)
        return SetUp(self._machine.clock.now().astimezone(TOKYO), by, self._channel, tuple(told), _lines(welcome))

    def keep(self, moment: Moment) -> Kept:
        """Somebody keeps a line with /kpt keep, and reads the answer."""
        at = datetime.combine(moment.day, moment.at or BY_THEMSELVES_AT, TOKYO)
        by = next(member for member in self._members if member.name == moment.person)
        self._machine.triggers.run_until(at)
        person = self._person(by.name)
        person.command("/kpt", f"keep {moment.line}", CHANNEL)
        self._settle()
        return Kept(at, by, moment.line, _lines(self._machine.workspace.ephemeral[person.user_id][-1]))

    def answer(self, row: Row) -> Event:
        """Somebody writes, from the day's message or with /kpt, or presses one of its other buttons."""
        by = next(member for member in self._members if member.name == row.person)
        person, message = self._person(row.person), self._waiting.pop(row.person, None)
        if row.kind != "written":
            if message is None:
                return NothingToTap(by, row.kind)
            person.press(message, row.kind)
        else:
            if message:
                person.press(message, "write")
            else:
                person.command("/kpt", "", CHANNEL)
            self._fill_in(person, row)
        self._settle()
        if person.troubles:
            raise RuntimeError(f"Slack showed {row.person} an error: {person.troubles}")
        posted = [line for each in self._unread(CHANNEL) for line in _lines(each)]
        at = self._machine.clock.now().astimezone(TOKYO)
        told = _lines(message) if message else ()
        return Answered(at, by, row.kind, told, tuple(posted), row.done, thanked=bool(row.thanks))

    def _fill_in(self, person: Person, row: Row) -> None:
        texts = {"keep": row.keep, "problem": row.problem, "try": row.try_}
        person.type({name: text for name, text in texts.items() if text})
        if row.done:
            person.select(last_try=["done"])
        if row.thanks:
            person.select(thanks=[self._ids[name] for name in row.thanks])
        person.submit()
        if left := self._machine.workspace.view_stack(person.user_id):
            raise RuntimeError(f"the form stayed open:\n{plain_view(left[-1])}")

    def _person(self, name: str) -> Person:
        return self._machine.person(self._ids[name])

    # Reading

    def _settle(self) -> None:
        if not self._machine.triggers.settle():
            raise RuntimeError(f"not acknowledged: {self._machine.triggers.last}")

    def _unread(self, channel: str) -> list[Message]:
        found = self._machine.workspace.channels.get(channel)
        messages = list(found.messages) if found else []
        new = messages[self._read.get(channel, 0) :]
        self._read[channel] = len(messages)
        return new


def _actions(message: Message) -> set[str]:
    """The buttons of a message."""
    return {part.get("action_id", "") for block in message.blocks for part in block.get("elements", ())}


def _lines(message: Message) -> Lines:
    """The visible lines of a message, without the names of its pictures."""
    blocks = []
    for block in message.blocks:
        if block["type"] == "context":
            block = {**block, "elements": [part for part in block["elements"] if part["type"] != "image"]}
        blocks.append(block)
    return tuple(plain(replace(message, blocks=blocks)).split("\n"))
