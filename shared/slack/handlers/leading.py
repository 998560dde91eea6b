"""The buttons on a digest's parent that lead the round: *Start the round*, *Next*, and the menu beside them."""

from typing import get_args

from shared.i18n.sentences import sentences
from shared.kpt.board.running_order import Press as RoundMove
from shared.slack.blocks.form_metadata import NotOurs, unpack_round
from shared.slack.handlers.context import Context
from shared.slack.requests.inbound import Press
from shared.usecases.session import lead

IN_THE_MENU = ("later", "back", "end")


def begin(context: Context, press: Press) -> None:
    """*Start the round*."""
    _lead(context, press, "begin")


def following(context: Context, press: Press) -> None:
    """*Next: Suzuki*."""
    _lead(context, press, "next")


def menu(context: Context, press: Press) -> None:
    """The menu: *later*, *one back*, *end here*."""
    _, chosen = unpack_round(press.value, press.who.workspace)
    moves: dict[str, RoundMove] = {move: move for move in get_args(RoundMove)}
    if chosen not in IN_THE_MENU:
        raise NotOurs("choice")
    _lead(context, press, moves[chosen])


def _lead(context: Context, press: Press, move: RoundMove) -> None:
    of, _ = unpack_round(press.value, press.who.workspace)
    done, team = lead.press(context.world, of.team, of.session, of.step, press.who.user, move, context.left)
    if done == "not_member":
        say = sentences(context.language_of(press.who))
        context.tell(press, [say("order.not_member", channel=f"#{team.name}") if team else say("error.unknown")])
