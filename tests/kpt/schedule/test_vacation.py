"""A status that says vacation: by Slack's own emoji with an expiry, or by a whole phrase, for as long as it holds."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kpt.schedule.vacation import says_vacation
from shared.kpt.team.person import Profile

NOW = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
LATER = int((NOW + timedelta(days=3)).timestamp())


def status(text: str = "", emoji: str = "", expires: int = 0) -> Profile:
    return Profile("U1", "Tanaka", "", "ja", "Asia/Tokyo", "JP", True, text, emoji, expires)


SURE = [
    "Vacationing",
    "On vacation",
    "on vacation :palm_tree:",
    "🌴 On vacation 🌴",
    "Holiday!",
    "On holiday",
    "on holidays",
    "On leave until 1 Dec",
    "annual leave",
    "Parental leave",
    "On parental leave",
    "Maternity leave - back in March",
    "Out of office",
    "out of office until Monday",
    "Out of the office until 11/20",
    "OOO, back tomorrow",
    "OOO",
    "ＯＯＯ",
    "ooo until Nov 30",
    "OOO 11/16 - 11/20",
    "OOO until Monday morning",
    "PTO",
    "PTO today",
    "PTO through Friday",
    "Day off",
    "day off today",
    "off today",
    "Off this week",
    "Taking a day off",
    "On annual leave, back 23 Nov",
    "I'm on vacation",
    "Currently on vacation until 2026-12-01",
    "On vacation. For urgent matters contact Sato",
    "On PTO this week",
    "Vacation",
    "Vacation until Dec 1st",
    "Annual leave (back Mon)",
    "休暇中",
    "休暇中です",
    "有給休暇",
    "有給休暇中です",
    "有給です",
    "有給",
    "夏休み",
    "夏休み中",
    "冬休み中(1/5まで)",
    "年休",
    "代休",
    "振替休日",
    "本日お休みです",
    "本日は休暇です",
    "今日は休み",
    "休み",
    "お休み",
    "お休みをいただいています",
    "お休みをいただいております",
    "本日お休みをいただいております。",
    "明日まで休み",
    "明日までお休みをいただきます",
    "11/20まで休暇",
    "11/16〜11/20 休暇",
    "休暇(11/16〜11/20)",
    "産前休暇",
    "産前産後休暇中",
    "育休中",
    "育児休業中",
    "産休中です",
    "夏季休暇",
    "リフレッシュ休暇中",
    "休暇を取得中です",
    "休暇中。お急ぎの方は佐藤まで",
    "休暇のため不在です",
    "休暇をいただいております。11/24より出社します",
    "終日お休み",
    "11月20日(金)までお休み",
    "今週いっぱいお休みです",
    "年末年始休暇",
    "休職中",
    "有休消化中",
    "忌引休暇",
    "本日有休",
    "全休",
    "今週は夏休み",
    "お盆休み",
    "GW休み",
    "お休み中です",
    "本日休暇を頂いております",
    "来週月曜まで休暇",
    "OOO (vacation)",
    "OOO - on leave",
    "Out of office, on vacation until 11/30",
    "On vacation - no Slack",
    "本日休みます",
    "休んでおります",
    "有給取得中",
    "有休をとっています",
    "お休みに入りました",
    "育児休業を取得しています",
    "〜11/20 夏季休暇",
    "休暇中(〜11/20)",
    "休暇中（11/20まで）",
    "On holiday until 20/11",
    "PTO 16 Nov - 20 Nov",
    "on leave thru Nov 20",
    "休暇中です。11/24に復帰します",
    "本日は有給休暇をいただいております",
    "夏休みをいただいています。急ぎは鈴木へ",
]
DOUBTFUL = [
    "",
    "In a meeting",
    "Happy holidays!",
    "Happy Holidays 🎄",
    "happy holiday",
    "Holiday shopping",
    "Holiday party planning",
    "Planning my vacation",
    "Out for lunch",
    "booooo",
    "Optometrist",
    "Laptop day",
    "offsite",
    "Kickoff today",
    "believe",
    "Back from vacation",
    "Back from holiday",
    "OOO tomorrow",
    "OOO from Friday",
    "OOO this afternoon",
    "OOO until 3pm",
    "OOO at 15:00",
    "Half day off",
    "half-day PTO",
    "PTO next week",
    "PTO 12/24 - 1/3",
    "On leave until 1 Nov",
    "Vacation next month",
    "vacation soon",
    "need a vacation",
    "No vacation this year",
    "Not on vacation",
    "Ask me about PTO policy",
    "PTO requests: HR",
    "Leave a message",
    "Out of office hours: email me",
    "Working from home",
    "holiday mode? not yet",
    "Off to lunch",
    "Day 1",
    "days off: Sat/Sun",
    "Counting days until vacation",
    "OOO Fridays",
    "Weekend!",
    "vacation?",
    "昼休み",
    "お昼休み",
    "休憩中",
    "午前休み",
    "午後休み",
    "半休",
    "午前休",
    "明日休み",
    "明日お休みします",
    "来週から休暇",
    "来週休み",
    "12/28から休み",
    "12/28〜1/4 休暇",
    "11/1〜11/6 休暇",
    "休み明け",
    "休暇明け",
    "夏休み明け",
    "在宅",
    "不在着信は折り返します",
    "不在",
    "席を外しています",
    "不在時はメールで",
    "お休みなさい",
    "休みたい",
    "休日出勤",
    "休日対応",
    "土日休み",
    "毎週水曜休み",
    "水曜休み",
    "休みは土日",
    "休暇申請は人事まで",
    "有給休暇の申請はこちら",
    "夏休みの宿題",
    "夏休みまであと3日",
    "夏休みは8/10から",
    "お休みの方はDMで",
    "有給とりたい",
    "休みなし",
    "年中無休",
    "休み時間",
    "11/6までお休み",
    "休暇から戻りました",
    "夏休み前",
    "連休明けに返信します",
    "ワーケーション中",
    "休業日は土日祝です",
    "休館日のお知らせ",
    "営業時間外は不在です",
    "会議室休止中",
    "休暇取得推進中",
    "有給取得率アップ",
    "育休復帰しました",
    "休暇届の締切は金曜",
    "お休みをいただきました",
    "休暇とりました",
    "明日休みます",
    "OOO yesterday",
    "Nov 20 PTO",
    "On vacation in two weeks",
    "holidays",
    "Holiday season",
    "Vacation photos",
    "PTO balance",
    "vacation rental",
    "On leave approvals",
    "leave",
    "off",
    "out",
    "Happy new year",
    "Merry Christmas",
    "良いお年を",
    "祝日",
    "有給申請中",
    "休暇検討中",
    "夏休み楽しかった",
    "夏休みの思い出",
    "お休みの日",
    "今日はお休みじゃないです",
    "休みたいです",
    "休業要請",
    "お休みはいつですか",
    "有給消化率",
    "on holiday duty",
    "holiday coverage",
    "holiday on-call",
    "vacation cover for Sato",
    "Covering for Tanaka (on leave)",
    "佐藤さん休暇中の代理",
    "佐藤さんお休み",
]


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
