"""Neurons that too much input has silenced: more of it would not make them fire, less does.

There are two ways. Held far depolarised, the sodium channels of a neuron stay shut
(``blocked_above`` of its kind). Or its input opens, by the calcium that it lets in, as much current
that holds the neuron down. What inhibits, and what somebody clamps, is none of this.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from circuitlab.catalog.families import NEURON, RECEPTOR
from circuitlab.catalog.words import format_number
from circuitlab.model.conduction import mean_value
from circuitlab.model.element import Role
from circuitlab.model.hints import Hint
from circuitlab.model.names import name_of
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from circuitlab.catalog.spec import Catalog, Kind
    from circuitlab.engine.numerics.arrays import Reals
    from circuitlab.engine.running.messages import RunnerFrame
    from circuitlab.model.circuit import Circuit

    Values = Mapping[tuple[str, str], Reals]

SILENT_MS = 1000.0
"""Model time without a spike from which on a neuron may count as silenced."""
APART_MS, MEAN_MS = 75.0, 300.0
"""Model time from one look to the next, and over which what is seen is averaged."""
LIFT_MV = 30.0
"""How far input must be able to lift a neuron against its leak alone, so that it should fire."""
SHARE = 0.5
"""Part of the input's current that a neuron's own current must outweigh to be what holds it."""
MOST, AT_ONCE = 200, 2
"""Neurons that are looked at, where there are more, none is; and those in one frame of the window,
in turn, which must not wait for it."""

_NS_OF_DENSITY = 0.01
"""Conductance of 1 µm² at 1 mS/cm², nS."""
_CLAMPING = "command"


@dataclass(slots=True)
class _Seen:
    """What is seen of a neuron while it does not fire: means over its cells and some time."""

    since_ms: float
    at_ms: float
    means: dict[tuple[str, str], float] = field(default_factory=dict)

    def is_due(self, time_ms: float) -> bool:
        """Whether it has been silent so long, and not been looked at so long, that one may look."""
        has_been_silent = time_ms - self.since_ms >= SILENT_MS - 2.0 * MEAN_MS
        return has_been_silent and time_ms - self.at_ms >= APART_MS

    def take(self, time_ms: float, values: Mapping[tuple[str, str], float]) -> None:
        """Let the means follow what is now."""
        part = 1.0 - math.exp(-(time_ms - self.at_ms) / MEAN_MS)
        for key, value in values.items():
            mean = self.means.get(key, value)
            self.means[key] = mean + part * (value - mean)
        self.at_ms = time_ms


class Overdriven:
    """Watches a run and names the neurons that their input silences.

    Attributes
    ----------
    hints : tuple of Hint
        What there is to say now; of each neuron the same words as long as it stays silenced.
    """

    def __init__(self, circuit: Circuit, catalog: Catalog) -> None:
        self._catalog = catalog
        self._kinds = {n: k for n, k in catalog.kinds.items() if k.family == NEURON}
        self._seen: dict[str, _Seen] = {}
        self._found: dict[str, Hint] = {}
        self._fired: set[str] = set()
        self._begun = 0
        self.follow(circuit)

    @property
    def hints(self) -> tuple[Hint, ...]:
        """What there is to say now."""
        return tuple(self._found.values())

    def follow(self, circuit: Circuit) -> None:
        """Look at `circuit` from now on."""
        self._circuit = circuit
        kinds, element = self._kinds, circuit.rows.element
        are_few = circuit.rows.count_of_kinds(kinds.__contains__) <= MOST
        few = map(element, circuit.of_kinds(kinds.__contains__) if are_few else ())
        self._neurons = {each.id: kinds[each.kind] for each in few if each is not None}
        self._keys: dict[str, list[tuple[str, str]]] = {}

    def forget(self) -> None:
        """Begin anew: time has gone back."""
        self._seen.clear()
        self._found.clear()
        self._fired.clear()

    def take(self, frame: RunnerFrame) -> None:
        """Follow a runner's frame."""
        if frame.begun != self._begun:
            self._begun = frame.begun
            self.forget()
        self.fired(frame.spikes.fired)
        if frame.running:
            self.look(frame.values, frame.time_ms, AT_ONCE)

    def fired(self, ids: Iterable[str]) -> None:
        """Note who has fired since the last look."""
        for id in ids:
            self._fired.add(id)
            self._seen.pop(id, None)
            self._found.pop(id, None)

    def look(self, values: Values, time_ms: float, most: int = MOST) -> None:
        """Look at a moment of the run, some model time after the last one.

        Parameters
        ----------
        most : int
            Neurons to look at; those come first that have waited longest.
        """
        for id in [id for id in self._seen if id not in self._neurons]:
            del self._seen[id]
            self._found.pop(id, None)
        for id in self._neurons:
            if id not in self._seen:
                self._seen[id] = _Seen(time_ms, time_ms)
        due = [id for id, seen in self._seen.items() if seen.is_due(time_ms)]
        for id in sorted(due, key=lambda id: self._seen[id].at_ms)[:most]:
            self._look_at(id, self._seen[id], values, time_ms)

    def _look_at(self, id: str, seen: _Seen, values: Values, time_ms: float) -> None:
        if id not in self._keys:
            self._keys[id] = _keys_of(self._circuit, self._catalog, id)
        seen.take(time_ms, _means(self._keys[id], values))
        is_long = time_ms - seen.since_ms >= SILENT_MS
        held = self._held(id, seen.means) if is_long and not self._is_clamped(id) else ""
        if not held:
            self._found.pop(id, None)
        elif id not in self._found:
            self._found[id] = Hint(id, held, self._remedy(id, seen.means))

    def _held(self, id: str, means: Mapping[tuple[str, str], float]) -> str:
        """Return how input holds a neuron, in words; empty where it does not."""
        kind, v = self._neurons[id], means.get((id, "v"), math.nan)
        has_sodium = means.get((id, "i_na"), 0.0) != 0.0
        if v > kind.blocked_above and has_sodium and id in self._fired:
            words = _("Too much input: held at {v} mV, it cannot fire")
            return words.format(v=format_number(round(v)))
        own = _largest_outward(kind, id, means)
        if own and self._outweighs(id, kind, means[id, own], means):
            words = _("Too much input: {current} holds it silent at {v} mV")
            return words.format(current=kind.states[own].title, v=format_number(round(v)))
        return ""

    def _outweighs(
        self, id: str, kind: Kind, own: float, means: Mapping[tuple[str, str], float]
    ) -> bool:
        """Whether a current of its own is what stands against a neuron's strong input."""
        through = [means.get((part, "i"), 0.0) for part in self._receptors(id)]
        inward = -sum(current for current in through if current < 0.0)
        inhibiting = sum(current for current in through if current > 0.0)
        leak = _leak(self._circuit, self._catalog, id, kind)
        return inward > leak * LIFT_MV > 0.0 and own > max(inhibiting, SHARE * inward)

    def _receptors(self, id: str) -> list[str]:
        return _parts_of(self._circuit, self._catalog, id, RECEPTOR)

    def _is_clamped(self, id: str) -> bool:
        elements, kinds = self._circuit.elements, self._catalog.kinds
        drivers = [elements[driver] for driver in self._circuit.sources(id, Role.DRIVES)]
        return any(
            effect.input == _CLAMPING
            for driver in drivers
            if driver.kind in kinds and not driver.muted
            for effect in kinds[driver.kind].effects
        )

    def _remedy(self, id: str, means: Mapping[tuple[str, str], float]) -> str:
        """Return what lets a neuron fire again."""
        circuit, catalog = self._circuit, self._catalog
        opened = [part for part in self._receptors(id) if means.get((part, "i"), 0.0) < 0.0]
        through = -sum(means[part, "i"] for part in opened)
        steady = mean_value(circuit, catalog, id, "i_e") or 0.0
        given = {driver: means.get((driver, "current"), 0.0) for driver in self._drivers(id)}
        if opened and through >= max(steady, *given.values(), 0.0):
            names = ", ".join(name_of(circuit, catalog, part) for part in opened)
            words = _("fewer fibres, or smaller weights ({receptors}), let it fire again")
            return words.format(receptors=names)
        strongest = max(given, key=lambda driver: given[driver], default="")
        if strongest and given[strongest] >= steady:
            source = name_of(circuit, catalog, strongest)
            return _("less current from {source} lets it fire again").format(source=source)
        return _("a smaller “{parameter}” lets it fire again").format(
            parameter=self._neurons[id].parameters["i_e"].title
        )

    def _drivers(self, id: str) -> list[str]:
        return self._circuit.sources(id, Role.DRIVES)


def _parts_of(circuit: Circuit, catalog: Catalog, id: str, family: str) -> list[str]:
    kinds = catalog.kinds
    parts = ((part, circuit.elements[part].kind) for part in circuit.parts(id))
    return [part for part, kind in parts if kind in kinds and kinds[kind].family == family]


def _keys_of(circuit: Circuit, catalog: Catalog, id: str) -> list[tuple[str, str]]:
    """Return (id, state) of a neuron's potential, and of the currents that it knows."""
    kind = catalog.kinds[circuit.elements[id].kind]
    keys = [(id, "v"), *((id, name) for name in _currents(kind))]
    keys += [(part, "i") for part in _parts_of(circuit, catalog, id, RECEPTOR)]
    return keys + [(driver, "current") for driver in circuit.sources(id, Role.DRIVES)]


def _means(keys: Iterable[tuple[str, str]], values: Values) -> dict[tuple[str, str], float]:
    """Return means over its cells of a neuron's potential (mV) and of currents (pA)."""
    found = ((key, values.get(key)) for key in keys)
    return {key: _mean(value) for key, value in found if value is not None}


def _mean(value: Reals) -> float:
    """Return a mean; of one cell, as most are of, without numpy's way there."""
    return float(value[0]) if value.size == 1 else float(value.mean())


def _currents(kind: Kind) -> list[str]:
    return [name for name, state in kind.states.items() if state.unit == "pA"]


def _largest_outward(kind: Kind, id: str, means: Mapping[tuple[str, str], float]) -> str:
    """Return the strongest of a neuron's own outward currents; none where that is its leak."""
    strongest = max(_currents(kind), key=lambda name: means.get((id, name), 0.0), default="")
    is_outward = means.get((id, strongest), 0.0) > 0.0
    return strongest if is_outward and strongest != "i_l" else ""


def _leak(circuit: Circuit, catalog: Catalog, id: str, kind: Kind) -> float:
    """Return the leak of one cell, nS; 0 where none is known."""
    leak = mean_value(circuit, catalog, id, "g_l") if "g_l" in kind.parameters else None
    if leak is None or kind.parameters["g_l"].unit == "nS":
        return leak or 0.0
    return _NS_OF_DENSITY * leak * (mean_value(circuit, catalog, id, "area") or 0.0)
