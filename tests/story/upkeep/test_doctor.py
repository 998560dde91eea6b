"""`/kpt doctor`: each line ok, or the sentence that mends it."""

import time
from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta

import pytest

from local.slack.limits.messages import text_length
from local.slack.people.person import Person
from shared.slack.api.directory import NEEDED, OPTIONAL
from shared.store.engine.documents import Delete, Merge
from shared.version import VERSION
from tests.story.conftest import Story, en, ja, tokyo
from tests.story.stores import Silent, store_of


@pytest.fixture
def team(team: Story) -> Story:
    """#ops at work, the app with all its scopes."""
    team.workspace.scopes.update(OPTIONAL)
    return team


def report(story: Story, by: Person | None = None, channel: str = "C1", silent: Silent | None = None) -> list[str]:
    """The lines that somebody reads who types it, within Slack's three seconds."""
    who = by or story.tanaka
    started = time.monotonic()
    with store_of(story, lambda: silent) if silent else nullcontext():
        who.command("/kpt", "doctor", channel)
    assert time.monotonic() - started < 3
    assert who.troubles == []
    return story.ephemerals(who.user_id)[-1].splitlines()


def to_mend(lines: list[str]) -> list[str]:
    return [line.removeprefix("⚠️ ") for line in lines if line.startswith("⚠️")]


def test_where_all_is_well_each_line_says_so(team: Story) -> None:
    team.until(tokyo(17))
    lines = report(team)
    assert lines[:2] == [f"✅ {ja('doctor.version_is', version=VERSION)}", f"✅ {ja('doctor.token_works')}"]
    assert [line for line in lines if "権限" in line] == [
        f"✅ {ja('doctor.scope_all', count=len(NEEDED) + len(OPTIONAL))}"
    ]
    assert lines[-6:] == [
        "✅ 記録の保存先：つながっています。",
        "✅ チーム：動いています。",
        "✅ 祝日(JP)：2099年までのデータがあります。",
        "✅ お知らせの確認 毎日16:00(Asia/Tokyo)：次は11/17(火) 16:00、前回は11/16(月) 16:00です。",
        "✅ お知らせの確認 毎日17:00(Asia/Tokyo)：次は11/17(火) 17:00、前回は11/16(月) 17:00です。",
        "✅ ウィンセッションの確認 毎日16:30(Asia/Tokyo)：次は11/17(火) 16:30、前回は11/16(月) 16:30です。",
    ]
    assert {line[0] for line in lines} == {"✅"}


def test_it_is_for_ones_own_eyes_and_in_ones_own_language(team: Story) -> None:
    posted = len(team.everything_posted())
    assert f"✅ {en('doctor.store_answers')}" in report(team, team.sato)
    assert len(team.everything_posted()) == posted


def test_no_secret_is_shown(team: Story) -> None:
    lines = "\n".join(report(team))
    assert team.workspace.token not in lines
    assert "xoxb" not in lines


def test_before_a_set_up_there_is_neither_team_nor_slot(story: Story) -> None:
    lines = report(story)
    assert lines[-1] == f"ℹ️ {ja('doctor.team_none')}"
    assert to_mend(lines) == []


def test_a_slots_first_run_is_called_that(team: Story) -> None:
    assert report(team)[-1] == "✅ ウィンセッションの確認 毎日16:30(Asia/Tokyo)：次は11/16(月) 16:30、これが最初です。"


def test_a_scope_that_is_needed_says_how_to_get_it(team: Story) -> None:
    team.workspace.scopes.remove("im:write")
    lines = report(team)
    assert to_mend(lines) == [ja("doctor.scope_missing", scope="im:write")]


@pytest.mark.parametrize("scope", OPTIONAL)
def test_an_optional_scope_says_what_is_lost(team: Story, scope: str) -> None:
    team.workspace.scopes.remove(scope)
    lines = report(team)
    lost = ja("doctor.without_" + scope.replace(":", "_"), scope=scope)
    assert f"ℹ️ {lost}" in lines
    granted = [each for each in (*NEEDED, *OPTIONAL) if each != scope]
    assert [line for line in lines if line.startswith("✅ 権限")] == [
        f"✅ {ja('doctor.scope_granted', scope=each)}" for each in granted
    ]
    assert to_mend(lines) == []


def test_without_the_scope_that_shows_channels_the_rest_is_looked_at(team: Story) -> None:
    team.workspace.scopes.remove("channels:read")
    lines = report(team)
    assert to_mend(lines) == [ja("doctor.scope_missing", scope="channels:read"), ja("doctor.channel_silent")]
    assert f"✅ {ja('doctor.store_answers')}" in lines


@pytest.mark.parametrize("reason", ["token_revoked", "invalid_auth", "account_inactive"])
def test_a_token_that_slack_refuses_says_how_to_replace_it(team: Story, reason: str) -> None:
    team.slack.faults.error("auth.test", reason)
    assert to_mend(report(team)) == [ja("doctor.token_refused", reason=reason)]


@pytest.mark.parametrize("method", ["auth.test", "conversations.info"])
@pytest.mark.parametrize("how", ["hang", "reset", "status"])
def test_what_slack_does_not_answer_is_a_line_of_its_own(team: Story, method: str, how: str) -> None:
    faults = team.slack.faults
    broken: dict[str, Callable[[], None]] = {
        "hang": lambda: faults.hang(method, 8),
        "reset": lambda: faults.reset(method),
        "status": lambda: faults.status(method, 429, retry_after=1),
    }
    broken[how]()
    lines = report(team)
    faults.release()
    assert to_mend(lines) == [ja("doctor.token_silent" if method == "auth.test" else "doctor.channel_silent")]
    assert f"✅ {ja('doctor.team_active')}" in lines


def test_a_channel_without_the_app_says_how_to_invite_it(team: Story) -> None:
    team.workspace.leave("C1", "UBOT")
    assert to_mend(report(team)) == [ja("doctor.channel_not_inside"), ja("doctor.team_blocked")]


def test_an_archived_channel_says_how_to_open_it(team: Story) -> None:
    team.channel.is_archived = True
    assert to_mend(report(team)) == [ja("doctor.channel_archived")]


def test_in_direct_messages_the_channel_is_left_out(team: Story) -> None:
    lines = report(team, channel=team.workspace.open_direct_messages("U1").id)
    assert f"ℹ️ {ja('doctor.channel_direct')}" in lines
    assert to_mend(lines) == []


@pytest.mark.parametrize("slowly", [False, True])
def test_a_silent_store_is_said_and_slack_is_looked_at_all_the_same(team: Story, slowly: bool) -> None:
    lines = report(team, silent=Silent(team.machine.sqlite, slowly=slowly))
    assert to_mend(lines) == [ja("doctor.store_silent")]
    assert f"✅ {ja('doctor.channel_inside')}" in lines


def test_a_slot_that_did_not_run_says_when_it_should_have(team: Story) -> None:
    team.until(tokyo(16, "18:00"))
    team.jump(tokyo(17, "18:00"))
    lines = to_mend(report(team))
    assert ja("doctor.slot_did_not_run", slot="お知らせの確認 毎日17:00(Asia/Tokyo)", when="11/17(火) 17:00") in lines
    assert len(lines) == 3


def test_a_slot_without_a_job_is_said_first(team: Story) -> None:
    team.machine.sqlite.commit([Delete("slots/reminder-1700-asia-tokyo")])
    lines = report(team)
    assert to_mend(lines) == [ja("doctor.slot_not_made", slot="お知らせの確認 毎日17:00(Asia/Tokyo)")]
    assert lines[-3].startswith("⚠️")


@pytest.mark.parametrize(
    ("country", "line"),
    [("", "ℹ️ " + ja("doctor.holidays_no_country")), ("XX", "⚠️ " + ja("doctor.holidays_unknown", country="XX"))],
)
def test_a_country_whose_holidays_are_not_known_is_said(team: Story, country: str, line: str) -> None:
    team.machine.sqlite.commit([Merge("teams/T1-C1", {"holidays": {"country": country}})])
    assert line in report(team)


@pytest.mark.parametrize(("status", "mark"), [("paused", "ℹ️"), ("blocked", "⚠️")])
def test_a_team_that_asks_nobody_says_why(team: Story, status: str, mark: str) -> None:
    team.machine.sqlite.commit([Merge("teams/T1-C1", {"status": status})])
    assert report(team)[-2] == f"{mark} {ja(f'doctor.team_{status}')}"


def test_hundreds_of_slots_fit(team: Story) -> None:
    slots = [f"reminder {5 + n % 17:02}:{n % 4 * 15:02} Etc/GMT+{n % 12}" for n in range(600)]
    team.machine.sqlite.commit([Merge("teams/T1-C1", {"slots": slots})])
    assert report(team)[-1] == ja("doctor.cut")
    assert text_length(team.ephemeral("U1").blocks) < 11_300


def test_it_is_logged_with_counts_alone(team: Story) -> None:
    team.workspace.scopes.remove("im:write")
    report(team)
    [line] = team.events("doctor.examined")
    assert line["to_mend"] == 1


def test_years_later_old_calendars_are_said(at: Callable[..., Story]) -> None:
    story = at(tokyo(16) + timedelta(days=80 * 365))
    story.set_up()
    lines = to_mend(report(story))
    assert any("タイムゾーン" in line for line in lines)
    assert ja("doctor.holidays_end", country="JP", year="2099") in lines


def test_whether_its_own_messages_are_recognised_is_tried_in_the_direct_message(team: Story) -> None:
    team.until(tokyo(17))
    assert f"✅ {ja('doctor.metadata_read')}" in report(team)
    for message in team.workspace.direct_messages("U1"):
        message.metadata = None
    assert to_mend(report(team)) == [ja("doctor.metadata_lost")]


def test_before_the_first_direct_message_it_cannot_be_tried(story: Story) -> None:
    story.workspace.scopes.update(OPTIONAL)
    assert f"ℹ️ {ja('doctor.metadata_untried')}" in report(story)


def test_where_the_app_may_not_read_there_is_one_line_and_not_two(team: Story) -> None:
    team.until(tokyo(17))
    team.workspace.scopes.remove("im:history")
    lines = report(team)
    assert not [line for line in lines if line.startswith(("✅ 届いたか", "⚠️ 届いたか", "ℹ️ 届いたか"))]
    assert to_mend(lines) == []


def test_a_slack_that_is_silent_about_messages_is_said(team: Story) -> None:
    team.slack.faults.reset("conversations.history")
    assert to_mend(report(team)) == [ja("doctor.metadata_silent")]


def test_the_number_of_jobs_is_named_and_grows_with_own_times(team: Story) -> None:
    assert f"✅ {ja('doctor.jobs_count', count='3')}" in report(team)
    slots = [*team.document("teams/T1-C1")["slots"], "reminder 18:30 Asia/Tokyo"]
    team.machine.sqlite.commit([Merge("teams/T1-C1", {"slots": slots})])
    assert f"✅ {ja('doctor.jobs_count', count='4')}" in report(team)
