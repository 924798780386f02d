"""Routes: what one population's rows add to another's inputs."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

import numpy as np

from circuitlab.engine.layout import Place
from circuitlab.engine.placement import blocks_of, rows_of
from circuitlab.engine.plan import Population, Reals, Routes, Slots
from circuitlab.engine.recipes.parts import Clock, Wire

Copies = tuple[Slots, Slots, Reals]
"""(source slot, target slot, gain) of single copies."""


def make_routes(
    wires: Iterable[Wire], populations: Sequence[Population], one_by_one: Container[str] = ()
) -> tuple[Routes, Routes]:
    """Wires as copies between slots: those of every step, and those of every millisecond.

    Parameters
    ----------
    one_by_one : elements of which each cell of a target has its own, also if there is only one
    """
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
        mean = wire.source.element not in one_by_one
        (fast if each else slow).append(_copies(wire, source, target, mean=mean))
    cells = [p for p in populations if p.block.spiking]
    return _routes_of(fast, cells), _routes_of(slow, cells)


def nearest(places: int, others: int) -> Slots:
    """(others,) the place, of so many in a row, that lies nearest to each of the others."""
    return ((np.arange(others) + 0.5) * places / others).astype(np.int64)


def _copies(
    wire: Wire,
    source: tuple[Population, Place],
    target: tuple[Population, Place],
    *,
    mean: bool,
) -> Copies:
    """From cell to cell, or to the nearest; one to all; of several to one the mean."""
    (sending, given), (receiving, taken) = source, target
    sources, size = sending.slots_of(given), receiving.block.size
    if wire.pairs is not None:
        chosen, reached = sources[wire.pairs[0]], np.asarray(wire.pairs[1], np.int64)
    elif size > 1 or not mean:
        chosen, reached = sources[nearest(len(sources), size)], np.arange(size)
    else:
        chosen, reached = sources, np.zeros(len(sources), np.int64)
    share = wire.gain / len(sources) if wire.pairs is None and size == 1 and mean else wire.gain
    chosen, targets = _written(chosen, reached, receiving, taken)
    return chosen, targets, np.full(len(targets), share)


def _written(
    sources: Slots, reached: Slots, receiving: Population, taken: Place
) -> tuple[Slots, Slots]:
    """Sources and targets slot by slot; what all cells share stands in every lane."""
    if not receiving.layout.is_shared(taken):
        return sources, receiving.slots_of(taken)[reached]
    lanes = receiving.written_slots_of(taken)
    first = sources if receiving.block.size == 1 else sources[:1]
    return np.tile(first, len(lanes)), np.repeat(lanes, len(first))


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
