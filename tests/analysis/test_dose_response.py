"""The curve of a drug's doses follows from its parameters by the engine's own equations."""

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


@pytest.mark.parametrize("changed", [{}, {"mg": 0.3}, {"delta": 0.5}, {"k_off": 1.0}])
def test_the_curve_of_ketamine_is_the_block_that_a_run_begins_with(
    desk: Circuit, changed: dict[str, float]
) -> None:
    desk.set("ketamine1", concentration=2.0)
    desk.set("nmda1", **changed)
    response = dose_response(desk.model, CATALOG, "ketamine1")
    begun = compile_circuit(desk.model, CATALOG).jumps["nmda1", "nmda", "blocked"]
    assert response is not None
    assert response.effect(2.0) == pytest.approx(begun, rel=1e-12)


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
    assert response.effect(float(str(desk.model.value(id, "ic50")))) == 0.5
    assert response.effect(0.0) == 0.0


def test_less_magnesium_makes_ketamine_stronger(desk: Circuit) -> None:
    before = dose_response(desk.model, CATALOG, "ketamine1")
    desk.set("nmda1", mg=0.1)
    after = dose_response(desk.model, CATALOG, "ketamine1")
    assert before is not None
    assert after is not None
    assert after.half < before.half


def test_lidocaine_takes_less_where_channels_are_inactivated(desk: Circuit) -> None:
    id = desk.add("lidocaine")
    healthy = dose_response(desk.model, CATALOG, id)
    assert healthy is not None
    assert healthy.half == pytest.approx(1 / (0.85 / 440 + 0.15 / 10))
    desk.set(id, inactivated=1.0)
    hurt = dose_response(desk.model, CATALOG, id)
    assert hurt is not None
    assert hurt.half == pytest.approx(10.0)


@pytest.mark.parametrize("kind", ["capsaicin", "wasabi"])
def test_what_opens_a_channel_has_no_curve_of_its_own(desk: Circuit, kind: str) -> None:
    assert dose_response(desk.model, CATALOG, desk.add(kind)) is None


def test_what_is_no_drug_has_no_curve(desk: Circuit) -> None:
    assert dose_response(desk.model, CATALOG, "heat1") is None
