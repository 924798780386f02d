"""The text of compiled loops, rendered from lists of mechanisms.

Two kinds of loop work on the same array. A *mechanism's loop* advances one mechanism over a
population and adds its conductance to the cell's sums; a population stepped by its mechanisms'
loops needs nothing compiled anew. A *fused step* does a whole population in one loop whose text is
put together from the mechanisms' calls; it is several times faster and takes a second or two to
compile. Both add in the same order and give the same bits, so one may take over from the other
between any two steps.

Loops step the blocks that a list names, eight cells a block. A fused step finds its rows at
constant offsets (:class:`~circuitlab.engine.plan.row_layout.Layout`), which lets the compiler
vectorise without alias checks; a mechanism's loop finds them through a table, wherever they lie.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.mechanisms.mechanism import ASSIGNED, CARRIED, SCALARS, SUMS, Mechanism
from circuitlab.engine.numerics.jit import LANES
from circuitlab.engine.plan.row_layout import COMMON, Layout, Place

Loop = tuple[str, str]
"""Text of a module, and the name of the loop in it."""
FINISHED = ("v", "vn", *chain.from_iterable((row, name) for name, row in CARRIED.items()), "spike")
"""Rows that the last loop of a step needs, in this order."""

_WORTH_A_HALF = 64
"""Cells of the largest population whose last block has a loop of its own."""
HEAD = """import numpy as np
from numba import carray

from circuitlab.engine.numerics.jit import LANES, OPTIONS, STEP, align_stack
from circuitlab.engine.numerics.lane_masks import lane_room, mask_of_half, mask_of_lanes
from circuitlab.engine.numerics.kernel_cache import sealed_cfunc
from circuitlab.engine.mechanisms import MECHANISMS

U = np.uint64
SIZE = 1 << 48
"""


def clear_loop() -> str:
    """Text of the loop that sets the rows of a table to zero."""
    return """

@sealed_cfunc(STEP, **OPTIONS)
def clear(pointer, table, listed, count, dt, t, tick, fired):
    S = carray(pointer, (SIZE,))
    T = carray(table, (SIZE,))
    B = carray(listed, (SIZE,))
    for k in range(count):
        for row in range(T[1]):
            at = T[U(2) + U(2) * row] + B[k] * T[U(3) + U(2) * row]
            for lane in range(T[0]):
                S[at + lane] = 0.0
    return 0
"""


def finish_loop() -> str:
    """Text of the loop that moves the voltage and tells which cells fired."""
    lines = [
        f"{_through(FINISHED, 'v')} = {_through(FINISHED, 'vn')}",
        *(
            f"{_through(FINISHED, row)} = {_through(FINISHED, name)}"
            for name, row in CARRIED.items()
        ),
        f"spike = {_through(FINISHED, 'spike')}",
    ]
    return _table_loop("finish", FINISHED, lines, fires=True)


def table_rows(mechanism: Mechanism) -> tuple[str, ...]:
    """Rows that a mechanism's loop finds through its table, in this order."""
    used = (*mechanism.arguments, *mechanism.outputs)
    return (*(name for name in COMMON if name in used), *mechanism.rows)


def mechanism_loop(mechanism: Mechanism) -> str:
    """Text of the loop that advances one mechanism over a population."""
    rows = table_rows(mechanism)
    arguments = [name if name in SCALARS else _through(rows, name) for name in mechanism.arguments]
    lines = [_call(mechanism, arguments, [f"new_{name}" for name in mechanism.states])]
    lines += [f"{_through(rows, name)} = new_{name}" for name in mechanism.states]
    for name in mechanism.outputs:
        operator = "=" if name in ASSIGNED else "+="
        lines.append(f"{_through(rows, name)} {operator} out_{name}")
    return _binding(mechanism.name) + _table_loop(f"advance_{mechanism.name}", rows, lines)


@functools.cache
def fused_step(layout: Layout, lanes: int = LANES) -> str:
    """Text of the one loop that advances a whole population by one step.

    A population of few cells needs only the first ``lanes`` of its block.
    """
    own = set(layout.own)
    lines = [f"{name} = {_own(layout, name)}" for name in layout.common if name in own]
    begun: set[str] = set()
    for position, name in enumerate(layout.mechanisms):
        lines += _fused_mechanism(position, MECHANISMS[name], layout, begun)
    if "vn" in layout.common:
        lines.append("v = vn")
    lines += [f"{row} = {name}" for name, row in CARRIED.items() if name in layout.common]
    lines += [
        f"{_own(layout, name)} = {name}"
        for name in layout.common
        if name in own and name != "current"
    ]
    shared = [
        f"{_local(place)} = S[base + U({number * LANES})]"
        for number, place in enumerate(layout.shared)
    ]
    bindings = "".join(_binding(name) for name in dict.fromkeys(layout.mechanisms))
    places = [f"cells_at = base + U({layout.own_offset}) + block * U({layout.own_stride})"]
    return bindings + _loop(
        "step",
        ["align_stack()", "base = T[0]", *shared],
        places,
        lines,
        lanes=f"U({lanes})",
        fires=True,
    )


def fused_steps(layout: Layout, size: int) -> list[str]:
    """Texts of the fused step of ``size`` cells: of whole blocks, and of a last one half empty.

    Where the last of few blocks holds at most half its cells, only those lanes are computed.
    """
    half = LANES // 2
    if size <= half:
        return [fused_step(layout, half)]
    if 0 < size % LANES <= half and size <= _WORTH_A_HALF:
        return [fused_step(layout), fused_step(layout, half)]
    return [fused_step(layout)]


def fused_loops(layout: Layout, size: int) -> list[Loop]:
    """The fused steps of ``size`` cells."""
    return [(text, "step") for text in fused_steps(layout, size)]


def common_loops() -> list[Loop]:
    """The loops before and after those of a cell's mechanisms."""
    return [(clear_loop(), "clear"), (finish_loop(), "finish")]


def mechanism_loops(names: Iterable[str] = MECHANISMS) -> list[Loop]:
    """The loops of these mechanisms, by default of all."""
    return [(_named_loop(name), f"advance_{name}") for name in names]


@functools.cache
def _named_loop(name: str) -> str:
    return mechanism_loop(MECHANISMS[name])


def _table_loop(
    name: str, rows: Sequence[str], lines: Sequence[str], *, fires: bool = False
) -> str:
    """A loop that finds each row through its table: lanes, then offset and stride of each row."""
    places = [
        f"at_{row} = T[U({2 * k + 1})] + block * T[U({2 * k + 2})]" for k, row in enumerate(rows)
    ]
    return _loop(name, [], places, lines, lanes="T[0]", fires=fires)


def _loop(
    name: str,
    before: Sequence[str],
    places: Sequence[str],
    lines: Sequence[str],
    *,
    lanes: str,
    fires: bool,
) -> str:
    room = ["room = lane_room()", "L = carray(room, (LANES,))"] if fires else []
    each = [*lines, *(["L[lane] = spike"] if fires else [])]
    mask = "mask_of_half" if lanes == f"U({LANES // 2})" else "mask_of_lanes"
    noting = f"""        mask = {mask}(room)
        if mask != ZERO:
            F[hits] = (block << U(8)) | mask
            hits += ONE
"""
    return f"""

@sealed_cfunc(STEP, **OPTIONS)
def {name}(pointer, table, listed, count, dt, t, tick, fired):
    ZERO, ONE = U(0), U(1)
    S = carray(pointer, (SIZE,))
    T = carray(table, (SIZE,))
    B = carray(listed, (SIZE,))
    F = carray(fired, (SIZE,))
    hits = ZERO
{_indented([*before, *room], 4)}    for k in range(count):
        block = B[k]
{_indented(places, 8)}        for lane in range({lanes}):
{_indented(each, 12)}{noting if fires else ""}    return hits
"""


def _indented(lines: Sequence[str], spaces: int) -> str:
    return "".join(f"{' ' * spaces}{line}\n" for line in lines)


def _fused_mechanism(
    position: int, mechanism: Mechanism, layout: Layout, begun: set[str]
) -> Iterator[str]:
    """Load a mechanism's rows, advance it, store its states: short lives leave registers free.

    Parameters
    ----------
    begun : sums that have a value already; those of this mechanism are added
    """
    own = set(layout.own)
    for name in mechanism.arguments:
        if name in SUMS and name not in begun:
            begun.add(name)
            yield f"{name} = 0.0"
    for row in mechanism.rows:
        if (position, row) in own:
            yield f"{_local((position, row))} = {_own(layout, (position, row))}"
    common = {*COMMON, *SCALARS}
    arguments = [a if a in common else _local((position, a)) for a in mechanism.arguments]
    yield _call(mechanism, arguments, [_local((position, s)) for s in mechanism.states])
    for name in mechanism.outputs:
        adds = name in begun and name not in ASSIGNED
        begun.add(name)
        yield f"{name} {'+=' if adds else '='} out_{name}"
    for state in mechanism.states:
        yield f"{_own(layout, (position, state))} = {_local((position, state))}"


def _call(mechanism: Mechanism, arguments: Sequence[str], states: Sequence[str]) -> str:
    results = ", ".join([*states, *(f"out_{name}" for name in mechanism.outputs)])
    return f"{results} = advanced_{mechanism.name}({', '.join(arguments)})"


def _binding(name: str) -> str:
    return f'advanced_{name} = MECHANISMS["{name}"].function\n'


def _local(place: Place) -> str:
    return place if isinstance(place, str) else f"{place[1]}_{place[0]}"


def _own(layout: Layout, place: Place) -> str:
    """A row of the cells, whose place does not depend on how many cells there are."""
    within = layout.find(place, 0).offset - layout.own_offset
    return f"S[cells_at + U({within}) + lane]"


def _through(rows: Sequence[str], name: str) -> str:
    if name not in rows:
        raise KeyError(name)
    return f"S[at_{name} + lane]"
