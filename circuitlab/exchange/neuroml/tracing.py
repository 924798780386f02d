"""The engine's own equations, read: rates and currents of a mechanism as expressions.

No equation is written a second time: a mechanism's function is carried out with names in the place
of numbers, and where it advances a gate, the gate's rates are noted.
"""

from __future__ import annotations

import ast
import functools
import inspect
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from circuitlab.engine.mechanisms.mechanism import Mechanism
from circuitlab.exchange.neuroml.symbols import applied, named, value_of

_STEP = "dt"


@dataclass(frozen=True, slots=True)
class GateRates:
    """Rates of a gate, 1/ms: dx/dt = speed (opening (1 − x) − closing x)."""

    opening: Any
    closing: Any
    speed: float = 1.0


@dataclass(frozen=True, slots=True)
class Traced:
    """What a mechanism says of one cell.

    Attributes
    ----------
    gates : by the state that it moves
    outputs : by name, as expressions of the voltage ``v``, of ``ca`` and of the gates
    """

    gates: Mapping[str, GateRates]
    outputs: Mapping[str, Any]


class _Noted(Exception):
    """A gate is moved by something that is not its own rate equation."""


def traced(mechanism: Mechanism, values: Mapping[str, float]) -> Traced:
    """Read a mechanism.

    Parameters
    ----------
    values : its parameters, and inputs that stand still
    """
    gates: dict[str, GateRates] = {}
    known = {name: named(name) for name in (*mechanism.states, "v", "ca", _STEP)}
    function = _readable(mechanism.function, gates)
    given = {name: values.get(name, known.get(name, 0.0)) for name in mechanism.arguments}
    given |= {name: known[name] for name in mechanism.arguments if name in known}
    returned = function(**given)
    results = returned if isinstance(returned, tuple) else (returned,)
    outputs = dict(zip((*mechanism.states, *mechanism.outputs), results, strict=True))
    return Traced(gates, {name: outputs[name] for name in mechanism.outputs})


def _readable(function: Callable[..., Any], gates: dict[str, GateRates]) -> Callable[..., Any]:
    """The function with what it calls replaced by what works on expressions."""
    tree, places = _source(function.py_func)  # type: ignore[attr-defined]
    scope: dict[str, Any] = dict(places)
    for name in _called(tree):
        called: Any = places.get(name)
        if name in _MOVES:
            scope[name] = functools.partial(_MOVES[name], gates)
        elif name in _PLAIN:
            scope[name] = _PLAIN[name]
        elif hasattr(called, "py_func"):
            scope[name] = _readable(called, gates)
    scope["_select"] = functools.partial(applied, "select")
    exec(compile(tree, "<equation>", "exec"), scope)
    return scope[function.py_func.__name__]  # type: ignore[attr-defined,no-any-return]


@functools.cache
def _source(function: Callable[..., Any]) -> tuple[ast.Module, dict[str, Any]]:
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    definition = tree.body[0]
    assert isinstance(definition, ast.FunctionDef)
    definition.decorator_list = []
    definition.returns = None
    for argument in definition.args.args:
        argument.annotation = None
    return ast.fix_missing_locations(_Choices().visit(tree)), dict(function.__globals__)


class _Choices(ast.NodeTransformer):
    """Choices as calls: what is chosen by may not be known yet."""

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        self.generic_visit(node)
        chosen = ast.Name("_select", ast.Load())
        return ast.Call(chosen, [node.test, node.body, node.orelse], [])


def _called(tree: ast.Module) -> set[str]:
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {name.id for name in calls if isinstance(name, ast.Name)}


def _gate(gates: dict[str, GateRates], x: Any, opening: Any, closing: Any, dt: Any) -> Any:
    return _over(gates, x, opening, closing, 1.0, dt)


def _over(
    gates: dict[str, GateRates], x: Any, opening: Any, closing: Any, denominator: Any, dt: Any
) -> Any:
    """Note the rates of a gate, times what its step is multiplied by, and leave it as it is."""
    speed = float(value_of(dt, {_STEP: 1.0}))
    if getattr(x, "name", "") == "":
        raise _Noted
    gates[x.name] = GateRates(opening / denominator, closing / denominator, speed)
    return x


def _relaxing(gates: dict[str, GateRates], x: Any, target: Any, rate: Any, dt: Any) -> Any:
    return _over(gates, x, rate * target, rate * (1.0 - target), 1.0, dt)


_MOVES: Mapping[str, Callable[..., Any]] = {
    "gate": _gate,
    "gate_over": _over,
    "fine_gate_over": _over,
    "exactly_gated": _gate,
    "relax": _relaxing,
}
"""What advances a gate, by its name among the engine's own arithmetic."""
_PLAIN: Mapping[str, Callable[..., Any]] = {
    "exp": functools.partial(applied, "exp"),
    "rate_exp": functools.partial(applied, "exp"),
    "fma": lambda a, b, c: a * b + c,
    "abs": functools.partial(applied, "abs"),
    "min": functools.partial(applied, "min"),
    "max": functools.partial(applied, "max"),
}
