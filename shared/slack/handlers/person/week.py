"""`/kpt week`: one's own week, for one's own eyes."""

from shared.kpt.steps.my_week import read_my_week
from shared.slack.answers.front import Front, patience
from shared.slack.answers.reply import Reply, only_you_see, only_you_see_drawn
from shared.slack.inbound import Command
from shared.slack.sentences import sentences
from shared.slack.views.week import week


def answer(front: Front, command: Command) -> Reply:
    """The week, wherever it is typed; a sentence for somebody in no team."""
    who = command.who
    mine = read_my_week(front.world, who.workspace, who.user, patience())
    if mine is None:
        return only_you_see([sentences(front.language_of(who))("error.mine_no_team")])
    return only_you_see_drawn(week(mine))
