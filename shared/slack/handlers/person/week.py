"""`/kpt week`: a person's own week, which only they see."""

from shared.i18n.sentences import sentences
from shared.slack.handlers.context import Context
from shared.slack.handlers.response import Reply, only_you_see, only_you_see_rendered
from shared.slack.requests.inbound import Command
from shared.slack.views.person.week import week
from shared.usecases.entry.my_week import read_my_week


def answer(context: Context, command: Command) -> Reply:
    """The week, in any conversation; a sentence for somebody in no team."""
    who = command.who
    mine = read_my_week(context.world, who.workspace, who.user)
    if mine is None:
        return only_you_see([sentences(context.language_of(who))("error.mine_no_team")])
    return only_you_see_rendered(week(mine))
