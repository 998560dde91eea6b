"""Exports or erases all data of a person, in steps that may be repeated.

An erasure removes the messages in Slack first, as the documents say where they are. Each entry is removed in one write
that also counts a change in the digests that held it, so that they are updated. Another run at work on the same entry
finds it gone when it looks again, and removes what it posted (usecases/entry/announce.py).
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import ParamSpec

from shared.kpt.digest.digest import Digest
from shared.kpt.digest.week import may_stand_in
from shared.kpt.entry.entry import Entry
from shared.kpt.errors import Busy, ChannelClosed, MayNotLook, Rejected, RetryLater
from shared.kpt.ids import Language
from shared.kpt.messages.delivery import Key
from shared.kpt.messages.files import Export, MayNotExport
from shared.kpt.messages.place import Channel, Direct, Posted
from shared.kpt.team.team import Team
from shared.log_events import LogEvent
from shared.usecases.delivering.blocked import said_key
from shared.usecases.delivering.follow import take_away
from shared.usecases.delivering.send_file import is_sent, send_file
from shared.usecases.entry.announce import take_announcement_away
from shared.usecases.entry.thanks import forget_at_helpers
from shared.usecases.optimistic import unless_it_changed
from shared.usecases.ports.world import World
from shared.usecases.session.hold import redraw, take_part_away
from shared.usecases.sheets.sheet import ask_for_all
from shared.usecases.sheets.sheet_told import file_told_key, sheet_told_key
from shared.usecases.team.change_settings import changed_key

LONGEST_REST = 20.0
"""The longest wait, in seconds, that a removal takes when Slack asks for one. After a longer one the trigger
retries."""
RESTS = 100
P = ParamSpec("P")


@dataclass(frozen=True)
class DataRequest:
    """Who asked for their own data, and when. The request's signature names the person, never a button's value."""

    workspace: str
    user: str
    at: datetime
    language: Language

    @property
    def person(self) -> str:
        """The path of the person's document."""
        return f"people/{self.workspace}-{self.user}"


def export(world: World, asked: DataRequest, key: str) -> None:
    """Send a person everything that is stored about them, as one file in a direct message; once for each ``key``, as
    ``send_file`` does."""
    is_known = asked.user in world.store.people.get_many(asked.workspace, [asked.user])
    if not is_known and not world.store.thanks.teams_thanking(asked.workspace, asked.user):
        return
    everything = world.store.personal_data.everything_of(asked.workspace, asked.user)
    content = json.dumps(everything, ensure_ascii=False, indent=2, default=_moment)
    message = Export(asked.language, f"furikaeri-{asked.at:%Y-%m-%d}.json", content)
    refused = MayNotExport(asked.language)
    if not is_sent(send_file(world, Key(asked.person, key), asked.user, message, refused)):
        return
    world.store.personal_data.note_export(asked.workspace, asked.user, asked.at)
    world.log(LogEvent.MY_DATA_EXPORTED, user=asked.user, characters=len(content))


def _moment(value: object) -> str:
    if not isinstance(value, datetime):
        raise TypeError(type(value).__name__)
    return value.isoformat()


def erase(world: World, asked: DataRequest) -> None:
    """Remove everything about a person: messages, revisions, entries, deliveries, name and id. A line in the audit
    stays.

    Raises ``Busy`` where something is being written at the same time: the trigger retries, and the erasure goes on.
    """
    user = asked.user
    teams = world.store.personal_data.teams_of(asked.workspace, user)
    changes = world.store.personal_data.changes_by(asked.workspace, user)
    thanking = world.store.thanks.teams_thanking(asked.workspace, user)
    is_known = user in world.store.people.get_many(asked.workspace, [user])
    if not (teams or changes or thanking or is_known):
        return
    with unless_it_changed(asked.person):
        _leave(world, teams, user)  # first, so that nobody is asked and nothing is stored any more
        for team_id in thanking:
            for entry in world.store.thanks.entries_thanking(team_id, user):
                world.store.thanks.unthank(entry, user)
        for team in teams:
            _erase_in(world, world.store.teams.get(team.id) or team, user)
        for team_id, at in changes:
            for key in (changed_key, sheet_told_key, file_told_key):
                _at_slacks_pace(take_away, world, key(team_id, at), Channel(team_id.partition("-")[2]))
        _clear_direct_messages(world, asked)
        _leave(world, teams, user)  # a sweep may have come meanwhile
        if any(world.store.personal_data.entries_of(team.id, user) for team in teams):
            raise Busy(f"{asked.person} is still writing")
        if world.store.thanks.teams_thanking(asked.workspace, user):
            raise Busy(f"{asked.person} is still thanked")
        world.show_home(world, asked.workspace, user)  # what was shown there would stay until they open it
        world.store.personal_data.forget_person(asked.workspace, user, asked.at)
    world.log(LogEvent.MY_DATA_ERASED, user=user, teams=len(teams))


def _leave(world: World, teams: list[Team], user: str) -> None:
    for team in teams:
        world.store.personal_data.leave_team(team.id, user)


def _erase_in(world: World, team: Team, user: str) -> None:
    for at in world.store.personal_data.changes_naming(team.id, user):
        _at_slacks_pace(take_away, world, changed_key(team.id, at), Channel(team.channel))
    world.store.personal_data.leave_changes(team.id, user)
    digests = {digest.session: digest for digest in world.store.digests.all_of(team.id)}
    entries = world.store.personal_data.entries_of(team.id, user)
    for entry in entries:
        _at_slacks_pace(take_announcement_away, world, team, entry.day, user)
    for digest in digests.values():
        _at_slacks_pace(take_part_away, world, team, digest, user)
    _at_slacks_pace(take_away, world, said_key(team, user), Direct(user))
    for entry in entries:
        forget_at_helpers(world, team, entry.id, entry.thanked)
        helpers = [helper for helper in entry.thanked if helper in team.members]
        stood_in = _stood_in(entry, list(digests.values()))
        lost = world.store.personal_data.forget_entry(entry, stood_in, helpers)
        digests.update({digest.session: digest for digest in lost})
        forget_at_helpers(world, team, entry.id, entry.thanked)  # a run under way may have told them meanwhile
    ask_for_all(world, team)
    for digest in digests.values():
        if digest.mentions(user):
            world.store.personal_data.leave_digest(team.id, digest, user)
    for digest in world.store.digests.all_of(team.id):
        if digest.redrawn < digest.changes:  # by this run, or by one that was cut off before it came here
            _at_slacks_pace(redraw, world, team, digest, user, others=digest.unthanked)
            world.store.digests.note_redrawn(team.id, digest)


def _stood_in(entry: Entry, digests: list[Digest]) -> list[Digest]:
    befores = [None, *digests]  # of each digest the one before it
    return [digest for digest, before in zip(digests, befores, strict=False) if may_stand_in(entry, digest, before)]


def _clear_direct_messages(world: World, asked: DataRequest) -> None:
    """Remove the direct messages with a delivery, then all other messages of the app: deliveries are stored for 30 days
    only. If the app may not read direct messages, older ones stay, and the log says so."""
    for delivery in world.store.personal_data.deliveries_to(asked.workspace, asked.user):
        _at_slacks_pace(take_away, world, delivery.key, Direct(asked.user))
    try:
        older = world.messenger.sent_to(asked.user)
    except MayNotLook as error:
        world.log(LogEvent.MY_DATA_NOT_LOOKED, "WARNING", user=asked.user, reason=str(error))
        return
    for posted in older:
        _at_slacks_pace(_withdraw, world, posted)


def _withdraw(world: World, posted: Posted) -> None:
    try:
        world.messenger.withdraw(posted)
    except (Rejected, ChannelClosed) as error:
        world.log(LogEvent.DELIVERY_LEFT, "WARNING", key=f"{posted.channel} {posted.ts}", reason=error.reason)


def _at_slacks_pace(act: Callable[P, None], *what: P.args, **how: P.kwargs) -> None:
    """Do it at Slack's pace, as Slack does not take years of messages in a minute. The messenger waits."""
    for _ in range(RESTS):
        try:
            act(*what, **how)
        except RetryLater as error:
            if not 0 < error.after <= LONGEST_REST:
                raise
        else:
            return
    raise RetryLater("Slack goes on asking for patience")
