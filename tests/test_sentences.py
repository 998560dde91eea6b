"""The sentences people see, and the dates in them."""

import csv
import re
from datetime import date, time, timedelta
from pathlib import Path
from string import Formatter

import pytest
from babel.dates import format_skeleton, get_day_names

from shared.i18n import dates
from shared.i18n import sentences as catalogues
from shared.i18n.sentences import language_of, question, questions, sentences

LANGUAGES = ["ja", "en"]
YEAR = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
FOUR_YEARS = [date(2026, 1, 1) + timedelta(days=n) for n in range(4 * 365 + 1)]
SKELETONS = {"ja": ("ja", "MEd", "Md"), "en": ("en_GB", "MMMEd", "MMMd")}
FILES = Path(catalogues.__file__).parent
STORY = Path(__file__).parent.parent / "local" / "story"

BANNED = {
    "ja": re.compile(r"未記入|未提出|遅れ|まだ|忘れ|お忘れなく|必ず|連続|達成率|人中|しましょう|私"),
    "en": re.compile(r"\b(oops|great job|late|missed|overdue|forgot|forget|streak|score)\b", re.IGNORECASE),
}

# Slack's limits, in characters (docs.slack.dev/reference/block-kit): what each sentence is drawn as.
TITLE, HEADER, BUTTON, PLACEHOLDER, OPTION, LABEL, TEXT = 24, 150, 75, 150, 75, 2000, 3000
CONFIRM_TITLE, CONFIRM_TEXT, CONFIRM_BUTTON = 100, 300, 30
DRAWN_AS = {
    r"sheet_form\.(title|submit)": TITLE,
    r"(sheet_earlier|sheet_leave)\.title": CONFIRM_TITLE,
    r"(sheet_earlier|sheet_leave)\.text": CONFIRM_TEXT,
    r"(sheet_earlier|sheet_leave)\.(confirm|deny)": CONFIRM_BUTTON,
    r"(form|setup)\.(title|title_day|title_new|submit|submit_new|close|loading)|(mine|away)\.title|mine\.submit": TITLE,
    r"(reminder|session|digest)\.title": HEADER,
    r"button\..*|order\.(begin|next|next_off|last)|delete\.button|setup\.try_now|my_data\.(export|erase)": BUTTON,
    r"menu\..*|order\.(later|back|end)|form\.(day|day_written)|mine\.time_team": OPTION,
    r"(clock|language|membership|announcement_mode|announcement_parts|announcement_quiet)\..*": OPTION,
    r"form\.other_day|setting\.chosen_placeholder|(keep|problem|try)\.placeholder": PLACEHOLDER,
    r"(keep|problem|try)\.(label|hint|last|hint_done|hint_done_day)|part\.private_hint|form\.team": LABEL,
    r"delete\.title|my_data\.erase_title|(session_now|team_remove_sure)\.title": CONFIRM_TITLE,
    r"delete\.text|my_data\.erase_text|(session_now|team_remove_sure)\.text": CONFIRM_TEXT,
    r"delete\.(confirm|deny)|my_data\.erase_(confirm|deny)|(session_now|team_remove_sure)\.confirm": CONFIRM_BUTTON,
    r".*": TEXT,
}


def limit_of(key: str) -> int:
    return next(limit for pattern, limit in DRAWN_AS.items() if re.fullmatch(pattern, key))


def length(text: str) -> int:
    """As JavaScript counts, with two for an emoji: the stricter way, as Slack does not say how it counts."""
    return len(text.encode("utf-16-le")) // 2


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def widest(language: str) -> dict[str, object]:
    """For every placeholder, the longest that it plausibly holds."""
    day = max((dates.day_label(language, day) for day in YEAR), key=len)
    weekday = max((dates.weekday_name(language, n) for n in range(7)), key=len)
    channel, name = "#" + "c" * 80, "n" * 80
    values: dict[str, object] = dict.fromkeys(["day", "date", "next", "from", "to"], day)
    values |= dict.fromkeys(["time", "session_time", "session_reminder"], "17:00")
    values |= dict.fromkeys(["weekday", "session_day"], weekday)
    values |= {"question": max(questions(language), key=len), "when": f"{day} 17:00"}
    values |= {"days": " ".join([weekday] * 7)}
    values |= {"until": day, "seconds": 100_000, "team": f"{channel} · {'t' * 80}"}
    values |= {"channel": channel, "name": name, "names": ", ".join([name] * 30)}
    values |= {"zone": "America/Argentina/ComodRivadavia", "why": "w" * 40, "slot": "s" * 80}
    values |= {
        "scope": "channels:history",
        "reason": "r" * 40,
        "release": "2025b",
        "version": "10.20.30",
        "country": "JP",
        "year": "2099",
    }
    values |= {"limit": 3000, "count": 100_000, "people": 10_000, "word": "w" * 40, "near": "my-data"}
    values |= {"now": "n" * 40, "first": name}  # on a button a name has 40 at the most
    values |= {"what": "w" * 40, "old": "o" * 80, "new": "n" * 80}
    values |= {"part": "Problem", "text": "t" * 2900, "first_line": "f" * 200, "try": "t" * 200}
    values |= {"marks": "m" * 200, "holiday": "h" * 200, "language": "English", "month": "Sept"}
    values |= {"team": "t" * 80, "code": "K7Q4-M2PX"}
    return values


def story(language: str) -> list[dict[str, str]]:
    with (STORY / f"{language}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


EVERY_SENTENCE = [(language, key) for language in LANGUAGES for key in sentences(language).keys]
every_sentence = pytest.mark.parametrize(("language", "key"), EVERY_SENTENCE)


def test_both_languages_have_the_same_keys_in_the_same_order() -> None:
    def as_written(language: str) -> list[str]:
        text = (FILES / f"{language}.toml").read_text(encoding="utf-8")
        return re.findall(r"^([\w.]+) = ", text, re.MULTILINE)

    assert as_written("ja") == as_written("en")
    assert set(as_written("ja")) == {*sentences("ja").keys, "questions"}


@pytest.mark.parametrize("key", sentences("ja").keys)
def test_a_sentence_takes_the_same_values_in_both_languages(key: str) -> None:
    assert placeholders(sentences("ja").raw(key)) == placeholders(sentences("en").raw(key))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_counts_blames_hurries_or_exclaims(language: str) -> None:
    said = [sentences(language).raw(key) for key in sentences(language).keys]
    for sentence in [*said, *questions(language)]:
        assert not BANNED[language].search(sentence), sentence
        assert not set("!！") & set(sentence), sentence


# What people stumbled over when both catalogues were read aloud.
STUMBLES = {
    "ja": re.compile(r"ひと休み|時計|知って(い|ま)|きっかけ|もとのまま|（"),
    "en": re.compile(r"\bmends?\b|\b(is|are) told\b|stored of|stores of|at work|it answers|own clock|still joins"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_says_what_readers_stumbled_over(language: str) -> None:
    say = sentences(language)
    assert [key for key in say.keys if STUMBLES[language].search(say.raw(key))] == []


def test_what_is_typed_or_pressed_is_said_so_as_often_as_it_is_offered() -> None:
    say = sentences("ja")
    offered = [key for key in say.keys if "」をどうぞ" in say.raw(key)]
    asked = [key for key in say.keys if re.search("」(と入力して|を押して|を選んで)", say.raw(key))]
    assert len(offered) <= len(asked)


@every_sentence
def test_a_sentence_fits_where_slack_draws_it_with_the_longest_values(language: str, key: str) -> None:
    say = sentences(language)
    said = say(key, **widest(language))
    assert length(said) <= limit_of(key), said
    assert said or key.startswith("join.")


@every_sentence
def test_a_sentence_has_no_space_at_its_ends(language: str, key: str) -> None:
    raw = sentences(language).raw(key)
    assert raw == raw.strip() or key.startswith("join.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_fits_the_field_it_stands_in(language: str) -> None:
    assert all(length(asked) <= PLACEHOLDER for asked in questions(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_title_of_the_form_fits_on_every_day_of_a_year(language: str) -> None:
    say = sentences(language)
    for day in YEAR:
        assert length(say("form.title_day", date=dates.day_label(language, day))) <= TITLE


def test_values_stand_where_the_sentence_wants_them() -> None:
    assert sentences("ja")("form.day", day="11/16(月)") == "11/16(月)の分"
    assert sentences("en")("digest.title", from_="16 Nov", to="20 Nov") == "Win session, 16 Nov – 20 Nov"
    assert sentences("en")("try.done", **{"try": "Fix it"}) == "Done: Fix it"


def test_braces_in_what_people_write_are_only_braces() -> None:
    assert sentences("en")("try.done", try_="{secret} {0}") == "Done: {secret} {0}"


def test_a_sentence_that_is_not_there_is_loud() -> None:
    with pytest.raises(KeyError, match="no\\.such"):
        sentences("ja")("no.such")


def test_a_value_that_is_not_given_is_loud() -> None:
    with pytest.raises(KeyError, match="day"):
        sentences("ja")("form.day")


def test_a_language_we_do_not_speak_is_loud() -> None:
    with pytest.raises(KeyError, match="fr"):
        sentences("fr")


def test_a_language_is_read_once() -> None:
    assert sentences("ja") is sentences("ja")


@pytest.mark.parametrize("locale", ["ja-JP", "ja", "ja_JP", "JA-jp"])
def test_a_japanese_slack_speaks_japanese(locale: str) -> None:
    assert language_of(locale) == "ja"


@pytest.mark.parametrize("locale", ["en-US", "en-GB", "de-DE", "jav-ID", "", None])
def test_every_other_slack_speaks_english(locale: str | None) -> None:
    assert language_of(locale) == "en"


@pytest.mark.parametrize("language", LANGUAGES)
def test_ten_questions_come_round_one_a_day(language: str) -> None:
    start = date(2026, 11, 16)
    asked = [question(language, start + timedelta(days=n)) for n in range(20)]
    assert len(set(asked)) == len(questions(language)) == 10
    assert asked[:10] == asked[10:]


def test_both_languages_ask_the_question_of_the_day_at_the_same_place() -> None:
    for day in YEAR[:10]:
        at = {questions(language).index(question(language, day)) for language in LANGUAGES}
        assert at == {day.toordinal() % 10}


def test_days_are_written_as_japanese_people_write_them() -> None:
    day = date(2026, 11, 16)
    assert dates.day_label("ja", day) == "11/16(月)"
    assert dates.short_day("ja", day) == "月 11/16"
    assert dates.plain_date("ja", day) == "11/16"
    assert dates.weekday("ja", day) == "月"
    assert [dates.weekday_name("ja", n) for n in (0, 4, 6)] == ["月曜日", "金曜日", "日曜日"]
    assert dates.clock_time("ja", time(9, 5)) == "09:05"


def test_days_are_written_as_english_people_write_them() -> None:
    day = date(2026, 11, 16)
    assert dates.day_label("en", day) == dates.short_day("en", day) == "Mon 16 Nov"
    assert dates.plain_date("en", day) == "16 Nov"
    assert dates.weekday("en", day) == "Mon"
    assert [dates.weekday_name("en", n) for n in (0, 4, 6)] == ["Monday", "Friday", "Sunday"]
    assert dates.clock_time("en", time(17)) == "17:00"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_day_of_four_years_is_written_as_the_cldr_has_it(language: str) -> None:
    locale, with_weekday, without = SKELETONS[language]
    short, full = (get_day_names(width, locale=locale) for width in ("abbreviated", "wide"))
    for day in FOUR_YEARS:
        assert dates.day_label(language, day) == format_skeleton(with_weekday, day, locale=locale)
        assert dates.plain_date(language, day) == format_skeleton(without, day, locale=locale)
        assert dates.weekday(language, day) == short[day.weekday()]
        assert dates.weekday_name(language, day.weekday()) == full[day.weekday()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_story_is_one_week_of_three_people(language: str) -> None:
    rows = story(language)
    assert {tuple(row) for row in rows} == {("date", "person", "keep", "problem", "try", "kind")}
    assert sorted({row["date"] for row in rows}) == [f"2026-11-{day}" for day in range(16, 21)]
    assert len({row["person"] for row in rows}) == 3
    assert len({(row["date"], row["person"]) for row in rows}) == len(rows) == 11
    for row in rows:
        assert row["kind"] in ("", "quiet", "off")
        assert bool(row["keep"]) == (row["kind"] == "")


def test_both_stories_tell_the_same_week() -> None:
    def shape(language: str) -> list[tuple[str, str, bool, bool]]:
        rows = story(language)
        return [(row["date"], row["kind"], bool(row["problem"]), bool(row["try"])) for row in rows]

    assert shape("ja") == shape("en")
