"""The welcome: tells the channel, so that nobody becomes a member without knowing it."""

from shared.kpt.day import day_of
from shared.kpt.messages.delivery import Key
from shared.kpt.messages.place import Channel
from shared.kpt.messages.teams import Welcome
from shared.kpt.messages.wanted import Wanted
from shared.kpt.schedule.reminder import asked_on_session_day
from shared.kpt.team.team import Team
from shared.usecases.delivering.blocked import say_it_is_blocked
from shared.usecases.delivering.follow import follow
from shared.usecases.ports.world import World


def welcome(world: World, team: Team) -> None:
    """Tell the channel who is asked when, what is shown where, what the board is, and how to step out."""
    session = team.win_session
    for_session = asked_on_session_day(team, day_of(world.clock.now(), team.time_zone))
    is_another = for_session != team.reminder.time and session.weekday in team.reminder.weekdays
    message = Welcome(
        language=team.language,
        asked_at=team.reminder.time,
        session_weekday=session.weekday,
        session_asked_at=for_session if is_another else None,
        session_at=session.time,
        stored_in=world.stored_in,
        shown="off" if team.announcement.mode == "off" else team.announcement.parts,
        asks_chosen_people=team.membership == "list",
        has_board=world.has_board,
    )
    delivery = follow(world, Key(f"teams/{team.id}", "welcome"), Channel(team.channel), Wanted(0, message))
    if delivery and delivery.state == "blocked":
        say_it_is_blocked(world, team, delivery.error)
