"""What Slack accepts as a manifest: the parts of its schema 2.0.0 that concern ours, and rules beside it.

https://github.com/slackapi/manifest-schema, schemas/manifest.schema.2.0.0.json. A manifest may have no name that the
schema lacks: ``additionalProperties`` is false throughout.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Text:
    """A text of so many characters."""

    most: int
    least: int = 0
    pattern: str = ""
    one_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Items:
    """A list of so many items."""

    each: "Rule"
    most: int
    least: int = 0
    unique: bool = False


@dataclass(frozen=True)
class Group:
    """An object with these names and no others, of which some are needed."""

    known: Mapping[str, "Rule"]
    needed: frozenset[str] = field(default_factory=frozenset)


Rule = Text | Items | Group | type
ADDRESS = Text(3000, pattern=r"https?://")
SCOPES = Items(Text(50), 255)
EVENTS = Items(Text(50), 100, unique=True)
COMMAND = Group(
    {
        "command": Text(32, 2, r"/"),
        "url": ADDRESS,
        "description": Text(2000, 1),
        "usage_hint": Text(1000, 1),
        "should_escape": bool,
    },
    frozenset({"command", "description"}),
)
SHORTCUT = Group(
    {
        "name": Text(24, 1),
        "type": Text(7, one_of=("message", "global")),
        "callback_id": Text(255, 1),
        "description": Text(150, 1),
    },
    frozenset({"name", "type", "callback_id", "description"}),
)
MANIFEST = Group(
    {
        "_metadata": Group({"major_version": int, "minor_version": int}),
        "display_information": Group(
            {
                "name": Text(35, 1),
                "description": Text(140, 1),
                "long_description": Text(4000, 175),
                "background_color": Text(7, 4, r"#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$"),
            },
            frozenset({"name"}),
        ),
        "features": Group(
            {
                "app_home": Group(
                    dict.fromkeys(
                        ("home_tab_enabled", "messages_tab_enabled", "messages_tab_read_only_enabled"),
                        bool,
                    )
                ),
                "bot_user": Group({"display_name": Text(80, 1), "always_online": bool}, frozenset({"display_name"})),
                "slash_commands": Items(COMMAND, 50, 1),
                "shortcuts": Items(SHORTCUT, 10, 1),
            }
        ),
        "oauth_config": Group(
            {"scopes": Group(dict.fromkeys(("bot", "bot_optional", "user", "user_optional"), SCOPES))}
        ),
        "settings": Group(
            {
                "event_subscriptions": Group({"request_url": ADDRESS, "bot_events": EVENTS}),
                "interactivity": Group({"is_enabled": bool, "request_url": ADDRESS}, frozenset({"is_enabled"})),
                "org_deploy_enabled": bool,
                "socket_mode_enabled": bool,
                "token_rotation_enabled": bool,
            }
        ),
    },
    frozenset({"display_information"}),
)


def refusals(manifest: Any) -> list[str]:
    """The reasons for which Slack would refuse a manifest; empty where it accepts it."""
    scopes = manifest.get("oauth_config", {}).get("scopes", {})
    return [*_against(MANIFEST, manifest, "manifest"), *_optional_alone(scopes), *_without_an_address(manifest)]


def _against(rule: Rule, value: Any, where: str) -> Iterator[str]:
    match rule:
        case Group(known, needed):
            if not isinstance(value, dict):
                yield f"{where} is no group"
                return
            yield from (f"{where}.{name} is missing" for name in sorted(needed - value.keys()))
            for name, inside in value.items():
                if name not in known:
                    yield f"{where}.{name} is not known"
                else:
                    yield from _against(known[name], inside, f"{where}.{name}")
        case Items(each, most, least, unique):
            if not isinstance(value, list) or not least <= len(value) <= most:
                yield f"{where} is no list of {least} to {most}"
                return
            if unique and len(set(value)) < len(value):
                yield f"{where} names something twice"
            for number, item in enumerate(value):
                yield from _against(each, item, f"{where}[{number}]")
        case Text():
            yield from _against_text(rule, value, where)
        case _:
            if type(value) is not rule:
                yield f"{where} is no {rule.__name__}"


def _against_text(rule: Text, value: Any, where: str) -> Iterator[str]:
    if not isinstance(value, str) or not rule.least <= len(value) <= rule.most:
        yield f"{where} is no text of {rule.least} to {rule.most} characters"
    elif not re.match(rule.pattern, value) or (rule.one_of and value not in rule.one_of):
        yield f"{where} is {value!r}"


def _optional_alone(scopes: Mapping[str, list[str]]) -> Iterator[str]:
    """https://docs.slack.dev/authentication/installing-with-oauth: an optional scope is in both lists."""
    for whose in ("bot", "user"):
        for scope in scopes.get(f"{whose}_optional", ()):
            if scope not in scopes.get(whose, ()):
                yield f"{scope} is optional and not in {whose}"


def _without_an_address(manifest: Mapping[str, Any]) -> Iterator[str]:
    """Without Socket Mode, Slack needs the URLs to which it sends."""
    settings = manifest.get("settings", {})
    if settings.get("socket_mode_enabled"):
        return
    for name in ("event_subscriptions", "interactivity"):
        if name in settings and "request_url" not in settings[name]:
            yield f"settings.{name} has no address"
    for command in manifest.get("features", {}).get("slash_commands", ()):
        if "url" not in command:
            yield f"{command.get('command')} has no address"
