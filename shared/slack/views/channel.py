"""What a team's channel sees besides the digest: an entry, the day's thread, and the welcome."""

from shared.i18n.dates import clock_time, day_label, weekday_name
from shared.i18n.sentences import Sentences, sentences
from shared.kpt.messages.messages import Announcement, CannotPost, DayThread, MayNotExport, Welcome
from shared.slack.blocks.message import Drawn, draw_parts, read_parts, title
from shared.slack.blocks.text import Block, context, fallback, plain_text, section


def announcement(letter: Announcement) -> Drawn:
    """An entry under its author's picture and plain name: nobody is mentioned."""
    say = sentences(letter.language)
    day = day_label(letter.language, letter.day)
    if letter.quiet:
        line = say("announcement.quiet_past", name=letter.name, day=day) if letter.past else ""
        line = line or say("announcement.quiet", name=letter.name)
        return Drawn(fallback([line]), [_beside_picture(letter, line)])
    head = say("announcement.head_past" if letter.past else "announcement.head", name=letter.name, day=day)
    text = fallback([say("announcement.text", name=letter.name, day=day), *read_parts(letter.texts, say)])
    return Drawn(text, [_beside_picture(letter, head), *draw_parts(letter.texts, say)])


def _beside_picture(letter: Announcement, text: str) -> Block:
    picture = {"type": "image", "image_url": letter.picture, "alt_text": letter.name}
    return context(*([picture] if letter.picture else []), plain_text(text))


def day_thread(letter: DayThread) -> Drawn:
    """The day, and nothing else: not who has written, not how many."""
    line = sentences(letter.language)("day_thread.parent", day=day_label(letter.language, letter.day))
    return Drawn(fallback([line]), title(line))


_SHOWN = {"all": "welcome.shown", "keep": "welcome.shown_keep", "off": "welcome.shown_off"}


def welcome(letter: Welcome) -> Drawn:
    """Who is asked when, what is shown where, where it is stored, how to stay out."""
    say = sentences(letter.language)
    language = letter.language
    session_day = weekday_name(language, letter.session_weekday)
    lines = [
        _asked(letter, say, session_day),
        say(_SHOWN[letter.shown]),
        say("welcome.session", session_day=session_day, session_time=clock_time(language, letter.session_at)),
        say("welcome.stored" if letter.stored_in == "cloud" else "welcome.stored_here"),
    ]
    head = say("welcome.title")
    return Drawn(fallback([head, *lines]), [*title(head), *map(section, lines)])


def _asked(letter: Welcome, say: Sentences, session_day: str) -> str:
    key = "welcome.asked_chosen" if letter.asks_chosen_people else "welcome.asked"
    at = clock_time(letter.language, letter.asked_at)
    if letter.session_asked_at is None:
        return say(f"{key}_daily", time=at)
    before = clock_time(letter.language, letter.session_asked_at)
    return say(key, time=at, session_day=session_day, session_reminder=before)


# Slack says restricted_action, or how: restricted_action_read_only_channel.
_REASONS = {"is_archived": "error.channel_archived", "restricted_action": "error.channel_restricted"}


def cannot_post(letter: CannotPost) -> Drawn:
    """To somebody who can mend it."""
    key = next((key for reason, key in _REASONS.items() if letter.reason.startswith(reason)), "error.cannot_post")
    text = sentences(letter.language)(key, channel=f"#{letter.channel}")
    return Drawn(fallback([text]), [section(text)])


def may_not_export(letter: MayNotExport) -> Drawn:
    """To somebody who asked for a file that the app may not send."""
    text = sentences(letter.language)("my_data.may_not_send")
    return Drawn(fallback([text]), [section(text)])
