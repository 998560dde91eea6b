"""`/kpt schedule`: who is asked when in the next seven days, for the team of the channel."""

from shared.i18n.sentences import sentences
from shared.kpt.ids import team_id
from shared.kpt.schedule.plan import coming_days, own_reasons
from shared.slack.handlers.context import LOOKS_WITHIN, Context
from shared.slack.handlers.response import Reply, only_you_see, only_you_see_rendered
from shared.slack.requests.inbound import Command
from shared.slack.views.team.schedule import schedule
from shared.usecases.entry.submit import refusal
from shared.usecases.reminding.remind import on_vacation


def answer(context: Context, command: Command) -> Reply:
    """The team's coming days, or a sentence why there are none. Takes two round trips to the store."""
    store, who = context.world.store, command.who
    if command.is_direct:
        return only_you_see([sentences(context.language_of(who))("error.schedule_not_here")])
    records = store.entries.records(team_id(who.workspace, command.channel), who.user, [])
    team, person = records.team, records.person
    refused = refusal(team, who.user)
    if team is None or person is None or refused:
        language = person.language if person and person.teams else context.language_of(who)
        name = f"#{team.name}" if team else ""
        return only_you_see([sentences(language)(f"error.{refused or 'not_member'}", channel=name)])
    if team.status in ("paused", "blocked"):
        return only_you_see([sentences(person.language)(f"schedule.{team.status}", channel=f"#{team.name}")])
    people = store.people.get_many(who.workspace, team.members)
    plans = coming_days(team, people, context.world.clock.now())
    away = on_vacation(context.world, team, [who.user], LOOKS_WITHIN)
    own = own_reasons(team, person, plans, on_vacation=who.user in away)
    return only_you_see_rendered(schedule(person.language, team, plans, own))
