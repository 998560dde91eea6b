"""What Slack tells about people, and about the app itself."""

from slack_sdk import WebClient

from local.slack.api.server import Slack
from local.slack.state.workspace import Workspace
from tests.local.slack.methods.test_messages import refusal


def test_a_person_has_a_zone_and_a_language_if_asked(client: WebClient) -> None:
    user = client.users_info(user="U2", include_locale=True)["user"]
    assert (user["tz"], user["tz_offset"], user["locale"]) == ("Europe/Berlin", 3600, "de-DE")
    assert "locale" not in client.users_info(user="U2")["user"]
    assert refusal(client.users_info, user="U9") == "user_not_found"


def test_a_zone_may_be_unknown(client: WebClient, workspace: Workspace) -> None:
    workspace.add_user("U3", "abe", "Abe", tz=None, locale=None)
    user = client.users_info(user="U3", include_locale=True)["user"]
    assert "tz" not in user
    assert "locale" not in user


def test_guests_bots_and_strangers_say_so(client: WebClient, workspace: Workspace) -> None:
    workspace.add_user("U3", "guest", "Guest", is_restricted=True)
    workspace.add_user("U4", "other", "Other", team_id="T2", is_stranger=True)
    assert client.users_info(user="U3")["user"]["is_restricted"] is True
    assert client.users_info(user="U4")["user"]["is_stranger"] is True
    assert client.users_info(user="U4")["user"]["team_id"] == "T2"
    assert client.users_info(user=workspace.bot_user_id)["user"]["is_bot"] is True
    assert "is_stranger" not in client.users_info(user="U1")["user"]


def test_everybody_is_listed_in_pages(client: WebClient, workspace: Workspace) -> None:
    ids: list[str] = []
    for page in client.users_list(limit=2):
        ids += [user["id"] for user in page["members"]]
    assert ids == ["USLACKBOT", workspace.bot_user_id, "U1", "U2"]


def test_a_status_is_shown_in_the_profile(client: WebClient, workspace: Workspace) -> None:
    workspace.change_user("U1", status_emoji=":palm_tree:", status_text="Vacationing")
    assert client.users_info(user="U1")["user"]["profile"]["status_emoji"] == ":palm_tree:"


def test_the_app_learns_who_it_is(client: WebClient, workspace: Workspace) -> None:
    answer = client.auth_test()
    assert (answer["team_id"], answer["user_id"]) == (workspace.team_id, workspace.bot_user_id)


def test_a_wrong_token_opens_nothing(slack: Slack) -> None:
    stranger = WebClient(token="xoxb-wrong", base_url=slack.url, retry_handlers=[])
    assert refusal(stranger.auth_test) == "invalid_auth"


def test_a_method_that_does_not_exist_is_unknown(client: WebClient) -> None:
    assert refusal(client.api_call, api_method="chat.shout") == "unknown_method"
