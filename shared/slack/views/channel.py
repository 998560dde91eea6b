"""The messages of a team's channel besides the digest, and what one person is told where the channel shows nothing."""

from shared.i18n.dates import clock_time, day_label, weekday_name
from shared.i18n.sentences import Sentences, sentences
from shared.kpt.messages.entries import Announcement, DayThread, NotShown
from shared.kpt.messages.files import MayNotExport
from shared.kpt.messages.teams import CannotPost, News, Welcome
from shared.slack.blocks.message import RenderedMessage, named, read_parts, render_parts, title
from shared.slack.blocks.text import Block, context, fallback, plain, plain_text, rich_text, section

FOR_NAMES = 500
"""Characters for the names of the thanked people, of whom there are five at most."""


def announcement(message: Announcement) -> RenderedMessage:
    """An entry under its author's picture and name. The name is no mention, so nobody is notified."""
    say = sentences(message.language)
    day = day_label(message.language, message.day)
    if message.quiet:
        line = say("announcement.quiet_past", name=message.name, day=day) if message.past else ""
        line = line or say("announcement.quiet", name=message.name)
        return RenderedMessage(fallback([line]), [_beside_picture(message, line)])
    which = "continued" if message.continued else "head_past" if message.past else "head"
    head = say(f"announcement.{which}", name=message.name, day=day)
    thanks = say("announcement.thanks", names=named(message.thanks, say, FOR_NAMES)) if message.thanks else ""
    text = fallback(
        [say("announcement.text", name=message.name, day=day), *read_parts(message.texts, say, message.done), thanks]
    )
    parts = [*render_parts(message.texts, say, message.done), *(rich_text([plain(thanks)]) if thanks else [])]
    return RenderedMessage(text, [_beside_picture(message, head), *parts])


def _beside_picture(message: Announcement, text: str) -> Block:
    picture = {"type": "image", "image_url": message.picture, "alt_text": message.name}
    return context(*([picture] if message.picture else []), plain_text(text))


def day_thread(message: DayThread) -> RenderedMessage:
    """The parent of the day's thread. It shows the day, and neither who has written nor how many."""
    line = sentences(message.language)("day_thread.parent", day=day_label(message.language, message.day))
    return RenderedMessage(fallback([line]), title(line))


_SHOWN = {"all": "welcome.shown", "keep": "welcome.shown_keep", "off": "welcome.shown_off"}


def welcome(message: Welcome) -> RenderedMessage:
    """Who is asked and when, what the channel shows, the session, the board, and where entries are stored."""
    say = sentences(message.language)
    language = message.language
    session_day = weekday_name(language, message.session_weekday)
    lines = [
        _asked(message, say, session_day),
        say(_SHOWN[message.shown]),
        say("welcome.session", session_day=session_day, session_time=clock_time(language, message.session_at)),
        *([say("welcome.board")] if message.has_board else []),
        say("welcome.stored" if message.stored_in == "cloud" else "welcome.stored_here"),
    ]
    head = say("welcome.title")
    return RenderedMessage(fallback([head, *lines]), [*title(head), *map(section, lines)])


def news(message: News) -> RenderedMessage:
    """What is new, told once to a channel that was set up before."""
    say = sentences(message.language)
    keys = ("news.thanks", "news.digest", *(["news.board"] if message.has_board else []))
    head, lines = say("news.title"), [say(key) for key in keys]
    return RenderedMessage(fallback([head, *lines]), [*title(head), *map(section, lines)])


def _asked(message: Welcome, say: Sentences, session_day: str) -> str:
    key = "welcome.asked_chosen" if message.asks_chosen_people else "welcome.asked"
    at = clock_time(message.language, message.asked_at)
    if message.session_asked_at is None:
        return say(f"{key}_daily", time=at)
    before = clock_time(message.language, message.session_asked_at)
    return say(key, time=at, session_day=session_day, session_reminder=before)


# Slack answers restricted_action, or a longer code such as restricted_action_read_only_channel.
_REASONS = {"is_archived": "error.channel_archived", "restricted_action": "error.channel_restricted"}


def cannot_post(message: CannotPost) -> RenderedMessage:
    """Tells somebody who can mend it why the app cannot post in the channel."""
    key = next((key for reason, key in _REASONS.items() if message.reason.startswith(reason)), "error.cannot_post")
    text = sentences(message.language)(key, channel=f"#{message.channel}")
    return RenderedMessage(fallback([text]), [section(text)])


def not_shown(message: NotShown) -> RenderedMessage:
    """Tells the author that the channel does not show their entry or part, and that it is saved."""
    say = sentences(message.language)
    key = f"not_shown.{'part' if message.session else 'entry'}_{'stays' if message.stays_as_it_was else 'refused'}"
    text = say(key, channel=f"#{message.channel}", day=day_label(message.language, message.day))
    return RenderedMessage(fallback([text]), [section(text)])


def may_not_export(message: MayNotExport) -> RenderedMessage:
    """Tells somebody that the app may not send the file that they asked for."""
    text = sentences(message.language)(f"{message.word}.may_not_send")
    return RenderedMessage(fallback([text]), [section(text)])
