"""The win session's digest (issue 2, item 6). Its promise over generated histories is proved in tests/kpt."""

from collections.abc import Callable

import pytest

from local.slack.people.reading import mentions, plain
from local.slack.state.records import Message
from shared.store.engine.documents import Update
from tests.story.conftest import Story, buttons, en, ja, key_of, tokyo

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


# Which Keeps


def test_what_is_written_while_it_is_open_joins_in_place(asked: Story) -> None:
    asked.write(asked.tanaka, keep="月曜")
    asked.until(tokyo(20, "16:31"))
    parent, posted = asked.digest(), len(asked.digest().replies)
    asked.jump(tokyo(20, "17:29"))
    asked.write(asked.tanaka, keep="金曜")
    asked.write(asked.suzuki, keep="鈴木の金曜")
    assert asked.digest() is parent
    assert asked.thread()[0] == "田中さん\n月 11/16 月曜\n金 11/20 金曜"
    assert len(parent.replies) == posted + 1
    assert "鈴木さん\n金 11/20 鈴木の金曜" in asked.thread()
    assert ja("part.invite", names="Satoさん") in asked.thread()


def test_when_all_have_written_nobody_is_invited_any_more(asked: Story) -> None:
    for person in (asked.tanaka, asked.suzuki):
        asked.write(person, keep="よかった")
    asked.until(tokyo(20, "16:31"))
    asked.write(asked.sato, keep="Me too")
    assert [key_of(reply).split(":")[2] for reply in asked.digest().replies if "invite" in key_of(reply)] == []
    assert len(asked.thread()) == 3


def test_what_comes_later_comes_in_the_next_one_under_since_last_time(asked: Story) -> None:
    asked.write(asked.tanaka, keep="月曜")
    asked.until(tokyo(20, "17:30"))
    asked.write(asked.tanaka, keep="金曜、遅く")
    first = asked.digest()
    assert not any("金曜、遅く" in plain(reply) for reply in first.replies)
    asked.until(tokyo(24, "17:05"))
    asked.write(asked.tanaka, keep="火曜")
    asked.until(tokyo(27, "16:31"))
    assert asked.digest() is not first
    carried = ja("part.carried", date=ja("part.day", date="金 11/20"))
    assert asked.thread()[0].splitlines()[:3] == ["田中さん", f"{carried} 金曜、遅く", "火 11/24 火曜"]


def test_an_edit_follows_weeks_later(asked: Story) -> None:
    asked.write(asked.tanaka, keep="前")
    asked.until(tokyo(20, "16:31"))
    first = asked.digest()
    asked.jump(tokyo(23, "12:00"))
    asked.tanaka.press(asked.workspace.direct_messages("U1")[0], "edit")
    asked.tanaka.type(keep="後")
    asked.tanaka.submit()
    asked.settle()
    assert "後" in plain(first.replies[0])
    assert "前" not in plain(first.replies[0])
    assert ja("digest.open", time="17:30") not in plain(first)  # that hour has passed
    asked.until(tokyo(27, "16:31"))
    assert not any("後" in part for part in asked.thread())


def test_an_edit_that_came_directly_from_the_store_weeks_later_follows_too(asked: Story) -> None:
    """However old: whoever writes the entry, what shows it follows."""
    asked.write(asked.tanaka, keep="前")
    asked.until(tokyo(20, "16:31"))
    first = asked.digest()
    asked.until(tokyo(18, "12:00", month=12))
    change = {"keep": "ひと月後", "revision": 2}
    asked.machine.sqlite.commit([Update("teams/T1-C1/entries/2026-11-16_U1", change)])
    asked.settle()
    assert "ひと月後" in plain(first.replies[0])


def test_a_deletion_after_posting_takes_the_part_away_and_invites(asked: Story) -> None:
    for person in (asked.tanaka, asked.suzuki):
        asked.write(person, keep="よかった")
    asked.until(tokyo(20, "16:31"))
    asked.tanaka.press(asked.workspace.direct_messages("U1")[0], "edit")
    asked.tanaka.press_in_view("delete")
    asked.settle()
    assert not any(part.startswith("田中さん\n") for part in asked.thread())
    (invitation,) = (part for part in asked.thread() if "田中さん" in part)
    assert "Satoさん" in invitation


def test_when_the_only_keep_is_deleted_the_parent_says_the_kind_sentence(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった")
    asked.until(tokyo(20, "16:31"))
    asked.tanaka.press(asked.workspace.direct_messages("U1")[0], "edit")
    asked.tanaka.press_in_view("delete")
    asked.settle()
    assert ja("digest.empty") in plain(asked.digest())
    assert asked.thread() == []


def test_a_keep_emptied_after_posting_goes_and_its_problem_is_not_shown(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった", problem="困った")
    asked.write(asked.suzuki, keep="鈴木")
    asked.until(tokyo(20, "16:31"))
    asked.tanaka.press(asked.workspace.direct_messages("U1")[0], "edit")
    asked.tanaka.type(keep="")
    asked.tanaka.submit()
    asked.settle()
    assert not any("よかった" in part or "困った" in part for part in asked.thread())


def test_a_quiet_tap_while_it_is_open_joins_as_a_mark(asked: Story) -> None:
    asked.write(asked.tanaka, keep="月曜")
    asked.until(tokyo(20, "16:31"))
    asked.press(asked.tanaka, "quiet")
    assert asked.thread()[0] == "田中さん\n月 11/16 月曜\n🍵 金"


def test_an_entry_without_a_keep_is_in_no_digest(asked: Story) -> None:
    asked.write(asked.tanaka, problem="困っただけ")
    asked.write(asked.suzuki, keep="鈴木")
    asked.until(tokyo(20, "16:31"))
    assert not any("困っただけ" in part for part in asked.thread())
    assert any("田中さん" in part for part in asked.thread())  # invited


# Weeks without, and before the first


def test_before_the_first_entry_there_is_no_digest(team: Story) -> None:
    team.until(tokyo(20, "18:00"))
    assert digests(team) == []
    assert team.documents("teams/T1-C1/digests") == {}
    assert team.events("digest.before_first_entry")


def test_a_week_without_any_keep_is_a_kind_sentence(asked: Story) -> None:
    asked.write(asked.tanaka, keep="先週の")
    asked.until(tokyo(27, "16:31"))
    assert ja("digest.empty") in plain(asked.digest())
    assert asked.digest().text.startswith(ja("digest.title", from_="11/24", to="11/27"))
    assert asked.thread() == []


def test_an_empty_digest_that_gets_its_first_keep_while_open_becomes_a_full_one(asked: Story) -> None:
    asked.press(asked.tanaka, "quiet")
    asked.until(tokyo(20, "16:31"))
    parent = asked.digest()
    assert ja("digest.empty") in plain(parent)
    asked.write(asked.suzuki, keep="間に合った")
    assert asked.digest() is parent
    assert ja("digest.body") in plain(parent)
    assert ja("digest.empty") not in plain(parent)
    assert "鈴木さん\n金 11/20 間に合った" in asked.thread()
    assert any("田中さん" in part and "Satoさん" in part for part in asked.thread())


def test_a_first_entry_within_the_hour_after_an_absent_digest_waits_for_the_next(team: Story) -> None:
    team.until(tokyo(20, "16:31"))
    team.write(team.tanaka, keep="はじめて")
    team.settle()
    assert digests(team) == []
    team.until(tokyo(27, "16:31"))
    assert any("はじめて" in part for part in team.thread())


# Triggers


def test_a_trigger_that_repeats_posts_nothing_twice(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった")
    asked.until(tokyo(20, "16:31"))
    before = [m.ts for m in asked.channel.everything()]
    for _ in range(2):
        asked.machine.triggers.publish("digest", [{"slot": "16:30 Asia/Tokyo"}])
        assert asked.settle()
    assert [m.ts for m in asked.channel.everything()] == before


@pytest.mark.functions_fail
def test_triggers_that_overlap_post_once(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった")
    asked.jump(tokyo(20, "16:30"))
    fields = {"team": "T1-C1", "day": "2026-11-20", "slot": "16:30 Asia/Tokyo"}
    asked.push("digest", fields, times=5)
    asked.machine.triggers.publish("digest", [fields])
    assert asked.settle()
    keys = [key_of(m) for m in asked.channel.everything() if key_of(m).startswith("digest")]
    assert sorted(keys) == ["digest:2026-11-20", "digest:2026-11-20:U1:1", "digest:2026-11-20:invite"]


def test_a_digest_is_posted_however_late(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった")
    asked.jump(tokyo(21, "09:00"))
    asked.machine.triggers.publish("digest", [{"team": "T1-C1", "day": "2026-11-20", "slot": "16:30 Asia/Tokyo"}])
    asked.settle()
    assert ja("digest.title", from_="11/16", to="11/20") in plain(asked.digest())


@pytest.mark.functions_fail
def test_one_that_was_cut_off_is_finished_by_the_next_run(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった")
    asked.jump(tokyo(20, "16:30"))
    asked.slack.faults.status("chat.postMessage", 429, retry_after=5, times=1)
    asked.machine.triggers.publish("digest", [{"team": "T1-C1", "day": "2026-11-20", "slot": "16:30 Asia/Tokyo"}])
    asked.settle()
    assert asked.settle()
    assert len(asked.thread()) == 2
    assert asked.document("teams/T1-C1/digests/2026-11-20")["finished_at"] is not None


def test_a_day_on_which_no_session_is_held_does_nothing(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった")
    asked.until(tokyo(17, "18:00"))
    assert digests(asked) == []
    assert asked.documents("teams/T1-C1/digests") == {}


@pytest.mark.parametrize("data", [{"team": "T1-C1/x"}, {"team": "T1-C1", "day": "9999-12-31"}])
def test_data_that_nobody_knows_is_acknowledged_and_logged(team: Story, data: dict[str, str]) -> None:
    team.machine.triggers.publish("digest", [data])
    assert team.settle()
    assert [event["severity"] for event in team.events("digest.no_message")] == ["ERROR"]


# Long weeks


def test_a_long_week_is_split_within_slacks_limits_and_never_cut(asked: Story) -> None:
    texts = []
    for day in (16, 17, 18, 19, 20):
        asked.until(tokyo(day, "16:05" if day == 20 else "17:05"))
        texts.append(f"{day}日 " + "とても長い一日。" * 370)
        asked.write(asked.tanaka, keep=texts[-1])
    asked.until(tokyo(20, "16:31"))
    parts = [reply for reply in asked.digest().replies if ":U1:" in key_of(reply)]
    assert [key_of(part)[-1] for part in parts] == ["1", "2", "3"]
    assert plain(parts[1]).startswith(ja("part.continued", name="田中"))
    shown = "".join(plain(part).replace("\n", "") for part in parts)
    assert all(text in shown for text in texts)
    for part in parts:
        assert_within_slacks_limits(part)
    assert asked.refused_calls() == []


def test_pages_that_an_edit_made_superfluous_go(asked: Story) -> None:
    for day in (16, 17, 18, 19, 20):
        asked.until(tokyo(day, "16:05" if day == 20 else "17:05"))
        asked.write(asked.tanaka, keep="とても長い一日。" * 240)
    asked.until(tokyo(20, "16:31"))
    asked.tanaka.press(asked.workspace.direct_messages("U1")[-1], "edit")
    asked.tanaka.type(keep="短く")
    asked.tanaka.submit()
    asked.settle()
    parts = [reply for reply in asked.digest().replies if ":U1:" in key_of(reply)]
    assert len(parts) == 1
    assert "短く" in plain(parts[0])


def test_many_members_fit(story: Story) -> None:
    for n in range(25):
        story.workspace.add_user(f"UM{n}", f"m{n}", "とても長い名前の人" * 8 + str(n))
        story.workspace.join("C1", f"UM{n}")
    story.set_up()
    story.write(story.tanaka, keep="よかった")
    story.until(tokyo(20, "16:31"))
    for message in (story.digest(), *story.digest().replies):
        assert_within_slacks_limits(message)
    assert "とても長い名前の人24" in plain(story.digest())
    assert story.refused_calls() == []


# Around it


def test_the_reminders_button_of_that_day_writes_into_the_open_digest(asked: Story) -> None:
    asked.press(asked.tanaka, "quiet")
    asked.until(tokyo(20, "16:31"))
    assert "write" in buttons(asked.message("U2"))
    asked.press(asked.suzuki, "write")
    asked.suzuki.type(keep="会議の中で")
    asked.suzuki.submit()
    asked.settle()
    assert any("会議の中で" in part for part in asked.thread())


def test_a_team_of_one(story: Story) -> None:
    story.workspace.add_channel("C7", "solo", ["U1"])
    story.set_up(channel="C7")
    story.tanaka.command("/kpt", channel="C7")
    story.tanaka.type(keep="ひとりで")
    story.tanaka.submit()
    story.until(tokyo(20, "16:31"))
    parent = story.workspace.channel("C7").messages[-1]
    assert plain(parent).splitlines() == [
        ja("digest.title", from_="11/16", to="11/20"),
        ja("digest.body"),
        f"{ja('digest.order')} 田中さん",
        ja("digest.open", time="17:30"),
        f"[{ja('button.board')}]",
    ]
    assert [plain(reply) for reply in parent.replies] == ["田中さん\n月 11/16 ひとりで"]


# Helpers


def digests(story: Story) -> list[Message]:
    return [m for m in story.posts() if key_of(m).startswith("digest:")]


def assert_within_slacks_limits(message: Message) -> None:
    assert len(message.blocks) <= 50
    assert len(message.text.encode()) <= 4000
    total = 0
    for block in message.blocks:
        if block["type"] == "rich_text":
            texts = [e.get("text") or e.get("url") or "" for s in block["elements"] for e in s["elements"]]
        else:
            found = [block["text"]] if "text" in block else block["elements"]
            texts = [each["text"]["text"] if isinstance(each["text"], dict) else each["text"] for each in found]
        size = sum(len(text.encode("utf-16-le")) // 2 for text in texts)
        assert size <= 3000
        total += size
    assert total <= 11_300
