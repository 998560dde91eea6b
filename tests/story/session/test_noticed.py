"""Who reacted to the week's announcements: read once the digest is posted, and once more by the next sweep."""

import pytest

from local.slack.state.records import Message
from shared.kpt.board.board import Board
from shared.slack.api.reactions import PAGE
from shared.store.engine.documents import Put, Update
from shared.usecases.board.board import look, read_board
from tests.story.conftest import Story, key_of, tokyo
from tests.story.personal_data import press, traces

ENTRY = "2026-11-16_U1"
DIGEST = "teams/T1-C1/digests/2026-11-20"


def may_read(story: Story, *scopes: str) -> None:
    story.workspace.scopes |= {"reactions:read", *scopes}


def react(story: Story, message: Message, by: str, emoji: str = "tada") -> None:
    story.workspace.react(message, emoji, by)


def post_of(story: Story, user: str) -> Message:
    there = [*story.channel.messages, *(reply for post in story.channel.messages for reply in post.replies)]
    return next(m for m in there if m.metadata and key_of(m) == f"announcement:2026-11-16:{user}")


@pytest.fixture
def written(team: Story) -> Story:
    """All three wrote on Monday, and two reacted to what 田中 wrote; Slack shows reactions to the app."""
    team.tanaka.close()
    for person, keep in ((team.tanaka, "予定どおり"), (team.suzuki, "早めの相談"), (team.sato, "One less alert")):
        team.write(person, keep=keep)
    post = post_of(team, "U1")
    react(team, post, "U2")
    react(team, post, "U3")
    react(team, post, "U3", "company-parrot")
    react(team, post, "U1")
    return team


def noticed(story: Story) -> dict[str, list[str]]:
    return dict(story.document(DIGEST).get("noticed") or {})


def board(story: Story) -> Board:
    store, now = story.machine.services.world.store, story.machine.clock.now()
    team = store.teams.get("T1-C1")
    assert team
    found = read_board(store, look(store, team), None, now)
    assert found
    return found


def shown(story: Story) -> dict[str, tuple[str, ...]]:
    return {member.user: member.reacted for member in board(story).members}


@pytest.mark.parametrize("scopes", [(), ("channels:history",)])
def test_members_who_reacted_are_named_once_and_the_author_is_not(written: Story, scopes: tuple[str, ...]) -> None:
    may_read(written, *scopes)
    written.until(tokyo(20, "16:31"))
    assert noticed(written) == {ENTRY: ["U2", "U3"]}
    assert shown(written) == {"U1": ("Sato", "鈴木"), "U2": (), "U3": ()}
    assert not written.refused_calls()


def test_of_an_entry_that_has_no_keep_any_more_nobody_is_named(written: Story) -> None:
    may_read(written)
    written.tanaka.command("/kpt")
    written.tanaka.type(keep="", problem="手が足りない")
    written.tanaka.submit()
    written.settle()
    written.until(tokyo(20, "16:31"))
    assert noticed(written) == {}


def test_reactions_are_found_however_much_was_said_since(written: Story) -> None:
    may_read(written, "channels:history")
    for number in range(PAGE + 1):
        written.workspace.post("C1", "U1", f"chat {number}")
    written.until(tokyo(20, "16:31"))
    assert noticed(written) == {ENTRY: ["U2", "U3"]}


def test_where_history_may_be_read_it_is_one_call_for_all(written: Story) -> None:
    may_read(written, "channels:history")
    before = len([call for call in written.slack.calls if call.method == "conversations.history"])
    written.until(tokyo(20, "16:31"))
    assert len([c for c in written.slack.calls if c.method == "conversations.history"]) == before + 1
    assert not [call for call in written.slack.calls if call.method == "reactions.get"]


def test_in_a_thread_each_is_asked_for(team: Story) -> None:
    team.machine.sqlite.commit([Update("teams/T1-C1", {"announcement.mode": "thread"})])
    team.tanaka.close()
    team.write(team.tanaka, keep="予定どおり")
    may_read(team, "channels:history")
    react(team, post_of(team, "U1"), "U2")
    team.until(tokyo(20, "16:31"))
    assert noticed(team) == {ENTRY: ["U2"]}


def test_without_the_scope_nothing_is_asked_and_all_else_works(written: Story) -> None:
    written.until(tokyo(20, "16:31"))
    assert "noticed" not in written.document(DIGEST)
    assert written.document(DIGEST)["finished_at"]
    assert not [call for call in written.slack.calls if call.method == "reactions.get"]
    assert not written.refused_calls()


def test_what_was_taken_back_or_came_is_known_after_the_next_sweep_and_then_no_more(written: Story) -> None:
    may_read(written)
    written.until(tokyo(20, "16:31"))
    post = post_of(written, "U1")
    react(written, post, "U2")  # taken back
    react(written, post_of(written, "U2"), "U3", "eyes")
    written.jump(tokyo(20, "19:00"))
    written.machine.triggers.publish("sweep", [{}])
    written.settle()
    assert noticed(written) == {ENTRY: ["U3"], "2026-11-16_U2": ["U3"]}
    asked = len([call for call in written.slack.calls if call.method == "reactions.get"])
    written.machine.triggers.publish("sweep", [{}])
    written.settle()
    assert len([call for call in written.slack.calls if call.method == "reactions.get"]) == asked


def test_of_many_who_reacted_all_are_asked_for_and_twelve_are_stored(team: Story) -> None:
    members = [f"U{n}" for n in range(10, 70)]
    for user in members:
        team.workspace.add_user(user, f"person{user}", f"Person {user}")
        team.workspace.join("C1", user)
    team.settle()
    team.tanaka.close()
    team.write(team.tanaka, keep="予定どおり")
    may_read(team, "channels:history")
    for user in members:
        react(team, post_of(team, "U1"), user)
    team.until(tokyo(20, "16:31"))
    (stored,) = noticed(team).values()
    assert len(stored) == 12
    assert len(shown(team)["U1"]) == 6


def test_a_rest_that_slack_asks_for_ends_it_and_the_digest_stands(written: Story) -> None:
    may_read(written)
    written.slack.faults.status("reactions.get", 429, retry_after=30)
    written.until(tokyo(20, "16:31"))
    assert written.document(DIGEST)["finished_at"]
    assert "noticed" not in written.document(DIGEST)
    assert len([call for call in written.slack.calls if call.method == "reactions.get"]) == 1


def test_forty_calls_are_the_most(team: Story) -> None:
    team.tanaka.close()
    team.write(team.tanaka, keep="予定どおり")
    entry = team.document(f"teams/T1-C1/entries/{ENTRY}")
    delivery = team.document("teams/T1-C1/deliveries/announcement:2026-11-16:U1")
    for n in range(100, 160):
        other = Put(f"teams/T1-C1/entries/2026-11-16_U{n}", {**entry, "user": f"U{n}"})
        team.machine.sqlite.commit([Put(f"teams/T1-C1/deliveries/announcement:2026-11-16:U{n}", delivery), other])
    team.settle()
    may_read(team)
    team.until(tokyo(20, "16:31"))
    assert len([call for call in team.slack.calls if call.method == "reactions.get"]) == 39, "one asked for the scopes"


def test_nothing_of_it_stands_in_slack(written: Story) -> None:
    may_read(written)
    before = [message.text for message in written.everything_posted()]
    written.until(tokyo(20, "16:31"))
    digest = [message for message in written.everything_posted() if message.text not in before]
    assert digest
    assert not any("リアクション" in f"{message.text}{message.blocks}" for message in digest)


def test_an_erasure_takes_out_who_reacted_and_what_they_had(written: Story) -> None:
    may_read(written)
    react(written, post_of(written, "U3"), "U1")
    written.until(tokyo(20, "16:31"))
    assert noticed(written) == {ENTRY: ["U2", "U3"], "2026-11-16_U3": ["U1"]}
    press(written, written.tanaka, "my_data_erase")
    assert noticed(written) == {}
    assert not [trace for trace in traces(written, "U1") if "noticed" in trace]
