"""What buttons and forms carry: it comes back as it went, it fits, and nothing else is taken for it."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kpt.entry.form_seed import FormSeed
from shared.kpt.entry.try_before import TryBefore
from shared.slack.blocks.form_metadata import (
    LONGEST_METADATA,
    LONGEST_VALUE,
    FormState,
    NotOurs,
    day_from,
    pack,
    pack_state,
    pack_to_write,
    team_from,
    unpack,
    unpack_state,
)

SEED = FormSeed("T1-C1", date(2026, 11, 16), "ja", "ops", "Asia/Tokyo")
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
SEEDS = st.builds(
    FormSeed,
    team=st.from_regex(r"T1-[A-Za-z0-9]{1,40}", fullmatch=True),
    day=st.dates(),
    language=st.sampled_from(["ja", "en"]),
    channel_name=TEXT.map(lambda t: t[:80]),
    zone=st.sampled_from(["Asia/Tokyo", "America/Argentina/ComodRivadavia", "UTC", "Etc/GMT+12"]),
    only_keep_is_shown=st.booleans(),
    is_announced=st.booleans(),
    last_try=TEXT.map(lambda t: t[:200]),
    others=st.dictionaries(st.from_regex(r"T1-[A-Za-z0-9]{1,11}", fullmatch=True), st.just("dev"), max_size=3),
)


@given(SEEDS)
def test_a_seed_comes_back_as_it_went(seed: FormSeed) -> None:
    assert unpack(pack(seed), "T1") == seed


def test_a_button_carries_the_kept_lines_where_all_of_them_have_room() -> None:
    seed = replace(
        SEED, kept={"0123456789ab": "集計を自動にした。", "ba9876543210": "shipped"}, others={"T1-C2": "dev"}
    )
    assert unpack(pack_to_write(seed), "T1") == seed


def test_a_button_without_room_for_the_kept_lines_says_that_they_are_in_the_store() -> None:
    """One more character, and they would not fit."""
    room = next(n for n in range(1, LONGEST_VALUE) if not unpack(pack_to_write(_keeping("x" * n)), "T1").kept)
    assert len(pack_to_write(_keeping("x" * (room - 1)))) == LONGEST_VALUE - 1
    assert unpack(pack_to_write(_keeping("x" * room)), "T1") == replace(SEED, kept_in_store=True)


def _keeping(text: str) -> FormSeed:
    return replace(SEED, kept={"0123456789ab": text})


@given(SEEDS, st.dates(), st.booleans(), st.data())
def test_the_try_that_a_form_offers_comes_back_with_its_team_and_day(
    seed: FormSeed, day: date, private: bool, data: st.DataObject
) -> None:
    team = data.draw(st.sampled_from([seed.team, *seed.others]))
    offering = seed.offering(TryBefore(team, day, "walk", private=private))
    assert unpack(pack(offering), "T1") == offering
    assert unpack_state(pack_state(FormState(offering, "edit")), "T1").seed.try_before == offering.try_before


@pytest.mark.parametrize("team", ["", "T1-C9", "T2-C1", "x y"])
def test_a_try_of_a_team_that_the_form_cannot_be_sent_to_is_not_offered(team: str) -> None:
    seed = SEED.offering(TryBefore(team, date(2026, 11, 13), "walk"))
    assert seed.try_before is None
    assert unpack(pack(seed), "T1").try_before is None


@pytest.mark.parametrize(
    ("field", "value"), [("try_day", "soon"), ("try_day", 3), ("try_team", "T2-C1"), ("try_team", 3)]
)
def test_a_forged_try_is_none_of_ours(field: str, value: object) -> None:
    fields = {**json.loads(pack(SEED)), "try": "walk", "try_day": "2026-11-13", field: value}
    with pytest.raises(NotOurs):
        unpack(json.dumps(fields), "T1")


@given(SEEDS, st.text(alphabet="abc ", max_size=40), st.integers(0, 10**6), st.booleans())
def test_a_form_comes_back_as_it_went(seed: FormSeed, via: str, revision: int, shown: bool) -> None:
    state = FormState(seed, via, revision, shown)
    assert unpack_state(pack_state(state), "T1") == state


OTHER = "T" + "W" * 39 + "-C" + "Y" * 39


def worst(text: str) -> FormSeed:
    """The longest of everything; a channel's name has no marks in it that JSON would write longer."""
    return FormSeed(
        team="T" + "W" * 39 + "-C" + "X" * 39,
        day=date(2026, 11, 16),
        language="en",
        channel_name="あ" * 100,
        zone="America/Argentina/ComodRivadavia",
        only_keep_is_shown=True,
        is_announced=False,
        last_try=text * 3000,
        others={OTHER: "あ"},
        try_team=OTHER,
        try_day=date(2026, 11, 13),
        try_is_private=True,
    )


@pytest.mark.parametrize("text", ["あ", "🍵", '"', "\\", "\n", "\x01", "\u2028", "&", "<", "'", "\x7f"])
def test_a_buttons_value_fits_with_the_longest_of_everything(text: str) -> None:
    value = pack(worst(text))
    assert len(value.encode("utf-16-le")) // 2 < LONGEST_VALUE
    metadata = pack_state(FormState(worst(text), "x" * 40, 10**6, True))
    assert len(metadata.encode("utf-16-le")) // 2 < LONGEST_METADATA


@pytest.mark.parametrize("name", ["dev", "あ" * 100, "🍵" * 100, '"' * 100])
def test_as_many_other_teams_travel_along_as_there_is_room_for(name: str) -> None:
    others = {f"T1-C{number:09}": name for number in range(200)}
    for text in ("", "\x01"):
        value = pack(replace(SEED, last_try=text * 200, others=others))
        assert len(value.encode("utf-16-le")) // 2 < LONGEST_VALUE
        carried = unpack(value, "T1").others
        assert list(carried.items()) == [(team, name[:100]) for team in list(others)[: len(carried)]]
        assert carried or text or len(name) > 3
        metadata = pack_state(FormState(replace(SEED, others=others), "reminder"))
        assert len(metadata.encode("utf-16-le")) // 2 < LONGEST_METADATA
        assert 1 < len(unpack_state(metadata, "T1").seed.others) < 100


def test_a_long_try_and_a_long_name_are_shortened_and_nothing_else_is() -> None:
    seed = unpack(pack(worst("い")), "T" + "W" * 39)
    assert (seed.last_try, seed.channel_name) == ("い" * 200, "あ" * 100)
    assert replace(seed, last_try="", channel_name="") == replace(worst("い"), last_try="", channel_name="")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("team", None),
        ("team", "T1"),
        ("team", "T1-"),
        ("team", "T1-C1/entries"),
        ("team", "T1-C1\n"),
        ("team", "T1-" + "C" * 41),
        ("team", "T2-C1"),
        ("team", "T11-C1"),
        ("team", ["T1-C1"]),
        ("day", None),
        ("day", "2026-13-01"),
        ("day", 17),
        ("language", "de"),
        ("language", ["ja"]),
        ("zone", "Middle/Earth"),
        ("zone", "../../etc/passwd"),
        ("zone", ""),
        ("zone", 9),
        ("zone", "Asia"),
        ("others", None),
        ("others", ["T1-C2"]),
        ("others", {"T2-C1": "dev"}),
        ("others", {"T1-C2/entries": "dev"}),
        ("others", {f"T1-C{n}": "dev" for n in range(100)}),
    ],
)
def test_a_field_that_no_button_of_ours_has_is_not_ours(field: str, value: object) -> None:
    fields = {**json.loads(pack(SEED)), field: value}
    with pytest.raises(NotOurs):
        unpack(json.dumps(fields), "T1")
    with pytest.raises(NotOurs):
        unpack_state(json.dumps(fields), "T1")


@pytest.mark.parametrize("text", ["", "{", "[]", "1", "null", '"x"', "[" * 100_000, '{"a":' * 50_000, "1" * 10_000])
def test_what_is_no_object_is_not_ours(text: str) -> None:
    with pytest.raises(NotOurs):
        unpack(text, "T1")
    with pytest.raises(NotOurs):
        unpack_state(text, "T1")


@pytest.mark.parametrize("revision", ["1", None, [], 1.5])
def test_a_revision_is_a_number(revision: object) -> None:
    with pytest.raises(NotOurs):
        unpack_state(json.dumps({**json.loads(pack(SEED)), "revision": revision}), "T1")


@given(st.text())
def test_no_text_brings_it_down(text: str) -> None:
    with pytest.raises(NotOurs):
        unpack(text, "T1")


def test_halves_of_surrogate_pairs_inside_do_not_come_through() -> None:
    fields = {**json.loads(pack(SEED)), "channel": "\ud800", "try": "\udfff", "via": "\ud800"}
    state = unpack_state(json.dumps(fields), "T1")
    assert (state.seed.channel_name, state.seed.last_try, state.via) == ("\ufffd", "\ufffd", "\ufffd")


def test_a_team_is_of_the_workspace_of_whoever_names_it() -> None:
    assert team_from("T1-C1", "T1") == "T1-C1"
    for foreign in ("T2-C1", "T1X-C1", None, "", "C1"):
        with pytest.raises(NotOurs):
            team_from(foreign, "T1")


def test_a_day_that_was_chosen() -> None:
    assert day_from("2026-11-16") == date(2026, 11, 16)
    for none in ("", "today", None, 17, "2026-02-30"):
        with pytest.raises(NotOurs):
            day_from(none)
