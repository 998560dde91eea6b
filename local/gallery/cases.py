"""The cases: ordinary texts, and the longest and strangest ones, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any, Final

from local.playground.scene import CHANNEL_NAME, cast, entries
from shared.i18n.dates import clock_time, day_label
from shared.i18n.sentences import Sentences, sentences
from shared.kpt.entry.entry import LONGEST_TEXT, Texts
from shared.kpt.entry.form_seed import FormSeed
from shared.kpt.ids import Language
from shared.kpt.team.team import Team
from shared.kpt.team.team_settings import LARGEST_TEAM

MONDAY: Final = date(2026, 11, 16)
TODAY: Final = date(2026, 11, 19)
FRIDAY: Final = date(2026, 11, 20)
ZONE: Final = "Asia/Tokyo"
LONGEST_NAME: Final = 80
"""Characters that Slack allows for a person's name and for a channel's."""

_LONG_NAMES: Final[Mapping[Language, tuple[str, ...]]] = {
    "ja": (
        "寿限無寿限無五劫のすりきれ海砂利水魚の水行末雲来末風来末食う寝る処に住む処やぶら小路の藪柑子パイポパイポパイポのシューリンガン",
        "佐々木<!channel>*ボブ*🍵",
        "محمد عبد الله",
        "田中",
    ),
    "en": (
        "Hubert Blaine Wolfeschlegelsteinhausenbergerdorff Senior of Philadelphia and Rome",
        "O'Brien <!channel> *Bob* & Sons 🍵",
        "محمد عبد الله",
        "Li",
    ),
}
_LONG_CHANNELS: Final[Mapping[Language, str]] = {
    "ja": "お客さまからのお問い合わせに毎日こたえる運用チームとその仲間たちの振り返りのための部屋-",
    "en": "the-people-who-answer-every-customer-every-day-and-look-back-together-at-five-",
}
_STRANGE: Final[Mapping[Language, str]] = {
    "ja": (
        "見て https://example.com/a?b=c&d=%E3%81%82#e (決済の画面) :tada: 🍵👩‍💻🇯🇵 𠮷野家\n"
        "<!channel> <@U2> さん、*太字* _斜体_ `code` &amp; <script>alert(1)</script>\n"
        "שלום עולם، مرحبا بالعالم ・ か\u3099き\u3099\n\n> 引用\n• 箇条書き\n"
        "https://example.com/" + "とても長い道のり/" * 12 + "aVeryLongWordThatNobodyEverBreaks" * 4 + "\n"
        "そのあとは、手順書のとおりに一件ずつ確かめて、気づいたことを書きたしていった。"
    ),
    "en": (
        "See https://example.com/a?b=c&d=%E3%81%82#e (the payment page) :tada: 🍵👩‍💻🇬🇧 𝒻ine\n"
        "<!channel> <@U2>, *bold* _italic_ `code` &amp; <script>alert(1)</script>\n"
        "שלום עולם, مرحبا بالعالم\n\n> a quote\n• an item\n"
        "https://example.com/" + "a-very-long-way/" * 12 + "aVeryLongWordThatNobodyEverBreaks" * 4 + "\n"
        "After that I went through the runbook line by line and added what I noticed on the way. "
    ),
}
_KEPT: Final[Mapping[Language, tuple[str, ...]]] = {
    "ja": (
        "インポートの不具合を田中さんと直した",
        "決済の問い合わせ、午前中に全部返せた",
        "新しい作家さんから「説明がわかりやすかった」とメール",
        "棚卸しの表をひとつにまとめた https://example.com/tana",
        "昼休みに手順書の古い画像を差しかえた",
        "夜間バッチのアラートを静かにした",
        "鈴木さんの引き継ぎを手伝った",
    ),
    "en": (
        "Fixed the import with Tanaka",
        "Every payment ticket answered before lunch",
        'A new seller wrote: "that was easy to follow"',
        "One stock sheet instead of four https://example.com/stock",
        "Replaced the old screenshots in the runbook",
        "The nightly batch is quiet now",
        "Helped Suzuki hand over",
    ),
}


@dataclass(frozen=True)
class Case:
    """A language with ordinary texts, or, where ``wide``, with the longest and strangest ones."""

    language: Language
    wide: bool

    @property
    def id(self) -> str:
        """The case's name in the page's URL."""
        return f"{self.language}-{'wide' if self.wide else 'narrow'}"

    @property
    def say(self) -> Sentences:
        """The sentences of its language."""
        return sentences(self.language)

    @property
    def channel(self) -> str:
        """A channel's name, without its #."""
        name = CHANNEL_NAME[self.language]
        return (_LONG_CHANNELS[self.language] * 2)[:LONGEST_NAME] if self.wide else name

    @property
    def name(self) -> str:
        """Somebody's name."""
        return self.names(1)[0]

    def names(self, few: int, many: int = LARGEST_TEAM) -> tuple[str, ...]:
        """Names of ``few`` people; in a wide case of ``many``, the first as long as Slack allows."""
        if not self.wide:
            first, *others = (role.name for role in cast(self.language))
            return (*others[:1], first, *others[1:])[:few]  # the first is who wrote ``texts``
        longest, *strange = _LONG_NAMES[self.language]
        long = (f"{(longest * 2)[: LONGEST_NAME - len(str(n))]}{n}" for n in range(1, many - len(strange)))
        return ((longest * 2)[:LONGEST_NAME], *strange, *long)

    @property
    def texts(self) -> Texts:
        """The texts of somebody's entry, in all three parts."""
        row = next(row for row in entries(self.language) if row.day == MONDAY + timedelta(1) and row.problem)
        texts = (row.keep, row.problem, row.try_)
        return Texts(*map(self._longest, texts)) if self.wide else Texts(*texts)

    @property
    def keeps(self) -> list[str]:
        """Keeps of several days."""
        rows = [row.keep for row in entries(self.language) if row.keep and row.day >= MONDAY]
        return [self._longest(keep) for keep in rows] if self.wide else rows

    @property
    def kept(self) -> list[str]:
        """Lines that somebody kept during a day."""
        lines = list(_KEPT[self.language])
        return [self._longest(line)[:2800] if n % 2 else line for n, line in enumerate(lines)] if self.wide else lines

    def _longest(self, text: str) -> str:
        strange = f"{text} {_STRANGE[self.language]}"
        return (strange + _STRANGE[self.language].splitlines()[-1] * LONGEST_TEXT)[:LONGEST_TEXT]

    def seed(self, **about: Any) -> FormSeed:
        """The seed of today's form."""
        seed = FormSeed("T1-C1", TODAY, self.language, self.channel, ZONE, last_try=self.texts.try_[:200])
        return replace(seed, **{"try_team": "T1-C1", "try_day": MONDAY, **about})

    @property
    def done(self) -> str:
        """The earlier Try that was done."""
        tick = self.seed().try_before
        return tick.text if tick else ""

    def team(self, **about: Any) -> Team:
        """A team with default settings; in a wide case with three hundred people."""
        members = {f"U{n + 1}": name for n, name in enumerate(self.names(3))}
        slots = (f"reminder 17:00 {ZONE}", f"reminder 16:00 {ZONE}", f"digest 16:30 {ZONE}")
        team = Team("T1-C1", self.channel, self.language, ZONE, country="JP", members=members, slots=slots)
        return replace(team, **about)

    @property
    def values(self) -> Mapping[str, object]:
        """A value for every placeholder of the sentences that are shown on their own."""
        day = day_label(self.language, TODAY)
        time_of_day = clock_time(self.language, time(17, 0))
        return {
            "channel": f"#{self.channel}",
            "day": day,
            "date": day,
            "next": day_label(self.language, FRIDAY),
            "when": f"{day} {time_of_day}",
            "time": time_of_day,
            "name": self.name,
            "people": LARGEST_TEAM if self.wide else 3,
            "zone": "America/Argentina/ComodRivadavia" if self.wide else ZONE,
            "limit": LONGEST_TEXT,
            "count": 1_234_567 if self.wide else 3_120,
            "word": "あ" * 40 if self.wide else "setpu",
            "near": "schedule" if self.wide else "setup",
        }


CASES: Final = tuple(Case(language, wide) for language in ("ja", "en") for wide in (False, True))
