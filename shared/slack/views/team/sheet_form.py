"""The form that connects a spreadsheet, and the view that shows how a connected one stands."""

import json
from dataclasses import dataclass
from datetime import datetime

from shared.i18n.dates import moment_label
from shared.i18n.sentences import Sentences, sentences
from shared.kpt.ids import Language
from shared.kpt.sheet.link import LONGEST, address_of
from shared.kpt.team.team import Team, TeamSheet
from shared.slack.blocks import fields
from shared.slack.blocks.buttons import actions, asking_first, button, modal
from shared.slack.blocks.text import Block, ours, plain_text, rich_text, section
from shared.slack.views.form import View

CALLBACK = "sheet"
LINK = "link"


@dataclass(frozen=True)
class SheetState:
    """The state of a connected spreadsheet. ``earlier_from``: from when earlier entries may be added; None where the
    channel was not told yet."""

    sheet: TeamSheet
    fault: str
    written_at: datetime | None
    earlier_from: datetime | None


def sheet_form(team: Team, language: Language, account: str) -> View:
    """The account to share a sheet with, a field for its link, what will be written, and who will be able to read
    it."""
    say = sentences(language)
    channel = f"#{team.name}"
    link = fields.text(LINK, say("sheet_form.link"), "", LONGEST)
    link["element"]["placeholder"] = ours("https://docs.google.com/spreadsheets/d/…")
    written = "sheet_form.written_keep" if team.announcement.parts == "keep" else "sheet_form.written"
    if team.announcement.mode == "off":
        written = "sheet_form.written_keep"
    blocks = [
        section(say("sheet_form.about", channel=channel)),
        section(say("sheet_form.share")),
        copyable(account),
        link,
        section(say(written)),
        section(say("sheet_form.who", channel=channel)),
    ]
    return {
        **_modal(say, team, language, blocks),
        "callback_id": CALLBACK,
        "submit": ours(say("sheet_form.submit")),
    }


def connected(team: Team, language: Language, account: str, state: SheetState, now: datetime) -> View:
    """The view of a connected spreadsheet: by whom and how it stands, *Disconnect*, and *Add earlier entries*."""
    say = sentences(language)
    channel, name = f"#{team.name}", team.members.get(state.sheet.by, "")
    since = moment_label(language, state.sheet.at, team.time_zone)
    key = "sheet_form.connected_by" if name else "sheet_form.connected"
    address = {"type": "link", "url": address_of(state.sheet.id, state.sheet.tab)}
    blocks = [section(say(key, channel=channel, name=name, when=since)), *rich_text([address])]
    if state.fault:
        blocks += [section(say(f"sheet.{state.fault}", channel=channel)), section(say("sheet.closed"))]
        blocks += [copyable(account)] if account else []
    elif state.written_at:
        when = moment_label(language, state.written_at, team.time_zone)
        blocks.append(section(say("sheet_form.last", when=when)))
    earlier = _earlier(team, language, state, now, say)
    blocks += [earlier, _actions(team, say, may_add=_may_add(state, now))]
    return _modal(say, team, language, blocks)


def _may_add(state: SheetState, now: datetime) -> bool:
    return not state.sheet.past and state.earlier_from is not None and state.earlier_from <= now


def _earlier(team: Team, language: Language, state: SheetState, now: datetime, say: Sentences) -> Block:
    if state.sheet.past:
        return section(say("sheet_form.earlier_are_in"))
    if state.earlier_from is None:
        return section(say("sheet_form.earlier_untold", channel=f"#{team.name}"))
    if state.earlier_from > now:
        when = moment_label(language, state.earlier_from, team.time_zone)
        return section(say("sheet_form.earlier_from", when=when))
    return section(say("sheet_form.earlier_may", channel=f"#{team.name}"))


def _actions(team: Team, say: Sentences, *, may_add: bool) -> Block:
    leave = button("sheet_leave", say("button.sheet_leave"), team.id, style="danger")
    add = button("sheet_earlier", say("button.sheet_earlier"), team.id)
    return actions(
        "sheet",
        *([asking_first(add, say, "sheet_earlier.")] if may_add else []),
        asking_first(leave, say, "sheet_leave."),
    )


def copyable(text: str) -> Block:
    """A preformatted line, which is easy to copy."""
    element = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [element]}


def saying(text: str, team: Team, language: Language) -> View:
    """One sentence, in place of the form."""
    return _modal(sentences(language), team, language, [{"type": "section", "text": plain_text(text)}])


def _modal(say: Sentences, team: Team, language: Language, blocks: list[Block]) -> View:
    carried = {"team": team.id, "channel": team.channel, "language": language}
    return modal(say("sheet_form.title"), blocks, say, private_metadata=json.dumps(carried, ensure_ascii=False))
