"""App Home: published when somebody opens it, and again after each click in it. After a form, an errand publishes it.

Where it cannot be published nobody can be told: the log says so, and the next opening publishes it.
"""

from collections.abc import Callable

from shared.kpt.errors import ChannelClosed, Rejected, Retryable, StoreSilent
from shared.kpt.schedule.reminder import next_reminder
from shared.kpt.team.my_settings import with_home, without_days_off
from shared.kpt.team.person import Person
from shared.log_events import LogEvent
from shared.slack.blocks.form_metadata import day_from, team_from
from shared.slack.handlers.context import LOOKS_WITHIN, Context
from shared.slack.handlers.response import in_both
from shared.slack.requests.inbound import Press, Who
from shared.slack.views.form import View
from shared.slack.views.person.home import home, home_of_nobody, silent_home
from shared.usecases.board.pairing import open_screens
from shared.usecases.entry.my_week import read_my_week
from shared.usecases.entry.submit import today_for
from shared.usecases.person.my_settings import Mine, change_mine
from shared.usecases.ports.world import World
from shared.usecases.reminding.remind import on_vacation
from shared.usecases.team import members


def open_home(context: Context, who: Who) -> None:
    """Show a person their Home; a sentence and a button where the store is silent."""
    try:
        view = _render(context, who)
    except StoreSilent:
        context.log(LogEvent.INTERACTION_STORE_SILENT, "ERROR", what="home")
        view = silent_home(in_both("error.store_read"))
    _publish(context, who, view)


def show_anew(context: Context, who: Who) -> None:
    """Publish the Home again. Where the store is silent, the Home stays as it is."""
    try:
        view = _render(context, who)
    except StoreSilent:
        context.log(LogEvent.INTERACTION_HOME_NOT_SHOWN, "WARNING", error="StoreSilent")
        return
    _publish(context, who, view)


def _publish(context: Context, who: Who, view: View) -> None:
    try:
        context.modals.publish(who.user, view)
    except (Retryable, Rejected, ChannelClosed) as error:
        context.log(LogEvent.INTERACTION_HOME_NOT_SHOWN, "WARNING", error=type(error).__name__, reason=str(error)[:80])


def _render(context: Context, who: Who) -> View:
    mine = read_my_week(context.world, who.workspace, who.user)
    if mine is None:
        return home_of_nobody(context.language_of(who))
    shown = open_screens(context.world, who.workspace, who.user) if context.board else []
    coming = next_reminder(mine.home, mine.person, context.world.clock.now())
    away = on_vacation(context.world, mine.home, [who.user], LOOKS_WITHIN) if coming else ()
    return home(mine, coming, shown, has_board=context.board is not None, on_vacation=who.user in away)


def again(context: Context, press: Press) -> None:
    """*Try again*, where the store was silent."""
    open_home(context, press.who)


def stop(context: Context, press: Press) -> None:
    """*Stop these messages*."""
    _set_stopped(context, press, True)


def resume(context: Context, press: Press) -> None:
    """*Receive them again*."""
    _set_stopped(context, press, False)


def _set_stopped(context: Context, press: Press, stopped: bool) -> None:
    context.world.store.people.set_stopped(press.who.workspace, press.who.user, stopped)
    show_anew(context, press.who)


def remove_off(context: Context, press: Press) -> None:
    """*Remove*: delete a range of days off."""
    first = day_from(press.value)
    _change(context, press, lambda m: without_days_off(m.person, first, today_for(context.world, m.home, m.person)))


def home_team(context: Context, press: Press) -> None:
    """*Ask me from here*: this team asks the person from now on."""
    chosen = team_from(press.value, press.who.workspace)

    def move(mine: Mine) -> Person:
        team = next((team for team in mine.teams if team.id == chosen), None)
        return with_home(mine.person, team) if team else mine.person

    _change(context, press, move)


def step_out(context: Context, press: Press) -> None:
    """*Step out*: the person leaves the team; another of their teams asks them."""
    _step(context, press, members.step_out)


def step_in(context: Context, press: Press) -> None:
    """*Take part again*."""
    _step(context, press, members.step_in)


def _step(context: Context, press: Press, step: Callable[[World, str, str], None]) -> None:
    step(context.world, team_from(press.value, press.who.workspace), press.who.user)
    show_anew(context, press.who)


def _change(context: Context, press: Press, change: Callable[[Mine], Person]) -> None:
    change_mine(context.world, press.who.workspace, press.who.user, change, is_shown=True)
    show_anew(context, press.who)
