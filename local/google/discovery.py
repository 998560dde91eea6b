"""Checks requests and answers against Google's own description of its Sheets API.

The description comes with ``google-api-python-client``, a development dependency. Where that is not installed, nothing
is checked.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

PLACE = "discovery_cache/documents/sheets.v4.json"
EVERYWHERE = ("fields", "alt", "key", "prettyPrint", "quotaUser")
"""Query parameters of all of Google's methods."""


@dataclass(frozen=True)
class Method:
    """A method of the API: its name, such as ``spreadsheets.batchUpdate``, and the values in the request's path."""

    name: str
    values: Mapping[str, str]
    about: Mapping[str, Any]


class Broken(Exception):
    """A request that Google would refuse, with Google's message."""


@cache
def document() -> Mapping[str, Any]:
    """Google's description; empty where it is not installed."""
    package = find_spec("googleapiclient")
    if package is None or not package.submodule_search_locations:
        return {}
    found: Mapping[str, Any] = json.loads((Path(package.submodule_search_locations[0]) / PLACE).read_text("utf-8"))
    return found


@cache
def _methods() -> list[tuple[re.Pattern[str], str, str, Mapping[str, Any]]]:
    return list(_all_methods(document()))


def _all_methods(resource: Mapping[str, Any], before: str = "") -> Iterator[tuple[re.Pattern[str], str, str, Any]]:
    for name, about in resource.get("methods", {}).items():
        path = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/:]+)", re.escape(about["path"]))
        yield re.compile(f"/{path}"), about["httpMethod"], before + name, about
    for name, inside in resource.get("resources", {}).items():
        yield from _all_methods(inside, f"{before}{name}.")


def method_of(verb: str, path: str) -> Method | None:
    """The method that a request calls; None where there is none."""
    for pattern, of_verb, name, about in _methods():
        if of_verb == verb and (match := pattern.fullmatch(path)):
            return Method(name, match.groupdict(), about)
    return None


def check_query(method: Method, query: Mapping[str, list[str]]) -> None:
    """Check that the method has every parameter, that its value is allowed, and that ``fields`` names fields of the
    answer."""
    known = method.about["parameters"]
    for name, values in query.items():
        if name not in known and name not in EVERYWHERE:
            raise Broken(f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter.')
        for value in values if name in known else ():
            allowed = known[name].get("enum")
            if allowed and value not in allowed:
                raise Broken(f"Invalid value at '{name}': {value!r}")
    for mask in query.get("fields", ()):
        check_mask(method.about["response"]["$ref"], mask, "fields")


def check_body(method: Method, body: Any) -> None:
    """Check that the body is one that the method takes."""
    wanted = method.about.get("request")
    if wanted is None:
        if body is not None:
            raise Broken("Request has a body, and the method takes none.")
        return
    check(wanted["$ref"], body, "")


def check(schema: str, value: Any, where: str, *, answer: bool = False) -> None:
    """Check a value against a schema: no unknown field, no wrong type, no unknown value of an enumeration.

    A request may not set read-only fields; an ``answer`` may.
    """
    _check({"$ref": schema}, value, where, answer)


def _check(about: Mapping[str, Any], value: Any, where: str, answer: bool) -> None:
    if name := about.get("$ref"):
        about = {"type": "object", **document()["schemas"][name]}
    read_only = about.get("readOnly") or "read-only" in about.get("description", "")
    if read_only and not answer:
        raise Broken(f"Invalid value at '{where}': it is read-only")
    kind, good = about["type"], True
    if kind == "object":
        good = isinstance(value, dict)
        for key, inside in value.items() if good else ():
            place = f"{where}.{key}" if where else key
            inner = about.get("properties", {}).get(key) or about.get("additionalProperties")
            if inner is None:
                raise Broken(f"Invalid JSON payload received. Unknown name \"{key}\" at '{where}': Cannot find field.")
            _check(inner, inside, place, answer)
    elif kind == "array":
        good = isinstance(value, list)
        for number, inside in enumerate(value) if good else ():
            _check(about["items"], inside, f"{where}[{number}]", answer)
    elif kind == "string":
        good = isinstance(value, str) and value in about.get("enum", [value])
    elif kind == "boolean":
        good = isinstance(value, bool)
    elif kind == "integer":
        good = isinstance(value, int) and not isinstance(value, bool) and -(2**31) <= value < 2**31
    elif kind == "number":
        good = isinstance(value, int | float) and not isinstance(value, bool)
    if not good:
        raise Broken(f"Invalid value at '{where}' ({about.get('format', kind)}), {value!r:.60}")


def check_mask(schema: str, mask: str, where: str) -> None:
    """Check that each path of a field mask names a field of the schema."""
    for path in mask.split(","):
        about: Mapping[str, Any] = {"$ref": schema}
        for name in path.split(".") if path != "*" else ():
            while "items" in about:
                about = about["items"]
            inside = document()["schemas"][about["$ref"]]["properties"] if "$ref" in about else {}
            if name not in inside:
                raise Broken(f"Invalid field mask at '{where}': {path}")
            about = inside[name]


def masked(value: Any, mask: str) -> Any:
    """The part of an answer that a field mask selects."""
    tree: dict[str, Any] = {}
    for path in mask.split(","):
        branch = tree
        for name in path.split("."):
            branch = branch.setdefault(name, {})
    return _cut(value, tree)


def _cut(value: Any, tree: Mapping[str, Any]) -> Any:
    if not tree or "*" in tree:
        return value
    if isinstance(value, list):
        return [_cut(each, tree) for each in value]
    return {name: _cut(value[name], inside) for name, inside in tree.items() if name in value}
