"""The wire next to a point is the same as by looking at every wire, and is found quickly."""

import math

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.words import Problem
from circuitlab.gui.canvas.scene import CanvasScene
from circuitlab.gui.canvas.wire_index import WireIndex, own_way
from circuitlab.model import rules
from circuitlab.model.circuit import Circuit
from circuitlab.render.theme import theme


@pytest.fixture(scope="module")
def scene(qapp) -> CanvasScene:
    circuit, catalog = Circuit(), default_catalog()
    rng = np.random.default_rng(3)
    ids = []
    for number in range(40):
        added = rules.add_kind(
            circuit, catalog, "wdr_neuron", 300.0 * (number % 8), 300.0 * (number // 8)
        )
        assert not isinstance(added, Problem)
        circuit.apply(added[1])
        ids.append(added[0])
    for _number in range(120):
        source, target = rng.choice(ids, 2, replace=False)
        made = rules.connect(circuit, catalog, source, target, receptors=["ampa"])
        assert not isinstance(made, Problem)
        circuit.apply(made)
    return CanvasScene(circuit, catalog, theme("light"))


def by_hand(scene: CanvasScene, point: QPointF) -> float:
    """Return the distance of the nearest of all wires, looked for in small steps."""
    best = math.inf
    for axon in scene.geometry.axons.values():
        way = own_way(axon)
        for step in range(301):
            gap = way.pointAtPercent(step / 300) - point
            best = min(best, math.hypot(gap.x(), gap.y()))
    return best


def test_the_nearest_of_many_wires_is_found(scene: CanvasScene) -> None:
    index = WireIndex(scene)
    for x, y in np.random.default_rng(1).uniform((0, 0), (2100, 1200), (6, 2)):
        point = QPointF(x, y)
        distance = by_hand(scene, point)
        assert index.nearest(point, distance + 4.0) is not None
        assert distance < 4.0 or index.nearest(point, distance - 4.0) is None


def test_a_wire_that_changed_is_measured_anew_and_one_that_is_gone_is_not_found(
    scene: CanvasScene,
) -> None:
    index, circuit = WireIndex(scene), scene.circuit
    wire, axon = next(iter(scene.geometry.axons.items()))
    middle = own_way(axon).pointAtPercent(0.5)
    assert index.nearest(middle, 1.0) is not None
    delta = circuit.removed(list(circuit.elements))
    after = circuit.copy()
    after.apply(delta)
    scene.edited(after, delta.changes)
    assert index.nearest(middle, 1.0) is None
    scene.edited(circuit, delta.inverse().changes)
    assert index.nearest(middle, 1.0) is not None
    assert scene.line(wire) is not None
