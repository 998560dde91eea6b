"""Stores the thanks that a person received."""

from collections.abc import Callable

from shared.kpt.errors import Busy, VersionConflict
from shared.kpt.team.thanks_received import Changes, Received
from shared.usecases.ports.world import World

TRIES = 5


def note_at(
    world: World, workspace: str, user: str, decide: Callable[[Received], Changes], *, anew: bool = False
) -> None:
    """Change the thanks that a person received, as ``decide`` says. A person who was erased stays erased. ``anew``:
    raise the revision of their message, so that it is updated."""
    for _ in range(TRIES):
        person = world.store.people.get_many(workspace, [user]).get(user)
        changes = decide(person.thanks_received) if person else {}
        if person is None or not changes:
            return
        try:
            world.store.thanks.note_received(person, changes, anew=anew)
        except VersionConflict:
            continue
        world.log("thanks.noted", user=user, count=len(changes))
        return
    raise Busy(f"{workspace}-{user} keeps changing")
