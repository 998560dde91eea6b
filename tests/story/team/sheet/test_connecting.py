"""`/kpt sheet`: the form, the link that is put into it, and the try."""

from dataclasses import replace

import pytest

from local.google.cloud import ACCOUNT
from local.google.grids import Tab
from local.google.sheets import Fault
from local.slack.people.reading import plain, plain_view
from shared.i18n.sentences import Sentences
from shared.store.engine.documents import Update
from shared.wiring import services as wiring
from tests.story.conftest import Story, buttons, en, inputs, ja
from tests.story.stores import Silent, store_of
from tests.story.team.sheet.connection import IN_BOTH, LINK, SHEET, audited, connect, file_of, told

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
        case "organisation":
            file.access = "organisation"
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


REFUSALS = (
    *("not_shared", "read_only", "no_such_sheet", "not_a_sheet", "api_off", "protected", "organisation"),
    "asked_to_rest",
)


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


def test_once_it_is_mended_the_same_link_connects_in_the_same_view(team: Story) -> None:
    refuse(team, "not_shared")
    connect(team, team.suzuki)
    file_of(team)
    team.suzuki.press_in_view("sheet_again")
    team.suzuki.type(link=LINK)
    team.suzuki.submit()
    team.settle()
    assert ja("tried.connected", channel="#ops") in team.form(team.suzuki)
    assert team.document("teams/T1-C1")["sheet"]["id"] == SHEET


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
