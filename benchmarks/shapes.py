"""Networks of about a million connections in other shapes: ours and NEST's, to the first step.

`python -m benchmarks.shapes ours "a delay each"` answers for one, in a process of its own.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.one_run import MARK, Clock
from benchmarks.scale import MEASURES, OURS, Said, answered, in_turn, peak

MOST_ROUNDS = 3
WITH_NEST = (OURS, "NEST")
EACH_DELAYED = "a delay each"
DT = 0.1


@dataclass(frozen=True, slots=True)
class Projection:
    """Connections of one population with another, which may be the same.

    Attributes
    ----------
    rule : ours; NEST's stands in `_NEST_RULES`
    number : partners of each cell, for rules that ask for it
    pre, post : cells, for explicit pairs
    """

    source: int
    target: int
    rule: str
    weight: float | NDArray[Any] = 1.0
    delay: float | NDArray[Any] = 0.5
    number: int = 0
    pre: NDArray[Any] | None = None
    post: NDArray[Any] | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of populations, and what joins them."""

    sizes: tuple[int, ...]
    projections: tuple[Projection, ...]
    connections: int = 1_000_000


_NEST_RULES = {"in_degree": ("fixed_indegree", "indegree"), "all_to_all": ("all_to_all", "")}


def _pairs(rng: np.random.Generator, sizes: Sequence[int], ends: tuple[int, int], n: int) -> Any:
    source, target = ends
    return Projection(
        source,
        target,
        "pairs",
        weight=rng.normal(1.0, 0.1, n),
        delay=rng.integers(1, 50, n) * DT,
        pre=rng.integers(0, sizes[source], n),
        post=rng.integers(0, sizes[target], n),
    )


def _each_delayed() -> Shape:
    sizes = (10_000,)
    return Shape(sizes, (_pairs(np.random.default_rng(1), sizes, (0, 0), 1_000_000),))


def _in_projections() -> Shape:
    """Eight populations, each joined with each, as in a model of cortex by its layers."""
    rng, sizes = np.random.default_rng(1), (2068, 583, 2191, 547, 485, 106, 1439, 294)
    ends = [(source, target) for source in range(8) for target in range(8)]
    return Shape(sizes, tuple(_pairs(rng, sizes, each, 15_625) for each in ends))


def _excited_and_inhibited() -> Shape:
    """Brunel's network: each cell hears 80 of 8,000 cells that excite and 20 of 2,000 others."""
    ends = ((0, 0, 80), (0, 1, 80), (1, 0, 20), (1, 1, 20))
    made = (Projection(source, to, "in_degree", number=number) for source, to, number in ends)
    return Shape((8_000, 2_000), tuple(made))


SHAPES: Mapping[str, Callable[[], Shape]] = MappingProxyType(
    {
        EACH_DELAYED: _each_delayed,
        "8 populations, 64 projections": _in_projections,
        "excited and inhibited, by degree": _excited_and_inhibited,
        "100,000 cells, 10 partners each": lambda: Shape(
            (100_000,), (Projection(0, 0, "in_degree", number=10),)
        ),
        "1,000 cells to 1,000, all": lambda: Shape(
            (1_000, 1_000), (Projection(0, 1, "all_to_all"),)
        ),
    }
)


def measured(rounds: int) -> dict[str, Any]:
    """Return what ours and NEST say of each shape, the medians over rounds in turn."""
    found: dict[str, Any] = {}
    for shape in SHAPES:
        say = partial(answered, module="benchmarks.shapes", asked=shape)
        turns = in_turn(min(rounds, MOST_ROUNDS), say, WITH_NEST)
        found |= {row(simulator, shape): said for simulator, said in turns.items()}
    return found


def row(simulator: str, shape: str) -> str:
    """Return the name of a row of the table."""
    return f"{simulator}, {shape}"


def ours(shape: Shape) -> Said:
    """Connect and step once, kernels compiled."""
    from circuitlab import api

    def built(shape: Shape) -> None:
        circuit = api.Circuit()
        cells = [circuit.add("lif_current", size=size) for size in shape.sizes]
        for each in shape.projections:
            _join(circuit, cells[each.source], cells[each.target], each)
        api.simulate(circuit, "0.1 ms", dt=DT, record=())

    built(Shape((10,), (Projection(0, 0, "all_to_all"),)))
    before, clock = peak(), Clock()
    built(shape)
    return _said(clock.lap(), peak() - before, shape)


def _join(circuit: Any, source: str, target: str, each: Projection) -> None:
    if each.pre is not None:
        values = {"weight": each.weight, "delay": each.delay}
        circuit.connect(
            source, target, receptor="exp_current", pre=each.pre, post=each.post, **values
        )
        return
    synapse = circuit.wire(source, target)
    degree = {"degree": each.number} if each.number else {}
    circuit.set(synapse, rule=each.rule, delay=each.delay, **degree)
    circuit.set(circuit.receptors(synapse)[0], weight=each.weight)


def nest(shape: Shape) -> Said:
    """The same populations and projections in NEST, from arrays to the first step."""
    import nest as simulator

    simulator.resolution = DT
    before, clock = peak(), Clock()
    cells = [simulator.Create("iaf_psc_exp", size) for size in shape.sizes]
    for each in shape.projections:
        source, target = cells[each.source], cells[each.target]
        synapses = {"weight": each.weight, "delay": each.delay}
        if each.pre is not None:
            first, goal = source[0].global_id, target[0].global_id
            simulator.Connect(each.pre + first, each.post + goal, "one_to_one", synapses)
        else:
            rule, number = _NEST_RULES[each.rule]
            asked = {"rule": rule} | ({number: each.number} if number else {})
            simulator.Connect(source, target, asked, synapses)
    simulator.Simulate(DT)
    return _said(clock.lap(), peak() - before, shape)


def _said(build_s: float, taken: float, shape: Shape) -> Said:
    per = taken / shape.connections
    return dict.fromkeys(MEASURES) | {"build_s": build_s, "bytes_a_connection": per}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("simulator", choices=WITH_NEST)
    parser.add_argument("shape", choices=tuple(SHAPES))
    asked = parser.parse_args()
    run = {OURS: ours, "NEST": nest}[asked.simulator]
    print(MARK + json.dumps(run(SHAPES[asked.shape]())))
