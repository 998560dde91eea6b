"""What people type, read into links, emoji and plain text: a line as they write it, and what Slack draws of it.

In the second column a link stands in ⟨⟩ and an emoji in ⟪⟫; all else is plain.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kpt.text.runs import LONGEST_URL, Run, runs

LINKS = [
    "⟨https://example.com⟩",
    "⟨http://example.com/⟩ を見た",
    "PR:⟨https://example.com/pull/7⟩",
    "PR：⟨https://example.com/pull/7⟩",
    "url=⟨https://example.com/a⟩",
    "見て ⟨https://example.com/a?b=c&d=e⟩。",
    "⟨https://en.wikipedia.org/wiki/Retro_(agile)⟩",
    "(⟨https://en.wikipedia.org/wiki/Retro_(agile)⟩)",
    "See ⟨https://en.wikipedia.org/wiki/Retro_(agile)⟩.",
    "⟨https://en.wikipedia.org/wiki/Retro_(agile)#History⟩, which helped",
    "⟨https://example.com/a_(b)_(c)⟩",
    "(⟨https://example.com/⟩)",
    "(see ⟨https://example.com/a⟩) and so on",
    "(⟨https://example.com/a⟩)を見た",
    "⟨https://example.com/a⟩(必見)",
    "[⟨https://example.com/a⟩]",
    "[text](⟨https://example.com/a⟩)",
    '{"url":"⟨https://example.com/a⟩"}',
    "{⟨https://example.com/a⟩}",
    "<⟨https://example.com⟩|ここ>",
    "<⟨https://example.com/a⟩>",
    '"⟨https://example.com/a⟩"',
    "'⟨https://example.com/a⟩'",
    "['⟨https://a.example/x⟩','⟨https://b.example/y⟩']",
    "“⟨https://example.com/a⟩”",
    "‘⟨https://example.com/a⟩’",
    "⟨https://en.wikipedia.org/wiki/Schindler's_List⟩",
    "*⟨https://example.com/a⟩*",
    "_⟨https://example.com/a_b⟩_".replace("a_b", "ab"),
    "~⟨https://example.com/a⟩~",
    "**⟨https://example.com/a⟩**",
    "Have you read ⟨https://example.com/a⟩?",
    "Done: ⟨https://example.com/a⟩!",
    "⟨https://example.com/a⟩...",
    "⟨https://example.com/a⟩, ⟨https://example.com/b⟩; ⟨https://example.com/c⟩",
    "⟨https://a.example/x⟩,⟨https://b.example/y⟩",
    "⟨https://web.archive.org/web/2020/https://example.com/⟩",
    "⟨https://a.example⟩、⟨https://b.example⟩",
    "「⟨https://example.com/x⟩」",
    "『⟨https://example.com/x⟩』を読んだ",
    "（⟨https://example.com/x⟩）",
    "【⟨https://example.com/x⟩】",
    "資料（⟨https://example.com/x⟩）を直した",
    "資料は⟨https://example.com/a⟩です。",
    "資料は⟨https://example.com⟩にあります",
    "⟨https://example.com/pull/7⟩をレビューした",
    "⟨https://example.com/pull/7⟩。次はこれ",
    "⟨https://example.com/pull/7⟩！",
    "⟨https://example.com/pull/7⟩？",
    "⟨https://example.com/a⟩・⟨https://example.com/b⟩",
    "⟨https://example.com/a⟩〜⟨https://example.com/b⟩",
    "⟨https://example.com/a⟩…",
    "⟨https://example.com/⟩を見て",
    "⟨https://example.com/⟩です",
    "⟨https://example.com/a?x=1⟩の件",
    "⟨https://example.com/%E3%81%82⟩を直した",
    "참고⟨https://example.com/a⟩를 봤다",
    "⟨https://ja.wikipedia.org/wiki/振り返り⟩",
    "⟨https://ja.wikipedia.org/wiki/スクラム_(ソフトウェア開発)⟩",
    "⟨https://ja.wikipedia.org/wiki/ありがとう⟩ を読んだ",
    "⟨https://example.com/?q=振り返り&lang=ja⟩",
    "⟨https://de.wikipedia.org/wiki/Käse⟩",
    "⟨https://ru.wikipedia.org/wiki/Ретроспектива⟩",
    "⟨https://例え.jp/a⟩",
    "⟨https://www.日本語.jp⟩",
    "⟨http://localhost:8080/x⟩",
    "⟨https://intra/wiki⟩",
    "⟨http://192.168.0.1:3000/a⟩",
    "⟨http://[::1]:8080/a⟩",
    "⟨https://user:secret@example.com/a⟩",
    "⟨https://example.com:8443/a:b/c:d⟩",
    "⟨HTTPS://Example.com/A⟩",
    "⟨https://example.com/~sato/⟩",
    "⟨https://example.com/@sato/1⟩",
    "⟨https://example.com/a#L10-L20⟩",
    "⟨https://example.com/a#:~:text=retro⟩",
    "⟨https://maps.example/@35.6,139.7,15z⟩",
    "⟨https://example.com/a;b=1,c?d[]=1&e={f}⟩",
    "`⟨https://example.com/a⟩`",
    "⟨https://example.com/pull/7⟩⟪tada⟫",
    "⟨https://example.com/pull/7⟩⟪ありがとう⟫",
    "⟨https://example.com/pull/7⟩⟪+1::skin-tone-3⟫ ⟪eyes⟫",
    "⟪memo⟫⟨https://example.com/a⟩",
    "⟨https://example.com⟩\u200b",
    "⟨https://example.com/a⟩\u3000⟨https://example.com/b⟩",
    "⟨https://example.com/a⟩\n⟨https://example.com/b⟩",
]
NO_LINKS = [
    "https://",
    "https:// example.com",
    "https://…",
    "https://。",
    "ahttps://example.com",
    "example.com と www.example.com",
    "ftp://example.com file:///etc/passwd javascript:alert(1)",
    "mailto:sato@example.com",
    "sato@example.com へ送った",
    "//example.com/a",
]
EMOJI = [
    "⟪tada⟫",
    "おわった⟪tada⟫です",
    "Done⟪tada⟫",
    "⟪tada⟫Done",
    "(⟪tada⟫)",
    "⟪tada⟫⟪clap⟫",
    "⟪tada⟫ ⟪clap⟫⟪+1⟫",
    "⟪ありがとう⟫",
    "田中さん⟪ありがとう⟫です",
    "⟪ありがとう⟫⟪おつかれさま⟫",
    "⟪お疲れ様です⟫⟪サーバー_復旧⟫",
    "⟪がんば\u3099った⟫",
    "⟪piñata⟫",
    "⟪대박⟫",
    "⟪+1⟫⟪-1⟫⟪100⟫⟪1234⟫",
    "⟪u5272⟫ ⟪e-mail⟫ ⟪flag-jp⟫ ⟪man-woman-girl⟫",
    "⟪x⟫ ⟪o⟫",
    "⟪+1::skin-tone-3⟫",
    "⟪wave::skin-tone-3⟫⟪wave::skin-tone-6⟫",
    "⟪handshake::skin-tone-2-5⟫",
    "⟪people_holding_hands::skin-tone-2::skin-tone-5⟫ と⟪tada⟫",
    "PR 12⟪merged⟫",
    "17:00に終了⟪tada⟫",
    "担当⟪tada⟫、次",
    "🍵⟪tea⟫🍵",
    "`17:00` ⟪tada⟫ `a`",
]
NO_EMOJI = [
    "17:00:30",
    "12:30:45 に",
    "10:30-11:30",
    "10:30-11: 会議",
    "13:00から14:00まで",
    "13:00から:定例",
    "開始:13:00:終了",
    "3:2:1",
    "比率は3:2:1です",
    "a:b:c",
    "std::x::y",
    "std::vector::push_back",
    "std::x::",
    "Foo::Bar.baz",
    "key:value:pair",
    "arn:aws:iam::123456789012:role/x",
    "aa:bb:cc:dd:ee:ff",
    "2001:db8:85a3::8a2e:370:7334",
    "fe80::1 ::1 ::",
    "192.168.0.1:8080:80",
    "org.slf4j:slf4j-api:1.7.36",
    "main.py:12:5: error",
    "`:tada:`",
    "```\n:tada:\nstd::x\n```",
    ":Not an emoji:",
    ":Tada:",
    ": tada :",
    ":tada",
    "：tada：",
    "http:https://",
    ":) :-) ;)",
    ":::",
    "a: b: c:",
    "<:tada|x:>",
]


def drawn(text: str) -> str:
    around = {"plain": "{}", "link": "⟨{}⟩", "emoji": "⟪{}⟫"}
    return "".join(around[run.kind].format(run.text) for run in runs(text))


def typed(line: str) -> str:
    return line.replace("⟨", "").replace("⟩", "").replace("⟪", ":").replace("⟫", ":")


@pytest.mark.parametrize("line", [*LINKS, *EMOJI])
def test_links_and_emoji_are_drawn_as_slack_draws_them(line: str) -> None:
    assert drawn(typed(line)) == line


@pytest.mark.parametrize("line", [*NO_LINKS, *NO_EMOJI])
def test_all_else_is_plain(line: str) -> None:
    assert drawn(line) == line


def test_an_address_longer_than_slack_takes_is_plain() -> None:
    url = "https://example.com/".ljust(LONGEST_URL, "x")
    assert list(runs(url)) == [Run("link", url)]
    assert list(runs(url + "x")) == [Run("plain", url + "x")]


PIECES = st.sampled_from([*map(typed, [*LINKS, *EMOJI]), *NO_LINKS, *NO_EMOJI, ":", "::", "(", ")", "を", "`", "1"])


@given(st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=10).map("".join))
def test_nothing_that_was_typed_is_lost(text: str) -> None:
    read = list(runs(text))
    assert "".join(f":{run.text}:" if run.kind == "emoji" else run.text for run in read) == text
    assert all(run.text for run in read)
    assert all(run.text.lower().startswith(("https://", "http://")) for run in read if run.kind == "link")


@pytest.mark.parametrize("piece", [":", ":a", ":a:", "::", "https://", "https://a", "a.", "https://a(", "(", "`", "-"])
def test_a_long_text_is_read_in_no_time(piece: str) -> None:
    """A pattern that goes back and forth would take minutes here, and the run's time limit would say so."""
    text = (piece * 3000)[:9000]
    assert sum(len(run.text) for run in runs(f"https://{text} {text}")) > 0
