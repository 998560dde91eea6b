"""What is said of a team's spreadsheet: to its channel, and to whoever connected it."""

from shared.i18n.sentences import sentences
from shared.kpt.messages.messages import SheetClosedNote, SheetTold
from shared.slack.blocks.message import RenderedMessage
from shared.slack.blocks.text import fallback, section


def told(message: SheetTold) -> RenderedMessage:
    """Who connected it, and who can see it."""
    text = sentences(message.language)("sheet.told", name=message.name)
    return RenderedMessage(fallback([text]), [section(text)])


def closed(message: SheetClosedNote) -> RenderedMessage:
    """Why it cannot be written to, what mends it, and that nothing is lost."""
    say = sentences(message.language)
    lines = [say(f"sheet.{message.fault}", channel=f"#{message.channel}"), say("sheet.closed")]
    return RenderedMessage(fallback(lines), [section(line) for line in lines])
