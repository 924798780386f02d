"""Which compiled loops step a plan, and how a plan comes to rest before its first step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import numpy as np

from circuitlab.engine import driver
from circuitlab.engine.compiled import LANES
from circuitlab.engine.driver import Steps
from circuitlab.engine.kernels import KernelLibrary, Place, clear_loop, finish_loop, row_places
from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.plan import Plan, Population, Reals, Routes

Fused = Literal["wait", "ready", "never"]
"""Whether fused loops are compiled now, used where they are compiled already, or not used."""

_LADDER_MS = np.geomspace(1e-2, 1e6, 41)
_ROUNDS = 3
_CHAIN = 8
"""Longest chain of slow processes that act on each other."""

Call = tuple[int, int]
"""(address of a loop, row of the mechanism it advances)"""


def steps_of(
    populations: Iterable[Population], plan: Plan, kernels: KernelLibrary, fused: Fused
) -> Steps:
    """The calls that step these populations once."""
    chosen = [(p, _calls(p, kernels, fused)) for p in populations]
    dts = [p.block.clock.dt(plan.settings) for p, _calls in chosen]
    return _assembled(chosen, dts)


def settle_slow(slow: Steps, routes: Routes, state: Reals) -> None:
    """Bring slow biology to the equilibrium of its inputs just before the run begins."""
    at_rest = slow._replace(dt=np.full(len(slow.dt), 1e12))
    for _ in range(_CHAIN):
        driver.call_all(at_rest, -1, 1.0, state)
        driver.copy_routes(routes, state)


def settle_gates(populations: Iterable[Population], state: Reals, kernels: KernelLibrary) -> None:
    """Bring every gate to its steady state with the voltage held.

    A gate is stepped through a ladder of time steps: each contracts its distance from the steady
    state, most of all the steps that are near its time constant.
    """
    for population in populations:
        stretch = slice(population.base, population.base + population.slots)
        before = state[stretch].copy()
        steps = _assembled([(population, _gate_calls(population, kernels))], [0.0])
        for dt in np.tile(_LADDER_MS, _ROUNDS):
            driver.call_all(steps._replace(dt=np.full(len(steps.dt), dt)), 0, 0.0, state)
        settled = state[stretch].copy()
        state[stretch] = before
        gates = _gate_rows(population)
        shape = (population.blocks, population.rows, LANES)
        state[stretch].reshape(shape)[:, gates] = settled.reshape(shape)[:, gates]


def _calls(population: Population, kernels: KernelLibrary, fused: Fused) -> list[Call]:
    signature, size = population.mechanisms, population.block.size
    if population.block.spiking:
        if fused == "wait" or (fused == "ready" and kernels.has_fused(signature, size)):
            return [(kernels.fused_address(signature, size), 0)]
        clear = (kernels.address(clear_loop(), "clear"), 0)
        finish = (kernels.address(finish_loop(), "finish"), 0)
        return [clear, *_mechanism_calls(population, kernels), finish]
    return _mechanism_calls(population, kernels)


def _mechanism_calls(
    population: Population, kernels: KernelLibrary, positions: Iterable[int] | None = None
) -> list[Call]:
    names, places = population.mechanisms, row_places(population.mechanisms)
    return [
        (kernels.mechanism_address(names[at]), _first_row(names[at], at, places))
        for at in (range(len(names)) if positions is None else positions)
    ]


def _gate_calls(population: Population, kernels: KernelLibrary) -> list[Call]:
    gated = [at for at, name in enumerate(population.mechanisms) if MECHANISMS[name].gates]
    return _mechanism_calls(population, kernels, gated)


def _gate_rows(population: Population) -> list[int]:
    places = row_places(population.mechanisms)
    return [
        places[position, gate]
        for position, name in enumerate(population.mechanisms)
        for gate in MECHANISMS[name].gates
    ]


def _first_row(name: str, position: int, places: Mapping[Place, int]) -> int:
    rows = MECHANISMS[name].rows
    return places[position, rows[0]] if rows else 0


def _assembled(chosen: Sequence[tuple[Population, list[Call]]], dts: Sequence[float]) -> Steps:
    flat = [(address, p.base, p.blocks, p.rows, at) for p, calls in chosen for address, at in calls]
    table = np.asarray(flat, np.uint64).reshape(-1, 5)
    counts = [len(calls) for _population, calls in chosen]
    spike = [p.base + row_places(p.mechanisms)["spike"] * LANES for p, _calls in chosen]
    address, base, blocks, rows, at = (np.ascontiguousarray(column) for column in table.T)
    return Steps(
        address=address,
        base=base,
        blocks=blocks,
        rows=rows,
        at=at,
        dt=np.repeat(np.asarray(dts, np.float64), counts),
        first=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        cells=np.asarray([p.block.size for p, _calls in chosen], np.int64),
        lane0=np.asarray(spike, np.int64),
        stride=np.asarray([p.rows * LANES for p, _calls in chosen], np.int64),
    )
