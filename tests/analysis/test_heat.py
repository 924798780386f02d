"""The heat that a nerve ending answers, measured beside the run."""

import math
from dataclasses import replace

import pytest

from circuitlab.analysis import heat_threshold
from circuitlab.catalog.load import default_catalog
from circuitlab.files.store import load_preset
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Element, Link, Role

CATALOG = default_catalog()
FIBRES = "c_fibres"


@pytest.fixture(scope="module")
def injured():
    return load_preset("fig3").circuit


def with_unknown(circuit, id):
    """The circuit with an element of a kind that another version knows."""
    elements = [
        replace(element, kind="of_tomorrow") if element.id == id else element
        for element in circuit.elements.values()
    ]
    return Circuit(elements, circuit.links.values(), circuit.document)


def threshold(circuit, pkc=0.0, pka=0.0, number=1.0):
    now = {(FIBRES, "pkc"): pkc, (FIBRES, "pka"): pka, (FIBRES, "number"): number}
    return heat_threshold.fires_from(
        heat_threshold.alone(circuit, CATALOG, FIBRES, now), CATALOG, FIBRES
    )


@pytest.mark.parametrize(
    ("pkc", "number", "expected", "tolerance"),
    [(0.0, 1.0, 43.2, 0.3), (1.0, 1.0, 35.1, 0.4), (0.0, 2.0, 40.9, 0.4), (1.0, 1.5, 33.8, 0.4)],
)
def test_it_is_the_threshold_of_the_reference(injured, pkc, number, expected, tolerance):
    assert threshold(injured, pkc=pkc, number=number) == pytest.approx(expected, abs=tolerance)


def test_kinase_a_lowers_it_through_the_sodium_channel(injured):
    assert threshold(injured, pka=0.5) < threshold(injured) - 2.0


def test_the_ramp_is_the_same_whatever_heat_the_circuit_has():
    pulses = load_preset("fig4").circuit
    assert float(pulses.value("heat", "period")) > 0
    assert threshold(pulses) == pytest.approx(43.2, abs=0.3)


def test_what_stays_silent_has_none(injured):
    cut = injured.copy()
    cut.apply(cut.with_param("trpv1", "g", 0.0))
    assert math.isnan(threshold(cut))


def test_a_channel_that_nothing_warms_is_no_ending(injured):
    assert heat_threshold.endings(injured, CATALOG) == {"trpv1": FIBRES}
    cold = injured.copy()
    cold.apply(cold.removed(["heat"]))
    assert heat_threshold.endings(cold, CATALOG) == {}
    with pytest.raises(ValueError, match="nothing warms"):
        threshold(cold)


def test_the_cell_alone_is_the_same_wherever_it_lies_on_the_canvas(injured):
    now = dict.fromkeys(heat_threshold.what_moves(injured, CATALOG, FIBRES), 1.0)
    before = heat_threshold.alone(injured, CATALOG, FIBRES, now)
    moved = injured.copy()
    moved.apply(moved.moved({FIBRES: (5.0, 5.0), "heat": (0.0, 0.0)}))
    assert heat_threshold.alone(moved, CATALOG, FIBRES, now) == before
    moved.apply(moved.with_param("trpv1", "g", 4.0))
    assert heat_threshold.alone(moved, CATALOG, FIBRES, now) != before


@pytest.mark.parametrize("unknown", [FIBRES, "heat", "trpv1"])
def test_what_the_catalog_does_not_know_has_no_threshold(injured, unknown):
    strange = with_unknown(injured, unknown)
    assert heat_threshold.endings(strange, CATALOG) == {}


def test_a_part_that_the_catalog_does_not_know_spoils_no_threshold(injured):
    strange = injured.copy()
    part = Element("clock", "of_tomorrow", "", 0.0, 0.0)
    strange.apply(strange.added(part, Link("clock", FIBRES, Role.SITS_IN)))
    assert heat_threshold.endings(strange, CATALOG) == {"trpv1": FIBRES}
    now = dict.fromkeys(heat_threshold.what_moves(strange, CATALOG, FIBRES), 1.0)
    assert heat_threshold.alone(strange, CATALOG, FIBRES, now) == heat_threshold.alone(
        injured, CATALOG, FIBRES, now
    )


def test_what_is_dissolved_moves_its_potentials_once(injured):
    names = {state for _id, state in heat_threshold.what_moves(injured, CATALOG, FIBRES)}
    assert not names & {"e_k", "e_na"}
    injured.apply(injured.with_param(FIBRES, "k_out", 8.0))
    now = dict.fromkeys(heat_threshold.what_moves(injured, CATALOG, FIBRES), 0.0)
    alone = heat_threshold.alone(injured, CATALOG, FIBRES, now)
    assert alone.value(FIBRES, "k_out") == 8.0
    assert alone.value(FIBRES, "e_k", CATALOG) == injured.value(FIBRES, "e_k", CATALOG)
