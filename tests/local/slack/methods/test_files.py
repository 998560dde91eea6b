"""Files: their three steps, the scope, and what is left when one is deleted."""

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from local.slack.api.server import Slack
from local.slack.people.person import Person
from local.slack.people.reading import plain
from local.slack.state.workspace import Workspace
from tests.local.slack.methods.test_messages import refusal


def upload(client: WebClient, channel: str = "DU1") -> str:
    client.conversations_open(users="U1")
    answer = client.files_upload_v2(channel=channel, filename="a.json", content='{"名": 1}', initial_comment="Here")
    return str(answer["file"]["id"])


def test_a_file_is_shared_in_the_apps_message(
    client: WebClient, workspace: Workspace, slack: Slack, ken: Person
) -> None:
    file_id = upload(client)
    [message] = workspace.direct_messages(ken.user_id)
    assert message.files[0]["content"] == '{"名": 1}'
    assert (message.bot_id, plain(message)) == (workspace.bot_id, "Here\n[a.json]")
    assert [call.method for call in slack.calls][-2:] == ["files.getUploadURLExternal", "files.completeUploadExternal"]
    [seen] = client.conversations_history(channel="DU1")["messages"]
    assert seen["files"] == [{"id": file_id, "name": "a.json", "title": "a.json", "size": 10, "mode": "hosted"}]


def test_deleting_it_leaves_the_message_and_a_second_time_finds_none(client: WebClient, workspace: Workspace) -> None:
    file_id = upload(client)
    client.files_delete(file=file_id)
    [message] = workspace.direct_messages("U1")
    assert message.files == ({"id": file_id, "mode": "tombstone"},)
    assert refusal(client.files_delete, file=file_id) == "file_deleted"
    assert refusal(client.files_delete, file="F0") == "file_not_found"


def test_a_place_takes_no_persons_id_and_has_to_be_open_to_the_app(client: WebClient) -> None:
    for channel, code in (("U1", "channel_not_found"), ("C2", "not_in_channel"), ("C5", "is_archived")):
        with pytest.raises(SlackApiError) as refused:
            upload(client, channel)
        assert refused.value.response["error"] == code


def test_it_takes_the_scope(client: WebClient, workspace: Workspace) -> None:
    file_id = upload(client)
    workspace.scopes.remove("files:write")
    assert refusal(client.files_delete, file=file_id) == "missing_scope"
    with pytest.raises(SlackApiError) as refused:
        upload(client)
    assert refused.value.response["error"] == "missing_scope"
