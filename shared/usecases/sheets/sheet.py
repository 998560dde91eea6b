"""What `sheet` does: it brings a team's spreadsheet up to date with the store.

A run takes the team's lease and writes everything that changed since the last run. So one read and one write of
Google's quota carry any number of entries. Messages may repeat, overtake, overlap and be lost.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from shared.kpt.entry.entry import Entry, entry_id
from shared.kpt.errors import Busy, OutcomeUnknown, RetryLater
from shared.kpt.sheet.plan import Plan, plan_all, plan_changes, went_wrong
from shared.kpt.sheet.rows import Row, link_to, may_have_a_row, row_of
from shared.kpt.team.team import Team, TeamSheet
from shared.log_events import LogEvent
from shared.usecases.optimistic import unless_it_changed
from shared.usecases.patience import until_others_are_done
from shared.usecases.ports.aggregates.sheet_state import ERASED, SheetState
from shared.usecases.ports.sheets import NoTab, OutOfGrid, SheetClosed, TabContent
from shared.usecases.ports.world import World
from shared.usecases.sheets.sheet_tab import team_tab

LEASE = timedelta(minutes=2)
"""How long a lease lasts: longer than a run's calls can take together."""
MAY_STILL_COME = timedelta(seconds=30)
"""For so long after a lost answer Google may still do a write: no run writes before."""
WEEK = timedelta(days=7)
REMEMBERED = 200
"""How many written entries a team's state stores."""
Changed = dict[str, Entry | None]
"""Entries by key; None for an erased entry."""


Wait = Callable[[int], bool]
"""Waits before a retry; its number begins with 1. False: there is no time left."""


def follow_entry(world: World, team_id: str, day: date, user: str, wait: Wait = lambda _: False) -> None:
    """Write everything that changed, including this entry. If another run has written it, do nothing.

    If Google asks to wait, the run waits and retries while there is time; then the trigger retries.
    """

    def follow(run: "_Run") -> None:
        run.must_be_free()
        if found := run.changed(day, user):
            run.write(found, lambda: run.changed(day, user))

    _when_free(world, team_id, wait, follow)


def rewrite(world: World, team_id: str, wait: Wait = lambda _: False) -> None:
    """Compare every row of a team's spreadsheet with the store, and correct what differs."""
    _when_free(world, team_id, wait, lambda run: run.write_all())


def _when_free(world: World, team_id: str, wait: Wait, act: Callable[["_Run"], None]) -> None:
    """Read a team's sheet and act on it, again once another run is done with it; nothing for a team without one."""

    def attempt() -> None:
        team, state = world.store.sheets.get(team_id)
        if team and team.sheet:
            act(_Run(world, team, team.sheet, state, wait))

    until_others_are_done(world, attempt)


def ask_for_all(world: World, team: Team) -> None:
    """Publish a message to `sheet` to compare every row of a team's spreadsheet with the store."""
    if team.sheet:
        world.publisher.publish("sheet", [{"team": team.id}])


def rewrite_weekly(world: World, team: Team) -> None:
    """Ask for all rows once a week, and while the sheet is closed, so that entries of lost messages arrive in the
    end."""
    if team.sheet:
        _, state = world.store.sheets.get(team.id)
        since = world.clock.now() - WEEK
        if state.fault or state.rewritten_at is None or state.rewritten_at <= since:
            ask_for_all(world, team)


def belongs(sheet: TeamSheet, entry: Entry) -> bool:
    """Whether an entry without a row gets one: it was written since the sheet was connected, or earlier entries were
    asked for. Existing rows are updated in any case."""
    came_at = entry.updated_at or entry.imported_at
    return sheet.past or (came_at is not None and came_at >= sheet.at)


def _revision(entry: Entry | None) -> int:
    return entry.revision if entry else ERASED


class _TeamChanged(Exception):
    """Somebody changed the team while its sheet was written. It may have no sheet any more."""


class _RowsMoved(Exception):
    """Somebody sorted, deleted or inserted rows between the read and the write."""


@dataclass
class _Run:
    """One run, under the team's lease."""

    world: World
    team: Team
    sheet: TeamSheet
    state: SheetState
    wait: Wait

    def must_be_free(self) -> None:
        """Raise ``Busy`` while another run has the lease."""
        until = self.state.leased_until
        if self.state.owner and until and until > self.world.clock.now():
            raise Busy(f"{self.team.id}: its sheet is being written")

    def changed(self, day: date, user: str) -> Changed:
        """The entries written since ``state.mark``, and this entry if it is not in the sheet yet."""
        since, key = self.state.mark or self.sheet.at, entry_id(day, user)
        found: Changed = {entry.id: entry for entry in self.world.store.entries.changed_after(self.team.id, since)}
        if key not in found:
            entry = self.world.store.entries.get(self.team.id, day, user)
            if self.state.written.get(key) != _revision(entry):
                found[key] = entry
        return found

    def write(self, found: Changed, again: Callable[[], Changed]) -> None:
        """Write these entries. ``again`` finds the entries for a retry."""

        def attempt(number: int) -> Changed:
            entries = again() if number else found
            self._write_some(entries)
            return entries

        self._under_lease(attempt)

    def write_all(self) -> None:
        """Correct all rows that differ from the store."""

        def attempt(_: int) -> Changed:
            self._write_all()
            return {}

        self._under_lease(attempt)

    def _write_some(self, entries: Changed) -> None:
        wanted: dict[str, Row | None] = {
            key: self._row(entry) if entry else None
            for key, entry in entries.items()
            if entry is None or may_have_a_row(entry) or key in self.state.written
        }
        appendable = {key for key, entry in entries.items() if entry and belongs(self.sheet, entry)}
        if not wanted:
            return
        try:
            seen = self.world.sheets.read_keys(self.sheet.id, self.sheet.tab, self.state.columns[0])
        except (NoTab, OutOfGrid):
            self._write_all()
            return
        plan = plan_changes(seen.header, seen.keys, self.state.columns, wanted, appendable)
        if plan is None:
            self._write_all()
        else:
            self._carry_out(plan, seen)

    def _write_all(self) -> None:
        entries = self.world.store.entries.all_of(self.team.id)
        wanted = {entry.id: row for entry in entries if (row := self._row(entry))}
        appendable = {entry.id for entry in entries if belongs(self.sheet, entry)}
        try:
            seen = self.world.sheets.read_all(self.sheet.id, self.sheet.tab)
        except NoTab:
            self._find_tab()
            seen = self.world.sheets.read_all(self.sheet.id, self.sheet.tab)
        plan = plan_all(seen.rows, seen.width, self.state.columns, wanted, appendable, link_to(self.team))
        self.state = replace(self.state, columns=plan.columns, rewritten_at=self.world.clock.now())
        self._carry_out(plan, seen)

    def _row(self, entry: Entry) -> Row | None:
        return row_of(self.team, entry, self.world.done_line)

    def _carry_out(self, plan: Plan, seen: TabContent) -> None:
        if plan.does_nothing:
            return
        keys = self.world.sheets.write(self.sheet.id, self.sheet.tab, seen.title, plan)
        if went_wrong(plan, keys):
            raise _RowsMoved

    def _find_tab(self) -> None:
        """Find or create the tab after somebody deleted it."""
        tab = team_tab(self.world, self.sheet.id, self.team)
        self.sheet = replace(self.sheet, tab=tab.id)
        with unless_it_changed(self.team.id, _TeamChanged):
            self.world.store.teams.set_sheet(self.team, self.sheet)
        self.world.log(LogEvent.SHEET_TAB_FOUND, "WARNING", team=self.team.id, tab=tab.id)

    # The lease

    def _under_lease(self, attempt: Callable[[int], Changed]) -> None:
        """Run ``attempt`` under the lease, and store the outcome."""
        self.must_be_free()
        owner = secrets.token_hex(8)
        self._lease(owner)
        try:
            entries = self._attempts(attempt, owner)
        except SheetClosed as closed:
            self._note_closed(closed)
        except _RowsMoved as moved:
            self._release()
            ask_for_all(self.world, self.team)
            self.world.log(LogEvent.SHEET_ROWS_MOVED, "WARNING", team=self.team.id)
            raise Busy(f"{self.team.id}: rows were moved while they were written") from moved
        except _TeamChanged as changed:
            self._release()
            raise Busy(f"{self.team.id}: it was changed while its sheet was written") from changed
        except OutcomeUnknown:
            self._store(replace(self.state, leased_until=self.world.clock.now() + MAY_STILL_COME))
            raise
        except RetryLater as error:
            self._release()
            self.world.log(LogEvent.SHEET_NOT_NOW, "WARNING", team=self.team.id, error=str(error))
            raise
        else:
            self._note_done(entries)

    def _attempts(self, attempt: Callable[[int], Changed], owner: str) -> Changed:
        """Try until Google does it. The run keeps the lease while it waits, and then also writes what changed
        meanwhile."""
        number = 0
        while True:
            try:
                return attempt(number)
            except RetryLater:
                number += 1
                if not self.wait(number):
                    raise
                self._look_again()
                self._lease(owner)

    def _look_again(self) -> None:
        """Stop if the team was disconnected from the sheet while this run waited."""
        team, _ = self.world.store.sheets.get(self.team.id)
        if team is None or team.sheet is None or (team.sheet.id, team.sheet.at) != (self.sheet.id, self.sheet.at):
            raise _TeamChanged

    def _lease(self, owner: str) -> None:
        self._store(replace(self.state, owner=owner, leased_until=self.world.clock.now() + LEASE))

    def _note_done(self, entries: Changed) -> None:
        """Move the mark on. It is the store's own time, which may differ from the order of the commits. So ``changed``
        always looks up the entry that a message names."""
        now = self.world.clock.now()
        times = [entry.updated_at for entry in entries.values() if entry and entry.updated_at]
        known = {**self.state.written, **{key: _revision(entry) for key, entry in entries.items()}}
        delay = _seconds(now - min(times)) if times else 0
        try:
            self._release(
                mark=max([*times, self.state.mark or self.sheet.at]),
                written={key: known[key] for key in sorted(known)[-REMEMBERED:]},
                fault="",
                written_at=now,
                delay=delay,
            )
        except Busy:  # the lease expired, and this run may have overwritten another's rows
            ask_for_all(self.world, self.team)
            self.world.log(LogEvent.SHEET_OVERTAKEN, "WARNING", team=self.team.id)
            raise
        self.world.log(LogEvent.SHEET_WRITTEN, team=self.team.id, entries=len(entries), delay_seconds=delay)

    def _note_closed(self, closed: SheetClosed) -> None:
        """Tell whoever connected the sheet, once. The message is acknowledged: the next run that can write will also
        write these entries."""
        is_new = self.state.fault != closed.fault
        self._release(fault=closed.fault)
        self.world.log(LogEvent.SHEET_CLOSED, "WARNING", team=self.team.id, fault=closed.fault)
        if is_new:
            at = self.world.clock.now().isoformat()
            errand = {
                "kind": "sheet_closed",
                "team": self.team.id,
                "by": self.sheet.by,
                "fault": closed.fault,
                "at": at,
            }
            self.world.store.errands.add(f"sheet_closed-{self.team.id}", errand)

    def _release(self, **changes: object) -> None:
        self._store(replace(self.state, owner="", leased_until=None, **changes))  # type: ignore[arg-type]  # its own fields

    def _store(self, state: SheetState) -> None:
        with unless_it_changed(f"the sheet of {self.team.id}"):
            self.state = self.world.store.sheets.write(self.team.id, state)


def _seconds(delay: timedelta) -> int:
    return max(int(delay.total_seconds()), 0)
