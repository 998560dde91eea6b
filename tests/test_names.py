"""One thing has one name in each language, wherever it is said: by the app, the page, the demo and the terminal."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from shared.i18n import sentences as catalogues

ROOT = Path(__file__).parents[1]
APP = Path(catalogues.__file__).parent
CATALOGUES = {
    "app": (APP, "toml"),
    "page": (ROOT / "local/page/sentences", "json"),
    "demo": (ROOT / "local/demo", "toml"),
    "terminal": (ROOT / "local/socket_mode", "toml"),
}

# A name, and what else the thing could be called, and is not.
NAMES = {
    "en": {
        "board": r"dashboards?|wallboard",
        "win session": r"winning session|wins session|win-session|weekly meeting|retro(spective)?",
        "look-back": r"lookbacks?|furikaeri session|check-in",
        "digest": r"summary|summaries|round-?up|recap|newsletter",
        "message": r"reminders?|notifications?|nudges?",
        "entry|entries": r"records|logs|reports",
        "time zone": r"timezones?|time-zones?",
        "spreadsheet": r"spread sheets?|worksheets?",
        "scope": r"permissions? files:write|authori[sz]ations?",
        "storage|store": r"database",
        "web page": r"webpages?|website",
        "erase": r"wipe|purge",
        "Keep": r"win\b(?! session)|highlights?|kudos",
        "quiet day": r"silent day|calm day|rest day",
        "day off|days off": r"vacation day|holiday leave|absences?",
    },
    "ja": {
        "ボード": r"掲示板|ダッシュボード|Board",
        "ウィンセッション": r"ウインセッション|ウィン・セッション|Win [Ss]ession|勝ち会|定例会",
        "振り返り": r"ふりかえり|ふり返り|フリカエリ|振返り|Look back",
        "まとめ": r"ダイジェスト|サマリー|要約",
        "お知らせ": r"リマインダー|リマインド|通知が届|催促",
        "ウェブページ": r"[Ww]eb(ページ|サイト)|ホームページ|WEB",
        "スプレッドシート": r"表計算|スプレッド・シート",
        "運用の方": r"置いた方|運用者|オペレーター",
        "タイムゾーン": r"時間帯|タイム・ゾーン",
        "権限": r"パーミッション|アクセス許可",
        "会議室の画面": r"モニター|ディスプレイ|スクリーン",
        "チャンネル": r"チャネル",
        "メンバー": r"参加者|構成員",
        "ひと息": r"一息|ひとやすみ|ひと休み",
        "お休み": r"休暇|欠席",
        "記録": r"レコード|エントリー|日報",
        "とっておく|とっておい|とっておき|とってあ": r"取って(おく|おい|ある)|ストックする",
        "コンピューター|パソコン": r"コンピュータ(?!ー)|PC|マシン",
    },
}
SLACKS_OWN = {"slack.notification"}
"""Sentences of the page that say what Slack itself says."""
OTHER_LANGUAGE = {"language.ja", "language.en", "language.other", "side.language.ja", "side.language.en"}
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


def said(language: str) -> dict[str, str]:
    """Every sentence in a language, by where it is and its key."""
    found: dict[str, str] = {}
    for place, (folder, kind) in CATALOGUES.items():
        text = (folder / f"{language}.{kind}").read_text(encoding="utf-8")
        read: dict[str, Any] = json.loads(text) if kind == "json" else tomllib.loads(text)
        found |= {f"{place} {key}": sentence for key, sentence in flat(read)}
    return found


def flat(read: dict[str, Any], before: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in read.items():
        if isinstance(value, dict):
            pairs += flat(value, f"{before}{key}.")
        else:
            pairs.append((before + key, "\n".join(value) if isinstance(value, list) else value))
    return pairs


@pytest.mark.parametrize(("language", "name"), [(language, name) for language in NAMES for name in NAMES[language]])
def test_a_thing_has_one_name(language: str, name: str) -> None:
    sentences = said(language)
    bounds = r"\b" if language == "en" else ""
    others = re.compile(f"{bounds}(?:{NAMES[language][name]}){bounds}", re.IGNORECASE if language == "en" else 0)
    called = {key: found[0] for key, sentence in sentences.items() if (found := others.search(sentence))}
    assert {key: word for key, word in called.items() if key.split()[1] not in SLACKS_OWN} == {}
    assert any(re.search(name, sentence, re.IGNORECASE) for sentence in sentences.values())


def test_an_english_screen_shows_one_language() -> None:
    mixed = {key for key, sentence in said("en").items() if JAPANESE.search(sentence)}
    assert {key.split()[1] for key in mixed} <= OTHER_LANGUAGE


def test_a_shortcut_has_the_same_name_in_slack_on_the_page_and_on_its_form() -> None:
    manifest = (ROOT / "infra/slack_manifest.yaml").read_text(encoding="utf-8")
    en, ja = said("en"), said("ja")
    for key in ("page slack.keep", "page slack.shortcut_name"):
        assert f"- name: {en[key]} {ja[key]}\n" in manifest
    assert en["page slack.keep"] == en["app kept.title"]
    assert ja["app kept.title"].endswith(ja["page slack.keep"])


def test_brackets_are_half_width() -> None:
    assert [key for key, sentence in said("ja").items() if set("（）") & set(sentence)] == []
