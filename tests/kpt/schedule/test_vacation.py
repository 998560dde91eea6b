"""A status that says vacation: by its emoji or its words, for as long as it holds."""

from datetime import UTC, datetime, timedelta

import pytest

from shared.kpt.schedule.vacation import says_vacation
from shared.kpt.team.person import Profile

NOW = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)


def status(text: str = "", emoji: str = "", expires: int = 0) -> Profile:
    return Profile("U1", "Tanaka", "", "ja", "Asia/Tokyo", "JP", True, text, emoji, expires)


@pytest.mark.parametrize("emoji", [":palm_tree:", ":beach_with_umbrella:", ":umbrella_on_ground:", ":desert_island:"])
def test_the_emoji_of_a_vacation(emoji: str) -> None:
    assert says_vacation(status("", emoji), NOW)


@pytest.mark.parametrize(
    "text",
    [
        "Vacationing",
        "On vacation",
        "Holiday!",
        "On leave until 1 Dec",
        "annual leave",
        "Parental leave",
        "Out of office",
        "OOO, back tomorrow",
        "ＯＯＯ",
        "PTO",
        "Day off",
        "off today",
        "休暇中",
        "有給休暇",
        "有給です",
        "夏休み",
        "冬休み中(1/5まで)",
        "年休",
        "代休",
        "本日お休みです",
        "休み",
        "明日まで休み",
        "産前休暇",
        "育休中",
    ],
)
def test_the_words_of_a_vacation(text: str) -> None:
    assert says_vacation(status(text), NOW)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "In a meeting",
        "Out for lunch",
        "booooo",
        "Optometrist",
        "Laptop day",
        "offsite",
        "Kickoff today",
        "believe",
        "Back from vacation",
        "OOO tomorrow",
        "Half day off",
        "PTO next week",
        "昼休み",
        "お昼休み",
        "休憩中",
        "午前休み",
        "半休",
        "明日休み",
        "来週から休暇",
        "休み明け",
        "在宅",
    ],
)
def test_words_that_say_something_else(text: str) -> None:
    assert not says_vacation(status(text), NOW)


@pytest.mark.parametrize("emoji", ["", ":coffee:", ":house_with_garden:", ":palm_tree_2:", ":airplane:", ":bus:"])
def test_emoji_that_say_something_else(emoji: str) -> None:
    assert not says_vacation(status("", emoji), NOW)


@pytest.mark.parametrize(("seconds", "holds"), [(-1, False), (0, False), (1, True), (86_400, True)])
def test_a_status_holds_until_it_expires(seconds: int, *, holds: bool) -> None:
    expires = int((NOW + timedelta(seconds=seconds)).timestamp())
    assert says_vacation(status("休暇中", ":palm_tree:", expires), NOW) is holds
