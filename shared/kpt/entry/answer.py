"""A member's answer for a day, and what it changes in the day's entry.

These rules decide and store nothing. A change has a revision number and the entry as it was before.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from shared.kpt.entry.entry import LONGEST_TEXT, NO_TEXTS, Entry, Kind, Texts
from shared.kpt.entry.line import Line, TakenLine, all_taken, fitting, joined, stands_in
from shared.kpt.entry.promise import Promise, parts_of, promise_of
from shared.kpt.entry.thanks import NO_THANKS, Thanks, everybody_thanked, thanks_after
from shared.kpt.entry.try_before import Tick, TryBefore, settle
from shared.kpt.team.person import LastTry

REMEMBERED = 10
"""How many tokens of its last submissions an entry stores."""


@dataclass(frozen=True)
class Answer:
    """A member's answer for a day.

    ``token`` names this answer, so that sending it again changes nothing. ``shown``: the person saw the stored entry
    when they answered; otherwise a field that they left empty keeps its text. ``seen``: the entry's revision when they
    began. ``promised``: what the form said about who sees it. ``try_before``: the Try that the form offered, ticked or
    not.

    ``thanks``: who helped. ``kept``: the ids of the kept lines that the form's Keep was filled with. ``untouched``: the
    person left that Keep as it was filled. ``as_is``: the kept lines alone are the answer.
    """

    kind: Kind
    token: str
    via: str
    texts: Texts = NO_TEXTS
    shown: bool = True
    seen: int | None = None
    promised: Promise | None = None
    try_before: TryBefore | None = None
    kept: tuple[str, ...] = ()
    untouched: bool = False
    as_is: bool = False
    thanks: Thanks = NO_THANKS

    @property
    def builds_on_another(self) -> bool:
        """Whether the day's entry must be read first. Otherwise the store tries revision 1 at once, and reads the entry
        only if that revision exists."""
        return bool(self.seen) or self.kind == "deleted" or (self.kind == "written" and not self.texts)


@dataclass(frozen=True)
class Change:
    """The next state of an entry, and the state before it (None: there was no entry). ``kept_again``: lines that the
    entry had taken and has no room for any more."""

    before: Entry | None
    after: Entry
    kept_again: tuple[TakenLine, ...] = ()

    @property
    def first_keep(self) -> bool:
        """Whether the entry has a Keep for the first time."""
        return self.after.has_keep and self.after.kept_at is None and not self.after.imported


@dataclass(frozen=True)
class Outcome:
    """What became of an answer. ``kept``: a field that was left empty kept its text. ``already``: the day was answered,
    so a quiet day, a day off or the kept lines did not replace that; ``is_written`` then says whether it was answered
    in writing. ``empty``: there was nothing to store. ``another``: it replaced a text that was written after the person
    had begun. ``left_out``: the tick of the Try does not count here. ``needs_keep``: it thanks somebody without a
    Keep."""

    change: Change | None
    kept: bool = False
    already: bool = False
    empty: bool = False
    another: bool = False
    left_out: bool = False
    is_written: bool = True
    needs_keep: bool = False


def submission_token(
    view: str,
    texts: Texts,
    promised: Promise,
    tick: TryBefore | None = None,
    kept: Sequence[str] = (),
    thanks: Sequence[str] = (),
) -> str:
    """Names a submission by everything that it stores: the same form sent again has the same token, a corrected form
    another one."""
    ticked = (tick.team, tick.day.isoformat(), tick.text) if tick and tick.done else ()
    thanked = ("thanks", *thanks) if thanks else ()
    values = "\0".join((texts.keep, texts.problem, texts.try_, promised, *ticked, *kept, *thanked))
    return f"{view}:{hashlib.sha256(values.encode()).hexdigest()[:16]}"


def take(
    answer: Answer, old: Entry | None, blank: Entry, last: LastTry | None = None, lines: Sequence[Line] = ()
) -> Outcome:
    """Decide what an answer changes in the entry of its day. ``blank``: the empty entry of that person and day, for
    when there is none. ``last``: the person's last Try. ``lines``: those of the answer's lines that are still kept; for
    an answer ``as_is``, the day's lines."""
    before = old or blank
    tick = _tick(answer, before, last)
    if answer.token in before.saved:
        return Outcome(None, kept=_keeps_a_field(answer, old) or tick.kept, left_out=tick.left_out)
    if old and old.kind != "deleted" and (answer.as_is or (answer.kind in ("quiet", "off") and old.kind == "written")):
        return Outcome(None, already=True, is_written=old.kind == "written")
    if answer.kind == "deleted" and not (old and old.kind == "written"):
        return Outcome(None)
    answer, lines, no_room = _with_lines(answer, before, lines)
    kept = _keeps_a_field(answer, old)
    texts = answer.texts.filled_up_from(before.texts) if kept else answer.texts
    number = before.revision + 1
    taken = all_taken(texts.keep, before.lines, lines, number, no_room) if answer.kind == "written" else ()
    after = replace(
        before,
        kind=answer.kind,
        texts=texts,
        promised=_promised(answer, before, texts),
        try_before=tick.try_before,
        lines=taken,
    )
    if answer.kind == "written" and answer.thanks.chosen and not after.has_keep:
        return Outcome(None, needs_keep=True, left_out=tick.left_out)
    if answer.kind == "written" and not (texts or after.done):
        return Outcome(None, empty=True, left_out=tick.left_out)
    after = _thanking(answer, after)
    if old and _content(old) == _content(after):
        return Outcome(None, kept=kept or tick.kept, left_out=tick.left_out)
    after = replace(
        after,
        name=blank.name,
        team_name=blank.team_name,
        revision=number,
        updated_by=blank.user,
        via=answer.via,
        saved=(*before.saved, answer.token)[-REMEMBERED:],
    )
    another = old is not None and _replaces_newer_text(old, answer)
    return Outcome(Change(old, after, no_room), kept=kept or tick.kept, another=another, left_out=tick.left_out)


def _thanking(answer: Answer, after: Entry) -> Entry:
    """The entry with the people whom it thanks now. An entry without a Keep thanks nobody."""
    thanks = thanks_after(answer.thanks, after.thanks, shown=answer.shown) if after.has_keep else ()
    return replace(after, thanks=thanks, thanked=everybody_thanked(after.thanked, thanks))


def _tick(answer: Answer, before: Entry, last: LastTry | None) -> Tick:
    if answer.kind != "written":
        return Tick()
    return settle(answer.try_before, before.team, before.day, before.try_before, last, shown=answer.shown)


def _with_lines(
    answer: Answer, before: Entry, lines: Sequence[Line]
) -> tuple[Answer, Sequence[Line], tuple[TakenLine, ...]]:
    """The answer with kept lines added to its Keep, the lines that it takes, and the earlier lines that have no room.

    An untouched Keep is the stored Keep with the lines that the form was filled with. Lines that another answer took
    after this person had begun stay, as the person has not seen them.
    """
    if answer.kind != "written":
        return answer, (), ()
    keep = answer.texts.keep
    no_room: tuple[TakenLine, ...] = ()
    if answer.as_is or (answer.untouched and not keep):
        base = "" if answer.as_is else before.texts.keep
        lines = fitting(base, lines, LONGEST_TEXT)
        keep = joined(base, (line.text for line in lines))
    elif answer.seen is not None and (keep or answer.shown):
        seen = {taken.id for taken in before.lines if taken.revision <= answer.seen} | {*answer.kept}
        unseen = [t for t in before.lines if t.id not in seen and stands_in(before.texts.keep, t.text)]
        unseen = [taken for taken in unseen if not stands_in(keep, taken.text)]
        stay = fitting(keep, unseen, LONGEST_TEXT)
        no_room = tuple(unseen[len(stay) :])
        keep = joined(keep, (taken.text for taken in stay)) if stay else keep
    return replace(answer, texts=replace(answer.texts, keep=keep)), lines, no_room


def _promised(answer: Answer, before: Entry, texts: Texts) -> Promise | None:
    """What an entry's new state promises. A text keeps the promise under which it was typed: a form that shows more
    parts shows only texts that were changed in it, a form that shows fewer parts applies to all texts."""
    if answer.kind == "quiet":
        return before.promised if before.kind == "quiet" else answer.promised
    if answer.kind != "written":
        return None
    said, before_said = parts_of(answer.promised), parts_of(before.promised)
    return promise_of(
        frozenset(
            part
            for part in said
            if part in before_said
            or _is_new(getattr(texts, part), getattr(before.texts, part))
            or not getattr(texts, part)
        )
    )


def _is_new(text: str, before: str) -> bool:
    """Whether somebody changed a text. White space does not count: a form may change it."""
    return text.split() != before.split()


def _content(entry: Entry) -> tuple[object, ...]:
    """What an edit must change to count as a change. The promise of an empty text does not count."""
    if entry.kind == "written":
        tick = entry.try_before if entry.done else None
        taken = frozenset(line.id for line in entry.lines)
        said = entry.texts.only(parts_of(entry.promised))
        thanks = frozenset(entry.thanks)
        return entry.kind, entry.texts, said, tick and replace(tick, times=1), taken, thanks
    return entry.kind, entry.promised == "line"


def _replaces_newer_text(old: Entry, answer: Answer) -> bool:
    """Whether an answer replaces a text that was written after the person had begun, by another form. The same form may
    be corrected and sent again: its first submission may have been stored without Slack learning of it."""
    if old.kind != "written" or answer.seen is None or answer.seen >= old.revision:
        return False
    return not (old.saved and _form_of(old.saved[-1]) == _form_of(answer.token))


def _form_of(token: str) -> str:
    return token.rpartition(":")[0]


def _keeps_a_field(answer: Answer, old: Entry | None) -> bool:
    if answer.shown or answer.kind != "written" or not old:
        return False
    if old.thanks and not answer.thanks.chosen:
        return True
    return answer.texts.filled_up_from(old.texts) != answer.texts
