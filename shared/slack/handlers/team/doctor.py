"""`/kpt doctor`: everything that the app stands on, line by line: all is well, or the sentence that mends it."""

from shared.log_events import LogEvent
from shared.slack.handlers.context import Context
from shared.slack.handlers.response import Reply, only_you_see_rendered
from shared.slack.requests.inbound import Command
from shared.slack.views.team.doctor import report
from shared.usecases.upkeep.doctor import examine

LOOKING_BACK = 0.2
"""Seconds that are kept for drawing what was found."""


def answer(context: Context, command: Command) -> Reply:
    """Anybody may ask, in any channel; what is told is nobody's secret."""
    who = command.who
    language = context.language_of(who)
    channel = None if command.is_direct else command.channel
    findings = examine(context.world, who.workspace, who.user, channel, context.left() - LOOKING_BACK)
    context.world.log(LogEvent.DOCTOR_EXAMINED, found=len(findings), to_mend=sum(f.mark == "mend" for f in findings))
    return only_you_see_rendered(report(language, findings))
