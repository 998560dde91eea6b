"""Google's limit, 60 reads and 60 writes a minute, when 500 teams of five write at 17:00."""

import random
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count

from local.google.grids import Spreadsheet, Tab
from local.google.sheets import PER_USER, GoogleSheets
from shared.clock import SetClock
from shared.cloud.backoff import Backoff
from shared.kpt.entry.answer import Answer
from shared.kpt.entry.entry import Texts
from shared.kpt.errors import Retryable
from shared.kpt.sheet.rows import COLUMNS, row_of
from shared.kpt.team.team import TeamSheet
from shared.usecases.sheets import sheet
from tests.kpt.build import MONDAY, save, team
from tests.sheets.conftest import Connected, without_sockets

TEAMS, PEOPLE = 500, 5
FIRST_WAIT, LONGEST_WAIT = 10.0, 600.0
"""Seconds that Pub/Sub waits between two deliveries of a message, longer each time."""
CALL_MAY_TAKE = 480.0


class Turns:
    """Many runs at once on one clock: one at a time goes on, until it rests or ends."""

    def __init__(self, clock: SetClock) -> None:
        self._clock, self._numbers = clock, count()
        self._coming: list[tuple[datetime, int, Callable[[], None]]] = []
        self._turn = threading.Semaphore(0)
        self.chance = random.Random(17)  # noqa: S311 - nothing secret

    def at(self, seconds: float, work: Callable[[], None]) -> None:
        """Begin something so many seconds from now."""

        def begin() -> None:
            threading.Thread(target=lambda: self._turn_of(work), daemon=True).start()

        self._push(seconds, begin)

    def _turn_of(self, work: Callable[[], None]) -> None:
        work()
        self._turn.release()

    def rests(self) -> Backoff:
        return Backoff(CALL_MAY_TAKE, self._rest, lambda: self._clock.now().timestamp(), self.chance.random)

    def _rest(self, seconds: float) -> None:
        awake = threading.Event()
        self._push(seconds, awake.set)
        self._turn.release()
        awake.wait()

    def _push(self, seconds: float, go_on: Callable[[], None]) -> None:
        heappush(self._coming, (self._clock.now() + timedelta(seconds=seconds), next(self._numbers), go_on))

    def run(self) -> None:
        while self._coming:
            moment, _, go_on = heappop(self._coming)
            self._clock.set(moment)
            go_on()
            self._turn.acquire()


def test_500_teams_of_five_at_1700_lose_nothing_and_take_no_longer_than_the_limit_makes_them(
    connected: Connected, google: GoogleSheets
) -> None:
    world, clock, turns = connected.world, connected.clock, Turns(connected.clock)
    teams = [team(*(f"U{n}" for n in range(PEOPLE)), id=f"T1-C{number}") for number in range(TEAMS)]
    for each in teams:
        save(connected.documents.store, each)
        tab = Tab("KPT", metadata=[("furikaeri", each.id)], rows=[])
        for column, name in enumerate(COLUMNS):
            tab.type(0, column, name)
        google.add(Spreadsheet(f"file-{each.id}", [tab]))
        stored = world.store.teams.get(each.id)
        assert stored
        world.store.teams.set_sheet(stored, TeamSheet(f"file-{each.id}", tab.id, "U0", clock.now()))
    begin = clock.now() + timedelta(hours=1)
    clock.set(begin)
    google.calls.clear()
    without_sockets(connected)

    def deliver(team_id: str, user: str, wait: float) -> None:
        try:
            sheet.follow_entry(world, team_id, MONDAY, user, turns.rests())
        except Retryable:
            again = wait * (0.9 + turns.chance.random() / 5)
            turns.at(again, lambda: deliver(team_id, user, min(wait * 2, LONGEST_WAIT)))

    def write(team_id: str, user: str) -> None:
        records = world.store.entries.records(team_id, user, [MONDAY])
        world.store.entries.answer(records, MONDAY, Answer("written", user, "form", Texts(f"Good {user}.")))
        deliver(team_id, user, FIRST_WAIT)

    for number in range(PEOPLE):
        for each in teams:
            turns.at(number, lambda team_id=each.id, user=f"U{number}": write(team_id, user))  # type: ignore[misc]  # defaults bind now
    turns.run()
    for each in teams:
        stored = world.store.teams.get(each.id)
        assert stored
        rows = google.spreadsheets[f"file-{each.id}"].tabs[0].values(1, 99, 0, 8)
        wanted = [row_of(stored, entry, world.done_line) for entry in world.store.entries.all_of(each.id)]
        said = {tuple(cell or "" for cell in row) for row in rows}
        assert said == set(wanted)
        assert len(rows) == PEOPLE
    runs = google.count("write")
    written = [log for log in connected.log.named("sheet.written") if log["entries"]]
    last = max(call.at for call in google.calls if call.status == 200)
    assert TEAMS <= runs <= TEAMS + PER_USER  # of the first minute, a few are written before the others of their team
    assert len(written) == runs
    assert timedelta(seconds=last - begin.timestamp()) <= timedelta(minutes=runs / PER_USER + 1)
