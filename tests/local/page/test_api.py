"""The page's addresses: what people do reaches the app as Slack tells it, and what Slack would not allow is refused."""

import pytest
from flask.testing import FlaskClient

from local.playground.play import Play
from tests.local.page.walk import Walk


@pytest.fixture
def walk(play: Play, client: FlaskClient) -> Walk:
    return Walk(play, client, "en")


def test_the_command_opens_the_form_and_closing_it_leaves_nothing(walk: Walk) -> None:
    walk.act("U1", "command", channel="C1", text="/kpt")
    view = walk.view("U1")
    assert view["title"] == "Today's look-back"
    assert [block["block_id"] for block in view["blocks"]][1:] == ["keep", "thanks", "problem", "last_try", "try"]
    walk.act("U1", "close", view=view["id"])
    assert walk.state()["screen"]["views"] == []


def test_the_shortcut_opens_the_form_too(walk: Walk) -> None:
    walk.act("U2", "shortcut")
    assert walk.view("U2")["title"] == "今日の振り返り"


def test_a_message_is_kept_from_its_menu_and_only_its_person_is_told(walk: Walk) -> None:
    walk.act("U2", "say", channel="C1", text="直りました")
    message = walk.newest("U2", "channel")
    walk.act("U2", "keep", ts=message["ts"], channel="C1")
    assert "とっておきました" in walk.newest("U2", "channel")["text"]
    assert walk.newest("U1", "channel")["text"] == "直りました"


def test_a_commands_answer_is_seen_by_one_person_only(walk: Walk) -> None:
    walk.act("U1", "command", channel="C1", text="/kpt help")
    assert walk.newest("U1", "channel")["ephemeral"]
    assert not walk.newest("U2", "channel")["ephemeral"]


def test_another_day_is_pushed_and_what_was_typed_below_stays(walk: Walk) -> None:
    walk.turn()
    walk.press("U1", "write")
    below = walk.view("U1")
    walk.act(
        "U1",
        "press_in_view",
        view=below["id"],
        typed={"keep": "typed below"},
        block="day",
        action="day",
        option="2026-11-17",
    )
    views = walk.state()["screen"]["views"]
    assert [view["title"] for view in views] == ["Today's look-back", "Look-back, Tue 17 Nov"]
    walk.act("U1", "close", view=views[1]["id"])
    assert {"block": "keep", "action": "text", "value": "typed below"} in walk.view("U1")["values"]


def test_what_is_typed_past_the_view_that_is_open_is_left_out(walk: Walk) -> None:
    walk.act("U1", "shortcut")
    walk.act("U1", "type", view=walk.view("U1")["id"], typed={"keep": "kept", "gone": "of an older view"})
    assert {"block": "keep", "action": "text", "value": "kept"} in walk.view("U1")["values"]


def test_typing_that_comes_when_the_form_is_gone_is_no_error(walk: Walk) -> None:
    walk.act("U1", "shortcut")
    view = walk.view("U1")["id"]
    walk.submit("U1", keep="Saved")
    walk.act("U1", "type", view=view, typed={"keep": "Saved"})


def test_people_talk_in_the_channel_and_in_threads(walk: Walk) -> None:
    walk.act("U2", "say", channel="C1", text="お先に失礼します")
    message = walk.newest("U1", "channel")
    assert message["text"] == "お先に失礼します"
    walk.act("U1", "say", channel="C1", text="Good night", thread=message["ts"])
    assert walk.newest("U1", "channel")["replies"][0]["text"] == "Good night"


def test_a_reaction_is_given_and_taken_back(walk: Walk) -> None:
    message = walk.newest("U1", "channel")
    walk.act("U1", "react", ts=message["ts"], channel="C1", emoji="clap")
    assert walk.newest("U1", "channel")["reactions"] == [{"emoji": "clap", "by": ["Sato"], "users": ["U1"]}]
    walk.act("U1", "react", ts=message["ts"], channel="C1", emoji="clap")
    assert walk.newest("U1", "channel")["reactions"] == []


def test_the_document_is_shown_with_its_types_and_what_it_was_before(walk: Walk) -> None:
    walk.turn()
    walk.press("U1", "write")
    walk.submit("U1", keep="First")
    walk.press("U1", "edit")
    walk.submit("U1", keep="Second")
    document = walk.state()["documents"][0]
    assert document["path"] == "teams/T1-C1/entries/2026-11-19_U1"
    assert {"name": "keep", "value": '"Second"', "type": "string"} in document["fields"]
    assert {"name": "revision", "value": "2", "type": "number"} in document["fields"]
    assert [each["id"] for each in document["revisions"]] == ["2", "1"]
    assert {"name": "keep", "value": '"First"', "type": "string"} in document["revisions"][0]["fields"]


def test_the_chain_leads_from_the_scheduler_to_slack(walk: Walk) -> None:
    walk.turn()
    at_five = [link for link in walk.state()["chain"] if link["time"] == "17:00" and link["day"] == "Thu 19 Nov"]
    assert [link["kind"] for link in at_five] == [
        *("job", "topic", "function", "topic", "function"),
        *("slack", "slack"),  # two statuses,
        *("slack", "slack"),  # two messages
    ]
    assert at_five[0]["name"] == "furikaeri-reminder-1700-asia-tokyo"
    assert all(link["ok"] for link in at_five)
    assert all(link["ms"] is not None for link in at_five if link["kind"] in ("function", "slack"))
    assert at_five[-1]["inside"]


def test_buttons_carry_nothing_to_the_browser(walk: Walk) -> None:
    walk.turn()
    message = walk.newest("U1")
    buttons = [part for block in message["blocks"] for part in block.get("elements", ()) if part["type"] == "button"]
    assert len(buttons) == 3
    assert not [button for button in buttons if "value" in button]


@pytest.mark.parametrize(
    ("wish", "status", "refused"),
    [
        ({"do": "press", "ts": "1.000000", "channel": "C1", "action": "write"}, 409, "message_gone"),
        ({"do": "close", "view": "V1"}, 409, "U1 has no form open"),
        ({"do": "command", "channel": "C1", "text": "/other"}, 409, "no_such_command"),
        ({"do": "fly"}, 400, "malformed"),
        ({"do": "say"}, 400, "malformed"),
        ({"do": "say", "channel": "C9", "text": "lost"}, 409, "channel_not_found"),
    ],
)
def test_what_slack_would_not_allow_is_refused(walk: Walk, wish: dict[str, str], status: int, refused: str) -> None:
    assert walk.post("act", {"as": "U1", **wish}, status=status)["refused"] == refused


def test_other_sites_may_not_act_here(walk: Walk, client: FlaskClient) -> None:
    answer = client.post("/api/turn", json={}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert walk.state()["touched"] is False


def test_the_page_may_load_nothing_from_elsewhere(client: FlaskClient) -> None:
    with client.get("/") as answer:
        policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "http" not in policy


def test_nobody_but_the_three_has_a_screen(walk: Walk, client: FlaskClient) -> None:
    assert walk.state("U3")["screen"]["user"] == "U3"
    assert client.get("/api/state?as=UBOT").status_code == 400


def test_the_stream_tells_of_changes(play: Play, walk: Walk, client: FlaskClient) -> None:
    answer = client.get("/api/changes", buffered=False)
    stream = iter(answer.response)
    assert next(stream) == f"data: {play.changes.version}\n\n".encode()
    walk.act("U1", "say", channel="C1", text="Hello")
    assert next(stream) != b": still there\n\n"
    answer.close()


def test_the_sheet_is_connected_by_the_link_that_is_shown_spoilt_by_hand_and_heals(walk: Walk) -> None:
    assert walk.state()["sheet"]["rows"] == []
    assert walk.post("sheet", do="sort", status=409) == {"refused": "no_sheet"}
    assert walk.post("sheet", do="burn", status=400) == {"refused": "malformed"}
    walk.act("U1", "command", channel="C1", text="/kpt sheet")
    view = walk.view("U1")
    walk.act("U1", "submit", view=view["id"], typed={"link": walk.state()["sheet"]["link"]})
    walk.act("U1", "close", view=view["id"])
    walk.act("U1", "command", channel="C1", text="/kpt")
    walk.act("U1", "submit", view=walk.view("U1")["id"], typed={"keep": "A row."})
    rows = walk.state()["sheet"]["rows"]
    assert (rows[0][0], rows[1][4], len(rows)) == ("key", "A row.", 2)
    for hand in ("spoil", "copy", "sort"):
        walk.post("sheet", do=hand)
    assert walk.state()["sheet"]["rows"] != rows
    assert "sheet" not in walk.state()["to_see"]
    walk.post("sheet", do="compare")
    walk.settle()
    healed = walk.state()["sheet"]["rows"]
    assert [row for row in healed if any(row)] == rows
    assert walk.state()["to_see"]["sheet"] == "panel/sheet"
    walk.post("sheet", do="delete")
    walk.post("sheet", do="compare")
    walk.settle()
    assert [row for row in walk.state()["sheet"]["rows"] if any(row)] == rows


def test_thanks_are_to_be_seen_in_the_channel(walk: Walk) -> None:
    walk.act("U1", "command", channel="C1", text="/kpt")
    walk.act("U1", "submit", view=walk.view("U1")["id"], typed={"keep": "Done together", "thanks": ["U2"]})
    assert walk.state()["to_see"]["helped"] == "channel"
