"""A hash of what a message says, equal for messages that say the same. The store keeps it for each message in Slack.

It is made from the names below, not from those in the code. So a class or a field may be renamed without a message
being sent again. Stored hashes depend on these names and on how they are joined: both never change.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any, Final

from shared.kpt.entry.entry import Texts
from shared.kpt.entry.form_seed import FormSeed
from shared.kpt.messages import digests, entries, files, reminders, sheets, teams, thanked
from shared.kpt.messages.messages import Message
from shared.kpt.team.team_settings import SettingChange
from shared.kpt.year.year import Year, YearDay, YearMonth, YearThanks

STORED_AS: Final[dict[type, tuple[str, str]]] = {
    FormSeed: ("FormSeed", "team day language channel_name zone only_keep_is_shown is_announced last_try others"),
    SettingChange: ("SettingChange", "what old new"),
    Texts: ("Texts", "keep problem try_"),
    reminders.AskForEntry: ("AskForEntry", "seed channel first_time session week"),
    entries.Announcement: ("Announcement", "language name picture day past texts quiet"),
    teams.CannotPost: ("CannotPost", "language channel reason"),
    teams.Changed: ("Changed", "language name changes"),
    entries.DayThread: ("DayThread", "language day"),
    digests.DigestParent: ("DigestParent", "language first last has_keeps order away away_with_keeps open_until"),
    digests.DigestPart: ("DigestPart", "language name keeps marks continued"),
    files.Export: ("Export", "language name content"),
    reminders.Glance: ("Glance", "name keep seen_at"),
    digests.Invitation: ("Invitation", "language names away_all_week"),
    Year: ("Year", "language name first last months"),
    YearDay: ("YearDay", "day team keep done thanked"),
    YearMonth: ("YearMonth", "first days thanks reacted"),
    YearThanks: ("YearThanks", "day by first_line"),
    digests.KeepOfDay: ("KeepOfDay", "day keep carried"),
    reminders.KeptLine: ("KeptLine", "day first_line"),
    digests.Lead: (
        "Lead",
        "team session step state now first_word next is_last may_be_later may_go_back has_board",
    ),
    reminders.KeptToday: ("KeptToday", "day text"),
    digests.Marks: ("Marks", "quiet off holiday"),
    files.MayNotExport: ("MayNotExport", "language"),
    teams.News: ("News", "language has_board"),
    entries.NotShown: ("NotShown", "language channel day stays_as_it_was session"),
    reminders.Recorded: ("Recorded", "seed kind texts seen_at"),
    sheets.SheetClosedNote: ("SheetClosedNote", "language channel fault"),
    sheets.SheetTold: ("SheetTold", "language name"),
    sheets.SheetTried: ("SheetTried", "language channel team outcome"),
    thanked.Thanked: ("Thanked", "by day first_line"),
    files.TeamExport: ("TeamExport", "language name content channel first last"),
    files.TeamExportTold: ("TeamExportTold", "language name first last"),
    teams.Welcome: (
        "Welcome",
        "language asked_at session_weekday session_asked_at session_at stored_in shown asks_chosen_people",
    ),
}
"""For each class its stored name and its fields in their order. A field that is missing here was added later: it counts
only where it differs from its default, so that older messages keep their hash."""


def shows(message: Message | None, stored_as: Mapping[type, tuple[str, str]] = STORED_AS) -> str:
    """The hash of what a message says; ``None`` stands for no message."""
    return hashlib.sha256(_written(message, stored_as).encode()).hexdigest()[:16]


def _written(value: Any, stored_as: Mapping[type, tuple[str, str]]) -> str:
    if is_dataclass(value) and not isinstance(value, type):
        name, first = stored_as.get(type(value), (type(value).__name__, ""))
        known = first.split()
        added = [each.name for each in fields(value) if each.name not in known and _says_something(each, value)]
        return (
            f"{name}({', '.join(f'{each}={_written(getattr(value, each), stored_as)}' for each in [*known, *added])})"
        )
    if isinstance(value, tuple):
        return f"({', '.join(_written(each, stored_as) for each in value)}{',' if len(value) == 1 else ''})"
    return repr(value)


def _says_something(field: Field[Any], value: object) -> bool:
    usual = field.default_factory() if field.default_factory is not MISSING else field.default
    return bool(getattr(value, field.name) != usual)
