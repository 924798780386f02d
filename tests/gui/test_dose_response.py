import pytest

from circuitlab.gui.dose_response import dose_response


@pytest.mark.parametrize(("dose", "blocked"), [(0.7, 0.146), (3.0, 0.422), (10.0, 0.709)])
def test_ketamine_blocks_as_much_as_its_equations_say(circuit, catalog, dose, blocked):
    circuit.apply(circuit.with_param("ketamine1", "concentration", dose))
    response = dose_response(circuit, catalog, "ketamine1")
    assert response.effect(response.dose) == pytest.approx(blocked, abs=0.001)


def test_a_drug_with_a_half_dose_has_half_its_effect_there(circuit, catalog):
    from conftest import put

    id = put(circuit, catalog, "gabapentin", x=0.0, y=0.0)
    response = dose_response(circuit, catalog, id)
    assert response.effect(circuit.value(id, "ic50")) == 0.5
    assert response.effect(0.0) == 0.0


def test_less_magnesium_makes_ketamine_stronger(circuit, catalog):
    before = dose_response(circuit, catalog, "ketamine1").half
    circuit.apply(circuit.with_param("nmda1", "mg", 0.1))
    assert dose_response(circuit, catalog, "ketamine1").half < before


def test_lidocaine_takes_less_where_channels_are_inactivated(circuit, catalog):
    from conftest import put

    id = put(circuit, catalog, "lidocaine", x=0.0, y=0.0)
    healthy = dose_response(circuit, catalog, id).half
    assert healthy == pytest.approx(1 / (0.85 / 440 + 0.15 / 10))
    circuit.apply(circuit.with_param(id, "inactivated", 1.0))
    assert dose_response(circuit, catalog, id).half == pytest.approx(10.0)


@pytest.mark.parametrize("kind", ["capsaicin", "wasabi"])
def test_what_opens_a_channel_has_no_curve_of_its_own(circuit, catalog, kind):
    from conftest import put

    assert dose_response(circuit, catalog, put(circuit, catalog, kind, x=0.0, y=0.0)) is None


def test_what_is_no_drug_has_no_curve(circuit, catalog):
    assert dose_response(circuit, catalog, "heat1") is None
