"""What a form called private stays private, whatever the team sets afterwards."""

from collections.abc import Callable

import pytest

from local.slack.people.reading import plain
from shared.store.engine.documents import REMOVE, STORE_TIME, Update
from tests.story.conftest import Story, ja, tokyo

ENTRY = "teams/T1-C1/entries/2026-11-16_U1"
PRIVATE = {"keep": "よかった", "problem": "ひみつ", "try": "ないしょ"}
KEEP_ONLY = {"parts": "keep"}
NOT_SHOWN = {"mode": "off"}
RULES = pytest.mark.parametrize("rule", [KEEP_ONLY, NOT_SHOWN], ids=["Keep only", "Not shown"])


def set_to(story: Story, **rule: str) -> None:
    """The team changes what it shows; all else is as at first."""
    usual = {"mode": "message", "parts": "all", "quiet": "silent"}
    story.machine.sqlite.commit([Update("teams/T1-C1", {"announcement": {**usual, **rule}})])
    story.settle()


def again(story: Story) -> None:
    """The entry's event comes again."""
    story.machine.sqlite.commit([Update(ENTRY, {"touched": STORE_TIME})])
    story.settle()


def save(story: Story, **texts: str) -> None:
    story.tanaka.type(texts)
    story.tanaka.submit()
    story.settle()


def channel(story: Story) -> str:
    """All that the channel reads."""
    return "\n".join(plain(post) + post.text for post in story.posts())


def stays_private(story: Story, *words: str) -> None:
    assert not [word for word in words or (PRIVATE["problem"], PRIVATE["try"]) if word in channel(story)]


@pytest.fixture
def private(team: Story) -> Story:
    """Everybody was asked while the team showed the Keep only."""
    team.tanaka.close()
    set_to(team, **KEEP_ONLY)
    team.until(tokyo(16, "17:05"))
    return team


@RULES
def test_the_messages_write_after_the_team_shows_all(team: Story, rule: dict[str, str]) -> None:
    set_to(team, **rule)
    team.until(tokyo(16, "17:05"))
    set_to(team)
    team.press(team.tanaka, "write")
    assert team.form(team.tanaka).count(ja("part.private_hint")) == 2
    save(team, **PRIVATE)
    assert PRIVATE["keep"] in channel(team)
    stays_private(team)


@RULES
def test_a_form_that_was_open_when_the_team_began_to_show_all(asked: Story, rule: dict[str, str]) -> None:
    set_to(asked, **rule)
    asked.tanaka.command("/kpt")
    set_to(asked)
    save(asked, **PRIVATE)
    stays_private(asked)


def test_the_write_of_a_home_that_was_drawn_before(private: Story) -> None:
    private.tanaka.open_home()
    set_to(private)
    private.tanaka.press_in_home("write")
    save(private, **PRIVATE)
    stays_private(private)


def test_another_day_chosen_after_the_team_shows_all_says_so_itself(private: Story) -> None:
    private.press(private.tanaka, "write")
    set_to(private)
    private.tanaka.press_in_view("day", "2026-11-13")
    assert ja("part.private_hint") not in private.form(private.tanaka)
    save(private, keep="金曜", problem="金曜の困りごと")
    assert "金曜の困りごと" in channel(private)


@RULES
def test_an_event_that_comes_again_after_the_team_shows_all(asked: Story, rule: dict[str, str]) -> None:
    set_to(asked, **rule)
    asked.write(asked.tanaka, PRIVATE)
    set_to(asked)
    again(asked)
    stays_private(asked)


@RULES
def test_the_keep_of_an_older_entry_is_edited_after_the_team_shows_all(asked: Story, rule: dict[str, str]) -> None:
    set_to(asked, **rule)
    asked.write(asked.tanaka, PRIVATE)
    set_to(asked)
    asked.press(asked.tanaka, "edit")
    assert asked.form(asked.tanaka).count(ja("part.private_so_far", channel="#ops")) == 2
    save(asked, keep="もっとよかった")
    assert "もっとよかった" in channel(asked)
    stays_private(asked)


def test_what_is_written_anew_is_shown_once_the_form_has_said_so(private: Story) -> None:
    private.write(private.tanaka, PRIVATE)
    set_to(private)
    private.press(private.tanaka, "edit")
    save(private, problem="みんなに話したいこと")
    assert "みんなに話したいこと" in channel(private)
    stays_private(private, PRIVATE["try"])
    private.press(private.tanaka, "edit")
    assert private.form(private.tanaka).count(ja("part.private_so_far", channel="#ops")) == 1


def test_a_form_that_shows_nothing_of_the_entry_reveals_nothing_of_it(asked: Story) -> None:
    asked.tanaka.open_home()
    set_to(asked, **KEEP_ONLY)
    asked.write(asked.tanaka, PRIVATE)
    set_to(asked)
    asked.tanaka.press_in_home("write")
    assert ja("part.private_hint") not in asked.form(asked.tanaka)
    save(asked, keep="電話から")
    assert "電話から" in channel(asked)
    stays_private(asked)


def test_a_form_that_calls_it_private_takes_it_out_of_the_channel(asked: Story) -> None:
    asked.write(asked.tanaka, PRIVATE)
    assert PRIVATE["problem"] in channel(asked)
    set_to(asked, **KEEP_ONLY)
    asked.press(asked.tanaka, "edit")
    save(asked, keep="よかった、なおした")
    set_to(asked)
    again(asked)
    stays_private(asked)


def test_a_form_that_called_nothing_private_shows_no_more_than_the_team_now(asked: Story) -> None:
    asked.press(asked.tanaka, "write")
    set_to(asked, **KEEP_ONLY)
    save(asked, **PRIVATE)
    stays_private(asked)


def test_a_quiet_day_told_not_posted_stays_so_when_its_event_comes_again(asked: Story) -> None:
    asked.press(asked.tanaka, "quiet")
    assert ja("done.quiet_note") in asked.messages("U1")[0]
    set_to(asked, quiet="line")
    again(asked)
    assert asked.posts() == []
    asked.tanaka.open_home()
    assert ja("done.quiet_note") in str(asked.tanaka.home.blocks)


def test_a_quiet_day_that_is_a_line_is_not_said_to_be_silent_afterwards(asked: Story) -> None:
    set_to(asked, quiet="line")
    asked.press(asked.tanaka, "quiet")
    set_to(asked)
    again(asked)
    assert len(asked.posts()) == 1
    asked.tanaka.open_home()
    assert ja("done.quiet_note") not in str(asked.tanaka.home.blocks)


def test_an_older_entry_of_an_earlier_version_keeps_its_problem_where_it_stands(asked: Story) -> None:
    asked.write(asked.tanaka, PRIVATE)
    asked.machine.sqlite.commit([Update(ENTRY, {"promised": REMOVE})])
    asked.press(asked.tanaka, "edit")
    assert ja("part.private_so_far", channel="#ops") not in asked.form(asked.tanaka)
    save(asked, keep="よかった、なおした")
    assert PRIVATE["problem"] in channel(asked)


def test_an_older_entry_of_an_earlier_version_stays_private_where_it_was(private: Story) -> None:
    private.write(private.tanaka, PRIVATE)
    private.machine.sqlite.commit([Update(ENTRY, {"promised": REMOVE})])
    set_to(private)
    private.press(private.tanaka, "edit")
    save(private, keep="よかった、なおした")
    stays_private(private)


def test_a_form_for_several_teams_promises_what_it_said_of_all(at: Callable[..., Story]) -> None:
    story = at(tokyo(16))
    story.workspace.add_channel("C2", "dev", ["U1"])
    story.set_up()
    story.set_up(channel="C2")
    story.tanaka.close_all()
    for team in ("T1-C1", "T1-C2"):
        story.machine.sqlite.commit([Update(f"teams/{team}", {"announcement.parts": "keep"})])
    story.tanaka.command("/kpt")
    assert story.form(story.tanaka).count(ja("part.private_hint")) == 2
    for team in ("T1-C1", "T1-C2"):
        story.machine.sqlite.commit([Update(f"teams/{team}", {"announcement.parts": "all"})])
    story.tanaka.select(team="T1-C2")
    save(story, **PRIVATE)
    dev = "\n".join(plain(m) + m.text for m in story.workspace.channels["C2"].messages)
    assert PRIVATE["keep"] in dev
    assert PRIVATE["problem"] not in dev


def test_the_entry_in_the_console_says_what_was_promised(private: Story) -> None:
    private.write(private.tanaka, PRIVATE)
    assert private.document(ENTRY)["promised"] == "keep"
    private.press(private.tanaka, "edit")
    save(private, keep="よかった、なおした")
    revisions = private.documents(f"{ENTRY}/revisions")
    assert [revisions[n]["promised"] for n in ("1", "2")] == [None, "keep"]
