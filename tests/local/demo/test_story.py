"""The demo as it is read: one working week in each language, told day by day, ending in the digest."""

import re
import tomllib
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from local import demo, story
from local.demo import paper
from local.demo.__main__ import cast_of
from local.demo.entries import read_file
from local.demo.events import Asked, DayBegins, Digest, Unanswered
from local.demo.play import play
from local.demo.sentences import narration
from shared.i18n.dates import weekday, weekday_name
from shared.i18n.sentences import Language, sentences
from tests.local.demo.conftest import call, story_in
from tests.test_sentences import BANNED

LANGUAGES: list[Language] = ["ja", "en"]
in_both = pytest.mark.parametrize("language", LANGUAGES)
COUNTS = re.compile(r"\d+ of \d+|\d+人中|\d+\s*/\s*\d+人|\d+%")


def without_spaces(text: str) -> str:
    return re.sub(r"\s", "", text)


@in_both
def test_the_week_runs_to_its_end_and_the_digest_holds_every_keep(language: Language) -> None:
    shown = story_in(language)
    assert (shown.code, shown.err) == (0, "")
    digest = without_spaces(shown.flat[shown.flat.index(narration(language)("digest.appears")) :])
    for row in read_file(story.file_of(language)):
        assert row.person in digest
        assert without_spaces(row.keep) in digest


@in_both
def test_what_was_a_problem_reaches_the_channel_and_not_the_digest(language: Language) -> None:
    for row in read_file(story.file_of(language)):
        told = without_spaces(story_in(language).flat)
        for text in filter(None, (row.problem, row.try_)):
            done = without_spaces(sentences(language)("try.done", try_=text))
            assert told.count(without_spaces(text)) == 1 + told.count(done)


@in_both
def test_on_thursday_a_line_is_kept_and_saved_as_it_is_and_on_friday_a_try_is_done(language: Language) -> None:
    say, told = sentences(language), without_spaces(story_in(language).flat)
    [line] = [each.line for each in story.moments(language) if each.what == "kept"]
    done = say("try.done", try_={"ja": "ほかの種別も週に1つずつ足す", "en": "One more kind each week"}[language])
    expected = [line, say("kept.done", time="17:00"), say("reminder.body_kept"), line, say("button.as_is"), line, done]
    at = 0
    for each in map(without_spaces, expected):
        assert each in told[at:]
        at = told.index(each, at) + len(each)
    digest = told[told.index(without_spaces(narration(language)("digest.appears"))) :]
    assert without_spaces(line) in digest
    assert without_spaces(done) in digest


@in_both
def test_on_friday_somebody_is_thanked_and_on_monday_finds_it_in_place_of_the_hint(language: Language) -> None:
    say, told = sentences(language), without_spaces(story_in(language).flat)
    by, helper = {"ja": ("佐藤", "鈴木"), "en": ("Sato", "Suzuki")}[language]
    friday = date(2026, 11, 20)
    [keep] = [row.keep for row in read_file(story.file_of(language)) if (row.day, row.person) == (friday, by)]
    expected = [
        say("announcement.thanks", names=say("part.head", name=helper)),
        say("part.thanks", name=by, weekday=weekday(language, friday), first_line=keep),
        say("thanks.received", name=by, weekday=weekday_name(language, 4)),
    ]
    at = 0
    for each in map(without_spaces, expected):
        assert each in told[at:]
        at = told.index(each, at) + len(each)


@in_both
def test_it_ends_with_the_next_thing_to_do(language: Language) -> None:
    assert "make run" in story_in(language).out.rstrip().splitlines()[-1]


@in_both
def test_set_up_and_welcome_come_before_the_first_message(language: Language) -> None:
    out = story_in(language).out
    assert out.index("\n10:00 ") < out.index("/kpt setup") < out.index("Google Cloud") < out.index("\n17:00 ")


def test_one_member_reads_slack_in_the_other_language() -> None:
    assert "振り返りを記録しよう" in story_in("en").flat
    assert "Time to look back" in story_in("ja").flat


@in_both
def test_on_friday_somebody_sees_their_own_week_and_who_writes_nothing_is_not_asked_again(language: Language) -> None:
    rows = [row for row in read_file(story.file_of(language)) if row.day < date(2026, 11, 20)]
    events = list(play(rows, cast_of(rows, language), "team"))
    asked, unanswered, digest = events[events.index(DayBegins(date(2026, 11, 20))) + 1 :]
    assert isinstance(asked, Asked)
    assert asked.week
    assert isinstance(unanswered, Unanswered)
    assert isinstance(digest, Digest)
    keeps = {row.person: row.keep for row in rows if row.keep}
    assert all(keeps[message.to.name] in "".join(message.lines) for message in asked.messages)


@in_both
def test_nothing_in_it_counts_blames_or_hurries(language: Language) -> None:
    out = story_in(language).out
    assert not BANNED[language].search(out)
    assert not COUNTS.search(out)
    assert not set("!！") & set(out)


@in_both
def test_no_line_is_wider_than_a_terminal(language: Language) -> None:
    assert max(paper.width(line) for line in story_in(language).out.splitlines()) <= 80


@in_both
def test_a_pipe_gets_text_alone_and_no_log(language: Language) -> None:
    assert "\x1b" not in story_in(language).out
    assert "{" not in story_in(language).out


@in_both
def test_the_same_week_is_told_the_same_way_every_time(language: Language) -> None:
    assert call("--in", language).out == story_in(language).out


@pytest.mark.parametrize(
    ("arguments", "lang", "told_in"),
    [
        ([], "", "en"),
        ([], "C.UTF-8", "en"),
        ([], "ja_JP.UTF-8", "ja"),
        (["--in", "en"], "ja_JP.UTF-8", "en"),
        (["--in", ""], "ja", "ja"),
        (["--in", "JA"], "en_GB.UTF-8", "ja"),
    ],
)
def test_the_language_is_asked_for_or_the_shells(arguments: list[str], lang: str, told_in: Language) -> None:
    assert call(*arguments, "--entries", "/nowhere.csv", LANG=lang).err == (
        narration(told_in)("where.file", file="/nowhere.csv", reason=narration(told_in)("file.unreadable")) + "\n"
    )


def test_a_language_that_is_not_spoken_is_named() -> None:
    shown = call("--in", "fr")
    assert (shown.code, shown.out) == (1, "")
    assert '"fr"' in shown.err


def test_both_catalogues_have_the_same_keys_in_the_same_order() -> None:
    def as_written(language: str) -> list[str]:
        text = (Path(demo.__file__).parent / f"{language}.toml").read_text(encoding="utf-8")
        assert tomllib.loads(text)
        return re.findall(r"^([\w.]+) = ", text, re.MULTILINE)

    assert as_written("ja") == as_written("en")
    assert set(as_written("ja")) == set(narration("ja").keys)


@pytest.mark.parametrize("key", narration("en").keys)
def test_a_sentence_takes_the_same_values_and_keeps_the_tone_in_both_languages(key: str) -> None:
    def placeholders(language: Language) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(narration(language).raw(key)) if name is not None}

    assert placeholders("ja") == placeholders("en")
    for language in LANGUAGES:
        said = narration(language).raw(key)
        assert said == said.strip()
        assert not BANNED[language].search(said)
        assert not set("!！") & set(said)
