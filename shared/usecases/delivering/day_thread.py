"""One thread a day: a message for the day, and its entries as replies.

The first entry of a day posts the day's message; it is removed with its last reply. A reply's claim names the thread
before the day's message is read. Whoever removes the day's message claims it before looking for replies. So one of the
two sees the other.
"""

from datetime import date

from shared.kpt.errors import Busy, ChannelClosed, OutcomeUnknown, Overtaken, Rejected
from shared.kpt.messages.delivery import Delivery, Key
from shared.kpt.messages.entries import DayThread
from shared.kpt.messages.messages import Message
from shared.kpt.messages.place import Channel, Posted
from shared.kpt.messages.wanted import Thread, Wanted
from shared.kpt.team.team import Team
from shared.usecases.delivering.follow import follow, take_away
from shared.usecases.optimistic import unless_it_changed
from shared.usecases.ports.world import World

PARENT_GONE = "thread_not_found"
"""Slack's error where somebody has removed the parent of a reply."""


def thread_of(world: World, team: Team, day: date) -> Thread:
    """A day's thread, as the place of its entries."""

    def post(message: Message, key: str) -> Posted:
        parent = _parent(world, team, day)
        if parent.posted is None:  # refused for good: post the entry as a message of its own
            return world.messenger.post(Channel(team.channel), message, key)
        try:
            return world.messenger.post(Channel(team.channel, parent.posted.ts), message, key)
        except Rejected as error:
            if error.reason != PARENT_GONE:
                raise
            _forget(world, parent)
            raise Overtaken(f"the thread of {day} was removed") from error

    return Thread(thread_key(team, day), post, is_open=team.announcement.mode == "thread")


def thread_key(team: Team, day: date) -> Key:
    """Names a day's message."""
    return Key(f"teams/{team.id}", f"thread:{day}")


def close_thread(world: World, team: Team, day: date) -> None:
    """Remove a day's message if it has no reply and none is on its way."""
    key = thread_key(team, day)
    if world.store.deliveries.get(key) and not world.store.deliveries.has_replies(key):
        take_away(world, key, Channel(team.channel), unless=lambda: world.store.deliveries.has_replies(key))


def _parent(world: World, team: Team, day: date) -> Delivery:
    """The day's message; it is posted if it does not exist. Raises ``ChannelClosed``, and ``Busy`` while another entry
    posts it."""
    key = thread_key(team, day)
    known = world.store.deliveries.get(key)
    if known and known.state == "sent":
        return known
    try:
        parent = follow(world, key, Channel(team.channel), Wanted(0, DayThread(team.language, day)))
    except OutcomeUnknown as error:  # the reply itself was not tried
        raise Busy(f"whether {key} stands there is not known") from error
    if parent is None:
        raise Busy(f"{key} came and went")
    if parent.state == "blocked":
        raise ChannelClosed(parent.error)
    return parent


def _forget(world: World, parent: Delivery) -> None:
    with unless_it_changed(str(parent.key)):
        world.store.deliveries.forget(parent)
