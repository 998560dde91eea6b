"""One's own data, erased: what goes, what stays, and what comes afterwards."""

from datetime import timedelta

import pytest

from local.slack.people.person import Person
from local.slack.people.reading import plain, plain_view
from shared.store.engine.documents import Delete, Fields, Merge, Put
from tests.story.conftest import Story, en, ja, key_of, tokyo
from tests.story.personal_data import TEXTS, erase, files, stored, traces, two_weeks


@pytest.fixture
def history(asked: Story) -> Story:
    """田中 has two weeks behind them, in two teams."""
    return two_weeks(asked)


# Erasure


def change_the_time(story: Story, person: Person, to: str) -> None:
    person.close_all()
    story.jump(story.machine.clock.now() + timedelta(minutes=1))
    person.command("/kpt", "setup")
    person.select(reminder_time=to)
    person.submit()
    story.settle()


def test_nothing_is_left_but_the_audit_line(history: Story) -> None:
    change_the_time(history, history.tanaka, "18:00")
    change_the_time(history, history.suzuki, "17:30")
    assert any("18:00(田中さん)" in plain(m) for m in history.posts())
    erase(history, history.tanaka)
    assert traces(history, "U1", "田中", "tanaka", *TEXTS) == []
    (line,) = [(n, f) for n, f in history.documents("audit").items() if f["what"] == "erased their own data"]
    assert line[0].endswith("_T1-U1")
    assert line[1].keys() == {"schema", "at", "by", "what"}
    assert line[1]["by"] == "U1"
    assert not any(word in repr(history.documents("audit")) for word in ("田中", *TEXTS))
    assert any("17:30(鈴木さん)" in plain(m) for m in history.posts())
    assert history.machine.triggers.settled


def choose(story: Story, by: Person, *users: str, settle: bool = True) -> None:
    by.close_all()
    story.jump(story.machine.clock.now() + timedelta(minutes=1))
    by.command("/kpt", "setup")
    by.select(membership="list", chosen=list(users))
    by.submit()
    if settle:
        story.settle()


def test_what_somebody_else_changed_of_the_chosen_people_names_them_no_more(history: Story) -> None:
    choose(history, history.suzuki, "U1", "U2", "U3")
    choose(history, history.suzuki, "U2", "U3")
    assert len([m for m in history.posts() if "田中" in plain(m) and key_of(m).startswith("changed:")]) == 2
    erase(history, history.tanaka)
    assert traces(history, "U1", "田中", "tanaka", *TEXTS) == []
    lines = [f["changes"] for f in history.documents("audit").values() if f["what"] == "changed the settings"]
    assert lines
    assert "U1" not in repr(lines)


def test_what_others_were_told_of_other_people_stays(history: Story) -> None:
    choose(history, history.suzuki, "U2", "U3")
    choose(history, history.suzuki, "U2")
    erase(history, history.tanaka)
    assert [m for m in history.posts() if "Sato" in plain(m) and key_of(m).startswith("changed:")]


def test_who_is_not_chosen_any_more_is_named_and_not_by_an_id(history: Story) -> None:
    choose(history, history.suzuki, "U1", "U2")
    choose(history, history.suzuki, "U2")
    told = [plain(m) for m in history.posts() if key_of(m).startswith("changed:")]
    assert "田中" in told[-1]
    assert "U1" not in told[-1]


def test_nothing_is_left_in_their_home(history: Story) -> None:
    history.tanaka.open_home()
    assert any(text in plain_view(history.tanaka.home) for text in TEXTS)
    erase(history, history.tanaka)
    assert plain_view(history.tanaka.home) == ja("home.nobody")


def test_the_log_says_that_it_was_done_and_in_how_many_teams(history: Story) -> None:
    erase(history, history.tanaka)
    [line] = history.events("my_data.erased")
    assert (line["user"], line["teams"]) == ("U1", 2)


def test_what_others_have_stays_as_it_is(history: Story) -> None:
    def others() -> dict[str, Fields]:
        kept = {p: f for p, f in stored(history).items() if p.startswith("people/T1-U2") or p.endswith("_U2")}
        return kept | {p: f for p, f in stored(history).items() if "_U3" in p or "_U2/" in p or "/T1-U3" in p}

    def messages() -> list[tuple[str, str, str]]:
        theirs = [m for m in history.everything_posted() if m.metadata and ("U2" in key_of(m) or "U3" in key_of(m))]
        direct = [m for user in ("U2", "U3") for m in history.workspace.direct_messages(user)]
        return [(m.channel, m.ts, plain(m)) for m in (*theirs, *direct)]

    before, said = others(), messages()
    assert len(before) > 12
    assert len(said) > 10
    erase(history, history.tanaka)
    assert others() == before
    assert messages() == said


def test_digests_name_the_others_only_and_follow_their_edits_as_before(history: Story) -> None:
    erase(history, history.tanaka)
    first, second = [m for m in history.posts() if key_of(m).startswith("digest:")]
    assert "鈴木" in plain(first)
    assert [key_of(reply).split(":")[2] for reply in second.replies] == ["U2", "invite"]
    history.suzuki.command("/kpt")
    history.suzuki.press_in_view("day", "2026-11-24")
    history.suzuki.type(keep="鈴木の直し")
    history.suzuki.submit()
    history.sato.command("/kpt")
    history.sato.type(keep="Sato joins")
    history.sato.submit()
    history.settle()
    shown = "\n".join(history.thread())
    assert "鈴木の直し" in shown
    assert "Sato joins" in shown
    assert ja("part.invite", names="Satoさん") not in shown, "the invitation moves on, too"


def test_an_erased_authors_digest_without_any_other_keep_says_so(asked: Story) -> None:
    asked.write(asked.tanaka, keep=TEXTS[0])
    asked.until(tokyo(20, "18:00"))
    erase(asked, asked.tanaka)
    assert ja("digest.empty") in plain(asked.digest())
    assert asked.digest().replies == []


def test_direct_messages_that_no_delivery_remembers_any_more_go_too(history: Story) -> None:
    gone = [p for p in stored(history) if p.startswith("people/T1-U1/deliveries/")]
    history.machine.sqlite.commit([Delete(path) for path in gone])  # as Firestore does after 30 days
    erase(history, history.tanaka)
    assert history.workspace.direct_messages("U1") == []


def test_where_direct_messages_may_not_be_read_all_that_is_remembered_goes(history: Story) -> None:
    history.workspace.scopes.remove("im:history")
    history.machine.sqlite.commit([Delete("people/T1-U1/deliveries/reminder:2026-11-16")])
    erase(history, history.tanaka)
    assert [
        m for m in history.workspace.direct_messages("U1") if m.metadata and key_of(m) != "reminder:2026-11-16"
    ] == []
    assert not files(history, "U1")
    assert history.events("my_data.not_looked")
    assert "people/T1-U1" not in stored(history)


def test_an_archived_channel_and_messages_that_are_gone_do_not_stop_it(history: Story) -> None:
    history.workspace.delete(next(m for m in history.posts() if key_of(m) == "announcement:2026-11-24:U1"))
    history.workspace.channel("C2").is_archived = True
    erase(history, history.tanaka)
    assert [text for text in traces(history, "U1", "田中", *TEXTS) if not text.startswith("Message(")] == []
    left = [m for m in history.everything_posted() if any(word in repr(m) for word in ("U1", "田中"))]
    assert {m.channel for m in left} == {"C2"}, "Slack lets go of none there"
    assert {event["reason"] for event in history.events("delivery.left")} == {"is_archived"}


def test_a_digest_in_an_archived_channel_is_drawn_anew_when_it_is_back(history: Story) -> None:
    channel = history.workspace.channel("C1")
    channel.is_archived = True
    erase(history, history.tanaka)
    channel.is_archived = False
    history.machine.triggers.publish("sweep", [{}])
    history.settle()
    history.machine.sqlite.commit([Put("errands/unblocked-T1-C1", {"schema": 1, "kind": "unblocked", "team": "T1-C1"})])
    history.settle()
    assert not [m for m in history.posts() if "田中" in plain(m) and key_of(m).count(":") == 1]


@pytest.mark.parametrize("code", ["cant_delete_message", "message_not_found"])
def test_what_slack_refuses_is_logged_and_the_rest_goes_on(history: Story, code: str) -> None:
    history.slack.faults.error("chat.delete", code, times=3)
    erase(history, history.tanaka)
    assert "people/T1-U1" not in stored(history)
    assert bool(history.events("delivery.left")) == (code != "message_not_found")


def test_without_the_scope_for_files_everything_else_goes(history: Story) -> None:
    history.workspace.scopes.remove("files:write")
    erase(history, history.tanaka)
    assert history.machine.triggers.settled
    assert "people/T1-U1" not in stored(history)
    assert "missing_scope" in {event["reason"] for event in history.events("delivery.left")}


# Afterwards


def sweep(story: Story) -> None:
    story.machine.triggers.publish("sweep", [{}])
    story.settle()


def test_somebody_who_stays_in_the_channel_is_asked_again_as_a_new_member(history: Story) -> None:
    erase(history, history.tanaka)
    sweep(history)
    history.until(tokyo(30, "17:05"))
    assert ja("reminder.first_time", channel="#ops") in history.messages("U1")[-1]
    assert not any(text in history.messages("U1")[-1] for text in TEXTS)


def test_who_left_the_channels_stays_out(history: Story) -> None:
    for channel in ("C1", "C2"):
        history.workspace.leave(channel, "U1")
    erase(history, history.tanaka)
    history.until(tokyo(30, "17:05"))
    assert traces(history, "U1", "田中", *TEXTS) == []


def test_so_does_who_stops_the_messages_afterwards(history: Story) -> None:
    erase(history, history.tanaka)
    history.tanaka.command("/kpt", "stop")
    assert stored(history)["people/T1-U1"] == {"schema": 1, "stopped": True}
    history.until(tokyo(30, "17:05"))
    assert history.messages("U1") == []


def test_a_member_without_any_entry_is_erased_as_well(asked: Story) -> None:
    erase(asked, asked.suzuki)
    assert traces(asked, "U2", "鈴木") == []


def test_the_answer_says_how_to_stay_out() -> None:
    for say in (ja, en):
        assert "/kpt stop" in say("my_data.erasing")


@pytest.mark.parametrize("about", [{"kind": "dance", "by": "U1"}, {"by": "U1"}, {"team": "T1-C1"}])
def test_a_stored_errand_of_a_kind_that_nobody_knows_is_logged(asked: Story, about: Fields) -> None:
    asked.machine.sqlite.commit([Merge("errands/x", {"schema": 1, **about})])
    asked.settle()
    assert asked.events("errand.unknown")
    assert not asked.documents("errands")
