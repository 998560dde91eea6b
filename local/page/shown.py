"""What one person sees on their screen, as plain data for the browser: conversations, threads, forms, badges."""

from collections.abc import Iterable
from datetime import UTC, datetime
from html import unescape
from typing import Any

from local.playground import scene
from local.playground.play import Play
from local.slack.people.reading import mentions
from local.slack.state.records import Channel, Json, Message, User, View
from local.slack.state.workspace import SLACKBOT
from shared.i18n.dates import clock_time, day_label
from shared.i18n.sentences import Language, language_of

Shown = dict[str, Any]


def screen(play: Play, user: str) -> Shown:
    """Everything on a person's screen. The caller holds the workspace's lock."""
    workspace = play.machine.workspace
    language = language_of(workspace.user(user).locale)
    channel = workspace.channel(scene.CHANNEL)
    direct = workspace.open_direct_messages(user)
    home = workspace.home(user)
    return {
        "user": user,
        "language": language,
        "channel": _conversation(play, user, channel, language),
        "direct": _conversation(play, user, direct, language),
        "has_home": workspace.home_tab,
        "home": view_shown(home) if home else None,
        "people": _choosable(play, user),
        "views": [view_shown(view) for view in workspace.view_stack(user)],
        "notice": _newest_notice(direct, language),
    }


def people(play: Play) -> list[Shown]:
    """The three people, with their languages and the number of unread messages from the app."""
    workspace = play.machine.workspace
    shown = []
    for role in scene.cast(play.language):
        user = workspace.user(role.id)
        unread = len(_unread(play, role.id, workspace.open_direct_messages(role.id)))
        language = language_of(user.locale)
        shown.append({"id": user.id, "name": user.real_name, "face": role.face, "language": language, "unread": unread})
    return shown


def _choosable(play: Play, user: str) -> list[Shown]:
    """Whom Slack offers somebody where people are chosen: themselves, too, marked as such, and here at the end."""
    users = play.machine.workspace.users.values()
    people = [each for each in users if not (each.is_bot or each.deleted or each.id == SLACKBOT)]
    people.sort(key=lambda each: each.id == user)
    return [{"id": each.id, "name": each.real_name, "face": face_of(each), "you": each.id == user} for each in people]


def notified(play: Play) -> list[Shown]:
    """What notified each person's phone since the visitor began: direct messages and mentions."""
    workspace = play.machine.workspace
    rings = []
    for role in scene.cast(play.language):
        direct = workspace.direct_messages(role.id)
        mentioned = [m for m in workspace.channel(scene.CHANNEL).everything() if f"@{role.id}" in mentions(m)]
        new = [message for message in [*direct, *mentioned] if _moment(message) >= scene.BEGIN]
        language = language_of(workspace.user(role.id).locale)
        rings.append(
            {
                "id": role.id,
                "name": role.name,
                "face": role.face,
                "language": language,
                "rang": [{"at": _at(message, language), "line": lock_screen_line(message)} for message in new],
            }
        )
    return rings


def lock_screen_line(message: Message) -> str:
    """The line that a locked phone shows: the first line of the text with which the message was posted."""
    return unescape(message.rang.partition("\n")[0])


def _newest_notice(direct: Channel, language: Language) -> Shown | None:
    """The newest message's line on the lock screen; None where the message was edited, as an edit does not notify."""
    newest = direct.messages[-1] if direct.messages else None
    if newest is None or newest.edited or _moment(newest) < scene.BEGIN:
        return None
    return {"ts": newest.ts, "line": lock_screen_line(newest), "time": _at(newest, language)["time"]}


def _conversation(play: Play, user: str, channel: Channel, language: Language) -> Shown:
    workspace = play.machine.workspace
    own = [m for m in workspace.ephemeral.get(user, []) if m.channel == channel.id]
    messages = sorted([*channel.messages, *own], key=lambda message: message.ts)
    return {
        "id": channel.id,
        "name": channel.name,
        "members": len(channel.members) - 1,
        "unread": len(_unread(play, user, channel)),
        "messages": [_message(play, message, language) for message in messages],
    }


def _unread(play: Play, user: str, channel: Channel) -> list[Message]:
    since = play.unread_since(user, channel.id)
    return [message for message in channel.messages if message.ts > since and message.user != user]


def _message(play: Play, message: Message, language: Language) -> Shown:
    workspace = play.machine.workspace
    author = workspace.users[message.user]
    return {
        "ts": message.ts,
        "channel": message.channel,
        "thread": message.thread_ts,
        "app": bool(message.bot_id),
        "name": author.real_name,
        "face": face_of(author),
        **_at(message, language),
        "text": message.text,
        "blocks": bare(message.blocks),
        "ephemeral": message.ephemeral,
        "gone": message.subtype == "tombstone",
        "reactions": [
            {"emoji": emoji, "by": [workspace.users[user].real_name for user in users], "users": users}
            for emoji, users in message.reactions.items()
        ],
        "replies": [_message(play, reply, language) for reply in message.replies],
    }


def face_of(user: User) -> str:
    """The name of a person's picture."""
    return user.name


def _at(message: Message, language: Language) -> Shown:
    local = _moment(message).astimezone(scene.ZONE)
    return {"day": day_label(language, local.date()), "time": clock_time(language, local.time())}


def _moment(message: Message) -> datetime:
    return datetime.fromtimestamp(float(message.ts), UTC)


def view_shown(view: View) -> Shown:
    """A form or a Home, with the values of its fields."""
    content = view.content
    return {
        "id": view.id,
        "hash": view.hash,
        "title": (content.get("title") or {}).get("text"),
        "submit": (content.get("submit") or {}).get("text"),
        "close": (content.get("close") or {}).get("text"),
        "blocks": bare(view.blocks),
        "values": [
            {"block": block, "action": action, "value": _plain(value)} for (block, action), value in view.values.items()
        ],
        "errors": view.errors,
        "trouble": view.trouble,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value["value"] if isinstance(value, dict) else value


def bare(blocks: Iterable[Json]) -> list[Json]:
    """Blocks without the values of buttons, which are long, and which the browser does not need."""
    return [_without_values(block) for block in blocks]


def _without_values(part: Any) -> Any:
    if isinstance(part, list):
        return [_without_values(each) for each in part]
    if isinstance(part, dict):
        dropped = {"value"} if part.get("type") == "button" else set()
        return {key: _without_values(value) for key, value in part.items() if key not in dropped}
    return part
