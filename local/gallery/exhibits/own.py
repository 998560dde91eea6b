"""Exhibits of a person's own: the Home tab, times, days off, year."""

from datetime import date, timedelta
from typing import Any, Final

from local.gallery.board import screens
from local.gallery.cases import TODAY, Case
from local.gallery.exhibits.exhibit import Form, Home, at_field, said_in_a_view
from local.gallery.exhibits.mine import my_week
from shared.kpt.schedule.reminder import reminder_for
from shared.slack.handlers.response import in_both
from shared.slack.views.board import way_to_my_year
from shared.slack.views.form import View, sentence
from shared.slack.views.person.home import home, home_of_nobody, silent_home
from shared.slack.views.person.my_settings import Carried, days_off_form, times_form


def _home(case: Case, coming: bool = True, on_vacation: bool = False, **about: Any) -> View:
    mine = my_week(case, **about)
    reminder = reminder_for(mine.home, mine.person, TODAY + timedelta(1)) if coming else None
    return home(mine, reminder, on_vacation=on_vacation)


def _home_with_screens(case: Case) -> View:
    return home(my_week(case), None, screens(case), has_board=True)


def _times(case: Case) -> View:
    mine = my_week(case)
    return times_form(mine.person, mine.home, Carried(case.language))


def _days_off(case: Case, first: date = TODAY) -> View:
    return days_off_form(first, Carried(case.language))


def _silent(case: Case) -> View:
    return sentence(case.say("error.store_read"), case.say, again=("times_again", "{}"), title="mine.title")


def _wrong_times(case: Case) -> dict[str, str]:
    return {"time": case.say("fault.time"), "weekdays": case.say("error.mine_no_weekday")}


HOME: Final = (
    Home("today: unanswered, in many teams", lambda case: _home(case, teams=20 if case.wide else 5)),
    Home("nothing is kept", lambda case: _home(case, kept_lines=())),
    Home("today: written", lambda case: _home(case, kind="written")),
    Home("today: a quiet day", lambda case: _home(case, kind="quiet")),
    Home("today: a day off", lambda case: _home(case, kind="off")),
    Home("today: off in advance; nothing planned", lambda case: _home(case, today="off", days_off=())),
    Home("today: a holiday", lambda case: _home(case, today="holiday", reminder_time=None)),
    Home("on vacation, as Slack has it", lambda case: _home(case, on_vacation=True)),
    Home("with the board, and screens that show a week", _home_with_screens),
    Home("messages stopped", lambda case: _home(case, coming=False, stopped=True)),
    Home("in no team", lambda case: home_of_nobody(case.language)),
    Home("the store is silent", lambda _case: silent_home(in_both("error.store_read"))),
)
FORMS: Final = (
    Form("my times", _times),
    Form("my times, with errors", _times, _wrong_times),
    Form("my times: not saved", _times, lambda case: {"time": case.say("error.settings_failed")}),
    Form("my times: perhaps saved", _times, lambda case: {"time": case.say("error.settings_slow")}),
    Form("my times: the store is silent", _silent),
    said_in_a_view("my times: saved", "done.mine", over="mine.title"),
    said_in_a_view("my times: saved, and nothing is sent", "done.mine_only", over="mine.title"),
    said_in_a_view("in no team", "error.mine_no_team", over="mine.title"),
    Form("my year: the way to it", lambda case: way_to_my_year("https://board.example/open#t=TOKEN", case.say)),
    Form("days off", _days_off),
    *(
        at_field(_days_off, field, key)
        for field, key in (
            ("last", "error.away_no_date"),
            ("last", "error.away_order"),
            ("last", "error.away_past"),
            ("last", "error.away_long"),
            ("first", "error.away_many"),
        )
    ),
    said_in_a_view("days off: saved", "done.off_until", over="away.title"),
    said_in_a_view("days off: saved, and nothing is sent", "done.off_only", over="away.title"),
)
