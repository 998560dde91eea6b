"""Imports a team's old sheet from a CSV file. Run it as ``make import FILE=sheet.csv TEAM=T0123-C0123``.

Without ``GO=1`` it writes nothing, and prints what it would do. It creates entries and never writes over one, so it may
be run again. It announces nothing. ``UNDO=`` with the import's id takes exactly this import back.
"""

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TextIO, get_args

from infra.tools.commands import Stop, words
from shared.kpt.csv_files.dates import Order
from shared.kpt.csv_files.headers import columns_said
from shared.kpt.csv_files.importing import ImportPlan, Misfit, import_id_of, plan_import
from shared.kpt.csv_files.reading import FileRow, Unreadable, decoded, read_rows
from shared.kpt.day import day_of
from shared.kpt.entry.entry import Entry
from shared.kpt.team.team import Team
from shared.settings import SettingsMissing, read_settings
from shared.usecases.ports.world import World
from shared.usecases.sheets.sheet import ask_for_all
from shared.wiring import services as wiring

HOW = "make import FILE=sheet.csv TEAM=T0123-C0123"
SHOWN = 3
BAR = 30
UNREADABLE = {
    "encoding": "It is no text that can be read: save it as CSV UTF-8.",
    "empty": "There is nothing in it.",
    "quotes": "Line {line}: the quotation marks do not match up.",
    "column": 'Line {line}: no column "{column}" is known. Say which it is: COLUMNS="date=…,person=…,keep=…".',
    "twice": 'Line {line}: the column "{column}" is there twice.',
    "date_order": 'The days in "{column}" can be read two ways. Say which comes first: DATES=dmy or DATES=mdy.',
}
MISFITS = {
    "spare_cells": "there are more cells than columns",
    "no_day": '"{about}" is no day',
    "future": "{about} is still to come",
    "no_person": "it does not say whose it is",
    "not_written": 'it is "{about}", and only what was written comes in',
    "no_text": "nothing is written in it",
    "two_of_that_name": 'two members are called "{about}": say which in NAMES=',
    "unknown_person": 'nobody here is called "{about}": say who that is in NAMES=',
    "too_long": "a text is longer than {about} characters",
    "joined": "joined with another row of {about}",
}


def main(arguments: list[str], out: TextIO = sys.stdout, world: World | None = None) -> int:
    """Run the tool with make's arguments. Returns the exit status."""
    try:
        given = {name: value for name, value in words(arguments).items() if value}
        if "TEAM" not in given or not {"FILE", "UNDO"} & given.keys():
            raise Stop(f"Say what: {HOW}")
        world = world or _world()
        team = world.store.teams.get(given["TEAM"])
        if team is None:
            raise Stop(f"There is no team {given['TEAM']} in this store.")
        lines = _undo(world, team, given["UNDO"]) if "UNDO" in given else _import(world, team, given)
        for line in lines:
            out.write(line)
            out.flush()
    except (Stop, SettingsMissing) as stop:
        sys.stderr.write(f"{stop}\n")
        return 1
    return 0


def _world() -> World:
    return wiring.make(read_settings(os.environ)).world


def _import(world: World, team: Team, given: Mapping[str, str]) -> Iterator[str]:
    content = _read(Path(given["FILE"]).expanduser())
    plan = plan_import(
        _rows(content, given),
        team,
        _names(given.get("NAMES", "")),
        day_of(world.clock.now(), team.time_zone),
        import_id_of(content),
    )
    yield from _told(plan, team)
    if given.get("GO") != "1":
        yield "Nothing was written. GO=1 writes it.\n"
        return
    created = done = 0
    for number in world.store.imports.add(plan.entries):
        created, done = created + number, min(done + 100, len(plan.entries))
        yield _bar(done, len(plan.entries))
    if created:
        _tell_the_sheet(world, team)
    there = len(plan.entries) - created
    yield f"\n{created} entries are new; {there} were there and stay as they are.\n"
    yield f"To take them back: make import TEAM={team.id} UNDO={import_id_of(content)}\n"


def _undo(world: World, team: Team, import_id: str) -> Iterator[str]:
    entries = world.store.imports.entries(team.id, import_id)
    left: list[Entry] = []
    for number, entry in enumerate(entries, 1):
        if not world.store.imports.take_back(entry):
            left.append(entry)
        if number % 20 == 0 or number == len(entries):
            yield _bar(number, len(entries))
    if len(left) < len(entries):
        _tell_the_sheet(world, team)
    yield f"\n{len(entries) - len(left)} entries of this import are gone again.\n"
    for entry in left:
        yield f"  {entry.day} {entry.name} was edited since, and stays.\n"


def _told(plan: ImportPlan, team: Team) -> Iterator[str]:
    entries = plan.entries
    yield f"{len(entries)} entries for {team.name or team.id}.\n"
    if entries:
        yield f"From {entries[0].day} to {entries[-1].day}.\n"
    for (name, user), number in sorted(Counter((entry.name, entry.user) for entry in entries).items()):
        kept = "" if user in team.members else ", kept by name"
        yield f"  {name} ({user}{kept}): {number}\n"
    for name, user in plan.taken:
        yield f'  "{name}" is taken for {team.members.get(user, user)} ({user}); NAMES= says otherwise\n'
    for entry in entries[:SHOWN]:
        yield f"\n{entry.day} {entry.name}\n{_quoted(entry)}"
    for title, misfits in (("These rows are joined:", plan.joined), ("These rows do not fit:", plan.misfits)):
        if misfits:
            yield f"\n{title}\n"
            yield from map(_why, misfits)
    yield "\n"


def _quoted(entry: Entry) -> str:
    parts = (("Keep", entry.texts.keep), ("Problem", entry.texts.problem), ("Try", entry.texts.try_))
    return "".join(f"  {title}: {text}\n" for title, text in parts if text)


def _why(misfit: Misfit) -> str:
    return f"  line {misfit.line}: {MISFITS[misfit.key].format(about=misfit.about)}\n"


def _tell_the_sheet(world: World, team: Team) -> None:
    """Ask for the sheet's rewrite. With SQLite no function receives messages from here; the weekly rewrite does it."""
    if not read_settings(os.environ).sqlite_path:
        ask_for_all(world, team)


def _bar(done: int, of: int) -> str:
    full = BAR * done // of if of else BAR
    return f"\r[{'#' * full}{'.' * (BAR - full)}] {done}/{of}"


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Stop(f"{path} could not be opened: {error.strerror}.") from error


def _rows(content: bytes, given: Mapping[str, str]) -> list[FileRow]:
    order = next((each for each in get_args(Order) if each == given.get("DATES", "").lower()), None)
    if order is None and "DATES" in given:
        raise Stop("DATES is ymd, mdy or dmy.")
    try:
        return read_rows(decoded(content), columns_said(given.get("COLUMNS", "")), order)
    except Unreadable as error:
        raise Stop(UNREADABLE[error.key].format(line=error.line, column=error.column)) from error
    except ValueError as error:
        raise Stop(f'COLUMNS is "date=…,person=…,keep=…,problem=…,try=…": not {error}.') from error


def _names(path: str) -> dict[str, str]:
    """Read lines of ``name=U0123``; ``name=`` imports somebody by name only."""
    if not path:
        return {}
    lines: Iterable[str] = (
        line.strip().replace("＝", "=") for line in decoded(_read(Path(path).expanduser())).splitlines()
    )
    pairs: Sequence[tuple[str, str, str]] = [line.partition("=") for line in lines if line and not line.startswith("#")]
    if wrong := [name for name, sign, _ in pairs if not sign]:
        raise Stop(f'{path}: "{wrong[0]}" needs a = and an id behind it, or nothing behind the =.')
    return {name.strip(): user.strip() for name, _, user in pairs}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
