"""Renders every kind of message."""

from typing import assert_never

from shared.i18n.sentences import sentences
from shared.kpt.messages.digests import DigestParent, DigestPart, Invitation
from shared.kpt.messages.entries import Announcement, DayThread, NotShown
from shared.kpt.messages.files import Export, MayNotExport, TeamExport, TeamExportTold
from shared.kpt.messages.messages import Message
from shared.kpt.messages.reminders import AskForEntry, Recorded
from shared.kpt.messages.sheets import SheetClosedNote, SheetTold, SheetTried
from shared.kpt.messages.teams import CannotPost, Changed, News, Welcome
from shared.kpt.text.pages import SIZES
from shared.slack.blocks.message import RenderedMessage
from shared.slack.views import channel, digest, reminder
from shared.slack.views.team import settings, sheet


def beside_file(message: Export) -> str:
    """The sentence that is posted with a file."""
    if isinstance(message, TeamExport):
        return sheet.beside_file(message)
    return sentences(message.language)("year.exported" if message.year else "my_data.exported")


def render(message: Message, link: str = "", room: int = SIZES[0], see_glance: str = "") -> RenderedMessage:
    """Render a message. ``link`` and ``see_glance`` are permalinks of announcements, the person's own and a teammate's;
    only ``Recorded`` shows them. ``room``: how many characters a message without pages may hold. Raises ValueError for
    an ``Export``, which is a file."""
    match message:
        case AskForEntry():
            return reminder.ask(message, room)
        case Recorded():
            return reminder.recorded(message, link, room, see_glance)
        case Announcement():
            return channel.announcement(message)
        case DayThread():
            return channel.day_thread(message)
        case Welcome():
            return channel.welcome(message)
        case News():
            return channel.news(message)
        case Changed():
            return settings.changed(message, room)
        case CannotPost():
            return channel.cannot_post(message)
        case NotShown():
            return channel.not_shown(message)
        case SheetTold():
            return sheet.told(message)
        case SheetTried():
            return sheet.tried(message)
        case SheetClosedNote():
            return sheet.closed(message)
        case TeamExportTold():
            return sheet.file_told(message)
        case MayNotExport():
            return channel.may_not_export(message)
        case DigestParent():
            return digest.parent(message, room)
        case DigestPart():
            return digest.part(message)
        case Invitation():
            return digest.invitation(message, room)
        case Export():
            raise ValueError("a file is not drawn")
        case _:
            assert_never(message)
