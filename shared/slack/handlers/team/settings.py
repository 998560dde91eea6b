"""A team's settings in Slack: `/kpt setup`, and its form."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TakesTooLong
from dataclasses import dataclass
from datetime import timedelta

from shared.i18n.dates import clock_time, day_label, moment_label
from shared.i18n.sentences import Sentences, sentences
from shared.kpt.day import day_of
from shared.kpt.entry.form_seed import FormSeed
from shared.kpt.errors import Rejected, Retryable
from shared.kpt.ids import SLACK_ID, Language, team_id
from shared.kpt.team.settings_table import TeamSettings
from shared.kpt.team.team import Team
from shared.log_events import LogEvent
from shared.slack.blocks.buttons import actions, button
from shared.slack.blocks.form_metadata import NotOurs, pack, read, team_from
from shared.slack.blocks.text import whole
from shared.slack.handlers.context import Context
from shared.slack.handlers.response import (
    DONE,
    Reply,
    errors_at,
    in_both,
    on_top,
    only_you_see,
    turn_into,
    what_failed,
)
from shared.slack.handlers.team.settings_faults import faulty
from shared.slack.handlers.team.settings_values import wanted_from, with_more
from shared.slack.requests.inbound import Command, Press, Submission, Who
from shared.slack.views.form import View, loading, sentence
from shared.slack.views.team.settings import SettingsState, settings_form
from shared.usecases.team import change_settings, setup

OPENS_WITHIN = 1.0
"""Seconds for Slack and the store before a loading view uses the trigger, which lives three."""
FINDS_WITHIN = 1.4
"""Further seconds for Slack and the store after that."""


@dataclass(frozen=True)
class FormOrReason:
    """The form for a team, or for a channel that may become one; or a sentence why there is none."""

    form: Callable[[bool], View] | None = None
    """Renders the form. The argument: whether the person certainly sees what it is filled with."""
    told: str = ""
    language: Language = "en"


@dataclass(frozen=True)
class SettingsRequest:
    """Who asks for the form, and for which channel."""

    who: Who
    channel: str
    name: str

    @property
    def team(self) -> str:
        """The id of the channel's team."""
        return team_id(self.who.workspace, self.channel)


# To open it


def command(context: Context, command: Command) -> Reply:
    """`/kpt setup`: open the form, or say what to do instead."""
    if command.is_direct:
        return only_you_see([sentences(context.language_of(command.who))("error.not_here")])
    told = _open(context, SettingsRequest(command.who, command.channel, command.channel_name), command.trigger)
    return only_you_see([told]) if told else DONE


def press(context: Context, press: Press) -> None:
    """*Settings*, at a team in the Home."""
    team = team_from(press.value, press.who.workspace)
    told = _open(context, SettingsRequest(press.who, team.partition("-")[2], ""), press.trigger)
    if told:
        context.tell(press, [told])


def _open(context: Context, request: SettingsRequest, trigger: str) -> str:
    """Open the form. Returns the sentence to say where there is no form, unless a loading view shows it already."""
    was_made = context.world_is_made()
    waiting = None if was_made else context.modals.open(trigger, loading(in_both("form.loading")))
    pool = ThreadPoolExecutor(1)
    try:
        finding = pool.submit(_find, context, request)
        if waiting is None:
            try:
                found = finding.result(OPENS_WITHIN)
            except TakesTooLong:
                waiting = context.modals.open(trigger, loading(in_both("form.loading")))
        if waiting is not None:
            found = finding.result(min(FINDS_WITHIN, context.left()))
    except TakesTooLong:
        context.log(LogEvent.SETUP_TROUBLE, "ERROR", error="TakesTooLong", reason="to open")
        found = FormOrReason(None, in_both("error.setup_failed"))
    finally:
        pool.shutdown(wait=False)
    if waiting is not None:
        says = _says(found.told, sentences(found.language))
        context.modals.update(waiting, found.form(False) if found.form else says)
        return ""
    if found.form:
        context.modals.open(trigger, found.form(True))
    return found.told


def _find(context: Context, request: SettingsRequest) -> FormOrReason:
    try:
        records = context.world.store.entries.records(request.team, request.who.user, [])
        team = records.team
        if team is None or team.is_gone:
            return _prospect(context, request)
        person = records.person
        language = person.language if person and person.teams else context.language_of(request.who)
        if refused := change_settings.may_not_change(context.world, team, request.who.user):
            return FormOrReason(None, _why_not(refused, language), language)
    except (Retryable, Rejected) as error:
        context.world.log(LogEvent.SETUP_TROUBLE, "ERROR", error=type(error).__name__, reason=str(error)[:80])
        return FormOrReason(None, in_both("error.setup_failed"))  # the person's language may not be known either
    notes = _pending(context, team, language)
    return FormOrReason(
        lambda shown: settings_form(SettingsState(request.channel, team.name, language, shown), team, None, notes)
    )


def _prospect(context: Context, request: SettingsRequest) -> FormOrReason:
    prospect = setup.look(context.world, request.who.workspace, request.channel, request.name, request.who.user)
    if prospect.refused or prospect.team is None:
        return FormOrReason(None, _why_not(prospect.refused or "guest", prospect.language), prospect.language)
    team, language, people = prospect.team, prospect.language, prospect.people
    return FormOrReason(
        lambda shown: settings_form(SettingsState(request.channel, team.name, language, shown), team, people)
    )


def _pending(context: Context, team: Team, language: Language) -> list[str]:
    """A sentence until when the old times hold, where they still do."""
    today = day_of(context.world.clock.now(), team.time_zone)
    until = max((before.until for before in team.before), default=None)
    if until is None or until < today:
        return []
    return [sentences(language)("setup.old_times", day=day_label(language, until))]


_WHY_NOT = {
    "not_invited": "error.not_invited",
    "not_there": "error.setup_not_member",
    "not_member": "error.setup_not_member",
    "archived": "error.archived_channel",
    "shared": "error.shared_channel",
    "guest": "error.guest",
    "no_team": "error.no_team",
}


def _says(text: str, say: Sentences) -> View:
    return sentence(text, say, title="setup.title")


def _why_not(refused: str, language: Language) -> str:
    return sentences(language)(_WHY_NOT[refused])


# What was sent


def submit(context: Context, submission: Submission) -> Reply:
    """Store the settings; or keep the form open, with a sentence at each field. Raises ``NotOurs``."""
    state = state_from(submission.metadata)
    request = SettingsRequest(submission.who, state.channel, state.name)
    say = sentences(state.language)

    def change(before: TeamSettings) -> TeamSettings:
        return wanted_from(submission, before, shown=state.shown, filled=state.filled)

    try:
        if not state.filled:
            return _begin(context, request, state, submission)
        outcome = change_settings.change_settings(context.world, request.team, request.who.user, change)
    except (Retryable, Rejected) as error:
        context.log(LogEvent.SETUP_TROUBLE, "ERROR", error=type(error).__name__, reason=str(error)[:80])
        key = what_failed(error, "error.settings_failed", "error.settings_slow")
        return errors_at(submission, "reminder_time", say(key))
    if outcome.refused:
        return on_top(_says(say(f"team.refused_{outcome.refused}", channel=f"#{state.name}"), say))
    if outcome.faults and outcome.wanted:
        return faulty(outcome.faults, outcome.wanted, state, submission)
    return turn_into(_says(_saved(outcome, state), say))


def state_from(metadata: str) -> SettingsState:
    """Unpack what the form carried. Raises ``NotOurs``."""
    carried = read(metadata)
    channel, language = carried.get("channel"), carried.get("language")
    if not (isinstance(channel, str) and SLACK_ID.fullmatch(channel)) or language not in ("ja", "en"):
        raise NotOurs("settings")
    filled = carried.get("filled")
    if not isinstance(filled, dict):
        raise NotOurs("filled")
    name = whole(str(carried.get("name", "")))[:100]
    more, people, under = carried.get("more", {}), carried.get("people", 0), carried.get("under", "")
    said = more.values() if isinstance(more, dict) else [None]
    if not (all(isinstance(each, str) for each in said) and isinstance(people, int) and isinstance(under, str)):
        raise NotOurs("more")
    speaks: Language = "ja" if language == "ja" else "en"
    return SettingsState(channel, name, speaks, carried.get("shown") is True, filled, more, people, under)


def _begin(context: Context, request: SettingsRequest, state: SettingsState, submission: Submission) -> Reply:
    """Make the channel a team, unless somebody else was faster."""
    world, who, say = context.world, request.who, sentences(state.language)

    def change(defaults: TeamSettings) -> TeamSettings:
        return wanted_from(submission, with_more(defaults, state.more), shown=state.shown, filled={})

    removed = world.store.teams.get(request.team)
    if removed and not removed.is_gone:
        return on_top(_says(say("setup.already", channel=f"#{state.name}"), say))
    done = setup.set_up(world, who.workspace, request.channel, request.name, who.user, change, removed)
    world.log(LogEvent.SETUP_DONE, team=request.team, outcome=done.outcome, people=done.people)
    if done.outcome == "founded":
        return turn_into(_founded(context, request, done))
    if done.outcome == "faulty" and done.wanted:
        return faulty(done.faults, done.wanted, state, submission)
    if done.outcome == "already":
        return on_top(_says(say("setup.already", channel=f"#{request.name}"), say))
    return on_top(_says(_why_not(done.outcome, state.language), say))


def _founded(context: Context, request: SettingsRequest, done: setup.SetUp) -> View:
    say = sentences(done.language)
    today = day_of(context.world.clock.now(), done.zone)
    seed = pack(FormSeed(request.team, today, done.language, done.name, done.zone))
    view = _says(say("join.sentences").join((*_asked_next(done, say), say("setup.change_later"))), say)
    view["blocks"].append(actions("", button("try_now", say("setup.try_now"), seed, style="primary")))
    return view


def _asked_next(done: setup.SetUp, say: Sentences) -> Iterator[str]:
    """Sentences: when the person who set the team up is asked next; and by which clock the others are asked, unless all
    are asked at that moment."""
    channel, when = f"#{done.name}", moment_label(done.language, done.next_at, done.zone) if done.next_at else ""
    if done.together:
        yield say("setup.done", channel=channel, when=when, people=done.people)
        return
    yield say("setup.done_yours", channel=channel, when=when) if when else say("setup.done_alone", channel=channel)
    if done.team:
        usual = clock_time(done.language, done.team.reminder.time)
        yield say(f"setup.asked_{done.team.clock}", people=done.people, time=usual, zone=done.team.time_zone)


def _saved(outcome: change_settings.ChangeOutcome, state: SettingsState) -> str:
    say = sentences(state.language)
    if not outcome.changes:
        return say("setup.unchanged")
    saved = say("setup.saved", channel=f"#{state.name}")
    if outcome.until is None:
        return saved
    first = day_label(state.language, outcome.until + timedelta(1))
    return say("join.sentences").join((saved, say("setup.holds_from", day=first)))
