"""Entries with what their forms promised to show."""

from dataclasses import replace
from typing import Any

from shared.kpt.entry.answer import Answer
from shared.kpt.entry.entry import Entry, Texts
from shared.kpt.entry.promise import Promise
from shared.kpt.team.team import AnnouncementRule, Team
from tests.kpt.build import MONDAY, entry, team

ALL, KEEP, NOTHING = AnnouncementRule(), AnnouncementRule(parts="keep"), AnnouncementRule(mode="off")
LINE, SILENT = AnnouncementRule(quiet="line"), AnnouncementRule(quiet="silent")
THREE = Texts("good", "bad", "try")


def of(rule: AnnouncementRule) -> Team:
    return team(announcement=rule)


def written(promised: Promise | None, texts: Texts = THREE) -> Entry:
    return entry(MONDAY, texts=texts, promised=promised)


def form(said: Promise, keep: str = "good", problem: str = "bad", try_: str = "try", **about: Any) -> Answer:
    return replace(
        Answer("written", f"{said}:{keep}{problem}{try_}", "form", Texts(keep, problem, try_), promised=said), **about
    )
