"""Names in a sentence: さん once, and each where the sentence has it, in whatever direction it is written."""

import re

import pytest

from shared.i18n.sentences import sentences
from shared.kpt.messages.digests import Invitation
from shared.slack.blocks.message import named
from shared.slack.views.digest import FOR_AWAY, invitation

ja, en = sentences("ja"), sentences("en")
WITH_SAN = [key for key in ja.keys if "}さん" in ja.raw(key)]
VALUES = {"day": "11/16(月)", "what": "時刻", "old": "17:00", "new": "18:00", "marks": "🍵 水", "by": "17:30"}
VALUES |= {"first_line": "朝会を短くした", "weekday": "月"}
VALUES |= {"channel": "#ops", "when": "11/16(月) 17:00", "from": "2026/8/17", "until": "2026/11/16"}


@pytest.mark.parametrize("key", WITH_SAN)
@pytest.mark.parametrize(
    "name",
    [
        "佐藤さん",
        "佐藤さん（総務）",
        "佐藤さん(総務)",
        "佐藤さん （総務）",
        "佐藤さん【総務】(東京)",
        "佐藤さん@総務",
        "佐藤さん／総務",
        "佐藤さん🍵",
        "総務/佐藤さん",
        "【総務】佐藤さん（東京）",
        "佐藤さん ",
        "Satoさん",
    ],
)
def test_a_name_that_ends_in_san_gets_none_twice(key: str, name: str) -> None:
    said, called = ja(key, **_all_called(key, name)), re.sub(r"\{\w+\}さん", name, ja.raw(key))
    assert said == called.format_map(VALUES)


@pytest.mark.parametrize("key", WITH_SAN)
@pytest.mark.parametrize(
    "name", ["佐藤", "Sato", "佐藤（総務）", "さんま", "山さん田", "佐藤（みさん）", "田中(佐藤さん@総務)"]
)
def test_every_other_name_gets_it(key: str, name: str) -> None:
    assert f"{name}さん" in ja(key, **_all_called(key, name))


def _all_called(key: str, name: str) -> dict[str, str]:
    """The values of a sentence in which everybody who is called has this name."""
    return {**VALUES, **dict.fromkeys(re.findall(r"\{(\w+)\}さん", ja.raw(key)), name)}


def test_the_names_of_a_list_get_it_once_each() -> None:
    assert named(["佐藤さん", "田中"], ja, FOR_AWAY, "join.order") == "佐藤さん → 田中さん"
    assert invitation(Invitation("ja", ("佐藤さん（総務）", "田中"))).text.startswith("佐藤さん（総務）、田中さん、")


def test_a_name_of_which_nothing_but_san_is_left_is_called_so() -> None:
    assert ja("part.head", name="さん") == "さん"


def test_two_names_that_are_written_from_the_right_stand_in_their_order() -> None:
    assert named(["דוד", "שרה"], en, FOR_AWAY, "join.order") == "\u2068דוד\u2069 → \u2068שרה\u2069"
    assert named(["דוד", "田中"], ja, FOR_AWAY) == "\u2068דוד\u2069さん、田中さん"
    assert en("digest.away", names=named(["דוד", "שרה"], en, 99)).count("\u2068") == 2


def test_whatever_stands_in_a_sentence_is_set_apart() -> None:
    assert en("setup.changed", what="Name", old="שלום", new="דוד", name="שרה") == (
        "Name \u2068שלום\u2069 → \u2068דוד\u2069 (by \u2068שרה\u2069)"
    )


def test_a_name_cannot_turn_the_rest_of_the_sentence_round() -> None:
    said = ja("announcement.head", name="\u202eevil\u2069", day="11/16")
    assert said == "\u2068\u202eevil\u2069さん ・ 11/16"


@pytest.mark.parametrize("name", ["א" * 80, "א" * 10, "\u2067" * 10 + "א"])
def test_three_hundred_of_them_fit_into_a_line_in_small_type(name: str) -> None:
    for say in (ja, en):
        assert len(say("digest.away", names=named([name] * 300, say, FOR_AWAY))) <= 2000
