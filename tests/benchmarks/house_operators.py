"""Mutations that cosmic-ray does not bring: a call or an argument left out, a condition that always holds."""

from collections.abc import Iterator
from typing import Any

import parso
from cosmic_ray import plugins
from cosmic_ray.operators.operator import Example, Operator

Span = tuple[tuple[int, int], tuple[int, int]]


class RemoveCall(Operator):  # type: ignore[misc]  # the library is not typed
    """A statement that is a call only does nothing: no backup is made, nothing is checked or saved."""

    def mutation_positions(self, node: Any) -> Iterator[Span]:
        """The call, if it is a statement of its own."""
        is_statement = node.parent is not None and node.parent.type == "simple_stmt"
        if is_statement and node.type in {"atom_expr", "power"} and _is_call(node.children[-1]):
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        """The call as `pass`."""
        del index
        return _parsed("pass", node)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """One of it, as the library wants it."""
        return (Example("save(entry)", "pass"),)


class DropCondition(Operator):  # type: ignore[misc]  # the library is not typed
    """What a comprehension or a `.where()` asks for is always true: whose, which year, revoked or not."""

    def mutation_positions(self, node: Any) -> Iterator[Span]:
        """The condition of a comprehension, each argument of a `.where()`."""
        for condition in _conditions(node):
            yield condition.start_pos, condition.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        """The condition of that index as `True`."""
        condition = _conditions(node)[index]
        within = condition.parent.children
        within[within.index(condition)] = _parsed("True", condition)
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """One of each place, as the library wants it."""
        return (
            Example("[k for k in keys if k.active]", "[k for k in keys if True]"),
            Example("q.where(a)", "q.where(True)"),
        )


class DropKeyword(Operator):  # type: ignore[misc]  # the library is not typed
    """An argument given by its name is left out: of every unit, every state, for everybody."""

    def mutation_positions(self, node: Any) -> Iterator[Span]:
        """The whole argument."""
        if (
            node.type == "argument"
            and node.children[1] == "="
            and node.search_ancestor("classdef", "trailer").type == "trailer"
        ):
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        """A keyword argument as `**{}`, which is none."""
        del index
        nothing = parso.parse("f(**{})").children[0].children[1].children[1]
        nothing.get_first_leaf().prefix = node.get_first_leaf().prefix
        return nothing

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """One of it, as the library wants it."""
        return (Example("find(tx, unit=unit)", "find(tx, **{})"),)


def _conditions(node: Any) -> list[Any]:
    if node.type == "comp_if":
        return [node.children[1]]
    if not _is_call(node) or node.get_previous_leaf().value != "where":
        return []
    inside = node.children[1]
    return [one for one in inside.children if one != ","] if inside.type == "arglist" else [inside]


def _is_call(trailer: Any) -> bool:
    return bool(trailer.type == "trailer" and trailer.children[0] == "(" and trailer.children[-1] == ")")


def _parsed(code: str, instead_of: Any) -> Any:
    leaf = parso.parse(code).children[0]
    leaf.get_first_leaf().prefix = instead_of.get_first_leaf().prefix
    return leaf


def operator(name: str) -> Operator:
    """An operator by its name: one of the library or of here."""
    return plugins.get_operator(name)()


plugins.OPERATOR_PROVIDERS["house"] = {one.__name__: one for one in (RemoveCall, DropCondition, DropKeyword)}
