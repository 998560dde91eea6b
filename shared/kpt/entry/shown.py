"""What the team sees of an entry. Only this file decides that; everything that shows an entry to others asks it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shared.kpt.entry.entry import NO_TEXTS, Entry, Texts
from shared.kpt.entry.promise import PARTS, Part, Promise, parts_of

if TYPE_CHECKING:
    from shared.kpt.team.team import Team


@dataclass(frozen=True)
class Shown:
    """The part of an entry that the team sees: texts, the earlier Try that was ``done``, and the ids of those who
    helped; or the ``line`` of a quiet day."""

    texts: Texts = NO_TEXTS
    line: bool = False
    done: str = ""
    thanks: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.texts) or self.line or bool(self.done)


def shown(team: "Team", entry: Entry) -> Shown:
    """What the team sees: the parts that both the promise and the team's present setting show. An earlier Try that was
    done is always shown, with the Keep; where it was private, the form says so at the tick.

    An entry from before promises were stored shows its Keep only (exceptions: usecases/entry/old_entry.py).
    """
    if entry.kind == "written":
        texts = entry.texts.only(parts_of(entry.promised) & parts_of(parts_shown(team)))
        return Shown(texts, done=entry.done, thanks=entry.thanks if entry.has_keep else ())
    return Shown(line=entry.kind == "quiet" and entry.promised == quiet_day_shown(team) == "line")


def parts_shown(team: "Team") -> Promise:
    """What the team's setting shows of a written day now. Without announcements that is the Keep, in the digest."""
    return "keep" if team.announcement.mode == "off" else team.announcement.parts


def quiet_day_shown(team: "Team") -> Promise:
    """What the team's setting shows of a quiet day now."""
    return "silent" if team.announcement.mode == "off" else team.announcement.quiet


def is_told_silent(team: "Team", entry: Entry) -> bool:
    """Whether the author of a quiet day is told that it is not posted. Without a stored promise the team's setting
    decides."""
    return entry.kind == "quiet" and (entry.promised or quiet_day_shown(team)) != "line"


def private_parts(entry: Entry) -> frozenset[Part]:
    """The parts whose text only its author sees, by the promise."""
    return frozenset(part for part in PARTS if getattr(entry.texts, part)) - parts_of(entry.promised)
