"""The sentences for faults in a team's settings, each at its field."""

from collections.abc import Mapping

from shared.i18n.countries import country_name, near_country
from shared.i18n.sentences import sentences
from shared.kpt.team.settings_table import TeamSettings
from shared.kpt.team.team_settings import LARGEST_TEAM, MOST_CHOSEN, MOST_DAYS_OFF, Fault
from shared.slack.handlers.response import Reply, errors, on_top
from shared.slack.handlers.team.settings_values import near_zone
from shared.slack.requests.inbound import Submission
from shared.slack.views.form import sentence
from shared.slack.views.team.settings import SettingsState


def faulty(faults: Mapping[str, Fault], wanted: TeamSettings, state: SettingsState, submission: Submission) -> Reply:
    """Keep the form open with a sentence at each faulty field; in a view on top where the form has none of them."""
    told = {name: _fault(fault, wanted, state) for name, fault in faults.items()}
    there = {name: text for name, text in told.items() if name in submission.values}
    return (
        errors(**there)
        if there
        else on_top(sentence("\n".join(told.values()), sentences(state.language), title="setup.title"))
    )


def _fault(fault: Fault, wanted: TeamSettings, state: SettingsState) -> str:
    say = sentences(state.language)
    match fault:
        case "zone":
            word, near = wanted.time_zone[:60], near_zone(wanted.time_zone)
            return say("fault.zone", word=word, near=near) if near else say("fault.zone_far", word=word)
        case "no_place":
            word, near = wanted.time_zone[:60], near_zone(wanted.time_zone)
            return say("fault.no_place", word=word, near=near) if near else say("fault.no_place_far", word=word)
        case "country":
            word, near = country_name(state.language, wanted.country)[:60], near_country(state.language, wanted.country)
            known = near in ("", word)
            return say("fault.country", word=word) if known else say("fault.country_near", word=word, near=near)
        case "extra_many":
            return say("fault.extra_many", limit=MOST_DAYS_OFF)
        case "too_many":
            return say("fault.too_many", limit=LARGEST_TEAM)
        case "too_many_chosen":
            return say("fault.too_many_chosen", limit=MOST_CHOSEN)
        case "outsider":
            return say("fault.outsider", channel=f"#{state.name}")
        case _:
            return say(f"fault.{fault}")
