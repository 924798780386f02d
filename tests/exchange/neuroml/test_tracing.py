"""The engine's equations, read as formulas."""

from xml.etree import ElementTree as ET

import numpy as np
import pytest

from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.exchange.neuroml.rate_forms import Form, form_of
from circuitlab.exchange.neuroml.rate_types import rate_type
from circuitlab.exchange.neuroml.symbols import names_in, terms, value_of
from circuitlab.exchange.neuroml.tracing import Traced, traced

GATED = [m for m in MECHANISMS.values() if m.gates]
WANTED = {
    ("m", "opening"): Form("HHExpLinearRate", 1.0, -40.0, 10.0),
    ("m", "closing"): Form("HHExpRate", 4.0, -65.0, -18.0),
    ("h", "opening"): Form("HHExpRate", 0.07, -65.0, -20.0),
    ("h", "closing"): Form("HHSigmoidRate", 1.0, -35.0, 10.0),
    ("n", "opening"): Form("HHExpLinearRate", 0.1, -55.0, 10.0),
    ("n", "closing"): Form("HHExpRate", 0.125, -65.0, -80.0),
}


def read(name: str, **values: float) -> Traced:
    mechanism = MECHANISMS[name]
    given = dict.fromkeys(mechanism.parameters, 1.0) | dict.fromkeys(mechanism.inputs, 0.0)
    return traced(mechanism, given | values)


def test_the_squid_axon_has_the_forms_of_1952() -> None:
    found = read("hodgkin_huxley")
    for (gate, way), form in WANTED.items():
        rate = getattr(found.gates[gate], way)
        assert form_of(lambda v, rate=rate: value_of(rate, {"v": v})) == form


def test_every_gate_of_the_engine_is_read() -> None:
    for mechanism in GATED:
        found = read(mechanism.name)
        assert set(mechanism.gates) <= set(found.gates), mechanism.name
        for gate in found.gates.values():
            for rate in (gate.opening, gate.closing):
                assert names_in(rate) <= {"v", "ca", *mechanism.states}
                at = value_of(rate, {"v": -41.3, "ca": 0.2} | dict.fromkeys(found.gates, 0.3))
                assert np.isfinite(at), mechanism.name
                assert at >= -1e-12, mechanism.name


def test_gates_move_as_the_engine_moves_them() -> None:
    step = 1e-4
    for mechanism in GATED:
        found = read(mechanism.name)
        values = dict.fromkeys(mechanism.arguments, 1.0) | {"v": -47.0, "ca": 0.2, "dt": step}
        values |= dict.fromkeys(mechanism.inputs, 0.0) | dict.fromkeys(mechanism.gates, 0.3)
        given = {name: values[name] for name in mechanism.arguments}
        moved = dict(zip(mechanism.gates, mechanism.function.py_func(**given), strict=False))
        for gate in mechanism.gates:
            rates = found.gates[gate]
            opening, closing = (
                value_of(rate, {"v": -47.0, "ca": 0.2} | dict.fromkeys(found.gates, 0.3))
                for rate in (rates.opening, rates.closing)
            )
            slope = opening * 0.7 - closing * 0.3
            assert (moved[gate] - 0.3) / step == pytest.approx(slope, rel=1e-2, abs=1e-8), (
                mechanism.name
            )


def test_conductances_are_powers_of_gates() -> None:
    gates = frozenset(MECHANISMS["traub_miles"].gates)
    found = terms(read("traub_miles", g_na=60.0, g_k=20.0).outputs["g"], gates)
    assert found == {("h", "m", "m", "m"): 60.0, ("n", "n", "n", "n"): 20.0}


def test_what_is_no_sum_of_powers_is_told() -> None:
    found = read("cal")
    assert terms(found.outputs["g"], frozenset("mv")) is None


def test_a_rate_of_no_form_becomes_a_type_whose_choices_come_last() -> None:
    rate = read("kdr").gates["n"].opening
    assert form_of(lambda v: value_of(rate, {"v": v})) is None
    made = rate_type("kdr_opens", rate)
    dynamics = made.find("Dynamics")
    assert dynamics is not None
    tags = [each.tag for each in dynamics]
    assert tags == sorted(tags, key=lambda tag: tag != "DerivedVariable")
    assert dynamics[-1].get("name") == "r"
    text = ET.tostring(made, encoding="unicode")
    assert "e-" not in text.replace("baseVoltage", "")
    assert "(V .gt." not in text  # jNeuroML takes no condition in brackets
