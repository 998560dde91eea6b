"""Whether somebody's Slack status says that they are on vacation: a guess, for the moment at which it is read.

Only sure signs count: Slack's own emoji for *Vacationing* with an expiry, or a whole phrase. A single word does not:
``Happy holidays`` is a greeting, and a missed call (不在着信) is nobody's absence. In doubt a person is asked.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from itertools import product
from zoneinfo import ZoneInfo

from shared.kpt.team.person import Profile

EMOJI = "palm_tree"
"""The emoji that Slack offers for *Vacationing*."""

LONGEST = 200
"""Characters that are read; Slack takes 100."""


def says_vacation(profile: Profile, now: datetime) -> bool:
    """Whether the status says at ``now`` that its owner is on vacation."""
    if profile.status_expires and profile.status_expires <= now.timestamp():
        return False
    today = now.astimezone(ZoneInfo(profile.time_zone or "UTC")).date()
    text = _dates_as_marks(_plain(profile.status_text[:LONGEST]), today)
    if _IN_ENGLISH.fullmatch(text) or _IN_JAPANESE.fullmatch(text.replace(" ", "")):
        return _NOT_ALL_DAY.search(text) is None
    is_vacationing = profile.status_emoji.strip(":").partition("::")[0] == EMOJI and profile.status_expires > 0
    return is_vacationing and _CONTRARY.search(text) is None


_ALIKE = str.maketrans({"’": "'", "〜": "~", "–": "-", "—": "-", "<": "?", ">": "?"})


def _plain(text: str) -> str:
    """The text in small letters, without emoji, and without punctuation at its ends."""
    text = unicodedata.normalize("NFKC", re.sub(r":[\w+'-]+:", " ", text)).casefold().translate(_ALIKE)
    text = "".join(c for c in text if unicodedata.category(c) not in ("So", "Sk", "Cf", "Mn"))
    return " ".join(text.split()).lstrip(" .!。、,-").rstrip(" .!。、,~-")


# Dates are compared with today, so that an outdated status does not keep anybody from being asked.

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]*\.?"
_DATE = re.compile(
    r"(?:(?P<year>20\d\d)[-/.年])?(?<!\d)(?P<one>\d{1,2})(?:[-/.](?P<two>\d{1,2})(?:/(?:20)?\d\d)?(?!\d)|月(?P<day>\d{1,2})日?)"
    rf"|(?P<dd>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<mon>{_MONTH})\b"
    rf"|(?P<mon2>{_MONTH}) (?P<dd2>\d{{1,2}})(?:st|nd|rd|th)?\b"
)
_WEEKDAY_BESIDE = re.compile(r"(<[dpt]>) ?\((?:[月火水木金土日]|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)(?:・祝)?\)")


def _dates_as_marks(text: str, today: date) -> str:
    """The text with its dates replaced: ``<t>`` for today, ``<d>`` for a later and ``<p>`` for an earlier date, ``<r>``
    for a range with today in it, ``<x>`` for any other range."""
    found: list[list[date]] = []

    def mark(match: re.Match[str]) -> str:
        days = _readings(match, today)
        if not days:
            return match[0]
        found.append(days)
        return "<t>" if today in days else "<d>" if max(days) > today else "<p>"

    text = _WEEKDAY_BESIDE.sub(r"\1", _DATE.sub(mark, text))
    seen = iter(range(len(found)))

    def join(match: re.Match[str]) -> str:
        first = next(seen)
        if not match[2]:
            return match[0]
        begins, ends = found[first], found[next(seen)]
        return "<r>" if max(begins) <= today <= max(ends) else "<x>"

    return re.sub(r"(?:from )?(<[dpt]>)( ?(?:-|~|to|until|till|through|thru|から) ?<[dpt]>(?:まで)?)?", join, text)


def _readings(match: re.Match[str], today: date) -> list[date]:
    """The days that a date may mean: 3/4 is read both ways, in the year that brings it nearest to today."""
    if match["one"]:
        pairs = [(int(match["one"]), int(match["day"] or match["two"]))]
        if not (match["day"] or match["year"]):
            pairs.append((pairs[0][1], pairs[0][0]))
    else:
        month, day = match["mon"] or match["mon2"], match["dd"] or match["dd2"]
        pairs = [(_MONTHS.index(month[:3]) + 1, int(day))]
    years = [int(match["year"])] if match["year"] else [today.year - 1, today.year, today.year + 1]
    return [day for pair in pairs if (day := _nearest(pair, years, today))]


def _nearest(pair: tuple[int, int], years: list[int], today: date) -> date | None:
    def days() -> Iterator[date]:
        for year, (month, day) in product(years, [pair]):
            try:
                yield date(year, month, day)
            except ValueError:
                continue

    return min(days(), key=lambda day: abs(day - today), default=None)


# Phrases

_WORDS = r"[\w ,.'/:&@#+-]"
_KIND = (
    r"(?:extended|long|short|annual|parental|maternity|paternity|family|medical|bereavement|compassionate|sabbatical"
    r"|adoption|personal|paid|unpaid|study|summer|winter|spring|autumn|christmas|xmas|easter|vacation)"
)
_AWAY = (
    rf"(?:on (?:an? |my |our )?(?:{_KIND} )*(?:vacation|holidays?|leave|pto|sabbatical|honeymoon)"
    rf"|(?:{_KIND} )+leave|vacationing|(?:{_KIND} )*(?:vacation|holiday)|out of (?:the )?office|ooo|o\.o\.o|pto"
    r"|(?:taking |on )?(?:some |paid )?time off|(?:taking |having )?(?:an? |the |my )?(?:day|week) off"
    r"|off (?:work|today|this week|all week|all day|for the (?:day|week)|(?=until|till)))"
)
_IN_ENGLISH = re.compile(
    rf"(?:(?:i'm|i am|we are|we're|currently|away|now|still|today)[ ,:-]*){{0,4}}{_AWAY}"
    rf"(?:[ ,;:()/|.&-]*(?:(?<=\W){_AWAY}(?!\w)"
    rf"|(?:un)?till? (?!<p>|{_WORDS}*<p>)(?:<[dt]>|{_WORDS})++|(?:through|thru) (?:<[dt]>|\w+)"
    rf"|(?:(?:i'll |will )?be |i'm )?(?:back|returning|i return)(?! from)(?: (?:<[dt]>|{_WORDS})++)?"
    r"|today|now|right now|this week|all week|all day|<[rt]>|for (?:the|an?|one|two|three|\d+) (?:days?|weeks?|months?)"
    r"|with (?:my |the )?family|(?:no|limited|slow|not|please|for urgent|urgent|emergenc|contact|ping|ask|call|e-?mail)"
    r"\b.*+"
    r")){0,6}[ ).]*"
)

_UNTIL = (
    r"(?:<[dt]>|明日|明後日|あさって|今日|本日|今週|来週|再来週|今月|来月|週末|年末|年始|月末|年度末|末|正月|初旬|中旬|下旬|"
    r"[月火水木金土日]曜日?|\d+月|\d+日){1,4}(?:(?:いっぱい|中)?(?:まで|迄)|いっぱい)"
)
_BACK = (
    r"(?:<[dt]>|明日|明後日|今週|来週|来月|[月火水木金土日]曜日?|\d+月|\d+日){1,4}(?:から|より|に)?"
    r"(?:復帰|出社|出勤|戻り|戻る|再開|返信|返事|対応|連絡)[^<>]*+"
)
_OF_WHICH_KIND = (
    r"(?:リフレッシュ|夏季|夏期|冬季|冬期|春季|年末年始|特別|慶弔|忌引き?|結婚|産前産後|産前|産後|出産|育児|介護|看護|年次有給"
    r"|有給|年次|計画|誕生日|バースデー|アニバーサリー|長期|永年勤続|勤続|ボランティア|病気|傷病|療養|サバティカル|代替|振替|連続)"
)
_REST = (
    rf"(?:{_OF_WHICH_KIND}?(?:休暇|休業)|(?:夏|冬|春|秋|お?盆|お?正月|年末年始|gw|長期|連続)?お?休み|(?:年次)?有給|有休|年休|代休"
    r"|振休|振替休日|育休|産休|産育休|全休|休職|バカンス|お?休んで(?:い|おり)ます)"
)
_IN_JAPANESE = re.compile(
    rf"(?:(?:本日|今日|今週|今月|ただ今|ただいま|只今|現在|終日|一日|1日|<[rt]>|(?:(?:<[pt]>|本日|今日)(?:から|より|~|-))?{_UNTIL}"
    r"|~<[dt]>)(?:は|の|も)?[、,・:/]?){0,4}"
    rf"{_REST}"
    r"(?:(?:を?(?:満喫|消化|取得))?中|日|のため(?:終日)?(?:不在|お休み)?|で(?:終日)?(?:不在|お休み)|につき(?:終日)?不在)?"
    r"(?:を?(?:いただ|頂戴|頂|取得|取|と|もら|満喫|消化|し|させて|に入)[ぁ-ん頂]{0,14}|です|だよ|でーす|ます)?"
    r"(?:[、。,.()「」・/|:~-]*(?:"
    rf"{_UNTIL}(?:です)?|<[rt]>|~<[dt]>|{_BACK}|(?:返信|お返事|返事|ご連絡|連絡|急ぎ|お急ぎ|緊急|御用|ご用|対応)[^<>]*+"
    r")){0,6}[)。]*"
)
_NOT_ALL_DAY = re.compile(
    r"\b(half|lunch|hours?|minutes?|mins?)\b|\d ?(am|pm)\b|\d:\d\d|\d時"
    r"|(?<!day )(?<!tomorrow )(?<!> )\b(morning|noon|afternoon|evening)\b"
    r"|昼休|中休|小休|半日|半休|時間|午前|午後|(?<!産)前休|申請|明け|たい|ない|ません|(?<!入り)ました|でした|なさい|まであと"
)
"""Words of an absence for part of a day, or of no vacation at all."""
_CONTRARY = re.compile(
    r"\b(back from|half|lunch|working|work|wfh|remote|planning|plan|happy|dreaming|need|want|(?<!back )soon|countdown"
    r"|days? (to|until)|tomorrow|next (week|month)|not (on|really|yet)|no (vacation|holidays?|pto))\b"
    r"|在宅|リモート|テレワーク|ワーケーション|勤務|(?<!から)(?<!より)(?<!に)出社|昼休|休憩|半休|半日|午前|午後|明け|(休み|休暇|の)前"
    r"|準備|計画|たい|欲しい|ほしい|ない|(明日|明後日|来週|来月)(?!まで|いっぱい|(から|より)(出社|復帰|出勤)|に戻)"
)
"""Words that make even the emoji doubtful."""
