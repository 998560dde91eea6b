"""Makes a ``TeamSettings`` of what was typed and chosen in the settings form."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import time
from difflib import get_close_matches
from typing import Any, assert_never
from unicodedata import normalize
from zoneinfo import available_timezones

from shared.i18n.countries import country_named
from shared.i18n.places import city_in_japanese, place_meant
from shared.kpt.ids import SLACK_ID
from shared.kpt.team.settings_table import SETTINGS, Setting, TeamSettings
from shared.kpt.team.team_settings import marks
from shared.kpt.text.visible import bare
from shared.slack.blocks.form_metadata import NotOurs
from shared.slack.requests.inbound import Submission, Value

NONE = frozenset({"none", "no", "-", "–", "なし", "無し"})
"""Words for *none*: an emptied field alone might be one that Slack did not send."""

NEAR = 0.6
"""How similar a zone's name has to be to be proposed, from 0 to 1."""


def wanted_from(
    submission: Submission, before: TeamSettings, *, shown: bool, filled: Mapping[str, str]
) -> TeamSettings:
    """The submitted settings. A field that is missing or null stays as it is: in a view that was updated, Slack has
    sent null for untouched fields. Only in a form that was opened filled (``shown``) does an emptied text mean *none*.
    A field that says the same as when the form was opened (``filled``) stays, too: somebody else may have changed the
    setting meanwhile.

    An impossible value is taken as it was typed, and ``faults`` names it. Raises ``NotOurs`` for what no form of ours
    sends.
    """
    sent: dict[str, Any] = {}
    for name, setting in SETTINGS.items():
        value = submission.values.get(name)
        if value is None and not (shown and name in submission.values and setting.kind in _MAY_BE_EMPTY):
            continue
        if value == () and not shown and setting.kind == "weekdays":
            continue  # where a person sees the ticks, Slack submits no form without one
        sent[name] = _read(setting, value)
    said = marks(replace(before, **sent))
    return replace(before, **{name: value for name, value in sent.items() if filled.get(name) != said[name]})


def with_more(before: TeamSettings, more: Mapping[str, str]) -> TeamSettings:
    """The settings with those values that a form carried. Raises ``NotOurs`` for what no form of ours carries."""
    if not SETTINGS.keys() >= more.keys():
        raise NotOurs("more")
    said: dict[str, Any] = {name: _read(SETTINGS[name], value) for name, value in more.items()}
    return replace(before, **said)


_MAY_BE_EMPTY = frozenset({"country", "days"})


def _read(setting: Setting, value: Value) -> object:
    """What was chosen or typed, by its kind."""
    match setting.kind:
        case "choice":
            if value not in setting.values:
                raise NotOurs(setting.name)
            return value
        case "time":
            return _time(_one(value))
        case "weekday":
            return _weekday(_one(value))
        case "weekdays":
            return tuple(sorted({_weekday(text) for text in _several(value)}))
        case "people":
            return tuple(dict.fromkeys(_person(text) for text in _several(value)))
        case "place":
            return zone_named(_one(value))
        case "country":
            return _country(_one(value))
        case "days":
            return days_off(_one(value))
        case _:
            assert_never(setting.kind)


def _several(value: Value) -> tuple[str, ...]:
    if not isinstance(value, tuple):
        raise NotOurs("several")
    return value


def _one(value: Value) -> str:
    if isinstance(value, tuple):
        raise NotOurs("one")
    return bare(value or "")


def _weekday(text: str) -> int:
    if text not in set("0123456"):
        raise NotOurs("weekday")
    return int(text)


def _person(text: str) -> str:
    if not SLACK_ID.fullmatch(text):
        raise NotOurs("person")
    return text


def _time(text: str) -> time:
    """A time. One that is not offered is taken, too: a team may have it already."""
    try:
        return time.fromisoformat(text)
    except ValueError as error:
        raise NotOurs("time") from error


def zone_named(text: str) -> str:
    """The IANA zone for a name in any case, for its last part, as ``tokyo``, or for 東京; else the text unchanged.

    ``GMT+9`` is not taken for ``Etc/GMT+9``, which is nine hours behind: POSIX counts westwards.
    """
    wanted = _city(text, whole=True)
    exact = {zone.casefold(): zone for zone in available_timezones()}
    return exact.get(wanted) or _by_city().get(wanted) or city_in_japanese(text) or text


def near_zone(text: str) -> str:
    """The zone to propose: for an abbreviation, an offset, or a name that is similar to the text. Empty where there is
    none."""
    if meant := place_meant(text):
        return meant
    by_city = _by_city()
    near = get_close_matches(_city(text), by_city, n=1, cutoff=NEAR)
    return by_city[near[0]] if near else ""


def _city(text: str, *, whole: bool = False) -> str:
    name = normalize("NFKC", text).strip().replace(" ", "_").casefold()
    return name if whole else name.rpartition("/")[2]


def _by_city() -> dict[str, str]:
    """Zones by their last part; where several have the same last part, the first in the alphabet."""
    zones = sorted((z for z in available_timezones() if "/" in z and not z.startswith("Etc/")), reverse=True)
    return {zone.rpartition("/")[2].casefold(): zone for zone in zones}


def _country(text: str) -> str:
    if not text or text.casefold() in NONE:
        return ""
    return country_named(text) or text


def days_off(text: str) -> tuple[str, ...]:
    """Days such as ``12-29, 2026-08-13``, as people write them: with slashes, without leading zeros, 12月29日."""
    if text.casefold() in NONE:
        return ()
    text = normalize("NFKC", text)
    return tuple(dict.fromkeys(_day_off(part) for part in re.split(r"[\s,、;]+", text) if part))


def _day_off(text: str) -> str:
    found = re.fullmatch(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?", text)
    if not found:
        return text[:40]
    year, month, day = found.groups()
    return "-".join((*([year] if year else []), f"{int(month):02}", f"{int(day):02}"))
