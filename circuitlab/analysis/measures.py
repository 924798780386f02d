"""Numbers read off a run, each by a name that claims in a file may use.

Times are in ms of model time. A population's rates and counts are those of one cell on average.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from circuitlab.analysis.bursts import burst_count, pause_between_bursts, spikes_per_burst
from circuitlab.analysis.measures_between import (
    area,
    crossing_time,
    half_time,
    half_width,
    latency,
    peak_value,
    spike_width,
)
from circuitlab.analysis.measures_of_two import lag_between, of_two
from circuitlab.analysis.phase_measures import (
    mean_lag,
    peak_lag,
    peak_lag_rate,
    vector_strength,
)
from circuitlab.analysis.population_measures import (
    share_above,
    share_answering,
    share_firing,
)
from circuitlab.analysis.run_records import (
    EVERY_CELL,
    FOREVER,
    Floats,
    Ms,
    cell_by_cell,
    cells_of,
    spike_times,
    spikes_of_cells,
    trace_of_cell,
    within,
)
from circuitlab.model.timeline import timed_steps

if TYPE_CHECKING:
    from circuitlab.engine.running.run import Run

Measure = Callable[..., float]


def times(run: "Run", element: str) -> Floats:
    """Spike times of an element in ms, all cells of a population together, in order."""
    return spike_times(run, element)


def spike_count(
    run: "Run", element: str, start: Ms = 0.0, stop: Ms = FOREVER, cell: int = EVERY_CELL
) -> float:
    """Spikes from `start` up to `stop`, of one cell on average or of the one that is given."""
    cells = cells_of(run, element) if cell == EVERY_CELL else 1
    return float(within(spike_times(run, element, cell), start, stop).size) / cells


def rate_hz(
    run: "Run", element: str, start: Ms = 0.0, stop: Ms = FOREVER, cell: int = EVERY_CELL
) -> float:
    """Rate in Hz from `start` up to `stop` or the end, of one cell on average or of the given."""
    end = min(stop, run.duration_ms)
    return 1000.0 * spike_count(run, element, start, end, cell) / (end - start)


def first_spike(run: "Run", element: str, start: Ms = 0.0) -> float:
    """Time from `start` to the first spike after it in ms; not a number when there is none."""
    found = within(times(run, element), start, FOREVER)
    return float(found[0] - start) if found.size else float("nan")


def last_spike_after(run: "Run", element: str, offset: Ms = 0.0) -> float:
    """Time of the last spike counted from `offset` in ms; minus infinity when there is none."""
    found = times(run, element)
    return float(found[-1] - offset) if found.size else -FOREVER


def mean_interval(run: "Run", element: str, start: Ms = 0.0, stop: Ms = FOREVER) -> float:
    """Mean time between the spikes of a cell in ms; not a number below two spikes."""
    index, at = spikes_of_cells(run, element)
    kept = (at >= start) & (at < stop)
    index, at = cell_by_cell(index[kept], at[kept])
    intervals = np.diff(at)[np.diff(index) == 0]
    return float(intervals.mean()) if intervals.size else float("nan")


def late_spikes(
    run: "Run",
    element: str,
    start: Ms,
    period: Ms = 1000.0,
    count: int = 15,
    cut: Ms = 100.0,
    stimulus: int = 0,
) -> float:
    """Spikes that come later than `cut` after each of `count` stimuli, added up.

    Parameters
    ----------
    start, period
        Time of the first stimulus and time between two.
    stimulus
        Counts after this one alone, the first being 1; 0 for all of them.
    """
    counts = _late(run, element, start, period, count, cut)
    return float(counts.sum() if stimulus == 0 else counts[stimulus - 1])


def growth(
    run: "Run",
    element: str,
    start: Ms,
    period: Ms = 1000.0,
    count: int = 15,
    cut: Ms = 100.0,
) -> float:
    """Mean late spikes of the last three stimuli over those of the first: wind-up."""
    counts = _late(run, element, start, period, count, cut)
    return float(np.mean(counts[-3:]) / max(counts[0], 1.0 / cells_of(run, element)))


def spikes_per_volley(run: "Run", element: str, start: Ms, period: Ms, count: int) -> float:
    """Mean spikes of one cell between one stimulus and the next."""
    return spike_count(run, element, start, start + count * period) / count


def first_spike_temperature(run: "Run", element: str, heat: str) -> float:
    """Temperature in °C that `heat` has reached when a cell first fires, mean over cells."""
    index, at = spikes_of_cells(run, element)
    start = float(str(_set_at(run, heat, "start", 0.0)))
    late = at >= start
    index, at = cell_by_cell(index[late], at[late])
    firsts = at[np.diff(index, prepend=-1) != 0]
    return float(np.mean([_temperature(run, heat, t) for t in firsts])) if len(at) else float("nan")


def crossing_temperature(run: "Run", element: str, state: str, value: float, heat: str) -> float:
    """Temperature in °C that `heat` has reached when a recorded state first rises past `value`."""
    start = float(str(_set_at(run, heat, "start", 0.0)))
    at = crossing_time(run, element, state, value, after=start)
    return _temperature(run, heat, at) if np.isfinite(at) else float("nan")


def rheobase(run: "Run", element: str, start: Ms = 0.0, stop: Ms = FOREVER) -> float:
    """Smallest constant current in pA that made a cell fire, among those a population was given."""
    index, at = spikes_of_cells(run, element)
    given = _set_at(run, element, "i_e", start)
    currents = np.broadcast_to(
        np.asarray(getattr(given, "values", given), float), cells_of(run, element)
    )
    fired = np.unique(index[(at >= start) & (at < stop)]).astype(int)
    return float(currents[fired].min()) if fired.size else float("nan")


def final_value(run: "Run", element: str, state: str) -> float:
    """Value of a state when the run ends, mean over cells."""
    return float(np.mean(run.value(element, state)))


def value_at(run: "Run", element: str, state: str, at: Ms, cell: int = EVERY_CELL) -> float:
    """Value of a recorded state at a time, mean over cells or of one."""
    when, values = run.trace(element, state)
    return float(np.interp(at, when, _mean_over_cells(values, cell)))


def mean_value(
    run: "Run",
    element: str,
    state: str,
    start: Ms = 0.0,
    stop: Ms = FOREVER,
    cell: int = EVERY_CELL,
) -> float:
    """Mean of a recorded state over time, and over cells or of one."""
    return float(np.mean(_window(run, element, state, start, stop, cell)))


def max_value(
    run: "Run",
    element: str,
    state: str,
    start: Ms = 0.0,
    stop: Ms = FOREVER,
    cell: int = EVERY_CELL,
) -> float:
    """Largest value of a recorded state, of any cell or of one."""
    return float(np.max(_window(run, element, state, start, stop, cell)))


def min_value(
    run: "Run",
    element: str,
    state: str,
    start: Ms = 0.0,
    stop: Ms = FOREVER,
    cell: int = EVERY_CELL,
) -> float:
    """Smallest value of a recorded state, of any cell or of one."""
    return float(np.min(_window(run, element, state, start, stop, cell)))


def fraction_left(run: "Run", element: str, state: str) -> float:
    """Value of a recorded state at the end over its value at the start, mean over cells."""
    values = _mean_over_cells(run.trace(element, state)[1])
    return float(values[-1] / values[0]) if values[0] else float("nan")


OF_ONE: Mapping[str, Measure] = MappingProxyType(
    {
        measure.__name__: measure
        for measure in (
            spike_count,
            rate_hz,
            first_spike,
            last_spike_after,
            mean_interval,
            late_spikes,
            growth,
            spikes_per_volley,
            first_spike_temperature,
            crossing_temperature,
            rheobase,
            final_value,
            value_at,
            mean_value,
            max_value,
            min_value,
            fraction_left,
            latency,
            peak_value,
            half_time,
            half_width,
            spike_width,
            crossing_time,
            area,
            share_firing,
            share_above,
            share_answering,
            burst_count,
            spikes_per_burst,
            pause_between_bursts,
            vector_strength,
            mean_lag,
            peak_lag,
            peak_lag_rate,
            lag_between,
        )
    }
)
OF_TWO = of_two(OF_ONE)
MEASURES: Mapping[str, Measure] = MappingProxyType({**OF_ONE, **OF_TWO})
AT_EVERY_STEP = frozenset(
    {"peak_value", "half_time", "half_width", "spike_width", "crossing_time", "area"}
)
"""Measures of a trace that need each of its steps."""
OF_A_TRACE = AT_EVERY_STEP | {
    "value_at",
    "mean_value",
    "max_value",
    "min_value",
    "fraction_left",
    "crossing_temperature",
}


_UNITS = {
    **dict.fromkeys(("rate_hz", "peak_lag_rate"), "Hz"),
    **dict.fromkeys(("first_spike_temperature", "crossing_temperature"), "°C"),
    "rheobase": "pA",
    **dict.fromkeys(("first_spike", "last_spike_after", "mean_interval"), "ms"),
    **dict.fromkeys(("latency", "half_time", "half_width", "spike_width"), "ms"),
    **dict.fromkeys(("crossing_time", "pause_between_bursts", "lag_between"), "ms"),
    **dict.fromkeys(("mean_lag", "peak_lag"), "ms"),
}
_OF_THE_STATE = frozenset(
    {"final_value", "value_at", "mean_value", "max_value", "min_value", "peak_value"}
)


def unit_of(measure: str, state_unit: str = "", of: str = "") -> str:
    """Return the unit of a measure, of a state that has this unit; none for counts and parts.

    Parameters
    ----------
    of
        The measure of each element, where `measure` sets two beside each other.
    """
    if measure == "difference_between":
        return unit_of(of, state_unit)
    if measure == "area":
        return f"{state_unit}·ms" if state_unit else "ms"
    return state_unit if measure in _OF_THE_STATE else _UNITS.get(measure, "")


def summary(run: "Run", element: str) -> dict[str, float]:
    """What is worth knowing of every neuron: count, rate, first spike, mean interval."""
    return {
        "spike_count": spike_count(run, element),
        "rate_hz": rate_hz(run, element),
        "first_spike_ms": first_spike(run, element),
        "mean_interval_ms": mean_interval(run, element),
    }


def _late(run: "Run", element: str, start: float, period: float, count: int, cut: float) -> Floats:
    at = times(run, element)
    begins = start + period * np.arange(count)
    inside = [within(at, begin + cut, begin + period).size for begin in begins]
    return np.asarray(inside, float) / cells_of(run, element)


def _temperature(run: "Run", heat: str, at: float) -> float:
    """Temperature of a heat stimulus `at` ms: a step, or a ramp where it has a rate."""

    def number(name: str) -> float:
        return float(str(_set_at(run, heat, name, at)))

    resting, target, rate = number("resting"), number("temperature"), number("rate")
    if rate <= 0:
        return target
    climbed = rate * (at - number("start")) / 1000.0
    return min(target, resting + climbed) if target > resting else max(target, resting - climbed)


def _set_at(run: "Run", id: str, name: str, at: float) -> object:
    """Value of a parameter `at` ms: as it was built, or as the timeline has set it by then."""
    value: object = run.circuit.value(id, name)
    for step in timed_steps(run.circuit):
        if step.at <= at:
            value = step.values.get((id, name), value)
    return value


def _mean_over_cells(values: Floats, cell: int = EVERY_CELL) -> Floats:
    if values.ndim == 1:
        return values
    return np.asarray(values.mean(axis=-1) if cell == EVERY_CELL else values[:, cell])


def _window(
    run: "Run", element: str, state: str, start: float, stop: float, cell: int = EVERY_CELL
) -> Floats:
    if cell != EVERY_CELL:
        return trace_of_cell(run, element, state, start, stop, cell)[1]
    when, values = run.trace(element, state)
    return np.asarray(values)[(when >= start) & (when < stop)]
