"""A run, or the windows of a run over days, as other tools' formats hold them: on one time axis."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from circuitlab.analysis.run_tables import firing
from circuitlab.catalog.load import default_catalog
from circuitlab.engine.running.days_run import DaysRun

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from circuitlab.catalog.spec import State
    from circuitlab.engine.running.run import Run

    Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class Stretch:
    """A stretch of neural time, and when it begins.

    Attributes
    ----------
    begin_s : body time of a window; 0 of a run
    name : added to what is in it; empty for a run
    """

    run: Run
    begin_s: float = 0.0
    name: str = ""

    @property
    def end_s(self) -> float:
        """When it ends."""
        return self.begin_s + self.run.duration_ms / 1000.0


@dataclass(frozen=True, eq=False, slots=True)
class Samples:
    """One recorded state of one element.

    Attributes
    ----------
    t : (samples,) ms since the beginning of the stretch
    values : (samples,), or (samples, cells) of a population
    step_ms : time from one sample to the next
    """

    element: str
    name: str
    state: State
    t: Floats
    values: Floats
    step_ms: float


def stretches(found: Run | DaysRun) -> tuple[Stretch, ...]:
    """Return a run as one stretch, or the windows of one over days as several."""
    if not isinstance(found, DaysRun):
        return (Stretch(found),)
    begins = found.body_s.tolist()
    return tuple(
        Stretch(run, begin_s, f"_window{number}")
        for number, (run, begin_s) in enumerate(zip(found.windows, begins, strict=True))
    )


def samples_of(run: Run) -> Iterator[Samples]:
    """Yield what was recorded in a run, if there was time for a sample."""
    kinds = default_catalog().kinds
    for (id, name), (t, values) in run.recorded.items():
        if len(t):
            state = kinds[run.circuit.elements[id].kind].states[name]
            step = float(t[1] - t[0]) if len(t) > 1 else float(t[0])
            yield Samples(id, name, state, t, values, round(step, 9))


def trains_of(run: Run) -> Iterator[tuple[str, list[Floats]]]:
    """Yield each element that fires with the times (ms, rising) of each of its cells."""
    for id in firing(run):
        cells, times = run.spike_pairs(id)
        order = np.lexsort((times, cells))
        edges = np.searchsorted(cells[order], np.arange(1, run.size(id)))
        yield id, np.split(times[order], edges)
