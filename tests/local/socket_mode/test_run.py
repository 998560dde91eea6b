"""Setting up, writing, being asked: over the WebSocket, with the real functions and SQLite."""

import pytest

from local.slack.people.reading import plain
from local.socket_mode.sentences import Ended
from shared.i18n.sentences import sentences
from tests.local.socket_mode.conftest import Own
from tests.story.conftest import tokyo


def test_a_team_sets_itself_up_and_what_a_member_writes_is_stored_and_announced(own: Own) -> None:
    own.set_up()
    [welcome] = own.in_channel("welcome")
    assert sentences("ja")("welcome.stored_here") in plain(welcome)
    own.write(own.suzuki, "手順書を直した")
    [entry] = own.stored("teams/T1-C1/entries/2026-11-16_U2").values()
    assert entry["keep"] == "手順書を直した"
    [announced] = own.announced()
    assert "手順書を直した" in announced


def test_a_command_is_answered_in_its_acknowledgement(own: Own) -> None:
    assert own.tanaka.command("/kpt", "help").status == 200
    [help_] = own.workspace.ephemeral["U1"]
    assert sentences("ja")("help.stored_here") in plain(help_)
    assert sentences("ja")("help.stored") not in plain(help_)


def test_a_form_that_cannot_be_saved_stays_open_with_what_is_wrong(team: Own) -> None:
    team.tanaka.command("/kpt")
    team.tanaka.submit()
    assert team.tanaka.view.errors


def test_what_slack_tells_of_a_channel_is_heard(team: Own) -> None:
    assert team.happens("channel_archive", channel="C1", user="U1") == 200
    assert team.stored("teams/T1-C1")["teams/T1-C1"]["status"] == "blocked"


def test_an_envelope_that_comes_twice_changes_nothing_twice(team: Own) -> None:
    team.write(team.tanaka, "一度だけ")
    assert team.sockets.again().status == 200
    team.run.turn()
    assert len(team.announced()) == 1
    entry = "teams/T1-C1/entries/2026-11-16_U1"
    assert team.stored(f"{entry}/revisions/1", f"{entry}/revisions/2").keys() == {f"{entry}/revisions/1"}


def test_what_a_function_does_not_take_is_not_acknowledged(team: Own) -> None:
    team.workspace.answer_limit = 0.3
    headers, body = {"Content-Type": "application/x-www-form-urlencoded"}, b"command=kpt"
    assert team.sockets.send(headers, body).status == 0
    assert team.sockets.sent[-1].acks == []


@pytest.mark.parametrize("drop", [True, False])
def test_it_connects_again_after_a_break_and_when_slack_asks_it_to(team: Own, drop: bool) -> None:
    (team.sockets.drop if drop else team.sockets.ask_to_reconnect)()
    team.wait_until_connected(times=2)
    team.write(team.tanaka, "つながった")
    assert len(team.announced()) == 1
    team.workspace.wait_until(lambda: team.said == (["lost", "back"] if drop else []))


def test_it_goes_on_connecting_while_slack_is_away(team: Own) -> None:
    team.slack.faults.status("apps.connections.open", 503, times=2)
    team.sockets.drop()
    team.wait_until_connected(times=2)
    team.workspace.wait_until(lambda: team.said == ["lost", "back"])


@pytest.mark.parametrize(("error", "key"), [("token_revoked", "app_ended"), ("invalid_auth", "app_unknown")])
def test_it_ends_with_a_sentence_where_slack_takes_it_back_no_more(team: Own, error: str, key: str) -> None:
    team.slack.faults.error("apps.connections.open", error, times=None)
    team.sockets.drop()
    ended = team.run.serve()
    assert (ended.key, ended.values) == (key, {"code": error})


def test_it_ends_with_a_sentence_where_socket_mode_is_turned_off(team: Own) -> None:
    team.sockets.turned_off = True
    team.sockets.ask_to_reconnect("link_disabled")
    assert team.run.serve().key == "turned_off"


def test_it_does_not_begin_while_socket_mode_is_off(off: Own) -> None:
    off.sockets.turned_off = True
    with pytest.raises(Ended, match="turned_off"):
        off.start()


def test_everything_is_there_after_an_end_and_a_beginning(team: Own) -> None:
    team.write(team.tanaka, "前のこと")
    team.end()
    team.start()
    team.until(tokyo(16, "17:05"))
    assert [len(team.asked(user)) for user in ("U1", "U2")] == [0, 1]
    team.write(team.suzuki, "あとのこと")
    assert len(team.announced()) == 2


def test_everybody_is_asked_at_five_by_the_clock(team: Own) -> None:
    team.until(tokyo(16, "16:59"))
    assert team.asked() == []
    team.until(tokyo(16, "17:00"))
    [asked] = team.asked()
    team.tanaka.press(asked, "write")
    team.tanaka.type(keep="一日のこと")
    team.tanaka.submit()
    team.run.turn()
    assert len(team.announced()) == 1
