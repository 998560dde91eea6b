"""The forms of a person's own settings: times and language, and a range of days off."""

import json
from dataclasses import asdict, dataclass
from datetime import date

from shared.i18n.dates import clock_time, weekday_name
from shared.i18n.sentences import Sentences, sentences
from shared.kpt.ids import Language
from shared.kpt.team.person import Person
from shared.kpt.team.team import Team
from shared.kpt.team.team_settings import TIMES
from shared.slack.blocks.buttons import modal
from shared.slack.blocks.fields import checkboxes, day, or_nothing, select, with_hint
from shared.slack.blocks.form_metadata import read
from shared.slack.blocks.text import Block, ours
from shared.slack.views.form import View

TIMES_CALLBACK, DAYS_OFF_CALLBACK = "my_times", "days_off"
TEAMS_TIME = "team"
"""The value in the choice of a time that stands for the team's time."""
GLANCE_SHOWN = "shown"
LANGUAGES: tuple[Language, ...] = ("ja", "en")


@dataclass(frozen=True)
class Carried:
    """What these forms carry: their language, and whether the person certainly saw what the fields were filled with."""

    language: Language
    shown: bool = True

    @property
    def packed(self) -> str:
        """A form's ``private_metadata``, or a button's value."""
        return json.dumps(asdict(self))

    @classmethod
    def from_metadata(cls, metadata: str) -> "Carried":
        """Unpack what a form or button carried. Raises ``NotOurs``."""
        fields = read(metadata)
        language: Language = "ja" if fields.get("language") == "ja" else "en"
        return cls(language, fields.get("shown") is True)


def times_form(person: Person, team: Team, carried: Carried) -> View:
    """When a person is asked, with the time of the team that asks them; their language, and whether a teammate's Keep
    is shown."""
    say = sentences(carried.language)
    teams_time = say("mine.time_team", time=clock_time(carried.language, team.reminder.time))
    times = [(TEAMS_TIME, teams_time), *((f"{at:%H:%M}", clock_time(carried.language, at)) for at in TIMES)]
    weekdays = [(str(n), weekday_name(carried.language, n)) for n in range(7)]
    working = person.weekdays if person.weekdays is not None else team.reminder.weekdays
    own_time = f"{person.reminder_time:%H:%M}" if person.reminder_time else TEAMS_TIME
    days = checkboxes("weekdays", say("mine.weekdays"), weekdays, [str(n) for n in working])
    show = [(GLANCE_SHOWN, say("mine.glance_show"))]
    languages = [(each, say(f"language.{each}")) for each in LANGUAGES]
    blocks = [
        select("time", say("mine.time"), times, own_time),
        with_hint(days, say("mine.weekdays_hint")),
        select("language", say("mine.language"), languages, person.language),
        or_nothing(checkboxes("glance", say("mine.glance"), show, [GLANCE_SHOWN] if person.glance else [])),
    ]
    return _form(TIMES_CALLBACK, say("mine.title"), blocks, carried, say)


def days_off_form(first: date, carried: Carried) -> View:
    """The form for a range of days off; ``first`` is preset for both days."""
    say = sentences(carried.language)
    blocks = [
        day("first", say("away.first"), first),
        with_hint(day("last", say("away.last"), first), say("away.hint")),
    ]
    return _form(DAYS_OFF_CALLBACK, say("away.title"), blocks, carried, say)


def _form(callback: str, title: str, blocks: list[Block], carried: Carried, say: Sentences) -> View:
    submit = ours(say("mine.submit"))
    return modal(title, blocks, say, callback_id=callback, submit=submit, private_metadata=carried.packed)
