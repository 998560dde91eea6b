"""What a form promised of what was typed in it: which parts the team may see, and which stay the author's own."""

from typing import Final, Literal, get_args

Part = Literal["keep", "problem", "try_"]
Promise = Literal["all", "keep", "keep+problem", "keep+try", "line", "silent"]
"""Of a written day: all of it is shown, the Keep only, or the Keep and one of the others, where the other was written
under a form that called it private. Of a quiet day: it is shown as a line, or not at all."""
PARTS: Final[tuple[Part, ...]] = get_args(Part)

_SHOWS: Final[dict[Promise, frozenset[Part]]] = {
    "all": frozenset(PARTS),
    "keep": frozenset({"keep"}),
    "keep+problem": frozenset({"keep", "problem"}),
    "keep+try": frozenset({"keep", "try_"}),
}


def parts_of(promised: Promise | None) -> frozenset[Part]:
    """The parts of a written day that may be shown. Where nothing is known of a promise, it is the Keep only."""
    return _SHOWS.get(promised or "keep", _SHOWS["keep"])


def promise_of(parts: frozenset[Part]) -> Promise:
    """The promise that shows these parts, and the Keep."""
    with_the_keep = parts | _SHOWS["keep"]
    return next(promise for promise, shows in _SHOWS.items() if shows == with_the_keep)
