"""The driver's functions behind entry points: code that is rendered from their signatures.

Used while a library is built; the other side of the call is
:mod:`circuitlab.engine.ahead_of_time.entry_points`.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from typing import Any, get_type_hints

import numpy as np
from llvmlite import ir
from numba import carray, cfunc, types
from numba.extending import intrinsic

from circuitlab.engine.ahead_of_time.entry_points import arguments_of, returns_a_number
from circuitlab.engine.numerics.jit import OPTIONS

_SIGNATURE = types.int64(types.CPointer(types.uint64))
_ROOMS = ("stepping.driver", "stepping.resting", "numerics.noise")
"""Modules of the engine in which the driver's functions stand."""


def entry_point(name: str) -> Any:
    """A function of the driver as one of C that takes a list of numbers."""
    function = _driver_function(name)
    scope = _scope_of(function.py_func) | {"function": function, "carray": carray}
    exec(compile(entry_text(function.py_func), f"<entry point {name}>", "exec"), scope)
    return cfunc(_SIGNATURE, **OPTIONS)(scope["entry"])


def entry_text(function: Callable[..., Any]) -> str:
    """Text of a function that finds the arguments in a list ``a`` of numbers and passes them on."""
    given: dict[str, list[str]] = {}
    at = 0
    for argument in arguments_of(function):
        shape = ", ".join(f"np.int64(a[{at + 1 + k}])" for k in range(argument.dimensions))
        found = f"as_{argument.dtype}(a[{at}])"
        if argument.dimensions:
            found = f"carray(to_{argument.dtype}(a[{at}]), ({shape},))"
        given.setdefault(argument.tuple_of or argument.name, []).append(found)
        at += 1 + argument.dimensions
    call = f"function({', '.join(_passed(name, parts) for name, parts in given.items())})"
    done = f"    return {call}" if returns_a_number(function) else f"    {call}\n    return 0"
    return f"def entry(p):\n    a = carray(p, ({at},))\n{done}\n"


def _passed(name: str, parts: Sequence[str]) -> str:
    """One argument of the call: a number or an array, or a named tuple of these."""
    _argument, is_tuple, kind = name.partition(":")
    return f"{kind}({', '.join(parts)})" if is_tuple else parts[0]


def _driver_function(name: str) -> Any:
    modules = [importlib.import_module(f"circuitlab.engine.{room}") for room in _ROOMS]
    return next(getattr(m, name) for m in modules if hasattr(getattr(m, name, None), "py_func"))


def _scope_of(function: Callable[..., Any]) -> dict[str, Any]:
    """What an entry's text names: the tuples, and how numbers become addresses and reals."""
    tuples = {t.__name__: t for t in get_type_hints(function).values() if hasattr(t, "_fields")}
    items = (types.float64, types.int32, types.int64, types.uint64, types.uint8)
    pointers = {f"to_{kind}": _to_pointer(kind) for kind in items}
    return {"np": np, "as_int64": np.int64, "as_float64": _as_real, **pointers, **tuples}


def _to_pointer(kind: Any) -> Any:
    """Turn a whole number into the address of items of a kind."""
    pointer = types.CPointer(kind)

    @intrinsic  # type: ignore[untyped-decorator]
    def to_pointer(_context: Any, address: Any) -> Any:
        def generate(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
            return builder.inttoptr(arguments[0], context.get_value_type(pointer))

        return pointer(address), generate

    return to_pointer


@intrinsic  # type: ignore[untyped-decorator]
def _as_real(_context: Any, bits: Any) -> Any:
    """Take the bits of a whole number for those of a real one."""

    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.bitcast(arguments[0], ir.DoubleType())

    return types.float64(bits), generate
