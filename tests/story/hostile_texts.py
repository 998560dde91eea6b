"""Texts that must be shown as typed, and must notify nobody."""

from typing import Final

TEXTS: Final = {
    "channel mention": "<!channel> みんな見て",
    "here": "<!here|here> と <!everyone>",
    "person mention": "<@U2> ありがとう <@U2|鈴木>",
    "group mention": "<!subteam^S1> <#C1|ops>",
    "mrkdwn": "*bold* _italic_ ~gone~ `code` ```block```",
    "entities": "&lt;b&gt; &amp;lt; & < >",
    "link markup": "<https://example.com|ここ>",
    "url": "見て https://example.com/a?b=c&d=%E3%81%82#e (です)",
    "emoji": ":tada: と :+1::skin-tone-3: と :not an emoji:",
    "unicode emoji": "🍵👩‍💻🇯🇵 4-byte: 𠮷野家 𝒻",
    "right to left": "שלום \u202eevil\u202c مرحبا",
    "combining": "e\u0301 が か\u3099 \u200bzero\u200dwidth",
    "markdown": "# title\n> quote\n- item\n1. one",
    "quote and list": "> 引用\n• 点\n\n\n空行のあと",
    "date": "<!date^1392734382^{date_num}|then>",
    "json": '{"type": "user", "user_id": "U2"} "\\u003c!channel\\u003e"',
    "braces": "{name} {0} %s ${x}",
    "tabs": "a\tb  c   d",
    "plain at": "@channel @here @U2 ＠田中",
}
