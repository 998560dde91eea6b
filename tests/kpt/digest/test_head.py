"""The head of a digest follows the week and the round, whatever comes in which order, and at once."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.kpt.board.running_order import Press
from shared.kpt.digest.digest import Digest, Gathered
from shared.kpt.digest.head import gathered, head_revision, parent, turn_of, with_gathered
from shared.kpt.entry.entry import Texts
from shared.kpt.errors import Busy, OutcomeUnknown
from shared.kpt.messages.digests import DigestParent, DigestPart
from shared.store.engine.documents import Document, Documents, Put, Update, Where
from shared.store.engine.documents import Write as StoreWrite
from shared.store.repository import Repository
from shared.usecases.optimistic import TRIES
from shared.usecases.session import lead
from shared.usecases.session.week import gather
from tests.kpt.build import FRIDAY, MONDAY, THURSDAY, TOKYO, days_of, sqlite_at
from tests.kpt.history import History, Write

OPENED = datetime.combine(FRIDAY, time(16, 30), tzinfo=ZoneInfo(TOKYO))
TEAM, DIGEST = "T1-C1", f"teams/T1-C1/digests/{FRIDAY}"
MOVES: tuple[Press, ...] = get_args(Press)


@pytest.fixture
def history() -> Iterator[History]:
    """Friday, half past four: U1 and U2 have Keeps, the digest is posted."""
    with sqlite_at(OPENED - timedelta(days=4)) as (documents, clock):
        made = History(documents, clock)
        held(made)
        yield made


def held(history: History) -> None:
    for user in ("U1", "U2"):
        keep(history, user, MONDAY, "first")
    history.clock.set(OPENED)
    history.run(FRIDAY)


def keep(history: History, user: str, day: date, text: str, *, told: bool = True) -> None:
    history.write(user, day, Write(user, 0, "written", Texts(text, "a Problem"), told_at_once=told))


def digest(history: History) -> Digest:
    found = history.world.store.digests.get(TEAM, FRIDAY)
    assert found
    return found


def head(history: History) -> DigestParent:
    [message] = [m.message for m in history.slack.carrying("digest:") if isinstance(m.message, DigestParent)]
    return message


def press(history: History, what: Press, user: str = "U1", step: int | None = None) -> str:
    at = digest(history).round.step if step is None else step
    return lead.press(history.world, TEAM, FRIDAY, at, user, what, lambda: 2.5)[0]


def as_it_is(history: History) -> DigestParent:
    """What the head has to say, from all that is stored."""
    team = history.world.store.teams.get(TEAM)
    assert team
    now = digest(history)
    week, moment = gather(history.world, team, now), history.clock.now()
    return parent(team, now, gathered(team, week, moment), moment, week)


def settle(history: History) -> None:
    """The errands that were left run."""
    for document in list(history.documents.query("errands", Where("schema"))):
        team = history.world.store.teams.get(TEAM)
        assert team
        lead.show(history.world, team, date.fromisoformat(str(document.fields["session"])))


@settings(max_examples=30)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(MOVES),
            st.tuples(st.sampled_from(["U1", "U2", "U3"]), st.integers(0, 4), st.sampled_from(["", "a Keep", "other"])),
        ),
        max_size=12,
    )
)
def test_after_anything_it_says_what_the_store_says_and_its_number_never_falls(
    happens: Sequence[Press | tuple[str, int, str]],
) -> None:
    with sqlite_at(OPENED - timedelta(days=4)) as (documents, clock):
        history = History(documents, clock)
        held(history)
        number = -1
        for each in happens:
            clock.set(clock.now() + timedelta(seconds=20))
            if isinstance(each, str):
                press(history, each)
            else:
                user, ago, text = each
                keep(history, user, FRIDAY - timedelta(ago), text)
            assert head(history) == as_it_is(history)
            now = digest(history)
            assert now.head
            assert number <= head_revision(now, now.head)
            number = head_revision(now, now.head)
        for user in ("U1", "U2", "U3"):
            shown = [part for part in history.slack.carrying(f"digest:{FRIDAY}:{user}:") if part.message]
            keeps = [k.keep for part in shown if isinstance(part.message, DigestPart) for k in part.message.keeps]
            stored = [history.texts.get((user, day), "") for day in days_of(MONDAY, 5)]
            assert keeps == [text for text in stored if text]


@given(st.lists(st.tuples(st.integers(0, 50), st.booleans()), max_size=10))
def test_the_number_grows_with_each_reading_even_where_entries_were_erased(readings: list[tuple[int, bool]]) -> None:
    now = Digest(FRIDAY, FRIDAY, ("U1",))
    numbers = []
    for revision, has_keeps in readings:
        now = with_gathered(now, Gathered(MONDAY, has_keeps, (), (), True, revision))
        assert now.head
        numbers.append(head_revision(now, now.head))
    assert numbers == sorted(set(numbers))


class Meanwhile:
    """A store in which somebody else is faster: what they do comes before a commit to the digest."""

    def __init__(self, documents: Documents, *others: StoreWrite) -> None:
        self.documents, self.others = documents, list(others)

    def get(self, paths: Sequence[str], *, within: float | None = None) -> dict[str, Document]:
        return self.documents.get(paths, within=within)

    def query(self, *what: object, **how: object) -> Iterator[Document]:
        return self.documents.query(*what, **how)  # type: ignore[arg-type]  # as it comes

    def commit(self, writes: Sequence[StoreWrite], *, within: float | None = None) -> list[object]:
        if self.others and any(write.path == DIGEST for write in writes):
            self.documents.commit([self.others.pop(0)])
        return self.documents.commit(writes, within=within)


class Looking(Meanwhile):
    """A store that notes in which collections something is looked for, and of which documents."""

    def __init__(self, documents: Documents, looked: list[str]) -> None:
        super().__init__(documents)
        self.looked = looked

    def get(self, paths: Sequence[str], *, within: float | None = None) -> dict[str, Document]:
        self.looked += [path.rpartition("/")[0] for path in paths]
        return super().get(paths, within=within)

    def query(self, *what: object, **how: object) -> Iterator[Document]:
        self.looked.append(str(what[0]))
        return super().query(*what, **how)


def with_others(history: History, *others: StoreWrite) -> None:
    meanwhile = Meanwhile(history.documents, *others)
    history.world = replace(history.world, store=Repository(lambda: meanwhile))


def test_another_version_with_the_same_step_is_read_again(history: History) -> None:
    with_others(history, Update(DIGEST, {"noticed": "something else"}))
    assert press(history, "begin") == "done"
    assert digest(history).round.step == 1


def test_another_step_changes_nothing(history: History) -> None:
    press(history, "begin")
    with_others(history, Update(DIGEST, {"step": 2, "told": [digest(history).order[0]]}))
    assert press(history, "next") == "nothing"
    assert (digest(history).round.step, len(digest(history).round.told)) == (2, 1)


def test_what_shows_a_step_at_once_leaves_the_store_the_time_to_note_it(history: History) -> None:
    press(history, "begin")
    assert history.slack.limits == [pytest.approx(2.5 - lead.STORE_TAKES)]


def test_a_digest_that_keeps_changing_is_busy(history: History) -> None:
    with_others(history, *[Update(DIGEST, {"noticed": n}) for n in range(TRIES)])
    with pytest.raises(Busy):
        press(history, "begin")


def test_an_edit_of_a_day_after_the_last_session_looks_for_no_digest(history: History) -> None:
    day = FRIDAY + timedelta(3)
    history.clock.set(OPENED + timedelta(3))
    keep(history, "U1", day, "first")
    keep(history, "U1", day, "edited", told=False)
    looked: list[str] = []
    history.world = replace(history.world, store=Repository(lambda: Looking(history.documents, looked)))
    history.deliver()
    assert looked
    assert not [collection for collection in looked if collection.endswith("/digests")]


def test_whoever_leaves_is_followed_though_the_digest_is_changed_meanwhile(history: History) -> None:
    press(history, "begin")
    team, before = history.world.store.teams.get(TEAM), digest(history).changes
    assert team
    with_others(history, Update(DIGEST, {"noticed_again": True}))
    lead.follow_leaving(history.world, team, ["U2"])
    assert (digest(history).changes, digest(history).noticed_again) == (before + 1, True)
    with_others(history, *[Update(DIGEST, {"noticed": n}) for n in range(TRIES)])
    with pytest.raises(Busy):
        lead.follow_leaving(history.world, team, ["U2"])


def test_with_too_little_time_left_the_errand_shows_the_step(history: History) -> None:
    step = digest(history).round.step
    lead.press(history.world, TEAM, FRIDAY, step, "U1", "begin", lambda: lead.UPDATE_TAKES + lead.STORE_TAKES - 0.1)
    assert head(history).lead != as_it_is(history).lead
    settle(history)
    assert head(history) == as_it_is(history)


def test_a_step_and_its_errand_are_one_commit(history: History) -> None:
    history.slack.out_of_order = OutcomeUnknown("timeout", timed_out=True)
    press(history, "begin")
    history.slack.out_of_order = None
    assert list(history.documents.get([f"errands/head-{TEAM}-{FRIDAY}"]))
    assert head(history).lead != as_it_is(history).lead
    settle(history)
    assert head(history) == as_it_is(history)


def test_a_step_that_comes_while_an_entry_is_read_is_on_the_head_with_it(history: History) -> None:
    """The same number for both would hide one of the two."""
    keep(history, "U1", THURSDAY, "", told=False)
    keep(history, "U2", MONDAY, "", told=False)
    keep(history, "U1", MONDAY, "", told=False)
    history.slack.meanwhile.append(lambda: press(history, "begin"))
    history.deliver()
    settle(history)
    assert head(history) == as_it_is(history)
    assert not head(history).has_keeps


def test_an_entry_that_comes_while_a_step_is_shown_is_on_the_head_with_it(history: History) -> None:
    def all_go() -> None:
        for user in ("U1", "U2"):
            keep(history, user, MONDAY, "", told=False)
        history.deliver()

    history.slack.meanwhile.append(all_go)
    press(history, "begin")
    history.deliver()
    settle(history)
    assert head(history) == as_it_is(history)


def test_a_digest_of_before_has_no_round_and_reads_its_old_number(history: History) -> None:
    old = {"held_on": str(FRIDAY), "order": ["U1", "U2"], "away": [], "created_at": OPENED, "erased": 3}
    history.documents.commit([Put(DIGEST, old)])
    assert (digest(history).changes, digest(history).head) == (3, None)
    assert as_it_is(history).lead is None
    assert press(history, "begin") == "nothing"


def test_whoever_left_is_passed_over_and_nobody_left_is_the_end(history: History) -> None:
    press(history, "begin")
    now, seen = digest(history), digest(history).head
    assert seen
    left = replace(history.team, members={})
    assert turn_of(left, now, seen) is None
    shown = parent(left, now, seen, OPENED)
    assert shown.lead
    assert shown.lead.state == "done"
