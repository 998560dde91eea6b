"""A person who writes, edits, ticks and deletes, and their last Try after each."""

from dataclasses import dataclass, field, replace
from datetime import date

from shared.kpt.entry.answer import Answer, Outcome, take
from shared.kpt.entry.entry import Entry, Texts
from shared.kpt.entry.last_try import last_try_after
from shared.kpt.entry.try_before import TryBefore, offered_again
from shared.kpt.team.person import LastTry
from tests.kpt.build import MONDAY, person

WALK = LastTry("T1-C1", MONDAY, "walk")


@dataclass
class Diary:
    """A person's entries in a team and their last Try, as the store would have them."""

    last: LastTry | None = None
    entries: dict[date, Entry] = field(default_factory=dict)
    count: int = 0
    taken_back: set[date] = field(default_factory=set)
    """Days whose Try was emptied or deleted. A Try written there again is a new one."""

    def form(self, day: date) -> TryBefore | None:
        """The Try that the form of a day offers, ticked where the day's entry is."""
        there = self.entries.get(day)
        again = offered_again(there.try_before if there else None, "T1-C1", day, self.last)
        standing = person(last_try=self.last).open_try(day)
        if again or standing is None:
            return again
        return TryBefore(standing.team, standing.day, standing.text[:200], private=standing.private)

    def write(self, day: date, try_: str = "", *, done: bool | None = None, keep: str = "k") -> Outcome:
        """Open the day's form, set the tick (None: leave it), and save."""
        offered = self.form(day)
        tick = replace(offered, done=offered.done if done is None else done) if offered else None
        return self.send(day, Answer("written", "", "form", Texts(keep, "", try_), promised="all", try_before=tick))

    def delete(self, day: date) -> Outcome:
        return self.send(day, Answer("deleted", "", "form"))

    def send(self, day: date, answer: Answer) -> Outcome:
        self.count += 1
        blank = Entry("T1-C1", day, "U1", "deleted")
        given = replace(answer, token=answer.token or f"V{self.count}:1")
        outcome = take(given, self.entries.get(day), blank, self.last)
        if outcome.change:
            before, after = outcome.change.before, outcome.change.after
            self.last = last_try_after(outcome.change, self.last)
            if before and before.texts.try_ and not after.texts.try_:
                self.taken_back.add(day)
            self.entries[day] = outcome.change.after
        return outcome


def sent(tick: TryBefore | None, keep: str = "k", **about: object) -> Answer:
    return replace(Answer("written", "V:1", "form", Texts(keep), try_before=tick), **about)  # type: ignore[arg-type]  # any field
