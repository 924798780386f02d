"""Spikes that are known before a run: the lists that sources are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from circuitlab.catalog.spec import Kind
from circuitlab.engine.plan.plan import Listed, Population, Reals, Slots
from circuitlab.engine.recipes import recipe_of
from circuitlab.engine.recipes.parameters import Settings, Values
from circuitlab.model.circuit import Circuit


def listed_spikes(
    circuit: Circuit,
    kinds: Mapping[str, Kind],
    populations: Sequence[Population],
    settings: Settings,
) -> Listed:
    """Spikes of all sources that are known beforehand, in order of time.

    A spike is at the tick that is nearest to its time; of those that fall on one, all count.
    """
    count = 1 + sum(population.cells.size for population in populations)
    places = [np.zeros(0, np.int64)]
    for population in populations:
        id, size = population.cells.element, population.cells.size
        if train_of := recipe_of(kinds[id].mechanism).train:
            train = train_of(Values(circuit.elements[id], kinds[id], settings, size))
            tick, cells = ticks(train.times, settings), train.cells
            if cells is None:
                tick, cells = tick[:, None], np.arange(size)
            places.append((tick * count + population.first_source + cells).ravel())
    place, spikes = np.unique(np.concatenate(places), return_counts=True)
    return Listed(*np.divmod(place, count), spikes.astype(np.int64))


def ticks(times: Reals, settings: Settings) -> Slots:
    """(spikes,) the step that is nearest to each time in ms."""
    return np.asarray(np.round(times / settings.dt), np.int64)
