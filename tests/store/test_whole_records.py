"""All that a document of ours can hold is read, field by field: nothing that is stored is forgotten on the way."""

from dataclasses import MISSING, Field, fields, replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from shared.kpt.board.running_order import Round
from shared.kpt.digest.digest import Digest, Gathered
from shared.kpt.entry.entry import Entry, Texts
from shared.kpt.entry.line import Line, TakenLine
from shared.kpt.entry.try_before import TryBefore
from shared.kpt.messages.delivery import Delivery, Key
from shared.kpt.messages.place import Posted
from shared.kpt.team.person import DaysOff, LastTry, Person, TimeBefore
from shared.kpt.team.team import AnnouncementRule, ReminderRule, Team, TeamSheet, TimesBefore, WinSessionRule
from shared.kpt.team.thanks_received import ThanksReceived
from shared.store.engine.documents import Document
from shared.store.records.deliveries import delivery_from
from shared.store.records.digests import digest_from
from shared.store.records.entries import entry_from
from shared.store.records.teams import person_from, team_from

MOMENT = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)
DAY = {"day": "2026-11-16"}

TEAM_STORED = {
    "name": "ops",
    "language": "ja",
    "time_zone": "Asia/Tokyo",
    "clock": "team",
    "membership": "list",
    "members": {"U1": {"name": "田中", "joined": "2026-11-17"}},
    "member_ids": ["U1", "U2"],
    "stepped_out": ["U2"],
    "reminder": {
        "time": "16:30",
        "weekdays": ["mon", "wed"],
        "before": [
            {
                "until": "2026-11-17",
                "time": "15:00",
                "win_session": {"weekday": "tue", "time": "09:15"},
                "clock": "own",
                "time_zone": "Europe/Berlin",
            }
        ],
    },
    "win_session": {"weekday": "thu", "time": "15:45"},
    "holidays": {"country": "JP", "extra": ["12-29"]},
    "announcement": {"mode": "thread", "parts": "keep", "quiet": "line"},
    "glance": "hidden",
    "slots": ["reminder 16:30 Asia/Tokyo"],
    "status": "paused",
    "created_by": "U1",
    "updated_by": "U2",
    "created_at": MOMENT,
    "digest_opened_at": LATER,
    "sheet": {"id": "sheet", "tab": 7, "by": "U1", "at": MOMENT, "past": True},
    "told": 3,
}
TEAM = Team(
    id="T1-C1",
    name="ops",
    language="ja",
    time_zone="Asia/Tokyo",
    country="JP",
    clock="team",
    membership="list",
    members={"U1": "田中"},
    member_ids=("U1", "U2"),
    stepped_out=("U2",),
    reminder=ReminderRule(time(16, 30), (0, 2)),
    win_session=WinSessionRule(3, time(15, 45)),
    extra_days_off=("12-29",),
    announcement=AnnouncementRule("thread", "keep", "line"),
    glance="hidden",
    slots=("reminder 16:30 Asia/Tokyo",),
    status="paused",
    created_by="U1",
    updated_by="U2",
    created_at=MOMENT,
    digest_opened_at=LATER,
    sheet=TeamSheet("sheet", 7, "U1", MOMENT, past=True),
    before=(TimesBefore(TUESDAY, time(15), WinSessionRule(1, time(9, 15)), "own", "Europe/Berlin"),),
    told=3,
    joined={"U1": TUESDAY},
)

PERSON_STORED = {
    "name": "田中",
    "picture": "https://example.com/p.png",
    "language": "ja",
    "language_chosen": True,
    "time_zone": "Asia/Tokyo",
    "country": "JP",
    "teams": ["T1-C1", "T1-C2"],
    "home": "T1-C2",
    "reminder_time": "16:30",
    "reminder_time_before": {"until": "2026-11-17", "time": "15:00"},
    "weekdays": ["mon", "wed"],
    "days_off": [{"first": "2026-11-16", "last": "2026-11-17"}],
    "answered_on": "2026-11-16",
    "last_try": {
        "team": "T1-C1",
        **DAY,
        "text": "a runbook",
        "private": True,
        "closed_by": "2026-11-17",
        "offered": 2,
    },
    "written": {"T1-C1": ["2026-11-16"]},
    "stopped": True,
    "unanswered": ["2026-11-17"],
    "kept_lines": {"0123456789ab": {**DAY, "text": "kept", "at": MOMENT}},
    "lines_changes": 4,
    "first_answers": ["2026-11-16"],
    "thanks_received": {
        "t1": {"by": "U2", "name": "鈴木", **DAY, "first_line": "shipped", "shown_on": "2026-11-17"},
    },
    "glance": False,
}
PERSON = Person(
    workspace="T1",
    user="U1",
    name="田中",
    picture="https://example.com/p.png",
    language="ja",
    time_zone="Asia/Tokyo",
    country="JP",
    teams=("T1-C1", "T1-C2"),
    home="T1-C2",
    reminder_time=time(16, 30),
    weekdays=(0, 2),
    days_off=(DaysOff(MONDAY, TUESDAY),),
    answered_on=MONDAY,
    last_try=LastTry("T1-C1", MONDAY, "a runbook", private=True, closed_by=TUESDAY, offered=2),
    written={"T1-C1": (MONDAY,)},
    stopped=True,
    before=TimeBefore(TUESDAY, time(15)),
    unanswered=(TUESDAY,),
    language_chosen=True,
    kept_lines=(Line("0123456789ab", MONDAY, "kept", MOMENT),),
    lines_changes=4,
    first_answers=(MONDAY,),
    thanks_received={"t1": ThanksReceived("t1", "U2", "鈴木", MONDAY, "shipped", TUESDAY)},
    glance=False,
)

ENTRY_STORED = {
    "user": "U1",
    **DAY,
    "name": "田中",
    "team_name": "ops",
    "kind": "quiet",
    "keep": "shipped",
    "problem": "late",
    "try": "earlier",
    "promised": "all",
    "try_before": {"team": "T1-C2", **DAY, "text": "tests", "done": True, "private": True, "times": 2},
    "lines": [{"id": "l1", "text": "kept", "revision": 2}],
    "thanks": ["U2"],
    "thanked": ["U2", "U3"],
    "thanks_names": {"U3": "Sato"},
    "revision": 3,
    "kept_at": MOMENT,
    "created_at": MOMENT,
    "updated_at": LATER,
    "updated_by": "U1",
    "via": "form",
    "imported": "an import",
    "imported_at": LATER,
    "saved": ["form:1"],
}
ENTRY = Entry(
    team="T1-C1",
    day=MONDAY,
    user="U1",
    kind="quiet",
    texts=Texts("shipped", "late", "earlier"),
    name="田中",
    team_name="ops",
    revision=3,
    kept_at=MOMENT,
    created_at=MOMENT,
    updated_at=LATER,
    updated_by="U1",
    via="form",
    imported="an import",
    imported_at=LATER,
    saved=("form:1",),
    promised="all",
    try_before=TryBefore("T1-C2", MONDAY, "tests", done=True, private=True, times=2),
    lines=(TakenLine("l1", "kept", 2),),
    thanks=("U2",),
    thanked=("U2", "U3"),
    thanks_names={"U3": "Sato"},
)

DIGEST_STORED = {
    "held_on": "2026-11-17",
    "order": ["U1", "U2"],
    "away": ["U3"],
    "created_at": MOMENT,
    "finished_at": LATER,
    "changes": 5,
    "redrawn": 4,
    "names": {"U1": "田中", "U2": ""},
    "has_board": True,
    "told": ["U1"],
    "later": ["U2"],
    "step": 3,
    "begun_at": MOMENT,
    "ended_at": LATER,
    "presses": ["begin"],
    "head": {
        "first": "2026-11-16",
        "has_keeps": True,
        "off_with_keeps": ["U3"],
        "joined": ["U4"],
        "is_open": True,
        "revision": 7,
    },
    "noticed": {"2026-11-16_U1": ["U2"]},
    "noticed_again": True,
    "unthanked": ["U5"],
}
DIGEST = Digest(
    session=MONDAY,
    held_on=TUESDAY,
    order=("U1", "U2"),
    away=("U3",),
    created_at=MOMENT,
    finished_at=LATER,
    changes=5,
    redrawn=4,
    names={"U1": "田中", "U2": "U2"},
    has_board=True,
    round=Round(("U1",), ("U2",), 3, MOMENT, LATER, ("begin",)),
    head=Gathered(MONDAY, has_keeps=True, off_with_keeps=("U3",), joined=("U4",), is_open=True, revision=7),
    noticed={"2026-11-16_U1": ("U2",)},
    unthanked=("U5",),
    noticed_again=True,
)

KEY = Key("people/T1-U1", "reminder:2026-11-16")
DELIVERY_STORED = {
    "state": "failed",
    "owner": "me",
    "claimed_at": MOMENT,
    "channel": "D1",
    "ts": "1.000000",
    "file": "F1",
    "revision": 2,
    "shows": "shows",
    "error": "error",
    "thread": "thread",
    "refused": "refused",
    "pages": 2,
    "size": 1,
}
DELIVERY = Delivery(
    KEY, "failed", "me", MOMENT, Posted("D1", "1.000000", "F1"), 2, "shows", "error", "thread", "refused", 2, 1
)

WHOLE = [
    pytest.param(team_from, "teams/T1-C1", TEAM_STORED, TEAM, {"unknown_zone"}, id="team"),
    pytest.param(person_from, "people/T1-U1", PERSON_STORED, PERSON, {"remembers"}, id="person"),
    pytest.param(entry_from, "teams/T1-C1/entries/2026-11-16_U1", ENTRY_STORED, ENTRY, set(), id="entry"),
    pytest.param(digest_from, "teams/T1-C1/digests/2026-11-16", DIGEST_STORED, DIGEST, set(), id="digest"),
    pytest.param(lambda read: delivery_from(KEY, read), str(KEY), DELIVERY_STORED, DELIVERY, set(), id="delivery"),
]


@pytest.mark.parametrize(("read", "path", "stored", "record", "usual"), WHOLE)
def test_all_that_is_stored_is_read(read: Any, path: str, stored: Any, record: Any, usual: set[str]) -> None:
    """No field is as it is where nothing is stored, so that one that comes later is among those looked at."""
    whole = read(Document(path, stored, "a version"))
    assert replace(whole, version=record.version) == record if hasattr(whole, "version") else whole == record
    assert {f.name for f in fields(whole) if getattr(whole, f.name) == default_of(f)} == usual


def default_of(field: Field[Any]) -> object:
    """What it is for a new one; itself where there is none."""
    return field.default_factory() if field.default_factory is not MISSING else field.default
