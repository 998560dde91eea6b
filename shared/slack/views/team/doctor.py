"""Renders what `/kpt doctor` found, a line each."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from shared.i18n.dates import clock_time, day_label, moment_label
from shared.i18n.sentences import Sentences, sentences
from shared.kpt.checkup import Finding
from shared.kpt.text.pages import SIZES
from shared.slack.blocks.message import RenderedMessage
from shared.slack.blocks.text import fallback, plain, rich_text

MARKS = {"well": "✅", "mend": "⚠️", "note": "ℹ️"}
ROOM = SIZES[0]
"""Characters, as in the schedule (shared/slack/views/team/schedule.py): a large team may have hundreds of slots."""


def report(language: str, findings: Iterable[Finding]) -> RenderedMessage:
    """The lines in order. Those that do not fit are left out, and a line says so."""
    say = sentences(language)
    lines = list(_fitting((f"{MARKS[f.mark]} {_said(language, f, say)}" for f in findings), say("doctor.cut")))
    return RenderedMessage(fallback(lines), rich_text(plain(f"{line}\n") for line in lines))


def _fitting(lines: Iterable[str], rest: str) -> Iterator[str]:
    room = ROOM
    for line in lines:
        room -= len(line)
        if room < 0:
            yield rest
            return
        yield line


def _said(language: str, finding: Finding, say: Sentences) -> str:
    about = {**finding.about, **_of_slot(language, finding, say), **_of_sheet(language, finding, say)}
    return say(f"doctor.{finding.what}_{finding.how}", **about)


def _of_sheet(language: str, finding: Finding, say: Sentences) -> dict[str, str]:
    if finding.what != "sheet":
        return {}
    if fault := finding.about.get("fault"):
        return {"why": say(f"sheet.{fault}", channel=f"#{finding.about['channel']}")}
    return {"when": moment_label(language, finding.last_run, finding.about["zone"])} if finding.last_run else {}


def _of_slot(language: str, finding: Finding, say: Sentences) -> dict[str, str]:
    if finding.slot is None:
        return {}
    slot = finding.slot.slot
    what = say(f"doctor.{finding.slot.kind}", time=clock_time(language, slot.time), zone=slot.zone)

    def when(moment: datetime | None) -> str:
        local = moment.astimezone(ZoneInfo(slot.zone)) if moment else None
        return f"{day_label(language, local.date())} {clock_time(language, local.time())}" if local else ""

    return {"slot": what, "next": when(finding.next_run), "when": when(finding.last_run)}
