"""`/kpt sheet`: a team is connected with its spreadsheet, looked at, and parted from it (issue 18, item 1)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from local.google.cloud import ACCOUNT
from local.google.grids import Spreadsheet, Tab
from local.google.sheets import Fault
from local.slack.people.person import NotPossible, Person
from local.slack.people.reading import plain, plain_view
from shared.i18n.dates import moment_label
from shared.i18n.sentences import Sentences
from shared.store.engine.documents import Update
from shared.wiring import services as wiring
from tests.story.conftest import Story, buttons, en, inputs, ja, key_of, tokyo
from tests.story.stores import Silent, store_of

SHEET = "1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms"
LINK = f"https://docs.google.com/spreadsheets/d/{SHEET}/edit#gid=0"
IN_BOTH = pytest.mark.parametrize(("user", "say"), [("U1", ja), ("U3", en)])


def file_of(story: Story) -> Spreadsheet:
    """The team's own file, shared with the app's address."""
    return story.machine.google_sheets.add(Spreadsheet(SHEET))


def connect(story: Story, by: Person, link: str = LINK) -> None:
    by.command("/kpt", "sheet")
    by.type(link=link)
    by.submit()
    story.settle()


def told(story: Story, *kinds: str) -> list[str]:
    """What the channel was told of it."""
    return [plain(m) for m in story.channel.messages if key_of(m).partition(":")[0] in kinds]


def rows(story: Story) -> list[list[Any]]:
    """What stands in the team's tab, but for its header."""
    return story.machine.google_sheets.spreadsheets[SHEET].tabs[-1].values(1, 99, 0, 8)


def audited(story: Story) -> list[tuple[str, str]]:
    lines = [line for _, line in sorted(story.documents("audit").items())]
    return [(str(line["by"]), str(line["what"])) for line in lines]


# The form


@IN_BOTH
def test_the_form_says_where_to_share_it_what_is_written_and_who_can_read_it(
    team: Story, user: str, say: Sentences
) -> None:
    who = team.machine.person(user)
    who.command("/kpt", "sheet")
    shown = team.form(who)
    assert ACCOUNT in shown
    for key in ("about", "share", "written", "who"):
        assert say(f"sheet_form.{key}", channel="#ops") in shown
    [copied] = [part for block in who.view.blocks for part in block.get("elements", ()) if "preformatted" in str(part)]
    assert copied["elements"] == [{"type": "text", "text": ACCOUNT}]
    assert set(inputs(who)) == {"link"}


@pytest.mark.parametrize("word", ["sheet", "シート", "スプレッドシート", "ＳＨＥＥＴ", "ｼｰﾄ"])
def test_it_is_opened_by_japanese_words_too(team: Story, word: str) -> None:
    team.suzuki.command("/kpt", word)
    assert ja("sheet_form.title") in plain_view(team.suzuki.view)


@IN_BOTH
@pytest.mark.parametrize("mode", [{"mode": "message", "parts": "keep"}, {"mode": "off", "parts": "all"}])
def test_where_only_the_keep_is_shown_the_form_says_that_only_it_is_written(
    team: Story, user: str, say: Sentences, mode: dict[str, str]
) -> None:
    change_by_hand(team, announcement={**mode, "quiet": "silent"})
    who = team.machine.person(user)
    who.command("/kpt", "sheet")
    assert say("sheet_form.written_keep") in team.form(who)


def change_by_hand(story: Story, **fields: object) -> None:
    story.machine.sqlite.commit([Update("teams/T1-C1", fields)])
    story.settle()


@IN_BOTH
def test_where_there_is_no_account_there_are_no_sheets_and_csv_is_the_way(
    team: Story, user: str, say: Sentences
) -> None:
    services = team.machine.services
    wiring.use(replace(services, context=replace(services.context, sheet_account="")))
    who = team.machine.person(user)
    who.command("/kpt", "sheet")
    assert say("sheet_form.none") in team.form(who)
    wiring.use(services)


@IN_BOTH
def test_where_there_is_no_team_or_no_channel_it_says_so(story: Story, user: str, say: Sentences) -> None:
    who = story.machine.person(user)
    who.command("/kpt", "sheet")
    assert say("error.no_team") in story.form(who)
    who.close()
    who.command("/kpt", "sheet", f"D{user}")
    assert say("sheet_form.not_here") in str(story.workspace.ephemeral[user])


@pytest.mark.parametrize(("user", "how"), [("U7", "guest"), ("U8", "not_member")])
def test_a_guest_and_somebody_who_is_not_in_the_channel_get_a_sentence(team: Story, user: str, how: str) -> None:
    team.workspace.add_user("U7", "guest", "Guest", locale="en-GB", is_restricted=True)
    team.workspace.add_user("U8", "outside", "Outside", locale="en-GB")
    team.channel.members.append(user)  # so that the stand-in lets them type there
    who = team.machine.person(user)
    file_of(team)
    team.tanaka.command("/kpt", "sheet")
    if how == "guest":
        who.command("/kpt", "sheet")
        assert en("team.refused_guest", channel="#ops") in team.form(who)
        return
    who.command("/kpt", "sheet")
    who.type(link=LINK)
    team.channel.members.remove(user)
    who.submit()
    assert en("team.refused_not_member", channel="#ops") in team.form(who)
    team.settle()
    assert "sheet" not in team.document("teams/T1-C1")


# The link


@IN_BOTH
@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("hello", "no_link"),
        ("https://example.com/spreadsheets/d/" + "a" * 44, "no_link"),
        ("https://docs.google.com.example.com/spreadsheets/d/" + "a" * 44, "no_link"),
        ("javascript:alert(1)//docs.google.com/spreadsheets/d/" + "a" * 44, "no_link"),
        ("https://docs.google.com/spreadsheets/d/../../x/edit", "no_link"),
        ("https://docs.google.com/spreadsheets/d/short/edit", "no_link"),
        ("https://[", "no_link"),
        ("<!channel> \ud83d " + "x" * 2900, "no_link"),
        ("https://docs.google.com/document/d/" + "a" * 44 + "/edit", "of_a_document"),
        ("https://docs.google.com/presentation/d/" + "a" * 44, "of_a_document"),
        ("https://drive.google.com/file/d/" + "a" * 33 + "/view?usp=sharing", "of_a_file"),
        ("https://docs.google.com/spreadsheets/d/e/2PACX-" + "a" * 70 + "/pubhtml", "published"),
    ],
)
def test_a_link_that_leads_to_no_sheet_gets_its_sentence_and_nothing_is_tried(
    team: Story, user: str, say: Sentences, link: str, why: str
) -> None:
    who = team.machine.person(user)
    connect(team, who, link)
    assert who.view.errors == {"link": say(f"sheet_link.{why}")}
    assert team.machine.google_sheets.calls == []


@pytest.mark.parametrize(
    "link",
    [
        LINK,
        SHEET,
        f"  {LINK}  ",
        f"<{LINK}>",
        f"<{LINK}|my sheet>",
        f"docs.google.com/spreadsheets/d/{SHEET}",
        f"https://docs.google.com/spreadsheets/u/0/d/{SHEET}/edit?usp=sharing",
        f"https://docs.google.com/a/example.com/spreadsheets/d/{SHEET}/edit",
        f"https://drive.google.com/open?id={SHEET}&usp=drive_fs",
        f"ｈｔｔｐｓ://docs.google.com/spreadsheets/d/{SHEET}/edit",
    ],
)
def test_whatever_people_copy_of_a_sheet_leads_to_it(team: Story, link: str) -> None:
    file_of(team)
    connect(team, team.suzuki, link)
    assert team.document("teams/T1-C1")["sheet"]["id"] == SHEET


# Trying it


@IN_BOTH
def test_the_view_says_that_it_is_being_tried_and_turns_into_what_became_of_it(
    team: Story, user: str, say: Sentences
) -> None:
    file_of(team)
    who = team.machine.person(user)
    who.command("/kpt", "sheet")
    who.type(link=LINK)
    who.submit()
    assert say("sheet_form.trying") in team.form(who)
    team.settle()
    assert say("tried.connected", channel="#ops") in team.form(who)
    assert told(team, "sheet_told") == [ja("sheet.told", name={"U1": "田中", "U3": "Sato"}[user])]
    assert audited(team)[-1] == (user, "connected a spreadsheet")


@IN_BOTH
def test_who_has_closed_the_view_gets_the_answer_as_a_direct_message(team: Story, user: str, say: Sentences) -> None:
    file_of(team)
    who = team.machine.person(user)
    who.command("/kpt", "sheet")
    who.type(link=LINK)
    who.submit()
    who.close()
    team.settle()
    assert say("tried.connected", channel="#ops") in team.messages(user)[-1]
    assert len(told(team, "sheet_told")) == 1


def refuse(story: Story, how: str) -> None:
    google = story.machine.google_sheets
    file = file_of(story)
    match how:
        case "not_shared":
            file.access = "none"
        case "read_only":
            file.access = "reader"
        case "no_such_sheet":
            del google.spreadsheets[SHEET]
        case "not_a_sheet":
            file.kind = "excel"
        case "api_off":
            google.is_on = False
        case "protected":
            file.tabs.append(Tab("Ours", metadata=[("furikaeri", "T1-C1")], protected=True))
        case "asked_to_rest":
            google.faults.append(Fault("read", 429))


REFUSALS = ("not_shared", "read_only", "no_such_sheet", "not_a_sheet", "api_off", "protected", "asked_to_rest")


@IN_BOTH
@pytest.mark.parametrize("how", REFUSALS)
def test_each_refusal_has_its_sentence_and_try_again_opens_the_form(
    team: Story, user: str, say: Sentences, how: str
) -> None:
    refuse(team, how)
    who = team.machine.person(user)
    connect(team, who)
    assert say(f"tried.{how}", channel="#ops") in team.form(who)
    assert "sheet" not in team.document("teams/T1-C1")
    assert told(team, "sheet_told") == []
    who.press_in_view("sheet_again")
    assert ACCOUNT in team.form(who)
    assert set(inputs(who)) == {"link"}


def test_try_again_works_in_the_direct_message_too(team: Story) -> None:
    refuse(team, "not_shared")
    team.suzuki.command("/kpt", "sheet")
    team.suzuki.type(link=LINK)
    team.suzuki.submit()
    team.suzuki.close()
    team.settle()
    message = team.message("U2")
    assert ja("tried.not_shared") in plain(message)
    assert set(buttons(message)) == {"sheet_again"}
    team.suzuki.press(message, "sheet_again")
    assert ACCOUNT in team.form(team.suzuki)


@IN_BOTH
def test_where_the_store_is_silent_the_link_stays_in_its_field(team: Story, user: str, say: Sentences) -> None:
    who = team.machine.person(user)
    who.command("/kpt", "sheet")
    who.type(link=LINK)
    with store_of(team, lambda: Silent(team.machine.sqlite)):
        who.submit()
    assert who.view.errors == {"link": say("sheet_form.failed")}


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
