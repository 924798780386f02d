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
from circuitlab.engine.mechanisms.mechanism import CARRIED, SCALARS, SUMS, Mechanism
from circuitlab.engine.numerics.jit import LANES
from circuitlab.engine.plan.row_layout import COMMON, Layout, Place

Loop = tuple[str, str]
"""Text of a module, and the name of the loop in it."""
FINISHED = ("v", "vn", *chain.from_iterable((row, name) for name, row in CARRIED.items()), "spike")
"""Rows that the last loop of a step needs, in this order."""

_FIRES = "L[lane] = spike"
"""Tells which lane fired."""
_WORTH_A_HALF = 64
"""Cells of the largest population whose last block has a loop of its own."""
HEAD = """import numpy as np
from numba import carray

from circuitlab.engine.numerics.jit import LANES, OPTIONS, STEP, align_stack
from circuitlab.engine.numerics.lane_masks import (
    blocks_that_fired,
    first_word,
    lane_room,
    mask_of_half,
    mask_of_lanes,
)
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
        operator = "=" if mechanism.sets(name) else "+="
        lines.append(f"{_through(rows, name)} {operator} out_{name}")
    return _binding(mechanism.name) + _table_loop(f"advance_{mechanism.name}", rows, lines)


@functools.cache
def fused_step(layout: Layout, lanes: int = LANES) -> str:
    """Text of the one loop that advances a whole population by one step.

    A population of few cells needs only the first ``lanes`` of its block.
    """
    shared = [
        f"{_local(place)} = S[base + U({number * LANES})]"
        for number, place in enumerate(layout.shared)
    ]
    bindings = "".join(_binding(name) for name in dict.fromkeys(layout.mechanisms))
    places = [f"cells_at = base + U({layout.own_offset}) + block * U({layout.own_stride})"]
    fork = _fork(layout)
    body = _straight(layout, lanes) if fork is None else _forked(layout, fork, lanes)
    return bindings + _loop(
        "step", ["align_stack()", "base = T[0]", *shared], [*places, *body], fires=True
    )


def _fork(layout: Layout) -> int | None:
    """Position of the mechanism that has a shortcut, if any has."""
    made = enumerate(MECHANISMS[name] for name in layout.mechanisms)
    return next((position for position, each in made if each.shortcut), None)


def _straight(layout: Layout, lanes: int) -> list[str]:
    """A step of a block, in one loop over its lanes."""
    begun: set[str] = set()
    mechanisms = range(len(layout.mechanisms))
    advanced = [line for at in mechanisms for line in _fused_mechanism(at, layout, begun)]
    lines = [*_loaded(layout), *advanced, *_stored(layout), _FIRES]
    return [*_each_lane(lines, lanes), *_noted(lanes)]


def _forked(layout: Layout, fork: int, lanes: int) -> list[str]:
    """A step of a block by a shortcut, and once more without it where it does not hold for a lane.

    What the second way needs is kept by lane; the compiler leaves it in registers.
    """
    begun: set[str] = set()
    asked = MECHANISMS[layout.mechanisms[fork]]
    lines = [line for at in range(fork) for line in _fused_mechanism(at, layout, begun)]
    lines += _given(fork, layout, begun)
    kept = {name: name for name in sorted(begun)}
    places = _overwritten(layout, fork)
    kept |= {_local(place): _own(layout, place) for place in places}
    rooms = [f"kept_{name} = carray(lane_room(), (LANES,))" for name in kept]
    lines += [f"kept_{name}[lane] = {value}" for name, value in kept.items()]
    holds = f"holds_{asked.name}({', '.join(_arguments(fork, layout))})"
    lines.append(f"leaves[lane] = 0.0 if {holds} else 1.0")
    again = [f"{value} = kept_{name}[lane]" for name, value in kept.items()]
    again += [*_loaded(layout), *_rest(layout, fork, set(begun), "advanced")]
    return [
        *rooms,
        "leaving = lane_room()",
        "leaves = carray(leaving, (LANES,))",
        *_each_lane([*_loaded(layout), *lines, *_rest(layout, fork, begun, "shortly")], lanes),
        f"if {_mask(lanes)}(leaving) != ZERO:",
        *_deeper(_each_lane(again, lanes)),
        *_noted(lanes),
    ]


def _overwritten(layout: Layout, fork: int) -> list[Place]:
    """Own rows that are written from a fork on."""
    states: list[Place] = [
        (position, state)
        for position in range(fork, len(layout.mechanisms))
        for state in MECHANISMS[layout.mechanisms[position]].states
    ]
    return [*(name for name in layout.common if name in {*layout.own} - {"current"}), *states]


def _noted(lanes: int) -> list[str]:
    """Keep which lanes of a block fired, for when all blocks are done.

    Nothing branches on it here: it cannot be foreseen and is known only at the end of a long
    chain; the steps of the blocks begun meanwhile would be thrown away.
    """
    return [
        f"word = (word >> U(8)) | ({_mask(lanes)}(room) << U(56))",
        "F[words + (k >> U(3))] = word",
    ]


def _rest(layout: Layout, fork: int, begun: set[str], by: str) -> Iterator[str]:
    """What is left of a step from a fork on, the mechanism at it ``by`` one way or the other."""
    yield from _fused_mechanism(fork, layout, begun, by)
    for position in range(fork + 1, len(layout.mechanisms)):
        yield from _fused_mechanism(position, layout, begun)
    yield from _stored(layout)
    yield _FIRES


def _loaded(layout: Layout) -> Iterator[str]:
    own = set(layout.own)
    return (f"{name} = {_own(layout, name)}" for name in layout.common if name in own)


def _stored(layout: Layout) -> Iterator[str]:
    if "vn" in layout.common:
        yield "v = vn"
    yield from (f"{row} = {name}" for name, row in CARRIED.items() if name in layout.common)
    own = {*layout.own} - {"current"}
    yield from (f"{_own(layout, name)} = {name}" for name in layout.common if name in own)


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
    each = _each_lane([*lines, *([_FIRES] if fires else [])])
    return _loop(name, [], [*places, *each, *(_noted(LANES) if fires else [])], fires=fires)


def _loop(name: str, before: Sequence[str], body: Sequence[str], *, fires: bool) -> str:
    """A loop over the listed blocks; it has room for one number of each lane where cells fire."""
    room = ["room = lane_room()", "L = carray(room, (LANES,))"] if fires else []
    return f"""

@sealed_cfunc(STEP, **OPTIONS)
def {name}(pointer, table, listed, count, dt, t, tick, fired):
    ZERO = U(0)
    S = carray(pointer, (SIZE,))
    T = carray(table, (SIZE,))
    B = carray(listed, (SIZE,))
    F = carray(fired, (SIZE,))
    words, word = first_word(count), ZERO
{_indented([*before, *room], 4)}    for k in range(count):
        block = B[k]
{_indented(body, 8)}    return {"blocks_that_fired(F, B, count)" if fires else "0"}
"""


def _each_lane(lines: Iterable[str], lanes: int | None = None) -> list[str]:
    """Lines for each of so many lanes, or of as many as the table says."""
    count = "T[0]" if lanes is None else f"U({lanes})"
    return [f"for lane in range({count}):", *_deeper(lines)]


def _mask(lanes: int) -> str:
    return "mask_of_half" if lanes == LANES // 2 else "mask_of_lanes"


def _deeper(lines: Iterable[str]) -> list[str]:
    return [f"    {line}" for line in lines]


def _indented(lines: Sequence[str], spaces: int) -> str:
    return "".join(f"{' ' * spaces}{line}\n" for line in lines)


def _fused_mechanism(
    position: int, layout: Layout, begun: set[str], by: str = "advanced"
) -> Iterator[str]:
    """Load a mechanism's rows, advance it, store its states: short lives leave registers free.

    Parameters
    ----------
    begun : sums that have a value already; those of this mechanism are added
    by : what the function that advances it is called, before the mechanism's name
    """
    mechanism = MECHANISMS[layout.mechanisms[position]]
    yield from _given(position, layout, begun)
    states = [_local((position, state)) for state in mechanism.states]
    yield _call(mechanism, _arguments(position, layout), states, by)
    for name in mechanism.outputs:
        adds = name in begun and not mechanism.sets(name)
        begun.add(name)
        yield f"{name} {'+=' if adds else '='} out_{name}"
    for state in mechanism.states:
        yield f"{_own(layout, (position, state))} = {_local((position, state))}"


def _given(position: int, layout: Layout, begun: set[str]) -> Iterator[str]:
    """What a mechanism's arguments are to begin with."""
    mechanism, own = MECHANISMS[layout.mechanisms[position]], set(layout.own)
    for name in mechanism.arguments:
        if name in SUMS and name not in begun:
            begun.add(name)
            yield f"{name} = 0.0"
    for row in mechanism.rows:
        if (position, row) in own:
            yield f"{_local((position, row))} = {_own(layout, (position, row))}"


def _arguments(position: int, layout: Layout) -> list[str]:
    common = {*COMMON, *SCALARS}
    names = MECHANISMS[layout.mechanisms[position]].arguments
    return [name if name in common else _local((position, name)) for name in names]


def _call(
    mechanism: Mechanism, arguments: Sequence[str], states: Sequence[str], by: str = "advanced"
) -> str:
    results = ", ".join([*states, *(f"out_{name}" for name in mechanism.outputs)])
    return f"{results} = {by}_{mechanism.name}({', '.join(arguments)})"


def _binding(name: str) -> str:
    made = f'MECHANISMS["{name}"]'
    text = f"advanced_{name} = {made}.function\n"
    if MECHANISMS[name].shortcut:
        text += f"holds_{name} = {made}.shortcut.holds\nshortly_{name} = {made}.shortcut.way\n"
    return text


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
