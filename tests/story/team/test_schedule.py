"""`/kpt schedule`: who will be asked when in the next seven days."""

from typing import Any

import pytest

from local.slack.limits.messages import text_length
from local.slack.people.person import Person
from shared.store.engine.documents import Merge
from tests.story.conftest import Story, en, ja, tokyo
from tests.story.stores import Silent, store_of
from tests.story.team.setup.channel import join_many


def shown(story: Story, by: Person | None = None) -> list[str]:
    """What somebody reads who types it in #ops."""
    who = by or story.tanaka
    who.command("/kpt", "schedule")
    assert who.troubles == []
    assert not story.refused_calls()
    return story.ephemerals(who.user_id)[-1].splitlines()


def change(story: Story, path: str, **fields: Any) -> None:
    """What another word or form will have stored."""
    story.machine.sqlite.commit([Merge(path, fields)])


def test_the_week_stands_there_with_its_session(team: Story) -> None:
    assert shown(team) == [
        "#ops のこれから7日間",
        "11/16(月)・11/17(火)・11/18(水)・11/19(木)",
        "17:00：Satoさん、田中さん、鈴木さん",
        "11/20(金)",
        "16:00：Satoさん、田中さん、鈴木さん",
        "ウィンセッション 16:30",
        "11/21(土)・11/22(日)",
        "お知らせはありません(お休みの曜日)",
        ja("schedule.zone", zone="Asia/Tokyo"),
    ]


def test_each_reads_it_in_their_language_and_alone(team: Story) -> None:
    before = len(team.everything_posted())
    assert shown(team, team.sato)[:3] == [
        "#ops: the next seven days",
        "Mon 16 Nov, Tue 17 Nov, Wed 18 Nov, Thu 19 Nov",
        "17:00: Sato, 田中, 鈴木",
    ]
    assert len(team.everything_posted()) == before


def test_who_stopped_is_told_so_and_to_others_is_only_not_asked(team: Story) -> None:
    team.suzuki.command("/kpt", "stop")
    own = ja("schedule.you_stopped")
    assert own in shown(team, team.suzuki)
    others = shown(team)
    assert own not in others
    assert others[3] == "お知らせなし：鈴木さん"


def test_a_holiday_and_another_zone_are_said(team: Story) -> None:
    team.until(tokyo(17))
    change(team, "people/T1-U3", time_zone="Europe/Berlin", country="DE")
    lines = shown(team)
    holiday = lines.index("11/23(月)")
    assert lines[holiday : holiday + 3] == ["11/23(月)", "17:00(Europe/Berlin)：Satoさん", "祝日：田中さん、鈴木さん"]


@pytest.mark.parametrize("longest", [3, 80])
def test_three_hundred_people_fit(story: Story, longest: int) -> None:
    join_many(story, 297)
    story.set_up()
    members = {user: {"name": f"{user:x<{longest}}"} for user in story.document("teams/T1-C1")["members"]}
    change(story, "teams/T1-C1", members=members)
    lines = shown(story)
    assert text_length(story.ephemeral("U1").blocks) < 11_300
    assert len(story.ephemeral("U1").blocks) <= 50
    assert ("17:00：そのほかのみなさん" in lines) == (longest == 80)


def test_even_where_each_has_a_time_of_their_own(story: Story) -> None:
    join_many(story, 297)
    story.set_up()
    for n, user in enumerate(story.document("teams/T1-C1")["members"]):
        change(story, f"people/T1-{user}", reminder_time=f"{5 + n % 17:02}:{n % 4 * 15:02}", name=user)
    members = {user: {"name": f"{user:x<80}"} for user in story.document("teams/T1-C1")["members"]}
    change(story, "teams/T1-C1", members=members)
    lines = shown(story)
    assert ja("schedule.cut") in lines
    assert text_length(story.ephemeral("U1").blocks) < 11_300


def test_names_are_drawn_as_they_are(team: Story) -> None:
    change(team, "teams/T1-C1", members={"U1": {"name": "*<!here>* & <@U2>"}})
    assert "17:00：*<!here>* & <@U2>さん、Satoさん、鈴木さん" in shown(team)


def test_where_no_team_is_or_one_is_no_member_a_sentence_says_so(team: Story) -> None:
    team.workspace.add_channel("C2", "other", ["U1"])
    team.tanaka.command("/kpt", "schedule", "C2")
    assert team.ephemerals("U1")[-1] == ja("error.no_team")
    team.workspace.add_user("U9", "guest", "Guest", locale="en-US")
    team.workspace.join("C1", "U9")
    guest = team.machine.person("U9")
    guest.command("/kpt", "schedule")
    assert team.ephemerals("U9")[-1] == en("error.not_member", channel="#ops")


def test_direct_messages_are_no_teams_channel_and_name_nothing_that_is_refused_there(team: Story) -> None:
    team.tanaka.command("/kpt", "schedule", channel="DU1")
    assert team.ephemerals("U1")[-1] == ja("error.schedule_not_here")
    assert "/kpt setup" not in ja("error.schedule_not_here") + en("error.schedule_not_here")


def test_whoever_is_left_out_for_their_status_is_told_so_alone(team: Story) -> None:
    team.workspace.set_status("U1", "", "休暇中")
    assert shown(team)[-1] == ja("schedule.you_vacation")
    assert ja("schedule.you_vacation") not in shown(team, team.suzuki)
    team.workspace.set_status("U1", "", "Happy holidays!")
    assert ja("schedule.you_vacation") not in shown(team)


def test_where_slack_does_not_tell_the_status_the_days_stand_there_all_the_same(team: Story) -> None:
    team.workspace.set_status("U1", "", "休暇中")
    team.slack.faults.status("users.info", 429, retry_after=30, times=1)
    team.tanaka.command("/kpt", "schedule")
    assert team.ephemerals("U1")[-1].splitlines()[0] == "#ops のこれから7日間"


@pytest.mark.parametrize("status", ["paused", "blocked"])
def test_a_team_that_nobody_asks_for_says_so(team: Story, status: str) -> None:
    change(team, "teams/T1-C1", status=status)
    assert shown(team) == [ja(f"schedule.{status}", channel="#ops")]


def test_a_team_that_was_removed_is_none(team: Story) -> None:
    change(team, "teams/T1-C1", status="removed")
    assert shown(team) == [ja("error.no_team")]


def test_a_silent_store_is_said(team: Story) -> None:
    with store_of(team, lambda: Silent(team.machine.sqlite, slowly=True)):
        team.tanaka.command("/kpt", "schedule")
    assert team.tanaka.troubles == []
    assert ja("error.store_read") in team.ephemerals("U1")[-1]


@pytest.mark.parametrize("typed", ["予定", "ＳＣＨＥＤＵＬＥ", "ｽｹｼﾞｭｰﾙ", "Schedule please", "　予定　"])
def test_words_are_known_in_japanese_and_in_full_width(team: Story, typed: str) -> None:
    team.tanaka.command("/kpt", typed)
    assert team.ephemerals("U1")[-1].startswith("#ops のこれから7日間")


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("shedule", "schedule"),
        ("setings", "setup"),
        ("設定し", "setup"),
        ("ヘルプを", "help"),
        ("何か", "help"),
        ("foo", "help"),
        ("qqq", "help"),
    ],
)
def test_an_unknown_word_gets_the_nearest(team: Story, typed: str, near: str) -> None:
    team.sato.command("/kpt", typed)
    assert f"/kpt {near}?" in team.ephemerals("U3")[-1]
