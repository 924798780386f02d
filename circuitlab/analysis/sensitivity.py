"""What hurts in a circuit, by protocol: pain that is there unasked, and answers to stimuli.

Hidden copies of the circuit go on from a moment of a run, all stimuli taken away. What the pain
read-out shows then is spontaneous. Then every stimulus that the catalog grades is given alone for
three seconds at each of its levels; the rise of the read-out is what it evoked. Beside a reference,
these are the words of the International Association for the Study of Pain: *allodynia* is pain from
a stimulus that did not hurt there, *hyperalgesia* more pain from one that did.

The slow processes go at the pace of the neurons meanwhile, so that a test changes next to nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from circuitlab.catalog.families import STIMULUS
from circuitlab.engine.errors import CannotRun
from circuitlab.engine.plan.compiler import compile_circuit, settings_of
from circuitlab.engine.stepping.simulation import Simulation, Watch
from circuitlab.model.element import DOCUMENT
from circuitlab.model.names import name_of
from circuitlab.model.overlay import Overlay, resolve
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.catalog.grades import Grades
    from circuitlab.catalog.spec import Catalog
    from circuitlab.engine.plan.plan import Plan
    from circuitlab.engine.running.moment import Moment
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.frozen import Value

SETTLING_MS = 3000.0
"""Without stimuli, before anything is read: three times the read-out's time constant."""
FADES, LONGEST_MS = 6.0, 20_000.0
"""Time constants of a read-out after which nothing is left of what a run's stimuli had raised, and
how long is waited for that at most."""
SILENT_MS = 1000.0
"""Over so much the spontaneous part is averaged."""
GIVEN_MS, WATCHED_MS = 3000.0, 5000.0
"""How long a stimulus is given, and how long its answer is watched: slow fibres take a second."""
HURTS_FROM = 1.0
"""Of 10 on the read-out; assumed."""
MORE_PAIN = 1.0
"""By so much of 10 an answer has to grow to count as more; assumed."""
_PAIN = "pain"

Told = Callable[[float], None]
Prepare = Callable[["Plan"], None]


@dataclass(frozen=True, slots=True)
class Answers:
    """How pain follows the strength of one stimulus.

    Attributes
    ----------
    stimulus, name
        Its id, and what it is called.
    by, unit
        The parameter that was graded, and its unit.
    levels
        Its values, from weak to strong.
    evoked
        By how much each raised the pain read-out, 0 to 10.
    """

    stimulus: str
    name: str
    by: str
    unit: str
    levels: tuple[float, ...]
    evoked: tuple[float, ...]

    @property
    def threshold(self) -> float:
        """The level from which on it hurts, between two levels by a straight line; else nan."""
        if self.evoked[0] >= HURTS_FROM:
            return self.levels[0]
        steps = pairwise(zip(self.levels, self.evoked, strict=True))
        for (weaker, less), (stronger, more) in steps:
            if less < HURTS_FROM <= more:
                return weaker + (stronger - weaker) * (HURTS_FROM - less) / (more - less)
        return math.nan


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What hurts in one state of a circuit.

    Attributes
    ----------
    readout
        The id of the pain read-out.
    spontaneous
        What it shows without any stimulus, 0 to 10.
    answers
        To each stimulus that can be graded.
    """

    readout: str
    spontaneous: float
    answers: tuple[Answers, ...]

    def of(self, stimulus: str) -> Answers | None:
        """The answers to one stimulus."""
        return next((each for each in self.answers if each.stimulus == stimulus), None)


@dataclass(frozen=True, slots=True)
class Compared:
    """One stimulus in two states: what hurts now and did not, and what hurts more.

    Attributes
    ----------
    unasked
        The spontaneous part before and now; pain is felt as the sum.
    """

    before: Answers
    now: Answers
    unasked: tuple[float, float] = (0.0, 0.0)

    @property
    def allodynia(self) -> tuple[float, ...]:
        """Levels that did not hurt in the reference, and hurt now."""
        return tuple(level for level, was, is_ in self._levels() if was < HURTS_FROM <= is_)

    @property
    def hyperalgesia(self) -> tuple[float, ...]:
        """Levels that hurt in the reference, and hurt more now."""
        more = self.unasked[1] - self.unasked[0]
        return tuple(
            level
            for level, was, is_ in self._levels()
            if min(was, is_) >= HURTS_FROM and is_ + more >= was + MORE_PAIN
        )

    def _levels(self) -> Iterator[tuple[float, float, float]]:
        return zip(self.now.levels, self.before.evoked, self.now.evoked, strict=True)


def changes(before: Sensitivity, now: Sensitivity) -> list[Compared]:
    """Return what can be compared: stimuli that were tested at the same levels in both states."""
    pairs = ((before.of(each.stimulus), each) for each in now.answers)
    unasked = before.spontaneous, now.spontaneous
    alike = ((was, is_) for was, is_ in pairs if was is not None and was.levels == is_.levels)
    return [Compared(was, is_, unasked) for was, is_ in alike]


def readouts(circuit: Circuit, catalog: Catalog) -> list[str]:
    """Return the elements that read out pain."""
    kinds = {name for name, kind in catalog.kinds.items() if _PAIN in kind.states}
    return [id for id, element in circuit.elements.items() if element.kind in kinds]


def graded(circuit: Circuit, catalog: Catalog) -> dict[str, Grades]:
    """Return the stimuli that reach something and can be given ever stronger."""
    found = {}
    for id, element in circuit.elements.items():
        kind = catalog.kinds.get(element.kind)
        if kind is not None and kind.graded is not None and circuit.targets(id):
            found[id] = kind.graded
    return found


def sensitivity(
    circuit: Circuit,
    catalog: Catalog,
    readout: str,
    moment: Moment | None = None,
    told: Told | None = None,
    prepare: Prepare | None = None,
) -> Sensitivity:
    """Test one state of a circuit.

    Parameters
    ----------
    circuit
        As it begins; where there is a moment, that has its own.
    moment
        Of a run, from which the tests begin; from rest where there is none.
    told
        Called with how much is done, 0 to 1; it may raise to end the test.
    prepare
        Called with each plan before anything is compiled for it.

    Raises
    ------
    CannotRun
        If the circuit cannot run, or there is no such read-out.
    """
    ward = _Ward(circuit, catalog, readout, moment, prepare)
    stimuli = graded(ward.silent, catalog)
    tests = sum(len(grades.levels) for grades in stimuli.values())
    done = 0

    def tell() -> None:
        nonlocal done
        if told is not None:
            told(done / (tests + 1))
        done += 1

    tell()
    spontaneous = ward.settle()
    found = []
    for id, grades in stimuli.items():
        evoked = []
        for level in grades.levels:
            tell()
            evoked.append(max(0.0, ward.peak(id, grades, level) - spontaneous))
        found.append(_answers(ward.silent, catalog, id, grades, evoked))
    return Sensitivity(readout, spontaneous, tuple(found))


def spontaneous_part(
    circuit: Circuit,
    catalog: Catalog,
    readout: str,
    moment: Moment | None = None,
    prepare: Prepare | None = None,
) -> float:
    """Return what a pain read-out would show without any stimulus, 0 to 10."""
    return _Ward(circuit, catalog, readout, moment, prepare).settle()


def _answers(
    circuit: Circuit, catalog: Catalog, id: str, grades: Grades, evoked: list[float]
) -> Answers:
    parameter = catalog.kinds[circuit.elements[id].kind].parameters[grades.by]
    name = name_of(circuit, catalog, id)
    return Answers(id, name, grades.by, parameter.unit, grades.levels, tuple(evoked))


class _Ward:
    """A hidden copy of a circuit without stimuli, to which each is brought alone."""

    def __init__(
        self,
        circuit: Circuit,
        catalog: Catalog,
        readout: str,
        moment: Moment | None,
        prepare: Prepare | None,
    ) -> None:
        if readout not in readouts(circuit, catalog):
            what = _("“{id}” reads out no pain").format(id=readout)
            raise CannotRun(readout, what, _("name a pain read-out"))
        self._catalog, self._prepare = catalog, prepare
        self._watch = Watch(readout, _PAIN)
        self._moment = moment
        self.silent = _silent(circuit if moment is None else _as_at(moment), catalog)
        self._plan = self._planned(self.silent)
        self._simulation = self._begun()
        self._settled = self._simulation.snapshot()

    def settle(self) -> float:
        """Let what stimuli have left fade; return the mean of the read-out after that."""
        self._read(self._settling_ms)
        spontaneous = float(np.mean(self._read(SILENT_MS)))
        self._settled = self._simulation.snapshot()
        return spontaneous

    def peak(self, stimulus: str, grades: Grades, level: float) -> float:
        """Return the largest value of the read-out when a stimulus is given at a level."""
        now = self._settled_ms
        known = self._catalog.kinds[self.silent.elements[stimulus].kind].parameters
        wanted = {grades.by: level, "start": now, "stop": now + GIVEN_MS, "rate": grades.rate}
        if "period" in known:
            repeats = _number(self.silent.value(stimulus, "period", self._catalog)) > 0.0
            wanted["period"] = GIVEN_MS if repeats else 0.0
        values = {(stimulus, name): each for name, each in wanted.items() if name in known}
        acting = resolve(self.silent, [Overlay("", values)])
        acting.apply(acting.muting({stimulus: False}))
        self._simulation.resume(self._plan, self._settled)
        self._take(self._planned(acting))
        return float(np.max(self._read(WATCHED_MS)))

    @property
    def _settling_ms(self) -> float:
        """How long stimuli that have been there need to be forgotten by the read-out too."""
        known = self._catalog.kinds[self.silent.elements[self._watch.element].kind].parameters
        if self._moment is None or "tau" not in known:
            return SETTLING_MS
        tau = _number(self.silent.value(self._watch.element, "tau", self._catalog))
        return max(SETTLING_MS, min(LONGEST_MS, FADES * tau))

    @property
    def _settled_ms(self) -> float:
        self._simulation.resume(self._plan, self._settled)
        return self._simulation.time

    def _planned(self, circuit: Circuit) -> Plan:
        settings = None
        if self._moment is not None:
            had = self._moment.plan.settings
            settings = settings_of(circuit, seed=had.seed, dt=had.dt)
        plan = compile_circuit(circuit, self._catalog, settings)
        if self._prepare is not None:
            self._prepare(plan)
        return plan

    def _begun(self) -> Simulation:
        """A simulation of the silent circuit at the moment from which the test begins."""
        if self._moment is None:
            return Simulation(self._plan, fused="ready")
        simulation = Simulation(self._moment.plan, fused="ready")
        simulation.resume(self._moment.plan, self._moment.snapshot)
        simulation.adopt(self._plan)
        return simulation

    def _take(self, plan: Plan) -> None:
        if not self._simulation.patch(plan):
            self._simulation.adopt(plan)

    def _read(self, milliseconds: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """Advance, and return the read-out at each step."""
        self._simulation.watch([self._watch])
        steps = round(milliseconds / self._simulation.plan.settings.dt)
        (column,) = self._simulation.advance(steps).columns
        return np.asarray(column[:, 1], float)


def _as_at(moment: Moment) -> Circuit:
    """Return the circuit of a moment, with what the timeline had set."""
    return resolve(moment.timeline.circuit, [Overlay("", moment.timeline.values)])


def _silent(circuit: Circuit, catalog: Catalog) -> Circuit:
    """Return a circuit whose stimuli reach nothing, at the pace of the neurons."""
    silent = resolve(circuit, [Overlay("", _PACE)])
    outside = [id for id, each in circuit.elements.items() if _is_outside(catalog, each.kind)]
    silent.apply(silent.muting(dict.fromkeys(outside, True)))
    return silent


_PACE: Mapping[tuple[str, str], Value] = {(DOCUMENT, "body_clock"): 1.0, (DOCUMENT, "timeline"): ()}


def _is_outside(catalog: Catalog, kind: str) -> bool:
    known = catalog.kinds.get(kind)
    return known is not None and (known.family == STIMULUS or known.graded is not None)


def _number(value: object) -> float:
    return float(str(value))
