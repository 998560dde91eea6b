"""Who reacted to a week's entries: what a digest stores of it, and the names that a member's focus page shows."""

from collections.abc import Collection, Mapping, Sequence

from shared.kpt.digest.week import Week
from shared.kpt.team.team import Team

MOST_OF_AN_ENTRY = 12
"""How many ids are stored for an entry."""
MOST_SHOWN = 6


def noticed_of(team: Team, author: str, reacted: Sequence[str]) -> tuple[str, ...]:
    """Those who reacted to an entry and are stored: members (so no apps), without its author."""
    return tuple(dict.fromkeys(u for u in reacted if u in team.members and u != author))[:MOST_OF_AN_ENTRY]


def with_what_was_read(
    before: Mapping[str, Sequence[str]], read: Mapping[str, Sequence[str]], standing: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """What a digest stores after reactions were read. For an entry that was read, the new result replaces the old one,
    even if it is empty. An entry that was not read keeps its result while the entry exists (``standing``)."""
    both = {**{entry: tuple(who) for entry, who in before.items()}, **{e: tuple(who) for e, who in read.items()}}
    return {entry: who for entry, who in both.items() if who and entry in standing}


def names_of(team: Team, week: Week, user: str) -> tuple[str, ...]:
    """The names of those who reacted to a member's week: each once, six at most, in the order of names, so that the
    order says nothing."""
    entries = {entry.id for entry in week.keeps_of(user)}
    who = {each for entry, users in week.digest.noticed.items() if entry in entries for each in users}
    return tuple(sorted(team.members[each] for each in who if each in team.members and each != user)[:MOST_SHOWN])
