"""The buttons in a team's settings that act at once: pause, resume, remove, and start the session now."""

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
    """*Pause*: nobody is asked until the team is resumed."""
    _set_status(context, press, "paused")


def resume(context: Context, press: Press) -> None:
    """*Resume*: people are asked again."""
    _set_status(context, press, "active")


def remove(context: Context, press: Press) -> None:
    """*End the look-back*: show the view that asks first. Slack asks once more after it."""
    team = team_from(press.value, press.who.workspace)
    context.modals.push(press.trigger, remove_form(team, state_from(press.metadata)))


def remove_sure(context: Context, press: Press) -> None:
    """*Remove*, in that view: the team is removed."""
    _set_status(context, press, "removed")


def _set_status(context: Context, press: Press, status: Status) -> None:
    team, state = team_from(press.value, press.who.workspace), state_from(press.metadata)
    outcome = change_settings.set_status(context.world, team, press.who.user, status)
    say = sentences(state.language)
    if outcome.refused:  # told on top, so that what was typed in the form stays
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
