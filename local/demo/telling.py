"""Turns events into lines: a heading a day, the time in the margin, and messages beside a vertical line."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import assert_never

from babel.lists import format_list

from local.demo import paper
from local.demo.entries import Fault
from local.demo.events import (
    Answered,
    Asked,
    DayBegins,
    Digest,
    DirectMessage,
    Event,
    Kept,
    Lines,
    Member,
    NextMessage,
    NobodyAsked,
    NoDigest,
    NothingToTap,
    SetUp,
    Unanswered,
)
from local.demo.sentences import narration
from shared.i18n.dates import clock_time, plain_date, weekday_name
from shared.i18n.sentences import Language, question

MARGIN = " " * 7
LONGEST_QUOTE = 12
"""Lines of an entry below its day; the digest shows the whole Keep."""
NAMED_UP_TO = 6
"""Where more people are asked, only the first day names them."""


class Telling:
    """Prints one run. It explains an event the first time, and is brief afterwards."""

    def __init__(self, language: Language, columns: int = 80, *, styled: bool = False) -> None:
        self._language = language
        self._say = narration(language)
        self._columns = columns
        self._styled = styled
        self._day: date | None = None
        self._heading = ""
        self._known: set[str] = set()

    def begin(self, story: str, members: Iterable[Member]) -> Iterator[str]:
        """The title and introduction. ``story``: "story" or "own"."""
        yield from self._headline(self._say(f"{story}.title"), "=")
        yield ""
        yield from paper.wrap(self._say(f"{story}.intro", names=self._names(members)), self._columns)

    def end(self) -> Iterator[str]:
        """The lines that say what to do next."""
        yield ""
        yield from paper.wrap(self._say("end"), self._columns)

    def tell(self, event: Event) -> Iterator[str]:
        """The lines of an event, after the day's heading where it is the day's first with any lines."""
        if isinstance(event, DayBegins):
            day = plain_date(self._language, event.day), weekday_name(self._language, event.day.weekday())
            self._day, self._heading = event.day, self._say("day", date=day[0], weekday=day[1])
            return
        lines = list(self._tell(event))
        if lines and self._heading:
            yield ""
            yield from self._headline(self._heading, "-")
            self._heading = ""
        yield from lines

    def _tell(self, event: Event) -> Iterator[str]:
        match event:
            case SetUp():
                yield from self._set_up(event)
            case Kept():
                yield from self._note(event.at, self._say("kept", name=self._name(event.by), line=event.line))
                yield from self._quote(event.told)
            case Asked():
                yield from self._asked(event)
            case Answered(kind="written"):
                yield from self._wrote(event)
            case Answered():
                yield from self._tapped(event)
            case NothingToTap(by):
                yield from self._note("", self._say("tapped.nothing", name=self._name(by)))
            case Unanswered(members) if self._first("unanswered"):
                yield from self._note("", self._say("unanswered", names=self._names(members)))
            case NobodyAsked():
                yield from self._note("", self._say("asked.nobody"))
            case Digest():
                yield from self._digest(event)
            case NextMessage():
                yield from self._note(event.at, self._say("found", name=self._name(event.message.to)))
                yield from self._quote(event.message.lines)
            case NoDigest():
                yield from self._note("", self._say("digest.none"))
            case Unanswered() | DayBegins():
                pass
            case _:
                assert_never(event)

    def _set_up(self, event: SetUp) -> Iterator[str]:
        typed = self._say("setup.typed", name=self._name(event.by), channel=event.channel)
        yield from self._note(event.at, typed)
        yield from self._quote(event.told)
        yield from self._note("", self._say("setup.channel"))
        yield from self._quote(event.welcome)

    def _asked(self, event: Asked) -> Iterator[str]:
        names = self._names(message.to for message in event.messages)
        if len(event.messages) > NAMED_UP_TO and "asked" in self._known:
            names = self._say("everyone")
        of_ours = [message for message in event.messages if message.to.language == self._language] or event.messages
        if not event.week and self._first("asked"):
            shown: DirectMessage = of_ours[0]
            yield from self._note(event.at, self._say("asked.first", names=names, name=self._name(shown.to)))
            yield from self._quote(shown.lines)
            for other in [each for each in event.messages if each.to.language != self._language][:1]:
                yield from self._note("", self._say("asked.other_language", name=self._name(other.to)))
                yield from self._quote(other.lines)
        elif event.week and self._first("week"):
            shown = max(of_ours, key=lambda message: len(message.lines))
            yield from self._note(event.at, self._say("asked.week_first", names=names, name=self._name(shown.to)))
            yield from self._quote(shown.lines)
        elif event.week:
            yield from self._note(event.at, self._say("asked.week_again", names=names))
        else:
            hint = question(self._language, self._day) if self._day else ""
            yield from self._note(event.at, self._say("asked.again", names=names, question=hint))
            yield from self._brought_back(event)

    def _brought_back(self, event: Asked) -> Iterator[str]:
        """The first message that shows kept lines."""
        for message in [message for message in event.messages if message.kept][:1]:
            yield from self._note("", self._say("asked.kept", name=self._name(message.to)))
            yield from self._quote(message.lines)

    def _wrote(self, event: Answered) -> Iterator[str]:
        name = self._name(event.by)
        if not event.message:
            yield from self._note(event.at, self._say("wrote.unasked", name=name))
            yield from self._quote(event.posted, LONGEST_QUOTE)
        elif self._first("wrote"):
            yield from self._note(event.at, self._say("wrote.first", name=name))
            yield from self._quote(event.posted, LONGEST_QUOTE)
            yield from self._note("", self._say("wrote.became", text=event.message[0]))
        else:
            how = {(True, True): "done_thanked", (True, False): "done", (False, True): "thanked"}
            key = f"wrote.{how.get((event.done, event.thanked), 'again')}"
            yield from self._note(event.at, self._say(key, name=name))
            yield from self._quote(event.posted, LONGEST_QUOTE)

    def _tapped(self, event: Answered) -> Iterator[str]:
        again = "first" if self._first(event.kind) else "again"
        yield from self._note(event.at, self._say(f"tapped.{event.kind}_{again}", name=self._name(event.by)))
        if again == "first":
            yield from self._quote(event.message)

    def _digest(self, event: Digest) -> Iterator[str]:
        yield from self._note(event.at, self._say("digest.appears"))
        yield from self._quote(event.parent)
        for reply in event.replies:
            yield from self._quote(reply, inside="  ", hang="  ")

    # The parts of a page

    def _headline(self, text: str, under: str) -> Iterator[str]:
        yield paper.styled(text, paper.BOLD, on=self._styled)
        yield paper.styled(under * min(self._columns, paper.width(text)), paper.DIM, on=self._styled)

    def _note(self, at: datetime | str, text: str) -> Iterator[str]:
        time = at if isinstance(at, str) else clock_time(self._language, at.time())
        yield ""
        for number, line in enumerate(paper.wrap(text, self._columns - len(MARGIN))):
            margin = time if number == 0 else ""
            yield (paper.styled(margin, paper.BOLD, on=self._styled) + MARGIN[len(margin) :] + line).rstrip()

    def _quote(self, lines: Lines, most: int | None = None, inside: str = "", hang: str = "") -> Iterator[str]:
        bar = paper.styled("│", paper.DIM, on=self._styled)
        columns = self._columns - len(MARGIN) - len(inside) - 3
        yield (MARGIN + inside).rstrip()
        for number, wrapped in enumerate(self._shortened(lines, columns, most, hang)):
            text = paper.styled(wrapped, paper.BOLD, on=self._styled and number == 0)
            yield f"{MARGIN}{inside}{bar} {text}".rstrip()

    def _shortened(self, lines: Lines, columns: int, most: int | None, hang: str) -> list[str]:
        wrapped = [part for line in lines for part in paper.wrap(line, columns, hang)]
        return wrapped if most is None or len(wrapped) <= most else [*wrapped[: most - 1], "…"]

    # People

    def _name(self, member: Member) -> str:
        return self._say("name", name=member.name)

    def _names(self, members: Iterable[Member]) -> str:
        return format_list(
            [self._name(member) for member in members], locale={"ja": "ja", "en": "en_GB"}[self._language]
        )

    def _first(self, what: str) -> bool:
        new = what not in self._known
        self._known.add(what)
        return new


def why_not(language: Language, file: str, fault: Fault) -> str:
    """The sentence that says what is wrong with a file, and where."""
    say = narration(language)
    reason = say(fault.key, **fault.values)
    where = "where.row" if fault.line else "where.file"
    return paper.clean(say(where, file=file, line=fault.line, reason=reason)).replace("\n", " ")
