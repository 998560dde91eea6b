"""Answers `/kpt` with a word; without one, router.py opens the form."""

from collections.abc import Callable
from typing import Any

from shared.i18n.sentences import Sentences, sentences
from shared.kpt.errors import MayBeStored, StoreSilent
from shared.kpt.ids import Language, StoredIn
from shared.log_events import LogEvent
from shared.slack.blocks.buttons import button
from shared.slack.handlers import (
    board,
)
from shared.slack.handlers.command_words import first_word, meant, nearest
from shared.slack.handlers.context import Context
from shared.slack.handlers.entry import keeping
from shared.slack.handlers.person import (
    my_data,
    week,
    year,
)
from shared.slack.handlers.person.my_settings import restarted
from shared.slack.handlers.response import Reply, in_both, only_you_see
from shared.slack.handlers.team import (
    csv_file,
    doctor,
    schedule,
    settings,
    sheet,
)
from shared.slack.requests.inbound import Command

HELP = (
    *("write", "keep", "week", "schedule", "setup"),
    *("year", "board", "sheet", "csv", "stop", "my_data", "doctor", "help", "stored"),
)
FIRST_WORDS = 5
"""How many of these the short help shows; *More* shows them all."""


def answer(context: Context, command: Command) -> Reply:
    """Answer a slash command that has words."""
    typed = first_word(command.words)
    match word := meant(typed):
        case "keep":
            return _read(context, command, keeping.command)
        case "setup":
            return settings.command(context, command)
        case "schedule":
            return _read(context, command, schedule.answer)
        case "week":
            return _read(context, command, week.answer)
        case "year":
            return _read(context, command, year.command)
        case "board":
            return _read(context, command, board.command)
        case "sheet":
            return sheet.command(context, command)
        case "csv":
            return _read(context, command, csv_file.command)
        case "doctor":
            return doctor.answer(context, command)
        case "stop" | "start":
            context.world.store.people.set_stopped(command.who.workspace, command.who.user, word == "stop")
            language = context.language_of(command.who)
            if word == "stop":
                return only_you_see([sentences(language)("done.stopped")])
            return only_you_see([restarted(context, command.who, language)])
        case "my-data":
            lines, buttons = my_data.offer(context.language_of(command.who))
            return only_you_see(lines, *buttons)
        case "help":
            language, has_board = context.language_of(command.who), context.board is not None
            lines, more = short_help(language, context.world.stored_in, has_board=has_board)
            return only_you_see(lines, more)
        case _:
            context.world.log(LogEvent.INTERACTION_UNKNOWN, "WARNING", what="command", length=len(command.words))
            return only_you_see([_say(context, command)("error.unknown_word", word=typed[:40], near=nearest(typed))])


def _say(context: Context, command: Command) -> Sentences:
    return sentences(context.language_of(command.who))


def _read(context: Context, command: Command, answer: Callable[[Context, Command], Reply]) -> Reply:
    """An answer that reads the store. Where the store is silent, the person's language is unknown, and they are told in
    both."""
    try:
        return answer(context, command)
    except MayBeStored:
        raise
    except StoreSilent:
        context.world.log(LogEvent.INTERACTION_STORE_SILENT, "ERROR", what="command")
        return only_you_see([in_both("error.store_read")])


def short_help(language: Language, stored_in: StoredIn, *, has_board: bool) -> tuple[list[str], dict[str, Any]]:
    """The help for the words that people need most, where entries are stored, and *More*."""
    say = sentences(language)
    *words, stored = help_lines(say, stored_in, has_board=has_board)
    return [*words[:FIRST_WORDS], stored], button("help_more", say("help.more"), language)


def help_lines(say: Sentences, stored_in: StoredIn, *, has_board: bool) -> list[str]:
    """The help for all words, and where entries are stored. Without a board, the board is left out."""
    here = {"stored": "stored_here"} if stored_in == "machine" else {}
    return [say(f"help.{here.get(line, line)}") for line in HELP if has_board or line != "board"]
