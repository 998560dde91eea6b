"""Checks the options of menus, radio buttons and checkboxes."""

from typing import Any

from local.slack.limits.texts import Problems, items, keys, problem, string, text_object, url


def options(
    owner: dict[str, Any], at: str, fewest: int, most: int, *, mrkdwn: bool = False, links: bool = False
) -> Problems:
    """Check a list of options. ``links``: each may have a url, as in an overflow menu."""
    here = f"{at}/options"
    wrong = list(items(owner.get("options"), here, fewest, most))
    yield from wrong
    for place, option in enumerate([] if wrong else owner["options"]):
        yield from _option(option, f"{here}/{place}", mrkdwn=mrkdwn, links=links)


def groups(owner: dict[str, Any], at: str) -> Problems:
    """Check groups of options, which replace options."""
    here = f"{at}/option_groups"
    if "options" in owner:
        yield problem("must have either options or option_groups", at)
    wrong = list(items(owner["option_groups"], here, 1, 100))
    yield from wrong
    for place, group in enumerate([] if wrong else owner["option_groups"]):
        unlike = list(keys(group, f"{here}/{place}", "label options"))
        yield from unlike
        if not unlike:
            yield from text_object(group["label"], f"{here}/{place}/label", 75, plain=True)
            yield from options(group, f"{here}/{place}", 1, 100)


def initial_options(owner: dict[str, Any], at: str, key: str) -> Problems:
    """Check that the initial choice, under this key, is among the options, which were checked before."""
    if key not in owner:
        return
    chosen = owner[key] if key == "initial_options" else [owner[key]]
    within = [owner] if "options" in owner else owner["option_groups"]
    known = [option for each in within for option in each["options"]]
    wrong = list(items(chosen, f"{at}/{key}", 1, 100))
    yield from wrong
    if not wrong and any(option not in known for option in chosen):
        yield problem(f"{key} must be among the options", f"{at}/{key}")


def _option(option: Any, at: str, *, mrkdwn: bool, links: bool) -> Problems:
    wrong = list(keys(option, at, "text value", "description url" if links else "description"))
    yield from wrong
    if wrong:
        return
    yield from text_object(option["text"], f"{at}/text", 75, plain=not mrkdwn)
    yield from string(option["value"], f"{at}/value", 150)
    if "description" in option:
        yield from text_object(option["description"], f"{at}/description", 75, plain=not mrkdwn)
    if "url" in option:
        yield from url(option["url"], f"{at}/url")
