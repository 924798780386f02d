"""Changes of a circuit while it runs: those of its timeline, and those that somebody makes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, inf

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
from circuitlab.model.timeline import body_steps, timed_steps

NEVER = 2**62
"""A tick that no run reaches."""
_ROUNDING = 1e-6
"""Part of a tick by which sums of body time may be off."""


@dataclass(frozen=True, slots=True)
class BodyClock:
    """Body time (s) as a function of the tick, from the last change of its pace on."""

    tick: int
    seconds: float
    per_tick: float

    def at(self, tick: int) -> float:
        """Body time at a tick."""
        return self.seconds + (tick - self.tick) * self.per_tick

    def tick_of(self, seconds: float) -> int:
        """The first tick at which a body time is reached."""
        return self.tick + ceil((seconds - self.seconds) / self.per_tick - _ROUNDING)


@dataclass(frozen=True, eq=False, slots=True)
class Mark:
    """How far a timeline has come: the circuit, what has been set in it, and the steps done."""

    circuit: Circuit
    values: Mapping[tuple[str, str], Value]
    settings: Settings
    done: int
    done_on_body: int
    clock: BodyClock


class Timeline:
    """The steps of a circuit's timeline on ticks, and the values they have set so far.

    Parameters
    ----------
    settings : gives the step in ms; a run's own seed and step stay as they are
    at_pace : let the body clock go with the neurons, whatever the circuit says of it
    """

    def __init__(
        self, circuit: Circuit, catalog: Catalog, settings: Settings, *, at_pace: bool = False
    ) -> None:
        self._at_pace = at_pace
        self.circuit = circuit
        self.catalog = catalog
        self.settings = settings
        self.values: dict[tuple[str, str], Value] = {}
        self._steps = _on_ticks(timed_steps(circuit), settings.dt)
        self._on_body = body_steps(circuit)
        self._done = self._done_on_body = 0
        self._clock = BodyClock(0, 0.0, _per_tick(settings))
        self._last = self._lay(self.circuit, self.values)

    @property
    def present(self) -> Circuit:
        """The circuit as it is now: what the user built, and what the timeline has set."""
        if self._laid[0] is not self.circuit or self._laid[1] is not self.values:
            self._lay(self.circuit, self.values)
        return self._laid[2]

    def _lay(self, circuit: Circuit, values: Mapping[tuple[str, str], Value]) -> Circuit:
        """Lay values over a circuit, and keep what comes out: it is asked for again and again."""
        self._laid = circuit, values, _laid_over(circuit, values)
        return self._laid[2]

    def next_tick(self, tick: int) -> int:
        """The next tick, later than ``tick``, at which a step is due."""
        later = (due for due, _step in self._waiting() if due > tick)
        return min(later, default=NEVER)

    def body_s(self, tick: int) -> float:
        """Body time at a tick of now."""
        return self._clock.at(tick)

    def next_body_s(self) -> float:
        """Body time of the next step on the body clock; infinite where there is none."""
        return self._to_come[0].body_s if self._to_come else inf

    def rewind(self, simulation: Simulation, body_s: float) -> bool:
        """Go back to tick 0 at a body time; whether that lifts what steps of model time set."""
        self._clock = replace(self._clock, tick=0, seconds=body_s)
        self._done = 0
        past = self._on_body[: self._done_on_body]
        held = {address: value for step in past for address, value in step.values.items()}
        kept = {a: value for a, value in held.items() if a in self.values}
        lifts = kept != self.values
        if lifts:
            self.values = kept
            self.change(simulation)
        return lifts

    def pass_to(self, simulation: Simulation, body_s: float) -> list[Step]:
        """Let body time pass without a tick; apply and return the steps that come due."""
        self._clock = replace(self._clock, tick=0, seconds=body_s)
        near = body_s + _ROUNDING * self._clock.per_tick
        return self._apply(simulation, [s for s in self._to_come if s.body_s <= near])

    @property
    def _to_come(self) -> Sequence[Step]:
        """Steps on the body clock that are not due yet."""
        return self._on_body[self._done_on_body :]

    def _waiting(self) -> Iterator[tuple[int, Step]]:
        """Steps to come, each with the tick at which it is due as the clocks go now."""
        yield from self._steps[self._done :]
        for step in self._to_come:
            yield self._clock.tick_of(step.body_s), step

    def apply_due(self, simulation: Simulation) -> list[Step]:
        """Apply every step that is due at the simulation's tick; return them.

        Raises
        ------
        CannotRun
            Where they make values contradict each other; none is applied then.
        """
        waiting = [(tick, step) for tick, step in self._waiting() if tick <= simulation.tick]
        return self._apply(simulation, [step for _tick, step in sorted(waiting, key=_by_tick)])

    def _apply(self, simulation: Simulation, due: list[Step]) -> list[Step]:
        if due:
            values = self.values | {a: value for step in due for a, value in step.values.items()}
            self._refuse_contradictions(_laid_over(self.circuit, values))
            self._done += sum(not step.of_body for step in due)
            self._done_on_body += sum(step.of_body for step in due)
            self.values = values
            self.change(simulation)
        return due

    def is_due(self, tick: int) -> bool:
        """Whether a step waits to be applied at a tick."""
        return any(due <= tick for due, _step in self._waiting())

    def edit(self, simulation: Simulation, circuit: Circuit) -> None:
        """Take over an edited circuit; what somebody sets by hand wins over earlier steps."""
        kept = self._kept(circuit)
        self._refuse_contradictions(self._lay(circuit, kept))
        self.values = kept
        if circuit.document["timeline"] != self.circuit.document["timeline"]:
            self._follow(circuit, simulation.tick)
        self.circuit = circuit
        self.change(simulation)

    def _follow(self, circuit: Circuit, tick: int) -> None:
        """Go by other steps: what their past ones set holds, and nothing that only others did."""
        before = {address for step in self._past() for address in step.values}
        now = self._clock.at(tick) - _ROUNDING * self._clock.per_tick
        self._steps = _on_ticks(timed_steps(circuit), self.settings.dt)
        self._on_body = body_steps(circuit)
        self._done = sum(due < tick for due, _step in self._steps)
        self._done_on_body = sum(step.body_s < now for step in self._on_body)
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
        timed = [step for _due, step in self._steps[: self._done]]
        return [*self._on_body[: self._done_on_body], *timed]

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
            clock = 1.0 if self._at_pace else float(present.document["body_clock"])
            self.settings = Settings(self.settings.dt, self.settings.seed, clock)
            plan = compile_circuit(present, self.catalog, self.settings)
        if not simulation.patch(plan):
            simulation.adopt(plan)
        per_tick = _per_tick(self.settings)
        if per_tick != self._clock.per_tick:
            tick = simulation.tick
            self._clock = BodyClock(tick, self._clock.at(tick), per_tick)

    def mark(self) -> Mark:
        """Where it is now."""
        done, on_body = self._done, self._done_on_body
        return Mark(self.circuit, dict(self.values), self.settings, done, on_body, self._clock)

    def resume(self, mark: Mark) -> None:
        """Go back to a mark, and to the circuit of then."""
        self.circuit, self.settings = mark.circuit, mark.settings
        self.values = dict(mark.values)
        self._steps = _on_ticks(timed_steps(mark.circuit), mark.settings.dt)
        self._on_body = body_steps(mark.circuit)
        self._done, self._done_on_body = mark.done, mark.done_on_body
        self._clock = mark.clock
        self._last = self.present


def _laid_over(circuit: Circuit, values: Mapping[tuple[str, str], Value]) -> Circuit:
    return resolve(circuit, [Overlay("timeline", values)] if values else [])


def _per_tick(settings: Settings) -> float:
    return 1e-3 * settings.dt * settings.body_clock


def _by_tick(due: tuple[int, Step]) -> int:
    return due[0]


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
