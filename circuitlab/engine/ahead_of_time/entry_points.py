"""The driver's functions as C functions: what each takes becomes one list of whole numbers.

A library that was built ahead of time is called so, without a compiler: an array is its address and
its shape, a real number its bits. Signatures are read off the functions themselves, so that both
sides follow when an argument is added.
"""

from __future__ import annotations

import ctypes
import inspect
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, get_type_hints

import numpy as np

NAMES = ("advance", "call_all", "copy_feeds", "send_event", "rouse_all", "fill_normals")
"""Functions of the driver that Python calls."""
_MATRICES = {"pulse": 2, "several": 2, "spikes": 2, "columns": 3}
"""Arrays of more than one dimension, by name."""


class Argument(NamedTuple):
    """One argument, flattened: its name, and its type, that of a number or of an array's items.

    Attributes
    ----------
    tuple_of : the named tuple that it is a field of, if it is one
    dimensions : 0 for a number
    """

    name: str
    dtype: np.dtype[Any]
    dimensions: int = 0
    tuple_of: str = ""


def arguments_of(function: Callable[..., Any]) -> Iterator[Argument]:
    """Every argument of a function of the driver, named tuples field by field."""
    hints = get_type_hints(function)
    for name in inspect.signature(function).parameters:
        hint = hints[name]
        if hasattr(hint, "_fields"):
            fields = get_type_hints(hint)
            for field in hint._fields:
                yield _argument(field, fields[field], f"{name}:{hint.__name__}")
        else:
            yield _argument(name, hint)


def returns_a_number(function: Callable[..., Any]) -> bool:
    """Whether a function of the driver returns a whole number, and not nothing."""
    return get_type_hints(function)["return"] is int


def _argument(name: str, hint: Any, tuple_of: str = "") -> Argument:
    if hint in (int, float):
        return Argument(name, np.dtype(np.int64 if hint is int else np.float64), 0, tuple_of)
    (items,) = hint.__args__[1].__args__
    return Argument(name, np.dtype(items), _MATRICES.get(name, 1), tuple_of)


class EntryPoint:
    """A function of a library, called with the driver's arguments.

    The numbers of a named tuple are kept while the same tuple is given again: its arrays do not
    move. One object serves one simulation, and is called by one thread at a time.
    """

    def __init__(self, function: Any) -> None:
        function.restype, function.argtypes = ctypes.c_int64, [ctypes.c_void_p]
        self._function = function
        self._known: dict[int, tuple[object, list[int]]] = {}

    def __call__(self, *arguments: Any) -> int:
        """Call it; the interpreter is free meanwhile."""
        numbers: list[int] = []
        for place, each in enumerate(arguments):
            numbers += self._of_tuple(place, each) if isinstance(each, tuple) else _numbers(each)
        given = np.array(numbers, np.uint64)
        return int(self._function(given.ctypes.data))

    def _of_tuple(self, place: int, given: tuple[Any, ...]) -> list[int]:
        known = self._known.get(place)
        if known is None or known[0] is not given:
            known = given, [number for part in given for number in _numbers(part)]
            self._known[place] = known
        return known[1]


def _numbers(value: Any) -> list[int]:
    if isinstance(value, np.ndarray):
        if not value.flags.c_contiguous:
            raise ValueError("an array of the driver must lie in one piece")
        return [value.__array_interface__["data"][0], *value.shape]
    if isinstance(value, float):
        return [int(np.float64(value).view(np.uint64))]
    return [int(value) & (1 << 64) - 1]
