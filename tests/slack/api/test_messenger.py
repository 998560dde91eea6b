"""Messages: posted, changed, removed, and found again by their key."""

from datetime import UTC, date, datetime, time

import pytest
from slack_sdk import WebClient

from local.slack.api.server import Slack
from local.slack.people.reading import plain
from local.slack.state.workspace import Workspace
from shared.clock import SetClock
from shared.i18n.sentences import sentences
from shared.kpt.entry.entry import Texts
from shared.kpt.entry.form_seed import FormSeed
from shared.kpt.errors import MayNotLook, OutcomeUnknown, Rejected, RetryLater
from shared.kpt.messages.entries import Announcement
from shared.kpt.messages.files import Export
from shared.kpt.messages.place import Channel, Direct, Posted
from shared.kpt.messages.reminders import AskForEntry, Recorded
from shared.kpt.messages.teams import CannotPost, Welcome
from shared.slack.api.messenger import EVENT_TYPE, PAGE, PAGES, Messenger
from shared.slack.api.rate_limit import RateLimit

DAY = date(2026, 11, 16)
SEED = FormSeed("T1-C1", DAY, "ja", "ops", "Asia/Tokyo")
WELCOME = Welcome("ja", time(17), 4, time(16), time(16, 30))
ENTRY = Announcement("ja", "田中", "", DAY, past=False, texts=Texts("よかった"))


@pytest.fixture
def messenger(web: WebClient) -> Messenger:
    return Messenger(web, RateLimit(SetClock(datetime.now(UTC)).waiting))


@pytest.fixture
def reads_channels(workspace: Workspace) -> None:
    workspace.scopes.add("channels:history")
    workspace.replies_in_channels = True


def test_a_message_carries_its_key(messenger: Messenger, workspace: Workspace) -> None:
    posted = messenger.post(Channel("C1"), WELCOME, "welcome")
    (message,) = workspace.channel("C1").messages
    assert posted == Posted("C1", message.ts)
    assert message.metadata == {"event_type": EVENT_TYPE, "event_payload": {"key": "welcome"}}
    assert EVENT_TYPE == "furikaeri_delivery"


def test_a_direct_message_is_opened_by_posting_it(messenger: Messenger, workspace: Workspace, slack: Slack) -> None:
    posted = messenger.post(Direct("U1"), AskForEntry(SEED, "C1", first_time=False), "reminder:2026-11-16")
    assert posted.channel == "DU1"
    assert len(workspace.direct_messages("U1")) == 1
    assert [c.method for c in slack.calls] == ["chat.postMessage"]


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("not_in_channel", "error.cannot_post"),
        ("channel_not_found", "error.cannot_post"),
        ("is_archived", "error.channel_archived"),
        ("restricted_action", "error.channel_restricted"),
        ("restricted_action_read_only_channel", "error.channel_restricted"),
    ],
)
def test_a_closed_channel_is_told_with_what_mends_it(
    messenger: Messenger, workspace: Workspace, reason: str, told: str
) -> None:
    messenger.post(Direct("U1"), CannotPost("en", "ops", reason), "k")
    (message,) = workspace.direct_messages("U1")
    assert plain(message) == sentences("en")(told, channel="#ops")


def test_a_message_turns_into_another_and_keeps_its_key(messenger: Messenger, workspace: Workspace) -> None:
    posted = messenger.post(Channel("C1"), ENTRY, "k")
    messenger.replace(posted, Announcement("ja", "田中", "", DAY, past=False, texts=Texts("変えた")), "k")
    (message,) = workspace.channel("C1").messages
    assert "変えた" in plain(message)
    assert messenger is not None
    assert (message.metadata or {})["event_payload"] == {"key": "k"}


def test_whoever_is_in_a_hurry_waits_for_no_longer_than_they_say(messenger: Messenger, slack: Slack) -> None:
    posted = messenger.post(Channel("C1"), WELCOME, "k1")
    slack.faults.hang("chat.update")
    with pytest.raises(OutcomeUnknown) as lost:
        messenger.hurried(lambda: 1.9).replace(posted, ENTRY, "k1")
    assert lost.value.timed_out
    slack.faults.release()
    slack.faults.status("chat.update", 429, retry_after=1)
    for _ in range(2):
        with pytest.raises(RetryLater):
            messenger.hurried(lambda: 1.9).replace(posted, ENTRY, "k1")
    assert len(slack.calls_of("chat.update")) == 2, "the second waits for no turn, and is not sent"


def test_withdrawing_twice_is_withdrawing(messenger: Messenger, workspace: Workspace) -> None:
    posted = messenger.post(Channel("C1"), WELCOME, "welcome")
    messenger.withdraw(posted)
    messenger.withdraw(posted)
    assert workspace.channel("C1").messages == []


def test_what_may_not_be_withdrawn_is_refused(messenger: Messenger, slack: Slack) -> None:
    posted = messenger.post(Channel("C1"), WELCOME, "welcome")
    slack.faults.error("chat.delete", "cant_delete_message")
    with pytest.raises(Rejected):
        messenger.withdraw(posted)


# Finding


def test_a_direct_message_is_found_by_its_key(messenger: Messenger) -> None:
    message = AskForEntry(SEED, "C1", first_time=False)
    first = messenger.post(Direct("U1"), message, "reminder:2026-11-16")
    messenger.post(Direct("U1"), message, "reminder:2026-11-17")
    assert messenger.find(Direct("U1"), "reminder:2026-11-16") == first
    assert messenger.find(Direct("U1"), "reminder:2026-11-18") is None
    assert messenger.find(Direct("U2"), "reminder:2026-11-16") is None


@pytest.mark.usefixtures("reads_channels")
def test_a_message_of_a_channel_is_found_and_a_reply_in_its_thread(messenger: Messenger) -> None:
    parent = messenger.post(Channel("C1"), WELCOME, "parent")
    reply = messenger.post(Channel("C1", parent.ts), ENTRY, "part")
    assert messenger.find(Channel("C1"), "parent") == parent
    assert messenger.find(Channel("C1"), "part") is None  # history has no replies
    assert messenger.find(Channel("C1", parent.ts), "part") == reply


@pytest.mark.usefixtures("reads_channels")
def test_only_a_message_of_our_own_is_ours(messenger: Messenger, workspace: Workspace) -> None:
    metadata = {"event_type": EVENT_TYPE, "event_payload": {"key": "k"}}
    workspace.post("C1", "U2", "forged", metadata=metadata)
    workspace.post("C1", "UOTHERBOT", "forged", bot_id="B2", metadata=metadata)
    assert messenger.find(Channel("C1"), "k") is None
    ours = messenger.post(Channel("C1"), WELCOME, "k")
    assert messenger.find(Channel("C1"), "k") == ours


@pytest.mark.usefixtures("reads_channels")
def test_it_is_found_on_a_later_page(messenger: Messenger, workspace: Workspace, slack: Slack) -> None:
    ours = messenger.post(Channel("C1"), WELCOME, "k")
    for n in range(PAGE + 5):
        workspace.post("C1", "U1", str(n))
    assert messenger.find(Channel("C1"), "k") == ours
    assert len(slack.calls_of("conversations.history")) == 2


@pytest.mark.usefixtures("reads_channels")
def test_the_look_up_ends(messenger: Messenger, workspace: Workspace, slack: Slack) -> None:
    for n in range(PAGE * PAGES + 10):
        workspace.post("C1", "U1", str(n))
    assert messenger.find(Channel("C1"), "k") is None
    assert len(slack.calls_of("conversations.history")) == PAGES


def test_where_we_may_not_read_that_is_said(messenger: Messenger, workspace: Workspace) -> None:
    parent = messenger.post(Channel("C1"), WELCOME, "k")
    with pytest.raises(MayNotLook):
        messenger.find(Channel("C1"), "k")
    workspace.scopes.add("channels:history")
    assert messenger.find(Channel("C1"), "k") == parent
    with pytest.raises(MayNotLook):  # Slack refuses replies of channels to bots
        messenger.find(Channel("C1", parent.ts), "k")
    with pytest.raises(MayNotLook):
        messenger.find(Channel("C9"), "k")


@pytest.mark.parametrize(("code", "error"), [("ratelimited", RetryLater), ("internal_error", OutcomeUnknown)])
def test_a_look_up_that_did_not_happen_is_no_answer(
    messenger: Messenger, slack: Slack, code: str, error: type[Exception]
) -> None:
    messenger.post(Direct("U1"), AskForEntry(SEED, "C1", first_time=False), "k")
    slack.faults.error("conversations.history", code)
    with pytest.raises(error):
        messenger.find(Direct("U1"), "k")


# The link


def test_what_was_recorded_links_to_the_announcement(messenger: Messenger, workspace: Workspace) -> None:
    seen = messenger.post(Channel("C1"), ENTRY, "a")
    messenger.post(Direct("U1"), Recorded(SEED, "written", Texts("よかった"), seen.ts), "r")
    assert seen.ts.replace(".", "") in str(workspace.direct_messages("U1")[-1].blocks)


@pytest.mark.parametrize("code", ["message_not_found", "internal_error", "ratelimited", "channel_not_found"])
def test_a_message_without_its_link_is_better_than_none(
    messenger: Messenger, workspace: Workspace, slack: Slack, code: str
) -> None:
    slack.faults.error("chat.getPermalink", code)
    messenger.post(Direct("U1"), Recorded(SEED, "written", Texts("よかった"), "1.000100"), "r")
    assert "url" not in str(workspace.direct_messages("U1")[-1].blocks)


# Files

FILE = Export("ja", "furikaeri.json", '{"keep": "よかった"}')


def test_a_file_is_handed_over_and_taken_back(messenger: Messenger, workspace: Workspace) -> None:
    posted = messenger.post(Direct("U1"), FILE, "export:1")
    [message] = workspace.direct_messages("U1")
    assert message.files[0]["content"] == FILE.content
    assert posted == Posted("DU1", "", message.files[0]["id"])
    messenger.withdraw(posted)
    messenger.withdraw(posted)
    assert "content" not in message.files[0]


@pytest.mark.parametrize("taking_back", [False, True])
def test_the_scope_for_files_is_missing_for_good(messenger: Messenger, workspace: Workspace, taking_back: bool) -> None:
    posted = messenger.post(Direct("U1"), FILE, "export:1")
    workspace.scopes.remove("files:write")
    with pytest.raises(Rejected, match="missing_scope"):
        messenger.withdraw(posted) if taking_back else messenger.post(Direct("U1"), FILE, "export:2")


def test_everything_that_was_sent_to_a_person_is_found_with_its_files(
    messenger: Messenger, workspace: Workspace
) -> None:
    first = messenger.post(Direct("U1"), AskForEntry(SEED, "C1", first_time=False), "k")
    file = messenger.post(Direct("U1"), FILE, "export:1")
    workspace.post("DU1", "U1", "their own")
    with_file, found = messenger.sent_to("U1")
    assert found == first
    assert (with_file.channel, with_file.file) == (file.channel, file.file)
    assert with_file.ts
    assert messenger.sent_to("U2") == []
    workspace.scopes.remove("im:history")
    with pytest.raises(MayNotLook):
        messenger.sent_to("U1")
