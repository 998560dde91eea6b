"""Exhibits of forms, with the errors at their fields, and of modals with one sentence."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Final

from local.gallery.cases import MONDAY, TODAY, Case
from local.gallery.exhibits.exhibit import Errors, Form, at_field, said_in_a_view
from shared.kpt.entry.entry import Entry
from shared.kpt.entry.form_seed import FormSeed
from shared.kpt.entry.prefill import from_entry
from shared.kpt.entry.promise import Promise
from shared.kpt.entry.thanks import MOST_THANKED
from shared.kpt.team.team_settings import LARGEST_TEAM, MOST_CHOSEN, MOST_DAYS_OFF, settings_of
from shared.slack.blocks.buttons import button
from shared.slack.blocks.form_metadata import FormState, pack
from shared.slack.handlers.response import in_both
from shared.slack.views.form import View, form, loading, sentence, without_thanked
from shared.slack.views.person.kept import FIELD, other_message_form
from shared.slack.views.team.settings import SettingsState, more_form, remove_form, settings_form

_LIMITS: Final = {
    "fault.too_many": LARGEST_TEAM,
    "fault.too_many_chosen": MOST_CHOSEN,
    "fault.extra_many": MOST_DAYS_OFF,
}
_ENTRY_ERRORS: Final = (
    "error.store",
    "error.store_slow",
    "error.empty",
    "error.not_member",
    "error.no_team",
    "error.no_zone",
    "error.too_old",
    "error.future",
)
"""Errors that are shown at the Keep."""


def _form(case: Case, seed: FormSeed | None = None, entry: Entry | None = None, *, pushed: bool = False) -> View:
    prefill = from_entry(entry, entry.thanks if entry else ())
    return form(FormState(seed or case.seed(), "command"), TODAY, prefill, [MONDAY], pushed=pushed)


def _entry(case: Case, promised: Promise = "all", *, done: bool = False) -> Entry:
    tick = case.seed().try_before if done else None
    told = replace(tick, done=True) if tick else None
    entry = Entry("T1-C1", TODAY, "U1", "written", case.texts, case.name, revision=3, promised=promised)
    return replace(entry, try_before=told)


def _thanking(case: Case) -> View:
    """A form with thanked people; in a wide case as many as it takes."""
    users = tuple(f"U{n + 2}" for n in range(MOST_THANKED if case.wide else 1))
    return _form(case, entry=replace(_entry(case), thanks=users))


def _without_thanked(case: Case) -> View:
    """The form after Slack refused its thanked people."""
    return without_thanked(_thanking(case)) or {}


def _others(case: Case) -> dict[str, str]:
    return {f"T1-C{n + 2}": f"{case.channel[:76]}-{n + 2}" for n in range(30 if case.wide else 2)}


def _settings(case: Case) -> View:
    extra = tuple(f"{month:02}-{day:02}" for month in range(1, 13) for day in range(5, 10))
    members = {f"U{n + 1}": name for n, name in enumerate(case.names(3, many=MOST_CHOSEN))}
    team = case.team(extra_days_off=extra if case.wide else ("12-29", "12-30"), membership="list", members=members)
    notes = [case.say("setup.old_times", **case.values)]
    return settings_form(_state(case), team, None, notes)


def _paused(case: Case) -> View:
    return settings_form(_state(case), case.team(status="paused"), None)


def _new(case: Case) -> View:
    return settings_form(_state(case), case.team(), 300 if case.wide else 3)


def _more(case: Case) -> View:
    return more_form(replace(_state(case), under="V1"), settings_of(case.team()))


def _state(case: Case) -> SettingsState:
    return SettingsState("C1", case.channel, case.language, shown=True)


def _founded(case: Case, *keys: str) -> View:
    say = case.say
    said = [say(key, **case.values) for key in (*(keys or ["setup.done"]), "setup.change_later")]
    view = sentence(say("join.sentences").join(said), say, title="setup.title")
    seed = pack(case.seed().offering(None))
    view["blocks"].append(
        {"type": "actions", "elements": [button("try_now", say("setup.try_now"), seed, style="primary")]}
    )
    return view


def _wrong(**at: str) -> Form:
    """The settings form with errors; ``at`` names a sentence for each field."""
    longest = {"word": "América/" + "x" * 52, "near": "America/Argentina/ComodRivadavia"}

    def errors(case: Case) -> Errors:
        values = {**case.values, **(longest if case.wide else {"word": "Tokyo", "near": "Asia/Tokyo"})}
        return {field: case.say(key, **{**values, "limit": _LIMITS.get(key)}) for field, key in at.items()}

    return Form(", ".join(at.values()), _settings, errors)


ENTRY: Final = (
    Form("empty", _form),
    Form("filled, from the day's entry", lambda case: _form(case, entry=_entry(case))),
    Form("filled, written as private", lambda case: _form(case, entry=_entry(case, "keep"))),
    Form("filled, with the last Try done", lambda case: _form(case, entry=_entry(case, done=True))),
    Form("filled, with those who helped", _thanking),
    Form("filled, where Slack refused those who helped", _without_thanked),
    Form("without a last Try", lambda case: _form(case, case.seed().offering(None))),
    Form(
        "another day, with a last Try that was private",
        lambda case: _form(case, case.seed(day=MONDAY + timedelta(1), try_is_private=True)),
    ),
    Form("another day, pushed", lambda case: _form(case, case.seed(day=MONDAY), pushed=True)),
    Form("Keep only", lambda case: _form(case, case.seed(only_keep_is_shown=True))),
    Form(
        "where nothing is announced",
        lambda case: _form(case, case.seed(only_keep_is_shown=True, is_announced=False)),
    ),
    Form("with a choice of team", lambda case: _form(case, case.seed(others=_others(case)))),
    at_field(lambda case: _form(case, case.seed(others=_others(case))), "team", "error.not_member"),
    Form("loading", lambda _case: loading(in_both("form.loading"))),
    *(at_field(_form, "keep", key) for key in _ENTRY_ERRORS),
    *(at_field(_form, part, "error.too_long") for part in ("keep", "problem", "try")),
    at_field(_form, "last_try", "error.try_alone"),
    at_field(_form, "thanks", "thanks.needs_keep"),
    said_in_a_view("it says: the tick was left out", "done.left_out"),
    said_in_a_view("it says: a field was kept", "done.kept"),
    said_in_a_view("it says: changed elsewhere", "done.kept", "done.another"),
    said_in_a_view("it says: deleted", "done.deleted"),
    said_in_a_view("it says: deleted already", "error.deleted_already"),
    said_in_a_view("no form: not a member", "error.not_member"),
    said_in_a_view("no form: no team", "error.no_team"),
    said_in_a_view("no form: the day is too old", "error.too_old"),
    Form(
        "no form: the store is silent",
        lambda case: sentence(case.say("error.store_read"), case.say, again=("again", json.dumps({}))),
    ),
    Form("no form: nothing of ours", lambda case: sentence(in_both("error.unknown"), case.say)),
)


def _other_message_form(case: Case) -> View:
    return other_message_form(case.name, "0" * 12, case.language)


KEPT: Final = (
    Form("somebody else's message", _other_message_form),
    Form("a message of an app's", lambda case: other_message_form("", "0" * 12, case.language)),
    *(at_field(_other_message_form, FIELD, key) for key in ("kept.empty", "kept.long", "kept.full", "kept.already")),
    said_in_a_view("kept", "kept.done", over="kept.title"),
    said_in_a_view("undone", "kept.undone", over="kept.title"),
)
SETTINGS: Final = (
    Form("a new team", _new),
    Form("a new team, behind More", _more),
    Form("a team that is there, with times that still hold", _settings),
    Form("a paused team", _paused),
    Form("removing a team", lambda case: remove_form("T1-C1", _state(case))),
    _wrong(
        reminder_time="fault.time",
        weekdays="fault.no_weekday",
        session_time="fault.time",
        chosen="fault.nobody",
        time_zone="fault.zone",
        country="fault.country",
        extra_days_off="fault.extra_day",
    ),
    _wrong(chosen="fault.too_many_chosen", time_zone="fault.zone_far", country="fault.country_near"),
    _wrong(time_zone="fault.no_place"),
    _wrong(time_zone="fault.no_place_far"),
    _wrong(
        reminder_time="error.settings_failed",
        membership="fault.too_many",
        chosen="fault.outsider",
        extra_days_off="fault.extra_many",
    ),
    Form("begun", _founded),
    Form(
        "begun, where each is asked by their own clock",
        lambda case: _founded(case, "setup.done_yours", "setup.asked_own"),
    ),
    Form("begun, by somebody who is not asked", lambda case: _founded(case, "setup.done_alone", "setup.asked_team")),
    said_in_a_view("begun already", "setup.already", over="setup.title"),
    said_in_a_view("saved", "setup.saved", "setup.holds_from", over="setup.title"),
    said_in_a_view("nothing changed", "setup.unchanged", over="setup.title"),
    *(
        said_in_a_view(f"refused: {why}", f"team.refused_{why}", over="setup.title")
        for why in ("no_team", "not_member", "guest", "blocked")
    ),
    *(said_in_a_view(f"done: {what}", f"team.{what}", over="setup.title") for what in ("active", "paused", "removed")),
    *(
        said_in_a_view(f"start the session now: {how}", f"session_now.{how}", over="setup.title")
        for how in ("begun", "already", "no_entry", "paused", "blocked", "no_zone", "not_yours")
    ),
)
