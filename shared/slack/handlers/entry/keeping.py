"""Keeps a line during the day: `/kpt keep`, *Keep for today* in a message's menu, the list, *Undo* and *Remove*.

A line is stored first; then its person alone is told, also in conversations that the app is not in. A form opens only
for a button, and for somebody else's message, whose text is not kept.
"""

from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from shared.i18n.dates import clock_time
from shared.i18n.sentences import Sentences, sentences
from shared.kpt.entry.line import LONGEST_OF_A_DAY, bare_line, line_id
from shared.kpt.entry.seed_for import seed_for
from shared.kpt.errors import ChannelClosed, Rejected, Retryable, StoreSilent
from shared.kpt.ids import Language
from shared.kpt.team.person import clock_zone
from shared.log_events import LogEvent
from shared.slack.blocks.buttons import actions, button
from shared.slack.blocks.form_metadata import day_from, language_in, line_from, pack, read, team_from
from shared.slack.handlers.command_words import after_first_word
from shared.slack.handlers.context import Context
from shared.slack.handlers.person import home
from shared.slack.handlers.response import Reply, errors_at, in_both, only_you_see, turn_into, what_failed
from shared.slack.requests.as_read import as_read, mentioned
from shared.slack.requests.inbound import Command, MessageShortcut, Press, Submission, Who
from shared.slack.views.form import View, sentence
from shared.slack.views.person.kept import FIELD, kept_list, line_button, other_message_form
from shared.usecases.entry import keep_line
from shared.usecases.entry.keep_line import Kept, NotKept

NAMES_WITHIN = 1.0
"""Seconds to look up the names of mentioned people."""


def command(context: Context, command: Command) -> Reply:
    """`/kpt keep TEXT` keeps the text; `/kpt keep` lists the kept lines."""
    typed = bare_line(after_first_word(command.words))
    if not typed:
        return _list(context, command.who)
    origin = line_id("command", command.trigger or command.response_url or typed)
    told = _keep(context, command.who, origin, typed)
    return only_you_see(told.lines, *told.buttons)


def shortcut(context: Context, shortcut: MessageShortcut, waiting: str | None = None) -> None:
    """*Keep for today*, in a message's menu. ``waiting`` is a loading view that is open already."""
    who = shortcut.who
    origin = line_id(shortcut.channel, shortcut.ts) if shortcut.ts else line_id("shortcut", shortcut.trigger)
    if shortcut.is_ones_own:
        told = _keep(context, who, origin, shortcut.text)
        if not context.respond(shortcut, told.lines, *told.buttons):
            context.modals.open(shortcut.trigger, _view_saying(told))
        return
    names = _names(context, who, [shortcut.author] if shortcut.author else [], NAMES_WITHIN)
    form = other_message_form(names.get(shortcut.author, ""), origin, context.language_of(who))
    if waiting:
        context.modals.update(waiting, form)
    else:
        context.modals.open(shortcut.trigger, form)


def submit(context: Context, submission: Submission) -> Reply:
    """Store the line from the form of one field. The form then shows the outcome."""
    fields, language = read(submission.metadata), language_in(submission.metadata)
    origin, text = line_from(fields.get("line")), bare_line(submission.text(FIELD))
    try:
        kept = keep_line.keep(context.world, submission.who.workspace, submission.who.user, origin, text)
    except Retryable as error:
        context.world.log(LogEvent.INTERACTION_STORE_SILENT, "ERROR", what="submission", error=type(error).__name__)
        key = what_failed(error, "error.store", "error.store_slow")
        return errors_at(submission, FIELD, sentences(language)(key))
    if isinstance(kept, NotKept):
        return errors_at(submission, FIELD, _why_not(kept, sentences(kept.language or language)))
    return turn_into(_view_saying(_told(kept)))


@dataclass(frozen=True)
class _Told:
    """What a person is told: the lines, the buttons below, and their language."""

    lines: list[str]
    buttons: list[dict[str, Any]] = field(default_factory=list)
    language: Language = "en"


def _keep(context: Context, who: Who, origin: str, written: str) -> _Told:
    """Keep a text of Slack's as people read it. Looking up names uses some of the answer's seconds."""
    names = _names(context, who, mentioned(written), NAMES_WITHIN)
    text = bare_line(as_read(written, names))
    try:
        kept = keep_line.keep(context.world, who.workspace, who.user, origin, text)
    except StoreSilent as silent:
        context.world.log(LogEvent.INTERACTION_STORE_SILENT, "ERROR", what="keep")
        return _Told([in_both(what_failed(silent, "error.press", "error.keep_slow"))])
    if isinstance(kept, NotKept):
        language = kept.language or context.language_of(who)
        return _Told([_why_not(kept, sentences(language))], language=language)
    return _told(kept)


def _told(kept: Kept) -> _Told:
    return _Told([_where_it_comes_up(kept)], _buttons(kept), kept.person.language)


def _where_it_comes_up(kept: Kept) -> str:
    say, back = sentences(kept.person.language), kept.comes_back
    if back.to == "message" and back.moment:
        local = back.moment.astimezone(ZoneInfo(clock_zone(kept.team, kept.person)))
        return say("kept.done", time=clock_time(kept.person.language, local.time()))
    return say(f"kept.{back.to}")


def _buttons(kept: Kept) -> list[dict[str, Any]]:
    language = kept.person.language
    say = sentences(language)
    undo = line_button("undo_line", say("kept.undo"), kept.line, kept.team.id, language)
    if not kept.comes_back.may_be_added:
        return [undo]
    return [button("add", say("kept.add"), pack(seed_for(kept.team, kept.person, kept.line.day))), undo]


def _why_not(refused: NotKept, say: Sentences) -> str:
    if refused.reason == "no_team":
        return say("error.mine_no_team")
    if refused.reason == "long":
        return say("kept.long", limit=LONGEST_OF_A_DAY, count=refused.length)
    return say(f"kept.{refused.reason}")


# The list


def _list(context: Context, who: Who) -> Reply:
    person = context.world.store.people.get_many(who.workspace, [who.user]).get(who.user)
    if person is None or not person.home:
        return only_you_see([sentences(context.language_of(who))("error.mine_no_team")])
    text, blocks = kept_list(person.kept_lines, person.home, person.language)
    return Reply({"response_type": "ephemeral", "text": text, "blocks": blocks})


# Undo and Remove


def undo(context: Context, press: Press) -> None:
    """*Undo*, below the answer, which then says that it is undone."""
    done, language = _remove(context, press)
    say = sentences(language)
    text = say("kept.saved" if done == "saved" else "kept.undone")
    if press.view and not press.in_home:
        context.modals.update(press.view, sentence(text, say, title="kept.title"))
    elif not context.respond(press, [text], replace=True):
        context.modals.open(press.trigger, sentence(text, say, title="kept.title"))


def remove(context: Context, press: Press) -> None:
    """*Remove*, in the list or in the Home. Either is shown again without the line."""
    done, language = _remove(context, press)
    if press.in_home:
        home.show_anew(context, press.who)
        return
    who = press.who
    person = context.world.store.people.get_many(who.workspace, [who.user]).get(who.user)
    text, blocks = kept_list(person.kept_lines if person else (), person.home if person else "", language)
    try:
        context.modals.respond(press.response_url, text, blocks, replace=True)
    except (Retryable, Rejected, ChannelClosed):
        say = sentences(language)
        text = say("kept.saved" if done == "saved" else "kept.undone")
        context.modals.open(press.trigger, sentence(text, say, title="kept.title"))


def _remove(context: Context, press: Press) -> tuple[keep_line.Removed, Language]:
    fields = read(press.value)
    team, line = team_from(fields.get("team"), press.who.workspace), line_from(fields.get("line"))
    day, language = day_from(fields.get("day")), language_in(press.value)
    return keep_line.remove(context.world, team, press.who.user, line, day), language


# Names and views


def _names(context: Context, who: Who, users: list[str], within: float) -> dict[str, str]:
    """The names of these people, as far as Slack returns them in time."""
    if not users:
        return {}
    found = context.world.directory.profiles(who.workspace, users, within)
    return {user: profile.name for user, profile in found.items() if profile.name}


def _view_saying(told: _Told) -> View:
    view = sentence("\n".join(told.lines), sentences(told.language), title="kept.title")
    if told.buttons:
        view["blocks"].append(actions("kept", *told.buttons))
    return view
