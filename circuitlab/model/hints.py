"""Hints: what of a circuit is there to no effect, or excites where its transmitter inhibits.

It may be meant so: a hint is no problem.

What counts as driving a neuron, so that nothing is said of it: a stimulus, a treatment or injured
tissue that reaches it through whatever synapses; a drug that opens one of its channels; a steady
current or noise of its own, or that of a neuron before it, also where only the timeline sets it;
a resting potential beyond the threshold; receptors that are open at the start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from circuitlab.catalog.families import (
    CHANNEL,
    JUNCTION,
    METER,
    NEURON,
    RECEPTOR,
    STIMULUS,
    SYNAPSE,
    TISSUE,
    TREATMENT,
)
from circuitlab.catalog.spec import Catalog, Kind
from circuitlab.model.circuit import Circuit
from circuitlab.model.effects import ACTING, kind_of
from circuitlab.model.element import Role
from circuitlab.model.link_checks import loose_ends, quantity_to_set
from circuitlab.model.names import name_of
from circuitlab.model.own_trains import trains_beyond
from circuitlab.model.paired_lists import SIZE
from circuitlab.model.receptor_values import is_against, senders_of
from circuitlab.model.signal_graph import SignalGraph
from circuitlab.model.signs import extent_of
from circuitlab.model.timeline import steps_of
from circuitlab.resources import _

BACKGROUND = ("i_e", "noise", "g_init")
"""Parameters that drive a cell, or open a receptor, without anything from outside."""

RELEVANT = frozenset(
    {*BACKGROUND, "v_th", "v_t", "e_l", "e_rev", "weight", "amplitude", "mean", "quantity"}
    | {"delay", "path_length", "conduction_velocity"}
)
"""Parameters that pathways and hints depend on."""

_DRIVING = frozenset({STIMULUS, TREATMENT, TISSUE})
_SHUTTING = "inhibition"
"""The input through which drugs keep a channel shut."""


@dataclass(frozen=True, slots=True)
class Hint:
    """What has no effect as it stands, or works backwards: which element, why, and what helps."""

    element: str
    what: str
    remedy: str

    @property
    def sentence(self) -> str:
        """What there is to say, for where the element is plain to see."""
        return f"{self.what}; {self.remedy}"


@dataclass(frozen=True)
class _Survey:
    """A circuit with what several hints ask of it."""

    circuit: Circuit
    catalog: Catalog
    signals: SignalGraph
    kinds: Mapping[str, Kind] = field(default_factory=dict)

    @cached_property
    def driven(self) -> set[str]:
        """Everything that a source of activity reaches, the sources included."""
        front = [id for id, kind in self.kinds.items() if self._starts(id, kind)]
        found = set(front)
        for id in front:
            onwards = [target for target in self.signals.onwards[id] if target not in found]
            found.update(onwards)
            front.extend(onwards)
        return found

    @cached_property
    def loose(self) -> dict[str, str]:
        """The synapses that lack an end, each with what is missing."""
        return {id: problem.what for id, problem in loose_ends(self.circuit, self.catalog)}

    @cached_property
    def _set_later(self) -> dict[tuple[str, str], list[object]]:
        found: dict[tuple[str, str], list[object]] = {}
        for step in steps_of(self.circuit):
            for key, value in step.values.items():
                found.setdefault(key, []).append(value)
        return found

    def is_set(self, id: str, name: str) -> bool:
        """Return whether a parameter is other than 0 for some cell at some time."""
        return any(least or greatest for least, _mean, greatest in self.extents(id, name))

    def extents(self, id: str, name: str) -> list[tuple[float, float, float]]:
        """Least, mean and greatest of a parameter now, and whenever the timeline sets it."""
        if name not in self.kinds[id].parameters:
            return []
        now = self.circuit.value(id, name, self.catalog)
        known = (extent_of(value) for value in (now, *self._set_later.get((id, name), ())))
        return [each for each in known if each is not None]

    def _starts(self, id: str, kind: Kind) -> bool:
        """Whether an element gives rise to activity."""
        if kind.family in _DRIVING or any(self.is_set(id, name) for name in BACKGROUND):
            return True
        return self._rests_beyond_threshold(id) or self._opens_channels(id)

    def _rests_beyond_threshold(self, id: str) -> bool:
        rest = [greatest for _least, _mean, greatest in self.extents(id, "e_l")]
        if not rest:
            return False
        thresholds = [least for name in ("v_th", "v_t") for least, *_ in self.extents(id, name)]
        return bool(thresholds) and max(rest) >= min(thresholds)

    def _opens_channels(self, id: str) -> bool:
        return any(
            self.kinds[target].family == CHANNEL and self._opens(id, target)
            for target in self.signals.onwards[id]
            if target in self.kinds
        )

    def _opens(self, source: str, channel: str) -> bool:
        fitting = [e for e in self.kinds[source].effects if e.reaches(self.kinds[channel])]
        return any(effect.input != _SHUTTING for effect in fitting)


def hints_of(
    circuit: Circuit, catalog: Catalog, signals: SignalGraph | None = None
) -> tuple[Hint, ...]:
    """Return what has no effect in a circuit or works backwards, in its order.

    Parameters
    ----------
    signals : SignalGraph, optional
        The circuit's, where it is known already.
    """
    kinds = {
        id: kind for id in circuit.elements if (kind := kind_of(circuit, catalog, id)) is not None
    }
    survey = _Survey(circuit, catalog, signals or SignalGraph(circuit, catalog), kinds)
    return tuple(hint for id, kind in kinds.items() for hint in _of_element(survey, id, kind))


def _of_element(survey: _Survey, id: str, kind: Kind) -> Iterator[Hint]:
    for look in (*_BY_FAMILY.get(kind.family, ()), _idle):
        said = look(survey, id, kind)
        if said is not None:
            yield Hint(id, *said)
            return


Said = tuple[str, str] | None
"""What is the matter and what to do, or nothing."""


def _undriven(survey: _Survey, id: str, _kind: Kind) -> Said:
    if id in survey.driven:
        return None
    return (
        _("No stimulus reaches this"),
        _("wire a stimulus to it, or a neuron that fires, or give it a steady current or noise"),
    )


def _homeless(survey: _Survey, id: str, _kind: Kind) -> Said:
    if survey.circuit.host(id) is not None:
        return None
    return _("It sits in no neuron"), _("drop it on one")


def _unopened(survey: _Survey, id: str, _kind: Kind) -> Said:
    reached = id in survey.signals.reached or any(survey.is_set(id, name) for name in BACKGROUND)
    if reached:
        return None
    return _("No synapse and no drug reaches this"), _("wire a neuron to it, or remove it")


def _against(survey: _Survey, id: str, kind: Kind) -> Said:
    """A simple receptor with the values of excitation, behind a neuron that inhibits."""
    part = survey.circuit.elements[id]
    senders = senders_of(survey.circuit, survey.catalog, id)
    if not any(is_against(kind, part, sender) for sender in senders):
        return None
    return (
        _("What is released here inhibits, and this is set to excite"),
        _("turn its values round, or wire its neurons anew"),
    )


def _uncoupled(survey: _Survey, id: str, _kind: Kind) -> Said:
    """A junction without two ends; one in a population joins the cells of that."""
    ends = survey.circuit.targets(id, Role.COUPLES)
    if len(ends) > 1 or any(
        greatest > 1.0 for end in ends for *_least, greatest in survey.extents(end, SIZE)
    ):
        return None
    if not ends:
        return _("It joins nothing"), _("wire it to two neurons")
    return _("It joins one neuron only"), _("wire it to another neuron")


def _lacking(survey: _Survey, id: str, _kind: Kind) -> Said:
    if id not in survey.loose:
        return None
    return survey.loose[id], _("remove the synapse, or wire its neurons anew")


def _blind(survey: _Survey, id: str, _kind: Kind) -> Said:
    recorded = survey.circuit.targets(id, Role.RECORDS)
    if not recorded:
        return _("It records nothing"), _("wire it to what it shall record")
    known = [target for target in recorded if target in survey.kinds]
    if known and all(
        quantity_to_set(survey.circuit, survey.catalog, id, target) for target in known
    ):
        return _("What it records does not have this quantity"), _("choose another quantity")
    return None


def _idle(survey: _Survey, id: str, kind: Kind) -> Said:
    """A kind that is made to act or to release, and has nothing to do it on."""
    acts = kind.family != NEURON and bool(kind.effects)
    acts |= kind.family == STIMULUS and bool(kind.transmitters)
    if not acts or any(
        step.role in (*ACTING, Role.RELEASES_ONTO) for step in survey.signals.onwards[id].values()
    ):
        return None
    return _("It acts on nothing"), _("wire it to what it shall act on")


def _beyond(survey: _Survey, id: str, _kind: Kind) -> Said:
    """A sender with trains of its own for more cells than there are where they go."""
    found = trains_beyond(survey.circuit, survey.catalog, id)
    if found is None:
        return None
    what = _("Trains of cells from {first} on drive nothing: {target} has {size} cells")
    name = name_of(survey.circuit, survey.catalog, found[0])
    return (
        what.format(first=found[1], target=name, size=found[1]),
        _("give it as many cells, or leave these trains out"),
    )


_BY_FAMILY: Mapping[str, tuple[Callable[[_Survey, str, Kind], Said], ...]] = {
    NEURON: (_undriven,),
    RECEPTOR: (_homeless, _unopened, _against),
    CHANNEL: (_homeless,),
    SYNAPSE: (_lacking,),
    JUNCTION: (_uncoupled,),
    METER: (_blind,),
    STIMULUS: (_beyond,),
}
