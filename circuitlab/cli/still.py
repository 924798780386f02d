"""The last moment of a run as a picture: what drawing knows of a simulation."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from circuitlab import __version__
from circuitlab.analysis import heat
from circuitlab.analysis.measures import cell_times, rate_hz, times
from circuitlab.analysis.tables import shown
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.words import format_number
from circuitlab.cli.simulate import neurons, rastered, watched
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Role
from circuitlab.model.overlay import Overlay, resolve
from circuitlab.model.timeline import Step, steps_of
from circuitlab.render.figure import Figure
from circuitlab.render.live_frame import LiveFrame, Pulse
from circuitlab.render.traces import Mark, Trace, trace
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.engine.run import Run

RATE_WINDOW_MS = 500.0
FLASH_MS = 30.0
SHORTEST_PULSE_MS = 12.0


def figure_of(run: "Run", name: str, width_mm: float = 180.0, theme: str = "print") -> Figure:
    """Return the figure of a run at its end: circuit, recorded traces, key and caption."""
    steps = [step for step in steps_of(run.circuit) if step.at <= run.duration_ms]
    circuit = resolve(run.circuit, [Overlay(step.label, step.values) for step in steps])
    stamp = _("CircuitLab {version} · {name} · seed {seed} · dt {dt} ms · at {time} s").format(
        version=__version__,
        name=Path(name).name,
        seed=run.seed,
        dt=format_number(run.dt),
        time=format_number(run.duration_ms / 1000.0),
    )
    return Figure(
        circuit,
        live_frame(run),
        traces=traces_of(run),
        marks=tuple(Mark(step.at, step.label or _changes(circuit, step)) for step in steps),
        width_mm=width_mm,
        theme=theme,
        caption=str(circuit.document["caption"]),
        stamp=stamp,
    )


def live_frame(run: "Run") -> LiveFrame:
    """Return the state of every element at the end of a run."""
    now = run.duration_ms
    cells = neurons(run.circuit)
    kinds = default_catalog().kinds
    known = [e for e in run.circuit.elements.values() if e.kind in kinds]
    values = {
        (e.id, state): run.value(e.id, state) for e in known for state in kinds[e.kind].states
    }
    last = {id: times(run, id)[-1:] for id in cells}
    return LiveFrame(
        time_ms=now,
        body_s=now / 1000.0 * float(run.circuit.document["body_clock"]),
        values=values,
        potential={id: float(values[id, "v"].mean()) for id in cells},
        rate_hz={id: rate_hz(run, id, max(0.0, now - RATE_WINDOW_MS)) for id in cells},
        flash={
            id: max(0.0, 1.0 - (now - float(t[0])) / FLASH_MS) for id, t in last.items() if t.size
        },
        pulses=tuple(_pulses(run, cells)),
        measured=_measured(run, values),
    )


def _measured(run: "Run", values: Mapping[tuple[str, str], Any]) -> dict[tuple[str, str], float]:
    """Return the heat from which each nerve ending's neuron fires, as its states are now."""
    found, catalog = {}, default_catalog()
    for channel, neuron in heat.endings(run.circuit, catalog).items():
        moved = heat.what_moves(run.circuit, catalog, neuron)
        now = {key: float(values[key].mean()) for key in moved}
        alone = heat.alone(run.circuit, catalog, neuron, now)
        found[channel, "fires_from"] = heat.fires_from(alone, catalog, neuron)
    return found


def traces_of(run: "Run") -> tuple[Trace, ...]:
    """Return a trace of everything a meter records; of a population's quantity, its first cell."""
    courses = watched(run.circuit)
    drawn = {id for id, _state in courses}
    alone = [id for id in rastered(run.circuit) if id in run.firing and id not in drawn]
    return (*(_raster(run, id) for id in alone), *(_course(run, *one) for one in courses))


def _course(run: "Run", id: str, state: str) -> Trace:
    kind = default_catalog().kinds[run.circuit.elements[id].kind]
    when, values = run.trace(id, state)
    first = values if values.ndim == 1 else values[:, 0]
    spikes = cell_times(run, id, 0) if id in run.firing else ()
    unit = kind.states[state].unit
    return trace(_name(run.circuit, id), kind.colour, unit, when, first, spikes)


def _raster(run: "Run", id: str) -> Trace:
    none = np.zeros(0)
    colour = default_catalog().kinds[run.circuit.elements[id].kind].colour
    return Trace(_name(run.circuit, id), colour, "", none, none, none, times(run, id))


def _name(circuit: Circuit, id: str) -> str:
    element = circuit.elements[id]
    return element.label or default_catalog().kinds[element.kind].title


def _changes(circuit: Circuit, step: Step) -> str:
    """What a step of the timeline does, in words."""
    kinds = default_catalog().kinds
    words = []
    for (id, name), value in step.values.items():
        if id in circuit.elements:
            parameter = kinds[circuit.elements[id].kind].parameters[name]
            words.append(f"{parameter.title or name} {shown(parameter, value)}")
    return ", ".join(words)


def _pulses(run: "Run", cells: list[str]) -> list[Pulse]:
    """Return the spikes that are on their way to a synapse at the end of a run."""
    now, pulses = run.duration_ms, []
    for link in run.circuit.links.values():
        if link.role is not Role.RELEASES_ONTO or link.source not in cells:
            continue
        delay = max(SHORTEST_PULSE_MS, _delay_ms(run.circuit, link.source, link.target))
        under_way = Counter(
            round((now - t) / delay, 2) for t in times(run, link.source) if now - t < delay
        )
        size = run.size(link.source)
        pulses += [Pulse(link.target, place, count / size) for place, count in under_way.items()]
    return pulses


def _delay_ms(circuit: Circuit, source: str, synapse: str) -> float:
    numbers = (
        float(str(circuit.value(id, name)))
        for id, name in (
            (synapse, "delay"),
            (synapse, "path_length"),
            (source, "conduction_velocity"),
        )
    )
    delay, length, velocity = numbers
    return delay + length / velocity
