"""A channel that cannot be posted to: said once, nothing lost, and all of it sent when it can be again."""

from datetime import timedelta

import pytest

from local.slack.outgoing.requests import event, http_sender
from local.slack.people.reading import plain
from shared.store.engine.documents import Document, Merge
from tests.story.conftest import Story, tokyo

ARCHIVED: tuple[str, dict[str, str]] = ("channel_archive", {})
REMOVED: tuple[str, dict[str, str]] = ("member_left_channel", {"user": "UBOT"})


@pytest.fixture
def story(team: Story) -> Story:
    """A Monday morning in #ops, set up by 田中."""
    return team


def tell_app(story: Story, kind: str, **fields: str) -> int:
    """Slack tells the app of an event."""
    send = http_sender(story.machine.functions.url("interaction"))
    answer = send(*event(story.machine.workspace, kind, channel="C1", **fields))
    story.machine.triggers.settle()
    return answer.status


def stored(story: Story) -> Document:
    """The team's document."""
    return story.machine.sqlite.get(["teams/T1-C1"])["teams/T1-C1"]


def block(story: Story, kind: str, **fields: str) -> None:
    """The channel is archived, or the app removed from it; the app hears of it."""
    if kind == "channel_archive":
        story.machine.workspace.channel("C1").is_archived = True
    else:
        story.machine.workspace.leave("C1", "UBOT")
    assert tell_app(story, kind, **fields) == 200


def warnings(story: Story, user: str) -> list[str]:
    """What a person was told about the channel."""
    return [
        message.text
        for message in story.machine.workspace.direct_messages(user)
        if message.metadata and message.metadata["event_payload"]["key"].startswith("cannot_post")
    ]


@pytest.mark.parametrize(("kind", "fields"), [ARCHIVED, REMOVED])
def test_whoever_set_the_team_up_is_told_once_and_nobody_else(story: Story, kind: str, fields: dict[str, str]) -> None:
    block(story, kind, **fields)
    assert tell_app(story, kind, **fields) == 200
    assert len(warnings(story, "U1")) == 1
    assert not warnings(story, "U2")
    assert stored(story).fields["status"] == "blocked"


def test_somebody_elses_coming_and_going_blocks_nothing(story: Story) -> None:
    assert tell_app(story, "member_left_channel", user="U2") == 200
    assert stored(story).fields["status"] == "active"


def test_nobody_is_asked_while_the_channel_is_blocked(story: Story) -> None:
    block(story, "channel_archive")
    before = len(story.machine.workspace.direct_messages("U2"))
    story.machine.triggers.run_until(story.machine.clock.now() + timedelta(days=1))
    assert len(story.machine.workspace.direct_messages("U2")) == before


def test_what_was_written_meanwhile_appears_when_the_channel_is_back(story: Story) -> None:
    story.machine.workspace.channel("C1").is_archived = True
    person = story.machine.person("U2")
    person.command("/kpt", channel="C1")
    person.type(keep="書いておいた。")
    person.submit()
    story.machine.triggers.settle()
    assert len(warnings(story, "U1")) == 1
    assert tell_app(story, "channel_archive") == 200
    assert len(warnings(story, "U1")) == 1

    story.machine.workspace.channel("C1").is_archived = False
    assert tell_app(story, "channel_unarchive") == 200
    assert "書いておいた。" in plain(story.machine.workspace.channel("C1").messages[-1])
    assert stored(story).fields["status"] == "active"


def test_a_session_that_began_meanwhile_is_ended_when_the_channel_is_back(story: Story) -> None:
    story.write(story.tanaka, keep="よかった。")
    story.until(tokyo(20, "16:29"))
    story.machine.workspace.channel("C1").is_archived = True
    story.until(tokyo(20, "16:31"))
    digest = "teams/T1-C1/digests/2026-11-20"
    assert story.document(digest)["finished_at"] is None
    story.machine.workspace.channel("C1").is_archived = False
    assert tell_app(story, "channel_unarchive") == 200
    assert story.document(digest)["finished_at"]
    assert "よかった。" in "\n".join(story.thread())


def test_a_second_blockade_is_said_again(story: Story) -> None:
    block(story, "channel_archive")
    story.machine.workspace.channel("C1").is_archived = False
    tell_app(story, "channel_unarchive")
    block(story, "channel_archive")
    assert len(warnings(story, "U1")) == 2


def test_the_sweep_notices_what_no_event_told(story: Story) -> None:
    story.machine.workspace.channel("C1").is_archived = True
    story.machine.triggers.publish("sweep", [{}])
    story.machine.triggers.settle()
    assert stored(story).fields["status"] == "blocked"
    story.machine.workspace.channel("C1").is_archived = False
    story.machine.triggers.publish("sweep", [{}])
    story.machine.triggers.settle()
    assert stored(story).fields["status"] == "active"


def test_the_next_slot_tries_again_without_any_event(story: Story) -> None:
    workspace = story.machine.workspace
    workspace.leave("C1", "UBOT", told=False)
    person = story.machine.person("U2")
    person.command("/kpt", channel="C1")
    person.type(keep="あとで届く。")
    person.submit()
    story.machine.triggers.settle()
    workspace.join("C1", "UBOT", told=False)
    story.machine.triggers.publish("digest", [{"team": "T1-C1", "day": "2026-11-17"}])
    story.machine.triggers.settle()
    assert "あとで届く。" in plain(workspace.channel("C1").messages[-1])


@pytest.mark.parametrize("status", ["active", "paused"])
def test_an_invitation_sends_what_was_held_up_though_nothing_told_that_the_app_was_removed(
    story: Story, status: str
) -> None:
    workspace = story.machine.workspace
    workspace.leave("C1", "UBOT", told=False)
    story.write(story.suzuki, keep="招かれて届く。")
    assert len(warnings(story, "U1")) == 1
    story.machine.sqlite.commit([Merge("teams/T1-C1", {"status": status})])
    workspace.join("C1", "UBOT")
    assert story.settle()
    assert "招かれて届く。" in plain(workspace.channel("C1").messages[-1])
    assert stored(story).fields["status"] == status

    workspace.leave("C1", "UBOT", told=False)
    story.write(story.suzuki, keep="もう一度。")
    assert len(warnings(story, "U1")) == 2, "another time, it is said again"


def test_the_sweep_follows_who_came_and_who_left(story: Story) -> None:
    workspace = story.machine.workspace
    workspace.add_user("U9", "new", "新人")
    workspace.join("C1", "U9", told=False)
    workspace.leave("C1", "U2", told=False)
    story.machine.triggers.publish("sweep", [{}])
    story.machine.triggers.settle()
    members = stored(story).fields["members"]
    assert "U9" in members
    assert "U2" not in members
    assert "UBOT" not in stored(story).fields["member_ids"]


def test_revoked_tokens_are_logged_as_errors_and_pause_nothing(story: Story) -> None:
    for kind in ("tokens_revoked", "app_uninstalled"):
        assert tell_app(story, kind) == 200
    assert stored(story).fields["status"] == "active"
