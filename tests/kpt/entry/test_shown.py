"""What the team sees of an entry: never more than its form promised, and never more than the team's setting shows."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kpt.entry.entry import Answer, Entry, Kind, Outcome, Texts, take
from shared.kpt.entry.promise import Promise
from shared.kpt.entry.shown import Shown, is_told_silent, shown
from shared.kpt.messages.messages import Announcement, Recorded
from shared.kpt.team.team import AnnouncementRule, Team
from shared.store.engine.documents import REMOVE, Documents, Update
from shared.usecases.delivering.follow import Key
from shared.usecases.entry import submit
from shared.usecases.entry.announce import announce
from shared.usecases.entry.old_entry import with_promise_of_old
from shared.usecases.ports.world import World
from shared.usecases.reminding.remind import recorded
from tests.kpt.build import MONDAY, FakeMessenger, entry, person, save, sqlite_at, team, world

ALL, KEEP, NOTHING = AnnouncementRule(), AnnouncementRule(parts="keep"), AnnouncementRule(mode="off")
LINE, SILENT = AnnouncementRule(quiet="line"), AnnouncementRule(quiet="silent")
THREE = Texts("good", "bad", "try")
BLANK = Entry("T1-C1", MONDAY, "U1", "deleted")
NOW = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)


def of(rule: AnnouncementRule) -> Team:
    return team(announcement=rule)


def written(promised: Promise | None, texts: Texts = THREE) -> Entry:
    return entry(MONDAY, texts=texts, promised=promised)


# The lesser of the two


@pytest.mark.parametrize(
    ("promised", "rule", "texts"),
    [
        ("all", ALL, THREE),
        ("all", KEEP, Texts("good")),
        ("all", NOTHING, Texts("good")),
        ("keep", ALL, Texts("good")),
        ("keep", KEEP, Texts("good")),
        ("keep+problem", ALL, Texts("good", "bad")),
        ("keep+problem", KEEP, Texts("good")),
        ("keep+try", ALL, Texts("good", "", "try")),
        (None, ALL, Texts("good")),
        ("line", ALL, Texts("good")),
    ],
)
def test_the_lesser_of_promise_and_setting_is_shown(
    promised: Promise | None, rule: AnnouncementRule, texts: Texts
) -> None:
    assert shown(of(rule), written(promised)) == Shown(texts)


@pytest.mark.parametrize(
    ("promised", "rule", "line"),
    [
        ("line", LINE, True),
        ("line", SILENT, False),
        ("line", replace(LINE, mode="off"), False),
        ("silent", LINE, False),
        (None, LINE, False),
        ("all", LINE, False),
    ],
)
def test_a_quiet_day_is_a_line_only_where_it_was_promised_and_is_set(
    promised: Promise | None, rule: AnnouncementRule, line: bool
) -> None:
    assert shown(of(rule), entry(MONDAY, kind="quiet", promised=promised)) == Shown(line=line)


@pytest.mark.parametrize("kind", ["off", "deleted"])
def test_of_a_day_off_and_a_deleted_day_nothing_is_shown(kind: Kind) -> None:
    assert not shown(of(LINE), entry(MONDAY, kind=kind, texts=THREE, promised="all"))


# What an answer makes of a promise


def form(said: Promise, keep: str = "good", problem: str = "bad", try_: str = "try", **about: Any) -> Answer:
    return replace(
        Answer("written", f"{said}:{keep}{problem}{try_}", "form", Texts(keep, problem, try_), promised=said), **about
    )


def after(answer: Answer, old: Entry | None) -> Entry:
    change = take(answer, old, BLANK).change
    assert change
    return change.after


def test_the_first_writing_is_promised_what_its_form_said() -> None:
    assert after(form("all"), None).promised == "all"
    assert after(form("keep"), None).promised == "keep"


def test_what_was_private_stays_so_when_only_the_keep_is_edited() -> None:
    edited = after(form("all", keep="better"), written("keep"))
    assert shown(of(ALL), edited).texts == Texts("better")


def test_what_is_written_anew_under_a_form_that_shows_it_is_shown_and_nothing_else() -> None:
    edited = after(form("all", problem="another"), written("keep"))
    assert edited.promised == "keep+problem"
    assert shown(of(ALL), edited).texts == Texts("good", "another")


def test_all_written_anew_is_promised_as_the_new_form_said() -> None:
    assert after(form("all", problem="another", try_="one more"), written("keep")).promised == "all"


def test_a_private_part_that_is_emptied_shows_no_other() -> None:
    edited = after(form("all", problem=""), written("keep"))
    assert shown(of(ALL), edited).texts == Texts("good")
    refilled = after(form("keep", problem="another"), edited)
    assert shown(of(ALL), refilled).texts == Texts("good")


def test_white_space_that_a_form_changed_is_not_written_anew() -> None:
    private = written("keep", Texts("good", "bad\nday ", ""))
    assert shown(of(ALL), after(form("all", "better", "bad\r\nday", ""), private)).texts == Texts("better")


def test_a_field_that_kept_its_text_keeps_its_promise() -> None:
    edited = after(form("all", "better", "", "", shown=False), written("keep"))
    assert edited.texts == Texts("better", "bad", "try")
    assert shown(of(ALL), edited).texts == Texts("better")


def test_a_form_that_calls_it_private_holds_for_what_was_shown_before() -> None:
    edited = after(form("keep", keep="better"), written("all"))
    assert shown(of(ALL), edited).texts == Texts("better")


def test_calling_the_same_words_private_is_a_change_but_showing_them_is_none() -> None:
    assert after(form("keep"), written("all")).promised == "keep"
    assert take(form("all"), written("keep"), BLANK) == Outcome(None)


def test_of_parts_without_a_text_a_promise_makes_no_change() -> None:
    only_keep = written("keep", Texts("good"))
    assert take(form("all", problem="", try_=""), only_keep, BLANK) == Outcome(None)


def test_a_deleted_day_written_again_is_promised_what_the_new_form_said() -> None:
    assert after(form("all"), entry(MONDAY, kind="deleted", promised=None)).promised == "all"


def test_a_second_tap_leaves_a_quiet_day_as_it_was_promised() -> None:
    told_silent = entry(MONDAY, kind="quiet", promised="silent")
    assert take(Answer("quiet", "tap", "reminder", promised="line"), told_silent, BLANK) == Outcome(None)


SAID = st.sampled_from(["all", "keep"])
SOME = st.sampled_from(["", "one", "two"])


@given(st.lists(st.tuples(SAID, SOME, SOME, st.booleans()), min_size=1, max_size=8))
def test_whatever_is_edited_a_text_is_shown_only_where_a_form_said_so_of_it(
    edits: list[tuple[Promise, str, str, bool]],
) -> None:
    """A text that was typed under a form that called it private is shown only once it was typed anew elsewhere."""
    old, may_show = None, {"problem": "", "try_": ""}
    for number, (said, problem, try_, saw) in enumerate(edits):
        given_ = replace(form(said, f"keep {number}", problem, try_, shown=saw), token=f"V{number}:1")
        new = after(given_, old)
        for part, allowed in may_show.items():
            was, now = getattr(old.texts, part) if old else "", getattr(new.texts, part)
            may_show[part] = now if said == "all" and now in (allowed, *([] if now == was else [now])) else ""
        assert shown(of(ALL), new).texts == Texts(f"keep {number}", may_show["problem"], may_show["try_"])
        old = new


# Stored and announced


class Ops:
    """A team of one, its store and its channel."""

    def __init__(self, documents: Documents, world: World, messages: FakeMessenger) -> None:
        self.documents, self.world, self.messages = documents, world, messages

    def set(self, rule: AnnouncementRule) -> None:
        save(self.documents, of(rule), person("U1"))

    def answers(self, given: Answer) -> None:
        submit.answer(self.world, "T1-C1", "U1", MONDAY, given, lambda: 2.0)

    def announce(self) -> None:
        announce(self.world, "T1-C1", MONDAY, "U1")

    def forget_the_promise(self) -> None:
        """As if an earlier version of the app had written it."""
        self.documents.commit([Update(f"teams/T1-C1/entries/{MONDAY}_U1", {"promised": REMOVE})])

    def channel(self) -> list[Announcement]:
        return [m.message for m in self.messages.carrying("announcement:") if isinstance(m.message, Announcement)]


@pytest.fixture
def ops() -> Any:
    with sqlite_at(NOW) as (documents, clock):
        messages = FakeMessenger()
        at_work = Ops(documents, world(documents, clock, messages), messages)
        yield at_work


def test_a_quiet_day_that_was_told_silent_stays_unposted_when_its_event_comes_again(ops: Ops) -> None:
    ops.set(SILENT)
    ops.answers(Answer("quiet", "tap", "reminder"))
    ops.announce()
    ops.set(LINE)
    ops.announce()
    assert ops.channel() == []


def test_a_quiet_day_is_promised_what_the_team_shows_when_it_is_tapped(ops: Ops) -> None:
    ops.set(LINE)
    ops.answers(Answer("quiet", "tap", "reminder"))
    ops.announce()
    assert [message.quiet for message in ops.channel()] == [True]


def test_a_line_that_the_team_turned_off_before_it_was_posted_is_not_posted(ops: Ops) -> None:
    ops.set(LINE)
    ops.answers(Answer("quiet", "tap", "reminder"))
    ops.set(SILENT)
    ops.announce()
    assert ops.channel() == []


def test_nobody_is_told_that_a_line_is_not_posted_while_it_is_on_its_way() -> None:
    on_its_way = entry(MONDAY, kind="quiet", promised="line")
    message = recorded(of(LINE), person(), on_its_way, seen_at="")
    assert isinstance(message, Recorded)
    assert not message.told_silent
    assert is_told_silent(of(LINE), replace(on_its_way, promised="silent"))


@pytest.mark.parametrize("rule", [KEEP, NOTHING])
def test_a_day_written_as_private_is_announced_with_its_keep_alone(ops: Ops, rule: AnnouncementRule) -> None:
    ops.set(rule)
    ops.answers(form("keep"))
    ops.set(ALL)
    ops.announce()
    assert [message.texts for message in ops.channel()] == [Texts("good")]


# Entries from before promises were stored


def test_an_old_entry_that_stands_in_full_loses_nothing_by_an_edit(ops: Ops) -> None:
    ops.set(ALL)
    ops.answers(form("all"))
    ops.announce()
    ops.forget_the_promise()
    ops.answers(form("all", keep="better", seen=1))
    ops.announce()
    assert [message.texts for message in ops.channel()] == [Texts("better", "bad", "try")]


def test_an_old_entry_of_which_only_the_keep_stands_stays_private_when_it_is_edited(ops: Ops) -> None:
    ops.set(KEEP)
    ops.answers(form("keep"))
    ops.announce()
    ops.forget_the_promise()
    ops.set(ALL)
    ops.answers(form("all", keep="better", seen=1))
    ops.announce()
    assert [message.texts for message in ops.channel()] == [Texts("better")]


def test_an_old_entry_that_was_never_announced_is_announced_with_its_keep_alone(ops: Ops) -> None:
    ops.set(NOTHING)
    ops.answers(form("keep"))
    ops.announce()
    ops.forget_the_promise()
    ops.set(ALL)
    ops.announce()
    assert [message.texts for message in ops.channel()] == [Texts("good")]


def test_an_old_entry_stands_in_full_under_the_name_of_then_too(ops: Ops) -> None:
    ops.set(ALL)
    ops.answers(form("all"))
    ops.announce()
    ops.forget_the_promise()
    save(ops.documents, replace(of(ALL), members={"U1": "a new name"}), person("U1"))
    records = ops.world.store.records("T1-C1", "U1", [MONDAY])
    assert with_promise_of_old(ops.world, records, MONDAY, lambda: 1.0).entries[MONDAY].promised == "all"


def test_only_an_old_entry_costs_a_read(ops: Ops) -> None:
    ops.set(ALL)
    ops.answers(form("all"))
    records = ops.world.store.records("T1-C1", "U1", [MONDAY])
    assert with_promise_of_old(ops.world, records, MONDAY, lambda: 1.0) is records
    assert ops.world.store.delivery(Key("teams/T1-C1", f"announcement:{MONDAY}:U1")) is None
