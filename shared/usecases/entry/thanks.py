"""What `announce` does about an entry's thanks: it finds the names behind the ids, and stores the thanks for each
helper in the team."""

from collections.abc import Collection
from dataclasses import replace
from functools import partial

from shared.kpt.day import day_of
from shared.kpt.entry.entry import Entry
from shared.kpt.entry.shown import shown
from shared.kpt.errors import Overtaken
from shared.kpt.team.team import Team
from shared.kpt.team.thanks_received import KEPT_FOR, ThanksReceived, noting
from shared.kpt.text.visible import first_line
from shared.usecases.optimistic import unless_it_changed
from shared.usecases.ports.world import World
from shared.usecases.reminding.received import note_at
from shared.usecases.reminding.redraw import redraw_reminder


def with_names(world: World, team: Team, entry: Entry) -> Entry:
    """The entry with the names of thanked people who are not members. Slack is asked once and the entry stores the
    names. Apps, closed accounts and people of other companies get no name.

    Raises ``Overtaken`` where the entry has changed meanwhile, ``RetryLater`` where Slack does not say.
    """
    unknown = [user for user in entry.thanks if user not in team.members and user not in entry.thanks_names]
    if not unknown:
        return entry
    profiles = world.directory.profiles(team.workspace, unknown, None)
    names = {user: profile.name for user, profile in profiles.items() if profile.may_be_thanked}
    if not names:
        return entry
    with unless_it_changed(f"the entry {entry.id}", Overtaken):
        world.store.thanks.note_names(entry, names)
    return replace(entry, thanks_names={**entry.thanks_names, **names})


def names_of_helpers(team: Team, entry: Entry) -> tuple[str, ...]:
    """The names of the helpers whom the channel sees. Helpers without a known name are left out."""
    users = shown(team, entry).thanks
    named = (team.members.get(user) or entry.thanks_names.get(user, "") for user in users if user != entry.user)
    return tuple(name for name in named if name)


def tell_helpers(world: World, team: Team, entry: Entry) -> None:
    """Store the thanks for the next message of each helper who is a member. Remove thanks that were taken back, unless
    a message has shown them. An entry without thanks costs nothing here."""
    today = day_of(world.clock.now(), team.time_zone)
    helpers = [user for user in entry.thanked if user in team.members and user != entry.user]
    if not helpers or today - entry.day > KEPT_FOR:
        return
    seen = shown(team, entry)
    thanks = ThanksReceived(
        thanks_id(team.id, entry.id),
        entry.user,
        team.members.get(entry.user, entry.name),
        entry.day,
        first_line(seen.texts.keep) or seen.done,
    )
    for user in helpers:
        wanted = thanks if user in seen.thanks else None
        note_at(
            world,
            team.workspace,
            user,
            partial(noting, thanks_id=thanks.id, wanted=wanted, today=today, is_deleted=entry.kind == "deleted"),
        )


def forget_at_helpers(world: World, team: Team, entry_id: str, helpers: Collection[str]) -> None:
    """Remove an erased entry's thanks from the people whom it thanked, and from the message that has shown them."""
    noted = thanks_id(team.id, entry_id)
    for helper in world.store.people.get_many(team.workspace, helpers).values() if helpers else ():
        if (received := helper.thanks_received.get(noted)) is None:
            continue
        note_at(world, team.workspace, helper.user, lambda of: {noted: None} if noted in of else {}, anew=True)
        home = world.store.teams.get(helper.home) if received.shown_on else None
        if received.shown_on and home:
            redraw_reminder(world, home, helper.user, received.shown_on)


def thanks_id(team: str, entry: str) -> str:
    """Names an entry's thanks among those that a person received."""
    return f"{team}_{entry}"
