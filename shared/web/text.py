"""Renders what people typed as HTML: links and emoji as in Slack, all else literally."""

from markupsafe import Markup, escape

from shared.kpt.text.runs import Run, runs

_LINK = Markup('<a href="{url}" target="_blank" rel="noopener noreferrer">{text}</a>')
_CUSTOM = Markup('<span class="emoji">:{name}:</span>')


def marked_up(text: str) -> Markup:
    """A text as HTML. Only http and https become links."""
    return Markup("").join(_rendered(run) for run in runs(text))


def _rendered(run: Run) -> Markup:
    match run.kind:
        case "link":
            return _LINK.format(url=run.text, text=run.text)
        case "emoji":
            return _emoji(run.text)
        case "plain":
            return escape(run.text)


def _emoji(name: str) -> Markup:
    """An emoji by its Slack name. A workspace's custom emoji stays as it was typed."""
    import emoji  # imported late: a week without emoji does not need its table

    base, _, tone = name.partition("::skin-tone-")
    found = emoji.emojize(f":{base}:", language="alias")
    if found == f":{base}:":
        return _CUSTOM.format(name=name)
    skin = chr(0x1F3FB + int(tone) - 2) if tone in "23456" and tone else ""
    return escape(found + skin)
