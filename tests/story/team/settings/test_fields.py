"""What cannot be is said at its field; people are chosen; fields that Slack sends empty."""

from typing import Any

import pytest

from local.slack.people.person import NotPossible, Person
from tests.story.conftest import Story, en, ja, tokyo
from tests.story.team.settings.form import change, stored, told

# What cannot be, at its field


@pytest.mark.parametrize(
    ("typed", "chosen", "field", "sentence"),
    [
        ({"time_zone": "Asia/Tokio"}, {}, "time_zone", ("fault.zone", {"word": "Asia/Tokio", "near": "Asia/Tokyo"})),
        ({"time_zone": "x" * 70}, {}, "time_zone", ("fault.zone_far", {"word": "x" * 60})),
        ({"time_zone": "EST"}, {}, "time_zone", ("fault.no_place", {"word": "EST", "near": "America/New_York"})),
        ({"time_zone": "Etc/GMT+12"}, {}, "time_zone", ("fault.no_place_far", {"word": "Etc/GMT+12"})),
        ({"time_zone": "GMT+9"}, {}, "time_zone", ("fault.zone", {"word": "GMT+9", "near": "Asia/Tokyo"})),
        ({"country": "Atlantis"}, {}, "country", ("fault.country", {"word": "Atlantis"})),
        ({"extra_days_off": "12-32"}, {}, "extra_days_off", ("fault.extra_day", {})),
        ({"extra_days_off": "Christmas"}, {}, "extra_days_off", ("fault.extra_day", {})),
        ({}, {"membership": "list", "chosen": []}, "chosen", ("fault.nobody", {})),
        ({}, {"membership": "list", "chosen": ["U1", "U9"]}, "chosen", ("fault.outsider", {"channel": "#ops"})),
        ({}, {"membership": "list", "chosen": ["UBOT"]}, "chosen", ("fault.outsider", {"channel": "#ops"})),
    ],
)
@pytest.mark.parametrize("is_there", [True, False])
def test_what_cannot_be_is_said_at_its_field_in_ones_language_and_nothing_is_stored(
    story: Story, typed: dict[str, str], chosen: dict[str, Any], field: str, sentence: Any, is_there: bool
) -> None:
    story.workspace.add_user("U9", "abe", "安部")
    if is_there:
        story.set_up()
        story.tanaka.close()
    before = story.documents("teams")
    key, about = sentence
    for person, say in ((story.tanaka, ja), (story.sato, en)):
        change(story, person, typed, **chosen)
        assert person.view.errors == {field: say(key, **about)}
    assert story.documents("teams") == before
    assert len(story.documents("audit")) == is_there


def test_all_faults_are_said_at_once(team: Story) -> None:
    change(team, team.sato, {"time_zone": "x", "extra_days_off": "y"}, membership="list", chosen=[])
    assert set(team.sato.view.errors) == {"time_zone", "extra_days_off", "chosen"}


def test_without_a_weekday_slack_sends_no_form_and_one_that_comes_all_the_same_stays_open(team: Story) -> None:
    with pytest.raises(NotPossible, match="weekdays is empty"):
        change(team, team.sato, weekdays=[])
    for block in team.sato.view.blocks:
        block["optional"] = True
    team.sato.submit()
    assert team.sato.view.errors == {"weekdays": en("fault.no_weekday")}


def test_a_channel_with_four_hundred_people_is_told_to_choose(story: Story) -> None:
    for n in range(397):
        story.workspace.add_user(f"UM{n}", f"m{n}", f"Member {n}")
        story.workspace.join("C1", f"UM{n}", told=False)
    story.set_up()
    assert story.tanaka.view.errors == {"membership": ja("fault.too_many", limit=300)}
    assert story.documents("teams") == {}
    story.tanaka.select(membership="list", chosen=["U1", "U2"])
    story.tanaka.submit()
    story.settle()
    assert stored(story)["member_ids"] == ["U1", "U2"]
    change(story, story.sato, membership="channel")
    assert story.sato.view.errors == {"membership": en("fault.too_many", limit=300)}
    assert stored(story)["membership"] == "list"


# Chosen people


def test_a_chosen_list_and_back_to_the_channel(team: Story) -> None:
    change(team, team.sato, membership="list", chosen=["U1", "U3"])
    assert (stored(team)["membership"], set(stored(team)["members"])) == ("list", {"U1", "U3"})
    [message] = told(team)
    assert message.splitlines() == [
        "メンバー チャンネルの全員 → 選んだ人(Satoさん)",
        "選んだ人 なし → 田中さん、Satoさん(Satoさん)",
    ]
    team.until(tokyo(16, "17:05"))
    assert [len(team.messages(user)) for user in ("U1", "U2", "U3")] == [1, 0, 1]
    team.workspace.leave("C1", "U1")
    team.settle()
    assert set(stored(team)["members"]) == {"U3"}
    change(team, team.sato, membership="channel")
    assert set(stored(team)["members"]) == {"U2", "U3"}


def test_chosen_people_who_are_not_used_are_not_a_change(team: Story) -> None:
    change(team, team.sato, chosen=["U1"])
    assert en("setup.unchanged") in team.form(team.sato)


def test_whoever_is_not_chosen_any_more_is_asked_by_another_of_their_teams(team: Story) -> None:
    team.workspace.add_channel("C2", "duo", ["U1", "U2"])
    team.set_up(channel="C2")
    assert team.document("people/T1-U2")["home"] == "T1-C1"
    change(team, team.sato, membership="list", chosen=["U1", "U3"])
    assert team.document("people/T1-U2")["home"] == "T1-C2"


# What Slack sends


MAY_BE_EMPTY = ("weekdays", "country", "extra_days_off", "chosen")


def say_nothing(person: Person) -> None:
    """Null for every field that cannot be empty."""
    person.view.values.update({field: None for field in person.view.values if field[0] not in MAY_BE_EMPTY})
    for block in person.view.blocks:
        block["optional"] = True


def test_fields_of_which_slack_says_null_stay_as_they_are(team: Story) -> None:
    before = stored(team)
    team.tanaka.close()
    team.sato.command("/kpt", "setup")
    say_nothing(team.sato)
    team.sato.submit()
    assert en("setup.unchanged") in team.form(team.sato)
    assert stored(team) == before


def test_and_are_the_defaults_where_a_team_begins(story: Story) -> None:
    story.tanaka.command("/kpt", "setup")
    say_nothing(story.tanaka)
    story.tanaka.submit()
    story.settle()
    assert (stored(story)["reminder"]["time"], stored(story)["time_zone"]) == ("17:00", "Asia/Tokyo")


def test_an_emptied_country_and_days_off_are_none(team: Story) -> None:
    change(team, team.sato, {"country": "", "extra_days_off": ""})
    assert stored(team)["holidays"] == {"country": "", "extra": []}
