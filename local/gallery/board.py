"""Exhibits of the board in Slack: links, screens and their answers."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from local.gallery.cases import Case
from local.gallery.exhibits.exhibit import Exhibit, Form, MessageExhibit, said_in_a_view, told
from shared.kpt.board.screen import Screen, code_of
from shared.slack.blocks.message import RenderedMessage
from shared.slack.handlers.response import ephemeral
from shared.slack.views.board import ask, way_to_the_board
from shared.slack.views.form import View

HOST: Final = "board-123456789012.asia-northeast1.run.app"
OPENED: Final = datetime(2026, 11, 20, 7, 20, tzinfo=UTC)
CODE: Final = code_of(b"a room in the gallery")


def screens(case: Case) -> list[Screen]:
    """The screens that somebody opened, for Home."""
    codes = (code_of(f"a room {n}".encode()) for n in range(12 if case.wide else 2))
    return [Screen(code, "T1-C1", "U1", OPENED, OPENED + timedelta(hours=1)) for code in codes]


def _way(case: Case) -> View:
    return way_to_the_board(f"https://{HOST}/open#t={'x' * (900 if case.wide else 120)}", HOST, case.say)


def _ask(case: Case) -> RenderedMessage:
    lines, button = ask(case.team(), CODE, str(case.values["time"]), case.say)
    return RenderedMessage(*ephemeral(lines, button))


def _shown(case: Case) -> RenderedMessage:
    values: dict[str, Any] = {"channel": f"#{case.channel}", "code": f"{CODE[:4]}-{CODE[4:]}"}
    return RenderedMessage(*ephemeral([case.say("board.shown", **values), case.say("board.pair_wait")]))


IN_SLACK: Final[tuple[Exhibit, ...]] = (
    Form("one's own link, and the address for a room's screen", _way),
    said_in_a_view("Board, by somebody in no team", "board.not_yours", over="button.board"),
    MessageExhibit("/kpt board with a code asks first", _ask, only_you=True),
    MessageExhibit("Show", _shown, only_you=True),
    *(told(key, key) for key in ("board.wrong_code", "board.used", "board.not_yours", "board.paused", "board.none")),
)
