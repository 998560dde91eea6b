"""Every letter, drawn: one view a kind of message."""

from typing import assert_never

from shared.kpt.messages.messages import (
    Announcement,
    AskForEntry,
    CannotPost,
    Changed,
    DayThread,
    DigestParent,
    DigestPart,
    Export,
    Invitation,
    Letter,
    MayNotExport,
    Recorded,
    Welcome,
)
from shared.slack.blocks.message import Drawn
from shared.slack.views import channel, digest, reminder, settings


def draw(letter: Letter, link: str = "") -> Drawn:
    """The message. ``link`` is the address of the announcement, which only ``Recorded`` shows. An ``Export`` is a
    file: ValueError."""
    match letter:
        case AskForEntry():
            return reminder.ask(letter)
        case Recorded():
            return reminder.recorded(letter, link)
        case Announcement():
            return channel.announcement(letter)
        case DayThread():
            return channel.day_thread(letter)
        case Welcome():
            return channel.welcome(letter)
        case Changed():
            return settings.changed(letter)
        case CannotPost():
            return channel.cannot_post(letter)
        case MayNotExport():
            return channel.may_not_export(letter)
        case DigestParent():
            return digest.parent(letter)
        case DigestPart():
            return digest.part(letter)
        case Invitation():
            return digest.invitation(letter)
        case Export():
            raise ValueError("a file is not drawn")
        case _:
            assert_never(letter)
