"""Measuring in a process of its own: the same numbers, ended when nobody wants them any more."""

import io
import pickle

import numpy as np
import pytest

from circuitlab.analysis.bench.apart import Elsewhere
from circuitlab.analysis.bench.behind import behind, circuit_of
from circuitlab.analysis.bench.laboratory import Laboratory
from circuitlab.analysis.bench.messages import Failed, Unwanted, Wanted
from circuitlab.analysis.bench.protocols import protocols
from circuitlab.analysis.bench.serving import Desk
from circuitlab.catalog.load import default_catalog
from circuitlab.files.store import load_preset
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Element

CATALOG = default_catalog()
FIRING = protocols()[0]
SHORT = FIRING.defaults() | {"highest": 500.0, "points": 3, "duration": 50.0}
ALONE = Circuit([Element("it", "lif_current")])


def wanted(number, circuit=ALONE, id="it", settings=SHORT):
    depends = behind(circuit, CATALOG, id, {})
    return Wanted(number, id, depends, protocols().index(FIRING), settings, "en")


@pytest.fixture
def elsewhere():
    made = Elsewhere()
    yield made
    made.close()


def test_a_process_apart_gives_the_same_numbers_says_how_far_it_is_and_can_be_ended(elsewhere):
    heard = []
    far = elsewhere.measured(wanted(1), heard.append)
    near = FIRING.measure(Laboratory(ALONE, CATALOG, "it", SHORT))
    assert np.array_equal(far["steady"], near["steady"])
    assert far["steady"][1].max() > 50.0
    assert heard[-1] > 0.5
    long = SHORT | {"points": 40, "duration": 20_000.0}
    with pytest.raises(InterruptedError):
        elsewhere.measured(wanted(2, settings=long), lambda _part: elsewhere.end(2))
    with pytest.raises(KeyError):
        elsewhere.measured(wanted(3, settings=long), lambda _part: {}["nobody"])
    with pytest.raises(RuntimeError, match="negative"):
        elsewhere.measured(wanted(4, settings=SHORT | {"points": -1}), heard.append)
    with pytest.raises(RuntimeError, match="has ended"):
        elsewhere.measured(wanted(5, settings=long), lambda _part: elsewhere._process.kill())


def test_what_nobody_wants_any_more_is_not_begun():
    said = b"".join(pickle.dumps(each) for each in (wanted(1), wanted(2), Unwanted(2)))
    desk = Desk(io.BytesIO(said))
    desk.listen()
    first, second, end = (desk.wanted.get() for _each in range(3))
    assert (first.number, second.number, end) == (1, 2, None)
    assert desk.measured(second, lambda _part: None) == Failed()
    assert not isinstance(desk.measured(first, lambda _part: None), Failed)


def test_a_curve_depends_on_the_cell_and_its_drugs_and_on_nothing_else():
    circuit = load_preset("fig4").circuit
    before = behind(circuit, CATALOG, "spinal", {})

    def after(id, name, value):
        edited = circuit.copy()
        edited.apply(circuit.with_param(id, name, value))
        return behind(edited, CATALOG, "spinal", {})

    assert after("spinal", "g_l", 0.2) != before
    assert after("nmda_c", "gbar", 0.5) != before
    assert after("ketamine", "concentration", 3.0) != before
    assert after("c_fibres", "g_l", 0.2) == before
    assert behind(circuit, CATALOG, "spinal", {("c_fibres", "g_l"): 0.2}) == before
    assert behind(circuit, CATALOG, "spinal", {("ketamine", "concentration"): 3.0}) != before
    moved = circuit.copy()
    moved.apply(circuit.moved({"spinal": (1.0, 2.0)}))
    assert behind(moved, CATALOG, "spinal", {}) == before


def test_what_a_curve_depends_on_is_enough_to_measure_it():
    """Of each element in a whole circuit, and of what is left of it: the same plan is made."""
    circuit = load_preset("fig4").circuit
    for id in circuit.elements:
        for protocol in (each for each in protocols() if each.fits(circuit, CATALOG, id)):
            alone = circuit_of(behind(circuit, CATALOG, id, {}))
            assert protocol.fits(alone, CATALOG, id), (id, protocol.title)
            assert put(protocol, circuit, id) == put(protocol, alone, id), (id, protocol.title)


class Put(Exception):
    """What lies on the bench when it is to be run."""


def put(protocol, circuit, id):
    """Return all that a protocol puts on the bench first."""

    class Shelf(Laboratory):
        def run(self, bench, *_how, **_with):
            raise Put(bench.elements, bench.links)

    with pytest.raises(Put) as found:
        protocol.measure(Shelf(circuit, CATALOG, id, protocol.defaults()))
    elements, links = found.value.args
    return {each: (e.kind, e.params) for each, e in elements.items()}, set(links)
