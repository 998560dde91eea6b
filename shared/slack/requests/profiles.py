"""Makes a ``Profile`` of an account as Slack describes it in ``users.info`` and in the event ``user_change``."""

from typing import Any

from shared.i18n.countries import country_of
from shared.i18n.sentences import language_of
from shared.kpt.day import zone_exists
from shared.kpt.team.person import Profile
from shared.kpt.text.visible import is_visible
from shared.slack.blocks.text import whole

SLACKBOT = "USLACKBOT"


def profile_of(account: dict[str, Any], workspace: str, enterprise: str = "") -> Profile:
    """The profile of an account; ``is_person`` is False for bots, guests and outsiders. ``enterprise`` is the
    workspace's organisation, where it is known. ``user_change`` need not bring a locale."""
    user = str(account["id"])
    profile = account.get("profile") or {}
    zone = account.get("tz")
    zone = zone if isinstance(zone, str) and zone_exists(zone) else None
    names = (profile.get("display_name"), profile.get("real_name"), account.get("real_name"))
    name = next((whole(str(name)) for name in names if name and is_visible(str(name))), user)
    is_ours = user != SLACKBOT and not _is_outsider(account, workspace, enterprise)
    is_guest = any(account.get(flag) for flag in ("is_restricted", "is_ultra_restricted"))
    return Profile(
        user=user,
        name=name,
        picture=str(profile.get("image_72") or profile.get("image_48") or ""),
        language=language_of(account.get("locale")),
        time_zone=zone,
        country=country_of(zone) if zone else "",
        is_person=is_ours and not is_guest,
        status_text=whole(str(profile.get("status_text") or "")),
        status_emoji=str(profile.get("status_emoji") or ""),
        status_expires=_seconds(profile.get("status_expiration")),
        is_guest=is_ours and is_guest,
    )


def _seconds(expiration: object) -> int:
    return expiration if isinstance(expiration, int) else 0


def nobody(user: str) -> Profile:
    """The profile for an account that Slack does not know or does not show: nobody to write to."""
    return Profile(user, user, "", "en", None, "", is_person=False)


def enterprise_named(account: dict[str, Any]) -> str:
    """The id of the organisation that an account names; empty where it names none."""
    named = account.get("enterprise_user")
    return str(named.get("enterprise_id") or "") if isinstance(named, dict) else ""


def _is_outsider(account: dict[str, Any], workspace: str, enterprise: str) -> bool:
    """Whether an account is a bot, closed, or of another company. Another workspace of the same organisation is not
    outside."""
    of_ours = account.get("enterprise_user") and enterprise in ("", enterprise_named(account) or enterprise)
    other_company = account.get("team_id", workspace) != workspace and not of_ours
    flags = ("is_bot", "deleted", "is_stranger", "is_workflow_bot")
    return other_company or any(account.get(flag) for flag in flags)
