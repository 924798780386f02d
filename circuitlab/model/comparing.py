"""The states in which a circuit is compared: which there are, what each lays over it, edits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from circuitlab.catalog.families import STIMULUS
from circuitlab.model.element import DOCUMENT, MUTED
from circuitlab.model.frozen import Value
from circuitlab.model.overlay import Overlay, resolve
from circuitlab.model.states import AS_DRAWN, STATES, SYMBOLS, Address, ComparedState
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.claims import Experiment
    from circuitlab.model.delta import Delta
    from circuitlab.model.step import Step

TIMELINE = (DOCUMENT, "timeline")


def states_of(circuit: Circuit) -> tuple[ComparedState, ...]:
    """Return the states that a circuit keeps, in their order; as drawn first where none says."""
    kept: tuple[ComparedState, ...] = circuit.document[STATES]
    if any(state.is_as_drawn for state in kept):
        return kept
    return (ComparedState(AS_DRAWN, _("As drawn"), free_symbol(kept)), *kept)


def state_of(circuit: Circuit, id: str) -> ComparedState | None:
    """Return a state by its id; None where there is none."""
    return next((state for state in states_of(circuit) if state.id == id), None)


def free_symbol(states: Iterable[ComparedState]) -> str:
    """Return the first symbol that none of these has."""
    taken = {state.symbol for state in states}
    return next((symbol for symbol in SYMBOLS if symbol not in taken), SYMBOLS[-1])


def overlay_of(
    state: ComparedState, circuit: Circuit, catalog: Catalog, *, same_stimulus: bool = False
) -> Overlay:
    """Return what a state lays over its circuit.

    Parameters
    ----------
    same_stimulus
        Whether stimuli, and the steps of the timeline, stay as in the circuit as drawn.
    """
    values: dict[Address, Any] = dict(state.values)
    if state.timeline is not None:
        values[TIMELINE] = state.timeline
    if same_stimulus:
        stimuli = [at for at in values if _stimulates(at, circuit, catalog)]
        values = {at: value for at, value in values.items() if at not in stimuli}
    return Overlay(state.name, values)


def _stimulates(at: Address, circuit: Circuit, catalog: Catalog) -> bool:
    if at[0] == DOCUMENT:
        return True
    element = circuit.elements.get(at[0])
    kind = catalog.kinds.get(element.kind) if element is not None else None
    return kind is not None and kind.family == STIMULUS


def circuit_of(
    circuit: Circuit, state: ComparedState, catalog: Catalog, *, same_stimulus: bool = False
) -> Circuit:
    """Return the circuit in one of its states."""
    return resolve(circuit, [overlay_of(state, circuit, catalog, same_stimulus=same_stimulus)])


def of_experiment(
    circuit: Circuit, catalog: Catalog, experiment: Experiment
) -> tuple[dict[Address, Value], tuple[Step, ...] | None]:
    """Return what differs in an experiment, and its timeline; what it leaves out is muted."""
    values = {at: value for at, value in experiment.values.items() if at[0] in circuit.elements}
    values |= {(id, MUTED): True for id in experiment.without if id in circuit.elements}
    same = [at for at, value in values.items() if is_as_it_is(circuit, catalog, at, value)]
    return {
        at: value for at, value in values.items() if at not in same
    }, experiment.timeline or None


def is_as_it_is(circuit: Circuit, catalog: Catalog, at: Address, value: object) -> bool:
    """Return whether a value is the one that the circuit has."""
    id, name = at
    kind = catalog.kinds.get(circuit.elements[id].kind)
    if kind is None or (name != MUTED and name not in kind.parameters):
        return circuit.elements[id].setting(name) == value
    return circuit.value(id, name, catalog) == value


# ---- edits: each returns a Delta and changes nothing


def added(circuit: Circuit, state: ComparedState) -> Delta:
    """Return the edit that keeps one more state, with a symbol that is free."""
    states = states_of(circuit)
    state = replace(state, id=_fresh(state.id, states), symbol=free_symbol(states))
    return _kept(circuit, (*states, state), _("Add state {name}").format(name=state.name))


def removed(circuit: Circuit, id: str) -> Delta:
    """Return the edit that keeps a state no more."""
    left = tuple(state for state in states_of(circuit) if state.id != id)
    bare = all(state == ComparedState(AS_DRAWN, _("As drawn"), state.symbol) for state in left)
    return _kept(circuit, () if bare else left, _("Remove state"))


def renamed(circuit: Circuit, id: str, name: str) -> Delta:
    """Return the edit that calls a state otherwise."""
    return changed(circuit, id, _("Rename state"), name=name)


def swapped(circuit: Circuit, first: str, second: str) -> Delta:
    """Return the edit by which two states change places."""
    states = {state.id: state for state in states_of(circuit)}
    other = {first: second, second: first}
    order = tuple(states[other.get(id, id)] for id in states)
    return _kept(circuit, order, _("Swap states"))


def changed(circuit: Circuit, id: str, label: str, merge_key: str = "", **fields: object) -> Delta:
    """Return the edit that changes some fields of a state."""
    states = tuple(
        replace(state, **fields) if state.id == id else state  # type: ignore[arg-type]
        for state in states_of(circuit)
    )
    return _kept(circuit, states, label, merge_key)


def _kept(
    circuit: Circuit, states: Iterable[ComparedState], label: str, merge_key: str = ""
) -> Delta:
    return circuit.with_document({STATES: tuple(states)}, label, merge_key)


def _fresh(stem: str, states: Iterable[ComparedState]) -> str:
    taken = {state.id for state in states}
    numbered = (f"{stem}_{number}" for number in range(2, len(taken) + 3))
    return next(id for id in (stem, *numbered) if id not in taken)


# ---- what differs


def differing(
    circuit: Circuit,
    catalog: Catalog,
    states: Iterable[ComparedState],
    *,
    same_stimulus: bool = False,
) -> tuple[Address, ...]:
    """Return every (id, parameter) in which states differ as they run, once, in order."""
    laid = [overlay_of(each, circuit, catalog, same_stimulus=same_stimulus) for each in states]
    found = dict.fromkeys(at for overlay in laid for at in overlay.values)
    return tuple(
        at for at in found if at[0] in circuit.elements and _differ(at, circuit, catalog, laid)
    )


def _differ(at: Address, circuit: Circuit, catalog: Catalog, laid: Iterable[Overlay]) -> bool:
    drawn = circuit.value(*at, catalog)
    first, *others = (overlay.values.get(at, drawn) for overlay in laid)
    return any(value != first for value in others)
