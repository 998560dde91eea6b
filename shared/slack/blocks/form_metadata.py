"""Packs and unpacks what buttons and forms carry, so that a click can be answered without the store.

Slack sends it back signed. It says what is wanted; whether the person may do it is decided from the store.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shared.kpt.day import zone_exists
from shared.kpt.entry.form_seed import LONGEST_TRY, FormSeed
from shared.kpt.entry.line import LINE_ID, MOST_LINES
from shared.kpt.entry.thanks import MOST_THANKED, USER_ID
from shared.kpt.ids import TEAM_ID, Language
from shared.kpt.text.pages import length
from shared.slack.blocks.text import whole

LONGEST_VALUE = 2000
"""Characters in a button's value (https://docs.slack.dev/reference/block-kit/block-elements/button-element)."""
LONGEST_METADATA = 3000
"""Characters in a form's ``private_metadata`` (https://docs.slack.dev/reference/views/modal-views)."""
LONGEST_NAME = 100
"""Characters of a channel's name; Slack allows 80."""
MOST_OTHERS = 99
"""A list of options has a hundred at most (https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element)."""


class NotOurs(ValueError):
    """A value that no button or form of ours carries."""


@dataclass(frozen=True)
class FormState:
    """What an open form carries: its seed, and how much of the stored entry the person saw in it."""

    seed: FormSeed
    via: str
    revision: int = 0
    shown: bool = False
    kept: tuple[str, ...] = ()
    """The ids of the kept lines with which the form was filled."""
    updated: bool = False
    """Whether ``views.update`` filled the form: then null may mean that nobody touched a field."""
    unseen: tuple[str, ...] = ()
    """The thanked people whom the form does not show."""


def pack(seed: FormSeed) -> str:
    """A button's value, without the kept lines."""
    return _fitting(_seed_fields(seed), seed.others, LONGEST_VALUE)


def pack_to_write(seed: FormSeed) -> str:
    """The value of *Write*. It holds the kept lines where all of them fit, else a note that they are in the store."""
    if not seed.kept:
        return pack(seed)
    fields = _seed_fields(seed)
    carried = {**fields, "lines": dict(seed.kept)}
    room = LONGEST_VALUE - 1
    if length(_dumps({**carried, "others": dict(seed.others)} if seed.others else carried)) <= room:
        return _fitting(carried, seed.others, LONGEST_VALUE)
    return _fitting({**fields, "lines": True}, seed.others, LONGEST_VALUE)


def unpack(value: str, workspace: str) -> FormSeed:
    """Unpack a button's value, pressed in this workspace. Raises ``NotOurs``."""
    return _seed(read(value), workspace)


def pack_state(state: FormState) -> str:
    """A form's ``private_metadata``."""
    seen: dict[str, Any] = {"via": state.via, "revision": state.revision, "shown": state.shown}
    if state.kept:
        seen |= {"kept": list(state.kept), "updated": state.updated}
    if state.unseen:
        seen["unseen"] = list(state.unseen)
    return _fitting({**_seed_fields(state.seed), **seen}, state.seed.others, LONGEST_METADATA)


def unpack_state(metadata: str, workspace: str) -> FormState:
    """Unpack a form's ``private_metadata``, submitted in this workspace. Raises ``NotOurs``."""
    fields = read(metadata)
    revision = fields.get("revision", 0)
    if not isinstance(revision, int):
        raise NotOurs("revision")
    return FormState(
        _seed(fields, workspace),
        _text(fields.get("via", ""))[:40],
        revision,
        shown=fields.get("shown") is True,
        kept=_ids(fields.get("kept", [])),
        updated=fields.get("updated") is True,
        unseen=_users(fields.get("unseen", [])),
    )


def with_unseen(metadata: str, users: Sequence[str]) -> str:
    """The ``private_metadata`` of the same form without these people."""
    fields = read(metadata)
    return _dumps({**fields, "unseen": [*users, *_users(fields.get("unseen", []))]})


def _users(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > MOST_THANKED:
        raise NotOurs("people")
    return tuple(user_from(each) for each in value)


def user_from(value: object) -> str:
    """The id of an account; raises ``NotOurs``."""
    if not (isinstance(value, str) and USER_ID.fullmatch(value)):
        raise NotOurs("person")
    return value


def _seed_fields(seed: FormSeed) -> dict[str, Any]:
    return {
        "team": seed.team,
        "day": seed.day.isoformat(),
        "language": seed.language,
        "channel": seed.channel_name[:LONGEST_NAME],
        "zone": seed.zone,
        "keep_only": seed.only_keep_is_shown,
        "announced": seed.is_announced,
        "try": seed.last_try[:LONGEST_TRY],
        **_try_fields(seed),
    }


def _try_fields(seed: FormSeed) -> dict[str, Any]:
    """The day, team and privacy of the offered Try. The team is left out where it is the form's own."""
    offered = seed.try_before
    if offered is None:
        return {}
    team = {} if offered.team == seed.team else {"try_team": offered.team}
    private = {"try_private": True} if offered.private else {}
    return {"try_day": offered.day.isoformat(), **team, **private}


def _fitting(fields: dict[str, Any], others: Mapping[str, str], room: int) -> str:
    """The fields as JSON with as many of the other teams as fit into ``room`` UTF-16 units."""
    packed, fitting = _dumps(fields), {}
    for team, name in others.items():
        fitting[team] = name[:LONGEST_NAME]
        more = _dumps({**fields, "others": fitting})
        if length(more) >= room or len(fitting) > MOST_OTHERS:
            break
        packed = more
    return packed


def team_from(value: object, workspace: str) -> str:
    """The id of a team in this workspace. Raises ``NotOurs`` for a team in another one."""
    if not (isinstance(value, str) and TEAM_ID.fullmatch(value) and value.startswith(f"{workspace}-")):
        raise NotOurs("team")
    return value


def _seed(fields: dict[str, Any], workspace: str) -> FormSeed:
    zone, language = fields.get("zone"), fields.get("language")
    team = team_from(fields.get("team"), workspace)
    if not (isinstance(zone, str) and zone_exists(zone)):
        raise NotOurs("zone")
    if language not in ("ja", "en"):
        raise NotOurs("language")
    try_day = fields.get("try_day")
    return FormSeed(
        team=team,
        day=_day(fields.get("day")),
        language="ja" if language == "ja" else "en",
        channel_name=_text(fields.get("channel", ""))[:LONGEST_NAME],
        zone=zone,
        only_keep_is_shown=fields.get("keep_only") is True,
        is_announced=fields.get("announced") is not False,
        last_try=_text(fields.get("try", ""))[:LONGEST_TRY],
        others=_others(fields.get("others", {}), workspace),
        try_team=team_from(fields.get("try_team", team), workspace) if try_day else "",
        try_day=_day(try_day) if try_day else None,
        try_is_private=fields.get("try_private") is True,
        kept=_lines(fields.get("lines", {})),
        kept_in_store=fields.get("lines") is True,
    )


def _lines(value: object) -> dict[str, str]:
    if value is True:
        return {}
    if not isinstance(value, dict):
        raise NotOurs("lines")
    return dict(zip(_ids(list(value)), map(_text, value.values()), strict=True))


def _ids(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > MOST_LINES:
        raise NotOurs("lines")
    return tuple(line_from(each) for each in value)


def line_from(value: object) -> str:
    """The id of a kept line; raises ``NotOurs``."""
    if not (isinstance(value, str) and LINE_ID.fullmatch(value)):
        raise NotOurs("line")
    return value


def _others(value: object, workspace: str) -> dict[str, str]:
    if not isinstance(value, dict) or len(value) > MOST_OTHERS:
        raise NotOurs("others")
    return {team_from(team, workspace): _text(name)[:LONGEST_NAME] for team, name in value.items()}


def _day(text: object) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError as error:
        raise NotOurs("day") from error


@dataclass(frozen=True)
class RoundPress:
    """What a button of the round carries: the team, its session, and the round's step when the button was shown."""

    team: str
    session: date
    step: int


def pack_round(of: RoundPress, **more: str) -> str:
    """The value of a button of the round, or of an option of its menu: then ``more`` says what the option does."""
    return _dumps({"team": of.team, "session": of.session.isoformat(), "step": of.step, **more})


def unpack_round(value: str, workspace: str) -> tuple[RoundPress, str]:
    """Unpack a button's value of the round, and the option that was chosen in its menu. Raises ``NotOurs``."""
    fields = read(value)
    step = fields.get("step")
    if not isinstance(step, int) or isinstance(step, bool):
        raise NotOurs("step")
    press = RoundPress(team_from(fields.get("team"), workspace), _day(fields.get("session")), step)
    return press, _text(fields.get("press", ""))


def language_in(metadata: str) -> Language:
    """The language in a view's metadata; English where there is none."""
    try:
        return "ja" if read(metadata).get("language") == "ja" else "en"
    except NotOurs:
        return "en"


def via_in(metadata: str) -> str:
    """What opened the form with this metadata; empty where the metadata is not ours."""
    try:
        return _text(read(metadata).get("via", ""))
    except NotOurs:
        return ""


def day_from(text: object) -> date:
    """A day chosen from a list. Raises ``NotOurs``."""
    return _day(text)


def _dumps(fields: dict[str, Any]) -> str:
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def _text(value: object) -> str:
    return whole(str(value))


def read(text: str) -> dict[str, Any]:
    """Read the JSON object that a button or form of ours carried. Raises ``NotOurs``."""
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotOurs("no JSON") from error
    if not isinstance(fields, dict):
        raise NotOurs("no object")
    return fields
