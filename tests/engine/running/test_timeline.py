"""What the timeline has set goes with the element that it was set of, and comes back with it."""

from __future__ import annotations

import pytest
from engine.lab import Circuit, advance, planned, simulation

from circuitlab.engine.running.timeline import Timeline
from circuitlab.engine.stepping.simulation import Simulation
from circuitlab.model.element import Element
from circuitlab.model.frozen import FrozenMap
from circuitlab.model.step import Step

AT_MS = 5.0


class Bench:
    """A driven cell whose current the timeline sets at 5 ms, and a bystander."""

    def __init__(self) -> None:
        self.circuit = Circuit()
        self.cell, self.other = self.circuit.add("lif_current"), self.circuit.add("lif_current")
        settings = {(self.cell, "i_e"): 100.0, (self.other, "i_e"): 50.0}
        steps = [Step(AT_MS, settings)]
        self.model = self.circuit.model
        self.model.apply(self.model.with_document({"timeline": steps}))
        self.running: Simulation = simulation(self.circuit)
        plan = planned(self.circuit)
        self.timeline = Timeline(self.model.copy(), self.circuit.catalog, plan.settings)

    def goes_on(self, until_ms: float) -> None:
        while self.running.time < until_ms:
            self.timeline.apply_due(self.running)
            advance(self.running, 1.0)

    def edited(self) -> None:
        self.timeline.edit(self.running, self.model.copy())


@pytest.mark.parametrize("removed_at", [2.0, 8.0])
def test_what_was_set_goes_and_comes_back_whenever_it_was_removed(removed_at: float) -> None:
    bench = Bench()
    bench.goes_on(removed_at)
    delta = bench.model.removed([bench.cell])
    bench.model.apply(delta)
    bench.edited()
    bench.goes_on(10.0)
    assert bench.timeline.values == {(bench.other, "i_e"): 50.0}
    bench.model.apply(delta.inverse())
    bench.edited()
    assert bench.timeline.values == {(bench.other, "i_e"): 50.0, (bench.cell, "i_e"): 100.0}


def test_another_element_of_the_same_name_is_as_it_was_built() -> None:
    bench = Bench()
    bench.goes_on(8.0)
    bench.circuit.remove(bench.cell)
    bench.edited()
    another = Element(bench.cell, "lif_current", params=FrozenMap(i_e=7.0))
    bench.model.apply(bench.model.added(another))
    bench.edited()
    assert bench.timeline.present.value(bench.cell, "i_e") == 7.0


def test_what_was_set_by_hand_since_stays_when_a_neighbour_comes_back() -> None:
    bench = Bench()
    bench.goes_on(8.0)
    bench.circuit.set(bench.other, i_e=60.0)
    bench.edited()
    delta = bench.model.removed([bench.cell])
    for edit in (delta, delta.inverse()):
        bench.model.apply(edit)
        bench.edited()
    assert bench.timeline.present.value(bench.other, "i_e") == 60.0
