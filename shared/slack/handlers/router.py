"""Answers everything that people do in Slack, within Slack's three seconds.

The first request that needs the store imports what needs it. On a cold instance that is half of all imports, and the
most frequent click, *Write*, needs none of them.
"""

from dataclasses import replace
from typing import assert_never

from shared.i18n.sentences import sentences
from shared.kpt.errors import ChannelClosed, MayBeStored, Rejected, Retryable, StoreSilent, TooLateToOpen
from shared.log_events import LogEvent
from shared.slack.blocks.form_metadata import NotOurs
from shared.slack.handlers.context import Context
from shared.slack.handlers.entry import writing
from shared.slack.handlers.response import DONE, Reply, in_both, on_top, only_you_see, what_failed
from shared.slack.requests import grid
from shared.slack.requests.inbound import (
    Challenge,
    ChannelChange,
    Command,
    HomeOpened,
    Inbound,
    MemberChange,
    MessageShortcut,
    Notice,
    Press,
    ProfileChange,
    Shortcut,
    Submission,
    Who,
)
from shared.slack.views.form import loading, sentence

TELLS_OF_TROUBLE = frozenset({"app_uninstalled", "tokens_revoked"})


def answer(context: Context, inbound: Inbound) -> Reply:
    """Answer a signed request. Where something fails, the person gets a sentence and Slack a 200."""
    context = context.answering()
    match inbound:
        case Challenge(challenge):
            return Reply({"challenge": challenge})
        case Notice(kind):
            context.log(LogEvent.SLACK_NOTICE, "ERROR" if kind in TELLS_OF_TROUBLE else "INFO", kind=kind)
            return DONE
        case ChannelChange() | MemberChange() | ProfileChange() | HomeOpened():
            from shared.slack.handlers import events

            return events.answer(context, inbound)
        case Command():
            return _command(context, inbound)
        case Shortcut() | MessageShortcut():
            return _shortcut(context, inbound)
        case Press():
            return _press(context, inbound)
        case Submission():
            return _submission(context, inbound)
        case _:
            assert_never(inbound)


def _command(context: Context, command: Command) -> Reply:
    try:
        if not command.words:
            channel = None if command.is_direct else command.channel
            _open_own_form(context, command.who, channel, "command", command.trigger)
            return DONE
        from shared.slack.handlers import commands

        return commands.answer(context, replace(command, who=_at_home(context, command.who, command.channel)))
    except TooLateToOpen:
        return only_you_see([in_both("error.open")])
    except MayBeStored:
        context.log(LogEvent.INTERACTION_STORE_SILENT, "ERROR", what="command")
        return only_you_see([in_both("error.slow")])
    except (Retryable, Rejected, ChannelClosed) as error:
        context.log(LogEvent.INTERACTION_TROUBLE, "ERROR", what="command", error=type(error).__name__)
        return only_you_see([in_both("error.unknown")])


def _shortcut(context: Context, shortcut: Shortcut | MessageShortcut) -> Reply:
    try:
        match shortcut:
            case Shortcut(callback="kpt"):
                _open_own_form(context, shortcut.who, None, "shortcut", shortcut.trigger)
            case MessageShortcut(callback="keep"):
                _keep(context, shortcut)
            case _:
                context.log(LogEvent.INTERACTION_UNKNOWN, "WARNING", what="shortcut", name=shortcut.callback[:80])
                context.modals.open(shortcut.trigger, sentence(in_both("error.unknown"), sentences("en")))
    except (TooLateToOpen, Retryable, Rejected, ChannelClosed) as error:
        context.log(LogEvent.INTERACTION_TROUBLE, "ERROR", what="shortcut", error=type(error).__name__)
    return DONE


def _keep(context: Context, shortcut: MessageShortcut) -> None:
    """*Keep for today* on a message."""
    waiting = None
    if not shortcut.is_ones_own and not context.world_is_made():
        waiting = context.modals.open(shortcut.trigger, loading(in_both("form.loading")))
    from shared.slack.handlers.entry import keeping

    who = _at_home(context, shortcut.who, shortcut.channel)
    keeping.shortcut(context, replace(shortcut, who=who), waiting)


def _open_own_form(context: Context, who: Who, channel: str | None, via: str, trigger: str) -> None:
    """Open today's form. On a cold instance a loading view opens before anything more is imported."""
    waiting = None if context.world_is_made() else context.modals.open(trigger, loading(in_both("form.loading")))
    from shared.slack.handlers import loading as loading_views
    from shared.slack.handlers.entry import opening

    who = _at_home(context, who, channel or "")
    opening.open_own_form(context, who, channel, via, loading_views.opens(context, trigger), waiting)


def _press(context: Context, press: Press) -> Reply:
    try:
        _act(context, press)
    except NotOurs as error:
        context.log(LogEvent.INTERACTION_UNKNOWN, "WARNING", what="button", name=press.action[:80], error=str(error))
        context.tell(press, [in_both("error.unknown")])
    except TooLateToOpen:
        context.tell(press, [in_both("error.open")])
    except StoreSilent as silent:
        context.log(LogEvent.INTERACTION_STORE_SILENT, "ERROR", what=press.action[:80])
        context.tell(press, [in_both(what_failed(silent, "error.press", "error.slow"))])
    except (Retryable, Rejected, ChannelClosed) as error:
        context.log(LogEvent.INTERACTION_TROUBLE, "ERROR", what=press.action[:80], error=type(error).__name__)
        context.tell(press, [in_both("error.open")])
    return DONE


def _act(context: Context, press: Press) -> None:
    press = replace(press, who=_at_home(context, press.who, press.channel or grid.channel_in(press.metadata)))
    if press.action == "write":
        writing.write(context, press)
        return
    from shared.slack.handlers import actions

    actions.answer(context, press)


def _submission(context: Context, submission: Submission) -> Reply:
    try:
        return _take_in(context, submission)
    except NotOurs as error:
        context.log(
            LogEvent.INTERACTION_UNKNOWN, "WARNING", what="form", name=submission.callback[:80], error=str(error)
        )
    except (Retryable, Rejected, ChannelClosed) as error:
        context.log(LogEvent.INTERACTION_TROUBLE, "ERROR", what=submission.callback[:80], error=type(error).__name__)
    return on_top(sentence(in_both("error.unknown"), sentences("en")))


def _at_home(context: Context, who: Who, channel: str) -> Who:
    if who.is_sure:
        return who
    from shared.slack.handlers.person.at_home import at_home

    return at_home(context, who, channel)


def _take_in(context: Context, submission: Submission) -> Reply:
    submission = replace(submission, who=_at_home(context, submission.who, grid.channel_in(submission.metadata)))
    match submission.callback:
        case "kpt":
            from shared.slack.handlers.entry import submitting

            return submitting.answer(context, submission)
        case "keep":
            from shared.slack.handlers.entry import keeping

            return keeping.submit(context, submission)
        case "settings":
            from shared.slack.handlers.team import settings

            return settings.submit(context, submission)
        case "settings_more":
            from shared.slack.handlers.team import setup_more

            return setup_more.submit(context, submission)
        case "sheet":
            from shared.slack.handlers.team import sheet

            return sheet.submit(context, submission)
        case "my_times" | "days_off":
            from shared.slack.handlers.person import my_settings

            return my_settings.answer(context, submission)
        case _:
            raise NotOurs("form")
