"""Tells the channel of a team from before a release its news, once."""

from shared.kpt.messages.delivery import Key
from shared.kpt.messages.place import Channel
from shared.kpt.messages.teams import News
from shared.kpt.messages.wanted import Wanted
from shared.kpt.team.news import RELEASE
from shared.kpt.team.team import Team
from shared.usecases.delivering.follow import follow
from shared.usecases.ports.world import World


def tell_news(world: World, team: Team) -> None:
    """Tell the channel what entries, digest and board show now, if it was not told yet. If the channel is closed, the
    next sweep tries again."""
    if team.told >= RELEASE or team.status != "active":
        return
    message = News(team.language, has_board=world.has_board)
    delivery = follow(world, Key(f"teams/{team.id}", f"told:{RELEASE}"), Channel(team.channel), Wanted(0, message))
    if delivery and delivery.state in ("sent", "failed"):
        world.store.teams.note_told(team, RELEASE)
