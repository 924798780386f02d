"""What a run on NEURON gave, put together from what its processes wrote."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from circuitlab.catalog.spec import Catalog
from circuitlab.engine.errors import NotFinite
from circuitlab.engine.numerics import arrays
from circuitlab.engine.plan.plan import Reals
from circuitlab.engine.running.model_times import times_of
from circuitlab.engine.running.run import Run, joined_spikes, refuse_not_finite
from circuitlab.engine.running.timeline import Timeline
from circuitlab.engine.stepping.runaway import runaway
from circuitlab.exchange.neuron.prepared import Prepared

Written = Sequence[Any]
"""Of each process, the arrays that it wrote."""


def finished(made: Prepared, catalog: Catalog, folder: Path, ranks: int) -> Run:
    """The run of which these are the results.

    Raises
    ------
    NotFinite
        When a voltage has left its range, or a state is no number.
    """
    found = [np.load(folder / f"rank{rank}.npz") for rank in range(ranks)]
    end = min(int(each["tick"]) for each in found)
    timeline = Timeline(made.circuit, catalog, made.settings)
    _replay(made, timeline, _columns(made, found), end)
    _come_to_the_end(made, found)
    _refuse_strayed(made, timeline, catalog, found)
    refuse_not_finite(made.simulation)
    raw, sources = joined_spikes([(made.plan.cells, _spikes(made, found))])
    return Run(
        made.circuit,
        made.plan,
        float(times_of(end, made.settings.dt)),
        made.settings.seed,
        max(float(each["wall"]) for each in found),
        raw,
        sources,
        recorded=made.recorder.traces(),
        final=made.simulation.view(),
        body_s=timeline.body_s(end),
    )


def _spikes(made: Prepared, found: Written) -> NDArray[np.int64]:
    """All spikes in the order of our own engine: of a tick, listed ones first, then by cells."""
    spikes = np.concatenate([each["spikes"] for each in found])
    listed = np.isin(spikes[:, 0], np.unique(made.plan.listed.source))
    spikes = spikes[np.lexsort((spikes[:, 0], ~listed, spikes[:, 1]))]
    return np.asarray(np.repeat(spikes[:, :2], spikes[:, 2], axis=0), np.int64)


def _columns(made: Prepared, found: Written) -> list[Reals]:
    """Of each watch, (columns, 2) lowest and highest values."""
    columns: list[Reals] = [np.zeros((0, 2))] * len(made.tables["watch.address"])
    for each in found:
        parts = np.split(each["columns"], np.cumsum(each["lengths"]))
        for watch, column in zip(each["watched"].tolist(), parts, strict=False):
            columns[watch] = column
    return columns


def _replay(made: Prepared, timeline: Timeline, columns: Sequence[Reals], end: int) -> None:
    """Let the timeline change the plan once more, and the recorder have what lies between."""
    simulation, every = made.simulation, made.tables["watch.every"].tolist()
    tick = 0
    while tick < end:
        timeline.apply_due(simulation)
        until = min(end, timeline.next_tick(tick))
        _set_tick(made, until)
        made.recorder.keep(
            [
                column[tick // steps : until // steps]
                for column, steps in zip(columns, every, strict=True)
            ]
        )
        tick = until


def _set_tick(made: Prepared, tick: int) -> None:
    snapshot = made.simulation.snapshot()
    snapshot.memory.counters[arrays.TICK] = tick
    made.simulation.restore(snapshot)


def _come_to_the_end(made: Prepared, found: Written) -> None:
    """Give the simulation every number of the end."""
    slots = made.numbering.slots()
    snapshot = made.simulation.snapshot()
    memory, pool_of = snapshot.memory, made.plan.terminals.pool_of
    for each in found:
        memory.state[slots[each["addresses"]]] = each["values"]
        if len(memory.vesicles):
            pools = pool_of[each["terminals"]]
            mine = each["last_use"] >= memory.last_use[pools]
            memory.vesicles[pools[mine]] = each["vesicles"][mine]
            memory.utilised[pools[mine]] = each["utilised"][mine]
            memory.last_use[pools[mine]] = each["last_use"][mine]
    made.simulation.restore(snapshot)


def _refuse_strayed(
    made: Prepared, timeline: Timeline, catalog: Catalog, found: Iterable[Any]
) -> None:
    if not any(bool(each["strayed"]) for each in found):
        return
    simulation = made.simulation
    element = simulation.first_out_of_range()
    assert element is not None
    problem = runaway(timeline.present, catalog, simulation, element, simulation.time)
    raise NotFinite(problem, simulation.time)
