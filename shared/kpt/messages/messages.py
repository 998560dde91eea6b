"""A message before it is rendered: plain data, one frozen class for each kind, one file for each subject.

The rules decide what a message says; the adapter renders it in its language. Equal messages look equal.
"""

from shared.kpt.messages.digests import DigestParent, DigestPart, Invitation
from shared.kpt.messages.entries import Announcement, DayThread, NotShown
from shared.kpt.messages.files import Export, MayNotExport, TeamExport, TeamExportTold
from shared.kpt.messages.reminders import AskForEntry, Recorded
from shared.kpt.messages.sheets import SheetClosedNote, SheetTold, SheetTried
from shared.kpt.messages.teams import CannotPost, Changed, News, Welcome

Message = (
    AskForEntry
    | Recorded
    | Announcement
    | DayThread
    | Welcome
    | News
    | Changed
    | DigestParent
    | DigestPart
    | Invitation
    | CannotPost
    | NotShown
    | SheetTold
    | SheetTried
    | SheetClosedNote
    | Export
    | TeamExport
    | TeamExportTold
    | MayNotExport
)
