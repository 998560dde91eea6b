"""`/kpt csv`: the team's entries as a file. A click or command leaves an errand; the function `errand` does the
work."""

import hashlib
from datetime import date

from shared.i18n.dates import day_with_year
from shared.i18n.sentences import sentences
from shared.kpt.csv_files.dates import days_in
from shared.kpt.day import day_of
from shared.kpt.ids import Language, team_id
from shared.kpt.team.team import Team
from shared.slack.blocks.form_metadata import language_in, team_from
from shared.slack.handlers.command_words import after_first_word
from shared.slack.handlers.context import Context
from shared.slack.handlers.response import Reply, only_you_see
from shared.slack.requests.inbound import Command, Press, Who
from shared.usecases.entry.submit import refusal
from shared.usecases.sheets.csv_file import usual_days


def command(context: Context, command: Command) -> Reply:
    """`/kpt csv`, with the first and last day; without them, the last thirteen weeks."""
    who = command.who
    if command.is_direct:
        return only_you_see([sentences(context.language_of(who))("csv.not_here")])
    records = context.world.store.entries.records(team_id(who.workspace, command.channel), who.user, [])
    team, person = records.team, records.person
    language = person.language if person and person.teams else context.language_of(who)
    say = sentences(language)
    if team is None or team.is_gone:
        return only_you_see([say("error.no_team")])
    today = day_of(context.world.clock.now(), team.time_zone)
    typed = after_first_word(command.words)
    days = days_in(typed, today) if typed else usual_days(today)
    if days is None:
        return only_you_see([say("csv.days")])
    return only_you_see([_ask(context, team, who, language, days, command.trigger)])


def press(context: Context, press: Press) -> None:
    """*CSV*, in the view before a team is removed: all entries of the team."""
    who = press.who
    named, language = team_from(press.value, who.workspace), language_in(press.metadata)
    team = context.world.store.teams.get(named)
    if team is None or team.is_gone:
        context.tell(press, [sentences(language)("error.no_team")])
        return
    today = day_of(context.world.clock.now(), team.time_zone)
    first = context.world.store.entries.first_day(named) or today
    context.tell(press, [_ask(context, team, who, language, (first, today), press.at or press.trigger)])


def _ask(context: Context, team: Team, who: Who, language: Language, days: tuple[date, date], click: str) -> str:
    """Leave the errand and say so, or say why not. A repeated request of the same click sends no second file."""
    say = sentences(language)
    channel = f"#{team.name}"
    if refusal(team, who.user):
        return say("csv.not_member", channel=channel)
    if team.status == "blocked":
        return say("csv.blocked", channel=channel)
    key, (first, last) = hashlib.sha256(click.encode()).hexdigest()[:16], days
    errand = {
        "kind": "csv",
        "team": team.id,
        "by": who.user,
        "language": language,
        "first": first.isoformat(),
        "last": last.isoformat(),
        "key": key,
        "at": context.world.clock.now().isoformat(),
    }
    context.world.store.errands.add(f"csv-{team.id}-{who.user}-{key}", errand)
    return say("csv.coming", channel=channel, from_=day_with_year(language, first), until=day_with_year(language, last))
