"""The forms of a person's own settings: times and language, and a range of days off."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from shared.i18n.dates import day_label, moment_label
from shared.i18n.sentences import Sentences, sentences
from shared.kpt.day import day_of
from shared.kpt.errors import Retryable, StoreSilent
from shared.kpt.ids import Language
from shared.kpt.schedule.reminder import is_not_answering, next_reminder
from shared.kpt.team.my_settings import (
    TimesFault,
    back_on,
    with_days_off,
    with_glance,
    with_language,
    with_times,
)
from shared.kpt.team.person import DaysOff, Person, clock_zone
from shared.log_events import LogEvent
from shared.slack.blocks.form_metadata import unpack
from shared.slack.handlers.context import LOOKS_WITHIN, Context
from shared.slack.handlers.loading import Render, fill_again, opens, show_filled
from shared.slack.handlers.response import Reply, errors, errors_at, turn_into, what_failed
from shared.slack.requests.inbound import Press, Submission, Who
from shared.slack.views.form import View, sentence
from shared.slack.views.person.my_settings import (
    DAYS_OFF_CALLBACK,
    LANGUAGES,
    TEAMS_TIME,
    TIMES_CALLBACK,
    Carried,
    days_off_form,
    times_form,
)
from shared.usecases.entry.submit import today_for
from shared.usecases.person.my_settings import Mine, change_mine, read_mine
from shared.usecases.reminding.remind import on_vacation

FIRST_FIELD = {TIMES_CALLBACK: "time", DAYS_OFF_CALLBACK: "first"}
FAULTS = {
    "time": ("time", "fault.time"),
    "no_weekday": ("weekdays", "error.mine_no_weekday"),
    "order": ("last", "error.away_order"),
    "past": ("last", "error.away_past"),
    "long": ("last", "error.away_long"),
    "many": ("first", "error.away_many"),
}
"""The field and the sentence for each fault."""
WEEKDAYS, NO_DAY = frozenset("0123456"), -1


def answer(context: Context, submission: Submission) -> Reply:
    """Answer a submitted form. Raises ``NotOurs``."""
    return (
        take_times(context, submission) if submission.callback == TIMES_CALLBACK else take_days_off(context, submission)
    )


# Times and language


def open_times(context: Context, press: Press, language: Language) -> None:
    """*Change my time*: open the form with the current settings."""
    carried = Carried(language)
    show_filled(context, _times_renderer(press.who, carried), _silent(carried), opens(context, press.trigger))


def times_from_home(context: Context, press: Press) -> None:
    """*Change*, in Home: open the same form."""
    open_times(context, press, "ja" if press.value == "ja" else "en")


def times_again(context: Context, press: Press) -> None:
    """*Try again*, in the view that said that the store was silent."""
    carried = Carried.from_metadata(press.value)
    fill_again(context, press.view, _times_renderer(press.who, carried), _silent(carried))


def _times_renderer(who: Who, carried: Carried) -> Render:
    def render(bound: Context, shown: bool) -> View:
        mine = read_mine(bound.world, who.workspace, who.user)
        if mine is None:
            return _in_no_team(sentences(carried.language))
        return times_form(mine.person, mine.home, replace(carried, shown=shown))

    return render


def _silent(carried: Carried) -> View:
    say = sentences(carried.language)
    return sentence(say("error.store_read"), say, again=("times_again", carried.packed), title="mine.title")


def take_times(context: Context, submission: Submission) -> Reply:
    """Store the times, and say when the next message comes."""
    carried = Carried.from_metadata(submission.metadata)
    now = context.world.clock.now()
    done = _store(context, submission, lambda mine: _set_times(mine, submission, carried, now), carried)
    if isinstance(done, Reply):
        return done
    language = done.person.language
    say, coming = sentences(language), next_reminder(done.home, done.person, now)
    told = say("done.mine_only")
    if coming:
        told = say("done.mine", next=moment_label(language, coming.moment, clock_zone(done.home, done.person)))
    return turn_into(sentence(told, say, title="mine.title"))


def _set_times(mine: Mine, submission: Submission, carried: Carried, now: datetime) -> Person | str:
    """The person with the submitted settings, or a fault. A field that is missing or null stays as it is."""
    person, language = mine.person, submission.text("language")
    own_time = _own_time(submission.text("time"), person)
    weekdays = _weekdays(submission, carried, mine)
    if isinstance(own_time, str):
        return own_time
    changed = with_times(mine.home, person, own_time, weekdays, now)
    if isinstance(changed, str):
        return changed
    changed = with_glance(changed, _glance(submission, carried, changed))
    return with_language(changed, "ja" if language == "ja" else "en") if language in LANGUAGES else changed


def _glance(submission: Submission, carried: Carried, person: Person) -> bool:
    """Whether a teammate's Keep is shown. No tick means no only where the person certainly saw the tick."""
    ticked = submission.values.get("glance")
    return bool(ticked) if isinstance(ticked, tuple) and (ticked or carried.shown) else person.glance


def _own_time(text: str, person: Person) -> time | TimesFault | None:
    if not text:
        return person.reminder_time
    try:
        return None if text == TEAMS_TIME else time.fromisoformat(text)
    except ValueError:
        return "time"


def _weekdays(submission: Submission, carried: Carried, mine: Mine) -> tuple[int, ...]:
    """The weekdays. No tick means none only where the person certainly saw the ticks."""
    ticked = submission.values.get("weekdays")
    if isinstance(ticked, tuple) and (ticked or carried.shown):
        return tuple(int(each) if each in WEEKDAYS else NO_DAY for each in ticked)
    return mine.person.weekdays if mine.person.weekdays is not None else mine.home.reminder.weekdays


# Messages again


def restarted(context: Context, who: Who, language: Language) -> str:
    """Tells somebody who resumed the messages when the next one comes, or why none does."""
    say = sentences(language)
    try:
        mine = read_mine(context.world, who.workspace, who.user)
    except StoreSilent:
        return say("done.restarted")  # the change is stored; only the time of the next message is unknown
    if mine is None:
        return say("done.restarted_no_team")
    team, person = mine.home, mine.person
    if who.user in team.stepped_out:
        return say("done.restarted_stepped_out", channel=f"#{team.name}")
    coming = next_reminder(team, person, context.world.clock.now())
    if coming is None:
        why = [say(f"schedule.{team.status}", channel=f"#{team.name}")] if team.status in ("paused", "blocked") else []
        return say("join.sentences").join([say("done.restarted"), *why])
    if on_vacation(context.world, team, [who.user], LOOKS_WITHIN):
        return say("join.sentences").join([say("done.restarted"), say("home.vacation")])
    key = "done.restarted_seldom" if is_not_answering(person) else "done.restarted_next"
    return say(key, next=moment_label(language, coming.moment, clock_zone(team, person)))


# Days off


def off_longer(context: Context, press: Press) -> None:
    """*Off for longer*: open the form from the day after that day off, or from today where that is past. It needs no
    store."""
    seed = unpack(press.value, press.who.workspace)
    today = day_of(context.clock.now(), seed.zone)
    first = max(min(seed.day, today) + timedelta(1), today)
    context.modals.open(press.trigger, days_off_form(first, Carried(seed.language)))


def add_off(context: Context, press: Press) -> None:
    """*Add days off*: open the form from today."""
    seed = unpack(press.value, press.who.workspace)
    today = day_of(context.clock.now(), seed.zone)
    context.modals.open(press.trigger, days_off_form(today, Carried(seed.language)))


def take_days_off(context: Context, submission: Submission) -> Reply:
    """Store a range of days off, and say when the messages resume."""
    carried = Carried.from_metadata(submission.metadata)
    say = sentences(carried.language)
    first, last = (_date(submission.text(name)) for name in ("first", "last"))
    if first is None or last is None:
        missing = [name for name, chosen in (("first", first), ("last", last)) if chosen is None]
        there = [name for name in missing if name in submission.values]
        told = say("error.away_no_date")
        return errors(**dict.fromkeys(there, told)) if there else errors_at(submission, missing[0], told)
    off = DaysOff(first, last)

    def take(mine: Mine) -> Person | str:
        return with_days_off(mine.person, off, today_for(context.world, mine.home, mine.person))

    done = _store(context, submission, take, carried)
    if isinstance(done, Reply):
        return done
    until = day_label(carried.language, last)
    back = back_on(done.home, done.person, last, context.world.clock.now())
    told = say("done.off_only", date=until)
    if back:
        told = say("done.off_until", date=until, next=day_label(carried.language, back.day))
    return turn_into(sentence(told, say, title="away.title"))


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


# Both


def _store(
    context: Context, submission: Submission, change: Callable[[Mine], Person | str], carried: Carried
) -> Mine | Reply:
    """Store the change; otherwise the form stays open with a sentence at a field."""
    who, say = submission.who, sentences(carried.language)
    try:
        done = change_mine(context.world, who.workspace, who.user, change)
    except Retryable as error:
        context.log(LogEvent.INTERACTION_STORE_SILENT, "ERROR", what=submission.callback, error=type(error).__name__)
        key = what_failed(error, "error.settings_failed", "error.settings_slow")
        return errors_at(submission, FIRST_FIELD[submission.callback], say(key))
    if done is None:
        return errors_at(submission, FIRST_FIELD[submission.callback], say("error.mine_no_team"))
    if isinstance(done, str):
        field, sentence_ = FAULTS[done]
        return errors_at(submission, field, say(sentence_))
    return done


def _in_no_team(say: Sentences) -> View:
    return sentence(say("error.mine_no_team"), say, title="mine.title")
