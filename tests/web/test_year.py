"""One's own year: what it shows, and that nobody else opens it by any address."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from werkzeug.test import Client

from shared.kpt.board.screen import LONGEST, Screen
from shared.store.engine.documents import Put, Update
from shared.web.signing import PairedScreen, Viewer
from tests.kpt.build import FRIDAY, MONDAY, team
from tests.web.conftest import NOW, TEAM, Wall

YEAR = ["/me", "/me.md", "/me?range=year", "/me?from=2026-01-01&until=2026-12-31", "/me.md?range=quarter"]
every_address = pytest.mark.parametrize("address", YEAR)


@pytest.fixture
def mine(wall: Wall) -> Client:
    """A browser in which U1, whose Slack is in English, opened the link to their year."""
    wall.documents.commit([Update("people/T1-U1", {"language": "en"})])
    return wall.enter("U1", "year")


def shows_nothing(wall: Wall, browser: Client, address: str) -> None:
    answer = wall.get(browser, address)
    assert answer.status_code == 401
    assert "Automated the count." not in answer.text
    assert "name of U1" not in answer.text


# What it shows


def test_it_shows_ones_own_keeps_by_month_and_nobody_elses(wall: Wall, mine: Client) -> None:
    page = wall.get(mine, "/me").text
    assert "Automated the count." in page
    assert "Nov 2026" in page
    assert "Drew the flow." not in page
    assert "no time" not in page, "a Problem is not in it"


def test_the_link_leads_there(wall: Wall) -> None:
    token = wall.keys.link(Viewer("T1", "U1"), "year")
    answer = wall.post(wall.browser, "/enter", data={"t": token})
    assert answer.headers["X-Next"] == "/me"


def test_the_markdown_holds_the_same_and_can_be_copied(wall: Wall, mine: Client) -> None:
    file = wall.get(mine, "/me.md")
    assert file.content_type == "text/markdown; charset=utf-8"
    assert "Automated the count." in file.text
    assert "## Nov 2026" in file.text
    assert 'id="copy"' in wall.get(mine, "/me").text


def test_what_was_typed_becomes_no_markup(wall: Wall, mine: Client) -> None:
    wall.write(FRIDAY - timedelta(2), "U1", "# not a *title*\n- <b>x</b> https://a.example/b_c")
    file, page = wall.get(mine, "/me.md").text, wall.get(mine, "/me").text
    assert "\\# not a \\*title\\*" in file
    assert "\\- \\<b\\>x\\</b\\> <https://a.example/b_c>" in file
    assert "<b>x</b>" not in page


def test_thanks_tries_and_reactions_are_there_where_they_are_stored(wall: Wall, mine: Client) -> None:
    wall.write(FRIDAY - timedelta(1), "U2", "Cleared the queue\nwith them.", thanks=["U1"])
    wall.digest(FRIDAY - timedelta(7), NOW - timedelta(6), noticed={f"{MONDAY}_U1": ["U3", "U2", "U9"]})
    page, file = wall.get(mine, "/me").text, wall.get(mine, "/me.md").text
    for text in (page, file):
        assert "Thanks from name of U2 (Thu 19 Nov: Cleared the queue)" in text
    assert "Reactions: name of U3, name of U2" in page
    assert "Reactions" not in file
    assert "Reactions" not in page.partition("<textarea")[2]


@pytest.mark.parametrize(
    ("address", "is_shown"),
    [
        ("/me?range=quarter", True),
        ("/me?range=last-quarter", False),
        ("/me?range=fiscal&starts=12", True),
        ("/me?from=2026-11-16&until=2026-11-16", True),
        ("/me?from=2026-11-17", False),
        ("/me?from=2026-11-01&until=2026-11-15", False),
    ],
)
def test_it_shows_the_days_that_are_asked_for(wall: Wall, mine: Client, address: str, is_shown: bool) -> None:
    assert ("Automated the count." in wall.get(mine, address).text) is is_shown


@pytest.mark.parametrize(
    "address",
    [
        "/me?range=all",
        "/me?from=x",
        "/me?from=2026-11-31",
        "/me?from=1999-01-01",
        "/me?starts=13",
        "/me?until=2020-01-01",
    ],
)
def test_what_cannot_be_is_refused(wall: Wall, mine: Client, address: str) -> None:
    assert wall.get(mine, address).status_code == 400


def test_the_fiscal_years_month_is_chosen_where_it_is_not_april_by_custom(wall: Wall, mine: Client) -> None:
    assert 'name="starts"' not in wall.get(mine, "/me").text
    wall.documents.commit([Update("people/T1-U1", {"country": "DE"})])
    assert 'name="starts"' in wall.get(mine, "/me").text


# Who opens it


@every_address
def test_the_board_of_the_same_person_does_not(wall: Wall, address: str) -> None:
    shows_nothing(wall, wall.enter("U1", "board"), address)


@every_address
def test_a_stranger_does_not_and_costs_no_read(wall: Wall, address: str) -> None:
    shows_nothing(wall, wall.browser, address)
    assert wall.store.read == 0


@every_address
def test_another_member_sees_their_own(wall: Wall, address: str) -> None:
    answer = wall.get(wall.enter("U2", "year"), address + ("&" if "?" in address else "?") + "user=U1&u=U1&w=T1")
    assert "Automated the count." not in answer.text
    assert "name of U1" not in answer.text


@every_address
def test_whoever_set_the_team_up_does_not(wall: Wall, address: str) -> None:
    wall.put(team("U1", "U2", "U3", "U4", language="en", created_by="U4", updated_by="U4"))
    answer = wall.get(wall.enter("U4", "year"), address)
    assert "Automated the count." not in answer.text


@every_address
def test_somebody_of_another_workspace_with_the_same_id_does_not(wall: Wall, address: str) -> None:
    shows_nothing(wall, wall.enter("U1", "year", workspace="T2"), address)
    wall.documents.commit([Put("people/T2-U1", {"schema": 1, "teams": [TEAM], "home": TEAM, "name": "x"})])
    shows_nothing(wall, wall.enter("U1", "year", workspace="T2"), address)


@every_address
def test_who_has_left_does_not(wall: Wall, mine: Client, address: str) -> None:
    wall.documents.commit([Put("people/T1-U1", {"schema": 1, "teams": [], "name": "x"})])
    shows_nothing(wall, mine, address)


@every_address
def test_a_paired_screen_does_not_and_stays_what_it_is(wall: Wall, mine: Client, address: str) -> None:
    opened = wall.clock.now()
    wall.screen("K7Q4M2PX")
    cookie = wall.keys.screen(PairedScreen("K7Q4M2PX", TEAM, opened))
    assert Screen("K7Q4M2PX", TEAM, "U1", opened, opened + LONGEST).is_open(opened)
    mine.set_cookie("furikaeri-screen", cookie, domain="127.0.0.1")
    shows_nothing(wall, mine, address)
    assert mine.get_cookie("furikaeri-screen", domain="127.0.0.1")


@every_address
def test_after_an_hour_it_is_closed(wall: Wall, mine: Client, address: str) -> None:
    wall.later(minutes=59)
    assert wall.get(mine, address).status_code == 200
    wall.later(minutes=2)
    shows_nothing(wall, mine, address)


def test_close_takes_the_key_away(wall: Wall, mine: Client) -> None:
    assert wall.post(mine, "/close").status_code == 303
    shows_nothing(wall, mine, "/me")


def test_a_link_to_the_board_opens_no_year_and_the_other_way_round(wall: Wall) -> None:
    shows_nothing(wall, wall.enter("U1", "board"), "/me")
    assert wall.get(wall.enter("U1", "year"), f"/{TEAM}").status_code == 401


# What it costs


def test_its_reads_grow_with_the_days_alone(wall: Wall, mine: Client) -> None:
    def reads(address: str) -> int:
        before = wall.store.read
        assert wall.get(mine, address).status_code == 200
        return wall.store.read - before

    short, long = reads("/me?from=2026-11-10"), reads("/me?from=2026-11-01")
    assert long - short == 9, "a day is one read"
    for n in range(400):
        wall.write(date(2025, 1, 1) + timedelta(n), "U1", "long ago")
        wall.write(date(2025, 1, 1) + timedelta(n), "U2", "somebody else's")
    assert reads("/me?from=2026-11-10") == short


def test_five_years_stand_on_one_page(wall: Wall, mine: Client) -> None:
    for n in range(5 * 365):
        wall.write(MONDAY - timedelta(n), "U1", f"Kept {n}.")
    page = wall.get(mine, "/me?from=2021-11-20").text
    assert "Kept 0." in page
    assert "Kept 1820." in page


def test_somebody_who_has_several_teams_finds_all_of_them(wall: Wall, mine: Client) -> None:
    other = replace(team("U1", language="en"), id="T1-C2", name="design")
    wall.documents.commit([Put("teams/T1-C2", {"schema": 1, "name": "design", "members": {"U1": {"name": "A"}}})])
    wall.documents.commit([Update("people/T1-U1", {"teams": [TEAM, other.id]})])
    entry = {"schema": 1, "kind": "written", "keep": "Drew a door.", "revision": 1}
    wall.documents.commit([Put(f"teams/T1-C2/entries/{MONDAY}_U1", entry)])
    page = wall.get(mine, "/me").text
    assert "Drew a door." in page
    assert "#design" in page
