"""Exhibits that only one person sees: answers to /kpt and to clicks."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Final, get_args
from zoneinfo import available_timezones

from local.gallery.cases import FRIDAY, MONDAY, TODAY, ZONE, Case
from local.gallery.exhibits.exhibit import MessageExhibit, told, told_in_both
from local.gallery.exhibits.mine import my_week
from shared.kpt.checkup import Finding
from shared.kpt.day import Slot
from shared.kpt.entry.line import Line
from shared.kpt.schedule.plan import AskedAt, DayPlan, NotAsked, OwnReason, Reason
from shared.kpt.schedule.slots import SlotJob
from shared.slack.blocks.buttons import button
from shared.slack.blocks.form_metadata import pack
from shared.slack.blocks.message import RenderedMessage
from shared.slack.handlers.commands import help_lines, short_help
from shared.slack.handlers.person.my_data import offer
from shared.slack.handlers.response import ephemeral
from shared.slack.views.person.kept import kept_list, line_button
from shared.slack.views.person.week import week
from shared.slack.views.team.doctor import report
from shared.slack.views.team.schedule import schedule

NOW: Final = datetime(2026, 11, 19, 8, 0, tzinfo=UTC)


def _help(case: Case) -> RenderedMessage:
    lines, more = short_help(case.language, "machine" if case.wide else "cloud", has_board=True)
    return RenderedMessage(*ephemeral(lines, more))


def _all_help(case: Case) -> RenderedMessage:
    return RenderedMessage(*ephemeral(help_lines(case.say, "machine" if case.wide else "cloud", has_board=True)))


def _my_data(case: Case) -> RenderedMessage:
    lines, buttons = offer(case.language)
    return RenderedMessage(*ephemeral(lines, *buttons))


def _schedule(case: Case) -> RenderedMessage:
    team = case.team()
    one, two, three, *_ = users = tuple(team.members)
    elsewhere = "America/Argentina/ComodRivadavia" if case.wide else "Europe/Berlin"
    some, rest = users[: len(users) // 2], users[len(users) // 2 :]
    nobody: tuple[Reason, ...] = ("holiday", "weekend", "team_off")
    plans = (
        DayPlan(
            (TODAY,), (AskedAt(time(17), "", some),), (NotAsked("part_time", rest[:1]), NotAsked("day_off", rest[1:]))
        ),
        DayPlan(
            (FRIDAY,),
            (AskedAt(time(9), elsewhere, (one,)), *([AskedAt(time(16), "", users[3:])] if case.wide else [])),
            (NotAsked("stepped_out", (two,)), NotAsked("not_asked", (three,))),
            time(16, 30),
        ),
        *(DayPlan((MONDAY + timedelta(5 + n),), (), (NotAsked(why, users),)) for n, why in enumerate(nobody)),
        DayPlan((MONDAY + timedelta(8), MONDAY + timedelta(9)), (AskedAt(time(17), "", users),)),
    )
    return schedule(case.language, team, plans, get_args(OwnReason))


def _doctor(case: Case) -> RenderedMessage:
    return report(case.language, _findings(case))


def _findings(case: Case) -> Iterator[Finding]:
    """Every kind of finding: a narrow case has those that are well, a wide case all others and many slots."""
    zones = sorted(available_timezones(), key=len)[-200:] if case.wide else [ZONE]
    slot = SlotJob("reminder", Slot(time(17), ZONE))
    if not case.wide:
        yield from (
            Finding("token", "works", "well"),
            Finding("scope", "all", "well", {"count": "10"}),
            Finding("scope", "granted", "well", {"scope": "chat:write"}),
            Finding("metadata", "read", "well"),
            Finding("channel", "inside", "well"),
            Finding("version", "is", "well", {"version": "0.2.0"}),
            Finding("clocks", "known", "well", {"release": "2026a"}),
            Finding("jobs", "count", "well", {"count": "3"}),
            Finding("store", "answers", "well"),
            Finding("team", "active", "well"),
            Finding("sheet", "written", "well", {"seconds": "2", "zone": ZONE}, last_run=NOW),
            Finding("sheet", "new", "well"),
            Finding("holidays", "known", "well", {"country": "JP", "year": "2050"}),
            Finding("slot", "ran", "well", slot=slot, next_run=NOW, last_run=NOW - timedelta(1)),
            Finding("slot", "new", "well", slot=SlotJob("digest", Slot(time(16, 30), ZONE)), next_run=NOW),
        )
        return
    for what, hows in _NOT_WELL.items():
        yield from (Finding(what, how, "mend" if what != "without" else "note", _ABOUT) for how in hows)
    for zone in zones:
        job = SlotJob("reminder", Slot(time(17), zone))
        yield Finding("slot", "not_made", "mend", slot=job)
        yield Finding("slot", "did_not_run", "mend", slot=job, last_run=NOW)


_ABOUT: Final = {
    "scope": "channels:history",
    "reason": "token_revoked",
    "release": "2019c",
    "country": "JP",
    "year": "2026",
    "zone": "Asia/Tokio",
    "fault": "not_shared",
    "channel": "ops",
}
_NOT_WELL: Final = {
    "token": ("refused", "silent"),
    "scope": ("missing", "unknown"),
    "without": ("channels_history", "groups_history", "im_history", "files_write", "reactions_read"),
    "metadata": ("lost", "untried", "silent"),
    "channel": ("not_inside", "archived", "direct", "silent"),
    "clocks": ("old", "unknown"),
    "store": ("silent",),
    "team": ("none", "paused", "blocked", "no_zone"),
    "sheet": ("closed",),
    "holidays": ("end", "unknown", "no_country"),
}


def _kept(case: Case, key: str, *, add: bool = False) -> RenderedMessage:
    line, language = _LINE, case.language
    undo = line_button("undo_line", case.say("kept.undo"), line, "T1-C1", language)
    buttons = [button("add", case.say("kept.add"), pack(case.seed())), undo] if add else [undo]
    return RenderedMessage(*ephemeral([case.say(key, **case.values)], *buttons))


def _all_kept(case: Case) -> RenderedMessage:
    person = my_week(case).person
    return RenderedMessage(*kept_list(person.kept_lines, "T1-C1", case.language))


_LINE: Final = Line("0" * 12, TODAY, "x", NOW)
COMMANDS: Final = (
    MessageExhibit("/kpt help", _help, only_you=True),
    MessageExhibit("/kpt help: more", _all_help, only_you=True),
    MessageExhibit("/kpt schedule", _schedule, only_you=True),
    MessageExhibit("/kpt week", lambda case: week(my_week(case, teams=2)), only_you=True),
    MessageExhibit("/kpt doctor", _doctor, only_you=True),
    MessageExhibit("/kpt my-data", _my_data, only_you=True),
    MessageExhibit("/kpt keep: kept", lambda case: _kept(case, "kept.done"), only_you=True),
    MessageExhibit("/kpt keep: no message comes", lambda case: _kept(case, "kept.no_message"), only_you=True),
    MessageExhibit("/kpt keep: written", lambda case: _kept(case, "kept.written", add=True), only_you=True),
    MessageExhibit("/kpt keep, without words", _all_kept, only_you=True),
    told("/kpt keep, without words: nothing is kept", "kept.list_empty"),
    told("/kpt keep: the same once more", "kept.already"),
    told("/kpt keep: too many", "kept.full"),
    told("/kpt keep: too long", "kept.long"),
    told("/kpt keep: nothing to read", "kept.empty"),
    told("/kpt keep: undone", "kept.undone"),
    told("/kpt keep: undone too late", "kept.saved"),
    told("/kpt my-data: the file is coming", "my_data.exporting"),
    told("/kpt my-data: erasing", "my_data.erasing"),
    told("/kpt my-data: nothing there", "my_data.nothing"),
    told("/kpt year, where there is no board", "year.coming"),
    told("/kpt schedule of a paused team", "schedule.paused"),
    told("/kpt schedule of a team that cannot be posted to", "schedule.blocked"),
    told("/kpt week of somebody in no team", "error.mine_no_team"),
    told("/kpt schedule in direct messages", "error.schedule_not_here"),
    told("/kpt start", "done.restarted_next"),
    told("/kpt start of somebody who is asked on the session's day only", "done.restarted_seldom"),
    told("/kpt start of somebody in no team", "done.restarted_no_team"),
    told("/kpt start of somebody who has stepped out", "done.restarted_stepped_out"),
    told("/kpt start where no message comes", "done.restarted"),
)
CLICKS: Final = (
    told("already written", "done.already"),
    told("save as it is, on a day that is answered", "done.already_answered"),
    told("save as it is, and nothing is kept any more", "done.none_kept"),
    told("stopped", "done.stopped", button=lambda case: button("restart", case.say("button.restart"), case.language)),
    told("send it to me now", "done.try_sent"),
    told("send it to me now, for the second time", "done.try_already"),
)
ERRORS: Final = (
    *(
        told(key, key)
        for key in (
            "error.unknown_word",
            "error.no_team",
            "error.not_member",
            "order.not_member",
            "error.no_zone",
            "error.too_old",
            "error.not_invited",
            "error.setup_not_member",
            "error.not_here",
            "error.guest",
            "error.archived_channel",
            "error.shared_channel",
            "error.setup_failed",
        )
    ),
    *map(
        told_in_both,
        ("error.open", "error.press", "error.unknown", "error.store_read", "error.slow", "error.keep_slow"),
    ),
)
