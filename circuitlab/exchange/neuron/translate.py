"""From the engine's equations to C++: their syntax trees are written out again.

Every function keeps the order of its operations, so that both give the same numbers. Numbers that
are written as whole ones become reals, but for the places of bits; the types of all else follow
from what functions are given, as they do for the engine's own compiler.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.numerics.jit import fma

PREFIX = "clab_"
"""Of everything that is defined in C++: NEURON's own names are many."""
_BINARY: Mapping[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.RShift: ">>",
}
_BY_FUNCTION: Mapping[type[ast.operator], str] = {
    ast.FloorDiv: "floor_divided",
    ast.Mod: "remainder_of",
    ast.LShift: "moved_left",
}
_COMPARED: Mapping[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
_BUILTIN: Mapping[str, str] = {
    "abs": "std::fabs",
    "min": f"{PREFIX}least",
    "max": f"{PREFIX}greatest",
    "float": "double",
}
_NUMPY: Mapping[str, str] = {
    "floor": "std::floor",
    "ceil": "std::ceil",
    "sqrt": "std::sqrt",
    "uint64": "std::uint64_t",
    "int64": "std::int64_t",
    "float64": "double",
}
_SHIFTS = (ast.LShift, ast.RShift)


class CannotTranslate(Exception):
    """An equation uses what has no counterpart in C++ here."""


class Translation:
    """C++ functions of mechanisms, and of all that these call."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._names: dict[Any, str] = {}

    def mechanism(self, name: str) -> str:
        """The C++ name of a mechanism's function; translated on its first use."""
        return self.function(MECHANISMS[name].function)

    def text(self) -> str:
        """All functions so far, each after those that it calls."""
        return "\n\n".join(self._texts.values())

    def function(self, compiled: Any) -> str:
        """The C++ name of one of the engine's compiled functions."""
        python = compiled.py_func
        if python not in self._names:
            room = python.__module__.rpartition(".")[2]
            name = self._names[python] = f"{PREFIX}{room}_{python.__name__.strip('_')}"
            (tree,) = ast.parse(textwrap.dedent(inspect.getsource(python))).body
            assert isinstance(tree, ast.FunctionDef)
            self._texts[name] = _Function(self, tree, python.__globals__).text(name)
        return self._names[python]


class _Function:
    """One function on its way to C++.

    Parameters
    ----------
    scope : what the names that it does not define itself stand for
    """

    def __init__(self, owner: Translation, tree: ast.FunctionDef, scope: dict[str, Any]) -> None:
        self._owner, self._tree, self._scope = owner, tree, scope
        self._arguments = [argument.arg for argument in tree.args.args]
        self._known = set(self._arguments)
        self._results = 0

    def text(self, name: str) -> str:
        """The whole function; templates take arguments of any type, as the engine's do."""
        lines = [f"  double {_safe(each)} = 0.0;" for each in self._declared_first()]
        lines += self._block(self._tree.body, "  ")
        kinds = ", ".join(f"class T{k}" for k in range(len(self._arguments)))
        given = ", ".join(f"T{k} {_safe(a)}" for k, a in enumerate(self._arguments))
        head = f"template <{kinds}>\n" if kinds else ""
        return "\n".join([f"{head}static inline auto {name}({given}) {{", *lines, "}"])

    def _declared_first(self) -> list[str]:
        """Names that a nested block sets and something after it reads: C++ would forget them."""
        found = []
        for statement in self._tree.body:
            if isinstance(statement, ast.If | ast.While | ast.For):
                read = _loaded(self._tree.body[self._tree.body.index(statement) + 1 :])
                set_here = _stored([statement]) - self._known
                found += sorted(set_here & read)
            self._known |= _stored([statement])
        self._known = {*self._arguments, *found}
        return found

    def _block(self, statements: Sequence[ast.stmt], indent: str) -> list[str]:
        return [indent + line for each in statements for line in self._statement(each)]

    def _nested(self, statements: Sequence[ast.stmt]) -> list[str]:
        """A block with names of its own."""
        outer = set(self._known)
        lines = self._block(statements, "  ")
        self._known = outer
        return lines

    def _statement(self, node: ast.stmt) -> list[str]:
        match node:
            case ast.Expr(value=ast.Constant()):
                return []
            case ast.Assign(targets=[target], value=value):
                return self._assignment(target, value)
            case ast.AugAssign(target=ast.Name(id=name), op=op, value=value):
                return [f"{_safe(name)} {_BINARY[type(op)]}= {self.expression(value)};"]
            case ast.Return(value=value) if value is not None:
                return [f"return {self._result(value)};"]
            case ast.Break():
                return ["break;"]
            case ast.If() | ast.While() | ast.For():
                return self._compound(node)
        raise CannotTranslate(ast.unparse(node))

    def _compound(self, node: ast.If | ast.While | ast.For) -> list[str]:
        if isinstance(node, ast.For):
            head = self._loop_head(node)
        else:
            word = "if" if isinstance(node, ast.If) else "while"
            head = f"{word} ({self.expression(node.test)}) {{"
        lines = [head, *self._nested(node.body)]
        if node.orelse and not isinstance(node, ast.If):
            raise CannotTranslate(ast.unparse(node))
        if node.orelse:
            lines += ["} else {", *self._nested(node.orelse)]
        return [*lines, "}"]

    def _loop_head(self, node: ast.For) -> str:
        match node:
            case ast.For(
                target=ast.Name(id=name),
                iter=ast.Call(func=ast.Name(id="range"), args=[count]),
            ):
                each = _safe(name)
                until = f"std::int64_t({self.expression(count)})"
                return f"for (std::int64_t {each} = 0; {each} < {until}; ++{each}) {{"
        raise CannotTranslate(ast.unparse(node))

    def _assignment(self, target: ast.expr, value: ast.expr) -> list[str]:
        if isinstance(target, ast.Name):
            return [f"{self._set(target.id)} = {self.expression(value)};"]
        if not isinstance(target, ast.Tuple):
            raise CannotTranslate(ast.unparse(target))
        self._results += 1
        held = f"results{self._results}"
        lines = [f"const auto {held} = {self._result(value)};"]
        for k, one in enumerate(target.elts):
            assert isinstance(one, ast.Name)
            lines.append(f"{self._set(one.id)} = std::get<{k}>({held});")
        return lines

    def _set(self, name: str) -> str:
        new = name not in self._known
        self._known.add(name)
        return f"auto {_safe(name)}" if new else _safe(name)

    def _result(self, value: ast.expr) -> str:
        if isinstance(value, ast.Tuple):
            return f"std::make_tuple({', '.join(map(self.expression, value.elts))})"
        return self.expression(value)

    def expression(self, node: ast.expr) -> str:
        """One expression, every operation in brackets."""
        match node:
            case ast.Constant(value=bool(value)):
                return "true" if value else "false"
            case ast.Constant(value=int() | float() as value):
                return _number(value)
            case ast.Name(id=name):
                return self._name(name)
            case ast.Attribute():
                return _number(_found(node, self._scope))
            case ast.BinOp(left=left, op=op, right=right):
                return self._operation(left, op, right)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return f"(-{self.expression(operand)})"
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return f"(!{self.expression(operand)})"
            case ast.IfExp(test=test, body=body, orelse=other):
                return "({} ? {} : {})".format(*map(self.expression, (test, body, other)))
            case ast.BoolOp(op=op, values=values):
                joint = " && " if isinstance(op, ast.And) else " || "
                return f"({joint.join(map(self.expression, values))})"
            case ast.Compare():
                return self._comparison(node)
            case ast.Call():
                return self._call(node)
        raise CannotTranslate(ast.unparse(node))

    def _name(self, name: str) -> str:
        if name in self._known:
            return _safe(name)
        return _number(_found(ast.Name(name, ast.Load()), self._scope))

    def _operation(self, left: ast.expr, op: ast.operator, right: ast.expr) -> str:
        a = self.expression(left)
        whole = isinstance(op, _SHIFTS) and isinstance(right, ast.Constant)
        b = str(right.value) if whole else self.expression(right)  # type: ignore[attr-defined]
        if type(op) in _BY_FUNCTION:
            return f"{PREFIX}{_BY_FUNCTION[type(op)]}({a}, {b})"
        if type(op) not in _BINARY:
            raise CannotTranslate(type(op).__name__)
        return f"({a} {_BINARY[type(op)]} {b})"

    def _comparison(self, node: ast.Compare) -> str:
        terms = [self.expression(each) for each in (node.left, *node.comparators)]
        tests = [
            f"({a} {_COMPARED[type(op)]} {b})"
            for a, op, b in zip(terms, node.ops, terms[1:], strict=False)
        ]
        return f"({' && '.join(tests)})"

    def _call(self, node: ast.Call) -> str:
        match node.func:
            case ast.Attribute(value=value, attr="view"):
                kind = _NUMPY[ast.unparse(node.args[0]).removeprefix("np.")]
                return f"{PREFIX}seen_as<{kind}>({self.expression(value)})"
            case ast.Attribute(value=ast.Name(id="np"), attr=name) if name in _NUMPY:
                return f"{_NUMPY[name]}({self._given(node)})"
            case ast.Name(id=name) if name in self._scope and hasattr(self._scope[name], "py_func"):
                return f"{self._called(self._scope[name])}({self._given(node)})"
            case ast.Name(id=name) if name in _BUILTIN and name not in self._scope:
                return f"{_BUILTIN[name]}({self._given(node)})"
        raise CannotTranslate(ast.unparse(node))

    def _given(self, node: ast.Call) -> str:
        return ", ".join(map(self.expression, node.args))

    def _called(self, function: Any) -> str:
        return "std::fma" if function is fma else self._owner.function(function)


def _found(node: ast.expr, scope: dict[str, Any]) -> Any:
    """The number that a name of the module stands for."""
    match node:
        case ast.Name(id=name) if name in scope:
            return scope[name]
        case ast.Attribute(value=value, attr=attribute):
            return getattr(_found(value, scope), attribute)
    raise CannotTranslate(ast.unparse(node))


def _number(value: Any) -> str:
    """A number in C++, with all its digits and its type."""
    if isinstance(value, np.uint64):
        return f"std::uint64_t(0x{int(value):x})"
    if isinstance(value, np.int64):
        return f"std::int64_t({int(value)})"
    if isinstance(value, int | float):
        return repr(float(value))
    raise CannotTranslate(repr(value))


def _safe(name: str) -> str:
    """A name that means nothing in C++ or NEURON."""
    return f"{name}_"


def _loaded(statements: Sequence[ast.stmt]) -> set[str]:
    nodes = (node for each in statements for node in ast.walk(each))
    return {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}


def _stored(statements: Sequence[ast.stmt]) -> set[str]:
    nodes = (node for each in statements for node in ast.walk(each))
    return {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
