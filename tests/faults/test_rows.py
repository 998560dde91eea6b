"""What happens when Slack fails: a row of the table in docs/operate.md, a test here."""

import importlib
import re
from datetime import timedelta
from pathlib import Path

import pytest

from local.slack.outgoing.requests import event, http_sender
from shared.i18n.dates import day_label
from tests.faults.asking import AT_FIVE, ja, remind
from tests.faults.conftest import Looked, calls_to, logged, messenger
from tests.faults.rows import PROVED, row
from tests.story.conftest import MONDAY, Story, en, tokyo

pytestmark = pytest.mark.functions_fail
PAGE = Path(__file__).parent.parent.parent / "docs" / "operate.md"


def later(team: Story, **passes: float) -> None:
    team.jump(team.machine.clock.now() + timedelta(**passes))


# It takes nothing now


@row("429 with Retry-After")
def test_a_rate_limit_rests_as_long_as_slack_says_and_delays_nobody_else(team: Story, reminder: Looked) -> None:
    team.slack.faults.status("chat.postMessage", 429, retry_after=30, channel="U2")
    with messenger(team):
        assert not remind(team)
        assert [len(team.messages(user)) for user in ("U1", "U2", "U3")] == [1, 0, 1]
        assert not team.settle()
        later(team, seconds=9)
        assert not team.settle(), "longer than a run waits: back to the trigger, and Slack is not asked"
        assert (reminder.state, calls_to(team, "chat.postMessage", "U2")) == ("absent", 1)
        later(team, seconds=2)
        assert team.settle(), "a run waits the rest by itself"
    assert (reminder.state, reminder.count) == ("sent", 1)
    assert team.machine.clock.now() == tokyo(16, "17:00") + timedelta(seconds=30)


@row("`ratelimited`")
def test_a_rate_limit_in_words_is_one(team: Story, reminder: Looked) -> None:
    team.slack.faults.error("chat.postMessage", "ratelimited", channel="U2")
    assert not remind(team)
    assert reminder.state == "absent"
    assert team.settle()
    assert (reminder.state, reminder.count) == ("sent", 1)


@row("`token_revoked`", "`missing_scope`")
@pytest.mark.parametrize("code", ["token_revoked", "missing_scope"])
def test_an_hour_without_a_token_loses_nothing_of_that_hour(team: Story, code: str) -> None:
    team.slack.faults.error("chat.postMessage", code, times=None)
    assert not remind(team)
    later(team, minutes=30)
    team.write(team.tanaka, keep="その間に")
    assert team.announcements() == []
    later(team, minutes=30)
    assert not team.settle()
    team.slack.faults.clear()
    assert team.settle()
    assert [len(team.messages(user)) for user in ("U1", "U2", "U3")] == [0, 1, 1]  # 田中 has answered
    assert len(team.announcements()) == 1
    assert team.document("teams/T1-C1")["status"] == "active"


@row("`app_uninstalled`, `tokens_revoked`")
@pytest.mark.parametrize("kind", ["app_uninstalled", "tokens_revoked"])
def test_news_of_a_revoked_token_is_an_error_in_the_log_and_pauses_nothing(team: Story, kind: str) -> None:
    send = http_sender(team.machine.functions.url("interaction"))
    assert send(*event(team.workspace, kind)).status == 200
    assert logged(team, "slack.notice") == [{"severity": "ERROR", "kind": kind}]
    assert team.document("teams/T1-C1")["status"] == "active"
    assert remind(team)
    assert len(team.messages("U1")) == 1


# Whether it took it is not known


@row("500", "`internal_error`", "a connection that breaks")
@pytest.mark.parametrize("effect", [False, True], ids=["without effect", "after the effect"])
@pytest.mark.parametrize("how", ["500", "internal_error", "reset"])
def test_what_may_have_been_posted_is_looked_up_before_it_is_posted_again(
    team: Story, reminder: Looked, how: str, effect: bool
) -> None:
    faults, method = team.slack.faults, "chat.postMessage"
    match how:
        case "500":
            faults.status(method, 500, channel="U2", after_effect=effect)
        case "internal_error":
            faults.error(method, "internal_error", channel="U2", after_effect=effect)
        case "reset":
            faults.reset(method, channel="U2", after_effect=effect)
    assert not remind(team)
    assert reminder.state == "unknown"
    assert logged(team, "delivery.unknown")[0]["severity"] == "WARNING"
    assert team.settle()
    assert (reminder.state, reminder.count) == ("sent", 1)
    assert calls_to(team, method, "U2") == (1 if effect else 2)


@row("500", "`internal_error`", "a connection that breaks")
@pytest.mark.parametrize("effect", [False, True], ids=["without effect", "after the effect"])
def test_where_the_channel_may_not_be_read_it_is_posted_again(team: Story, announcement: Looked, effect: bool) -> None:
    team.slack.faults.status("chat.postMessage", 500, channel="C1", after_effect=effect)
    team.write(team.tanaka, keep="よかった")
    assert team.settle()
    assert (announcement.state, announcement.count) == ("sent", 2 if effect else 1)


@row("no answer for ten seconds")
@pytest.mark.parametrize("effect", [False, True], ids=["without effect", "after the effect"])
def test_a_time_out_is_looked_up_half_a_minute_later(team: Story, reminder: Looked, effect: bool) -> None:
    team.slack.faults.hang("chat.postMessage", channel="U2", after_effect=effect)
    with messenger(team, answers_within=0.3):
        assert not remind(team)
    assert reminder.state == "unknown"
    later(team, seconds=29)
    assert not team.settle()
    assert team.slack.calls_of("conversations.history") == []
    later(team, seconds=2)
    if not effect:
        team.slack.faults.release()  # it takes effect now, half a minute late
        team.slack.wait_until(lambda: bool(team.workspace.direct_messages("U2")))
    assert team.settle()
    assert (reminder.state, reminder.count) == ("sent", 1)


# It cannot be posted to


@row("`channel_not_found`, `not_in_channel`, `is_archived`")
@pytest.mark.parametrize("code", ["channel_not_found", "not_in_channel", "is_archived"])
def test_a_channel_that_cannot_be_posted_to_is_said_once_and_gets_everything_later(
    team: Story, announcement: Looked, code: str
) -> None:
    team.slack.faults.error("chat.postMessage", code, channel="C1", times=None)
    team.write(team.tanaka, keep="よかった")
    team.write(team.suzuki, keep="助かった")
    assert team.settle(), "acknowledged: trying again mends nothing"
    assert announcement.state == "blocked"
    assert {line["reason"] for line in logged(team, "delivery.blocked")} == {code}
    assert [len(team.messages(user)) for user in ("U1", "U2", "U3")] == [1, 0, 0], "said once, to who set it up"
    team.slack.faults.clear()
    team.write(team.tanaka, keep="もっとよかった")
    assert (announcement.state, announcement.count) == ("sent", 1)


@row("`account_inactive`")
def test_somebody_who_has_left_gets_nothing_and_keeps_nobody_from_theirs(team: Story, reminder: Looked) -> None:
    team.slack.faults.error("chat.postMessage", "account_inactive", channel="U2")
    assert remind(team)
    assert reminder.state == "failed"
    assert logged(team, "delivery.failed") == [{"severity": "ERROR", "reason": "account_inactive"}]
    assert [len(team.messages(user)) for user in ("U1", "U2", "U3")] == [1, 0, 1]
    assert team.remind("2026-11-16", AT_FIVE)
    assert calls_to(team, "chat.postMessage", "U2") == 1, "not again on that day"
    team.jump(tokyo(17, "17:00"))
    assert team.remind("2026-11-17", AT_FIVE)
    assert len(team.messages("U2")) == 1


# It refuses the message


@row("`invalid_blocks`, `msg_blocks_too_long`")
@pytest.mark.parametrize("code", ["invalid_blocks", "msg_blocks_too_long"])
def test_a_message_that_is_refused_is_an_error_in_the_log_and_the_entry_is_there(
    team: Story, announcement: Looked, code: str
) -> None:
    team.slack.faults.error("chat.postMessage", code, channel="C1")
    team.write(team.tanaka, keep="よかった")
    assert team.settle()
    assert announcement.state == "failed"
    assert logged(team, "delivery.failed") == [{"severity": "ERROR", "reason": code}]
    assert team.document("teams/T1-C1/entries/2026-11-16_U1")["keep"] == "よかった"
    day = day_label("ja", MONDAY)
    assert team.messages("U1") == [ja("not_shown.entry_refused", day=day, channel="#ops")]
    team.slack.faults.error("chat.postMessage", code, channel="C1")
    team.write(team.sato, keep="Good")
    assert team.messages("U3") == [en("not_shown.entry_refused", day=day_label("en", MONDAY), channel="#ops")]
    team.write(team.suzuki, keep="助かった")
    assert len(team.announcements()) == 1
    team.write(team.tanaka, keep="短く")
    assert (announcement.state, announcement.count) == ("sent", 1)


@row("`msg_too_long`")
def test_a_text_of_many_bytes_is_changed_in_place(team: Story, announcement: Looked) -> None:
    team.write(team.tanaka, {"keep": "あ" * 2500, "problem": "い" * 2500, "try": "う" * 2500})
    team.write(team.tanaka, {"keep": "え" * 500, "problem": "お" * 500, "try": "か" * 500})
    assert (announcement.state, announcement.count) == ("sent", 1)
    assert "え" * 500 in team.announcements()[0]
    assert team.refused_calls() == []


@row("`message_not_found`")
def test_a_message_that_somebody_removed_is_posted_anew_by_the_next_edit(team: Story, announcement: Looked) -> None:
    team.write(team.tanaka, keep="よかった")
    team.workspace.delete(team.posts()[0])
    team.write(team.tanaka, keep="もっとよかった")
    assert (announcement.state, announcement.count) == ("sent", 1)
    assert "もっとよかった" in team.announcements()[0]
    assert logged(team, "delivery.failed") == []


@row("`cant_update_message`, `edit_window_closed`")
@pytest.mark.parametrize("code", ["cant_update_message", "edit_window_closed"])
def test_an_edit_that_slack_does_not_take_stays_as_it_was_there_and_is_stored(
    team: Story, announcement: Looked, code: str
) -> None:
    team.write(team.tanaka, keep="よかった")
    team.slack.faults.error("chat.update", code, channel="C1", times=None)
    team.write(team.tanaka, keep="いちばんよかった")
    team.write(team.tanaka, keep="もっとよかった")
    assert team.settle()
    assert (announcement.state, announcement.count) == ("failed", 1)
    assert logged(team, "delivery.failed") == []
    assert logged(team, "delivery.stays") == [{"severity": "WARNING", "reason": code}]
    told = ja("not_shown.entry_stays", day=day_label("ja", MONDAY), channel="#ops")
    assert team.messages("U1") == [told], "once"
    team.jump(tokyo(20, "16:30"))
    team.machine.triggers.publish("digest", [{"team": "T1-C1", "day": "2026-11-20"}])
    assert team.settle()
    assert "もっとよかった" in "".join(team.thread())


# The table


def test_every_row_of_the_table_has_its_test_and_every_test_its_row() -> None:
    importlib.import_module("tests.faults.test_rows_of_forms")  # whichever of the two files is run
    page = PAGE.read_text()
    section = page.partition("## When Slack fails\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (.+?) \|", section, re.MULTILINE)
    assert rows[0] == "Slack"
    assert set(rows[1:]) == PROVED
