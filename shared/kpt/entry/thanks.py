"""Whom an entry thanks: those who helped with its Keep.

A submission calls no Slack method, so these rules only see ids. Whether an id is a person's is checked when the entry
is announced (usecases/entry/thanks.py).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MOST_THANKED = 5
USER_ID = re.compile(r"[UW][A-Z0-9]{1,20}")
"""The form of Slack's account ids."""


@dataclass(frozen=True)
class Thanks:
    """The people in a form: ``chosen`` in it; and ``unseen``, whom the entry thanked and the form could not show, so
    that nobody can have removed them."""

    chosen: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()


NO_THANKS = Thanks()


def thanks_after(given: Thanks, before: Sequence[str], *, shown: bool) -> tuple[str, ...]:
    """Whom the entry thanks after a form was sent. ``before``: whom it thanked. ``shown``: the person saw the stored
    entry, and so may have removed somebody."""
    if not given.chosen and not shown:
        return tuple(before)
    stay = (user for user in given.unseen if user in before)
    return tuple(dict.fromkeys((*given.chosen, *stay)))[:MOST_THANKED]


def everybody_thanked(thanked: Iterable[str], thanks: Iterable[str]) -> tuple[str, ...]:
    """Everybody whom an entry ever thanked, so that messages to them can be updated when thanks are removed."""
    return tuple(dict.fromkeys((*thanked, *thanks)))
