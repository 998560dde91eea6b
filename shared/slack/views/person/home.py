"""App Home: today, the week, days off, times and teams, within Slack's limit of a hundred blocks.

It has buttons and no menus: a menu would keep its choice when the Home is published again.
"""

import json
from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from shared.i18n.dates import clock_time, day_label, moment_label, short_day, weekday_short
from shared.i18n.sentences import Sentences, question, sentences
from shared.kpt.board.screen import Screen
from shared.kpt.day import DAYS_BACK
from shared.kpt.entry.entry import Entry, Texts
from shared.kpt.entry.my_week import MyDay, MyWeek
from shared.kpt.entry.seed_for import seed_for
from shared.kpt.entry.shown import is_told_silent
from shared.kpt.ids import Language
from shared.kpt.schedule.reminder import Reminder
from shared.kpt.team.my_settings import MOST_RANGES, days_off_to_come
from shared.kpt.team.person import DaysOff, Person, clock_zone
from shared.kpt.team.team import Team
from shared.kpt.text.direction import isolated
from shared.slack.blocks.buttons import actions, button
from shared.slack.blocks.form_metadata import pack_to_write
from shared.slack.blocks.message import render_parts, title
from shared.slack.blocks.text import Block, context, plain_text, section, shortened
from shared.slack.views.board import screen_line
from shared.slack.views.form import View
from shared.slack.views.person.kept import MOST_ON_HOME, listed
from shared.slack.views.person.my_week import what_it_is

DIVIDER: Block = {"type": "divider"}
LONGEST_PART = 600
"""Characters of a Keep, Problem or Try of today, so that each is one block."""
MOST_DAYS, MOST_TEAMS, MOST_SCREENS = 25, 12, 5
"""Lines of the week, teams and screens, so that all come to fewer than a hundred blocks."""


def home(
    mine: MyWeek,
    coming: Reminder | None,
    screens: Sequence[Screen] = (),
    *,
    has_board: bool = False,
    on_vacation: bool = False,
) -> View:
    """A person's Home. ``coming`` is their next reminder; ``on_vacation``: their Slack status says that they are away.
    ``screens`` are those that they opened."""
    say = sentences(mine.person.language)
    return _view(
        mine.person.language,
        [
            *_today(mine, say),
            *_kept(mine, say),
            *_week(mine, say),
            actions("year", button("year", say("button.year"), mine.person.language)),
            *(_board(mine, screens, say) if has_board else []),
            *_days_off(mine, say),
            *_times(mine, coming, say, on_vacation=on_vacation),
            *_teams(mine, say),
        ],
    )


def home_of_nobody(language: Language) -> View:
    """The Home of somebody who is in no team."""
    return _view(language, [section(sentences(language)("home.nobody"))])


def silent_home(text: str) -> View:
    """The Home while the store does not answer."""
    again = button("home_again", sentences("ja")("button.again") + " / " + sentences("en")("button.again"), "home")
    return _view("en", [section(text), actions("again", again)])


def _view(language: Language, blocks: list[Block]) -> View:
    return {"type": "home", "private_metadata": json.dumps({"language": language}), "blocks": blocks}


# Today


def _today(mine: MyWeek, say: Sentences) -> list[Block]:
    head = title(say("home.today", day=day_label(mine.person.language, mine.today)))
    answer = mine.answer_of_today
    return [*head, *(_answered(mine, answer, say) if answer else _unanswered(mine, say))]


def _answered(mine: MyWeek, answer: Entry, say: Sentences) -> list[Block]:
    team = next((team for team in mine.teams if team.id == answer.team), mine.home)
    value = _value(team, mine.person, mine.today)
    if answer.kind == "written":
        edit = button("edit", say("button.edit"), value)
        parts = render_parts(_short(answer.texts), say, answer.done)
        return [section(say("done.written")), *parts, actions("today", edit)]
    write = button("write", say("button.write_after_all"), value)
    if answer.kind == "quiet":
        note = [context(plain_text(say("done.quiet_note")))] if is_told_silent(team, answer) else []
        return [section(say("done.quiet")), *note, actions("today", write)]
    longer = button("off_longer", say("button.off_longer"), value)
    return [section(say("done.off")), actions("today", write, longer)]


def _unanswered(mine: MyWeek, say: Sentences) -> list[Block]:
    value = _value(mine.home, mine.person, mine.today)
    today = next((each for each in mine.days if each.day == mine.today), MyDay(mine.today, "not_working"))
    if today.state != "today":
        text = say("home.today_holiday", holiday=today.holiday) if today.state == "holiday" else say("home.today_off")
        return [section(text), actions("today", button("write", say("button.write"), value))]
    hint = say("reminder.hint", question=question(mine.person.language, mine.today))
    return [
        section(say("reminder.body")),
        context(plain_text(hint)),
        actions(
            "today",
            button("write", say("button.write"), value, style="primary"),
            button("quiet", say("button.quiet"), value),
            button("off", say("button.off"), value),
        ),
    ]


def _short(texts: Texts) -> Texts:
    return Texts(*(shortened(text, LONGEST_PART) for text in (texts.keep, texts.problem, texts.try_)))


# What is kept


def _kept(mine: MyWeek, say: Sentences) -> list[Block]:
    """The newest kept lines that are in no entry yet, each with *Remove*."""
    lines = mine.person.kept_lines
    if not lines:
        return []
    newest = listed(lines, mine.home.id, mine.person.language, say, MOST_ON_HOME)
    more = [context(plain_text(say("home.kept_more")))] if len(lines) > MOST_ON_HOME else []
    return [*title(say("home.kept")), *newest, *more]


# The week


def _week(mine: MyWeek, say: Sentences) -> list[Block]:
    lines = [_line(mine, each, n, say) for n, each in enumerate(mine.days[:MOST_DAYS])]
    return [DIVIDER, *title(say("mine.week")), *(lines or [section(say("mine_day.to_come"))])]


def _line(mine: MyWeek, each: MyDay, n: int, say: Sentences) -> Block:
    """One day: what was written, with *Edit*; or what the empty day is, with *Write* where it may still be written."""
    team = next((team for team in mine.teams if each.entry and team.id == each.entry.team), mine.home)
    parts = [short_day(mine.person.language, each.day), isolated(what_it_is(each, say))]
    if each.state == "written" and len(mine.teams) > 1:
        parts.append(isolated(f"#{team.name}"))
    line: Block = {**section(say("join.marks").join(parts)), "block_id": f"day:{each.day}:{n}"}
    does = {"written": "edit", "open": "write"}.get(each.state)
    if does is None or each.day == mine.today or (mine.today - each.day).days > DAYS_BACK:
        return line
    return {**line, "accessory": button(does, say(f"button.{does}"), _value(team, mine.person, each.day))}


# The board


def _board(mine: MyWeek, screens: Sequence[Screen], say: Sentences) -> list[Block]:
    """*Board*, and the screens that the person opened, each with *Close*. Home holds no link: it would expire."""
    teams = {team.id: team for team in mine.teams}
    lines = [
        screen_line(screen.code, team, _until(screen, team, mine.person.language), say)
        for screen in screens[:MOST_SCREENS]
        if (team := teams.get(screen.team))
    ]
    head = [context(plain_text(say("board.screens")))] if lines else []
    return [actions("board", button("board", say("button.board"), mine.home.id)), *head, *lines]


def _until(screen: Screen, team: Team, language: Language) -> str:
    return clock_time(language, screen.expires.astimezone(ZoneInfo(team.time_zone)).time())


# Days off


def _days_off(mine: MyWeek, say: Sentences) -> list[Block]:
    ranges = days_off_to_come(mine.person, mine.today)[:MOST_RANGES]
    lines = [_range(off, mine.person.language, say) for off in ranges]
    none = [] if lines else [context(plain_text(say("home.days_off_none")))]
    add = button("add_off", say("button.add_off"), _value(mine.home, mine.person, mine.today))
    return [DIVIDER, *title(say("home.days_off")), *lines, *none, actions("add_off", add)]


def _range(off: DaysOff, language: Language, say: Sentences) -> Block:
    first, last = day_label(language, off.first), day_label(language, off.last)
    text = first if off.first == off.last else say("home.range", from_=first, to=last)
    remove = button("remove_off", say("button.remove_off"), off.first.isoformat())
    return {**section(text), "block_id": f"off:{off.first}", "accessory": remove}


# Times


def _times(mine: MyWeek, coming: Reminder | None, say: Sentences, *, on_vacation: bool) -> list[Block]:
    person, team, language = mine.person, mine.home, mine.person.language
    weekdays = person.weekdays if person.weekdays is not None else team.reminder.weekdays
    asked = say(
        "home.asked" if person.reminder_time else "home.asked_team",
        days=say("join.days").join(weekday_short(language, n) for n in weekdays),
        time=clock_time(language, person.reminder_time or team.reminder.time),
    )
    notes = [say("home.language", language=say(f"language.{language}"))]
    if coming and on_vacation:
        notes.insert(0, say("home.vacation"))
    elif coming:
        notes.insert(0, say("home.next", when=moment_label(language, coming.moment, clock_zone(team, person))))
    stops = button("home_stop", say("menu.stop"), language)
    resumes = button("home_resume", say("button.restart"), language)
    return [
        DIVIDER,
        *title(say("home.times")),
        section(say("home.stopped") if person.stopped else asked),
        context(*(plain_text(note) for note in notes)),
        actions("times", button("my_times", say("button.change"), language), resumes if person.stopped else stops),
    ]


# Teams


def _teams(mine: MyWeek, say: Sentences) -> list[Block]:
    teams = [block for team in mine.teams[:MOST_TEAMS] for block in _team(mine, team, say)]
    more = [context(plain_text(say("home.more")))] if len(mine.teams) > MOST_TEAMS else []
    return [DIVIDER, *title(say("home.teams")), *teams, *more]


def _team(mine: MyWeek, team: Team, say: Sentences) -> list[Block]:
    is_out = mine.person.user in team.stepped_out
    does = ["settings", "step_in" if is_out else "step_out"]
    if _state(mine, team) == "writes":
        does.append("home_team")
    buttons = (button(each, say(f"button.{each}"), team.id) for each in does)
    does.append("sheet")
    text = say(f"home.{_state(mine, team)}", channel=f"#{shortened(team.name, 100)}")
    if team.sheet:
        text = say("home.with_sheet", team=text)
    return [section(text), actions(f"team:{team.id}", *buttons)]


def _state(mine: MyWeek, team: Team) -> str:
    if mine.person.user in team.stepped_out:
        return "stepped_out"
    if team.status in ("paused", "blocked"):
        return team.status
    if team.unknown_zone:
        return "no_zone"
    return "asks" if team.id == mine.home.id else "writes"


# Used by several parts


def _value(team: Team, person: Person, day: date) -> str:
    return pack_to_write(seed_for(team, person, day))
