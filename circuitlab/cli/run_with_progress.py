"""Running a circuit for somebody who watches."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from circuitlab.cli.console import progress
from circuitlab.model.circuit import Circuit
from circuitlab.model.days import Days
from circuitlab.model.overlay import Overlay

if TYPE_CHECKING:
    from circuitlab.engine.running.days_run import DaysRun
    from circuitlab.engine.running.run import Look, Run


def run_shown(
    circuit: Circuit,
    duration_ms: float,
    what: str,
    *,
    seed: int | None = None,
    overlays: Iterable[Overlay] = (),
    record: Sequence[tuple[str, str]] = (),
    every_ms: float | None = None,
    look: "Look | None" = None,
) -> "Run":
    """Run a circuit with a progress bar called `what`."""
    from circuitlab.engine.running.run import run_circuit

    with progress(what) as advance:
        return run_circuit(
            circuit,
            duration_ms,
            seed=seed,
            overlays=overlays,
            record=record,
            every_ms=every_ms,
            progress=lambda reached_ms: advance(reached_ms, duration_ms),
            look=look,
        )


def neuron_run_shown(
    circuit: Circuit,
    duration_ms: float,
    what: str,
    ranks: int,
    *,
    seed: int | None = None,
    overlays: Iterable[Overlay] = (),
    record: Sequence[tuple[str, str]] = (),
    every_ms: float | None = None,
) -> "Run":
    """Run a circuit in NEURON, on so many processes, with a progress bar called `what`."""
    from circuitlab.exchange.neuron.running import run_on_neuron

    with progress(what) as advance:
        return run_on_neuron(
            circuit,
            duration_ms,
            ranks=ranks,
            seed=seed,
            overlays=overlays,
            record=record,
            every_ms=every_ms,
            progress=lambda reached_ms: advance(reached_ms, duration_ms),
        )


def days_run_shown(
    circuit: Circuit,
    days: Days,
    what: str,
    *,
    seed: int | None = None,
    overlays: Iterable[Overlay] = (),
    record: Sequence[tuple[str, str]] = (),
    every_ms: float | None = None,
) -> "DaysRun":
    """Run a circuit over days with a progress bar called `what`."""
    from circuitlab.engine.running.days_run import run_days

    with progress(what) as advance:
        return run_days(
            circuit,
            days,
            seed=seed,
            overlays=overlays,
            record=record,
            every_ms=every_ms,
            progress=lambda reached_ms: advance(reached_ms, days.neural_ms),
        )
