"""Routes: what one population's rows add to another's inputs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from circuitlab.engine.layout import Place
from circuitlab.engine.placement import blocks_of, rows_of
from circuitlab.engine.plan import Population, Reals, Routes, Slots
from circuitlab.engine.recipes.parts import Clock, Wire

Copies = tuple[Slots, Slots, Reals]
"""(source slot, target slot, gain) of single copies."""


def make_routes(wires: Iterable[Wire], populations: Sequence[Population]) -> tuple[Routes, Routes]:
    """Wires as copies between slots: those of every step, and those of every millisecond."""
    rows = rows_of(populations)
    stepped = {p.block.element for p in populations if p.block.clock is Clock.STEP}
    fast: list[Copies] = []
    slow: list[Copies] = []
    for wire in wires:
        source = rows.get((wire.source.element, wire.source.mechanism, wire.source.name))
        target = rows.get((wire.target.element, wire.target.mechanism, wire.target.name))
        if source is None or target is None:
            continue
        each = wire.target.name == "current" and wire.source.element in stepped
        (fast if each else slow).append(_matched(source, target, wire.gain))
    cells = [p for p in populations if p.block.spiking]
    return _routes_of(fast, cells), _routes_of(slow, cells)


def _matched(
    source: tuple[Population, Place], target: tuple[Population, Place], gain: float
) -> Copies:
    """Cell to cell where sizes agree; else one to all, or the mean of all to one."""
    (sending, given), (receiving, taken) = source, target
    sources = sending.slots_of(given)
    if receiving.layout.is_shared(taken):
        targets = receiving.written_slots_of(taken)
    else:
        targets = receiving.slots_of(taken)
        if len(sources) == len(targets):
            return sources, targets, np.full(len(targets), gain)
    pairs = len(sources) * len(targets)
    each = np.full(pairs, gain / len(sources))
    return np.tile(sources, len(targets)), np.repeat(targets, len(sources)), each


def _routes_of(copies: Sequence[Copies], cells: Sequence[Population]) -> Routes:
    """Copies in the order of their targets; those to one target in the order of the wires."""
    none = np.zeros(0, np.int64)
    sources = np.concatenate([none, *(source for source, _target, _gain in copies)])
    targets = np.concatenate([none, *(target for _source, target, _gain in copies)])
    gains = np.concatenate([np.zeros(0), *(gain for _source, _target, gain in copies)])
    order = np.argsort(targets, kind="stable")
    target, first = np.unique(targets[order], return_index=True)
    return Routes(
        target=target,
        first=np.append(first, len(order)).astype(np.int64),
        source=sources[order],
        gain=gains[order],
        distinct=np.unique(sources),
        block=blocks_of(cells, target),
    )
