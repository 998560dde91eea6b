"""Exhibits of messages in a channel or in direct messages."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Final, get_args

from local.gallery.cases import FRIDAY, MONDAY, TODAY, Case
from local.gallery.exhibits.digests import thanks
from local.gallery.exhibits.exhibit import MessageExhibit, message
from shared.kpt.entry.entry import Kind, Texts
from shared.kpt.messages.entries import Announcement, DayThread, NotShown
from shared.kpt.messages.files import Export, MayNotExport, TeamExport
from shared.kpt.messages.reminders import AskForEntry, Glance, KeptLine, KeptToday, Recorded
from shared.kpt.messages.sheets import SheetClosedNote
from shared.kpt.messages.teams import CannotPost, Changed, News, Shown, Welcome
from shared.kpt.messages.thanked import Thanked
from shared.kpt.team.team_settings import SettingChange, changes, settings_of
from shared.slack.blocks.message import RenderedMessage
from shared.slack.blocks.text import fallback
from shared.usecases.ports.sheets import Fault

SESSION: Final = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
PICTURE: Final = "https://example.com/faces/tanaka.svg"


def _ask(
    case: Case,
    *,
    session: bool = False,
    week: bool = False,
    first: bool = False,
    shown: Shown = "all",
    kept: int = 0,
    of_today: bool = False,
    teaches: bool = False,
) -> AskForEntry:
    day = FRIDAY if session else TODAY
    lines = [
        KeptToday(MONDAY + timedelta(n) if session and not of_today else day, text)
        for n, text in enumerate(case.kept[:kept])
    ]
    days = [(MONDAY + timedelta(n), keep.split("\n")[0]) for n, keep in enumerate(case.keeps[:4])]
    return AskForEntry(
        case.seed(
            day=day,
            kept={f"{n:012x}": line.text for n, line in enumerate(lines)},
            is_announced=shown != "off",
            only_keep_is_shown=shown != "all",
        ),
        "C1",
        first_time=first,
        session=SESSION if session else None,
        week=tuple(KeptLine(*each) for each in days) if week else (),
        kept=tuple(lines),
        teaches=teaches,
    )


def _long_ago(case: Case) -> tuple[Thanked, ...]:
    first, *others = thanks(case, carried=True)
    return (replace(first, day=MONDAY - timedelta(12)), *others)


def _recorded(case: Case, kind: Kind, seen: str = "1.1") -> Recorded:
    return Recorded(case.seed(), kind, case.texts if kind == "written" else Texts(), seen)


def _on_the_sessions_day(case: Case, kind: Kind, seen: str = "1.1") -> Recorded:
    """What was recorded, with a teammate's Keep below."""
    glance = Glance(case.names(2)[1], case.keeps[1], seen)
    return replace(_recorded(case, kind, seen), glance=glance)


def _announced(case: Case, texts: Texts, *, past: bool = False, quiet: bool = False) -> Announcement:
    day = MONDAY if past else TODAY
    return Announcement(case.language, case.name, PICTURE, day, past, texts, quiet)


def _changed(case: Case) -> Changed:
    """A change of every setting."""
    before = settings_of(case.team())
    team = case.team(
        country="", clock="team", time_zone="America/Argentina/ComodRivadavia" if case.wide else "Europe/London"
    )
    after = settings_of(team)
    other = "en" if case.language == "ja" else "ja"
    more = {
        "reminder_time": ("17:00", "16:30"),
        "weekdays": ("0,1,2,3,4", "0,1,2,3"),
        "session_weekday": ("4", "3"),
        "session_time": ("16:30", "15:00"),
        "language": (case.language, other),
        "extra_days_off": ("", "12-29,12-30"),
        "membership": ("channel", "list"),
        "chosen": ("", ",".join(case.names(2))),
        "announcement_mode": ("message", "thread"),
        "announcement_parts": ("all", "keep"),
        "announcement_quiet": ("silent", "line"),
        "status": ("active", "paused"),
        "sheet_state": ("on", "off"),
        "sheet_earlier": ("off", "on"),
    }
    rest = (SettingChange(what, *values) for what, values in more.items())
    return Changed(case.language, case.name, (*changes(before, after), *rest))


def _status(case: Case, old: str, new: str) -> Changed:
    return Changed(case.language, case.name, (SettingChange("status", old, new),))


def _export(case: Case, key: str = "my_data.exported") -> RenderedMessage:
    """The sentence beside the file; Slack itself shows the file."""
    said = case.say(key)
    return RenderedMessage(fallback([said]), [])


REMINDER: Final = (
    message("the 17:00 message", _ask),
    message("the first one", lambda case: _ask(case, first=True)),
    message("the first one, where the Keep alone is announced", lambda case: _ask(case, first=True, shown="keep")),
    message("the first one, where nothing is announced", lambda case: _ask(case, first=True, shown="off")),
    message("on the session's day, with Keeps", lambda case: _ask(case, session=True, week=True)),
    message("on the session's day, without", lambda case: _ask(case, session=True)),
    message("with what was kept during the day", lambda case: _ask(case, kept=3)),
    message("with one line", lambda case: _ask(case, kept=1)),
    message("with five lines, and for the first time", lambda case: _ask(case, kept=5, first=True)),
    message("with more than can be saved as it is", lambda case: _ask(case, kept=7)),
    message("on the session's day, with what was kept", lambda case: _ask(case, session=True, week=True, kept=2)),
    message(
        "on the session's day, with what was kept on it",
        lambda case: _ask(case, session=True, week=True, kept=2, of_today=True),
    ),
    message("on the session's day, with nothing but that", lambda case: _ask(case, session=True, kept=2)),
    message("somebody has thanked them", lambda case: replace(_ask(case), thanks=thanks(case)[:1])),
    message(
        "three have, of whom one long ago, and there are kept lines",
        lambda case: replace(_ask(case, kept=2), thanks=_long_ago(case)),
    ),
    message(
        "somebody has, and it teaches keeping", lambda case: replace(_ask(case, teaches=True), thanks=thanks(case)[:1])
    ),
    message("it teaches keeping, once", lambda case: _ask(case, teaches=True)),
    message("it turns into: written", lambda case: _recorded(case, "written")),
    message("written, with a Try done", lambda case: replace(_recorded(case, "written"), done=case.done)),
    message("written, one word", lambda case: Recorded(case.seed(), "written", Texts(case.keeps[0][:9]))),
    message("it turns into: quiet day", lambda case: _recorded(case, "quiet", "")),
    message("quiet day, where the channel is told", lambda case: _recorded(case, "quiet")),
    message("it turns into: day off", lambda case: _recorded(case, "off", "")),
    message("written on the session's day", lambda case: _on_the_sessions_day(case, "written")),
    message(
        "quiet on the session's day, with nothing in the channel", lambda case: _on_the_sessions_day(case, "quiet", "")
    ),
    message("it turns into: deleted", lambda case: _recorded(case, "deleted", "")),
)
CHANNEL: Final = (
    message(
        "welcome",
        lambda case: Welcome(case.language, time(17), 4, time(16), time(16, 30), has_board=True),
    ),
    message(
        "welcome, on a machine of one's own, to a channel that sees the Keep alone",
        lambda case: Welcome(case.language, time(17), 4, time(16), time(16, 30), "machine", "keep"),
    ),
    message(
        "welcome, with one time for all days",
        lambda case: Welcome(case.language, time(17), 4, None, time(17, 30)),
    ),
    message(
        "welcome, to chosen people",
        lambda case: Welcome(case.language, time(17), 4, time(16), time(16, 30), asks_chosen_people=True),
    ),
    message(
        "welcome, to chosen people in a channel that sees nothing",
        lambda case: Welcome(case.language, time(17), 4, None, time(17, 30), "cloud", "off", asks_chosen_people=True),
    ),
    message("the news, where there is a board", lambda case: News(case.language, has_board=True)),
    message("the news, where there is none", lambda case: News(case.language)),
    message(
        "announcement: it closes with who helped",
        lambda case: replace(_announced(case, case.texts), thanks=case.names(3)[1:6]),
    ),
    message("announcement: all parts", lambda case: _announced(case, case.texts)),
    message("announcement: with a Try done", lambda case: replace(_announced(case, case.texts), done=case.done)),
    message("announcement: a Try done alone", lambda case: replace(_announced(case, Texts()), done=case.done)),
    message("announcement: a further page", lambda case: replace(_announced(case, case.texts), continued=True)),
    message("announcement: Keep only", lambda case: _announced(case, Texts(case.texts.keep))),
    message("announcement: a past day", lambda case: _announced(case, Texts(case.texts.keep), past=True)),
    message("announcement: a quiet day in one line", lambda case: _announced(case, Texts(), quiet=True)),
    message("a quiet day, past", lambda case: _announced(case, Texts(), quiet=True, past=True)),
    message("the day's thread", lambda case: DayThread(case.language, TODAY)),
    message("settings changed: every setting", _changed),
    message("a team goes on", lambda case: _status(case, "paused", "active")),
    message("a team ends", lambda case: _status(case, "blocked", "removed")),
)


def _sheet_closed(fault: str) -> Callable[[Case], SheetClosedNote]:
    return lambda case: SheetClosedNote(case.language, case.channel, fault)


TO_WHO_CAN_MEND: Final = (
    message("cannot post: not in the channel", lambda case: CannotPost(case.language, case.channel, "not_in_channel")),
    message("cannot post: archived", lambda case: CannotPost(case.language, case.channel, "is_archived")),
    message("cannot post: restricted", lambda case: CannotPost(case.language, case.channel, "restricted_action")),
    message("what was written is not shown", lambda case: NotShown(case.language, case.channel, TODAY, False)),
    message("an edit is not shown", lambda case: NotShown(case.language, case.channel, TODAY, True)),
    message("a part of a digest is not shown", lambda case: NotShown(case.language, case.channel, FRIDAY, False, True)),
    message("a digest keeps its words", lambda case: NotShown(case.language, case.channel, FRIDAY, True, True)),
    *(message(f"the sheet: {fault}", _sheet_closed(fault)) for fault in get_args(Fault)),
    message("no file can be sent", lambda case: MayNotExport(case.language)),
    message("no file of one's own year can be sent", lambda case: MayNotExport(case.language, "year")),
    MessageExhibit("beside the file of /kpt my-data", _export),
    MessageExhibit("beside the file of /kpt year", lambda case: _export(case, "year.exported")),
)
IN_NO_BLOCKS: Final = (Export, TeamExport)
"""Messages that are files. The gallery shows only the sentences beside them."""
