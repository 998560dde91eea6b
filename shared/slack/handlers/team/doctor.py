"""`/kpt doctor`: checks everything that the app depends on, and says line by line what is well and how to mend the
rest."""

from shared.log_events import LogEvent
from shared.slack.handlers.context import Context
from shared.slack.handlers.response import Reply, only_you_see_rendered
from shared.slack.requests.inbound import Command
from shared.slack.views.team.doctor import report
from shared.usecases.upkeep.doctor import examine

FOR_RENDERING = 0.2
"""Seconds kept for rendering what was found."""


def answer(context: Context, command: Command) -> Reply:
    """Examine, and report. Anybody may ask, in any channel: the findings are no secret."""
    who = command.who
    language = context.language_of(who)
    channel = None if command.is_direct else command.channel
    findings = examine(context.world, who.workspace, who.user, channel, context.left() - FOR_RENDERING)
    context.world.log(LogEvent.DOCTOR_EXAMINED, found=len(findings), to_mend=sum(f.mark == "mend" for f in findings))
    return only_you_see_rendered(report(language, findings))
