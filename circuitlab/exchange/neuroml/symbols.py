"""Expressions: what an equation of the engine is while it is read instead of computed."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

Number = float | int
_BINARY: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "&": operator.and_,
    "|": operator.or_,
}
_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "exp": np.exp,
    "abs": np.abs,
    "min": np.minimum,
    "max": np.maximum,
    "select": np.where,
}


@dataclass(frozen=True, eq=False, slots=True)
class Expression:
    """A quantity that is not known yet, or what follows from some.

    Attributes
    ----------
    operation : what is done with the arguments; empty for a quantity that has a name
    """

    operation: str
    arguments: tuple[Any, ...] = ()
    name: str = ""

    def __add__(self, other: Any) -> Any:
        return _made("+", self, other)

    def __radd__(self, other: Any) -> Any:
        return _made("+", other, self)

    def __sub__(self, other: Any) -> Any:
        return _made("-", self, other)

    def __rsub__(self, other: Any) -> Any:
        return _made("-", other, self)

    def __mul__(self, other: Any) -> Any:
        return _made("*", self, other)

    def __rmul__(self, other: Any) -> Any:
        return _made("*", other, self)

    def __truediv__(self, other: Any) -> Any:
        return _made("/", self, other)

    def __rtruediv__(self, other: Any) -> Any:
        return _made("/", other, self)

    def __neg__(self) -> Any:
        return _made("-", 0.0, self)

    def __lt__(self, other: Any) -> Any:
        return _made("<", self, other)

    def __le__(self, other: Any) -> Any:
        return _made("<=", self, other)

    def __gt__(self, other: Any) -> Any:
        return _made(">", self, other)

    def __ge__(self, other: Any) -> Any:
        return _made(">=", self, other)

    def __and__(self, other: Any) -> Any:
        if isinstance(other, Expression):
            return _made("&", self, other)
        return self if other else False

    def __or__(self, other: Any) -> Any:
        if isinstance(other, Expression):
            return _made("|", self, other)
        return True if other else self

    __rand__, __ror__ = __and__, __or__


def named(name: str) -> Expression:
    """A quantity that is known by its name alone."""
    return Expression("", (), name)


def applied(function: str, *arguments: Any) -> Any:
    """A function of numbers, or of expressions; a choice that is settled is made at once."""
    if function == "select" and not isinstance(arguments[0], Expression):
        return arguments[1] if arguments[0] else arguments[2]
    if not any(isinstance(each, Expression) for each in arguments):
        return _FUNCTIONS[function](*arguments)
    return Expression(function, arguments)


def value_of(expression: Any, names: Mapping[str, Any]) -> Any:
    """Value of an expression, a number or an array, for values of the quantities in it."""
    known: dict[int, Any] = {}

    def found(each: Any) -> Any:
        if not isinstance(each, Expression):
            return each
        if id(each) not in known:
            known[id(each)] = _computed(each, names, found)
        return known[id(each)]

    return found(expression)


def names_in(expression: Any) -> frozenset[str]:
    """Names of the quantities that an expression follows from."""
    if not isinstance(expression, Expression):
        return frozenset()
    if not expression.operation:
        return frozenset({expression.name})
    return frozenset().union(*(names_in(each) for each in expression.arguments))


def terms(expression: Any, names: frozenset[str]) -> dict[tuple[str, ...], Any] | None:
    """Coefficients of an expression as a polynomial: sorted names, each as often as its power.

    Returns
    -------
    dict or None
        None where the names stand in more than sums and products.
    """
    if not names_in(expression) & names:
        return {(): expression}
    if not expression.operation:
        return {(expression.name,): 1.0}
    parts = [terms(each, names) for each in expression.arguments]
    if any(part is None for part in parts) or expression.operation not in "+-*/":
        return None
    return _combined(expression.operation, parts[0] or {}, parts[1] or {})


def _combined(
    operation: str, left: dict[tuple[str, ...], Any], right: dict[tuple[str, ...], Any]
) -> dict[tuple[str, ...], Any] | None:
    if operation == "/":
        if set(right) != {()}:
            return None
        return {power: factor / right[()] for power, factor in left.items()}
    if operation == "*":
        pairs = [(p, a, q, b) for p, a in left.items() for q, b in right.items()]
        found: dict[tuple[str, ...], Any] = {}
        for p, a, q, b in pairs:
            power = tuple(sorted((*p, *q)))
            found[power] = found.get(power, 0.0) + a * b
        return found
    sign = 1.0 if operation == "+" else -1.0
    found = dict(left)
    for power, factor in right.items():
        found[power] = found.get(power, 0.0) + sign * factor
    return found


def _made(operation: str, left: Any, right: Any) -> Any:
    """One operation, without what changes nothing."""
    if operation in "+-" and _is(right, 0.0):
        return left
    if operation == "+" and _is(left, 0.0):
        return right
    if operation in "*/" and _is(right, 1.0):
        return left
    if operation == "*" and (_is(left, 0.0) or _is(right, 0.0)):
        return 0.0
    if operation == "*" and _is(left, 1.0):
        return right
    return Expression(operation, (left, right))


def _is(given: Any, number: float) -> bool:
    return not isinstance(given, Expression) and math.isclose(float(given), number, abs_tol=0.0)


def _computed(each: Expression, names: Mapping[str, Any], found: Callable[[Any], Any]) -> Any:
    if not each.operation:
        return names[each.name]
    arguments = [found(one) for one in each.arguments]
    if each.operation in _BINARY:
        return _BINARY[each.operation](*arguments)
    return _FUNCTIONS[each.operation](*arguments)
