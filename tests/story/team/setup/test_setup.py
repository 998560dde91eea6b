"""Setting up a team: `/kpt setup` in a channel."""

from typing import Any

import pytest

from shared.kpt.team.news import RELEASE
from tests.story.conftest import Story, en, ja, key_of, tokyo
from tests.story.team.setup.channel import join_many

# What is stored


def test_the_channel_becomes_a_team_with_the_products_defaults(team: Story) -> None:
    stored = dict(team.document("teams/T1-C1"))
    now = tokyo(16)
    assert (stored.pop("created_at"), stored.pop("updated_at")) == (now, now)
    assert stored == {
        "schema": 1,
        "name": "ops",
        "workspace": "T1",
        "channel": "C1",
        "language": "ja",
        "time_zone": "Asia/Tokyo",
        "clock": "own",
        "membership": "channel",
        "members": {"U1": {"name": "田中"}, "U2": {"name": "鈴木"}, "U3": {"name": "Sato"}},
        "member_ids": ["U1", "U2", "U3"],
        "stepped_out": [],
        "reminder": {"time": "17:00", "weekdays": ["monday", "tuesday", "wednesday", "thursday", "friday"]},
        "win_session": {"weekday": "friday", "time": "16:30"},
        "holidays": {"country": "JP", "extra": ["12-29", "12-30"]},
        "announcement": {"mode": "message", "parts": "all", "quiet": "silent"},
        "glance": "shown",
        "told": RELEASE,
        "slots": ["reminder 16:00 Asia/Tokyo", "reminder 17:00 Asia/Tokyo", "digest 16:30 Asia/Tokyo"],
        "status": "active",
        "created_by": "U1",
        "updated_by": "U1",
    }


def test_each_member_is_stored_as_a_person(team: Story) -> None:
    person = dict(team.document("people/T1-U3"))
    assert person == {
        "schema": 1,
        "name": "Sato",
        "picture": "https://example.com/picture.png",
        "teams": ["T1-C1"],
        "home": "T1-C1",
        "language": "en",
        "time_zone": "Asia/Tokyo",
        "country": "JP",
    }


def test_language_and_zone_of_the_team_are_the_callers(story: Story) -> None:
    story.workspace.change_user("U3", tz="Europe/Berlin")
    story.set_up(by=story.sato)
    stored = story.document("teams/T1-C1")
    assert (stored["language"], stored["time_zone"], stored["created_by"]) == ("en", "Europe/Berlin", "U3")
    assert stored["holidays"] == {"country": "DE", "extra": []}


def test_who_set_the_team_up_stands_in_the_audit_trail(team: Story) -> None:
    (line,) = team.documents("audit").values()
    assert (line["by"], line["team"], line["what"]) == ("U1", "T1-C1", "set the team up")


def test_bots_guests_closed_accounts_and_other_workspaces_people_are_left_out(story: Story) -> None:
    others: dict[str, dict[str, Any]] = {
        "UBUILD": {"is_bot": True},
        "UGONE": {"deleted": True},
        "UGUEST": {"is_restricted": True},
        "UONECHANNEL": {"is_ultra_restricted": True},
        "UPARTNER": {"team_id": "T2"},
        "USTRANGER": {"is_stranger": True, "team_id": "T2"},
    }
    for user, about in others.items():
        story.workspace.add_user(user, user.lower(), user, **about)
        story.workspace.join("C1", user)
    story.set_up()
    assert story.document("teams/T1-C1")["member_ids"] == ["U1", "U2", "U3"]
    assert set(story.documents("people")) == {"T1-U1", "T1-U2", "T1-U3"}
    assert ja("setup.done", channel="#ops", when="11/16(月) 17:00", people=3) in story.form(story.tanaka)
    story.until(tokyo(20, "18:00"))
    assert [user for user in others if story.workspace.direct_messages(user)] == []


def test_all_pages_of_the_channels_members_are_read_and_the_form_says_how_many_there_are(story: Story) -> None:
    join_many(story, 297)
    story.tanaka.command("/kpt", "setup")
    assert ja("setup.form_new", channel="#ops", people=300) in story.form(story.tanaka)
    assert len(story.slack.calls_of("conversations.members")) > 1
    assert story.documents("teams") == {}
    assert story.channel.messages == []
    story.tanaka.submit()
    story.settle()
    stored = story.document("teams/T1-C1")
    assert (len(stored["member_ids"]), len(stored["members"])) == (300, 300)
    assert ja("setup.done", channel="#ops", when="11/16(月) 17:00", people=300) in story.form(story.tanaka)


def test_closing_the_form_sets_nothing_up(story: Story) -> None:
    story.tanaka.command("/kpt", "setup")
    story.tanaka.close()
    assert story.settle()
    assert story.documents("teams") == {}
    assert story.channel.messages == []


# Where it cannot be set up


def test_a_public_channel_without_the_app_gets_the_sentence_with_invite(story: Story) -> None:
    story.workspace.add_channel("C2", "lobby", ["U1"], bot_inside=False)
    story.set_up(channel="C2")
    assert story.ephemerals("U1") == [ja("error.not_invited")]
    assert "/invite @Furikaeri" in ja("error.not_invited")
    assert story.documents("teams") == {}


def test_a_private_channel_that_the_app_cannot_see_gets_it_too(story: Story) -> None:
    story.workspace.add_channel("C3", "secret", ["U3"], is_private=True, bot_inside=False)
    story.set_up(by=story.sato, channel="C3")
    assert story.ephemerals("U3") == [en("error.not_invited")]
    assert story.documents("teams") == {}


def test_after_the_invitation_it_works(story: Story) -> None:
    story.workspace.add_channel("C2", "lobby", ["U1"], bot_inside=False)
    story.set_up(channel="C2")
    story.workspace.join("C2", "UBOT")
    story.set_up(channel="C2")
    assert "T1-C2" in story.documents("teams")


def test_a_private_channel_with_the_app_is_called_by_its_own_name(story: Story) -> None:
    story.workspace.add_channel("C4", "core", ["U1", "U2"], is_private=True)
    story.set_up(channel="C4")
    assert story.document("teams/T1-C4")["name"] == "core"
    assert "#core" in story.form(story.tanaka)


def test_direct_messages_are_no_team(story: Story) -> None:
    story.set_up(channel="DU1")
    assert story.ephemerals("U1") == [ja("error.not_here")]
    assert story.documents("teams") == {}


def test_an_archived_channel_is_named_as_that(story: Story) -> None:
    story.workspace.add_channel("C5", "old", ["U1"], is_archived=True)
    story.set_up(channel="C5")
    assert story.ephemerals("U1") == [ja("error.archived_channel")]


def test_a_channel_shared_with_another_company_is_refused(story: Story) -> None:
    story.workspace.add_channel("C6", "partners", ["U1"], is_ext_shared=True)
    story.set_up(channel="C6")
    assert story.ephemerals("U1") == [ja("error.shared_channel")]


@pytest.mark.parametrize("about", [{"is_restricted": True}, {"is_ultra_restricted": True}, {"team_id": "T2"}])
def test_guests_and_other_workspaces_people_cannot_set_up(story: Story, about: dict[str, Any]) -> None:
    story.workspace.change_user("U3", **about)
    story.set_up(by=story.sato)
    assert story.ephemerals("U3") == [en("error.guest")]
    assert story.documents("teams") == {}


# Doing it again


def test_doing_it_again_and_saving_changes_nothing_and_says_so_to_each_in_their_language(team: Story) -> None:
    before = {path: dict(team.documents(path)) for path in ("teams", "people", "audit", "errands")}
    posted = len(team.channel.messages)
    team.jump(tokyo(17))
    team.set_up(by=team.sato)
    team.set_up()
    assert en("setup.unchanged") in team.form(team.sato)
    assert ja("setup.unchanged") in team.form(team.tanaka)
    assert {path: dict(team.documents(path)) for path in before} == before
    assert len(team.channel.messages) == posted


def test_the_same_form_sent_twice_founds_one_team_and_welcomes_once(story: Story) -> None:
    story.tanaka.command("/kpt", "setup")
    story.tanaka.submit()
    story.tanaka.resend_last()
    story.settle()
    assert len(story.documents("audit")) == 1
    assert len(story.channel.messages) == 1


def test_two_who_set_up_at_once_found_one_team(story: Story) -> None:
    story.tanaka.command("/kpt", "setup")
    story.sato.command("/kpt", "setup")
    story.tanaka.submit()
    story.sato.submit()
    story.settle()
    assert story.document("teams/T1-C1")["created_by"] == "U1"
    assert len([m for m in story.channel.messages if key_of(m) == "welcome"]) == 1
