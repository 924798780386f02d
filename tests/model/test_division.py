"""Central and peripheral: where in the nervous system each part belongs."""

from __future__ import annotations

import pytest

from circuitlab.api import Circuit, CircuitError, preset
from circuitlab.catalog.load import default_catalog
from circuitlab.model.division import Division, division_of
from tests.engine.lab import part


@pytest.mark.parametrize(
    ("kind", "where"),
    [
        ("nociceptor_c", "peripheral"),
        ("touch_fibre", "peripheral"),
        ("tissue_damage", "peripheral"),
        ("heat", "peripheral"),
        ("projection_neuron", "central"),
        ("microglia", "central"),
        ("expectation", "central"),
        ("hh_squid", ""),
        ("note", ""),
    ],
)
def test_a_kind_belongs_where_its_lane_is(kind: str, where: str) -> None:
    c = Circuit()
    assert c.division(c.add(kind)) == where


def test_parts_belong_where_their_neuron_does_and_synapses_in_the_centre() -> None:
    c = Circuit()
    fibre, cell = c.add("nociceptor_c"), c.add("projection_neuron")
    synapse = c.wire(fibre, cell)
    assert c.division(part(c, fibre, "trpv1")) == "peripheral"
    assert c.division(part(c, cell, "ampa")) == "central"
    assert c.division(synapse) == "central"


def test_a_neuron_of_no_lane_is_central_once_it_takes_a_synapse() -> None:
    c = Circuit()
    fibre, thalamus = c.add("touch_fibre"), c.add("adex", label="thalamus")
    assert c.division(thalamus) == ""
    c.wire(fibre, thalamus)
    assert c.division(thalamus) == "central"


def test_a_meter_belongs_to_what_it_records() -> None:
    c = Circuit()
    fibre = c.add("nociceptor_c")
    assert c.division(c.add("voltmeter", on=fibre)) == "peripheral"


def test_nobody_asks_about_what_is_not_there() -> None:
    with pytest.raises(CircuitError, match="no element called"):
        Circuit().division("nobody")


def test_every_kind_of_every_lane_belongs_somewhere() -> None:
    for name, kind in default_catalog().kinds.items():
        if kind.lane and kind.family not in ("receptor", "channel", "synapse", "junction"):
            c = Circuit()
            assert division_of(c.model, c.catalog, c.add(name)) is not Division.NEITHER, name


def test_every_part_of_the_body_map_belongs_to_one_of_the_two() -> None:
    body = preset("fig1")
    assert {body.division(id) for id in body.ids} == {"central", "peripheral"}
    assert body.division("c_fibres") == body.division("toe") == "peripheral"
    assert body.division("thalamus") == body.division("interneuron") == "central"
