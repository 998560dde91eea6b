"""The views and lines that lead one person to the board, and to the screens that they opened."""

from typing import Any

from shared.i18n.sentences import Sentences
from shared.kpt.board.screen import hyphenated
from shared.kpt.team.team import Team
from shared.slack.blocks.buttons import actions, button, modal
from shared.slack.blocks.message import title
from shared.slack.blocks.text import Block, plain_text, section
from shared.slack.views.form import View


def way_to_the_board(link: str, host: str, say: Sentences) -> View:
    """The view behind *Board*: a link made for the person who pressed, and the address for a screen in a room."""
    blocks: list[Block] = [
        section(say("board.link")),
        actions("", button("board_link", say("button.board"), url=link, style="primary")),
        {"type": "divider"},
        section(say("board.room")),
        *title(host),
        section(say("board.room_then")),
    ]
    return modal(say("button.board"), blocks, say)


def way_to_my_year(link: str, say: Sentences) -> View:
    """The view behind *My year*, with a link for the person who pressed."""
    opens = button("board_link", say("button.year"), url=link, style="primary")
    return modal(say("button.year"), [section(say("year.link")), actions("", opens)], say)


def ask(team: Team, code: str, until: str, say: Sentences) -> tuple[list[str], dict[str, Any]]:
    """The question whether that screen may show the week, and its button."""
    value = f"{team.id}:{code}"
    line = say("board.ask", code=hyphenated(code), channel=f"#{team.name}", time=until)
    return [line], button("board_show", say("button.board_show"), value, style="primary")


def screen_line(code: str, team: Team, until: str, say: Sentences) -> Block:
    """An open screen in Home, with *Close*."""
    text = say("board.screen", code=hyphenated(code), channel=f"#{team.name}", time=until)
    close = button("board_close", say("button.board_close"), code)
    return {"type": "section", "text": plain_text(text), "block_id": f"screen:{code}", "accessory": close}
