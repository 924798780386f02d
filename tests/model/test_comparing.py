"""Compared states: what each lays over its circuit, and whose an edit is."""

from dataclasses import replace

import pytest
from two_neurons import two_neurons

from circuitlab.catalog.families import STIMULUS
from circuitlab.catalog.load import default_catalog
from circuitlab.model import comparing
from circuitlab.model.circuit import Circuit
from circuitlab.model.claims import Experiment
from circuitlab.model.element import MUTED
from circuitlab.model.state_routing import routed
from circuitlab.model.states import AS_DRAWN, STATES, SYMBOLS, ComparedState

CATALOG = default_catalog()


@pytest.fixture
def circuit() -> Circuit:
    return two_neurons(CATALOG)


def numbers(circuit: Circuit) -> list[tuple[str, str]]:
    """Values that are plain numbers, of anything but stimuli."""
    return [
        (id, name)
        for id, element in circuit.elements.items()
        if CATALOG.kind(element.kind).family != STIMULUS
        for name, each in CATALOG.kind(element.kind).parameters.items()
        if isinstance(each.default, float) and name.startswith(("g_", "weight", "c_m"))
    ]


def with_state(circuit: Circuit, **fields: object) -> str:
    before = {state.id for state in comparing.states_of(circuit)}
    state = ComparedState("treated", "Treated", **fields)  # type: ignore[arg-type]
    circuit.apply(comparing.added(circuit, state))
    return next(state.id for state in comparing.states_of(circuit) if state.id not in before)


def test_the_circuit_as_drawn_is_always_the_first(circuit: Circuit) -> None:
    (only,) = comparing.states_of(circuit)
    assert only.is_as_drawn
    id = with_state(circuit)
    assert [state.id for state in comparing.states_of(circuit)] == [AS_DRAWN, id]
    assert [state.symbol for state in comparing.states_of(circuit)] == list(SYMBOLS[:2])


def test_swapped_states_keep_their_symbols_and_go_back_by_undo(circuit: Circuit) -> None:
    id = with_state(circuit)
    symbols = {state.id: state.symbol for state in comparing.states_of(circuit)}
    delta = comparing.swapped(circuit, AS_DRAWN, id)
    circuit.apply(delta)
    assert [state.id for state in comparing.states_of(circuit)] == [id, AS_DRAWN]
    assert symbols == {state.id: state.symbol for state in comparing.states_of(circuit)}
    circuit.apply(delta.inverse())
    assert [state.id for state in comparing.states_of(circuit)] == [AS_DRAWN, id]


def test_a_circuit_whose_last_state_goes_is_as_if_it_never_had_one(circuit: Circuit) -> None:
    circuit.apply(comparing.removed(circuit, with_state(circuit)))
    assert circuit.document[STATES] == ()


def test_a_value_that_is_set_in_a_state_is_that_states(circuit: Circuit) -> None:
    id, (element, name) = with_state(circuit), numbers(circuit)[0]
    drawn = circuit.value(element, name, CATALOG)
    seen = comparing.circuit_of(circuit, comparing.states_of(circuit)[1], CATALOG)
    edit = seen.with_param(element, name, 2.0 * float(str(drawn)) + 1.0)
    circuit.apply(routed(edit, circuit, CATALOG, id))
    assert circuit.value(element, name, CATALOG) == drawn
    (_first, state) = comparing.states_of(circuit)
    after = comparing.circuit_of(circuit, state, CATALOG)
    assert after.value(element, name, CATALOG) == 2.0 * float(str(drawn)) + 1.0
    back = after.with_param(element, name, drawn)
    circuit.apply(routed(back, circuit, CATALOG, id))
    assert comparing.states_of(circuit)[1].values == {}


def test_what_is_moved_muted_or_removed_goes_where_it_belongs(circuit: Circuit) -> None:
    id, first = with_state(circuit), next(iter(circuit.elements))
    state = comparing.states_of(circuit)[1]
    seen = comparing.circuit_of(circuit, state, CATALOG)
    circuit.apply(routed(seen.moved({first: (7.0, 9.0)}), circuit, CATALOG, id))
    assert (circuit.elements[first].x, circuit.elements[first].y) == (7.0, 9.0)
    seen = comparing.circuit_of(circuit, state, CATALOG)
    circuit.apply(routed(seen.muting({first: True}), circuit, CATALOG, id))
    assert not circuit.elements[first].muted
    assert comparing.states_of(circuit)[1].values == {(first, MUTED): True}
    seen = comparing.circuit_of(circuit, comparing.states_of(circuit)[1], CATALOG)
    circuit.apply(routed(seen.removed([first]), circuit, CATALOG, id))
    assert first not in circuit.elements
    assert comparing.states_of(circuit)[1].values == {}


def test_the_same_stimulus_leaves_stimuli_as_drawn(circuit: Circuit) -> None:
    stimulus = next(
        id for id, each in circuit.elements.items() if CATALOG.kind(each.kind).family == STIMULUS
    )
    element, name = numbers(circuit)[0]
    state = ComparedState("x", values={(stimulus, "start"): 3.0, (element, name): 5.0})
    laid = comparing.overlay_of(state, circuit, CATALOG, same_stimulus=True)
    assert dict(laid.values) == {(element, name): 5.0}
    assert len(comparing.overlay_of(state, circuit, CATALOG).values) == 2


def test_an_experiment_becomes_a_state_of_what_differs_in_it(circuit: Circuit) -> None:
    (element, name), other = numbers(circuit)[0], list(circuit.elements)[-1]
    drawn = circuit.value(element, name, CATALOG)
    experiment = Experiment(values={(element, name): drawn}, without=(other,))
    values, timeline = comparing.of_experiment(circuit, CATALOG, experiment)
    assert (values, timeline) == ({(other, MUTED): True}, None)
    told = replace(experiment, values={(element, name): float(str(drawn)) + 1.0})
    assert (element, name) in comparing.of_experiment(circuit, CATALOG, told)[0]
