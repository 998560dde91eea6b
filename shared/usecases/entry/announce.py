"""What `announce` does when an entry was written: it updates the channel, the reminder's message and the digest.

The event only names the entry, and the newest state is read. So events may repeat, overtake and overlap.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from shared.kpt.day import day_of
from shared.kpt.entry.entry import FROM_HOME, Entry, Texts, entry_id
from shared.kpt.entry.shown import shown
from shared.kpt.entry.thanks import everybody_thanked
from shared.kpt.errors import Overtaken
from shared.kpt.messages.delivery import Delivery, Key
from shared.kpt.messages.entries import Announcement
from shared.kpt.messages.place import Channel
from shared.kpt.messages.wanted import Wanted
from shared.kpt.sheet.rows import may_have_a_row
from shared.kpt.team.person import Person, clock_zone
from shared.kpt.team.team import Team
from shared.kpt.text.pages import SIZES, cut, length
from shared.log_events import LogEvent
from shared.usecases.delivering.blocked import say_it_is_blocked
from shared.usecases.delivering.day_thread import close_thread, thread_of
from shared.usecases.delivering.follow import follow, take_away
from shared.usecases.entry.thanks import forget_at_helpers, names_of_helpers, tell_helpers, with_names
from shared.usecases.optimistic import until_it_holds
from shared.usecases.patience import until_others_are_done
from shared.usecases.person.not_shown import say_where_it_is_not_shown
from shared.usecases.ports.world import World
from shared.usecases.reminding.redraw import turn_the_week
from shared.usecases.reminding.remind import turn_reminder
from shared.usecases.session.hold import follow_entry, follow_erasure


def announce(world: World, team_id: str, day: date, user: str) -> None:
    """Bring everything that shows an entry up to date, again if it changed meanwhile."""
    thanked: dict[str, None] = {}  # from earlier tries, too: an erasure may have come after thanks were stored

    def attempt() -> None:
        records = world.store.entries.records(team_id, user, [day])
        team, person, entry = records.team, records.person, records.entries.get(day)
        if team is None:
            return
        thanked.update(dict.fromkeys(entry.thanked if entry else ()))
        try:
            _tell_the_sheet(world, team, day, user, entry)
        finally:  # neither keeps the other back
            _follow_in_slack(world, team, person, day, user, entry, tuple(thanked))
        if entry is None:
            return
        newest = world.store.entries.get(team_id, day, user)
        if newest is None or newest.revision != entry.revision:
            raise Overtaken(f"{team_id} {day} has changed")
        world.log(LogEvent.ANNOUNCE_SHOWN, team=team.id, kind=entry.kind, revision=entry.revision)
        if entry.via == FROM_HOME:
            world.show_home(world, team.workspace, user)

    until_others_are_done(world, lambda: until_it_holds(f"{team_id} {day}", attempt, conflict=Overtaken))


def _tell_the_sheet(world: World, team: Team, day: date, user: str, entry: Entry | None) -> None:
    """Publish the entry to `sheet`, if the team has a spreadsheet. Google's limits are handled there. An imported entry
    is left out: `make import` publishes once for all of them."""
    as_it_came = entry is not None and entry.imported and entry.revision == 1
    if team.sheet and not as_it_came and (entry is None or may_have_a_row(entry)):
        world.publisher.publish("sheet", [{"team": team.id, "day": day.isoformat(), "user": user}])


def _follow_in_slack(
    world: World,
    team: Team,
    person: Person | None,
    day: date,
    user: str,
    entry: Entry | None,
    thanked: Collection[str],
) -> None:
    """Update Slack. Raises ``Overtaken`` where another run overtook this one."""
    if entry is None:
        _take_away_everywhere(world, team, day, user, thanked)
        return
    entry = with_names(world, team, replace(entry, thanked=everybody_thanked(entry.thanked, thanked)))
    _follow_everywhere(world, team, person, entry)
    tell_helpers(world, team, entry)


def _follow_everywhere(world: World, team: Team, person: Person | None, entry: Entry) -> None:
    announcement = _follow_in_channel(world, team, person, entry)
    if person:
        turn_reminder(world, team, person, entry, _seen_at(announcement))
        turn_the_week(world, team, person, entry)
    follow_entry(world, team, person, entry)


def _take_away_everywhere(world: World, team: Team, day: date, user: str, thanked: Collection[str]) -> None:
    """Remove an erased entry everywhere, even what another run has just posted. Only an erasure removes an entry's
    document."""
    take_announcement_away(world, team, day, user)
    follow_erasure(world, team, day, user, thanked)
    forget_at_helpers(world, team, entry_id(day, user), thanked)


def take_announcement_away(world: World, team: Team, day: date, user: str) -> None:
    """Remove an entry's message for good, and the day's message if that was its last reply."""
    take_away(world, announcement_key(team, day, user), Channel(team.channel))
    close_thread(world, team, day)


def announcement_key(team: Team, day: date, user: str) -> Key:
    """Names an entry's message in the channel."""
    return Key(f"teams/{team.id}", f"announcement:{day}:{user}")


def _follow_in_channel(world: World, team: Team, person: Person | None, entry: Entry) -> Delivery | None:
    """Post or update the announcement. With announcements off, and for imported entries, only an existing message is
    updated."""
    key = announcement_key(team, entry.day, entry.user)
    message = announcement(team, person, entry)
    wanted = Wanted(
        entry.revision,
        message,
        only_turn=team.announcement.mode == "off" or bool(entry.imported),
        pages=lambda size: pages_of(message, SIZES[size]) if message else (),
    )
    delivery = follow(world, key, Channel(team.channel), wanted, thread_of(world, team, entry.day))
    if delivery and delivery.state == "blocked":
        say_it_is_blocked(world, team, delivery.error)
    if delivery and person:
        say_where_it_is_not_shown(world, team, person, delivery, entry.day)
    never_stood = (message is None or entry.imported) and entry.revision == 1
    if (delivery is None and not never_stood) or (delivery and delivery.state == "failed"):
        close_thread(world, team, entry.day)
    return delivery


def announcement(team: Team, person: Person | None, entry: Entry) -> Announcement | None:
    """How an entry appears in the channel; None where the team sees nothing of it."""
    seen = shown(team, entry)
    if not seen:
        return None
    zone = clock_zone(team, person) if person else team.time_zone
    return Announcement(
        language=team.language,
        name=team.members.get(entry.user, entry.name),
        picture=person.picture if person else "",
        day=entry.day,
        past=entry.created_at is not None and day_of(entry.created_at, zone) > entry.day,
        texts=seen.texts,
        quiet=seen.line,
        done=seen.done,
        thanks=names_of_helpers(team, entry),
    )


def pages_of(whole: Announcement, most: int) -> list[Announcement]:
    """An announcement on as many pages as it needs, with at most ``most`` characters each. A part that does not fit
    begins on the next page; a part longer than a page is cut. The last page names those who helped."""
    pages: list[dict[str, str]] = [{}]
    room = most
    typed = {"keep": whole.texts.keep, "done": whole.done, "problem": whole.texts.problem, "try_": whole.texts.try_}
    for part, text in typed.items():
        for piece in cut(text, most):
            if length(piece) > room or part in pages[-1]:
                pages.append({})
                room = most
            pages[-1][part] = piece
            room -= length(piece)
    drawn = [(page.pop("done", ""), Texts(**page)) for page in pages]
    filled = [page for page in drawn if any(page)] or [(whole.done, whole.texts)]
    return [
        replace(
            whole,
            texts=texts,
            done=done,
            continued=number > 1,
            thanks=whole.thanks if number == len(filled) else (),
        )
        for number, (done, texts) in enumerate(filled, 1)
    ]


def _seen_at(announcement: Delivery | None) -> str:
    return announcement.posted.ts if announcement and announcement.posted else ""
