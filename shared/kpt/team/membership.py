"""Who belongs where: what Slack says of a person, their home, and the teams that they stand in."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from shared.kpt.schedule.reminder import slots_of
from shared.kpt.team.person import People, Person, Profile
from shared.kpt.team.team import Team

SEEN_AT_ONCE = 40
"""Accounts that a sweep asks Slack about; the next one begins after them."""
NEW_FOR = timedelta(weeks=10)
"""How long it is kept since when somebody is a member: longer than from one session to the next."""
SWEEP_EVERY = timedelta(hours=12)


def in_turn(users: Sequence[str], now: datetime) -> list[str]:
    """All of them, first those whose turn it is at a sweep at ``now``: where Slack does not tell of all at once, others
    come first the next time."""
    sweeps = int(now.timestamp() // SWEEP_EVERY.total_seconds())
    first = sweeps * SEEN_AT_ONCE % max(len(users), 1)
    return [*users[first:], *users[:first]]


def as_told(person: Person, profile: Profile) -> Person:
    """A person with what Slack says of them now. A language that they chose here stays; so does a zone where Slack
    says none."""
    return replace(
        person,
        name=profile.name,
        picture=profile.picture,
        language=person.language if person.language_chosen else profile.language,
        time_zone=profile.time_zone or person.time_zone,
        country=profile.country if profile.time_zone else person.country,
    )


def is_news(person: Person, profile: Profile) -> bool:
    """Whether what Slack says changes anything that is stored. Somebody without a home was a closed account, or a
    guest."""
    if not profile.is_person:
        return person.home != ""
    return person.home == "" or as_told(person, profile) != person


def members_of(team: Team, known: People) -> People:
    """Everybody who takes part in a team. Who is not learnt about yet counts as the team does: its language, its clock.
    A sweep learns about them; what they set and answered themselves stands by then."""
    return {**known, **{user: _as_the_team(team, user, known.get(user)) for user in unlearnt(team.asked, known)}}


def unlearnt(users: Iterable[str], known: People) -> list[str]:
    """Those of whom nothing is stored, or only what they did here."""
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
    """The one of a person's teams that asks them: their home while it does, else another. Where none does, it stays."""
    asking = [team.id for team in teams if team.status == "active" and person.user in team.asked]
    return person.home if not asking or person.home in asking else asking[0]


def joining(team: Team, users: Iterable[str], today: date) -> dict[str, date]:
    """Since when people are members, with those who come ``today``. Who was in the channel when the team was set up has
    always been."""
    known = {user: day for user, day in team.joined.items() if today - day < NEW_FOR}
    new = [user for user in users if team.created_at and user not in (*team.members, *team.member_ids)]
    return known | dict.fromkeys(new, today)


def without(team: Team, users: Collection[str]) -> Team:
    """The team when these have left it. That somebody had stepped out is remembered: they may come back."""
    return replace(
        team,
        members={user: name for user, name in team.members.items() if user not in users},
        member_ids=tuple(user for user in team.member_ids if user not in users),
    )


def with_news_of(team: Team, person: Person, today: date) -> Team:
    """The team with a member's name, and the slots in which they are asked, as they are now.

    A slot that only their old ones needed stays: it finds nothing to do, and `sweep` tidies.
    """
    if person.user not in team.members:
        return team
    team = replace(team, members={**team.members, person.user: person.name})
    alone = slots_of(replace(team, members={person.user: person.name}), {person.user: person}, today)
    both = sorted({*team.slots, *alone}, key=lambda slot: (slot.startswith("digest"), slot))
    return replace(team, slots=tuple(both))
