"""What the form accepts is shown, and goes on following, however long it is and however Slack counts."""

import pytest

from local.slack.limits.messages import BlocksLimit, Counted
from local.slack.people.reading import plain
from shared.store.engine.documents import Update
from tests.story.conftest import Story, buttons, ja, key_of, tokyo
from tests.story.personal_data import erase, export

FIELDS = ("keep", "problem", "try")
LONG = {
    "emoji": "🎉" * 3000,
    "Japanese": "字" * 3000,
    "escaped": "&<>" * 1000,
    "emoji by name": ":tada: " * 428,
    "links": "https://example.com/a " * 136,
    "lines": "あ\n" * 1500,
}
COUNTED: list[tuple[int, Counted]] = [(11_300, "utf16"), (11_300, "bytes"), (11_300, "json"), (3000, "bytes")]


def squeezed(text: str) -> str:
    return "".join(text.split())


def in_channel(team: Story) -> str:
    """What is typed there, with the replies, without heads."""
    there = [each for message in team.posts() for each in (message, *message.replies)]
    return squeezed(
        "".join(
            line
            for message in there
            if key_of(message).startswith("announcement:")
            for line in plain(message).splitlines()[1:]
            if line not in ("Keep", "Problem", "Try")
        )
    )


@pytest.mark.parametrize("kind", LONG)
@pytest.mark.parametrize(("most", "counted"), COUNTED)
def test_what_the_form_accepts_can_be_shown_and_changed(asked: Story, kind: str, most: int, counted: Counted) -> None:
    asked.workspace.blocks_limit = BlocksLimit(most, counted)
    asked.write(asked.tanaka, dict.fromkeys(FIELDS, LONG[kind]))
    assert in_channel(asked) == squeezed(LONG[kind] * 3)
    asked.write(asked.tanaka, dict.fromkeys(FIELDS, "short"))
    assert in_channel(asked) == "short" * 3
    assert "short" in asked.messages("U1")[-1]
    assert asked.events("delivery.failed") == []


def test_an_edit_of_three_times_500_characters_follows_everywhere(asked: Story) -> None:
    asked.write(asked.tanaka, dict.fromkeys(FIELDS, "字" * 500))
    assert "edit" in buttons(asked.message("U1"))
    asked.write(asked.tanaka, dict.fromkeys(FIELDS, "文" * 500))
    assert in_channel(asked) == "文" * 1500
    assert "文" * 500 in asked.messages("U1")[-1]
    assert asked.refused_calls() == []


def test_what_was_recorded_is_shortened_and_says_where_all_of_it_is(asked: Story) -> None:
    asked.write(asked.tanaka, dict.fromkeys(FIELDS, "字" * 3000))
    assert ja("done.shortened") in asked.messages("U1")[-1]
    assert "edit" in buttons(asked.message("U1"))


def test_a_keep_of_the_open_hour_joins_a_digest_of_long_days(asked: Story) -> None:
    for day in (16, 17, 18, 19):
        asked.until(tokyo(day, "17:05"))
        asked.write(asked.tanaka, keep=f"{day}" + "字" * 338)
    asked.until(tokyo(20, "16:45"))
    asked.write(asked.tanaka, keep="open hour")
    assert "open hour" in "".join(asked.thread())
    assert asked.refused_calls() == []


@pytest.mark.parametrize(("most", "counted"), [*COUNTED, (900, "bytes")])
def test_a_digest_is_cut_to_whatever_slack_takes(asked: Story, most: int, counted: Counted) -> None:
    for day in (16, 17, 18, 19):
        asked.until(tokyo(day, "17:05"))
        asked.write(asked.tanaka, keep=f"{day}" + "字" * 2900)
    asked.workspace.blocks_limit = BlocksLimit(most, counted)
    asked.until(tokyo(20, "16:45"))
    asked.write(asked.tanaka, keep="open hour")
    there = squeezed("".join(asked.thread()))
    assert there.count("字") == 4 * 2900
    assert "openhour" in there
    asked.write(asked.tanaka, keep="short now")
    assert squeezed("".join(asked.thread())).count("字") == 4 * 2900
    assert asked.events("delivery.failed") == []


def test_an_entry_of_several_pages_goes_with_all_of_them(asked: Story) -> None:
    asked.write(asked.tanaka, dict.fromkeys(FIELDS, "🎉" * 3000))
    assert len(asked.posts()[0].replies) > 0
    exported = export(asked, asked.tanaka)
    assert "announcement:2026-11-16:U1:2" in exported["teams"]["T1-C1"]["deliveries"]
    erase(asked, asked.tanaka)
    assert asked.posts() == []
    assert asked.documents("teams/T1-C1/deliveries").keys() == {"welcome"}


def test_in_a_thread_of_the_day_all_pages_are_its_replies(asked: Story) -> None:
    asked.machine.sqlite.commit([Update("teams/T1-C1", {"announcement.mode": "thread"})])
    asked.write(asked.tanaka, dict.fromkeys(FIELDS, "字" * 3000))
    [day] = asked.posts()
    assert [key_of(reply) for reply in day.replies] == [
        "announcement:2026-11-16:U1",
        "announcement:2026-11-16:U1:2",
    ]
    assert in_channel(asked) == "字" * 9000
    asked.write(asked.tanaka, {"keep": "short", "problem": "", "try": ""})
    assert [key_of(reply) for reply in day.replies] == ["announcement:2026-11-16:U1"]
