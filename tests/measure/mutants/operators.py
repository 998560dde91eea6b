"""The operators that make mutants: those of cosmic-ray, and five more kinds."""

from collections.abc import Iterable
from typing import Any, Final

import cosmic_ray.plugins
import parso
from cosmic_ray.operators.operator import Operator

PAIRS: Final = {
    "Comparison": "Eq_NotEq NotEq_Eq Lt_LtE LtE_Lt Gt_GtE GtE_Gt Lt_GtE LtE_Gt Gt_LtE GtE_Lt Is_IsNot IsNot_Is",
    "Binary": "Add_Sub Sub_Add Mul_FloorDiv FloorDiv_Mul Mod_Mul Div_Mul BitOr_BitAnd BitAnd_BitOr",
    "Unary": "Delete_Not Delete_USub",
}
"""The pairs of cosmic-ray that move a border or invert an operator. The same tests kill its hundreds of others."""
SINGLE: Final = (
    "AddNot",
    "ExceptionReplacer",
    "NumberReplacer",
    "RemoveDecorator",
    "ReplaceAndWithOr",
    "ReplaceBreakWithContinue",
    "ReplaceContinueWithBreak",
    "ReplaceFalseWithTrue",
    "ReplaceOrWithAnd",
    "ReplaceTrueWithFalse",
    "ZeroIterationForLoop",
)
SWAPPED: Final = {"min": "max", "max": "min", "any": "all", "all": "any"}
Position = tuple[tuple[int, int], tuple[int, int]]


def operators() -> dict[str, Any]:
    """All operators by name. Each has cosmic-ray's interface: ``mutation_positions(node)`` and ``mutate(node,
    index)``."""
    names = [f"Replace{kind}Operator_{pair}" for kind, pairs in PAIRS.items() for pair in pairs.split()]
    theirs = {name: cosmic_ray.plugins.get_operator(f"core/{name}")() for name in (*SINGLE, *names)}
    ours = (AlwaysOrNever(), DropClause(), DropCall(), DropKeyword(), SwapWord())
    return {**theirs, **{type(operator).__name__: operator for operator in ours}}


class AlwaysOrNever(Operator):  # type: ignore[misc]  # cosmic-ray has no types
    """Make a condition always or never true: ``if``, ``elif``, ``x if … else y``, and the ``if`` of a comprehension.
    (Tests of either side already kill a ``not`` before it.)"""

    def mutation_positions(self, node: Any) -> list[Position]:
        """Each condition twice: once for ``True``, once for ``False``."""
        return [_span(node.children[place]) for place in _conditions(node) for _ in range(2)]

    def mutate(self, node: Any, index: int) -> Any:
        """Replace the condition with ``True`` or ``False``."""
        node.children[_conditions(node)[index // 2]] = _parsed((" True", " False")[index % 2])
        return node

    @classmethod
    def examples(cls) -> Iterable[Any]:
        """No examples: tests/test_mutants.py tests the operators."""
        return ()


class DropClause(AlwaysOrNever):
    """Remove one clause of an ``and`` or an ``or``."""

    def mutation_positions(self, node: Any) -> list[Position]:
        """Each clause."""
        return [_span(clause) for clause in node.children[::2]] if node.type in ("and_test", "or_test") else []

    def mutate(self, node: Any, index: int) -> Any:
        """Remove the clause and the ``and`` or ``or`` beside it."""
        first = max(0, index * 2 - 1)
        rest = node.children[:first] + node.children[first + 2 :]
        return _parsed(f" {''.join(child.get_code() for child in rest).lstrip()}")


class DropCall(AlwaysOrNever):
    """Remove a call whose result nothing uses."""

    def mutation_positions(self, node: Any) -> list[Position]:
        """A statement that is only a call."""
        return [_span(node.children[0])] if node.type == "simple_stmt" and _is_call(node.children[0]) else []

    def mutate(self, node: Any, index: int) -> Any:  # noqa: ARG002 - the operator's interface
        """Replace the call with ``pass``."""
        before = node.children[0].get_first_leaf().prefix
        node.children[0] = parso.python.tree.Name("pass", node.start_pos, prefix=before)
        return node


class DropKeyword(AlwaysOrNever):
    """Remove a keyword argument."""

    def mutation_positions(self, node: Any) -> list[Position]:
        """Each keyword argument of a call."""
        return [_span(node.children[place]) for place in _keywords(node)]

    def mutate(self, node: Any, index: int) -> Any:
        """Remove the argument and the comma after it."""
        place = _keywords(node)[index]
        after = node.children[place + 1 : place + 2]
        comma = bool(after) and after[0].type == "operator" and after[0].value == ","
        del node.children[place : place + 1 + comma]
        return node


class SwapWord(AlwaysOrNever):
    """Swap ``min`` and ``max``, ``any`` and ``all``, ``in`` and ``not in``."""

    def mutation_positions(self, node: Any) -> list[Position]:
        """The function's name in a call, or the operator in a comparison."""
        if node.type == "name" and node.value in SWAPPED and _is_called(node):
            return [_span(node)]
        if node.type != "comparison":
            return []
        return [_span(child) for child in node.children[1::2] if _word(child) in ("in", "not in")]

    def mutate(self, node: Any, index: int) -> Any:
        """Replace it with its opposite."""
        if node.type == "name":
            node.value = SWAPPED[node.value]
            return node
        places = [place for place in range(1, len(node.children), 2) if _word(node.children[place]) in ("in", "not in")]
        other = "in" if _word(node.children[places[index]]) == "not in" else "not in"
        node.children[places[index]] = _parsed(f" {other}")
        return node


def _parsed(code: str) -> Any:
    return parso.parse(code)  # type: ignore[no-untyped-call]  # parso has no types


def _span(node: Any) -> Position:
    return node.start_pos, node.end_pos


def _conditions(node: Any) -> list[int]:
    """The indexes of the node's children that are conditions."""
    if node.type == "if_stmt":
        return [place + 1 for place, child in enumerate(node.children) if _word(child) in ("if", "elif")]
    if node.type == "test":
        return [2]
    return [1] if node.type == "comp_if" else []


def _keywords(node: Any) -> list[int]:
    if node.type not in ("arglist", "trailer") or _word(node.children[0]) == "[":
        return []
    return [
        place
        for place, child in enumerate(node.children)
        if child.type == "argument" and _word(child.children[1]) == "=" and child.parent.type == node.type
    ]


def _is_call(node: Any) -> bool:
    return node.type in ("atom_expr", "power") and _word(node.children[-1]).startswith("(")


def _is_called(name: Any) -> bool:
    follows = name.get_next_sibling() if name.parent else None
    return follows is not None and follows.type == "trailer" and _word(follows).startswith("(")


def _word(node: Any) -> str:
    code: str = node.get_code(include_prefix=False)
    return " ".join(code.split())
