"""What a form promised about its texts: which parts the team may see, and which only the author sees."""

from typing import Final, Literal, get_args

Part = Literal["keep", "problem", "try_"]
Promise = Literal["all", "keep", "keep+problem", "keep+try", "line", "silent"]
"""For a written day: the team sees all parts, the Keep only, or the Keep and one other part. In the last case the third
part's form called it private. For a quiet day: the channel shows a line, or nothing."""
PARTS: Final[tuple[Part, ...]] = get_args(Part)

_SHOWS: Final[dict[Promise, frozenset[Part]]] = {
    "all": frozenset(PARTS),
    "keep": frozenset({"keep"}),
    "keep+problem": frozenset({"keep", "problem"}),
    "keep+try": frozenset({"keep", "try_"}),
}


def parts_of(promised: Promise | None) -> frozenset[Part]:
    """The parts of a written day that the team may see. Without a stored promise that is the Keep only."""
    return _SHOWS.get(promised or "keep", _SHOWS["keep"])


def promise_of(parts: frozenset[Part]) -> Promise:
    """The promise that shows these parts and the Keep."""
    with_the_keep = parts | _SHOWS["keep"]
    return next(promise for promise, shows in _SHOWS.items() if shows == with_the_keep)
