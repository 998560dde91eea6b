"""What a delivery says it shows: the same name in every version, or an update would send everything again."""

from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime, time
from typing import Any, get_args, get_type_hints

import pytest

from shared.kpt.entry.entry import Texts
from shared.kpt.entry.form_seed import FormSeed
from shared.kpt.messages.digests import DigestParent, DigestPart, Invitation, KeepOfDay, Marks
from shared.kpt.messages.entries import Announcement, DayThread, NotShown
from shared.kpt.messages.files import Export, MayNotExport, TeamExport, TeamExportTold
from shared.kpt.messages.messages import Message
from shared.kpt.messages.reminders import AskForEntry, KeptLine, Recorded
from shared.kpt.messages.sheets import SheetClosedNote, SheetTold, SheetTried
from shared.kpt.messages.shows import STORED_AS, shows
from shared.kpt.messages.teams import CannotPost, Changed, News, Welcome
from shared.kpt.messages.thanked import Thanked
from shared.kpt.team.team_settings import SettingChange
from shared.store.engine.documents import Put
from tests.kpt.conftest import KEY, Setting

DAY = date(2026, 11, 24)
MOMENT = datetime(2026, 11, 27, 7, 30, tzinfo=UTC)
SEED = FormSeed("T1-C1", DAY, "ja", "ops", "Asia/Tokyo", last_try="散歩", others={"T1-C2": "dev"})

# As they were first written into ``deliveries.shows``: by version 0.1.0, later kinds by the version that brought them.
STORED: list[tuple[Message | None, str]] = [
    (None, "dc937b59892604f5"),
    (AskForEntry(SEED, "C1", first_time=True), "08bad683733c0971"),
    (
        AskForEntry(SEED, "C1", first_time=False, session=MOMENT, week=(KeptLine(DAY, 'it\'s "done"'),)),
        "21831c8175687e29",
    ),
    (Recorded(SEED, "written", Texts("keep", "problem\nof two lines", "try"), seen_at="1.2"), "046ba1784047581c"),
    (
        Announcement("en", "O'Hara", "https://example.com/p.png", DAY, past=True, texts=Texts("keep")),
        "c523ae832892c58f",
    ),
    (DayThread("ja", DAY), "526bf1c7f9bf2a13"),
    (News("ja", has_board=True), "60a129e013299bb1"),
    (DigestPart("ja", "田中", (), thanks=(Thanked("佐藤", date(2026, 11, 16), "二人で"),)), "d15a592da7bef6ea"),
    (Welcome("en", time(17), 4, None, time(16, 30), "machine", "keep", asks_chosen_people=True), "3ada9d724c541a87"),
    (
        Changed("ja", "田中", (SettingChange("reminder_time", "17:00", "18:00"), SettingChange("country", "JP", ""))),
        "1f712d5da01e0c65",
    ),
    (
        DigestParent(
            "en", DAY, DAY, has_keeps=True, order=("A", "B"), away=("C",), away_with_keeps=(), open_until=time(17, 30)
        ),
        "9b27f0c36d35fdb5",
    ),
    (
        DigestPart("en", "A", (KeepOfDay(DAY, "keep", carried=True),), Marks(quiet=(DAY,)), continued=True),
        "93d85e9ee06d3ed0",
    ),
    (Invitation("en", ("A", "B"), away_all_week=("C",)), "b017ec1b03e40d60"),
    (CannotPost("en", "ops", "is_archived"), "b40cbbc02fe10d77"),
    (Export("en", "furikaeri-2026-11-24.json", "{}"), "6b28879b41378fc1"),
    (MayNotExport("ja"), "8eb1f107f14324d8"),
    (SheetTold("ja", "田中"), "51e4fc9bf4537e9c"),
    (SheetClosedNote("ja", "ops", "read_only"), "f8027e5b68cd708e"),
    (SheetTried("ja", "ops", "T1-C1", "connected"), "9a52edef9c4597a0"),
    (TeamExport("ja", "ops.csv", "key", "ops", DAY, DAY), "01918211dfcc549d"),
    (TeamExportTold("ja", "田中", DAY, DAY), "d8b4ec1139b12001"),
    (NotShown("ja", "ops", DAY, stays_as_it_was=True), "3e27efa35df3cf55"),
]


@pytest.mark.parametrize(("said", "stored"), STORED, ids=lambda each: type(each).__name__)
def test_what_existing_stores_hold_is_what_a_message_shows_today(said: Message | None, stored: str) -> None:
    assert shows(said) == stored


def test_every_kind_of_message_is_among_them() -> None:
    assert {type(said) for said, _ in STORED} - {type(None)} == set(get_args(Message))


def test_every_class_that_a_message_is_made_of_has_a_name_of_its_own() -> None:
    def parts(of: Any) -> set[type]:
        found: set[Any] = (
            set() if not is_dataclass(of) else {of}.union(*(parts(each) for each in get_type_hints(of).values()))
        )
        return found.union(*(parts(each) for each in get_args(of)))

    assert parts(Message) == set(STORED_AS)


def test_no_field_of_a_message_is_forgotten() -> None:
    for kind, (_, names) in STORED_AS.items():
        assert set(names.split()) <= {each.name for each in fields(kind)}


def test_a_field_that_was_added_counts_only_where_it_says_something() -> None:
    @dataclass(frozen=True)
    class Later:
        language: str
        added: str = ""

    with_it = {**STORED_AS, Later: ("MayNotExport", "language")}
    unsaid, said = (shows(each, with_it) for each in (Later("ja"), Later("ja", "new")))  # type: ignore[arg-type]  # a kind that is not there yet
    assert unsaid == shows(MayNotExport("ja"))
    assert said != unsaid


def test_after_an_update_nothing_is_sent_of_which_the_same_stands_there(at: Setting) -> None:
    at.follow("good", 1)
    stands, calls = at.stands(), len(at.slack.calls)
    assert stands is not None
    assert stands.posted is not None
    as_stored = {
        "schema": 1,
        "state": "sent",
        "owner": "",
        "claimed_at": stands.claimed_at,
        "channel": stands.posted.channel,
        "ts": stands.posted.ts,
        "revision": 1,
        "shows": "e9b4df6c1e7153ce",
        "error": "",
        "thread": "",
    }
    at.documents.commit([Put(str(KEY), as_stored)])
    at.follow("good", 2)
    assert len(at.slack.calls) == calls
    at.follow("better", 3)
    assert len(at.slack.calls) > calls
