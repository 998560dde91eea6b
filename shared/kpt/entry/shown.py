"""What the team sees of an entry: everything that shows one to others asks here, and nothing else decides it."""

from dataclasses import dataclass

from shared.kpt.entry.entry import NO_TEXTS, Entry, Texts
from shared.kpt.entry.promise import PARTS, Part, Promise, parts_of
from shared.kpt.team.team import Team


@dataclass(frozen=True)
class Shown:
    """What of an entry the team sees: these texts, with the earlier Try that was done, and the ids of those who helped,
    who go with the Keep; or the line of a quiet day."""

    texts: Texts = NO_TEXTS
    line: bool = False
    done: str = ""
    thanks: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.texts) or self.line or bool(self.done)


def shown(team: Team, entry: Entry) -> Shown:
    """The lesser of what was promised when the entry was written and of what the team's setting shows now. A Try that
    was done joins the Keep, which is always shown: where it was private, the form says so beside the tick.

    An entry from before promises were stored counts as *Keep only* (usecases/entry/old_entry.py says when it was more).
    """
    if entry.kind == "written":
        texts = entry.texts.only(parts_of(entry.promised) & parts_of(parts_shown(team)))
        return Shown(texts, done=entry.done, thanks=entry.thanks if entry.has_keep else ())
    return Shown(line=entry.kind == "quiet" and entry.promised == quiet_day_shown(team) == "line")


def parts_shown(team: Team) -> Promise:
    """What the team's setting shows of a written day now. Where nothing is announced, only the digest shows a Keep."""
    return "keep" if team.announcement.mode == "off" else team.announcement.parts


def quiet_day_shown(team: Team) -> Promise:
    """What the team's setting shows of a quiet day now."""
    return "silent" if team.announcement.mode == "off" else team.announcement.quiet


def is_told_silent(team: Team, entry: Entry) -> bool:
    """Whether the author of a quiet day is told that it is not posted. Of one from before promises were stored the
    team's setting says it."""
    return entry.kind == "quiet" and (entry.promised or quiet_day_shown(team)) != "line"


def private_parts(entry: Entry) -> frozenset[Part]:
    """The parts with a text that only its author sees, as they were promised."""
    return frozenset(part for part in PARTS if getattr(entry.texts, part)) - parts_of(entry.promised)
