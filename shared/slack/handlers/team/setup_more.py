"""*More* in the form of a set-up: a view on top with the other fields, whose values go back into the form."""

from dataclasses import replace

from shared.i18n.sentences import sentences
from shared.kpt.errors import Rejected, Retryable
from shared.kpt.ids import team_id
from shared.kpt.team.settings_table import TeamSettings
from shared.kpt.team.team import Team
from shared.kpt.team.team_settings import faults, settings_of
from shared.log_events import LogEvent
from shared.slack.blocks.form_metadata import NotOurs
from shared.slack.handlers.context import Context
from shared.slack.handlers.response import DONE, Reply, errors_at, what_failed
from shared.slack.handlers.team.settings import state_from
from shared.slack.handlers.team.settings_faults import faulty
from shared.slack.handlers.team.settings_values import wanted_from, with_more
from shared.slack.requests.inbound import Press, Submission, Who
from shared.slack.views.team.settings import MORE, SettingsState, more_form, more_of, new_form


def press(context: Context, press: Press) -> None:
    """*More*: put the view on top. The form carries its values, so nothing is read."""
    state = state_from(press.metadata)
    context.modals.push(press.trigger, more_form(replace(state, under=press.view), _settings(press.who, state)))


def submit(context: Context, submission: Submission) -> Reply:
    """Put the chosen values into the form below, whose own text stays. Raises ``NotOurs``."""
    state = state_from(submission.metadata)
    if not state.under:
        raise NotOurs("under")
    wanted = wanted_from(submission, _settings(submission.who, state), shown=True, filled={})
    here = {name: fault for name, fault in faults(wanted, state.people).items() if name in MORE}
    if here:
        return faulty(here, wanted, state, submission)
    # Slack keeps what was typed in the form below, but may send null for fields that nobody touched: so ``shown`` is
    # False.
    below = replace(state, more=more_of(wanted), under="", shown=False)
    try:
        context.modals.update(state.under, new_form(below, wanted))
    except (Retryable, Rejected) as error:
        context.log(LogEvent.SETUP_TROUBLE, "ERROR", error=type(error).__name__, reason=str(error)[:80])
        key = what_failed(error, "error.settings_failed", "error.settings_slow")
        return errors_at(submission, MORE[0], sentences(state.language)(key))
    return DONE


def _settings(who: Who, state: SettingsState) -> TeamSettings:
    """The settings with which the form was opened, with the present values behind *More*."""
    draft = Team(team_id(who.workspace, state.channel), state.name, state.language, "UTC")
    return with_more(settings_of(draft), state.more)
