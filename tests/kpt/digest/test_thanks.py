"""Thanks in a digest: over anything that happens its numbers never fall, and every part says what the store says."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import count
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk import WebClient

from shared.kpt.board.running_order import Press
from shared.kpt.digest.head import head_revision
from shared.kpt.digest.parts import invitation, pages_of, thanks_to, whole_part
from shared.kpt.entry.answer import Answer
from shared.kpt.entry.entry import Texts
from shared.kpt.entry.thanks import Thanks
from shared.kpt.messages.digests import DigestPart, Invitation
from shared.kpt.messages.thanked import Thanked
from shared.kpt.team.person import Profile
from shared.slack.api.directory import Directory
from shared.slack.requests.profiles import nobody
from shared.usecases.entry.announce import announce
from shared.usecases.entry.submit import answer
from shared.usecases.person.my_data import DataRequest, erase
from shared.usecases.session import lead
from shared.usecases.session.week import gather
from tests.kpt.build import FRIDAY, MONDAY, TOKYO, TUESDAY, entry, sqlite_at, team, week
from tests.kpt.history import History

OPENED = datetime.combine(FRIDAY, time(16, 30), tzinfo=ZoneInfo(TOKYO))
TEAM = "T1-C1"
USERS = ("U1", "U2", "U3")
MOVES: tuple[Press, ...] = get_args(Press)
Written = tuple[str, int, str, tuple[str, ...]]
"""Who, how many days ago, which Keep, and whom it thanks."""
Happens = Press | Written | tuple[Literal["erase"], str]
_numbers = count(1)

writings = st.tuples(
    st.sampled_from(USERS),
    st.integers(0, 4),
    st.sampled_from(["", "a Keep", "another"]),
    st.lists(st.sampled_from(USERS), max_size=2, unique=True).map(tuple),
)
happenings = st.one_of(
    writings,
    writings,
    writings,
    st.sampled_from(MOVES),
    st.tuples(st.just("erase"), st.sampled_from(USERS)),
)


class Unknown(Directory):
    """Slack, to which nobody is known who is in no team any more."""

    def profiles(self, _workspace: str, users: Sequence[str], _within: float | None) -> dict[str, Profile]:
        return {user: nobody(user) for user in users}


class Life:
    """A team's week in which people thank each other, and some are erased."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.world = replace(history.world, directory=Unknown(WebClient()))
        self.gone: set[str] = set()
        self.numbers: dict[str, int] = {}

    def write(self, user: str, ago: int, keep: str, thanks: Sequence[str]) -> None:
        if user in self.gone:
            return
        day = FRIDAY - timedelta(ago)
        thanked = Thanks(tuple(other for other in thanks if other != user))
        given = Answer(
            "written", f"V{next(_numbers)}:1", "form", Texts(keep, "a Problem"), promised="all", thanks=thanked
        )
        if thanked.chosen and not keep:
            given = replace(given, thanks=Thanks())
        answer(self.world, TEAM, user, day, replace(given, seen=99))
        announce(self.world, TEAM, day, user)

    def erase(self, user: str) -> None:
        if user in self.gone:
            return
        self.gone.add(user)
        erase(self.world, DataRequest("T1", user, self.history.clock.now(), "ja"))
        for other in USERS:  # the events of what the erasure wrote
            for ago in range(5):
                announce(self.world, TEAM, FRIDAY - timedelta(ago), other)

    def press(self, what: Press) -> None:
        digest = self.world.store.digests.get(TEAM, FRIDAY)
        assert digest
        lead.press(self.world, TEAM, FRIDAY, digest.round.step, "U1", what, lambda: 2.5)

    def check(self) -> None:
        """Every message of the thread says what the store says, and no number has fallen."""
        digest, team = self.world.store.digests.get(TEAM, FRIDAY), self.world.store.teams.get(TEAM)
        assert digest
        assert team
        now = gather(self.world, team, digest)
        people = self.world.store.people.get_many("T1", USERS)
        for user in USERS:
            whole = whole_part(team, now, user, people.get(user))
            assert self._shown(user) == (pages_of(whole) if whole else [])
        assert self._invited() == invitation(team, now)
        assert digest.head
        numbers = {"head": head_revision(digest, digest.head), "week": now.revision}
        numbers |= {user: now.revision_of(user) for user in USERS if user not in self.gone}
        for name, number in numbers.items():
            assert number >= self.numbers.get(name, 0), name
        self.numbers = numbers

    def _shown(self, user: str) -> list[DigestPart]:
        found = self.history.slack.carrying(f"digest:{FRIDAY}:{user}:")
        return [each.message for each in found if isinstance(each.message, DigestPart)]

    def _invited(self) -> Invitation | None:
        found = [m.message for m in self.history.slack.carrying(f"digest:{FRIDAY}:invite")]
        return next((each for each in found if isinstance(each, Invitation)), None)


def lives() -> Iterator[Life]:
    with sqlite_at(OPENED - timedelta(days=4)) as (documents, clock):
        life = Life(History(documents, clock))
        life.write("U1", 4, "first", ["U2"])
        clock.set(OPENED)
        life.history.run(FRIDAY)
        yield life


@settings(max_examples=40)
@given(st.lists(happenings, max_size=12))
def test_after_anything_every_part_says_what_the_store_says_and_no_number_falls(happens: Sequence[Happens]) -> None:
    for life in lives():
        life.check()
        for each in happens:
            life.history.clock.set(life.history.clock.now() + timedelta(seconds=20))
            match each:
                case ("erase", str(user)):
                    life.erase(user)
                case (str(user), int(ago), str(keep), tuple(thanks)):
                    life.write(user, ago, keep, thanks)
                case str(move):
                    life.press(move)
            life.check()


def test_whom_a_keep_thanks_has_a_part_with_its_first_line() -> None:
    of = week(entry(MONDAY, "U1", "Together.\nLate.", thanks=("U2",), thanked=("U2",)), order=("U1", "U2"))
    part = whole_part(team("U1", "U2"), of, "U2", None)
    assert part
    assert part.keeps == ()
    assert part.thanks == (Thanked("name of U1", MONDAY, "Together."),)
    assert invitation(team("U1", "U2"), of) is None


def test_thanks_of_a_deleted_entry_are_none() -> None:
    of = week(order=("U1", "U2"))
    gone = entry(MONDAY, "U1", kind="deleted", thanks=("U2",), thanked=("U2",))
    assert thanks_to(team("U1", "U2"), replace(of, kept=(gone,)), "U2") == ()


def test_a_part_follows_when_thanks_are_taken_back() -> None:
    before = week(entry(MONDAY, "U1", "Alone.", thanked=("U2",), revision=1))
    after = week(entry(MONDAY, "U1", "Alone.", thanked=("U2",), revision=2))
    assert before.revision_of("U2") < after.revision_of("U2")
    assert "U2" in after.everybody


def test_many_thanks_take_further_pages_and_none_is_left_out() -> None:
    users = tuple(f"U{n}" for n in range(1, 61))
    keeps = [entry(TUESDAY, user, "長" * 200, thanks=("U99",), thanked=("U99",)) for user in users]
    whole = whole_part(team(*users, "U99"), week(*keeps), "U99", None)
    assert whole
    pages = pages_of(whole, 2000)
    assert len(pages) > 1
    assert tuple(each for page in pages for each in page.thanks) == whole.thanks
    assert [page.continued for page in pages] == [False] + [True] * (len(pages) - 1)
