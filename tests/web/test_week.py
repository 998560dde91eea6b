"""What stands on the board."""

from datetime import datetime, timedelta

from tests.kpt.build import FRIDAY, MONDAY, TUESDAY
from tests.web.conftest import TEAM, Wall

LAST_FRIDAY = FRIDAY - timedelta(7)


def opened(wall: Wall, days: float) -> datetime:
    return wall.clock.now() - timedelta(days=days)


def test_problem_and_try_stand_on_ones_own_page_behind_the_switch(wall: Wall) -> None:
    browser = wall.enter("U2")
    assert "a runbook" not in wall.get(browser, f"/{TEAM}").text
    assert "a runbook" in wall.get(browser, f"/{TEAM}/{FRIDAY}/now?more=1").text


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


def test_a_board_of_three_hundred_is_one_page(wall: Wall) -> None:
    from tests.kpt.build import team

    wall.put(team(*(f"U{n}" for n in range(300)), language="ja"))
    answer = wall.get(wall.enter(), f"/{TEAM}")
    assert answer.text.count('class="member cell"') == 300
