"""The words of `/kpt`; without one it opens the form (desk.py)."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from shared.kpt.day import day_of
from shared.kpt.ids import StoredIn
from shared.kpt.seed import FormSeed
from shared.kpt.steps import setup
from shared.kpt.team import team_id
from shared.kpt.trouble import Refused, StoreSilent, Trouble
from shared.slack.answers import doctor, my_data, schedule
from shared.slack.answers.front import ANSWER_WITHIN, Front
from shared.slack.answers.reply import Reply, button, in_both, only_you_see
from shared.slack.answers.words import first_word, meant, nearest
from shared.slack.dates import clock_time, day_label
from shared.slack.inbound import Command, Who
from shared.slack.seeds import pack
from shared.slack.sentences import Sentences, sentences

HELP = ("write", "schedule", "setup", "stop", "my_data", "doctor", "help", "stored")


def answer(front: Front, command: Command) -> Reply:
    """Answer a slash command that says something."""
    typed = first_word(command.words)
    word = meant(typed)
    if word == "schedule":
        return _read(front, command, schedule.answer)
    if word == "doctor":
        return doctor.answer(front, command)
    if word == "setup":
        lines, buttons = set_up(front, command.who, command.channel, command.channel_name, sure=False)
        return only_you_see(lines, *buttons)
    language = front.language_of(command.who)
    say = sentences(language)
    match word:
        case "help":
            return only_you_see(help_lines(say, front.world.stored_in))
        case "stop" | "start":
            front.world.store.set_stopped(command.who.workspace, command.who.user, word == "stop", ANSWER_WITHIN)
            return only_you_see([say("done.stopped" if word == "stop" else "done.restarted")])
        case "my-data":
            lines, buttons = my_data.offer(language)
            return only_you_see(lines, *buttons)
        case _:
            front.world.log("interaction.unknown", "WARNING", what="command", length=len(command.words))
            return only_you_see([say("error.unknown_word", word=typed[:40], near=nearest(typed))])


def _read(front: Front, command: Command, answer: Callable[[Front, Command], Reply]) -> Reply:
    """An answer that is made of what is stored; whose language it would be is stored, too."""
    try:
        return answer(front, command)
    except StoreSilent:
        front.world.log("interaction.store_silent", "ERROR", what="command")
        return only_you_see([in_both("error.store_read")])


def help_lines(say: Sentences, stored_in: StoredIn) -> list[str]:
    """What there is to type, and where entries are stored."""
    here = {"stored": "stored_here"} if stored_in == "machine" else {}
    return [say(f"help.{here.get(line, line)}") for line in HELP]


def set_up(front: Front, who: Who, channel: str, name: str, *, sure: bool) -> tuple[list[str], list[dict[str, Any]]]:
    """Set a channel up, and what the caller is told: sentences and buttons."""
    if channel.startswith("D") or name.startswith("mpdm-") or name == "directmessage":
        return [sentences(front.language_of(who))("error.not_here")], []
    try:
        done = setup.set_up(front.world, who.workspace, channel, name, who.user, sure=sure)
    except (Trouble, Refused) as error:
        front.world.log("setup.trouble", "ERROR", error=type(error).__name__, reason=str(error)[:80])
        return [sentences(front.language_of(who))("error.setup_failed")], []
    front.world.log("setup.done", team=team_id(who.workspace, channel), outcome=done.outcome, people=done.people)
    return _told(front, who, channel, name, done)


def _told(front: Front, who: Who, channel: str, name: str, done: setup.SetUp) -> tuple[list[str], list[dict[str, Any]]]:
    say = sentences(done.language)
    name = done.name or name
    shown = f"#{name}"
    today = day_of(front.world.clock.now(), done.zone)
    seed = pack(FormSeed(team_id(who.workspace, channel), today, done.language, name, done.zone))
    match done.outcome:
        case "founded":
            text = say("setup.done", channel=shown, when=_when(done), people=done.people)
            return [text], [button("try_now", say("setup.try_now"), seed, primary=True)]
        case "already":
            return [say("setup.already", channel=shown)], []
        case "many":
            return [say("setup.many", channel=shown, people=done.people)], [
                button("setup_anyway", say("setup.many_ok"), seed, primary=True),
                button("setup_cancel", say("setup.many_no"), done.language),
            ]
        case "not_invited":
            return [say("error.not_invited")], []
        case "archived":
            return [say("error.archived_channel")], []
        case "shared":
            return [say("error.shared_channel")], []
        case "guest":
            return [say("error.guest")], []


def _when(done: setup.SetUp) -> str:
    if done.next_at is None:
        return "–"
    local = done.next_at.astimezone(ZoneInfo(done.zone))
    return f"{day_label(done.language, local.date())} {clock_time(done.language, local.time())}"
