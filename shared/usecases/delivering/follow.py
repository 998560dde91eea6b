"""Posts a message exactly once, as far as Slack allows, and keeps it up to date.

    absent --create--> claimed -- ok ------------------------------------> sent (channel, ts, revision)
                          |-- rate limit, token or scope trouble --------> as it was    the trigger retries;
                          |                                                a reply: waiting, so that it stays one
                          |-- this person refused -----------------------> failed       final
                          |-- this content refused ----------------------> failed       another content is tried again
                          |-- the message to update is gone -------------> claimed      posted again; failed, if only
                          |                                                             an update was wanted
                          |-- the app cannot post to the place ----------> blocked      the next occasion tries again
                          `-- anything else -----------------------------> unknown      looked up before a second try
    an update whose answer was lost ------------------> sent         its content is not known: it is sent again
    unknown, or a claim older than two minutes -- found -----------------> sent
                                               `- not found -------------> claimed again

A message that Slack calls too long is cut into more and smaller pages, under the same claim. The first page is the
delivery. Each further page is a delivery of its own, which only the holder of the first page's claim may change. The
first page stores how many pages there may be before the second is posted. Further pages are removed before the first.

A claim carries its owner's token, and a state is written only if the delivery has not changed since it was read.
Updating and removing a posted message need the same claim.

A reply's claim names its thread from the start. So whoever wants to remove a parent without replies sees those on their
way. A message that was begun in one place is looked for and finished there.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace

from shared.kpt.errors import (
    Busy,
    ChannelClosed,
    MayNotLook,
    OutcomeUnknown,
    Overtaken,
    Rejected,
    Retryable,
    RetryLater,
    VersionConflict,
)
from shared.kpt.messages.delivery import GONE, POSTED_UNSEEN, TOO_LONG, Delivery, Key, State, may_be_in_progress
from shared.kpt.messages.files import Export
from shared.kpt.messages.messages import Message
from shared.kpt.messages.place import Channel, Place, Posted
from shared.kpt.messages.wanted import NOTHING, Thread, Wanted, is_to_do
from shared.kpt.text.pages import SIZES
from shared.log_events import LogEvent
from shared.usecases.delivering.claim import Claim, write
from shared.usecases.optimistic import unless_it_changed
from shared.usecases.ports.world import World


def follow(world: World, key: Key, place: Place, wanted: Wanted, thread: Thread | None = None) -> Delivery | None:
    """Make Slack show what is wanted. Returns the delivery; None where no message stands there.

    Raises ``Busy`` while another run has the claim, ``RetryLater`` and ``OutcomeUnknown``: the trigger retries.
    """
    owner = secrets.token_hex(8)
    before, held = _take(world, key, wanted, owner, thread.parent.name if thread and thread.is_open else "")
    if held is None:
        return before
    claim = Claim(world, held)
    try:
        claim.held = _adopt(world, place, before, held, wanted)
        posted = _act_or_anew(claim, place, wanted, thread)
    except Rejected as error:
        return claim.fail(before, wanted, error.reason)
    except ChannelClosed as error:
        return claim.block(error.reason)
    except (RetryLater, Busy):
        claim.give_back(before)
        raise
    except OutcomeUnknown as error:
        claim.lose_sight(error, before if _may_be_repeated(claim, wanted) else None)
        raise
    return _finish(claim, place, posted, wanted)


def take_away(world: World, key: Key, place: Place, unless: Callable[[], bool] = lambda: False) -> None:
    """Remove a message and its delivery, whatever its state; nothing if ``unless``, called under the claim, is true.

    If Slack refuses to remove the message, the log says so, and the delivery is removed all the same. Raises ``Busy``,
    ``RetryLater`` and ``OutcomeUnknown`` as ``follow`` does.
    """
    before, held = _take(world, key, NOTHING, secrets.token_hex(8))
    if before is None:
        return
    held = held or before
    if unless():
        Claim(world, held).give_back(before)
        return
    try:
        held = _adopt(world, place, before, held, NOTHING)
        _drop_pages(world, held, place)
        if held.posted:
            world.messenger.withdraw(held.posted)
        elif held.error == POSTED_UNSEEN:
            world.log(LogEvent.DELIVERY_LEFT, "WARNING", key=str(key), reason="the place may not be read")
    except (Rejected, ChannelClosed) as error:
        world.log(LogEvent.DELIVERY_LEFT, "WARNING", key=str(key), reason=error.reason)
    except Retryable:
        Claim(world, held).give_back(before)
        raise
    with unless_it_changed(str(key)):
        world.store.deliveries.forget(held)


def _may_be_repeated(claim: Claim, wanted: Wanted) -> bool:
    """Whether the run only updated an existing message, so that repeating it does no harm."""
    return wanted.message is not None and claim.held.posted is not None and claim.held.pages == 1 and not claim.noted


def _take(
    world: World, key: Key, wanted: Wanted, owner: str, thread: str = ""
) -> tuple[Delivery | None, Delivery | None]:
    """The delivery as it was, and our claim on it (None: there is nothing to do)."""
    now = world.clock.now()
    may_post = wanted.message is not None and not (wanted.only_turn or wanted.only_if_begun)
    if may_post and (claimed := world.store.deliveries.claim(key, owner, now, thread)):
        return None, claimed
    before = world.store.deliveries.get(key)
    if before is None:
        if may_post:
            raise Busy(f"{key} came and went")
        return None, None
    if before.owner == owner:  # our own create(), whose answer was lost
        return None, before
    if not is_to_do(before, wanted):
        return before, None
    if may_be_in_progress(before, now):
        raise Busy(f"{key} is claimed")
    if before.state == "sent" and before.shows == wanted.shows:
        return write(world, replace(before, revision=wanted.revision)), None
    stands_in = thread if before.state == "failed" and before.posted is None else before.thread
    return before, write(world, replace(before, state="claimed", owner=owner, claimed_at=now, thread=stands_in))


def _adopt(world: World, place: Place, before: Delivery | None, held: Delivery, wanted: Wanted) -> Delivery:
    """Our claim, with the message that a run that was cut off may have posted. Files have no key and are not found."""
    if before is None or before.posted or before.state in ("blocked", "waiting", "failed"):
        return held
    if isinstance(wanted.message, Export):
        return replace(held, error=POSTED_UNSEEN)
    try:
        return replace(held, posted=world.messenger.find(_tried_in(world, place, held), held.key.name))
    except MayNotLook:
        return replace(held, error=POSTED_UNSEEN)


def _tried_in(world: World, place: Place, held: Delivery) -> Place:
    parent = world.store.deliveries.get(Key(held.key.of, held.thread)) if held.thread else None
    return Channel(parent.posted.channel, parent.posted.ts) if parent and parent.posted else place


def _act_or_anew(claim: Claim, place: Place, wanted: Wanted, thread: Thread | None) -> Posted | None:
    """Act. If somebody removed the message, post it again. That it is gone is stored first, so that the new message is
    looked up if this run is cut off."""
    try:
        return _act(claim, place, wanted, thread)
    except Rejected as error:
        if error.reason != GONE or claim.held.posted is None or wanted.only_turn:
            raise
    claim.world.log(LogEvent.DELIVERY_GONE, key=str(claim.held.key))
    _drop_pages(claim.world, claim.held, place)
    claim.note(posted=None, pages=1, revision=-1, shows="")
    return _act(claim, place, wanted, thread)


def _act(claim: Claim, place: Place, wanted: Wanted, thread: Thread | None) -> Posted | None:
    """Show what is wanted. What Slack calls too long is cut into smaller pages, as long as that changes the pages."""
    world, held = claim.world, claim.held
    if wanted.message is None:
        if held.pages > 1:
            claim.note(shows="")
            _drop_pages(world, claim.held, place)
        if held.posted:
            world.messenger.withdraw(held.posted)
        return None
    if wanted.pages is None:
        return _show(claim, place, wanted, wanted.message, thread)
    messages, size = wanted.pages(held.size), held.size
    while True:
        smaller = next((n for n in range(size + 1, len(SIZES)) if wanted.pages(n) != messages), None)
        try:
            posted = _show(claim, place, wanted, messages[0], thread)
            if posted:
                _show_pages(claim, place, replace(wanted, may_split=smaller is not None), posted, messages)
        except Rejected as error:
            if error.reason not in TOO_LONG or smaller is None:
                raise
            world.log(LogEvent.DELIVERY_SPLIT, key=str(held.key), reason=error.reason, size=SIZES[smaller])
            messages, size = wanted.pages(smaller), smaller
        else:
            return posted
        finally:
            claim.held = replace(claim.held, size=size)


def _show(claim: Claim, place: Place, wanted: Wanted, message: Message, thread: Thread | None) -> Posted | None:
    held, messenger = claim.held, claim.world.messenger
    if held.posted:
        if wanted.revision > 0 or claim.noted:
            messenger.replace(held.posted, message, held.key.name)
        return held.posted
    if wanted.only_turn:
        return None
    if thread and held.thread:
        return thread.post(message, held.key.name)
    return messenger.post(place, message, held.key.name)


def _show_pages(claim: Claim, place: Place, wanted: Wanted, posted: Posted, messages: Sequence[Message]) -> None:
    """Show the further pages. Superfluous pages are removed, the last one first, so that none is left behind."""
    most = max(claim.held.pages, len(messages))
    if most == 1:
        return
    try:
        claim.note(posted=posted, pages=most, shows="")
    except Busy:
        _lost(claim.world, place, claim.held, replace(claim.held, posted=posted, shows=""))
        raise
    world, held, refused = claim.world, claim.held, ""
    where = _below(world, held, place)
    for number, message in enumerate(messages[1:], 2):
        part = Wanted(wanted.revision, message, is_page=True, may_split=wanted.may_split)
        page = follow(world, held.key.page(number), where, part)
        if page and page.state == "blocked":
            raise ChannelClosed(page.error)
        if page and page.state == "failed":
            refused = refused or page.error
            if wanted.may_split and page.error in TOO_LONG:
                raise Rejected(page.error)
    _drop_pages(world, held, place, besides=len(messages))
    claim.held = replace(held, pages=len(messages))
    if refused:
        raise Rejected(refused)


def _drop_pages(world: World, held: Delivery, place: Place, besides: int = 1) -> None:
    where = _below(world, held, place) if held.pages > besides else place
    for number in range(held.pages, besides, -1):
        take_away(world, held.key.page(number), where)


def _below(world: World, held: Delivery, place: Place) -> Place:
    """The place of further pages: the thread below the first page, or the thread that the first page is in."""
    place = _tried_in(world, place, held)
    if held.posted is None or (isinstance(place, Channel) and place.thread):
        return place
    return Channel(held.posted.channel, held.posted.ts)


def _finish(claim: Claim, place: Place, posted: Posted | None, wanted: Wanted) -> Delivery | None:
    world, held = claim.world, claim.held
    error = held.error if held.error == POSTED_UNSEEN else ""
    done = replace(
        held,
        state="sent",
        owner="",
        posted=posted,
        revision=wanted.revision,
        shows=wanted.shows,
        error=error,
        refused="",
    )
    try:
        if posted is None:
            world.store.deliveries.forget(held)
            return None
        written = world.store.deliveries.write(done)
    except VersionConflict:
        return _lost(world, place, held, done)
    if held.posted is None:
        world.log(LogEvent.DELIVERY_SENT, key=str(held.key), kind=held.key.name.partition(":")[0])
    return written


def _lost(world: World, place: Place, held: Delivery, done: Delivery) -> Delivery | None:
    """Handle a lost claim, unless the conflict was our own write, whose answer was lost.

    A message of ours next to another run's is removed. If both runs changed the same message, or the other may not know
    ours yet, the delivery gets revision -1: what the message shows is not known.
    """
    now = world.store.deliveries.get(held.key)
    if now is None and done.posted is None:
        return None
    if now and now.state == "sent" and (now.posted, now.shows) == (done.posted, done.shows):
        return now
    if now is None or now.posted not in (None, done.posted, held.posted):
        if done.posted and held.posted is None:
            world.messenger.withdraw(done.posted)
        if now is None:
            _drop_pages(world, done, place)
    else:
        state: State = "unknown" if now.state == "sent" and done.posted is None else now.state
        write(world, replace(now, state=state, posted=done.posted, revision=-1, shows=""))
    raise Overtaken(f"{held.key} was taken over")
