"""What people typed, on a page: links and emoji as in Slack, all else literal, line by line."""

from markupsafe import Markup, escape

from shared.slack.blocks.text import literal

_LINK = Markup('<a href="{url}" target="_blank" rel="noopener noreferrer">{text}</a>')
_CUSTOM = Markup('<span class="emoji">:{name}:</span>')


def marked_up(text: str) -> Markup:
    """A text as HTML. Only http and https become links."""
    return Markup("").join(_drawn(element) for element in literal(text))


def _drawn(element: dict[str, str]) -> Markup:
    match element["type"]:
        case "link":
            return _LINK.format(url=element["url"], text=element["url"])
        case "emoji":
            return _emoji(element["name"])
        case _:
            return escape(element["text"])


def _emoji(name: str) -> Markup:
    """An emoji by Slack's name for it; a company's own stays as it is typed."""
    import emoji  # its table takes time that a week without one need not spend

    base, _, tone = name.partition("::skin-tone-")
    found = emoji.emojize(f":{base}:", language="alias")
    if found == f":{base}:":
        return _CUSTOM.format(name=name)
    skin = chr(0x1F3FB + int(tone) - 2) if tone in "23456" and tone else ""
    return escape(found + skin)
