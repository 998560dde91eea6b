"""Buttons and menus: every ``action_id`` of ours but *Write* (writing.py), and what it does."""

from collections.abc import Callable
from typing import Final

from shared.i18n.dates import day_label
from shared.i18n.sentences import sentences
from shared.kpt.entry.entry import FROM_HOME, Answer, Kind, Outcome
from shared.kpt.entry.form_seed import FormSeed
from shared.kpt.team.team import Language
from shared.slack.blocks.form_metadata import FormState, NotOurs, unpack, via_in
from shared.slack.handlers import (
    board,
    commands,
)
from shared.slack.handlers.context import ANSWER_WITHIN, Context, patience
from shared.slack.handlers.entry import (
    opening,
)
from shared.slack.handlers.entry.submitting import why_not
from shared.slack.handlers.person import (
    home,
    my_data,
    my_settings,
)
from shared.slack.handlers.response import button
from shared.slack.handlers.team import (
    csv_file,
    settings,
    settings_at_once,
    sheet,
)
from shared.slack.requests.inbound import Press
from shared.slack.views.form import sentence
from shared.usecases.delivering.follow import Key
from shared.usecases.entry import submit


def answer(context: Context, press: Press) -> None:
    """Do what a click asks for. Raises ``NotOurs`` where no button of ours does that."""
    act = ACTIONS.get(press.action)
    if act is None:
        raise NotOurs("action")
    act(context, press)


def quiet(context: Context, press: Press) -> None:
    """*Quiet day*: a full answer in one tap."""
    _one_tap(context, press, "quiet")


def off(context: Context, press: Press) -> None:
    """*Day off*: another."""
    _one_tap(context, press, "off")


def _one_tap(context: Context, press: Press, kind: Kind) -> None:
    seed = unpack(press.value, press.who.workspace)
    outcome = _store(context, press, seed, kind)
    say = sentences(seed.language)
    if isinstance(outcome, submit.NotAllowed):
        context.tell(press, [why_not(outcome, FormState(seed, ""))])
    elif outcome.already:
        context.tell(press, [say("done.already", day=day_label(seed.language, seed.day))])
    if press.in_home:
        home.show_anew(context, press.who, patience())


def delete(context: Context, press: Press) -> None:
    """*Delete this entry*, after Slack has asked once. The form says that it is gone."""
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
    return submit.answer(context.world, seed.team, press.who.user, seed.day, given, patience())


def menu(context: Context, press: Press) -> None:
    """The ⋯ menu."""
    choice, _, language = press.value.partition(":")
    if choice == "time":
        my_settings.open_times(context, press, _language(language))
    elif choice == "stop":
        stop(context, press, _language(language))
    elif choice == "about":
        context.tell(press, commands.help_lines(sentences(_language(language)), context.world.stored_in))
    else:
        raise NotOurs("choice")


def stop(context: Context, press: Press, language: Language) -> None:
    """No more messages for this person, with the way back."""
    context.world.store.set_stopped(press.who.workspace, press.who.user, True, ANSWER_WITHIN)
    say = sentences(language)
    context.tell(press, [say("done.stopped")], button("restart", say("button.restart"), language))


def restart(context: Context, press: Press) -> None:
    """The way back."""
    left = patience()
    context.world.store.set_stopped(press.who.workspace, press.who.user, False, left())
    context.tell(press, [my_settings.restarted(context, press.who, _language(press.value), left)])


def try_now(context: Context, press: Press) -> None:
    """*Send it to me now*: that day's reminder; none follows."""
    seed, who = unpack(press.value, press.who.workspace), press.who
    store, say, left = context.world.store, sentences(seed.language), patience()
    records = store.records(seed.team, who.user, [], left())
    team, person = records.team, records.person
    refused = submit.refusal(team, who.user)
    if team is None or person is None or refused:
        context.tell(press, [why_not(submit.NotAllowed(refused or "not_member"), FormState(seed, ""))])
        return
    day = submit.today_for(context.world, team, person)
    sent = store.delivery(Key(f"people/{person.id}", f"reminder:{day}"))
    if sent or person.answered_on == day:
        context.tell(press, [say("done.try_already")])
        return
    errand = {"kind": "remind", "by": who.user, "team": team.id, "day": day.isoformat()}
    store.add_errand(f"remind-{person.id}-{day}", errand, left())
    context.tell(press, [say("done.try_sent")])


def see(context: Context, press: Press) -> None:
    """*See it in the channel* is a link: Slack has opened it already, and only tells us."""


def _language(text: str) -> Language:
    return "ja" if text == "ja" else "en"


ACTIONS: Final[dict[str, Callable[[Context, Press], None]]] = {
    "edit": opening.edit,
    "day": opening.other_day,
    "again": opening.again,
    "quiet": quiet,
    "off": off,
    "delete": delete,
    "menu": menu,
    "restart": restart,
    "see": see,
    "try_now": try_now,
    "settings": settings.press,
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
    "board": board.press,
    "board_link": board.followed,
    "board_show": board.show,
    "board_close": board.close,
    "my_data_export": my_data.export,
    "my_data_erase": my_data.erase,
}
