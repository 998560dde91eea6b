"""Who belongs to which team: what Slack says about a person, their home team, and their teams."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from shared.kpt.schedule.reminder import slots_of
from shared.kpt.team.person import People, Person, Profile
from shared.kpt.team.team import Team

SEEN_AT_ONCE = 40
"""How many accounts a sweep asks Slack about; the next sweep begins after them."""
NEW_FOR = timedelta(weeks=10)
"""How long a member's first day is stored: longer than the time between two sessions."""
SWEEP_EVERY = timedelta(hours=12)


def in_turn(users: Sequence[str], now: datetime) -> list[str]:
    """All users, beginning with those whose turn it is in a sweep at ``now``. So where Slack's limit ends one sweep
    early, the next one begins with others."""
    sweeps = int(now.timestamp() // SWEEP_EVERY.total_seconds())
    first = sweeps * SEEN_AT_ONCE % max(len(users), 1)
    return [*users[first:], *users[:first]]


def with_profile(person: Person, profile: Profile) -> Person:
    """A person with what Slack says about them now. A language that they chose here stays, and so does their zone where
    Slack has none."""
    return replace(
        person,
        name=profile.name,
        picture=profile.picture,
        language=person.language if person.language_chosen else profile.language,
        time_zone=profile.time_zone or person.time_zone,
        country=profile.country if profile.time_zone else person.country,
    )


def profile_differs(person: Person, profile: Profile) -> bool:
    """Whether what Slack says changes anything stored. A stored person without a home was a closed account or a
    guest."""
    if not profile.is_person:
        return person.home != ""
    return person.home == "" or with_profile(person, profile) != person


def members_of(team: Team, known: People) -> People:
    """Everybody who takes part in a team. Members whose profile is not stored yet have the team's language and zone
    until a sweep asks Slack. What they set and answered themselves counts already."""
    return {**known, **{user: _as_the_team(team, user, known.get(user)) for user in without_profile(team.asked, known)}}


def without_profile(users: Iterable[str], known: People) -> list[str]:
    """The users whose profile is not stored."""
    return sorted(user for user in users if user not in known or not known[user].is_learnt)


def _as_the_team(team: Team, user: str, known: Person | None) -> Person:
    name, zone = team.members[user], team.time_zone
    new = Person(team.workspace, user, name, "", team.language, zone, team.country, teams=(team.id,), home=team.id)
    if known is None:
        return new
    return replace(
        known, name=name, language=new.language, time_zone=zone, country=new.country, teams=new.teams, home=new.home
    )


def home_among(person: Person, teams: Iterable[Team]) -> str:
    """The team that asks a person: their home if it asks them, otherwise another of their teams that does. If none
    does, the home stays."""
    asking = [team.id for team in teams if team.status == "active" and person.user in team.asked]
    return person.home if not asking or person.home in asking else asking[0]


def joining(team: Team, users: Iterable[str], today: date) -> dict[str, date]:
    """Since when people are members, with those who join ``today``. Members from the team's set-up have no day."""
    known = {user: day for user, day in team.joined.items() if today - day < NEW_FOR}
    new = [user for user in users if team.created_at and user not in (*team.members, *team.member_ids)]
    return known | dict.fromkeys(new, today)


def without(team: Team, users: Collection[str]) -> Team:
    """The team without these people. It still stores who had stepped out: they may come back."""
    return replace(
        team,
        members={user: name for user, name in team.members.items() if user not in users},
        member_ids=tuple(user for user in team.member_ids if user not in users),
    )


def with_news_of(team: Team, person: Person, today: date) -> Team:
    """The team with a member's present name and the slots that they need.

    A slot that nobody needs any more stays: it finds nothing to do until `sweep` removes it.
    """
    if person.user not in team.members:
        return team
    team = replace(team, members={**team.members, person.user: person.name})
    alone = slots_of(team, {person.user: person}, today)
    both = sorted({*team.slots, *alone}, key=lambda slot: (slot.startswith("digest"), slot))
    return replace(team, slots=tuple(both))
