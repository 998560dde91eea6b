"""What stands on the board."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.kpt.build import FRIDAY, MONDAY, TUESDAY, team
from tests.web.conftest import NOW, TEAM, Wall

LAST_FRIDAY = FRIDAY - timedelta(7)


def opened(wall: Wall, days: float) -> datetime:
    return wall.clock.now() - timedelta(days=days)


def test_problem_and_try_stand_on_ones_own_page_behind_the_switch(wall: Wall) -> None:
    browser = wall.enter("U2")
    assert "a runbook" not in wall.get(browser, f"/{TEAM}").text
    assert "a runbook" in wall.get(browser, f"/{TEAM}/{FRIDAY}/now?more=1").text


def test_the_switch_is_off_at_each_opening_whatever_the_address_says(wall: Wall) -> None:
    html = wall.get(wall.enter("U2"), f"/{TEAM}?more=1").text
    assert "a runbook" not in html
    assert "checked" not in html


@pytest.mark.parametrize("promised", ["keep", "keep+problem", None])
def test_what_its_form_called_private_stays_so_behind_the_switch(wall: Wall, promised: str | None) -> None:
    wall.write(MONDAY, "U1", "Automated the count.", problem="no time", promised=promised, **{"try": "a runbook"})
    html = wall.get(wall.enter("U1"), f"/{TEAM}/{FRIDAY}/now?more=1").text
    assert "a runbook" not in html
    assert ("no time" in html) is (promised == "keep+problem")
    assert "Automated the count." in html


@pytest.mark.parametrize("about", [{"parts": "keep"}, {"mode": "off"}])
def test_what_the_team_does_not_show_now_is_not_behind_the_switch(wall: Wall, about: dict[str, Any]) -> None:
    members = team("U1", "U2", "U3", language="en")
    wall.put(replace(members, announcement=replace(members.announcement, **about)))
    html = wall.get(wall.enter("U1"), f"/{TEAM}/{FRIDAY}/now?more=1").text
    assert "a runbook" not in html
    assert "Automated the count." in html


def test_problem_and_try_never_stand_on_a_screen(wall: Wall) -> None:
    browser = wall.browser
    wall.screen(wall.get(browser, "/pair").get_json()["code"].replace("-", ""))
    wall.get(browser, "/pair")
    assert "a runbook" not in wall.get(browser, f"/{TEAM}/{FRIDAY}/now?more=1").text


def test_what_people_typed_is_text_and_only_http_becomes_a_link(wall: Wall) -> None:
    typed = '<script>alert(1)</script> javascript:alert(1) https://example.com/a?b=1&c="x" & :tada: :nobody:'
    wall.write(TUESDAY, "U3", typed)
    html = wall.get(wall.enter(), f"/{TEAM}").text
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; javascript:alert(1)" in html
    assert 'rel="noopener noreferrer"' in html
    assert "🎉" in html
    assert ":nobody:" in html


def test_a_keep_stands_on_the_board_of_the_digest_that_it_is_in(wall: Wall) -> None:
    wall.write(LAST_FRIDAY, "U3", "Before the close.", kept_at=opened(wall, 6))
    wall.write(LAST_FRIDAY - timedelta(1), "U3", "After the close.")
    wall.digest(LAST_FRIDAY, opened(wall, 6), ["U3", "U1"])
    browser = wall.enter()
    past, now = (wall.get(browser, f"/{TEAM}/{day}").text for day in (LAST_FRIDAY, FRIDAY))
    assert ("Before the close." in past, "After the close." in past) == (True, False)
    assert ("Before the close." in now, "After the close." in now) == (False, True)
    assert "Since last time" in now


def test_quiet_days_are_one_small_line_and_an_empty_day_is_nothing(wall: Wall) -> None:
    html = wall.get(wall.enter(), f"/{TEAM}").text
    assert '<p class="marks">🍵 Tue</p>' in html
    assert html.count('class="marks"') == 1


def test_the_weeks_lead_to_one_another_by_their_addresses(wall: Wall) -> None:
    wall.digest(LAST_FRIDAY, opened(wall, 6), ["U1"])
    browser = wall.enter()
    assert f'href="/{TEAM}/{LAST_FRIDAY}"' in wall.get(browser, f"/{TEAM}").text
    assert f'href="/{TEAM}/{FRIDAY}"' in wall.get(browser, f"/{TEAM}/{LAST_FRIDAY}").text
    assert wall.get(browser, f"/{TEAM}/2031-01-03").status_code == 404
    assert wall.get(browser, f"/{TEAM}/{MONDAY}").status_code == 404


def test_the_speaking_order_is_that_of_the_digest(wall: Wall) -> None:
    wall.digest(FRIDAY, wall.clock.now(), ["U3", "U1"], away=["U2"])
    html = wall.get(wall.enter(), f"/{TEAM}").text
    order = html[html.index('id="order"') :]
    assert [order.index(f'data-user="{user}"') for user in ("U3", "U1", "U2")] == sorted(
        order.index(f'data-user="{user}"') for user in ("U1", "U2", "U3")
    )


def test_the_first_words_are_those_of_the_round(wall: Wall) -> None:
    begun = {"begun_at": wall.clock.now(), "step": 2, "later": ["U1"], "presses": ["begin", "later U1"]}
    wall.digest(FRIDAY, wall.clock.now(), ["U1", "U3"], away=["U2"], names={"U1": "a"}, **begun)
    html = wall.get(wall.enter(), f"/{TEAM}").text
    order = html[html.index('id="order"') :]
    assert 'data-step="2" data-now="U3"' in order
    assert [order.index(f'data-user="{user}"') for user in ("U3", "U1", "off")] == sorted(
        order.index(f'data-user="{user}"') for user in ("U3", "U1", "off")
    )
    assert order.count('data-last="First kind word: name of U1"') == 1
    assert order.count('data-last="First kind word: name of U3"') == 1
    assert 'data-user="U2"' not in order, "whose Keeps stand in the last step"


def test_the_last_step_is_one_page_for_all_who_are_off(wall: Wall) -> None:
    begun = {"begun_at": wall.clock.now(), "step": 2, "told": ["U1"], "presses": ["begin", "next U1"]}
    wall.write(MONDAY, "U3", "From afar.")
    wall.digest(FRIDAY, wall.clock.now(), ["U1"], away=["U2", "U3"], names={"U1": "a"}, **begun)
    html = wall.get(wall.enter(), f"/{TEAM}").text
    assert 'data-now="off" data-aside="Off today: name of U2, name of U3"' in html
    assert 'data-members="U2 U3"' in html


def test_a_week_with_its_script_and_style_is_at_most_sixty_kilobytes(wall: Wall) -> None:
    five = [f"U{n}" for n in range(1, 6)]
    wall.put(team(*five, language="ja"))
    for user in five:
        for n in range(5):
            wall.write(MONDAY + timedelta(n), user, "予定になかったけれど、決済の問い合わせにすべて答えた。" * 4)
    browser = wall.enter()
    pages = [wall.get(browser, path).data for path in (f"/{TEAM}", "/board.js", "/board.css")]
    assert sum(map(len, pages)) <= 60_000


def test_a_board_of_three_hundred_is_one_page(wall: Wall) -> None:
    wall.put(team(*(f"U{n}" for n in range(300)), language="ja"))
    answer = wall.get(wall.enter(), f"/{TEAM}")
    assert answer.text.count('class="member cell"') == 300


def test_who_reacted_is_on_the_focus_page_alone_and_once_each(wall: Wall) -> None:
    who = {f"{MONDAY}_U1": ["U3", "U2"], f"{FRIDAY - timedelta(1)}_U2": ["U3"]}
    wall.digest(FRIDAY, NOW + timedelta(minutes=1), ["U1", "U2", "U3"], noticed=who)
    wall.later(minutes=2)
    page = wall.get(wall.enter(), f"/{TEAM}/{FRIDAY}").text
    week, _, order = page.partition('<ol id="order"')
    assert 'data-reacted="Reactions: name of U2, name of U3"' in order
    assert 'data-reacted="Reactions: name of U3"' in order
    assert "Reactions" not in week


IMPORTED: dict[str, Any] = {"created_at": None, "updated_at": None, "kept_at": None, "imported": "import-1"}


def on_the_week_of(wall: Wall, session: date) -> str:
    answer = wall.get(wall.enter(), f"/{TEAM}/{session}")
    return answer.text if answer.status_code == 200 else ""


def test_what_was_imported_stands_in_the_week_of_its_day_and_in_no_other(wall: Wall) -> None:
    """Of the running week, one with a digest, the first that has one, and two from before there was any."""
    first = FRIDAY - timedelta(14)
    wall.write(first, "U3", "Was here then.", kept_at=opened(wall, 13.5), created_at=opened(wall, 13.5))
    wall.digest(first, opened(wall, 13), ["U1"])
    wall.digest(LAST_FRIDAY, opened(wall, 6), ["U1"])
    sessions = [FRIDAY - timedelta(7 * n) for n in range(5)]
    for session in sessions:
        wall.write(session - timedelta(3), "U2", f"From a file, of {session}.", **IMPORTED)
    for session in sessions:
        shown = [other for other in sessions if f"From a file, of {other}." in on_the_week_of(wall, session)]
        assert shown == [session]
    assert "Since last time" not in on_the_week_of(wall, first)


def test_weeks_from_a_file_lead_back_to_the_first_and_forward_again(wall: Wall) -> None:
    wall.digest(LAST_FRIDAY, opened(wall, 6), ["U1"])
    earliest = LAST_FRIDAY - timedelta(14)
    wall.write(earliest - timedelta(2), "U2", "From a file.", **IMPORTED)
    walked = [FRIDAY]
    while 'id="earlier"' in (html := on_the_week_of(wall, walked[-1])):
        walked.append(date.fromisoformat(html.partition('id="earlier" href="')[2].partition('"')[0][-10:]))
    assert walked == [FRIDAY, LAST_FRIDAY, LAST_FRIDAY - timedelta(7), earliest]
    while 'id="later"' in (html := on_the_week_of(wall, walked[-1])):
        walked.append(date.fromisoformat(html.partition('id="later" href="')[2].partition('"')[0][-10:]))
    assert walked[4:] == walked[2::-1]


def test_the_first_week_begins_with_the_first_entry_that_was_written_here(wall: Wall) -> None:
    wall.write(FRIDAY - timedelta(100), "U2", "From a file.", **IMPORTED)
    assert "ops, 16 Nov – 20 Nov" in on_the_week_of(wall, FRIDAY)


def test_what_was_kept_after_the_last_digest_closed_is_on_the_running_week_however_old(wall: Wall) -> None:
    wall.digest(LAST_FRIDAY, opened(wall, 6), ["U1"])
    wall.write(LAST_FRIDAY - timedelta(5), "U3", "Remembered later.")
    assert "Remembered later." in on_the_week_of(wall, FRIDAY)
    assert "Remembered later." not in on_the_week_of(wall, LAST_FRIDAY)


def test_what_a_week_costs_is_what_the_documents_say(wall: Wall) -> None:
    """docs/cost.md: a week of five people and five days, with sessions before it."""
    five = [f"U{n}" for n in range(1, 6)]
    wall.put(team(*five, language="en"))
    for n in (14, 7):
        wall.digest(FRIDAY - timedelta(n), opened(wall, n - 1), five)
    for user in five:
        for n in range(4):
            wall.write(MONDAY + timedelta(n), user, "A line.")
    browser = wall.enter()
    before = wall.store.read
    wall.get(browser, f"/{TEAM}")
    assert wall.store.read - before == 48


def test_thanks_stand_in_the_helpers_column_with_the_first_line_of_the_keep(wall: Wall) -> None:
    wall.write(TUESDAY, "U1", "Answered all of it <b>with</b> them.\nLate.", thanks=["U3"], thanked=["U3"])
    html = wall.get(wall.enter(), f"/{TEAM}").text
    (line,) = [each for each in html.splitlines() if 'class="thanks"' in each]
    assert 'data-key="U3-thanks-1"' in line
    assert "Thanks from name of U1 (Tue: Answered all of it &lt;b&gt;with&lt;/b&gt; them.)" in line


def test_thanks_that_were_taken_back_are_gone_and_the_page_is_another_one(wall: Wall) -> None:
    wall.write(TUESDAY, "U1", "Together.", thanks=["U3"], thanked=["U3"], revision=1)
    browser = wall.enter()
    page = wall.get(browser, f"/{TEAM}/{FRIDAY}/now")
    tag = {"If-None-Match": page.headers["ETag"]}
    assert wall.get(browser, f"/{TEAM}/{FRIDAY}/now", headers=tag).status_code == 304
    later = wall.clock.now() + timedelta(seconds=1)
    wall.write(TUESDAY, "U1", "Together.", thanks=[], thanked=["U3"], revision=2, updated_at=later)
    again = wall.get(browser, f"/{TEAM}/{FRIDAY}/now", headers=tag)
    assert again.status_code == 200
    assert 'class="thanks"' not in again.text


def test_who_is_thanked_and_not_of_the_team_has_no_column(wall: Wall) -> None:
    wall.write(TUESDAY, "U1", "Together.", thanks=["U9"], thanked=["U9"], thanks_names={"U9": "Takahashi"})
    html = wall.get(wall.enter(), f"/{TEAM}").text
    assert "Takahashi" not in html
    assert "U9" not in html


@pytest.mark.parametrize(("people", "layout"), [(3, "columns columns-3"), (5, "columns columns-5"), (6, "cards")])
def test_up_to_five_are_columns_and_more_are_cards(wall: Wall, people: int, layout: str) -> None:
    users = [f"U{number}" for number in range(1, people + 1)]
    wall.put(team(*users, language="en"))
    assert f'<main class="board {layout}">' in wall.get(wall.enter(), f"/{TEAM}").text
