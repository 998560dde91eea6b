"""Reads a person's year. Entries are read by name, so that other entries do not slow it down."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import islice, product
from typing import TypeVar

from shared.kpt.ids import Language
from shared.kpt.messages.delivery import Key
from shared.kpt.messages.files import Export, MayNotExport
from shared.kpt.team.person import Person
from shared.kpt.team.team import Team
from shared.kpt.year.months import YearAsRead, year_of
from shared.kpt.year.span import Span, fiscal_month, named_span
from shared.kpt.year.year import Year
from shared.log_events import LogEvent
from shared.usecases.delivering.send_file import send_file
from shared.usecases.entry.submit import today_for
from shared.usecases.ports.board_store import BoardStore
from shared.usecases.ports.world import World

AT_ONCE = 300
"""How many documents one call reads."""
MOST_TEAMS = 20

Some = TypeVar("Some")


@dataclass(frozen=True)
class Owner:
    """Whose year it is: a present member of a team. ``teams``: all teams that they wrote for, by id."""

    person: Person
    home: Team
    teams: Mapping[str, Team]

    @property
    def starts(self) -> int:
        """The month in which the fiscal year of their country begins."""
        return fiscal_month(self.person.country or self.home.country)


def owner_of(store: BoardStore, workspace: str, user: str) -> Owner | None:
    """The person with their teams; None for somebody who is in no team now."""
    person = store.people.get_many(workspace, [user]).get(user)
    if person is None:
        return None
    ids = sorted({*person.teams, *person.written}, key=lambda team: (team != person.home, team))
    teams = store.teams.get_many([team for team in ids if team.startswith(f"{workspace}-")][:MOST_TEAMS])
    mine = [team for team in teams if not team.is_gone and user in team.members]
    home = min(mine, key=lambda team: (team.id != person.home, team.id), default=None)
    return Owner(person, home, {team.id: team for team in teams}) if home else None


def read_year(store: BoardStore, owner: Owner, span: Span) -> Year:
    """Read a person's year. Raises ``StoreSilent``."""
    user = owner.person.user
    names = product(owner.teams, span.days, [user])
    entries = [entry for some in _batches(names) for entry in store.entries.named(some)]
    since = datetime.combine(span.first, time(), UTC) - timedelta(1)
    weeks = len(span.days) // 7 + 3
    return year_of(
        owner.person,
        owner.teams,
        span,
        YearAsRead(
            entries,
            [entry for team in owner.teams for entry in store.entries.thanking(team, user)],
            {team: store.digests.all_of(team, since, weeks) for team in owner.teams},
        ),
    )


def _batches(names: Iterator[Some]) -> Iterator[Sequence[Some]]:
    while some := list(islice(names, AT_ONCE)):
        yield some


def hand_over_year(world: World, workspace: str, user: str, language: Language, key: str) -> None:
    """Send the fiscal year so far as a file in a direct message, for apps without a board. Once for each ``key``, as
    ``my_data.export`` does."""
    owner = owner_of(world.store, workspace, user)
    if owner is None:
        return
    today = today_for(world, owner.home, owner.person)
    year = read_year(world.store, owner, named_span("fiscal", today, owner.starts))
    message = Export(language, f"furikaeri-{year.first}-{year.last}.md", "", year=year)
    sent = send_file(world, Key(f"people/{owner.person.id}", key), user, message, MayNotExport(language, "year"))
    world.log(LogEvent.YEAR_HANDED_OVER, user=user, state=sent.state if sent else "none")
