"""The moment to which a run comes, to go on from it in more than one way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.engine.errors import NotFinite
from circuitlab.engine.plan.compiler import compile_circuit, settings_of
from circuitlab.engine.running.moment import Moment
from circuitlab.engine.running.run import fused_or_not, refuse_not_finite, steps_of_a_call
from circuitlab.engine.running.timeline import Timeline
from circuitlab.engine.stepping.runaway import runaway
from circuitlab.engine.stepping.simulation import Simulation

if TYPE_CHECKING:
    from collections.abc import Callable

    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit


def moment_after(
    circuit: Circuit,
    catalog: Catalog,
    duration_ms: float,
    seed: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> Moment:
    """Run a circuit from rest with its timeline; return where it has come to.

    Raises
    ------
    CannotRun, NotFinite
        As `run_circuit` does.
    """
    settings = settings_of(circuit, seed=seed)
    timeline = Timeline(circuit, catalog, settings)
    simulation = Simulation(compile_circuit(circuit, catalog, settings), fused=fused_or_not())
    end, most = round(duration_ms / settings.dt), steps_of_a_call(settings.dt)
    while True:
        timeline.apply_due(simulation)
        now = simulation.tick
        if now >= end:
            break
        simulation.advance(min(end - now, timeline.next_tick(now) - now, most))
        if (element := simulation.first_non_finite()) is not None:
            why = runaway(timeline.present, catalog, simulation, element, simulation.time)
            raise NotFinite(why, simulation.time)
        if progress is not None:
            progress(simulation.time)
    refuse_not_finite(simulation)
    snapshot = simulation.snapshot()
    view = simulation.view(snapshot)
    body_s = timeline.body_s(simulation.tick)
    return Moment(simulation.plan, snapshot, view, body_s, timeline.mark(), 0)
