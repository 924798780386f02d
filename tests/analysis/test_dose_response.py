"""The curve of a drug's doses follows from its parameters by the engine's own equations."""

import math

import pytest

from circuitlab.analysis.dose_response import dose_response
from circuitlab.api import Circuit
from circuitlab.catalog.load import default_catalog
from circuitlab.engine.plan.compiler import compile_circuit
from circuitlab.model.frozen import Array

CATALOG = default_catalog()


@pytest.fixture
def desk() -> Circuit:
    """A nociceptor that drives a projection neuron, and what may act on them."""
    circuit = Circuit()
    fibre, cell = circuit.add("nociceptor_c"), circuit.add("projection_neuron")
    circuit.wire(fibre, cell)
    circuit.add("heat", on=fibre)
    circuit.add("ketamine", on="nmda1")
    return circuit


@pytest.mark.parametrize(("dose", "blocked"), [(0.7, 0.146), (3.0, 0.422), (10.0, 0.709)])
def test_ketamine_blocks_as_much_as_its_equations_say(
    desk: Circuit, dose: float, blocked: float
) -> None:
    desk.set("ketamine1", concentration=dose)
    response = dose_response(desk.model, CATALOG, "ketamine1")
    assert response is not None
    assert response.effect(response.dose) == pytest.approx(blocked, abs=0.001)


@pytest.mark.parametrize(
    "changed", [{}, {"mg": 0.3}, {"delta": 0.5}, {"k_off": 1.0}, {"preparation": "human"}]
)
def test_the_curve_of_ketamine_is_the_block_that_a_run_begins_with(
    desk: Circuit, changed: dict[str, object]
) -> None:
    desk.set("ketamine1", concentration=2.0)
    desk.set("nmda1", **changed)
    response = dose_response(desk.model, CATALOG, "ketamine1")
    begun = compile_circuit(desk.model, CATALOG).jumps["nmda1", "nmda", "blocked"]
    assert response is not None
    assert response.effect(2.0) == pytest.approx(begun, rel=1e-12)


@pytest.mark.parametrize(
    ("preparation", "half"), [("recombinant", 4.10), ("human", 9.3), ("native", 32.8)]
)
def test_published_potencies_of_ketamine_can_be_chosen(
    desk: Circuit, preparation: str, half: float
) -> None:
    """0.31, 0.71 and 2.5 µM at −66 mV without magnesium, here at −55 mV in 1 mM of it."""
    desk.set("nmda1", preparation=preparation)
    response = dose_response(desk.model, CATALOG, "ketamine1")
    assert response is not None
    assert response.half == pytest.approx(half, rel=0.01)


def test_a_drug_that_never_enters_its_pore_has_no_curve(desk: Circuit) -> None:
    desk.set("nmda1", k_on=0.0)
    assert dose_response(desk.model, CATALOG, "ketamine1") is None


def test_pores_that_differ_between_cells_have_the_curve_of_the_mean_pore(desk: Circuit) -> None:
    desk.set("projection_neuron1", size=2)
    curves = []
    for magnesium in (1.0, Array([0.5, 1.5])):
        changed = desk.model.with_param("nmda1", "mg", magnesium)
        desk.model.apply(changed)
        curves.append(dose_response(desk.model, CATALOG, "ketamine1"))
    assert curves[0] is not None
    assert curves[0] == curves[1]
    desk.set("ketamine1", concentration=2.0)
    begun = compile_circuit(desk.model, CATALOG).jumps["nmda1", "nmda", "blocked"]
    assert begun == pytest.approx(curves[0].effect(2.0), rel=1e-12)


def test_a_pore_blocker_that_reaches_nothing_has_the_curve_of_an_ordinary_pore(
    desk: Circuit,
) -> None:
    free = desk.add("ketamine")
    lonely, wired = (dose_response(desk.model, CATALOG, id) for id in (free, "ketamine1"))
    assert lonely is not None
    assert wired is not None
    assert lonely.half == wired.half


def test_a_drug_with_a_half_dose_has_half_its_effect_there(desk: Circuit) -> None:
    id = desk.add("gabapentin")
    response = dose_response(desk.model, CATALOG, id)
    assert response is not None
    assert response.effect(float(str(desk.model.value(id, "ec50")))) == 0.5
    assert response.effect(0.0) == 0.0


def test_less_magnesium_makes_ketamine_stronger(desk: Circuit) -> None:
    before = dose_response(desk.model, CATALOG, "ketamine1")
    desk.set("nmda1", mg=0.1)
    after = dose_response(desk.model, CATALOG, "ketamine1")
    assert before is not None
    assert after is not None
    assert after.half < before.half


def inactivated_nav17(u: float) -> float:
    """Part of Nav1.7 that is inactivated at u mV (rates of Vasylyev et al. 2014)."""
    opening = 0.0744 / (1 + math.exp((u + 99.76) / 11.07))
    closing = 2.54 - 2.54 / (1 + math.exp((u + 7.8) / 10.68))
    return closing / (opening + closing)


@pytest.mark.parametrize("shift", [0.0, 20.0, 40.0])
def test_lidocaine_takes_less_where_channels_are_inactivated(desk: Circuit, shift: float) -> None:
    desk.set("nociceptor_c1", nav17_h_shift=shift)
    response = dose_response(desk.model, CATALOG, desk.add("lidocaine", on="nociceptor_c1"))
    lost = inactivated_nav17(-63.0 - shift)
    assert response is not None
    assert response.half == pytest.approx(1 / ((1 - lost) / 440 + lost / 10))


@pytest.mark.parametrize(
    ("drug", "half"), [("suzetrigine", 4e-4), ("nav18_blocker", 4e-4), ("pregabalin", 2.0)]
)
def test_a_drug_has_the_curve_of_its_potency(desk: Circuit, drug: str, half: float) -> None:
    response = dose_response(desk.model, CATALOG, desk.add(drug))
    assert response is not None
    assert response.half == half
    assert response.lowest < half < response.highest


@pytest.mark.parametrize("kind", ["capsaicin", "wasabi"])
def test_what_opens_a_channel_has_no_curve_of_its_own(desk: Circuit, kind: str) -> None:
    assert dose_response(desk.model, CATALOG, desk.add(kind)) is None


def test_what_is_no_drug_has_no_curve(desk: Circuit) -> None:
    assert dose_response(desk.model, CATALOG, "heat1") is None
