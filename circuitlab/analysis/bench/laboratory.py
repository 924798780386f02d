"""Running what lies on the bench, with word of how far it is, until it is through or cancelled."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from circuitlab.analysis.bench.alone import Bench
from circuitlab.analysis.bench.measured import Axis, Curve, Finding, Measured
from circuitlab.engine.running.run import Run, run_circuit
from circuitlab.model.names import name_of

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.engine.plan.plan import Plan
    from circuitlab.model.circuit import Circuit

Told = Callable[[float], None]
"""Called with how much is done, 0 to 1; it may raise to end the measurement."""


def _unheard(_part: float) -> None:
    """Nobody wants to know."""


@dataclass
class Laboratory:
    """An element that is to be measured, and how.

    Attributes
    ----------
    circuit
        As it is now: with what a protocol has set.
    id
        What is measured.
    settings
        Of the protocol, by name.
    told
        Called with how much is done.
    prepare
        Called with each plan before anything is compiled for it.
    runs
        How many runs the protocol makes, for the progress.
    """

    circuit: Circuit
    catalog: Catalog
    id: str
    settings: Mapping[str, float] = field(default_factory=dict)
    told: Told = _unheard
    prepare: Callable[[Plan], None] | None = None
    runs: int = 1
    _made: int = 0

    @property
    def seed(self) -> int:
        """The circuit's own."""
        return int(self.circuit.document["seed"])

    @property
    def dt_ms(self) -> float:
        """The circuit's own step."""
        return float(self.circuit.document["dt_ms"])

    @property
    def name(self) -> str:
        """What the element is called."""
        return name_of(self.circuit, self.catalog, self.id)

    def bench(self) -> Bench:
        """Return an empty bench."""
        return Bench(self.circuit, self.catalog)

    def run(
        self,
        bench: Bench,
        duration_ms: float,
        record: Sequence[tuple[str, str]] = (),
        every_ms: float | None = None,
        body_clock: float = 1.0,
    ) -> Run:
        """Run what lies on a bench from rest.

        Parameters
        ----------
        body_clock
            Seconds of slow processes in a second of the run.
        """

        def progress(time_ms: float) -> None:
            self.told((self._made + min(1.0, time_ms / duration_ms)) / max(self.runs, 1))

        self.told(self._made / max(self.runs, 1))
        run = run_circuit(
            bench.circuit(self.dt_ms, self.seed, body_clock),
            duration_ms,
            record=record,
            every_ms=every_ms,
            catalog=self.catalog,
            progress=progress,
            prepare=self.prepare,
            fused="ready",
        )
        self._made += 1
        return run


def measured(
    lab: Laboratory,
    protocol: str,
    title: str,
    x: Axis,
    y: Axis,
    curves: tuple[Curve, ...],
    found: tuple[Finding, ...] = (),
    note: str = "",
) -> Measured:
    """Return what a protocol gave, with what was measured, how, and by what it can be repeated."""
    return Measured(
        protocol,
        lab.id,
        lab.name,
        title,
        x,
        y,
        curves,
        found,
        dict(lab.settings),
        lab.seed,
        lab.dt_ms,
        note,
    )
