"""The spreadsheet that somebody means: by the link that they copied, or by its id alone."""

import re
import unicodedata
from typing import Final, Literal
from urllib.parse import urlsplit

LinkFault = Literal["no_link", "of_a_document", "of_a_file", "published"]
"""Why it is none: there is no link; it leads to a text document or to slides; to a file in Drive, which Excel's are;
to the copy that was published on the web."""
LONGEST: Final = 3000
"""Characters of a link: what a field of Slack's may hold."""

_ID: Final = re.compile(r"[A-Za-z0-9_-]{20,100}", re.ASCII)
_PATH: Final = re.compile(r"(?:/a/[^/]+)?/(?P<what>[a-z]+)(?:/u/\d+)?/d/(?P<id>[^/]+)(?:/.*)?", re.ASCII)
_FILE: Final = re.compile(r"(?:/a/[^/]+)?/file(?:/u/\d+)?/d/.*", re.ASCII)


def spreadsheet_in(text: str) -> str | LinkFault:
    """The id of the spreadsheet, or why there is none; ``is_fault`` tells them apart. Nothing is fetched from it."""
    typed = unicodedata.normalize("NFKC", text[:LONGEST]).strip().strip("<>").partition("|")[0].strip()
    if _ID.fullmatch(typed):
        return typed
    link = _split(typed if "://" in typed else f"https://{typed}")
    if link is None:
        return "no_link"
    host, path, query = link
    if host == "drive.google.com":
        return _of_drive(path, query)
    found = _PATH.fullmatch(path) if host == "docs.google.com" else None
    if found is None:
        return "no_link"
    if found["what"] != "spreadsheets":
        return "of_a_document"
    if found["id"] == "e":
        return "published"
    return found["id"] if _ID.fullmatch(found["id"]) else "no_link"


def is_fault(found: str) -> bool:
    """Whether this is a reason and no id: an id has twenty characters at least."""
    return len(found) < 20


def address_of(spreadsheet: str, tab: int) -> str:
    """Where a tab of a spreadsheet is opened."""
    return f"https://docs.google.com/spreadsheets/d/{spreadsheet}/edit#gid={tab}"


def _split(typed: str) -> tuple[str, str, str] | None:
    try:
        parts = urlsplit(typed)
        return (parts.hostname or "", parts.path, parts.query) if parts.scheme in ("http", "https") else None
    except ValueError:
        return None


def _of_drive(path: str, query: str) -> str | LinkFault:
    """A link of Drive's does not say what the file is: ``open?id=`` is tried, ``/file/d/`` is never a Google Sheet."""
    opened = path.rstrip("/").endswith(("/open", "/uc"))
    named = next((part[3:] for part in query.split("&") if part.startswith("id=")), "") if opened else ""
    if _ID.fullmatch(named):
        return named
    return "of_a_file" if _FILE.fullmatch(path) else "no_link"
