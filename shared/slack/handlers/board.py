"""*Board*, ``/kpt board`` and ``/kpt board K7Q4-M2PX``: a person's own link, and pairing a screen in a room.

A link is made at the moment somebody asks, and shown to them alone: in the channel everybody could follow it.
"""

from zoneinfo import ZoneInfo

from shared.i18n.dates import clock_time
from shared.i18n.sentences import sentences
from shared.kpt.board.screen import hyphenated, read_code
from shared.kpt.team.team import Team, team_id
from shared.slack.blocks.form_metadata import NotOurs, team_from
from shared.slack.handlers.command_words import after_first_word
from shared.slack.handlers.context import BoardLinks, Context
from shared.slack.handlers.loading import Show, opens, pushes, show_filled
from shared.slack.handlers.response import DONE, Reply, in_both, only_you_see
from shared.slack.requests.inbound import Command, Press, Who
from shared.slack.views import board as views
from shared.slack.views.form import View, sentence
from shared.usecases.board.pairing import NotOpened, close_screen, open_screen, team_to_show, until_when


def command(context: Context, command: Command) -> Reply:
    """``/kpt board`` shows the person's link; with a code it asks whether that screen may show the week."""
    if context.board is None:
        return only_you_see([sentences(context.language_of(command.who))("board.none")])
    if typed := after_first_word(command.words):
        return _ask(context, command, typed)
    _open(context, context.board, command.who, opens(context, command.trigger))
    return DONE


def press(context: Context, press: Press) -> None:
    """*Board*, on the digest's parent or in Home."""
    if context.board is None:
        context.tell(press, [sentences(context.language_of(press.who))("board.none")])
        return
    show = pushes if press.view and not press.in_home else opens
    _open(context, context.board, press.who, show(context, press.trigger))


def followed(context: Context, press: Press) -> None:
    """A link button, which Slack has opened already: nothing to do."""


def _open(context: Context, board: BoardLinks, who: Who, show: Show) -> None:
    def render(bound: Context, _shown: bool) -> View:
        person = bound.world.store.people.get_many(who.workspace, [who.user]).get(who.user)
        if person is None or not person.teams:
            say = sentences(bound.language_of(who))
            return sentence(say("board.not_yours"), say, title="button.board")
        return views.way_to_the_board(board.link(who, "board", context.clock), board.host, sentences(person.language))

    show_filled(context, render, sentence(in_both("error.store_read"), sentences("en"), title="button.board"), show)


def _ask(context: Context, command: Command, typed: str) -> Reply:
    """Repeat the code and ask whether it is on the screen in front of them, so that nobody opens a stranger's
    screen."""
    who = command.who
    say = sentences(context.language_of(who))
    code = read_code(typed)
    if code is None:
        return only_you_see([say("board.wrong_code")])
    team = team_to_show(context.world, who.workspace, who.user, team_id(who.workspace, command.channel))
    if team is None:
        return only_you_see([say("board.not_yours")])
    if team.status == "paused":
        return only_you_see([say("board.paused", channel=f"#{team.name}")])
    lines, button = views.ask(team, code, _until(context, team), say)
    return only_you_see(lines, button)


def _until(context: Context, team: Team) -> str:
    until = until_when(context.world, team)
    return clock_time(team.language, until.astimezone(ZoneInfo(team.time_zone)).time())


def show(context: Context, press: Press) -> None:
    """*Show*: the screen with this code shows the week."""
    named, _, typed = press.value.partition(":")
    team, code = team_from(named, press.who.workspace), read_code(typed)
    if code is None:
        raise NotOurs("code")
    opened = open_screen(context.world, team, press.who.user, code)
    say = sentences(context.language_of(press.who))
    stored = context.world.store.teams.get(team)
    channel = f"#{stored.name}" if stored else ""
    if isinstance(opened, NotOpened):
        key = {"no_team": "not_yours"}.get(opened.reason, opened.reason)
        lines = [say(f"board.{key}", channel=channel)]
    else:
        lines = [say("board.shown", channel=channel, code=hyphenated(code)), say("board.pair_wait")]
    if not context.respond(press, lines, replace=True):
        context.tell(press, lines)


def close(context: Context, press: Press) -> None:
    """*Close*, at an open screen in Home."""
    from shared.slack.handlers.person import home

    code = read_code(press.value)
    if code is None:
        raise NotOurs("code")
    close_screen(context.world, press.who.workspace, press.who.user, code)
    home.show_anew(context, press.who)
