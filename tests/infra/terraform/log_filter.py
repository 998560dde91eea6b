"""Evaluates the part of Cloud Logging's query language that our alerts and metrics use.

https://cloud.google.com/logging/docs/view/logging-query-language: comparisons of a field and a value (``=``, ``!=``,
``=~``, ``!~``, ``:``, ``<``, ``<=``, ``>``, ``>=``), AND, OR, NOT and brackets. A query with AND and OR side by side
and no brackets is refused: a reader would have to know which binds more.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

SEVERITIES = ("DEFAULT", "DEBUG", "INFO", "NOTICE", "WARNING", "ERROR", "CRITICAL", "ALERT", "EMERGENCY")
TOKEN = re.compile(
    r"\s*(?:(?P<bracket>[()])|(?P<word>AND|OR|NOT)\b|(?P<field>[A-Za-z_][\w.@/-]*)\s*(?P<how>=~|!~|!=|>=|<=|=|:|>|<)\s*"
    r'(?P<value>"(?:[^"\\]|\\.)*"|[\w.:-]+))'
)
Entry = Mapping[str, Any]
Test = Callable[[Entry], bool]


def entry(line: str, service: str) -> Entry:
    """The log entry that Cloud Logging makes of a line of a function's output."""
    common = {"resource": {"type": "cloud_run_revision", "labels": {"service_name": service}}}
    try:
        fields = json.loads(line)
    except ValueError:
        return {**common, "severity": "DEFAULT", "textPayload": line}
    severity = fields.pop("severity", "DEFAULT")
    if set(fields) == {"message"}:  # a message alone becomes the text
        return {**common, "severity": severity, "textPayload": fields["message"]}
    return {**common, "severity": severity, "jsonPayload": fields}


def query(text: str) -> Test:
    """The query as a test of an entry. Raises ValueError where it is none."""
    tokens = list(_tokens(text))
    test = _sequence(tokens)
    if tokens:
        raise ValueError(f"left over: {tokens}")
    return test


def _tokens(text: str) -> Iterator[re.Match[str]]:
    at = 0
    while text[at:].strip():
        found = TOKEN.match(text, at)
        if found is None:
            raise ValueError(f"not understood: {text[at : at + 40]!r}")
        yield found
        at = found.end()


def _sequence(tokens: list[re.Match[str]]) -> Test:
    tests, words = [_one(tokens)], set()
    while tokens and tokens[0]["word"] in ("AND", "OR"):
        words.add(tokens.pop(0)["word"])
        tests.append(_one(tokens))
    if len(words) > 1:
        raise ValueError("AND and OR without brackets")
    together = any if words == {"OR"} else all
    return lambda entry: together(test(entry) for test in tests)


def _one(tokens: list[re.Match[str]]) -> Test:
    if not tokens:
        raise ValueError("it ends too early")
    token = tokens.pop(0)
    if token["word"] == "NOT":
        negated = _one(tokens)
        return lambda entry: not negated(entry)
    if token["bracket"] == "(":
        inside = _sequence(tokens)
        if not tokens or tokens.pop(0)["bracket"] != ")":
            raise ValueError("a bracket is open")
        return inside
    if not token["field"]:
        raise ValueError(f"out of place: {token[0]}")
    return _comparison(token["field"], token["how"], _value(token["value"]))


def _value(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1]) if text.startswith('"') else text


def _comparison(field: str, how: str, value: str) -> Test:
    def holds(entry: Entry) -> bool:
        found = _find(entry, field.split("."))
        if found is None:  # a missing field matches only a negated comparison
            return how in ("!=", "!~")
        return _holds(field, found, how, value)

    return holds


def _find(entry: Any, path: list[str]) -> Any:
    for name in path:
        if not isinstance(entry, Mapping) or name not in entry:
            return None
        entry = entry[name]
    return entry


def _holds(field: str, found: Any, how: str, value: str) -> bool:
    match how:
        case "=~" | "!~":
            return bool(re.search(value, str(found))) == (how == "=~")
        case ":":
            return value.lower() in str(found).lower()
        case "=" | "!=":
            return (str(found).lower() == value.lower()) == (how == "=")
    ranked = field == "severity"
    left, right = (float(SEVERITIES.index(each) if ranked else each) for each in (found, value))
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[how]
