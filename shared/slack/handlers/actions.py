"""Buttons and menus: what each of our ``action_id``s does, except *Write* (writing.py)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from shared.i18n.dates import day_label
from shared.i18n.sentences import sentences
from shared.kpt.entry.answer import Answer, Outcome
from shared.kpt.entry.entry import FROM_HOME, Kind
from shared.kpt.entry.form_seed import FormSeed
from shared.kpt.messages.delivery import Key
from shared.kpt.team.team import Language
from shared.slack.blocks.buttons import button
from shared.slack.blocks.form_metadata import FormState, NotOurs, day_from, pack, team_from, unpack, via_in
from shared.slack.handlers import (
    board,
    commands,
    leading,
)
from shared.slack.handlers.context import Context
from shared.slack.handlers.entry import (
    keeping,
    opening,
)
from shared.slack.handlers.entry.submitting import why_not
from shared.slack.handlers.person import (
    home,
    my_data,
    my_settings,
    year,
)
from shared.slack.handlers.team import (
    csv_file,
    settings,
    settings_at_once,
    setup_more,
    sheet,
)
from shared.slack.requests.inbound import Press
from shared.slack.views.form import sentence
from shared.usecases.entry import submit


def answer(context: Context, press: Press) -> None:
    """Do what a click asks for. Raises ``NotOurs`` for an ``action_id`` that is not ours."""
    act = ACTIONS.get(press.action)
    if act is None:
        raise NotOurs("action")
    act(context, press)


def quiet(context: Context, press: Press) -> None:
    """*Quiet day*: record it as the day's answer."""
    _one_tap(context, press, "quiet")


def off(context: Context, press: Press) -> None:
    """*Day off*: record it as the day's answer."""
    _one_tap(context, press, "off")


def as_is(context: Context, press: Press) -> None:
    """*Save as it is*: the kept lines become the day's entry."""
    seed = unpack(press.value, press.who.workspace)
    given = Answer("written", f"{press.at or press.trigger}:as_is", "reminder", promised=seed.promises, as_is=True)
    outcome = submit.answer(context.world, seed.team, press.who.user, seed.day, given)
    say = sentences(seed.language)
    if isinstance(outcome, submit.NotAllowed):
        context.tell(press, [why_not(outcome, FormState(seed, ""))])
    elif outcome.already:
        key = "done.already" if outcome.is_written else "done.already_answered"
        context.tell(press, [say(key, day=day_label(seed.language, seed.day))])
    elif outcome.empty:
        context.tell(press, [say("done.none_kept")])


def _one_tap(context: Context, press: Press, kind: Kind) -> None:
    seed = unpack(press.value, press.who.workspace)
    outcome = _store(context, press, seed, kind)
    say = sentences(seed.language)
    if isinstance(outcome, submit.NotAllowed):
        context.tell(press, [why_not(outcome, FormState(seed, ""))])
    elif outcome.already:
        context.tell(press, [say("done.already", day=day_label(seed.language, seed.day))])
    if press.in_home:
        home.show_anew(context, press.who)


def delete(context: Context, press: Press) -> None:
    """*Delete this entry*, after Slack's confirmation. The form then says that the entry is deleted."""
    seed = unpack(press.value, press.who.workspace)
    outcome = _store(context, press, seed, "deleted")
    say = sentences(seed.language)
    if isinstance(outcome, submit.NotAllowed):
        context.tell(press, [why_not(outcome, FormState(seed, ""))])
        return
    key = "done.deleted" if outcome.change else "error.deleted_already"
    context.modals.update(press.view, sentence(say(key, day=day_label(seed.language, seed.day)), say))


def _store(context: Context, press: Press, seed: FormSeed, kind: Kind) -> Outcome | submit.NotAllowed:
    via = "home" if press.in_home else "form" if press.view else "reminder"
    if via_in(press.metadata) == FROM_HOME:
        via = FROM_HOME
    given = Answer(kind, token=f"{press.at or press.trigger}:{kind}", via=via)
    return submit.answer(context.world, seed.team, press.who.user, seed.day, given)


def menu(context: Context, press: Press) -> None:
    """The ⋯ menu of the reminder: times, day off, stop, help."""
    choice, _, language = press.value.partition(":")
    if choice == "time":
        my_settings.open_times(context, press, _language(language))
    elif choice == "off":
        _off_from_menu(context, press, language)
    elif choice == "stop":
        stop(context, press, _language(language))
    elif choice == "about":
        lines, more = commands.short_help(
            _language(language), context.world.stored_in, has_board=context.board is not None
        )
        context.tell(press, lines, more)
    else:
        raise NotOurs("choice")


def _off_from_menu(context: Context, press: Press, value: str) -> None:
    """*Day off* in ⋯: an option carries too little for a whole ``FormSeed``."""
    language, _, of = value.partition(":")
    day, _, team = of.partition(":")
    seed = FormSeed(team_from(team, press.who.workspace), day_from(day), _language(language), "", "UTC")
    off(context, replace(press, value=pack(seed)))


def stop(context: Context, press: Press, language: Language) -> None:
    """Stop the messages to this person, and offer to resume them."""
    context.world.store.people.set_stopped(press.who.workspace, press.who.user, True)
    say = sentences(language)
    context.tell(press, [say("done.stopped")], button("restart", say("button.restart"), language))


def restart(context: Context, press: Press) -> None:
    """Resume the messages to this person."""
    context.world.store.people.set_stopped(press.who.workspace, press.who.user, False)
    context.tell(press, [my_settings.restarted(context, press.who, _language(press.value))])


def help_more(context: Context, press: Press) -> None:
    """*More*, below the short help: replace it by the whole help."""
    say, has_board = sentences(_language(press.value)), context.board is not None
    lines = commands.help_lines(say, context.world.stored_in, has_board=has_board)
    if not context.respond(press, lines, replace=True):
        context.tell(press, lines)


def try_now(context: Context, press: Press) -> None:
    """*Send it to me now*: an errand sends today's reminder, and no second one is sent today."""
    seed, who = unpack(press.value, press.who.workspace), press.who
    store, say = context.world.store, sentences(seed.language)
    records = store.entries.records(seed.team, who.user, [])
    team, person = records.team, records.person
    refused = submit.refusal(team, who.user)
    if team is None or person is None or refused:
        context.tell(press, [why_not(submit.NotAllowed(refused or "not_member"), FormState(seed, ""))])
        return
    day = submit.today_for(context.world, team, person)
    sent = store.deliveries.get(Key(f"people/{person.id}", f"reminder:{day}"))
    if sent or person.answered_on == day:
        context.tell(press, [say("done.try_already")])
        return
    errand = {"kind": "remind", "by": who.user, "team": team.id, "day": day.isoformat()}
    store.errands.add(f"remind-{person.id}-{day}", errand)
    context.tell(press, [say("done.try_sent")])


def see(context: Context, press: Press) -> None:
    """*See it in the channel* is a link, which Slack has opened already: nothing to do."""


def _language(text: str) -> Language:
    return "ja" if text == "ja" else "en"


ACTIONS: Final[dict[str, Callable[[Context, Press], None]]] = {
    "edit": opening.edit,
    "day": opening.other_day,
    "again": opening.again,
    "add": opening.edit,
    "undo_line": keeping.undo,
    "remove_line": keeping.remove,
    "as_is": as_is,
    "quiet": quiet,
    "off": off,
    "delete": delete,
    "menu": menu,
    "help_more": help_more,
    "restart": restart,
    "see": see,
    "see_glance": see,
    "try_now": try_now,
    "settings": settings.press,
    "setup_more": setup_more.press,
    "team_pause": settings_at_once.pause,
    "team_resume": settings_at_once.resume,
    "team_remove": settings_at_once.remove,
    "team_remove_sure": settings_at_once.remove_sure,
    "team_csv": csv_file.press,
    "sheet": sheet.press,
    "sheet_again": sheet.press,
    "sheet_leave": sheet.leave,
    "sheet_earlier": sheet.earlier,
    "session_now": settings_at_once.begin_session,
    "off_longer": my_settings.off_longer,
    "add_off": my_settings.add_off,
    "my_times": my_settings.times_from_home,
    "times_again": my_settings.times_again,
    "remove_off": home.remove_off,
    "home_again": home.again,
    "home_stop": home.stop,
    "home_resume": home.resume,
    "home_team": home.home_team,
    "step_out": home.step_out,
    "step_in": home.step_in,
    "year": year.press,
    "begin": leading.begin,
    "next": leading.following,
    "order": leading.menu,
    "board": board.press,
    "board_link": board.followed,
    "board_show": board.show,
    "board_close": board.close,
    "my_data_export": my_data.export,
    "my_data_erase": my_data.erase,
}
