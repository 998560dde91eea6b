"""What is done at once beside a team's settings: a pause, its end, the session that begins now."""

from shared.i18n.sentences import sentences
from shared.kpt.team.team import Status
from shared.slack.blocks.form_metadata import team_from
from shared.slack.handlers.context import Context
from shared.slack.handlers.team.settings import state_from
from shared.slack.requests.inbound import Press
from shared.slack.views.form import sentence
from shared.slack.views.team.settings import remove_form
from shared.usecases.session import start_now
from shared.usecases.team import change_settings


def pause(context: Context, press: Press) -> None:
    """Nobody is asked until the team goes on."""
    _turn(context, press, "paused")


def resume(context: Context, press: Press) -> None:
    """It goes on."""
    _turn(context, press, "active")


def remove(context: Context, press: Press) -> None:
    """*End the look-back* asks here first, and Slack asks once more."""
    team = team_from(press.value, press.who.workspace)
    context.modals.push(press.trigger, remove_form(team, state_from(press.metadata)))


def remove_sure(context: Context, press: Press) -> None:
    """*Remove* in the view that asked once more: the team is removed."""
    _turn(context, press, "removed")


def _turn(context: Context, press: Press, status: Status) -> None:
    team, state = team_from(press.value, press.who.workspace), state_from(press.metadata)
    outcome = change_settings.set_status(context.world, team, press.who.user, status)
    say = sentences(state.language)
    if outcome.refused:  # on top: what was typed in the form stays
        context.tell(press, [say(f"team.refused_{outcome.refused}", channel=f"#{state.name}")])
        return
    context.modals.update(
        press.view, sentence(say(f"team.{status}", channel=f"#{state.name}"), say, title="setup.title")
    )


def begin_session(context: Context, press: Press) -> None:
    """*Start the session now*: an errand posts the digest."""
    team, state = team_from(press.value, press.who.workspace), state_from(press.metadata)
    begun = start_now.begin(context.world, team, press.who.user)
    say = sentences(state.language)
    if begun != "begun":
        context.tell(press, [say(f"session_now.{begun}", channel=f"#{state.name}")])
        return
    context.modals.update(
        press.view, sentence(say(f"session_now.{begun}", channel=f"#{state.name}"), say, title="setup.title")
    )
