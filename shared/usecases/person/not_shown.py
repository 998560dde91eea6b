"""Tells an author once that a message does not show what they saved."""

from datetime import date

from shared.kpt.messages.delivery import FIXED, WORTH_TELLING, Delivery, Key
from shared.kpt.messages.entries import NotShown
from shared.kpt.messages.place import Direct
from shared.kpt.messages.wanted import Wanted
from shared.kpt.team.person import Person
from shared.kpt.team.team import Team
from shared.usecases.delivering.follow import follow
from shared.usecases.ports.world import World


def say_where_it_is_not_shown(
    world: World, team: Team, person: Person, delivery: Delivery, day: date, *, session: bool = False
) -> None:
    """Tell an author that Slack refused their entry or their part of a digest, or that the message may no longer be
    changed. Once for each, however often Slack refuses."""
    if delivery.state != "failed" or delivery.error not in WORTH_TELLING:
        return
    stays = delivery.error in FIXED
    what = f"{'digest' if session else 'announcement'}:{team.id}:{day}:{'stays' if stays else 'refused'}"
    language = person.language if person.is_learnt else team.language
    message = NotShown(language, team.name, day, stays, session)
    follow(world, Key(f"people/{person.id}", f"not_shown:{what}"), Direct(person.user), Wanted(0, message))
