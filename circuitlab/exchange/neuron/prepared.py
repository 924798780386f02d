"""A circuit made ready for NEURON: its plan at rest, what is recorded of it, and its tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from circuitlab import __version__
from circuitlab.catalog.spec import Catalog
from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.plan.plan import Bank, Plan
from circuitlab.engine.plan.row_layout import Layout
from circuitlab.engine.recipes.cells import range_of
from circuitlab.engine.recipes.parameters import Settings
from circuitlab.engine.recipes.populations import Clock
from circuitlab.engine.running.recorder import Recorder
from circuitlab.engine.running.run import (
    numbers_of_recording,
    planned,
    steps_apart,
)
from circuitlab.engine.stepping.simulation import Simulation
from circuitlab.exchange.neuron.changes import change_tables
from circuitlab.exchange.neuron.homes import home_tables
from circuitlab.exchange.neuron.kinds import CellKind, has_membrane, kinds_of
from circuitlab.exchange.neuron.numbering import Numbering, Placed
from circuitlab.exchange.neuron.program.banks import CELLS, SLOW, STEPPED
from circuitlab.exchange.neuron.tables import Tables, tables_of
from circuitlab.model.circuit import Circuit


@dataclass(frozen=True, eq=False)
class Prepared:
    """Everything that a program of NEURON is made of.

    Attributes
    ----------
    circuit : with overlays applied
    simulation : at rest, never stepped here; it watches what is recorded
    about : what is no table
    """

    circuit: Circuit
    settings: Settings
    simulation: Simulation
    recorder: Recorder
    numbering: Numbering
    kinds: Mapping[Layout, CellKind]
    about: Mapping[str, Any]
    tables: Tables

    @property
    def plan(self) -> Plan:
        """The plan at the start."""
        return self.simulation.plan


def prepared(
    circuit: Circuit,
    catalog: Catalog,
    settings: Settings,
    duration_ms: float,
    record: Sequence[tuple[str, str]] = (),
    every_ms: float | None = None,
) -> Prepared:
    """Make a circuit ready.

    Raises
    ------
    CannotRun
        When it does not fit, as for a run of our own engine.
    """
    end = round(duration_ms / settings.dt)
    every = steps_apart(every_ms, settings.dt)
    numbers = numbers_of_recording(record, end, every, settings.dt)
    plan = planned(circuit, catalog, settings, record, numbers, None)
    simulation = Simulation(plan, fused="never")
    recorder = Recorder(simulation, record, every)
    numbering = Numbering(plan)
    kinds = kinds_of(placed.bank for placed in numbering.placed)
    tables = tables_of(plan, simulation.state, numbering)
    tables |= home_tables(tables, numbering)
    tables |= change_tables(plan, circuit, catalog, settings, numbering, end)
    tables |= _watched(simulation, numbering)
    about = _about(simulation, numbering, kinds, end)
    return Prepared(circuit, settings, simulation, recorder, numbering, kinds, about, tables)


def _watched(simulation: Simulation, numbering: Numbering) -> Tables:
    slots, every = simulation.watched
    return {"watch.address": numbering.of(slots), "watch.every": every}


def _about(
    simulation: Simulation, numbering: Numbering, kinds: Mapping[Layout, CellKind], end: int
) -> dict[str, Any]:
    plan = simulation.plan
    firing = zip(plan.firing, plan.first_sources.tolist(), plan.cells, strict=True)
    return {
        "circuitlab": __version__,
        "dt": plan.settings.dt,
        "seed": plan.settings.seed,
        "slow_steps": plan.settings.slow_steps,
        "steps": end,
        "ring": simulation.snapshot().ring,
        "elements": [(id, first, p.cells.size) for id, first, p in firing],
        "banks": [_bank(placed, kinds, plan) for placed in numbering.placed],
    }


def _bank(placed: Placed, kinds: Mapping[Layout, CellKind], plan: Plan) -> dict[str, Any]:
    bank = placed.bank
    membrane = bank.spiking and has_membrane(bank.layout)
    low, high = range_of(bank.layout.mechanisms)
    key, mean = _several(placed)
    return {
        "kind": kinds[bank.layout].name,
        "group": _group(bank),
        "size": bank.size,
        "shared": placed.shared,
        "own": placed.own,
        "first": placed.first,
        "step_ms": bank.clock.dt(plan.settings),
        "membrane": membrane,
        "voltage": placed.row("v") if membrane else -1,
        "low": low,
        "high": high,
        "key": key,
        "mean": mean,
    }


def _group(bank: Bank) -> int:
    if bank.spiking:
        return CELLS
    return STEPPED if bank.clock is Clock.STEP else SLOW


def _several(placed: Placed) -> tuple[int | None, int | None]:
    """Rows of a source that may fire several times in a step."""
    rows = MECHANISMS[placed.bank.layout.mechanisms[0]].several
    if not rows or not placed.bank.spiking:
        return None, None
    key, mean = (placed.row((0, name)) for name in rows)
    return key, mean
