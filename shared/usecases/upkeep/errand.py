"""What `errand` does: work that a click or an event left, as there was no time for it before the answer. Every step may
be repeated."""

from datetime import date, datetime
from typing import Any

from shared.kpt.schedule.reminder import reminder_for
from shared.kpt.team.team import Team
from shared.log_events import LogEvent
from shared.usecases.delivering.blocked import forget_it_was_said, say_it_is_blocked
from shared.usecases.delivering.unblocked import send_what_was_blocked
from shared.usecases.patience import until_others_are_done
from shared.usecases.person import my_data
from shared.usecases.ports.world import World
from shared.usecases.reminding.redraw import redraw_reminder
from shared.usecases.reminding.remind import ask, other_teams, own_teams, turn_reminder, with_their_weeks
from shared.usecases.session import lead, start_now
from shared.usecases.sheets.csv_file import FileRequest, hand_over
from shared.usecases.sheets.sheet import ask_for_all
from shared.usecases.sheets.sheet_told import tell_it_is_closed, tell_of_sheet
from shared.usecases.team.change_settings import tell_of_change
from shared.usecases.team.members import look_at_channel, rehome, store_profiles
from shared.usecases.team.profiles import follow_profile
from shared.usecases.team.welcome import welcome
from shared.usecases.year.year import hand_over_year


def run_errand(world: World, errand_id: str) -> None:
    """Do an errand and remove it. An errand that is done already, or whose team does not exist, does nothing."""
    errand = world.store.errands.get(errand_id)
    if errand is None:
        return
    until_others_are_done(world, lambda: _run(world, dict(errand.about)))
    world.store.errands.finish(errand)
    world.log(LogEvent.ERRAND_DONE, errand=errand_id, kind=errand.about.get("kind"))


def _run(world: World, errand: dict[str, Any]) -> None:
    match errand:
        case {"kind": "export", "workspace": workspace, "by": user, "at": at, "language": language, "key": key}:
            my_data.export(world, my_data.DataRequest(workspace, user, datetime.fromisoformat(at), language), key)
        case {"kind": "year", "workspace": workspace, "by": user, "language": language, "key": key}:
            hand_over_year(world, workspace, user, language, key)
        case {"kind": "erase", "workspace": workspace, "by": user, "at": at, "language": language}:
            my_data.erase(world, my_data.DataRequest(workspace, user, datetime.fromisoformat(at), language))
        case {"kind": "profile", "workspace": workspace, "by": user}:
            follow_profile(world, workspace, user)
        case {"kind": "home", "workspace": workspace, "by": user}:
            world.show_home(world, workspace, user)
        case {"team": team_id, "kind": _}:
            if team := world.store.teams.get(team_id):
                _run_for_team(world, team, errand)
        case _:
            world.log(LogEvent.ERRAND_UNKNOWN, "ERROR", kind=errand.get("kind"))


def _run_for_team(world: World, team: Team, errand: dict[str, Any]) -> None:
    match errand["kind"]:
        case "welcome":
            welcome(world, team)
        case "members":
            store_profiles(world, team)
        case "people":
            look_at_channel(world, team.id, errand["by"])
        case "changed":
            rehome(world, team, [*team.members, *errand["gone"].split()])
            world.show_home(world, team.workspace, errand["by"])
            ask_for_all(world, team)
            tell_of_change(world, team, errand["by"], errand["at"], errand["changes"])
        case "session":
            start_now.post(world, team, date.fromisoformat(errand["session"]), date.fromisoformat(errand["day"]))
        case "head":
            lead.show(world, team, date.fromisoformat(errand["session"]))
        case "blocked":
            say_it_is_blocked(world, team, errand["reason"])
        case "sheet_try":
            tried = {"by": errand["by"], "id": errand["id"], "view": errand["view"]}
            world.publisher.publish("sheet", [{"team": team.id, "try": tried}])
        case "sheet_told":
            tell_of_sheet(world, team, errand["by"], datetime.fromisoformat(errand["at"]))
        case "csv":
            hand_over(world, team, _file_request(errand))
        case "sheet_closed":
            tell_it_is_closed(world, team, errand["by"], errand["fault"], errand["at"])
        case "unblocked":
            send_what_was_blocked(world, team.id)
            forget_it_was_said(world, team)
        case "remind":
            remind_one(world, team, errand["by"], date.fromisoformat(errand["day"]))
        case "lines":
            redraw_reminder(world, team, errand["by"], date.fromisoformat(errand["day"]))
        case kind:
            world.log(LogEvent.ERRAND_UNKNOWN, "ERROR", kind=kind)


def _file_request(errand: dict[str, Any]) -> FileRequest:
    days = date.fromisoformat(errand["first"]), date.fromisoformat(errand["last"])
    at, language = datetime.fromisoformat(errand["at"]), errand["language"]
    return FileRequest(errand["by"], at, "ja" if language == "ja" else "en", *days, errand["key"])


def remind_one(world: World, team: Team, user: str, day: date) -> None:
    """Send one member the day's reminder now. The day's usual reminder then does nothing."""
    person = world.store.people.get_many(team.workspace, [user]).get(user)
    if person is None or user not in team.members or team.unknown_zone:
        return
    [reminder], weeks = with_their_weeks(world, team, [reminder_for(team, person, day)])
    ask(world, team, person, reminder, weeks.get(user, ()), own_teams(person, other_teams(world, team, [person])))
    if entry := world.store.entries.get(team.id, day, user):
        turn_reminder(world, team, person, entry, seen_at="")
