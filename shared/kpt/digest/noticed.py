"""Who reacted in a week, as it is stored of a digest, and the names that one's focus page shows."""

from collections.abc import Collection, Mapping, Sequence

from shared.kpt.digest.week import Week
from shared.kpt.team.team import Team

MOST_OF_AN_ENTRY = 12
"""Names that are stored of an entry."""
MOST_SHOWN = 6


def noticed_of(team: Team, author: str, reacted: Sequence[str]) -> tuple[str, ...]:
    """Who of those that reacted to an entry is stored: members, which no app is, and not its author."""
    return tuple(dict.fromkeys(u for u in reacted if u in team.members and u != author))[:MOST_OF_AN_ENTRY]


def with_what_was_read(
    before: Mapping[str, Sequence[str]], read: Mapping[str, Sequence[str]], standing: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """What a digest stores after a reading: what was read takes the place of what was there, also where it is nothing
    any more. What was not read stays as it was, while its entry stands."""
    both = {**{entry: tuple(who) for entry, who in before.items()}, **{e: tuple(who) for e, who in read.items()}}
    return {entry: who for entry, who in both.items() if who and entry in standing}


def names_of(team: Team, week: Week, user: str) -> tuple[str, ...]:
    """The names of those who reacted to a member's week, each once, six at most, by name: nothing can be told from the
    order."""
    entries = {entry.id for entry in week.keeps_of(user)}
    who = {each for entry, users in week.digest.noticed.items() if entry in entries for each in users}
    return tuple(sorted(team.members[each] for each in who if each in team.members and each != user)[:MOST_SHOWN])
