"""Messages about a team's spreadsheet and about its entries as a file, to the channel and to whoever asked."""

from shared.i18n.dates import day_with_year
from shared.i18n.sentences import Sentences, sentences
from shared.kpt.messages.files import TeamExport, TeamExportTold
from shared.kpt.messages.messages import Message
from shared.kpt.messages.sheets import SheetClosedNote, SheetTold, SheetTried
from shared.slack.blocks.buttons import actions, button, modal
from shared.slack.blocks.message import RenderedMessage
from shared.slack.blocks.text import Block, fallback, section
from shared.slack.views.form import View

CONNECTED = "connected"


def told(message: SheetTold) -> RenderedMessage:
    """Tells the channel who connected the spreadsheet, and who can see it."""
    return _saying([sentences(message.language)("sheet.told", name=message.name)])


def closed(message: SheetClosedNote) -> RenderedMessage:
    """Tells why the spreadsheet cannot be written, what mends that, and that nothing is lost."""
    say = sentences(message.language)
    return _saying([say(f"sheet.{message.fault}", channel=f"#{message.channel}"), say("sheet.closed")])


def file_told(message: TeamExportTold) -> RenderedMessage:
    """Tells the channel who received the team's entries, and of which days."""
    first, last = (day_with_year(message.language, day) for day in (message.first, message.last))
    return _saying([sentences(message.language)("csv.told", name=message.name, from_=first, until=last)])


def beside_file(message: TeamExport) -> str:
    """The sentence that is posted with the file."""
    first, last = (day_with_year(message.language, day) for day in (message.first, message.last))
    return sentences(message.language)("csv.here", channel=f"#{message.channel}", from_=first, until=last)


def tried(message: SheetTried) -> RenderedMessage:
    """Tells whether the spreadsheet was connected; if not, what mends that, with *Try again*."""
    say = sentences(message.language)
    said = _saying([say(f"tried.{message.outcome}", channel=f"#{message.channel}")])
    if message.outcome == CONNECTED:
        return said
    return RenderedMessage(said.text, [*said.blocks, _again(message.team, say)])


def _again(team: str, say: Sentences) -> Block:
    return actions("sheet_again", button("sheet_again", say("button.again"), team))


def view_of(message: Message) -> View:
    """What ``tried`` says, as the view in front of which somebody waits. Raises ValueError for any other message."""
    if not isinstance(message, SheetTried):
        raise ValueError(type(message).__name__)
    say = sentences(message.language)
    return modal(say("sheet_form.title"), tried(message).blocks, say)


def _saying(lines: list[str]) -> RenderedMessage:
    return RenderedMessage(fallback(lines), [section(line) for line in lines])
