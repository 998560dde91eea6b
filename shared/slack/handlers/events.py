"""Events: changes of channels and people, and who opened the app's Home.

Slack repeats an event that was not acknowledged, but promises none (https://docs.slack.dev/apis/events-api): `sweep`
finds what no event told.
"""

from dataclasses import replace
from typing import assert_never

from shared.kpt.errors import StoreSilent
from shared.kpt.ids import team_id
from shared.kpt.team.membership import profile_differs
from shared.slack.handlers.context import Context
from shared.slack.handlers.person import home
from shared.slack.handlers.person.at_home import at_home, workspace_of
from shared.slack.handlers.response import DONE, Reply
from shared.slack.requests.inbound import ChannelChange, Event, HomeOpened, MemberChange, ProfileChange
from shared.usecases.delivering.blocked import note_channel_change


def answer(context: Context, event: Event) -> Reply:
    """Store what happened, or leave an errand for what takes longer. 503 where the store is silent, so that Slack
    repeats the event."""
    try:
        _note(context, event)
    except StoreSilent:
        return Reply(status=503)
    return DONE


def _note(context: Context, event: Event) -> None:
    event = _at_home(context, event)
    match event:
        case ChannelChange():
            note_channel_change(context.world, team_id(event.workspace, event.channel), event.reason)
        case MemberChange():
            _note_member(context, event)
        case ProfileChange():
            _note_profile(context, event)
        case HomeOpened():
            home.open_home(context, event.who)
        case _:
            assert_never(event)


def _at_home(context: Context, event: Event) -> Event:
    """The event with the workspace that it is about: an organisation's event may name another one."""
    match event:
        case HomeOpened(who):
            return HomeOpened(at_home(context, who))
        case _ if event.is_sure:
            return event
        case ChannelChange() | MemberChange():
            return replace(event, workspace=workspace_of(context, event.workspace, event.channel))
        case ProfileChange():
            return replace(event, workspace=workspace_of(context, event.workspace, user=event.profile.user))
        case _:
            assert_never(event)


def _note_member(context: Context, event: MemberChange) -> None:
    """Leave an errand that reads who is in the team's channel now. There is one errand for any number of changes, so
    Slack's order does not matter."""
    store, team_name = context.world.store, team_id(event.workspace, event.channel)
    team = store.teams.get(team_name)
    if team is None or team.is_gone or (event.joined and team.membership != "channel"):
        return
    store.errands.add(f"people-{team.id}", {"kind": "people", "team": team.id, "by": event.user})


def _note_profile(context: Context, event: ProfileChange) -> None:
    """Leave an errand where a stored person's profile changed. Slack sends this event for everybody in the workspace
    and for each status."""
    store, profile = context.world.store, event.profile
    person = store.people.get_many(event.workspace, [profile.user]).get(profile.user)
    if person is None or not person.teams:
        return
    if not event.tells_language:
        profile = replace(profile, language=person.language)
    if profile_differs(person, profile):
        errand = {"kind": "profile", "workspace": event.workspace, "by": profile.user}
        store.errands.add(f"profile-{person.id}", errand)
