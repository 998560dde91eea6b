"""A line kept from the menu of a message in Slack."""

from tests.story.conftest import Story, ja, tokyo
from tests.story.entry.keep.keeping import kept, say

PERSON = "people/T1-U1"


# From a message's menu


def test_ones_own_message_is_kept_as_people_read_it(team: Story) -> None:
    message = say(team, "fixed it with <@U2> &amp; <https://example.com|example.com>\n\nyes")
    team.tanaka.message_shortcut(message, "keep")
    team.workspace.delete(message)  # it notified somebody, which no message of ours does
    assert kept(team) == ["fixed it with @鈴木 & example.com\nyes"]
    assert ja("kept.done", time="17:00") in team.ephemerals("U1")[-1]


def test_the_same_message_is_kept_once(team: Story) -> None:
    message = say(team, "once")
    team.tanaka.message_shortcut(message, "keep")
    team.tanaka.message_shortcut(message, "keep")
    assert kept(team) == ["once"]
    assert team.ephemerals("U1")[-1] == ja("kept.already")


def test_the_same_message_is_not_kept_again_once_it_is_saved(team: Story) -> None:
    message = say(team, "once")
    team.tanaka.message_shortcut(message, "keep")
    team.until(tokyo(16, "17:00"))
    team.press(team.tanaka, "as_is")
    team.tanaka.message_shortcut(message, "keep")
    assert team.ephemerals("U1")[-1] == ja("kept.already")
    assert kept(team) == []


def test_of_somebody_elses_message_a_word_of_ones_own_is_kept(team: Story) -> None:
    message = say(team, "their words", by="U2")
    team.tanaka.message_shortcut(message, "keep")
    assert kept(team) == []
    assert ja("kept.other_hint", name="鈴木") in team.form(team.tanaka)
    team.tanaka.type(line="教えてもらった")
    team.tanaka.submit()
    assert kept(team) == ["教えてもらった"]
    assert ja("kept.done", time="17:00") in team.form(team.tanaka)
    team.tanaka.press_in_view("undo_line")
    assert kept(team) == []
    assert "their words" not in repr(team.document(PERSON))


def test_an_apps_message_opens_the_form_without_a_name(team: Story) -> None:
    message = say(team, "deploy finished", by="U2", bot_id="B2")
    team.tanaka.message_shortcut(message, "keep")
    assert ja("kept.other_hint_nobody") in team.form(team.tanaka)


def test_ones_own_file_without_words_has_nothing_to_keep(team: Story) -> None:
    team.tanaka.message_shortcut(say(team, ""), "keep")
    assert team.ephemerals("U1")[-1] == ja("kept.empty")


def test_the_forms_errors_stand_at_its_field(team: Story) -> None:
    team.tanaka.message_shortcut(say(team, "x", by="U2"), "keep")
    team.tanaka.type(line="\u200b")
    team.tanaka.submit()
    assert team.tanaka.view.errors == {"line": ja("kept.empty")}
    team.tanaka.view.errors_were_read = True
