"""The text of compiled loops, rendered from lists of mechanisms.

Two kinds of loop work on the same array. A *mechanism's loop* advances one mechanism over a
population and adds its conductance to the cell's sums; a population stepped by its mechanisms'
loops needs nothing compiled anew. A *fused step* does a whole population in one loop whose text is
put together from the mechanisms' calls; it is several times faster and takes a second or two to
compile. Both add in the same order and give the same bits, so one may take over from the other
between any two steps.

State lies in blocks of :data:`LANES` cells: ``S[base + (block * rows + row) * LANES + lane]``.
Constant offsets from one pointer let the compiler vectorise without alias checks.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import os
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType, ModuleType

from circuitlab.engine.compiled import LANES, cache_folder
from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.mechanisms.registry import (
    ASSIGNED,
    ROWS,
    SCALARS,
    SCRATCH,
    SUMS,
    Mechanism,
)

COMMON = (*ROWS, *SCRATCH)
"""Rows at the head of every population."""
Signature = tuple[str, ...]
"""Names of a population's mechanisms, in the order of the step; one may stand there twice."""
Place = str | tuple[int, str]
"""A common row by its name, or a mechanism's row by the mechanism's position and the row's name."""

_COMPILED = ".compiled"
"""Suffix of the mark that a loop's machine code is in the cache."""
_HEAD = """import numpy as np
from numba import carray, cfunc

from circuitlab.engine.compiled import LANES, OPTIONS, STEP
from circuitlab.engine.mechanisms import MECHANISMS

U = np.uint64
LANES = U(LANES)
SIZE = 1 << 48
"""


def clear_loop() -> str:
    """Text of the loop that sets every cell's sums to zero."""
    return _loop("clear", [f"{_common(name)} = 0.0" for name in SUMS])


def finish_loop() -> str:
    """Text of the loop that moves the voltage and tells whether a cell fired."""
    return _loop(
        "finish",
        [
            f"{_common('v')} = {_common('vn')}",
            f"{_common('nmda_total')} = {_common('nmda')}",
            f"hit |= 1 if {_common('spike')} > 0.5 else 0",
        ],
    )


def mechanism_loop(mechanism: Mechanism) -> str:
    """Text of the loop that advances one mechanism over a population."""
    own = {name: f"S[own_at + U({k * LANES}) + lane]" for k, name in enumerate(mechanism.rows)}
    shared = [name for name in mechanism.arguments if name in COMMON]
    lines = [f"{name} = {_common(name)}" for name in shared]
    lines += [f"{name} = {place}" for name, place in own.items()]
    lines.append(_call(mechanism, list(mechanism.arguments), list(mechanism.states)))
    lines += [f"{own[name]} = {name}" for name in mechanism.states]
    for name in mechanism.outputs:
        operator = "=" if name in ASSIGNED else "+="
        lines.append(f"{_common(name)} {operator} out_{name}")
    return _binding(mechanism.name) + _loop(f"advance_{mechanism.name}", lines)


@functools.cache
def fused_step(signature: Signature, lanes: int = LANES) -> str:
    """Text of the one loop that advances a whole population by one step.

    A population of few cells needs only the first ``lanes`` of its block.
    """
    places = row_places(signature)
    used = _used_common(signature)
    lines = [f"{name} = {_common(name)}" for name in ROWS if name in used]
    lines += [f"{name} = 0.0" for name in SUMS if name in used]
    for position, name in enumerate(signature):
        lines += _fused_mechanism(position, MECHANISMS[name], places)
    if "vn" in used:
        lines.append("v = vn")
    lines.append("hit |= 1 if spike > 0.5 else 0")
    if "nmda_total" in used:
        lines.append("nmda_total = nmda")
    stored = [name for name in ROWS if name in used and name != "current"]
    lines += [f"{_common(name)} = {name}" for name in stored]
    bindings = "".join(_binding(name) for name in dict.fromkeys(signature))
    return bindings + _loop("step", lines, lanes)


@functools.cache
def row_places(signature: Signature) -> Mapping[Place, int]:
    """Row of each common name and of each (position, state, input or parameter)."""
    places: dict[Place, int] = {name: row for row, name in enumerate(COMMON)}
    for position, name in enumerate(signature):
        for row in MECHANISMS[name].rows:
            places[position, row] = len(places)
    return MappingProxyType(places)


class KernelLibrary:
    """Compiled loops by the text they come from, shared by every simulation of the process."""

    def __init__(self) -> None:
        self._addresses: dict[str, int] = {}
        self._modules: list[ModuleType] = []
        self._lock = threading.Lock()

    def address(self, text: str, function: str) -> int:
        """Address of ``function`` in the module ``text``, compiled now or loaded from the cache."""
        if text in self._addresses:  # at hand: no waiting while something else is compiled
            return self._addresses[text]
        with self._lock:
            if text not in self._addresses:
                module = _module(text)
                self._modules.append(module)
                self._addresses[text] = getattr(module, function).address
                _source_of(text).with_suffix(_COMPILED).touch()
            return self._addresses[text]

    def mechanism_address(self, name: str) -> int:
        """Address of one mechanism's loop."""
        return self.address(_named_loop(name), f"advance_{name}")

    def compile_loops(self) -> None:
        """Compile every mechanism's loop, so that whatever is added to a run is stepped at once."""
        self.address(clear_loop(), "clear")
        self.address(finish_loop(), "finish")
        for name in MECHANISMS:
            self.mechanism_address(name)

    def fused_address(self, signature: Signature, size: int) -> int:
        """Address of the fused step of a population of ``size`` cells."""
        return self.address(_fitting_step(signature, size), "step")

    def has_fused(self, signature: Signature, size: int) -> bool:
        """Whether the fused step is at hand without compiling, in memory or in the cache."""
        text = _fitting_step(signature, size)
        return text in self._addresses or _source_of(text).with_suffix(_COMPILED).exists()


@functools.cache
def library() -> KernelLibrary:
    """The process's kernels."""
    return KernelLibrary()


@functools.cache
def _named_loop(name: str) -> str:
    return mechanism_loop(MECHANISMS[name])


def _fitting_step(signature: Signature, size: int) -> str:
    return fused_step(signature, LANES // 2 if size <= LANES // 2 else LANES)


def _source_of(text: str) -> Path:
    """The file in the cache folder that holds a loop's text."""
    digest = hashlib.sha256((_HEAD + text).encode()).hexdigest()[:16]
    return cache_folder() / f"kernel_{digest}.py"


def _module(text: str) -> ModuleType:
    """Import ``text`` from a file in the cache folder, named by its hash."""
    path = _source_of(text)
    name = path.stem
    if not path.exists():
        _write_atomically(path, _HEAD + text)
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # numba looks a cached function's module up by name
    spec.loader.exec_module(module)
    return module


def _write_atomically(path: Path, text: str) -> None:
    temporary = path.with_suffix(f".{os.getpid()}.{threading.get_ident()}")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)


def _loop(name: str, lines: Sequence[str], lanes: int = LANES) -> str:
    body = "\n".join(" " * 12 + line for line in lines)
    return f"""

@cfunc(STEP, cache=True, **OPTIONS)
def {name}(pointer, base, blocks, rows, at, dt, t, tick):
    S = carray(pointer, (SIZE,))
    hit = 0
    for block in range(blocks):
        cells_at = base + block * rows * LANES
        own_at = cells_at + at * LANES
        for lane in range(U({lanes})):
{body}
    return hit
"""


def _fused_mechanism(
    position: int, mechanism: Mechanism, places: Mapping[Place, int]
) -> Iterator[str]:
    """Load a mechanism's rows, advance it, store its states: short lives leave registers free."""
    for row in mechanism.rows:
        yield f"{_local((position, row))} = {_at(places[position, row])}"
    yield from _fused_call(position, mechanism)
    for state in mechanism.states:
        yield f"{_at(places[position, state])} = {_local((position, state))}"


def _fused_call(position: int, mechanism: Mechanism) -> Iterable[str]:
    common = {*COMMON, *SCALARS}
    arguments = [a if a in common else _local((position, a)) for a in mechanism.arguments]
    yield _call(mechanism, arguments, [_local((position, s)) for s in mechanism.states])
    for name in mechanism.outputs:
        yield f"{name} {'=' if name in ASSIGNED else '+='} out_{name}"


def _call(mechanism: Mechanism, arguments: Sequence[str], states: Sequence[str]) -> str:
    results = ", ".join([*states, *(f"out_{name}" for name in mechanism.outputs)])
    return f"{results} = advanced_{mechanism.name}({', '.join(arguments)})"


def _used_common(signature: Signature) -> set[str]:
    used = {"v", "spike"}
    for name in signature:
        used |= {a for a in (*MECHANISMS[name].arguments, *MECHANISMS[name].outputs) if a in COMMON}
    return used | ({"nmda_total", "nmda"} if "nmda" in used else set())


def _binding(name: str) -> str:
    return f'advanced_{name} = MECHANISMS["{name}"].function\n'


def _local(place: Place) -> str:
    return place if isinstance(place, str) else f"{place[1]}_{place[0]}"


def _common(name: str) -> str:
    return _at(COMMON.index(name))


def _at(row: int) -> str:
    return f"S[cells_at + U({row * LANES}) + lane]"
