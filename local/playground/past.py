"""Plays what happened before the visitor begins, through the real functions."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import groupby

from local.acts import set_up
from local.machine import Machine
from local.playground import scene
from local.playground.scene import CHANNEL, Role, Row
from local.slack.people.person import Person
from local.slack.state.records import Message
from shared.i18n.sentences import Language


def furnish(machine: Machine, language: Language, pictures: str) -> None:
    """Add the story's people and channel to the workspace. ``pictures``: the URL of the faces."""
    for role in scene.cast(language):
        picture = f"{pictures}{role.face}.svg"
        locale = scene.LOCALES[role.language]
        machine.workspace.add_user(
            role.id, role.face, role.name, display_name=role.name, locale=locale, picture=picture
        )
    machine.workspace.add_channel(CHANNEL, scene.CHANNEL_NAME[language], [role.id for role in scene.cast(language)])


def play_past(machine: Machine, language: Language, people: Mapping[str, Person]) -> None:
    """Set the team up, and let time pass until ``scene.BEGIN``."""
    past = _Past(machine, {role.name: role for role in scene.cast(language)}, people)
    past.set_up()
    said = scene.talk(language)
    kept = scene.kept_lines(language)
    for day, rows in groupby(scene.entries(language), key=lambda row: row.day):
        today = list(rows)
        past.keep([each for each in kept if each[0].date() == day])
        if day == scene.BEGIN.date():
            past.wait_until(scene.at(day, 16, 40))
            past.unasked(today)
        else:
            past.wait_until(past.asked_at(day.weekday(), scene.at(day, 17, 0)))
            past.answer(today)
        past.talk([each for each in said if each.day == day])
    past.wait_until(scene.BEGIN)


class _Past:
    def __init__(self, machine: Machine, roles: Mapping[str, Role], people: Mapping[str, Person]) -> None:
        self._machine, self._roles, self._people = machine, roles, people

    def wait_until(self, moment: datetime) -> None:
        self._machine.triggers.run_until(moment)

    def set_up(self) -> None:
        first = next(iter(self._roles.values()))
        set_up(self._people[first.id], CHANNEL)
        self._people[first.id].close()
        self._machine.triggers.settle()
        self._forget_answers()

    def _forget_answers(self) -> None:
        """Remove ephemeral messages, so that the visitor sees none from before."""
        with self._machine.workspace.changed:
            self._machine.workspace.ephemeral.clear()

    def asked_at(self, weekday: int, usual: datetime) -> datetime:
        """When the reminder comes: on Fridays an hour earlier, before the session at 16:30."""
        return usual - timedelta(hours=1) if weekday == 4 else usual

    def answer(self, rows: list[Row]) -> None:
        """Let people answer their reminders, three minutes apart."""
        for row in rows:
            self._pass(3)
            role = self._roles[row.person]
            person, asked = self._people[role.id], self._machine.workspace.direct_messages(role.id)[-1]
            if row.kind == "written":
                person.press(asked, "write")
                self._write(person, row)
            else:
                person.press(asked, row.kind)
            self._machine.triggers.settle()

    def keep(self, said: list[tuple[datetime, str, str]]) -> None:
        """Let people keep lines with /kpt keep."""
        for moment, who, line in said:
            self.wait_until(moment)
            self._people[self._roles[who].id].command("/kpt", f"keep {line}", CHANNEL)
            self._machine.triggers.settle()
            self._forget_answers()

    def unasked(self, rows: list[Row]) -> None:
        """Let people write with /kpt before they are asked."""
        for row in rows:
            person = self._people[self._roles[row.person].id]
            person.command("/kpt", "", CHANNEL)
            self._write(person, row)
            self._machine.triggers.settle()

    def talk(self, said: list[scene.Said]) -> None:
        workspace = self._machine.workspace
        for each in said:
            message, by = self._announcement(each), self._roles[each.by].id
            if each.reaction:
                workspace.react(message, each.reaction, by)
            if each.reply:
                self._pass(4)
                workspace.post(CHANNEL, by, each.reply, thread_ts=message.ts)

    def _announcement(self, said: scene.Said) -> Message:
        key = f"announcement:{said.day}:{self._roles[said.person].id}"
        return next(each for each in self._machine.workspace.channel(CHANNEL).messages if key_of(each) == key)

    def _write(self, person: Person, row: Row) -> None:
        person.type({"keep": row.keep, "problem": row.problem, "try": row.try_})
        if row.done:
            person.select(last_try=["done"])
        if row.thanks:
            person.select(thanks=[self._roles[name].id for name in row.thanks])
        person.submit()

    def _pass(self, minutes: int) -> None:
        self.wait_until(self._machine.clock.now() + timedelta(minutes=minutes))


def key_of(message: Message) -> str:
    """The delivery key in a message of the app; empty where there is none."""
    payload = (message.metadata or {}).get("event_payload") or {}
    return str(payload.get("key", ""))
