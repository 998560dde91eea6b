"""Opens the form with what is stored. The reminder's *Write* opens it without the store (writing.py)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shared.i18n.dates import day_label
from shared.i18n.sentences import sentences
from shared.kpt.day import day_of, days_it_may_be
from shared.kpt.entry.entry import FROM_HOME, fault_of_day
from shared.kpt.entry.form_seed import FormSeed
from shared.kpt.entry.prefill import from_entry, with_lines
from shared.kpt.entry.seed_for import seed_for
from shared.kpt.entry.try_before import offered_again
from shared.kpt.schedule.kept_lines import lines_of
from shared.kpt.team.person import clock_zone
from shared.kpt.team.team import Language, Team, team_id
from shared.slack.blocks.form_metadata import FormState, day_from, read, team_from, unpack, unpack_state
from shared.slack.blocks.text import whole
from shared.slack.handlers.context import Context
from shared.slack.handlers.loading import Show, fill_again, opens, pushes, show_filled
from shared.slack.handlers.response import in_both, say_for
from shared.slack.requests.inbound import Press, Who
from shared.slack.views.form import View, form, sentence, without_thanked
from shared.usecases.entry.old_entry import with_promise_of_old
from shared.usecases.entry.submit import refusal, today_for
from shared.usecases.ports.aggregates.entries import Records
from shared.usecases.reminding.remind import other_teams, own_teams, with_last_tries


@dataclass(frozen=True)
class Wish:
    """Which form somebody wants. ``team`` None: their own; ``day`` None: today."""

    who: Who
    team: str | None
    day: date | None
    via: str
    language: Language | None = None
    pushed: bool = False


def edit(context: Context, press: Press) -> None:
    """*Edit*, in the message with what was recorded; *Add to today's*, below a kept line."""
    seed = unpack(press.value, press.who.workspace)
    via = FROM_HOME if press.in_home else "edit"
    if press.view and not press.in_home:  # *Add to today's*, in a view
        wish = Wish(press.who, seed.team, seed.day, via, seed.language, pushed=True)
        _show(context, wish, pushes(context, press.trigger))
        return
    open_from_store(context, press, seed, via)


def open_from_store(context: Context, press: Press, seed: FormSeed, via: str, waiting: str | None = None) -> None:
    """Open the form of the seed's day with all that is stored for it. ``waiting``: the id of an open loading view."""
    wish = Wish(press.who, seed.team, seed.day, via, seed.language)
    _show(context, wish, opens(context, press.trigger), waiting)


def other_day(context: Context, press: Press) -> None:
    """Open the form of another day on top of the form in which it was chosen, so that what was typed there stays."""
    seed = unpack_state(press.metadata, press.who.workspace).seed
    wish = Wish(press.who, seed.team, day_from(press.value), "other day", seed.language, pushed=True)
    _show(context, wish, pushes(context, press.trigger))


def again(context: Context, press: Press) -> None:
    """*Try again*, in the view that said that the store was silent."""
    wish = _unpack_wish(press)
    fill_again(
        context,
        press.view,
        lambda bound, shown: _render(bound, wish, shown=shown),
        _silent(wish),
        without_thanked,
    )


def open_own_form(
    context: Context, who: Who, channel: str | None, via: str, show: Show, waiting: str | None = None
) -> None:
    """`/kpt` or the shortcut: open today's form for the channel's team, else for the person's own. ``waiting``: the id
    of an open loading view."""
    _show(context, Wish(who, team_id(who.workspace, channel) if channel else None, None, via), show, waiting)


def _show(context: Context, wish: Wish, show: Show, waiting: str | None = None) -> None:
    show_filled(
        context,
        lambda bound, shown: _render(bound, wish, shown=shown),
        _silent(wish),
        show,
        waiting,
        without_thanked,
    )


def _render(context: Context, wish: Wish, *, shown: bool) -> View:
    """The wanted form, or a sentence why there is none. ``shown``: the person certainly sees what the form is filled
    with."""
    records = _read(context, wish)
    team, person = records.team, records.person
    language = wish.language or (person.language if person and person.teams else _language(context, wish, team))
    say = sentences(language)
    refused = refusal(team, wish.who.user)
    if team is None or refused:
        name = f"#{team.name}" if team else ""
        why = "mine_no_team" if wish.team is None and team is None else refused
        return sentence(say(f"error.{why}", channel=name), say)
    today = today_for(context.world, team, person)
    day = wish.day or today
    if fault := fault_of_day(day, today):
        return sentence(say(f"error.{fault}", day=day_label(language, day)), say)
    entry = with_promise_of_old(context.world, records, day).entries.get(day)
    others: list[Team] = []
    if person and entry is None:
        person = with_last_tries(context.world, team, [person])[person.user]
        others = own_teams(person, other_teams(context.world, team, [person]))
    written = person.days_written(team.id) if person else ()
    revision = entry.revision if entry else 0
    seed = seed_for(team, person, day, others)
    again = offered_again(entry.try_before, team.id, day, person.last_try if person else None) if entry else None
    prefill = with_lines(from_entry(entry, team.members), lines_of(team, person, day))
    state = FormState(
        seed.offering(again) if again else seed,
        wish.via,
        revision,
        shown=shown and entry is not None and revision > 0 and entry.texts.fit_a_form,
        kept=prefill.kept,
        updated=not shown,
        unseen=prefill.unseen,
    )
    return form(state, today, prefill, written, pushed=wish.pushed)


def _language(context: Context, wish: Wish, team: Team | None) -> Language:
    """The language for somebody in no team: that of the team whose form they want, else the one that Slack says."""
    return team.language if team else context.language_of(wish.who)


def _read(context: Context, wish: Wish) -> Records:
    """Read the team, the person and the entry of the day. Today depends on the person's zone, which comes with the same
    read. So this reads every day that today may be; with a remembered zone, only that zone's today."""
    if wish.day:
        return _read_days(context, wish, [wish.day])
    zone, now = context.zones.get(wish.who), context.world.clock.now()
    days = [day_of(now, zone)] if zone else days_it_may_be(now)
    records = _read_days(context, wish, days)
    if records.team is None:
        return records
    today = today_for(context.world, records.team, records.person)
    context.zones.remember(
        wish.who, clock_zone(records.team, records.person) if records.person else records.team.time_zone
    )
    if today in days:
        return records
    return context.world.store.entries.records(records.team.id, wish.who.user, [today])


def _read_days(context: Context, wish: Wish, days: Sequence[date]) -> Records:
    store = context.world.store
    if wish.team:
        records = store.entries.records(wish.team, wish.who.user, days)
        home = records.person.home if records.person else ""
        if records.team or not home or wish.day:
            return records
    else:
        person = store.people.get_many(wish.who.workspace, [wish.who.user]).get(wish.who.user)
        home = person.home if person else ""
        if person is None or not home:
            return Records(wish.who.user, None, person, {})
    return store.entries.records(home, wish.who.user, days)


def _silent(wish: Wish) -> View:
    say = say_for(wish.language)
    text = say("error.store_read") if wish.language else in_both("error.store_read")
    return sentence(text, say, again=("again", _pack_wish(wish)))


def _pack_wish(wish: Wish) -> str:
    fields: dict[str, Any] = {"team": wish.team, "via": wish.via, "language": wish.language, "pushed": wish.pushed}
    return json.dumps({**fields, "day": wish.day.isoformat() if wish.day else None})


def _unpack_wish(press: Press) -> Wish:
    fields = read(press.value)
    team, day, language = fields.get("team"), fields.get("day"), fields.get("language")
    return Wish(
        press.who,
        team=None if team is None else team_from(team, press.who.workspace),
        day=None if day is None else day_from(day),
        via=whole(str(fields.get("via", "")))[:40],
        language=language if language in ("ja", "en") else None,
        pushed=fields.get("pushed") is True,
    )
