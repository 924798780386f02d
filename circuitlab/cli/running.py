"""Running a circuit for somebody who watches: progress, and errors in words."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from circuitlab.catalog.words import Problem
from circuitlab.cli.console import progress
from circuitlab.cli.guard import Refusal
from circuitlab.model.circuit import Circuit
from circuitlab.model.overlay import Overlay
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.engine.run import Run


def run_shown(
    circuit: Circuit,
    duration_ms: float,
    what: str,
    *,
    seed: int | None = None,
    overlays: Iterable[Overlay] = (),
    record: Sequence[tuple[str, str]] = (),
    every_ms: float | None = None,
) -> "Run":
    """Run a circuit with a progress bar called `what`.

    Raises
    ------
    Refusal
        If a voltage leaves the range of numbers that make sense.
    """
    from circuitlab.engine.run import NotFinite, run_circuit

    with progress(what) as advance:
        try:
            return run_circuit(
                circuit,
                duration_ms,
                seed=seed,
                overlays=overlays,
                record=record,
                every_ms=every_ms,
                progress=lambda reached_ms: advance(reached_ms, duration_ms),
            )
        except NotFinite as error:
            said = _("its voltage is no longer a number at {time} ms").format(
                time=f"{error.time_ms:g}"
            )
            remedy = _("make dt smaller or its conductances weaker")
            raise Refusal(Problem(error.element, said, remedy)) from error
