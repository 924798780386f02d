"""The inspector's curve: measured unasked once a selection rests, remembered, and given up."""

import threading

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from circuitlab.analysis.bench.measured import Axis, Curve, Measured
from circuitlab.analysis.bench.protocols import offered
from circuitlab.catalog.load import default_catalog
from circuitlab.gui.bench import unasked
from circuitlab.gui.bench.orders import order_of
from circuitlab.gui.inspector.bench_section import BenchSection
from circuitlab.gui.inspector.inspector import Inspector
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Element, Link, Role
from circuitlab.render.theme import theme

CATALOG = default_catalog()
CELL = "projection_neuron1"


class Worker:
    """Measures at once, or waits until it is ended, or fails."""

    def __init__(self, desk):
        self._desk, self._gate = desk, threading.Event()

    def end(self):
        self._desk.ended += 1
        self._gate.set()

    def measured(self, order, told):
        self._desk.orders.append(order)
        told(0.1)
        if self._desk.fault:
            raise ValueError(self._desk.fault)
        if self._desk.holds:
            self._gate.wait(10.0)
            raise InterruptedError
        x = np.array([0.0, 10.0, 20.0])
        line = Curve("steady", "steady", x, 2.0 * x)
        name, axes = order.protocol.name, (Axis("Current", "pA"), Axis("Firing rate", "Hz"))
        return Measured(name, order.id, order.name, order.protocol.title, *axes, (line,))


class Desk:
    def __init__(self):
        self.orders, self.ended, self.holds, self.fault = [], 0, False, ""

    def made(self):
        return Worker(self)


@pytest.fixture
def desk(running, monkeypatch):
    monkeypatch.setattr(unasked, "RESTED_MS", 5)
    made = Desk()
    measuring = running.measuring
    measuring.unasked._rest.setInterval(5)
    monkeypatch.setattr(measuring, "_load", made.made)
    monkeypatch.setattr(measuring.unasked, "_load", made.made)
    return made


@pytest.fixture
def inspector(document, running, qtbot):
    made = Inspector(document, running, theme("light"))
    qtbot.addWidget(made)
    made.resize(312, 900)
    made.show()
    qtbot.waitExposed(made)
    return made


def section_of(inspector):
    return inspector.sheet.findChild(BenchSection)


def select(inspector, session, id, qtbot: QtBot):
    with qtbot.waitSignal(session.measuring.done):
        session.selection.select([id])
    return section_of(inspector)


def test_a_selection_that_rests_is_measured_and_shown_with_its_present_point(
    inspector, desk, running, qtbot: QtBot
):
    running.selection.select([CELL])
    section = section_of(inspector)
    assert section.plot.plot is None
    assert "being measured" in section.plot.told
    qtbot.waitUntil(lambda: section.plot.plot is not None)
    assert section.heading.text() == "f–I curve"
    running.live.rate_hz[CELL] = 12.0
    section.follow()
    assert section.plot.plot.point == (0.0, 12.0)
    assert section.plot.plot.now == "now: 12 Hz at 0 pA"
    assert [order.settings for order in desk.orders] == [section.first.defaults()]
    assert section.grab().width() == section.width()


def test_who_comes_back_finds_the_curve_and_measures_nothing(
    inspector, desk, running, qtbot: QtBot
):
    select(inspector, running, CELL, qtbot)
    running.selection.select(["voltmeter1"])
    assert section_of(inspector) is None
    running.selection.select([CELL])
    assert section_of(inspector).plot.plot is not None
    assert not running.measuring.unasked._rest.isActive()
    assert len(desk.orders) == 1


def test_another_selection_gives_up_what_is_being_measured(inspector, desk, running, qtbot: QtBot):
    desk.holds = True
    running.selection.select([CELL])
    qtbot.waitUntil(lambda: len(desk.orders) == 1)
    running.selection.select(["heat1"])
    assert inspector.sheet.id == "heat1"
    assert desk.ended == 1
    assert not running.measuring.unasked.is_on


def test_a_changed_cell_is_measured_anew_and_one_that_is_changed_back_is_known(
    inspector, desk, running, document, qtbot: QtBot
):
    section = select(inspector, running, CELL, qtbot)
    document.push(document.circuit.moved({CELL: (40.0, 0.0)}))
    assert section.said.text() != "Measured before the last change."
    with qtbot.waitSignal(running.measuring.done):
        document.push(document.circuit.with_param(CELL, "g_l", 0.2, "", ""))
        assert section.said.text() == "Measured before the last change."
    assert section.said.text() != "Measured before the last change."
    document.undo()
    assert section.said.text() != "Measured before the last change."
    assert len(desk.orders) == 2


def test_what_somebody_asks_for_comes_first(inspector, desk, running, document, qtbot: QtBot):
    desk.holds = True
    protocol = offered(document.circuit, CATALOG, CELL)[1]
    order = order_of(document.circuit, CATALOG, CELL, protocol, protocol.defaults(), {})
    running.measuring.start(order)
    running.selection.select([CELL])
    assert inspector.sheet.id == CELL
    qtbot.waitUntil(lambda: desk.orders == [order])
    running.measuring.unasked._begin()
    assert running.measuring.unasked._rest.isActive()
    assert not running.measuring.unasked.is_on
    desk.holds = False
    with qtbot.waitSignal(running.measuring.done):
        running.measuring.cancel()
    assert desk.orders[-1].protocol.name == "f-I"


def test_what_fails_is_said_and_not_tried_for_ever(inspector, desk, running, qtbot: QtBot):
    desk.fault = "its voltage ran away"
    with qtbot.waitSignal(running.measuring.unasked.failed):
        running.selection.select([CELL])
    section = section_of(inspector)
    assert section.plot.told == "It could not be measured: its voltage ran away"
    section.follow()
    assert not running.measuring.unasked._rest.isActive()
    desk.fault = ""
    running.selection.select(["heat1"])
    assert select(inspector, running, CELL, qtbot).plot.plot is not None


def test_a_page_that_is_not_seen_has_nothing_measured(inspector, desk, running):
    inspector.hide()
    running.selection.select([CELL])
    section_of(inspector).follow()
    assert not running.measuring.unasked._rest.isActive()
    inspector.show()
    assert running.measuring.unasked._rest.isActive()


def test_a_drug_whose_doses_stand_there_is_measured_only_when_asked(
    inspector, desk, running, document
):
    drug = Element("drug", "ketamine")
    document.push(document.circuit.added(drug, Link("drug", "nmda1", Role.MODULATES)))
    running.selection.select(["drug"])
    section, wanted = section_of(inspector), []
    section.wanted.connect(lambda *given: wanted.append(given))
    assert section.plot.isHidden()
    section.measure.click()
    assert wanted == [("dose", True)]
    assert not running.measuring.unasked._rest.isActive()


def test_every_kind_that_is_measured_has_its_curve_or_its_doses(document, inspector, running):
    for kind in CATALOG.ordered():
        document.replace(Circuit([Element("it", kind.name)]))
        running.selection.select(["it"])
        section = section_of(inspector)
        assert (section is None) == (not offered(document.circuit, CATALOG, "it")), kind.name


def test_the_bench_of_another_state_is_offered_nowhere(document, running, qtbot: QtBot):
    made = Inspector(document, running, theme("dark"), has_bench=False)
    qtbot.addWidget(made)
    made.show()
    running.selection.select([CELL])
    assert section_of(made).more.isHidden()
