"""Documents that somebody changed or added in a console: one odd field of one person keeps no team from its
messages."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from shared.kpt.entry.answer import Answer, Outcome
from shared.kpt.entry.entry import Texts
from shared.kpt.messages.delivery import Key
from shared.kpt.messages.place import Posted
from shared.kpt.schedule.slots import SlotJob
from shared.kpt.team.person import DaysOff, Person, clock_zone
from shared.kpt.team.team import WORKING_DAYS, AnnouncementRule, ReminderRule, Team, WinSessionRule
from shared.store.engine.documents import Delete, Document, Documents, Fields, Put, Update
from shared.store.records.deliveries import delivery_from
from shared.store.records.digests import digest_from
from shared.store.records.entries import entry_from
from shared.store.records.slots import slot_from
from shared.store.records.teams import person_from, team_from
from shared.store.repository import Repository
from tests.kpt.build import FRIDAY, MONDAY, TOKYO, team

ODD = [None, "", 7, [], ["x", None, 3], {}, {"x": 1}, "x", datetime(2026, 11, 24, tzinfo=UTC)]
NOON, DAY = datetime(2026, 11, 24, 12, tzinfo=UTC), timedelta(days=1)
TEAMS = ["name", "language", "clock", "membership", "members", "member_ids", "stepped_out", "slots"]
TEAMS += ["reminder", "win_session", "holidays", "announcement", "created_at", "digest_opened_at"]
PEOPLES = ["name", "picture", "teams", "home", "language", "time_zone", "country", "last_try", "written"]
PEOPLES += ["reminder_time", "reminder_time_before", "weekdays", "days_off", "answered_on", "unanswered"]


def team_of(**fields: Any) -> Team:
    return team_from(Document("teams/T1-C1", fields, None))


def person_of(**fields: Any) -> Person:
    return person_from(Document("people/T1-U1", fields, None))


@pytest.mark.parametrize("value", ODD)
@pytest.mark.parametrize("field", TEAMS)
def test_an_odd_field_of_a_team_is_as_in_a_new_one(field: str, value: Any) -> None:
    odd = team_of(**{field: value})
    assert odd.language in ("ja", "en")
    assert odd.clock == "own"
    assert odd.reminder == ReminderRule(time(17, 0), WORKING_DAYS)
    assert (odd.win_session, odd.announcement) == (WinSessionRule(), AnnouncementRule())
    assert all(moment is None or isinstance(moment, datetime) for moment in (odd.created_at, odd.digest_opened_at))


@pytest.mark.parametrize("value", ODD)
@pytest.mark.parametrize("field", PEOPLES)
def test_an_odd_field_of_a_person_is_as_if_it_were_missing(field: str, value: Any) -> None:
    odd = person_of(**{field: value})
    assert odd.language == "en"
    assert clock_zone(team(), odd) == TOKYO
    assert (odd.days_off, odd.unanswered, odd.reminder_time, odd.before) == ((), (), None, None)


@pytest.mark.parametrize("zone", ["Mars/Phobos", "", None, "../etc", "Asia", 9])
def test_of_whom_no_zone_is_known_the_teams_clock_counts(zone: Any) -> None:
    assert clock_zone(team(), person_of(time_zone=zone)) == TOKYO
    assert clock_zone(team(), person_of(time_zone="Europe/Berlin")) == "Europe/Berlin"


def test_the_settings_before_may_be_one_map_of_what_changed() -> None:
    """As documented: ``before {time, until}``."""
    changed = team_of(time_zone=TOKYO, reminder={"time": "17:00", "before": {"time": "16:00", "until": "2026-11-24"}})
    assert changed.on(date(2026, 11, 24)).reminder.time == time(16, 0)
    assert changed.on(date(2026, 11, 25)).reminder.time == time(17, 0)
    assert changed.on(date(2026, 11, 24)).win_session == WinSessionRule()


def test_a_member_may_be_a_name_alone() -> None:
    members = {"U1": {"name": "Tanaka"}, "U2": "Suzuki", "U3": {}, "U4": None}
    assert team_of(members=members).members == {"U1": "Tanaka", "U2": "Suzuki", "U3": "U3", "U4": "U4"}


def test_what_is_no_slot_is_none() -> None:
    slots = ["reminder 17:00 Asia/Tokyo", "17:00 Asia/Tokyo", "digest 16:30 Mars/Phobos", "", 5]
    assert team_of(slots=slots).slots == ("reminder 17:00 Asia/Tokyo",)


def test_a_team_of_which_no_status_is_said_stands_in_its_slots(store: Documents) -> None:
    store.commit([Put("teams/T1-C1", {"schema": 1, "slots": ["reminder 17:00 Asia/Tokyo"]})])
    assert list(Repository(lambda: store).slots.teams_in("reminder 17:00 Asia/Tokyo")) == ["T1-C1"]


def test_one_odd_choice_leaves_the_others() -> None:
    rule = team_of(announcement={"mode": "thread", "parts": "some", "colour": "red"}).announcement
    assert rule == AnnouncementRule("thread")


def test_a_status_that_nobody_knows_asks_nobody() -> None:
    assert team_of(status="closed").status == "paused"
    assert team_of().status == "active"


def test_a_day_off_may_be_one_day() -> None:
    days = ["2026-11-30", {"first": "2026-12-28", "last": "2027-01-04"}, {"first": "2026-12-01"}, "soon"]
    assert person_of(days_off=days).days_off == (
        DaysOff(date(2026, 11, 30), date(2026, 11, 30)),
        DaysOff(date(2026, 12, 28), date(2027, 1, 4)),
    )


@pytest.mark.parametrize("value", ODD)
@pytest.mark.parametrize("field", ["day", "user", "keep", "revision", "kept_at", "created_at", "name", "saved", "kind"])
def test_an_odd_field_of_an_entry_leaves_the_others(field: str, value: Any) -> None:
    fields = {"keep": "k", "try": "t", "kind": "written", "revision": 1, field: value}
    odd = entry_from(Document("teams/T1-C1/entries/2026-11-16_U1", fields, None))
    assert (odd.day, odd.user, odd.kind, odd.texts.try_) == (MONDAY, "U1", "written", "t")


def test_a_whole_number_may_be_written_as_a_fraction() -> None:
    """As some clients of Firestore write every number."""
    entry = entry_from(Document("teams/T1-C1/entries/2026-11-16_U1", {"revision": 2.0}, None))
    assert (entry.revision, type(entry.revision)) == (2, int)


@pytest.mark.parametrize("odd", [{"revision": None}, {"revision": "x"}, {}, {"day": ""}, {"day": "soon"}])
def test_an_odd_entry_has_its_day_and_can_be_handed_over_and_erased(store: Documents, odd: dict[str, Any]) -> None:
    path = "teams/T1-C1/entries/2026-11-16_U1"
    store.commit([Put(path, {"user": "U1", "day": "2026-11-16", "keep": "k", **odd})])
    store.commit([Put("teams/T1-C1", {"schema": 1, "created_by": "U1"})])
    memory = Repository(lambda: store)
    assert memory.entries.first_day("T1-C1") == MONDAY
    assert memory.personal_data.everything_of("T1", "U1")["teams"]["T1-C1"]["entries"]["2026-11-16_U1"]["keep"] == "k"
    [entry] = memory.personal_data.entries_of("T1-C1", "U1")
    memory.personal_data.forget_entry(entry, [])
    assert store.get([path]) == {}


REVISED = "teams/T1-C1/entries/2026-11-16_U1"


@pytest.fixture
def revised(store: Documents) -> Repository:
    """An entry that was changed twice, and then lost its number."""
    store.commit([Put("teams/T1-C1", {"member_ids": ["U1"], "members": {"U1": {"name": "Tanaka"}}})])
    store.commit([Put(f"{REVISED}/revisions/{n}", {"keep": f"{n}"}) for n in (1, 2)])
    store.commit([Put(REVISED, {"user": "U1", "day": "2026-11-16", "kind": "written", "keep": "3"})])
    return Repository(lambda: store)


def write(memory: Repository, days: list[date]) -> Outcome:
    records = memory.entries.records("T1-C1", "U1", days)
    return memory.entries.answer(records, MONDAY, Answer("written", "V1:1", "command", Texts("new"), seen=0))


@pytest.mark.parametrize("days", [[], [MONDAY]], ids=["unread", "read"])
def test_an_entry_that_lost_its_number_is_written_after_its_revisions(
    revised: Repository, store: Documents, days: list[date]
) -> None:
    outcome = write(revised, days)
    assert (outcome.change is not None, outcome.another) == (True, False)
    found = store.get([REVISED, f"{REVISED}/revisions/3", f"{REVISED}/revisions/4"])
    assert [found[path].fields["keep"] for path in sorted(found)] == ["new", "3"]
    assert found[REVISED].fields["revision"] == 3


@pytest.mark.parametrize("days", [[], [MONDAY]], ids=["unread", "read"])
def test_an_entry_that_was_taken_away_without_its_revisions_can_be_written_again(
    revised: Repository, store: Documents, days: list[date]
) -> None:
    """As Firestore's clients delete a document: what lies below it stays."""
    store.commit([Delete(REVISED)])
    write(revised, days)
    found = store.get([REVISED, f"{REVISED}/revisions/3"])
    assert found[REVISED].fields["revision"] == 3
    assert found[f"{REVISED}/revisions/3"].fields["kind"] == "none"


def test_what_was_noted_beside_an_entry_stays_when_it_is_written_again(revised: Repository, store: Documents) -> None:
    store.commit([Update(REVISED, {"noted": {"U2": "Suzuki"}})])
    write(revised, [MONDAY])
    found = store.get([REVISED])[REVISED].fields
    assert (found["keep"], found["noted"]) == ("new", {"U2": "Suzuki"})


def test_the_revisions_of_an_entry_without_a_number_are_handed_over_and_erased(
    revised: Repository, store: Documents
) -> None:
    handed = revised.personal_data.everything_of("T1", "U1")["teams"]["T1-C1"]["entries"]["2026-11-16_U1"]
    assert {n: each["keep"] for n, each in handed["revisions"].items()} == {"1": "1", "2": "2"}
    [entry] = revised.personal_data.entries_of("T1-C1", "U1")
    revised.personal_data.forget_entry(entry, [])
    assert store.get([REVISED, f"{REVISED}/revisions/1", f"{REVISED}/revisions/2"]) == {}


@pytest.mark.parametrize("value", ODD)
@pytest.mark.parametrize("name", ["teams", "member_ids", "stepped_out", "members", "created_by"])
def test_what_is_odd_keeps_nobody_from_leaving(store: Documents, name: str, value: Any) -> None:
    store.commit([Put("people/T1-U1", {"teams": ["T1-C1"], name: value})])
    store.commit([Put("teams/T1-C1", {"member_ids": ["U1"], "members": {"U1": {}}, "updated_by": "U1", name: value})])
    memory = Repository(lambda: store)
    assert [team.id for team in memory.personal_data.teams_of("T1", "U1")] == ["T1-C1"]
    memory.personal_data.leave_team("T1-C1", "U1")
    assert "U1" not in repr(store.get(["teams/T1-C1"])["teams/T1-C1"].fields)


@pytest.mark.parametrize("value", [*ODD, 2.5])
@pytest.mark.parametrize("field", ["state", "claimed_at", "channel", "ts", "revision", "shows", "error", "thread"])
def test_an_odd_field_of_a_delivery_leaves_the_others(field: str, value: Any) -> None:
    fields = {"state": "sent", "claimed_at": NOON, "channel": "C1", "ts": "1.1", "revision": 1, field: value}
    odd = delivery_from(Key("teams/T1-C1", "welcome"), Document("", fields, None))
    assert odd.state == ("unknown" if field == "state" else "sent")
    assert isinstance(odd.revision, int)
    assert isinstance(odd.claimed_at, datetime)
    assert all(isinstance(text, str) for text in (odd.shows, odd.error, odd.thread))
    wrong = field in ("channel", "ts") and value != "x"
    assert odd.posted == (None if wrong else Posted(str(fields["channel"]), str(fields["ts"])))


@pytest.fixture
def littered(store: Documents) -> Repository:
    """A day and a session of a team, and beside each of its documents one that an operator, or a tool, put there."""
    friday, odd = NOON - timedelta(days=4), NOON - timedelta(days=300)
    beside: dict[str, Fields] = {
        "slots/notes": {"made_at": NOON, "text": "x"},
        "slots/copy": {"made_at": NOON, "slot": "17:00"},
        "audit/note": {"by": "U1", "what": "x"},
        "audit/note_T1-C1": {"by": "U1", "team": "T1-C1"},
        "audit/2026-11-24T12:00:00Z_T1-C1": {"by": "U1"},
        "teams/T1-C1/digests/2026-11-13-copy": {"created_at": odd},
        "teams/T1-C1/digests/notes": {"created_at": NOON},
        "teams/T1-C1/entries/notes": {"day": "", "kept_at": NOON, "updated_at": NOON},
        "teams/T1-C1/entries/mine": {"user": "U1", "keep": "x"},
    }
    job = SlotJob.parse("reminder 17:00 Asia/Tokyo")
    ours: dict[str, Fields] = {
        "teams/T1-C1": {"member_ids": ["U1"], "members": {"U1": {"name": "Tanaka"}}},
        "teams/T1-C1/digests/2026-11-20": {"created_at": friday},
        REVISED: {"user": "U1", "day": "2026-11-16", "keep": "k", "kept_at": friday, "updated_at": NOON, "revision": 1},
        f"slots/{job.id}": {"slot": str(job), "made_at": NOON},
        "audit/2026-11-24T12:00:01Z_T1-C1": {"by": "U1", "team": "T1-C1"},
    }
    store.commit([Put(path, fields) for path, fields in (beside | ours).items()])
    return Repository(lambda: store)


def test_what_lies_beside_ours_keeps_no_digest_and_no_sweep_from_its_work(littered: Repository) -> None:
    assert [entry.day for entry in littered.entries.kept("T1-C1", None, None)] == [MONDAY]
    assert [entry.day for entry in littered.entries.updated("T1-C1", NOON)] == [MONDAY]
    assert littered.entries.first_day("T1-C1") == MONDAY
    before, closing = littered.digests.before("T1-C1", None), littered.digests.closing_after("T1-C1", NOON - 300 * DAY)
    assert before == closing == littered.digests.get("T1-C1", FRIDAY)
    assert [str(record.job) for record in littered.slots.all()] == ["reminder 17:00 Asia/Tokyo"]


def test_what_lies_beside_ours_is_handed_over_and_erased_where_it_names_the_person(
    littered: Repository, store: Documents
) -> None:
    assert set(littered.personal_data.everything_of("T1", "U1")["teams"]["T1-C1"]["entries"]) == {
        "2026-11-16_U1",
        "mine",
    }
    assert littered.personal_data.changes_by("T1", "U1") == [("T1-C1", NOON + timedelta(seconds=1))]
    assert [entry.id for entry in littered.personal_data.entries_of("T1-C1", "U1")] == ["2026-11-16_U1"]
    littered.personal_data.leave_team("T1-C1", "U1")
    assert set(store.get(["teams/T1-C1/entries/mine", "teams/T1-C1/entries/notes"])) == {"teams/T1-C1/entries/notes"}


def test_a_digest_without_its_day_was_held_on_its_session() -> None:
    smallest = digest_from(Document("teams/T1-C1/digests/2026-11-20", {"created_at": datetime.now(UTC)}, None))
    assert (smallest.held_on, smallest.order, smallest.finished_at) == (FRIDAY, (), None)


@pytest.mark.parametrize("slot", ["reminder 17:00 Asia/Tokyo", "digest 09:15 America/Argentina/Buenos_Aires"])
def test_a_slot_is_what_its_id_and_its_job_say(slot: str) -> None:
    job, made = SlotJob.parse(slot), datetime(2026, 11, 24, tzinfo=UTC)
    fields = {"job": job.job, "cron": job.cron, "zone": job.slot.zone, "made_at": made, "last_run": None}
    assert slot_from(Document(f"slots/{job.id}", fields, None)).job == job
