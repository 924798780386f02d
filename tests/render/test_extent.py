"""The rectangle around a circuit, followed edit by edit, is that of the circuit looked at anew."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from two_neurons import two_neurons

from circuitlab.catalog.load import default_catalog
from circuitlab.model.delta import Delta
from circuitlab.render.extent import Extent
from circuitlab.render.geometry import Geometry


def around(geometry: Geometry, larger: float) -> QRectF:
    extent = Extent()
    extent.follow(geometry.places, geometry.places)
    return extent.bounds(larger)


def close(one: QRectF, other: QRectF) -> bool:
    return one.getCoords() == pytest.approx(other.getCoords(), abs=1e-6)


@pytest.mark.parametrize("larger", [1.0, 1.7, 3.0])
def test_it_follows_every_edit_and_takes_it_back(larger: float) -> None:
    catalog = default_catalog()
    circuit = two_neurons(catalog)
    geometry, extent = Geometry(circuit, catalog), Extent()
    extent.follow(geometry.places, geometry.take_renewed().places)
    neuron = "projection_neuron1"
    edits = (
        lambda: circuit.moved({neuron: (1400.0, 900.0)}),
        lambda: circuit.relabelled(neuron, "A name that is much longer than before"),
        lambda: circuit.removed([neuron]),
    )

    def make(delta: Delta) -> QRectF:
        circuit.apply(delta)
        geometry.update(circuit, delta.changes)
        extent.follow(geometry.places, geometry.take_renewed().places)
        assert close(extent.bounds(larger), around(geometry, larger))
        return extent.bounds(larger)

    seen, made = [extent.bounds(larger)], []
    for edit in edits:
        made.append(edit())
        seen.append(make(made[-1]))
        assert not close(seen[-1], seen[-2])
    for delta in reversed(made):
        make(delta.inverse())


def test_with_wires_it_is_the_whole_of_the_geometry() -> None:
    geometry = Geometry(two_neurons(default_catalog()), default_catalog())
    for larger in (1.0, 2.5):
        box = around(geometry, larger)
        for path in (
            *(axon.path for axon in geometry.axons.values()),
            *(cable.path for cable in geometry.cables.values()),
        ):
            box = box.united(path.controlPointRect())
        assert close(box, geometry.bounds(larger))


def test_of_nothing_it_is_empty() -> None:
    extent = Extent()
    extent.follow({}, ())
    assert extent.bounds(1.0).isEmpty()
