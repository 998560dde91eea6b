"""Lines that were kept during the day: what is refused, and that none is lost and none stands anywhere twice."""

import random
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from shared.kpt.entry.answer import Answer, take
from shared.kpt.entry.entry import LONGEST_TEXT, Entry, Texts
from shared.kpt.entry.line import (
    LONGEST_OF_A_DAY,
    MOST_LINES,
    Line,
    TakenLine,
    bare_line,
    fault_of_line,
    fitting,
    line_id,
    stands_in,
)
from shared.kpt.entry.prefill import from_entry, with_lines
from tests.kpt.build import MONDAY

BLANK = Entry("T1-C1", MONDAY, "U1", "deleted", name="Tanaka", team_name="ops")
NOON = datetime(2026, 11, 16, 3, tzinfo=UTC)


def line(text: str, number: int = 0) -> Line:
    return Line(f"{number:012x}", MONDAY, text, NOON + timedelta(minutes=number))


# What is refused


def test_what_fits_is_kept() -> None:
    assert fault_of_line(line("x"), []) is None
    assert fault_of_line(line("x" * LONGEST_OF_A_DAY), []) is None


@pytest.mark.parametrize("text", ["", "\u200b", "\u3164", " \n\t"])
def test_what_nobody_can_see_is_nothing(text: str) -> None:
    assert fault_of_line(line(bare_line(text)), []) == "empty"


def test_one_longer_than_a_days_lines_may_be_is_too_long() -> None:
    assert fault_of_line(line("x" * (LONGEST_OF_A_DAY + 1)), []) == "long"
    assert fault_of_line(line("x" * 40_000), []) == "long"


def test_the_forty_first_is_one_too_many() -> None:
    others = [line(str(n), n + 1) for n in range(MOST_LINES)]
    assert fault_of_line(line("x"), others) == "full"
    assert fault_of_line(line("x"), others[1:]) is None


def test_a_days_lines_are_counted_joined_and_another_days_are_not() -> None:
    assert fault_of_line(line("x"), [line("y" * (LONGEST_OF_A_DAY - 1), 1)]) == "full"
    other_day = replace(line("y" * LONGEST_OF_A_DAY, 1), day=MONDAY - timedelta(1))
    assert fault_of_line(line("x"), [other_day]) is None


def test_the_same_is_kept_once() -> None:
    assert fault_of_line(line("x"), [line("whatever it says")]) == "already"
    assert line_id("C1", "1.1") == line_id("C1", "1.1") != line_id("C1", "1.2")


def test_empty_lines_of_a_message_go_and_the_others_stay_as_they_are() -> None:
    assert bare_line("\n a  b \n\n\u200b\n- c\n") == "a  b\n- c"


def test_a_line_is_found_only_as_a_whole() -> None:
    assert stands_in("a\nb c\nd", "b c")
    assert not stands_in("a\nb c\nd", "b")
    assert not stands_in("a", "")


def test_a_form_takes_the_oldest_lines_that_have_room_and_the_others_stay() -> None:
    lines = [line("x" * 1400, 1), line("y" * 1400, 2), line("z" * 1400, 3)]
    assert fitting("", lines, LONGEST_TEXT) == tuple(lines[:2])
    filled = with_lines(from_entry(None), lines)
    assert filled.kept == tuple(each.id for each in lines[:2])
    assert 0 < len(filled.texts.keep) <= LONGEST_TEXT


# Never lost, never twice


@dataclass
class Form:
    """An open form: what stands in it, and what it was filled with."""

    keep: str
    kept: tuple[str, ...]
    seen: int
    updated: bool


@dataclass
class Day:
    """One day of somebody, with forms open on several devices at once, played by the rules alone."""

    entry: Entry | None = None
    lines: dict[str, Line] = field(default_factory=dict)
    forms: list[Form] = field(default_factory=list)
    made: list[Line] = field(default_factory=list)
    presses: int = 0

    def keep(self) -> None:
        new = line(f"line {len(self.made)}" + "." * random.choice((0, 0, 0, 300)), len(self.made) + 1)  # noqa: S311 - hypothesis plays it again
        if fault_of_line(new, tuple(self.lines.values())) is None:
            self.lines[new.id] = new
            self.made.append(new)

    def open(self, *, cold: bool) -> None:
        entry = None if cold else self.entry
        prefill = with_lines(from_entry(entry), tuple(self.lines.values()))
        seen = entry.revision if entry else 0
        self.forms.append(Form(prefill.texts.keep, prefill.kept, seen, updated=not cold and random.random() < 0.5))  # noqa: S311 - hypothesis plays it again

    def submit(self, *, null: bool, more: bool) -> None:
        if not self.forms:
            return
        form = random.choice(self.forms)  # noqa: S311 - hypothesis plays it again
        null = null and form.updated
        keep = "" if null else form.keep + (f"\ntyped {self.presses}" if more else "")
        shown = form.seen > 0 and not form.updated
        answer = Answer(
            "written", self._token(), "form", Texts(keep), shown, form.seen, "all", kept=form.kept, untouched=null
        )
        self._take(answer, [self.lines[name] for name in form.kept if name in self.lines])

    def as_is(self) -> None:
        answer = Answer("written", self._token(), "reminder", promised="all", as_is=True)
        self._take(answer, list(self.lines.values()))

    def _token(self) -> str:
        self.presses += 1
        return f"V{self.presses}:x"

    def _take(self, answer: Answer, lines: list[Line]) -> None:
        change = take(answer, self.entry, BLANK, lines=lines).change
        if change is None:
            return
        self.entry = change.after
        for taken in change.after.lines:
            self.lines.pop(taken.id, None)
        for again in change.kept_again:
            self.lines[again.id] = Line(again.id, MONDAY, again.text, NOON)


@pytest.mark.parametrize("seed", range(300))
def test_over_any_sequence_every_line_is_kept_or_stands_in_the_entry_exactly_once(seed: int) -> None:
    random.seed(seed)
    day = Day()
    acts = (
        day.keep,
        day.keep,
        lambda: day.open(cold=True),
        lambda: day.open(cold=False),
        lambda: day.submit(null=False, more=True),
        lambda: day.submit(null=True, more=False),
        day.as_is,
    )
    for _ in range(25):
        random.choice(acts)()  # noqa: S311 - hypothesis plays it again
        keep = day.entry.texts.keep if day.entry else ""
        assert len(keep) <= LONGEST_TEXT + 300, "so that a form can show it"
        for made in day.made:
            times = keep.split("\n").count(made.text) + (made.id in day.lines)
            assert times == 1, (made.text, keep, day.lines)


def test_what_has_no_room_beside_a_long_text_is_kept_again() -> None:
    old = take(
        Answer("written", "P:1", "reminder", as_is=True), None, BLANK, lines=[line("from the other device")]
    ).change
    assert old
    long = Answer("written", "V:1", "form", Texts("x" * LONGEST_TEXT), False, 0, "all")
    change = take(long, old.after, BLANK).change
    assert change
    assert change.after.texts.keep == "x" * LONGEST_TEXT
    assert change.kept_again == (TakenLine("0" * 12, "from the other device", 1),)
    assert change.after.lines == ()


def test_a_deleted_entry_remembers_no_words_of_a_line() -> None:
    old = take(Answer("written", "P:1", "reminder", as_is=True), None, BLANK, lines=[line("x")]).change
    assert old
    gone = take(Answer("deleted", "P:2", "form"), old.after, BLANK).change
    assert gone
    assert gone.after.lines == ()
