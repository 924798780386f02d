"""The end of a run as a figure, as the window would export it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from circuitlab.analysis import heat_threshold
from circuitlab.analysis.tables import step_words
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import Catalog
from circuitlab.engine.running.messages import RunnerFrame
from circuitlab.engine.running.spikes import Spikes
from circuitlab.model.circuit import Circuit
from circuitlab.model.states import Address, ComparedState
from circuitlab.model.step import Step
from circuitlab.model.timeline import timed_steps
from circuitlab.playback.compared_words import (
    measured_lines,
    numbered,
    reading_words,
    verdict,
)
from circuitlab.playback.live_state import LiveState
from circuitlab.playback.measured_states import measured_of_runs, set_by_hand
from circuitlab.playback.onsets import onset_events
from circuitlab.playback.recorded_course import RecordedCourse
from circuitlab.playback.stamp import stamp
from circuitlab.playback.trace_rows import TraceRow, rows_of
from circuitlab.render.figure.figure import Figure
from circuitlab.render.figure.figure_traces import COLUMNS, Mark, Trace, raster, trace
from circuitlab.render.figure.side_by_side import (
    SideBySide,
    StatePanel,
    together,
)
from circuitlab.render.live_frame import LiveFrame

if TYPE_CHECKING:
    from circuitlab.engine.numerics.arrays import Reals
    from circuitlab.engine.running.run import Run

POLL_MS = 16.0
"""Screen time in which spikes come together, as in the window."""


def recorded(circuit: Circuit) -> list[tuple[str, str]]:
    """Return the (element, state) pairs that a figure of a run shows as traces."""
    rows = rows_of(circuit, default_catalog())
    return [(row.id, row.state) for row in rows if not row.is_raster]


def figure_of(
    run: "Run", title: str, width_mm: float = 180.0, theme: str = "print", is_changed: bool = False
) -> Figure:
    """Return the figure of a run at its end: circuit, recorded traces, key and caption.

    Parameters
    ----------
    is_changed : bool
        Whether something was set that the circuit called `title` does not say.
    """
    catalog = default_catalog()
    return Figure(
        run.circuit,
        live_frame(run),
        traces=tuple(_trace(run, row) for row in _shown(run, catalog)),
        marks=_marks(run, catalog),
        width_mm=width_mm,
        theme=theme,
        caption=str(run.circuit.document["caption"]),
        stamp=stamp(title, is_changed, run.seed, run.dt, run.duration_ms),
    )


def figure_at_rest(circuit: Circuit, width_mm: float = 180.0, theme: str = "print") -> Figure:
    """Return the figure of a circuit that does not run: as it is drawn, with key and caption."""
    caption = str(circuit.document["caption"])
    return Figure(circuit, width_mm=width_mm, theme=theme, caption=caption)


def figure_of_states(
    states: Sequence[ComparedState],
    runs: "Sequence[Run]",
    addresses: Sequence[Address],
    title: str,
    width_mm: float = 180.0,
    theme: str = "print",
) -> SideBySide:
    """Return the figure of runs of one circuit in several states, beside each other at their ends.

    Parameters
    ----------
    addresses
        The (id, parameter) in which the states differ.
    """
    catalog, first = default_catalog(), runs[0]
    rows = rows_of(first.circuit, catalog)
    marked = tuple(dict.fromkeys(id for id, _name in addresses))
    by_hand = set_by_hand([run.circuit for run in runs], catalog, addresses)
    measured = measured_of_runs(runs, catalog)
    names, symbols = [each.name for each in states], [each.symbol for each in states]
    lines = [*numbered(by_hand, addresses, marked), *measured_lines(measured)]
    return SideBySide(
        tuple(
            StatePanel(
                state.name,
                state.symbol,
                run.circuit,
                live_frame(run),
                frozenset(at[0] for at in state.values),
                state.note,
                _reading(run, rows),
            )
            for state, run in zip(states, runs, strict=True)
        ),
        marked,
        tuple(together([_trace(run, row) for run in runs], symbols) for row in rows),
        _marks(first, catalog),
        tuple((line, tuple(words)) for line, words in lines),
        verdict(names, measured),
        str(first.circuit.document["caption"]),
        stamp(title, True, first.seed, first.dt, first.duration_ms),
        width_mm,
        theme,
    )


def _reading(run: "Run", rows: Sequence[TraceRow]) -> str:
    """Return what the first meter reads at the end of a run, in words; empty without one."""
    row = next((row for row in rows if row.is_reading and row.key in run.recorded), None)
    if row is None:
        return ""
    values = run.trace(row.id, row.state)[1]
    last = float(np.mean(values[-1]))
    return reading_words(row, last)


def _marks(run: "Run", catalog: Catalog) -> tuple[Mark, ...]:
    """Return what the traces of a run mark: steps of its timeline, and what began meanwhile."""
    circuit = run.circuit
    steps = [
        Mark(step.at, step.label or step_words(circuit, catalog, step), "accent")
        for step in _steps_done(run)
    ]
    begun = [
        Mark(event.time_ms, event.text, event.colour)
        for event in onset_events(circuit, catalog)
        if event.time_ms <= run.duration_ms
    ]
    return tuple(sorted([*steps, *begun], key=lambda mark: mark.time_ms))


def live_frame(run: "Run") -> LiveFrame:
    """Return what the window would show at the end of a run, at the speed of its circuit."""
    speed = float(run.circuit.document["speed"])
    state, view = LiveState(run.circuit, default_catalog()), run.final
    for spikes in _polled(run, POLL_MS * speed):
        state.take(RunnerFrame(time_ms=float(spikes.ms[-1]), spikes=spikes), speed)
    now = RunnerFrame(
        time_ms=run.duration_ms,
        body_s=run.body_s,
        firing=view.firing,
        potentials=view.potentials(),
        values=view,
        set_by_timeline={key: value for s in _steps_done(run) for key, value in s.values.items()},
    )
    state.take(now, speed)
    state.measured(_measured(run, view))
    state.advance(0.0, speed)
    return state.frame


def _steps_done(run: "Run") -> list[Step]:
    return [step for step in timed_steps(run.circuit) if step.at <= run.duration_ms]


def _polled(run: "Run", poll_ms: float) -> Iterator[Spikes]:
    """Yield the spikes of a run as the window would have got them, poll by poll."""
    pairs = [run.spike_pairs(id) for id in run.firing]
    if not pairs:
        return
    element = np.repeat(np.arange(len(pairs)), [len(times) for _cell, times in pairs])
    cell, ms = (np.concatenate(part) for part in zip(*pairs, strict=True))
    order = np.argsort(ms, kind="stable")
    polls = np.floor(ms[order] / poll_ms)
    for polled in np.split(order, np.flatnonzero(np.diff(polls)) + 1):
        if polled.size:
            yield Spikes(run.firing, element[polled], cell[polled], ms[polled])


def _shown(run: "Run", catalog: Catalog) -> list[TraceRow]:
    """Return what meters show of a run, as far as it was recorded."""
    rows = rows_of(run.circuit, catalog)
    return [row for row in rows if row.is_raster or row.key in run.recorded]


def _trace(run: "Run", row: TraceRow) -> Trace:
    """What a row shows of a run; of a population's states, its first cell's."""
    if row.is_raster:
        cells, times = run.spike_pairs(row.id) if row.id in run.firing else ((), ())
        return raster(row.title, row.colour, times, cells, row.size)
    when, values = run.trace(row.id, row.state)
    first = values if values.ndim == 1 else values[:, 0]
    spikes = _marked(run, row) if row.has_strokes else ()
    named = row.title, row.colour, row.unit
    shown = trace(*named, when, first, spikes, quantity=row.quantity)
    return replace(shown, others=tuple(_measured_beside(run, row)))


def _measured_beside(run: "Run", row: TraceRow) -> Iterator[Trace]:
    """Yield what was measured elsewhere beside a row, as far as the run goes."""
    end = run.duration_ms
    for each in run.circuit.document["recordings"]:
        if each.key == row.key:
            course = RecordedCourse(each)
            times, values = course.points(0.0, end, end / COLUMNS)
            inside = (times >= 0.0) & (times <= end)
            drawn = times[inside], values[inside], course.strokes(0.0, end)
            yield Trace(each.title, course.colour, row.unit, *drawn, dash=course.dash)


def _marked(run: "Run", row: TraceRow) -> NDArray[np.float64]:
    """Spikes of the cell that a row shows, where its course shows none."""
    cells, times = run.spike_pairs(row.id)
    first: NDArray[np.float64] = times[cells == 0]
    return first


def _measured(
    run: "Run", values: "Mapping[tuple[str, str], Reals]"
) -> dict[tuple[str, str], float]:
    """Return the heat from which each nerve ending's neuron fires, as its states are now."""
    found, catalog = {}, default_catalog()
    for channel, neuron in heat_threshold.endings(run.circuit, catalog).items():
        if (alone := heat_threshold.alone_now(run.circuit, catalog, neuron, values)) is not None:
            found[channel, "fires_from"] = heat_threshold.fires_from(alone, catalog, neuron)
    return found
