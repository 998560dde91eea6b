"""Whom an entry thanks: who helped with what its Keep says.

A submission asks Slack nothing, so only ids are looked at here. Whether a person is behind one is found out once the
entry is announced (usecases/entry/thanks.py).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MOST_THANKED = 5
USER_ID = re.compile(r"[UW][A-Z0-9]{1,20}")
"""An account's id, as Slack gives them."""


@dataclass(frozen=True)
class Thanks:
    """What a form brings: the people that were ``chosen`` in it, and the ``unseen``: those whom the entry thanked and
    whom the form could not show. Nobody has taken these out."""

    chosen: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()


NO_THANKS = Thanks()


def thanks_after(given: Thanks, before: Sequence[str], *, shown: bool) -> tuple[str, ...]:
    """Whom the entry thanks after a form. ``before`` is whom it thanked; ``shown``: the person saw what was stored, and
    so may have taken somebody out."""
    if not given.chosen and not shown:
        return tuple(before)
    stay = (user for user in given.unseen if user in before)
    return tuple(dict.fromkeys((*given.chosen, *stay)))[:MOST_THANKED]


def everybody_thanked(thanked: Iterable[str], thanks: Iterable[str]) -> tuple[str, ...]:
    """Everybody whom an entry ever thanked, so that what shows it follows when thanks are taken back."""
    return tuple(dict.fromkeys((*thanked, *thanks)))
