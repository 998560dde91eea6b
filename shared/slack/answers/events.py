"""Events: what Slack tells of channels and people, and who looks at the app's Home.

Slack sends an event again where it was not taken (https://docs.slack.dev/apis/events-api), and none for sure: `sweep`
looks after what none told.
"""

from typing import assert_never

from shared.kpt.ids import team_id
from shared.kpt.steps.blocked import note_channel_change
from shared.kpt.trouble import StoreSilent
from shared.slack.answers.front import ANSWER_WITHIN, Front
from shared.slack.answers.reply import DONE, Reply
from shared.slack.inbound import ChannelChange, Event, HomeOpened, MemberChange, ProfileChange


def answer(front: Front, event: Event) -> Reply:
    """Note what happened; what takes longer is left to an errand."""
    try:
        _note(front, event)
    except StoreSilent:
        return Reply(status=503)
    return DONE


def _note(front: Front, event: Event) -> None:
    match event:
        case ChannelChange():
            note_channel_change(front.world, team_id(event.workspace, event.channel), event.reason, ANSWER_WITHIN)
        case MemberChange() | ProfileChange():
            front.log("slack.notice", kind=type(event).__name__)
        case HomeOpened():
            front.log("slack.notice", kind="app_home_opened")
        case _:
            assert_never(event)
