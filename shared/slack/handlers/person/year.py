"""*My year* and `/kpt year`: a link for the person who asks; without a board, a file."""

import hashlib

from shared.i18n.sentences import sentences
from shared.slack.handlers.context import BoardLinks, Context
from shared.slack.handlers.loading import Show, opens, show_filled
from shared.slack.handlers.response import DONE, Reply, in_both, only_you_see
from shared.slack.requests.inbound import Command, Press, Who
from shared.slack.views.board import way_to_my_year
from shared.slack.views.form import View, sentence


def command(context: Context, command: Command) -> Reply:
    """`/kpt year`, in any conversation: only the person who typed it sees the answer."""
    if context.board is None:
        return only_you_see([_send_file(context, command.who, command.trigger)])
    _open(context, context.board, command.who, opens(context, command.trigger))
    return DONE


def press(context: Context, press: Press) -> None:
    """*My year*, in Home."""
    if context.board is None:
        told = _send_file(context, press.who, press.at or press.trigger)
        context.tell(press, [told])
        return
    _open(context, context.board, press.who, opens(context, press.trigger))


def _open(context: Context, board: BoardLinks, who: Who, show: Show) -> None:
    def render(bound: Context, _shown: bool) -> View:
        person = bound.world.store.people.get_many(who.workspace, [who.user]).get(who.user)
        if person is None or not person.teams:
            say = sentences(bound.language_of(who))
            return sentence(say("error.mine_no_team"), say, title="button.year")
        return way_to_my_year(board.link(who, "year", context.clock), sentences(person.language))

    show_filled(context, render, sentence(in_both("error.store_read"), sentences("en"), title="button.year"), show)


def _send_file(context: Context, who: Who, click: str) -> str:
    """Leave the errand that sends the file, and say so. A repeated request of the same click sends no second file."""
    store = context.world.store
    person = store.people.get_many(who.workspace, [who.user]).get(who.user)
    if person is None or not person.teams:
        return sentences(context.language_of(who))("error.mine_no_team")
    key = hashlib.sha256(click.encode()).hexdigest()[:16]
    about = {"kind": "year", "workspace": who.workspace, "by": who.user, "language": person.language}
    store.errands.add(f"year-{who.workspace}-{who.user}-{key}", {**about, "key": f"year:{key}"})
    return sentences(person.language)("year.coming")
