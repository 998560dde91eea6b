"""A status that says vacation: by Slack's own emoji with an expiry, or by a whole phrase, for as long as it holds."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kpt.schedule.vacation import says_vacation
from shared.kpt.team.person import Profile
from tests.kpt.schedule.statuses import DOUBTFUL, SURE

NOW = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
LATER = int((NOW + timedelta(days=3)).timestamp())


def status(text: str = "", emoji: str = "", expires: int = 0) -> Profile:
    return Profile("U1", "Tanaka", "", "ja", "Asia/Tokyo", "JP", True, text, emoji, expires)


@pytest.mark.parametrize("text", SURE)
def test_a_whole_phrase_is_sure(text: str) -> None:
    assert says_vacation(status(text), NOW)
    assert says_vacation(status(text, ":speech_balloon:"), NOW)


@pytest.mark.parametrize("text", DOUBTFUL)
def test_a_doubt_asks(text: str) -> None:
    assert not says_vacation(status(text), NOW)
    assert not says_vacation(status(text, ":speech_balloon:", LATER), NOW)


@pytest.mark.parametrize(
    "text", ["", "Hawaii", "沖縄", "Back on Monday", "Back soon", "来週から出社します", "See you on the 24th"]
)
def test_slacks_own_emoji_is_sure_while_it_expires(text: str) -> None:
    assert says_vacation(status(text, ":palm_tree:", LATER), NOW)
    assert not says_vacation(status(text, ":palm_tree:"), NOW), "somebody likes the picture"


@pytest.mark.parametrize(
    "text",
    [
        "Working from Okinawa",
        "Happy holidays!",
        "Half day",
        "WFH",
        "Vacation next week",
        "Planning",
        "在宅",
        "午後半休",
        "来週から休暇",
        "休み明け",
    ],
)
def test_words_may_make_even_the_emoji_doubtful(text: str) -> None:
    assert not says_vacation(status(text, ":palm_tree:", LATER), NOW)


@pytest.mark.parametrize(
    "emoji",
    ["", ":coffee:", ":house_with_garden:", ":palm_tree_2:", ":airplane:", ":beach_with_umbrella:", ":desert_island:"],
)
def test_any_other_emoji_is_somebodys_taste(emoji: str) -> None:
    assert not says_vacation(status("", emoji, LATER), NOW)


@pytest.mark.parametrize(("seconds", "holds"), [(-1, False), (0, False), (1, True), (86_400, True)])
def test_a_status_holds_until_it_expires(seconds: int, *, holds: bool) -> None:
    expires = int((NOW + timedelta(seconds=seconds)).timestamp())
    assert says_vacation(status("休暇中", ":palm_tree:", expires), NOW) is holds


@pytest.mark.parametrize(
    "text", ["OOO until 11/20", "休暇中(11/20まで)", "11/16〜11/20 休暇", "On leave, back 20 Nov", "11月20日まで休暇"]
)
def test_a_status_that_was_left_standing_keeps_nobody_from_being_asked(text: str) -> None:
    assert says_vacation(status(text), NOW)
    assert not says_vacation(status(text), NOW + timedelta(weeks=2))


@pytest.mark.parametrize(
    "text", ["<d>", "OOO until <d>", "<t> - <d> PTO", "休暇<r>", "99/99 休暇", "2026/13/45", "OOO ١٢/٣"]
)
def test_what_looks_like_a_mark_or_a_date_and_is_none_is_a_doubt(text: str) -> None:
    assert not says_vacation(status(text), NOW)


@given(st.text(st.sampled_from("<>dtprx 0123456789/-~月日まで休暇ooountil()"), max_size=100))
def test_any_status_can_be_read(text: str) -> None:
    assert isinstance(says_vacation(status(text), NOW), bool)


def test_over_new_year_a_date_is_of_the_nearest_year() -> None:
    on_new_years_eve = datetime(2026, 12, 31, 8, 0, tzinfo=UTC)
    assert says_vacation(status("OOO until Jan 4"), on_new_years_eve)
    assert says_vacation(status("12/28〜1/4 休暇"), on_new_years_eve)
    assert not says_vacation(status("OOO until Dec 30"), on_new_years_eve + timedelta(5))


@pytest.mark.parametrize(
    "text", ["月末" * 50, "back " * 20, "今日から" * 25, "until a " * 12, "1/2-" * 25, "返信" * 50]
)
def test_no_status_takes_long_to_read(text: str) -> None:
    """A pattern that tries every way to read it would not come to an end."""
    for sure in ("OOO ", "休暇中"):
        assert not says_vacation(status(f"{text}{sure}{text}?"), NOW)
        assert isinstance(says_vacation(status(f"{sure}{text}?<"), NOW), bool)
