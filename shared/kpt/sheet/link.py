"""Reads which spreadsheet somebody means: from the link that they copied, or from its id alone."""

import re
import unicodedata
from typing import Final, Literal
from urllib.parse import urlsplit

LinkFault = Literal["no_link", "of_a_document", "of_a_file", "published"]
"""Why a text names no spreadsheet: it is no link; it leads to a text document or slides, to a file in Drive (as Excel's
are), or to the copy that was published on the web."""
LONGEST: Final = 3000
"""Characters of a link: a field of Slack's may hold so many."""

_ID: Final = re.compile(r"[A-Za-z0-9_-]{20,100}", re.ASCII)
_PATH: Final = re.compile(r"(?:/a/[^/]+)?/(?P<what>[a-z]+)(?:/u/\d+)?/d/(?P<id>[^/]+)(?:/.*)?", re.ASCII)
_FILE: Final = re.compile(r"(?:/a/[^/]+)?/file(?:/u/\d+)?/d/.*", re.ASCII)


def spreadsheet_in(text: str) -> str | LinkFault:
    """The id of the spreadsheet, or the fault; ``is_fault`` tells them apart. It fetches nothing."""
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
    """Whether this is a fault, not an id: an id has at least twenty characters."""
    return len(found) < 20


def address_of(spreadsheet: str, tab: int) -> str:
    """The address that opens a tab of a spreadsheet."""
    return f"https://docs.google.com/spreadsheets/d/{spreadsheet}/edit#gid={tab}"


def _split(typed: str) -> tuple[str, str, str] | None:
    try:
        parts = urlsplit(typed)
        return (parts.hostname or "", parts.path, parts.query) if parts.scheme in ("http", "https") else None
    except ValueError:
        return None


def _of_drive(path: str, query: str) -> str | LinkFault:
    """Read a link of Drive's, which does not say what the file is. The id of ``open?id=`` may be a spreadsheet's;
    ``/file/d/`` is never a Google Sheet."""
    opened = path.rstrip("/").endswith(("/open", "/uc"))
    named = next((part[3:] for part in query.split("&") if part.startswith("id=")), "") if opened else ""
    if _ID.fullmatch(named):
        return named
    return "of_a_file" if _FILE.fullmatch(path) else "no_link"
