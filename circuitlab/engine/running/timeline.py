"""Changes of a circuit while it runs: those of its timeline, and those that somebody makes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from circuitlab.catalog.spec import Catalog
from circuitlab.engine.plan.compiler import compile_circuit, refuse_contradictions
from circuitlab.engine.plan.retune import retuned
from circuitlab.engine.recipes.parameters import Settings
from circuitlab.engine.stepping.simulation import Simulation
from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import Delta
from circuitlab.model.frozen import Value
from circuitlab.model.overlay import Overlay, resolve
from circuitlab.model.step import Step
from circuitlab.model.timeline import steps_of

NEVER = 2**62
"""A tick that no run reaches."""


@dataclass(frozen=True, eq=False, slots=True)
class Mark:
    """How far a timeline has come: the circuit, what has been set in it, and the steps done."""

    circuit: Circuit
    values: Mapping[tuple[str, str], Value]
    settings: Settings
    done: int


class Timeline:
    """The steps of a circuit's timeline on ticks, and the values they have set so far.

    Parameters
    ----------
    settings : gives the step in ms; a run's own seed and step stay as they are
    """

    def __init__(self, circuit: Circuit, catalog: Catalog, settings: Settings) -> None:
        self.circuit = circuit
        self.catalog = catalog
        self.settings = settings
        self.values: dict[tuple[str, str], Value] = {}
        self._steps = _on_ticks(steps_of(circuit), settings.dt)
        self._done = 0
        self._last = self.present

    @property
    def present(self) -> Circuit:
        """The circuit as it is now: what the user built, and what the timeline has set."""
        return _laid_over(self.circuit, self.values)

    def next_tick(self, tick: int) -> int:
        """The next tick, later than ``tick``, at which a step is due."""
        later = (due for due, _step in self._steps[self._done :] if due > tick)
        return next(later, NEVER)

    def apply_due(self, simulation: Simulation) -> list[Step]:
        """Apply every step that is due at the simulation's tick; return them.

        Raises
        ------
        CannotRun
            Where they make values contradict each other; none is applied then.
        """
        due = [step for tick, step in self._steps[self._done :] if tick <= simulation.tick]
        if due:
            values = self.values | {a: value for step in due for a, value in step.values.items()}
            self._refuse_contradictions(_laid_over(self.circuit, values))
            self._done += len(due)
            self.values = values
            self.change(simulation)
        return due

    def is_due(self, tick: int) -> bool:
        """Whether a step waits to be applied at a tick."""
        return any(due <= tick for due, _step in self._steps[self._done :])

    def edit(self, simulation: Simulation, circuit: Circuit) -> None:
        """Take over an edited circuit; what somebody sets by hand wins over earlier steps."""
        self._refuse_contradictions(_laid_over(circuit, self._kept(circuit)))
        self.values = self._kept(circuit)
        if circuit.document["timeline"] != self.circuit.document["timeline"]:
            self._follow(steps_of(circuit), simulation.tick)
        self.circuit = circuit
        self.change(simulation)

    def _follow(self, steps: Iterable[Step], tick: int) -> None:
        """Go by other steps: what their past ones set holds, and nothing that only others did."""
        before = {address for step in self._past() for address in step.values}
        self._steps = _on_ticks(steps, self.settings.dt)
        self._done = sum(due < tick for due, _step in self._steps)
        held = {address: value for step in self._past() for address, value in step.values.items()}
        self.values = {
            address: self.values.get(address, value)
            for address, value in held.items()
            if address in self.values or address not in before
        }

    def _kept(self, circuit: Circuit) -> dict[tuple[str, str], Value]:
        """What the steps have set and somebody has not set otherwise in an edited circuit."""
        gone = set(_differing(self.circuit, circuit, self.values))
        return {address: value for address, value in self.values.items() if address not in gone}

    def _refuse_contradictions(self, present: Circuit) -> None:
        """Refuse what would have values contradict each other that have not done so before."""
        before = self._last.elements
        for id, element in present.elements.items():
            if element is not before.get(id) and element.kind in self.catalog.kinds:
                refuse_contradictions(id, self.catalog.kinds[element.kind], element.params)

    def _past(self) -> list[Step]:
        return [step for _due, step in self._steps[: self._done]]

    def apply(self, simulation: Simulation, deltas: Iterable[Delta]) -> None:
        """Edit the circuit as it was so far by all of these at once."""
        circuit = self.circuit.copy()
        for delta in deltas:
            circuit.apply(delta)
        self.edit(simulation, circuit)

    def change(self, simulation: Simulation) -> None:
        """Bring the simulation to the present circuit: by values alone, or by another plan."""
        before, present = self._last, self.present
        self._last = present
        plan = retuned(simulation.plan, before, present, self.catalog)
        if plan is None:
            self.settings = Settings(
                self.settings.dt, self.settings.seed, float(present.document["body_clock"])
            )
            plan = compile_circuit(present, self.catalog, self.settings)
        if not simulation.patch(plan):
            simulation.adopt(plan)

    def mark(self) -> Mark:
        """Where it is now."""
        return Mark(self.circuit, dict(self.values), self.settings, self._done)

    def resume(self, mark: Mark) -> None:
        """Go back to a mark, and to the circuit of then."""
        self.circuit, self.settings = mark.circuit, mark.settings
        self.values = dict(mark.values)
        self._steps = _on_ticks(steps_of(mark.circuit), mark.settings.dt)
        self._done = mark.done
        self._last = self.present


def _laid_over(circuit: Circuit, values: Mapping[tuple[str, str], Value]) -> Circuit:
    return resolve(circuit, [Overlay("timeline", values)] if values else [])


def _on_ticks(steps: Iterable[Step], dt: float) -> list[tuple[int, Step]]:
    return [(round(step.at / dt), step) for step in steps]


def _differing(
    before: Circuit, after: Circuit, addresses: Mapping[tuple[str, str], Value]
) -> list[tuple[str, str]]:
    """Which of these values the edit has set."""
    return [
        (id, name)
        for id, name in addresses
        if id in before.elements
        and id in after.elements
        and before.elements[id].setting(name) != after.elements[id].setting(name)
    ]
