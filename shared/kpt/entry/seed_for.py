"""Makes the seed of a form for a member and a day, when a reminder or the Home needs it for a button."""

from collections.abc import Sequence
from datetime import date

from shared.kpt.entry.entry import LONGEST_TEXT
from shared.kpt.entry.form_seed import FormSeed
from shared.kpt.entry.line import fitting
from shared.kpt.entry.shown import parts_shown
from shared.kpt.schedule.kept_lines import lines_of
from shared.kpt.team.person import Person, clock_zone
from shared.kpt.team.team import Team


def seed_for(team: Team, person: Person | None, day: date, others: Sequence[Team] = ()) -> FormSeed:
    """What a form for this member and day needs to open without the store. With ``others`` to choose from, the form
    calls a part private only if it is private in all the teams."""
    teams = (team, *others)
    seed = FormSeed(
        team=team.id,
        day=day,
        language=person.language if person and person.is_learnt else team.language,
        channel_name=team.name,
        zone=clock_zone(team, person) if person else team.time_zone,
        only_keep_is_shown=all(parts_shown(each) == "keep" for each in teams),
        is_announced=any(each.announcement.mode != "off" for each in teams),
        others={other.id: other.name for other in others},
        kept={line.id: line.text for line in fitting("", lines_of(team, person, day), LONGEST_TEXT)},
    )
    last = person.open_try(day) if person else None
    return seed.offering(last if last and last.team in {each.id for each in teams} else None)
