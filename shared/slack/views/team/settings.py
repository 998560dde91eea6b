"""A team's settings: the forms in which they are set, and the sentences that tell of a change."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import time
from typing import Any, assert_never

from shared.i18n.countries import country_name
from shared.i18n.dates import clock_time, weekday_name, weekday_short
from shared.i18n.sentences import Sentences, sentences
from shared.kpt.ids import Language
from shared.kpt.messages.teams import Changed
from shared.kpt.team.settings_table import IN_THE_FORM, SETTINGS, Setting, TeamSettings
from shared.kpt.team.team import Team
from shared.kpt.team.team_settings import TIMES, SettingChange, marks, settings_of, written
from shared.kpt.text.pages import length
from shared.slack.blocks import fields
from shared.slack.blocks.buttons import actions, asking_first, button, modal
from shared.slack.blocks.message import RenderedMessage, named
from shared.slack.blocks.text import Block, Element, fallback, ours, plain, rich_text, section, shortened

View = dict[str, Any]
CALLBACK = "settings"
CALLBACK_MORE = "settings_more"
FIRST = tuple(setting.name for setting in IN_THE_FORM if setting.first)
"""Fields that a set-up shows at once: when people are asked, the session, who is asked."""
MORE = tuple(setting.name for setting in IN_THE_FORM if not setting.first)
"""Fields that a set-up shows behind *More*."""
LONGEST_DAYS_OFF = 1000
ROOM_FOR_NAMES = 2000
"""Characters for the names before a change, and again for those after it."""


@dataclass(frozen=True)
class SettingsState:
    """What the form carries. ``shown``: whether the person certainly saw what its fields were filled with."""

    channel: str
    name: str
    language: Language
    shown: bool = True
    filled: Mapping[str, str] = field(default_factory=dict)
    """For an existing team: the ``marks`` of what the form was filled with."""
    more: Mapping[str, str] = field(default_factory=dict)
    """For a set-up: the values behind *More*, written as in the audit trail."""
    people: int = 0
    under: str = ""
    """For *More*: the id of the view below it."""


def settings_form(state: SettingsState, team: Team, people: int | None, notes: Iterable[str] = ()) -> View:
    """The filled form. ``people``: how many begin with the new team; None where the team exists already."""
    say, settings = sentences(state.language), settings_of(team)
    if people is not None:
        return new_form(replace(state, more=more_of(settings), people=people), settings)
    state = replace(state, filled=marks(settings))
    blocks = [
        section(say("setup.form", channel=f"#{state.name}")),
        *map(section, notes),
        *_fields(settings, say, state.language).values(),
        _actions(team, say),
    ]
    return _form(state, CALLBACK, blocks, title="setup.title", submit="setup.submit")


def new_form(state: SettingsState, settings: TeamSettings) -> View:
    """The form of a set-up: the first fields, and *More*."""
    say = sentences(state.language)
    there = _fields(settings, say, state.language)
    blocks = [
        section(say("setup.form_new", channel=f"#{state.name}", people=state.people)),
        *(there[name] for name in FIRST),
        actions("more", button("setup_more", say("button.setup_more"), "more")),
    ]
    return _form(state, CALLBACK, blocks, title="setup.title_new", submit="setup.submit_new")


def more_form(state: SettingsState, settings: TeamSettings) -> View:
    """The view that *More* puts on top of a set-up."""
    say = sentences(state.language)
    there = _fields(settings, say, state.language)
    blocks = [section(say("setup.more_about")), *(there[name] for name in MORE)]
    return _form(state, CALLBACK_MORE, blocks, title="setup.title_more", submit="setup.submit_more")


def more_of(settings: TeamSettings) -> dict[str, str]:
    """The values behind *More*, for a form to carry."""
    return {name: written(getattr(settings, name)) for name in MORE}


def _form(state: SettingsState, callback: str, blocks: list[Block], *, title: str, submit: str) -> View:
    say = sentences(state.language)
    return modal(
        say(title),
        blocks,
        say,
        callback_id=callback,
        submit=ours(say(submit)),
        private_metadata=_carried(state),
    )


def _carried(state: SettingsState) -> str:
    return json.dumps(asdict(state), ensure_ascii=False)


def _fields(settings: TeamSettings, say: Sentences, language: Language) -> dict[str, Block]:
    """All fields by name, in order."""
    return {setting.name: _field(setting, getattr(settings, setting.name), say, language) for setting in IN_THE_FORM}


def _field(setting: Setting, value: Any, say: Sentences, language: Language) -> Block:
    """A setting's field, by its kind."""
    name, label = setting.name, say(f"setting.{setting.name}")

    def choice(options: fields.Options) -> Block:
        return fields.select(name, label, options, written(value))

    def line(typed: str) -> Block:
        return fields.with_hint(fields.text(name, label, typed, LONGEST_DAYS_OFF), say(f"hint.{name}"))

    match setting.kind:
        case "choice":
            return choice([(word, say(f"{name}.{word}")) for word in setting.values])
        case "time":
            return choice([(f"{at:%H:%M}", clock_time(language, at)) for at in TIMES])
        case "weekday":
            return choice(_weekdays(language))
        case "weekdays":
            return fields.checkboxes(name, label, _weekdays(language), [str(day) for day in value])
        case "people":
            people = fields.people(name, label, say(f"setting.{name}_placeholder"), value)
            return fields.with_hint(people, say(f"hint.{name}"))
        case "place":
            return line(value)
        case "country":
            return fields.or_nothing(line(country_name(language, value)))
        case "days":
            return fields.or_nothing(line(", ".join(value)))
        case _:
            assert_never(setting.kind)


def _weekdays(language: Language) -> list[tuple[str, str]]:
    return [(str(day), weekday_name(language, day)) for day in range(7)]


def _actions(team: Team, say: Sentences) -> Block:
    """The buttons that act at once, without submitting the form."""
    turn = "resume" if team.status == "paused" else "pause"
    now = asking_first(_button_named("session_now", team.id, say), say, "session_now.", deny="delete.deny")
    return actions(
        "at_once",
        _button_named(f"team_{turn}", team.id, say),
        *([now] if turn == "pause" else []),
        button("team_remove", say("button.team_remove"), team.id, style="danger"),
    )


def _button_named(action: str, team: str, say: Sentences) -> Element:
    """A button about a team; the name of its label is that of its action."""
    return button(action, say(f"button.{action}"), team)


def remove_form(team: str, state: SettingsState) -> View:
    """The view that says what removing a team means. Slack asks once more after it."""
    say = sentences(state.language)
    sure = _button_named("team_remove_sure", team, say)
    sure = {**asking_first(sure, say, "team_remove_sure.", deny="delete.deny"), "style": "danger"}
    blocks = [
        section(say("team.remove_about", channel=f"#{state.name}")),
        section(say("team.remove_stays", channel=f"#{state.name}")),
        actions("remove", _button_named("team_csv", team, say), sure),
    ]
    return modal(say("setup.title"), blocks, say, close="delete.deny", private_metadata=_carried(state))


def changed(message: Changed, room: int) -> RenderedMessage:
    """Tells what somebody changed in a team's settings, a line each."""
    say = sentences(message.language)
    lines = [line_of(change, message.name, say, message.language) for change in message.changes]
    if sum(map(length, lines)) > room:
        lines = [shortened(line, max(20, room // len(lines))) for line in lines]
    blocks = [block for text in lines for block in rich_text([plain(text)])]
    return RenderedMessage(fallback(lines), blocks)


def line_of(change: SettingChange, name: str, say: Sentences, language: Language) -> str:
    """One change in a sentence."""
    old, new = (value_of(change.what, value, say, language) for value in (change.old, change.new))
    return say("setup.changed", what=say(f"setting.{change.what}"), old=old, new=new, name=name)


def value_of(what: str, value: str, say: Sentences, language: Language) -> str:
    """A setting's value in words; or that of something else which was changed, which is a choice."""
    kind = SETTINGS[what].kind if what in SETTINGS else "choice"
    if not value and kind in ("country", "days", "people"):
        return say("setting.none")
    match kind:
        case "choice":
            return say(f"{what}.{value}")
        case "time":
            return clock_time(language, time.fromisoformat(value))
        case "weekday":
            return weekday_name(language, int(value))
        case "weekdays":
            return say("join.days").join(weekday_short(language, int(n)) for n in value.split(",") if n)
        case "people":
            return named(value.split(","), say, ROOM_FOR_NAMES)
        case "place":
            return value
        case "country":
            return country_name(language, value) or say("setting.none")
        case "days":
            return say("join.names").join(value.split(","))
        case _:
            assert_never(kind)
