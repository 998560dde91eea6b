"""`/kpt sheet` of a team that has a spreadsheet: looked at, added to, parted from, shown elsewhere."""

from datetime import timedelta

import pytest

from local.google.cloud import ACCOUNT
from local.slack.people.person import NotPossible
from local.slack.people.reading import plain_view
from shared.i18n.dates import moment_label
from shared.i18n.sentences import Sentences
from shared.store.engine.documents import Update
from tests.story.conftest import Story, en, ja, tokyo
from tests.story.team.sheet.connection import IN_BOTH, SHEET, audited, connect, file_of, rows, told

# A spreadsheet that is connected


@IN_BOTH
def test_the_form_of_a_connected_one_says_how_it_stands_and_from_when_earlier_entries_may_be_added(
    team: Story, user: str, say: Sentences
) -> None:
    file_of(team)
    connect(team, team.tanaka)
    team.tanaka.close_all()
    at = moment_label("ja" if say is ja else "en", tokyo(16), "Asia/Tokyo")
    tomorrow = moment_label("ja" if say is ja else "en", tokyo(17), "Asia/Tokyo")
    who = team.machine.person(user)
    who.command("/kpt", "sheet")
    shown = team.form(who)
    assert say("sheet_form.connected_by", channel="#ops", name="田中", when=at) in shown
    assert say("sheet_form.earlier_from", when=tomorrow) in shown
    assert f"https://docs.google.com/spreadsheets/d/{SHEET}/edit" in shown
    with pytest.raises(NotPossible):
        who.press_in_view("sheet_earlier")


@IN_BOTH
def test_once_an_entry_was_written_the_form_says_when(team: Story, user: str, say: Sentences) -> None:
    file_of(team)
    connect(team, team.tanaka)
    team.tanaka.close_all()
    team.jump(tokyo(16, "11:00"))
    team.write(team.suzuki, keep="良かった")
    who = team.machine.person(user)
    who.command("/kpt", "sheet")
    at = moment_label("ja" if say is ja else "en", tokyo(16, "11:00"), "Asia/Tokyo")
    assert say("sheet_form.last", when=at) in team.form(who)


def test_a_new_picture_of_a_member_is_no_reason_to_write_the_sheet_and_a_new_name_is(team: Story) -> None:
    file_of(team)
    connect(team, team.tanaka)
    published: list[str] = []
    team.machine.triggers.on_publish = lambda topic, _: published.append(topic)
    team.workspace.change_profile("U2", picture="https://example.com/new.png")
    team.settle()
    assert "sheet" not in published
    team.workspace.change_profile("U2", display_name="鈴木(旧田中)")
    team.settle()
    assert "sheet" in published


@IN_BOTH
def test_a_closed_one_says_why_and_shows_the_address_again(team: Story, user: str, say: Sentences) -> None:
    file = file_of(team)
    connect(team, team.tanaka)
    team.tanaka.close_all()
    file.access = "none"
    team.write(team.suzuki, keep="良かった")
    who = team.machine.person(user)
    who.command("/kpt", "sheet")
    shown = team.form(who)
    assert say("sheet.not_shared", channel="#ops") in shown
    assert say("sheet.closed") in shown
    assert ACCOUNT in shown


@IN_BOTH
def test_disconnecting_leaves_the_sheet_as_it_is_and_says_so_and_the_channel_is_told(
    team: Story, user: str, say: Sentences
) -> None:
    file_of(team)
    connect(team, team.tanaka)
    team.tanaka.close_all()
    team.write(team.suzuki, keep="良かった")
    before = rows(team)
    assert [row[4] for row in before] == ["良かった"]
    who = team.machine.person(user)
    who.command("/kpt", "sheet")
    assert say("sheet_leave.text") in str(who.view.blocks)
    who.press_in_view("sheet_leave", confirm=False)
    assert "sheet" in team.document("teams/T1-C1")
    who.press_in_view("sheet_leave")
    team.settle()
    assert say("sheet_form.left") in team.form(who)
    team.write(team.suzuki, keep="書き直し")
    assert rows(team) == before
    name = {"U1": "田中", "U3": "Sato"}[user]
    what = ja("setting.sheet_state")
    old, new = ja("sheet_state.on"), ja("sheet_state.off")
    assert told(team, "changed") == [ja("setup.changed", what=what, old=old, new=new, name=name)]
    assert audited(team)[-1] == (user, "disconnected the spreadsheet")


def test_a_second_disconnect_from_an_old_view_says_that_there_is_none(team: Story) -> None:
    file_of(team)
    connect(team, team.tanaka)
    team.tanaka.close_all()
    for who in (team.suzuki, team.sato):
        who.command("/kpt", "sheet")
    team.suzuki.press_in_view("sheet_leave")
    team.sato.press_in_view("sheet_leave")
    assert en("sheet_form.not_connected", channel="#ops") in team.form(team.sato)


@IN_BOTH
def test_earlier_entries_are_added_on_request_a_day_after_the_channel_was_told(
    team: Story, user: str, say: Sentences
) -> None:
    file_of(team)
    team.write(team.suzuki, keep="前から")
    connect(team, team.tanaka)
    team.tanaka.close_all()
    assert rows(team) == []
    team.jump(tokyo(17))
    who = team.machine.person(user)
    who.command("/kpt", "sheet")
    assert say("sheet_form.earlier_may", channel="#ops") in team.form(who)
    who.press_in_view("sheet_earlier")
    team.settle()
    assert say("sheet_form.added", channel="#ops") in team.form(who)
    assert [row[4] for row in rows(team)] == ["前から"]
    name, what = {"U1": "田中", "U3": "Sato"}[user], ja("setting.sheet_earlier")
    old, new = ja("sheet_earlier.off"), ja("sheet_earlier.on")
    assert told(team, "changed") == [ja("setup.changed", what=what, old=old, new=new, name=name)]
    assert audited(team)[-1] == (user, "added earlier entries to the spreadsheet")
    who.close_all()
    who.command("/kpt", "sheet")
    assert say("sheet_form.earlier_are_in") in team.form(who)


@IN_BOTH
def test_a_click_that_comes_too_early_adds_nothing(team: Story, user: str, say: Sentences) -> None:
    file_of(team)
    team.write(team.suzuki, keep="前から")
    connect(team, team.tanaka)
    team.tanaka.close_all()
    team.jump(tokyo(17))
    who = team.machine.person(user)
    who.command("/kpt", "sheet")
    team.jump(tokyo(17) - timedelta(minutes=1))
    who.press_in_view("sheet_earlier")
    team.settle()
    assert say("sheet_form.earlier_untold", channel="#ops") in team.form(who)
    assert rows(team) == []


@IN_BOTH
def test_while_the_channel_is_not_told_earlier_entries_wait(team: Story, user: str, say: Sentences) -> None:
    file_of(team)
    team.channel.members.remove(team.workspace.bot_user_id)
    connect(team, team.tanaka)
    team.tanaka.close_all()
    team.jump(tokyo(18))
    who = team.machine.person(user)
    who.command("/kpt", "sheet")
    assert say("sheet_form.earlier_untold", channel="#ops") in team.form(who)
    assert told(team, "sheet_told") == []


# Where else it shows


@IN_BOTH
def test_home_shows_it_and_leads_to_the_form(team: Story, user: str, say: Sentences) -> None:
    file_of(team)
    connect(team, team.tanaka)
    team.tanaka.close_all()
    who = team.machine.person(user)
    who.open_home()
    assert say("home.with_sheet", team=say("home.asks", channel="#ops")) in plain_view(who.home)
    who.press_in_home("sheet")
    assert say("sheet_form.title") in plain_view(who.view)
    assert SHEET in team.form(who)


@IN_BOTH
def test_the_doctor_says_how_it_stands(team: Story, user: str, say: Sentences) -> None:
    file = file_of(team)
    who = team.machine.person(user)

    def report() -> str:
        who.close_all()
        who.command("/kpt", "doctor")
        return team.ephemerals(user)[-1]

    assert say("sheet_form.title") not in report()
    connect(team, team.tanaka)
    team.tanaka.close_all()
    assert say("doctor.sheet_new") in report()
    team.write(team.suzuki, keep="良かった")
    when = moment_label("ja" if say is ja else "en", team.machine.clock.now(), "Asia/Tokyo")
    assert f"✅ {say('doctor.sheet_written', when=when, seconds=0)}" in report()
    file.access = "reader"
    team.write(team.suzuki, keep="書き直し")
    why = say("sheet.read_only", channel="#ops")
    assert f"⚠️ {say('doctor.sheet_closed', why=why)}" in report()


@IN_BOTH
def test_help_has_its_lines(team: Story, user: str, say: Sentences) -> None:
    person = team.machine.person(user)
    person.command("/kpt", "help")
    person.press(team.ephemeral(user), "help_more")
    assert say("help.sheet") in team.ephemerals(user)[-1]
    assert say("help.csv") in team.ephemerals(user)[-1]


@IN_BOTH
def test_in_a_channel_whose_team_is_gone_it_says_how_to_begin(team: Story, user: str, say: Sentences) -> None:
    team.machine.sqlite.commit([Update("teams/T1-C1", {"status": "removed"})])
    who = team.machine.person(user)
    who.command("/kpt", "sheet")
    assert team.form(who).splitlines()[0] == say("sheet_form.title")
    assert say("error.no_team") in team.form(who)
