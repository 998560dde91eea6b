"""What the win session's digest says. Its promise over generated histories is proved in tests/kpt."""

from collections.abc import Callable

import pytest

from local.slack.people.reading import mentions, plain
from shared.store.engine.documents import Update
from tests.story.conftest import Story, en, ja, key_of, tokyo
from tests.story.session.digests import digests

# What it says


def test_a_parent_with_the_dates_the_order_and_the_first_kind_word(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった")
    asked.until(tokyo(20, "16:31"))
    lines = plain(asked.digest()).splitlines()
    assert lines[:2] == [ja("digest.title", from_="11/16", to="11/20"), ja("digest.body")]
    label, _, names = lines[2].partition(" ")
    assert label == ja("digest.order")
    assert sorted(names.split(" → ")) == ["Satoさん", "田中さん", "鈴木さん"]
    buttons_there = f"[{ja('order.begin')}] [{ja('button.board')}]"
    assert lines[3:] == [ja("digest.first_word"), ja("digest.open", time="17:30"), buttons_there]


def test_one_threaded_part_a_member_with_keeps_day_by_day(asked: Story) -> None:
    asked.write(asked.tanaka, keep="月曜の\n二行", problem="困った")
    asked.write(asked.suzuki, keep="鈴木の月曜")
    asked.until(tokyo(17, "17:05"))
    asked.press(asked.tanaka, "quiet")
    asked.until(tokyo(18, "17:05"))
    asked.write(asked.tanaka, {"keep": "水曜", "try": "やる"})
    asked.press(asked.suzuki, "off")
    asked.until(tokyo(20, "16:31"))
    by_key = {key_of(reply).rpartition("2026-11-20:")[2]: plain(reply) for reply in asked.digest().replies}
    assert by_key == {
        "U1:1": "田中さん\n月 11/16 月曜の\n二行\n水 11/18 水曜\n🍵 火",
        "U2:1": "鈴木さん\n月 11/16 鈴木の月曜\nお休み 水",
        "invite": ja("part.invite", names="Satoさん"),
    }
    assert not any(word in str(by_key) for word in ("困った", "やる"))


def test_the_parts_stand_in_the_order_of_speaking_and_the_invitation_is_last(asked: Story) -> None:
    for person in (asked.tanaka, asked.suzuki):
        asked.write(person, keep="よかった")
    asked.until(tokyo(20, "16:31"))
    order = asked.document("teams/T1-C1/digests/2026-11-20")["order"]
    keys = [key_of(reply).split(":")[2] for reply in asked.digest().replies]
    assert keys == [*(user for user in order if user != "U3"), "invite"]


def test_the_order_changes_every_week_and_begins_with_another(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった")
    orders = []
    for month, day in ((11, 20), (11, 27), (12, 4), (12, 11), (12, 18), (12, 25)):
        asked.until(tokyo(day, "16:31", month=month))
        orders.append(asked.document(f"teams/T1-C1/digests/2026-{month}-{day:02}")["order"])
    assert len({tuple(order) for order in orders}) == 6
    assert [{order[0] for order in three} for three in (orders[:3], orders[3:])] == [{"U1", "U2", "U3"}] * 2


def test_a_session_with_nobody_takes_nobodys_turn(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった")
    asked.until(tokyo(20, "16:31"))
    for user in ("U1", "U2", "U3"):
        off = [{"first": "2026-11-23", "last": "2026-11-27"}]
        asked.machine.sqlite.commit([Update(f"people/T1-{user}", {"days_off": off})])
    asked.until(tokyo(4, "16:31", month=12))
    before, empty, after = (
        asked.document(f"teams/T1-C1/digests/2026-{day}")["order"] for day in ("11-20", "11-27", "12-04")
    )
    assert (empty, after[0] in before[1:]) == ([], True)
    asked.until(tokyo(11, "16:31", month=12))
    assert {before[0], after[0], asked.document("teams/T1-C1/digests/2026-12-11")["order"][0]} == {"U1", "U2", "U3"}


def test_whoever_is_off_that_day_stands_outside_the_order(asked: Story) -> None:
    asked.write(asked.sato, keep="Monday's")
    asked.until(tokyo(20, "16:05"))
    asked.press(asked.sato, "off")
    asked.press(asked.suzuki, "off")
    asked.until(tokyo(20, "16:31"))
    shown = plain(asked.digest())
    assert f"{ja('digest.order')} 田中さん" in shown
    assert "→" not in shown
    assert ja("digest.away", names="鈴木さん") in shown
    assert ja("digest.away_with_keeps", names="Satoさん") in shown
    assert not any("鈴木" in part for part in asked.thread())


def test_whoever_stopped_the_messages_and_wrote_a_keep_stands_in_the_order(asked: Story) -> None:
    asked.suzuki.command("/kpt", "stop")
    asked.write(asked.suzuki, keep="止めても書く")
    asked.sato.command("/kpt", "stop")
    asked.until(tokyo(20, "16:31"))
    assert sorted(asked.document("teams/T1-C1/digests/2026-11-20")["order"]) == ["U1", "U2"]
    assert "鈴木さん" in plain(asked.digest()).splitlines()[2]
    assert "Sato" not in plain(asked.digest())
    asked.until(tokyo(27, "16:31"))
    assert asked.document("teams/T1-C1/digests/2026-11-27")["order"] == ["U1"]


def test_whoever_stopped_wrote_a_keep_and_is_off_that_day_stands_among_those_off(asked: Story) -> None:
    asked.suzuki.command("/kpt", "stop")
    asked.write(asked.suzuki, keep="止めても書く")
    asked.machine.sqlite.commit([Update("people/T1-U2", {"days_off": [{"first": "2026-11-20", "last": "2026-11-20"}]})])
    asked.until(tokyo(20, "16:31"))
    assert ja("digest.away_with_keeps", names="鈴木さん") in plain(asked.digest())


def test_whoever_stopped_and_writes_in_the_open_hour_speaks_last(asked: Story) -> None:
    asked.suzuki.command("/kpt", "stop")
    asked.write(asked.tanaka, keep="よかった")
    asked.until(tokyo(20, "16:31"))
    assert "鈴木" not in plain(asked.digest())
    asked.write(asked.suzuki, keep="間に合った")
    assert plain(asked.digest()).splitlines()[2].endswith("→ 鈴木さん")


def test_quiet_days_alone_show_their_marks_below_the_last_reply(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった")
    asked.press(asked.suzuki, "quiet")
    for day in (17, 18, 19):
        asked.until(tokyo(day, "17:05"))
        asked.press(asked.suzuki, "quiet")
    asked.press(asked.sato, "off")
    asked.until(tokyo(20, "16:31"))
    last = asked.thread()[-1].splitlines()
    assert "鈴木さん" in last[0]
    assert sorted(last[1:]) == ["Satoさん：お休み 木", "鈴木さん：🍵 月・火・水・木"]
    asked.write(asked.suzuki, keep="やっぱり")
    [invitation] = [plain(reply) for reply in asked.digest().replies if key_of(reply).endswith("invite")]
    assert invitation.splitlines()[1:] == ["Satoさん：お休み 木"]


def test_a_week_in_which_all_were_quiet_shows_the_marks_and_nobody_is_asked_by_name(asked: Story) -> None:
    for person in (asked.tanaka, asked.suzuki):
        asked.press(person, "quiet")
    asked.until(tokyo(20, "16:31"))
    assert ja("digest.empty") in plain(asked.digest())
    title = ja("digest.title", **{"from": "11/16", "to": "11/20"})
    assert asked.digest().text.startswith(title), "a locked screen announces no Keeps"
    [reply] = asked.thread()
    assert sorted(reply.splitlines()) == ["田中さん：🍵 月", "鈴木さん：🍵 月"]


@pytest.mark.parametrize("pressed", ["18:00", "23:30"])
def test_a_quiet_day_after_its_session_is_closed_is_marked_in_it(asked: Story, pressed: str) -> None:
    asked.write(asked.tanaka, keep="よかった")
    asked.until(tokyo(20, "16:31"))
    asked.until(tokyo(20, pressed))
    asked.press(asked.suzuki, "quiet")
    assert asked.thread()[-1].endswith("鈴木さん：🍵 金")
    asked.press(asked.tanaka, "quiet")
    assert asked.thread()[0].endswith("🍵 金")


def test_fridays_message_pressed_on_monday_is_marked_in_fridays_digest(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった")
    asked.until(tokyo(23, "09:00"))
    asked.press(asked.suzuki, "quiet")
    assert asked.thread()[-1].endswith("鈴木さん：🍵 金")


VACATION = (":palm_tree:", "Vacationing")


def test_whoever_is_on_vacation_all_week_is_off_and_not_asked_how_it_was(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった")
    asked.workspace.set_status("U2", *VACATION)
    asked.until(tokyo(20, "16:31"))
    assert sorted(asked.document("teams/T1-C1/digests/2026-11-20")["order"]) == ["U1", "U3"]
    assert ja("digest.away", names="鈴木さん") in plain(asked.digest())
    assert asked.thread()[-1] == ja("part.invite", names="Satoさん")


def test_whoever_is_on_vacation_by_their_status_but_answered_today_stands_in_the_order(asked: Story) -> None:
    asked.until(tokyo(20, "16:05"))
    asked.write(asked.suzuki, keep="出てきました")
    asked.workspace.set_status("U2", *VACATION)
    asked.until(tokyo(20, "16:31"))
    assert "U2" in asked.document("teams/T1-C1/digests/2026-11-20")["order"]


def test_where_slack_does_not_tell_statuses_in_time_everybody_stands_in_the_order(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった")
    asked.workspace.set_status("U2", *VACATION)
    asked.until(tokyo(20, "16:29"))
    asked.slack.faults.status("users.info", 429, retry_after=30, times=None)
    asked.until(tokyo(20, "16:31"))
    assert sorted(asked.document("teams/T1-C1/digests/2026-11-20")["order"]) == ["U1", "U2", "U3"]


def test_readers_get_all_of_it(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった")
    asked.until(tokyo(20, "16:31"))
    parent = asked.digest()
    for said in (ja("digest.text", from_="11/16", to="11/20"), ja("digest.body"), ja("digest.first_word"), "田中さん"):
        assert said in parent.text
    assert "よかった" in parent.replies[0].text


def test_nobody_is_mentioned_in_any_of_it(asked: Story) -> None:
    asked.write(asked.tanaka, keep="<@U2> <!here>")
    asked.until(tokyo(20, "16:31"))
    assert [mentions(m) for m in (asked.digest(), *asked.digest().replies)] == [[], [], []]


def test_an_english_teams_digest(story: Story) -> None:
    story.set_up(by=story.sato)
    story.write(story.tanaka, keep="よかった")
    story.until(tokyo(20, "16:31"))
    assert en("digest.title", from_="16 Nov", to="20 Nov") in plain(story.digest())
    assert story.thread()[0] == "田中\nMon 16 Nov よかった"
    assert story.thread()[-1].endswith(en("part.invite", names="")[-30:])


def test_a_holiday_is_marked_and_a_session_on_one_is_held_the_day_before(at: Callable[..., Story]) -> None:
    """20 March 2026, a Friday, is the equinox: the session is held on Thursday."""
    story = at(tokyo(16, month=3))
    story.set_up()
    story.write(story.tanaka, keep="よかった")
    story.until(tokyo(19, "16:31", month=3))
    assert ja("digest.title", from_="3/16", to="3/19") in plain(story.digest())
    story.until(tokyo(23, "12:00", month=3))
    assert len(digests(story)) == 1
    story.write(story.tanaka, keep="次の週")
    story.until(tokyo(27, "16:31", month=3))
    assert ja("digest.title", from_="3/23", to="3/27") in plain(story.digest())


def test_a_holiday_among_the_days_is_marked(at: Callable[..., Story]) -> None:
    """11 February 2026, a Wednesday, is National Foundation Day."""
    story = at(tokyo(9, month=2))
    story.set_up()
    story.write(story.tanaka, keep="月曜")
    story.until(tokyo(13, "16:31", month=2))
    assert story.thread()[0] == "田中さん\n月 2/9 月曜\n祝日 水"


def test_a_holiday_before_the_first_day_of_the_digest_is_not(asked: Story) -> None:
    asked.press(asked.tanaka, "quiet")
    asked.until(tokyo(24, "17:05"))
    asked.write(asked.tanaka, keep="火曜")
    asked.until(tokyo(27, "16:31"))
    assert ja("digest.title", from_="11/24", to="11/27") in plain(asked.digest())
    assert asked.thread()[0] == "田中さん\n火 11/24 火曜"
