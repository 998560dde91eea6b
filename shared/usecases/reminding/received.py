"""Stores the thanks that a person received."""

from collections.abc import Callable

from shared.kpt.team.thanks_received import Changes, Received
from shared.log_events import LogEvent
from shared.usecases.optimistic import until_it_holds
from shared.usecases.ports.world import World


def note_at(
    world: World, workspace: str, user: str, decide: Callable[[Received], Changes], *, anew: bool = False
) -> None:
    """Change the thanks that a person received, as ``decide`` says. A person who was erased stays erased. ``anew``:
    raise the revision of their message, so that it is updated."""

    def attempt() -> None:
        person = world.store.people.get_many(workspace, [user]).get(user)
        changes = decide(person.thanks_received) if person else {}
        if person is None or not changes:
            return
        world.store.thanks.note_received(person, changes, anew=anew)
        world.log(LogEvent.THANKS_NOTED, user=user, count=len(changes))

    until_it_holds(f"{workspace}-{user}", attempt)
