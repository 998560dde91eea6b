"""`/kpt sheet`: connects the team's spreadsheet. Submitting the form leaves an errand. The function `sheet` then tries
the spreadsheet, because people share it with that function's account, and answers in the view."""

from collections.abc import Callable

from shared.i18n.sentences import Sentences, sentences
from shared.kpt.errors import ChannelClosed, Rejected, Retryable
from shared.kpt.ids import Language, team_id
from shared.kpt.sheet.link import is_fault, spreadsheet_in
from shared.kpt.team.team import Team
from shared.log_events import LogEvent
from shared.slack.blocks.form_metadata import language_in, read, team_from
from shared.slack.handlers.context import Context
from shared.slack.handlers.loading import Show, opens, show_filled
from shared.slack.handlers.response import DONE, Reply, errors_at, in_both, on_top, only_you_see, turn_into, what_failed
from shared.slack.requests.inbound import Command, Press, Submission, Who
from shared.slack.views.form import View, sentence
from shared.slack.views.team import sheet_form as views
from shared.usecases.sheets.sheet_settings import Became, Standing, add_earlier, disconnect, standing
from shared.usecases.team.change_settings import may_not_change

TITLE = "sheet_form.title"


def command(context: Context, command: Command) -> Reply:
    """`/kpt sheet`: the form, or how the connected spreadsheet stands."""
    if command.is_direct:
        return only_you_see([sentences(context.language_of(command.who))("sheet_form.not_here")])
    team = team_id(command.who.workspace, command.channel)
    _show(context, command.who, team, command.channel_name, opens(context, command.trigger))
    return DONE


def press(context: Context, press: Press) -> None:
    """*Spreadsheet*, at a team in the Home; and *Try again*, in the view or message that said why connecting failed."""
    team = team_from(press.value, press.who.workspace)
    if press.view and not press.in_home:
        show: Show = lambda view: _update_view(context, press.view, view)  # noqa: E731 - one of the three ways to show
    else:
        show = opens(context, press.trigger)
    _show(context, press.who, team, "", show)


def _update_view(context: Context, view_id: str, view: View) -> str:
    context.modals.update(view_id, view)
    return view_id


def _show(context: Context, who: Who, team: str, name: str, show: Show) -> None:
    def render(bound: Context, _shown: bool) -> View:
        return _render(bound, who, team, name)

    silent = sentence(in_both("error.store_read"), sentences("en"), title=TITLE)
    show_filled(context, render, silent, show)


def _render(context: Context, who: Who, named: str, name: str) -> View:
    world = context.world
    team, state = world.store.sheets.get(named)
    person = world.store.people.get_many(who.workspace, [who.user]).get(who.user)
    language = person.language if person and person.teams else context.language_of(who)
    say = sentences(language)
    if team is None or team.is_gone:
        return sentence(say("error.no_team", channel=f"#{name}"), say, title=TITLE)
    if refused := may_not_change(world, team, who.user):
        return sentence(_why_not(refused, team, say), say, title=TITLE)
    if found := standing(world, team, state):
        return _connected(context, found, language)
    if not context.sheet_account:
        return sentence(say("sheet_form.none"), say, title=TITLE)
    return views.sheet_form(team, language, context.sheet_account)


def _connected(context: Context, found: Standing, language: Language) -> View:
    state = views.SheetState(found.sheet, found.state.fault, found.state.written_at, found.earlier_from)
    return views.connected(found.team, language, context.sheet_account, state, context.world.clock.now())


def _why_not(refused: str, team: Team, say: Sentences) -> str:
    key = "error.no_team" if refused == "no_team" else f"team.refused_{refused}"
    return say(key, channel=f"#{team.name}")


def submit(context: Context, submission: Submission) -> Reply:
    """*Connect*: the view says that the spreadsheet is being tried, and later shows the outcome. Raises ``NotOurs``."""
    who = submission.who
    named = team_from(read(submission.metadata).get("team"), who.workspace)
    language = language_in(submission.metadata)
    say = sentences(language)
    spreadsheet = spreadsheet_in(submission.text(views.LINK))
    if is_fault(spreadsheet):
        return errors_at(submission, views.LINK, say(f"sheet_link.{spreadsheet}"))
    try:
        team = context.world.store.teams.get(named)
        if team is None or team.is_gone:
            return on_top(sentence(say("error.no_team"), say, title=TITLE))
        if refused := may_not_change(context.world, team, who.user):
            return on_top(sentence(_why_not(refused, team, say), say, title=TITLE))
        errand = {"kind": "sheet_try", "team": named, "by": who.user, "id": spreadsheet, "view": submission.view}
        context.world.store.errands.add(f"sheet_try-{named}-{submission.view}", errand)
    except (Retryable, Rejected, ChannelClosed) as error:
        context.log(LogEvent.SHEET_TROUBLE, "ERROR", error=type(error).__name__, reason=str(error)[:80])
        return errors_at(submission, views.LINK, say(what_failed(error, "sheet_form.failed", "sheet_form.slow")))
    return turn_into(views.saying(say("sheet_form.trying"), team, language))


def leave(context: Context, press: Press) -> None:
    """*Disconnect*, after Slack's confirmation."""
    _do_and_tell(context, press, disconnect, "sheet_form.left")


def earlier(context: Context, press: Press) -> None:
    """*Add earlier entries*, after Slack's confirmation."""
    _do_and_tell(context, press, add_earlier, "sheet_form.added")


def _do_and_tell(context: Context, press: Press, do: Callable[..., Became], done: str) -> None:
    team = team_from(press.value, press.who.workspace)
    say = sentences(language_in(press.metadata))
    became = do(context.world, team, press.who.user)
    stored = context.world.store.teams.get(team)
    channel = f"#{stored.name}" if stored else ""
    keys = {"done": done, "not_connected": "sheet_form.not_connected", "too_early": "sheet_form.earlier_untold"}
    key = keys.get(became) or ("error.no_team" if became == "no_team" else f"team.refused_{became}")
    context.modals.update(press.view, sentence(say(key, channel=channel), say, title=TITLE))
