"""The bench in the window: what is offered, measured, kept, shown in the inspector and written."""

import threading
from types import SimpleNamespace
from typing import ClassVar

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from circuitlab.analysis.bench.measured import Axis, Curve, Finding, Measured
from circuitlab.catalog.load import default_catalog
from circuitlab.gui.bench.operating_point import point_now
from circuitlab.gui.bench.plot_view import plot_of
from circuitlab.gui.bench.window import BenchWindow
from circuitlab.gui.shell.bench_actions import open_bench
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Element, Role
from circuitlab.model.frozen import FrozenMap
from circuitlab.render.figure.plot import (
    Plot,
    PlotLine,
    _below,
    _scales,
    decades,
    encoded_plot,
    thinned,
    ticks,
)
from circuitlab.render.live_frame import LiveFrame
from circuitlab.render.theme import theme

CATALOG = default_catalog()
CELL = "projection_neuron1"


def curve_of(order, height=40.0):
    """What a measurement of a neuron may look like."""
    x = np.array([0.0, 10.0, 20.0])
    y = np.array([0.0, 0.5 * height, height])
    return Measured(
        order.protocol.name,
        order.id,
        "Projection neuron",
        order.protocol.title,
        Axis("Current", "pA"),
        Axis("Firing rate", "Hz"),
        (Curve("steady", "steady", x, y), Curve("aside", "aside", x, 100.0 * y, aside=True)),
        (Finding("rheobase", "Fires from", 10.0, "pA"), Finding("none", "None", np.nan, "pA")),
        dict(order.settings),
        1,
        0.025,
    )


class Worker:
    """Measures at once, or waits until it is let go or ended."""

    orders: ClassVar[list] = []
    fault: Exception | None = None
    holds = False
    begins = 0.5

    def __init__(self):
        self.gate = threading.Event()

    def end(self):
        self.gate.set()

    def measured(self, order, told):
        Worker.orders.append(order)
        told(Worker.begins)
        if Worker.holds:
            self.gate.wait(10.0)
            raise InterruptedError
        if Worker.fault is not None:
            raise Worker.fault
        return curve_of(order, 40.0 + 10.0 * len(Worker.orders))


@pytest.fixture(autouse=True)
def quick(session, monkeypatch):
    monkeypatch.setattr(Worker, "orders", [])
    monkeypatch.setattr(session.measuring, "_load", Worker)
    monkeypatch.setattr(session.measuring.unasked, "_load", Worker)


@pytest.fixture
def bench(document, session, answers, qtbot):
    made = BenchWindow(document, session, theme("light"), answers)
    qtbot.addWidget(made)
    made.show()
    session.selection.select([CELL])
    return made


def measure(bench, session, qtbot):
    with qtbot.waitSignal(session.measuring.done):
        bench.measure.click()


def test_nothing_selected_says_what_can_be_measured(document, session, answers, qtbot):
    made = BenchWindow(document, session, theme("dark"), answers)
    qtbot.addWidget(made)
    assert "Select a neuron" in made.plot.told
    assert not made.measure.isVisibleTo(made)
    assert not made.keep.isEnabled()
    assert made.grab().width() == made.width()


def test_the_bench_follows_what_is_selected_and_stays_where_nothing_can_be_measured(bench, session):
    assert bench.id == CELL
    assert bench.choice.itemText(0) == "f–I curve"
    session.selection.select(["nmda1"])
    assert [bench.choice.itemText(n) for n in range(2)] == [
        "Current and voltage",
        "Pairs of spikes",
    ]
    session.selection.select(["voltmeter1"])
    assert bench.id == "nmda1"
    session.selection.select(["heat1"])
    assert bench.choice.itemText(0) == "Course in time"


def test_every_kind_alone_can_be_put_on_the_bench(bench, document, session):
    for kind in CATALOG.ordered():
        document.replace(Circuit([Element("it", kind.name)]))
        session.selection.select(["it"])
        assert (bench.id == "it") == bool(bench.choice.count()), kind.name
        assert set(bench.rows) == set(bench.settings()), kind.name


def test_a_curve_is_measured_shown_and_read(bench, session, qtbot: QtBot):
    measure(bench, session, qtbot)
    plot = bench.plot.plot
    assert [line.title for line in plot.lines] == ["steady"]
    assert bench.found.text() == "Fires from 10 pA"
    assert Worker.orders[0].settings["points"] == 20
    assert bench.measure.text() == "Measure"


def test_settings_are_typed_with_units_and_go_into_the_order(bench, session, qtbot: QtBot):
    bench.rows["highest"]._take("0.5 nA")
    bench.rows["points"]._take("7")
    measure(bench, session, qtbot)
    assert Worker.orders[0].settings["highest"] == 500.0
    assert Worker.orders[0].settings["points"] == 7.0
    bench.rows["lowest"]._take("600")
    bench.measure.click()
    assert session.measuring.order is None
    assert "lies not below" in bench.rows["lowest"]._wrong.label.text()


def test_what_was_kept_lies_behind_what_is_measured_next(bench, session, qtbot: QtBot):
    measure(bench, session, qtbot)
    bench.keep.click()
    assert [line.kept for line in bench.plot.plot.lines] == [False]
    measure(bench, session, qtbot)
    lines = bench.plot.plot.lines
    assert [(line.title, line.kept) for line in lines] == [
        ("kept 1: steady", True),
        ("steady", False),
    ]
    assert lines[0].y.max() < lines[1].y.max()
    bench.choose("ramp")
    measure(bench, session, qtbot)
    assert not any(line.kept for line in bench.plot.plot.lines)
    bench.choose("f-I")
    bench.clear.click()
    assert len(bench.plot.plot.lines) == 1


def test_a_curve_says_when_its_element_has_changed_since(bench, session, document, qtbot: QtBot):
    measure(bench, session, qtbot)
    document.push(document.circuit.moved({CELL: (40.0, 0.0)}))
    assert "last change" not in bench.found.text()
    document.push(document.circuit.with_param(CELL, "g_l", 0.2, "", ""))
    assert "Measured before the last change." in bench.found.text()
    document.undo()
    assert "last change" not in bench.found.text()


def test_measuring_can_be_given_up(bench, session, monkeypatch, qtbot: QtBot):
    monkeypatch.setattr(Worker, "holds", True)
    bench.measure.click()
    qtbot.waitUntil(lambda: bench.progress.value() == 50)
    assert bench.measure.text() == "Cancel"
    bench.measure.click()
    assert session.measuring.order is None
    assert not bench.progress.isVisible()
    assert bench.measured is None


def test_what_fails_is_said_and_ends_nothing(bench, session, monkeypatch, qtbot: QtBot):
    monkeypatch.setattr(Worker, "fault", ValueError("its voltage ran away"))
    bench.measure.click()
    qtbot.waitUntil(lambda: session.measuring.order is None)
    assert bench.wrong.text() == "its voltage ran away"
    monkeypatch.setattr(Worker, "fault", None)
    measure(bench, session, qtbot)
    assert not bench.wrong.isVisible()


def test_another_circuit_forgets_all(bench, session, document, qtbot: QtBot):
    measure(bench, session, qtbot)
    bench.keep.click()
    document.replace(Circuit([Element("it", "heat")]))
    assert bench.id == ""
    assert not bench.kept
    assert session.measuring.latest(CELL, "f-I") is None


def test_a_table_and_figures_are_written(bench, session, answers, tmp_path, qtbot: QtBot):
    measure(bench, session, qtbot)
    answers.path = tmp_path / "curve"
    bench.table.click()
    assert "Current (pA),steady (Hz)" in (tmp_path / "curve.csv").read_text()
    beginnings = {".svg": b"<?xml", ".pdf": b"%PDF", ".png": b"\x89PNG"}
    for ending, beginning in beginnings.items():
        answers.path = tmp_path / f"curve{ending}"
        bench.figure.click()
        assert answers.path.read_bytes().startswith(beginning)
    text = (tmp_path / "curve.svg").read_text()
    assert "Firing rate (Hz)" in text
    assert "CircuitLab" in text
    answers.path = tmp_path / "curve.bmp"
    bench.figure.click()
    assert answers.asked[-1] == "The figure could not be saved"
    answers.path = tmp_path / "nowhere" / "curve.csv"
    bench.table.click()
    assert answers.problems


def test_the_point_of_a_neuron_has_the_current_of_its_electrodes(document):
    circuit = Circuit([Element("it", "lif_current", params={"i_e": 30.0})])
    order = SimpleNamespace(protocol=SimpleNamespace(name="f-I", title=""), id="it", settings={})
    assert point_now(curve_of(order), circuit, CATALOG, LiveFrame(rate_hz={"it": 5.0})) == (
        30.0,
        5.0,
    )
    assert point_now(curve_of(order), circuit, CATALOG, LiveFrame()) is None
    order.id = "gone"
    assert point_now(curve_of(order), circuit, CATALOG, LiveFrame()) is None


def ordered(protocol, id):
    return SimpleNamespace(protocol=SimpleNamespace(name=protocol, title=""), id=id, settings={})


@pytest.mark.parametrize("protocol", ["latency", "recovery", "paired"])
def test_the_point_lies_on_the_curve_and_nowhere_beyond_it(protocol, document):
    """Of a latency by the current of 15 pA; of intervals by 80 Hz, a spike every 12.5 ms."""
    circuit = Circuit([Element("it", "lif_current", params={"i_e": 15.0})])
    curve = curve_of(ordered(protocol, "it"))
    x, y = point_now(curve, circuit, CATALOG, LiveFrame(rate_hz={"it": 80.0}))
    assert x == (15.0 if protocol == "latency" else 12.5)
    assert y == pytest.approx(2.0 * x)
    circuit = Circuit([Element("it", "lif_current", params={"i_e": 25.0})])
    assert point_now(curve, circuit, CATALOG, LiveFrame(rate_hz={"it": 2.0})) is None
    assert point_now(curve, circuit, CATALOG, LiveFrame()) is None


def test_the_interval_at_a_synapse_is_that_of_what_releases_onto_it(document):
    circuit = document.circuit
    synapse = next(each.id for each in circuit.elements.values() if each.kind == "synapse")
    (sender,) = circuit.sources(synapse, Role.RELEASES_ONTO)
    receptor = circuit.targets(synapse, Role.BINDS)[0]
    for id in (synapse, receptor):
        curve = curve_of(ordered("paired", id))
        point = point_now(curve, circuit, CATALOG, LiveFrame(rate_hz={sender: 100.0}))
        assert point == (10.0, pytest.approx(20.0))


def test_what_is_measured_first_says_that_it_is_compiled(bench, session, monkeypatch, qtbot: QtBot):
    monkeypatch.setattr(Worker, "holds", True)
    monkeypatch.setattr(Worker, "begins", 0.0)
    bench.measure.click()
    qtbot.waitUntil(lambda: bool(Worker.orders))
    assert "compiled" in bench.plot.told
    assert bench.progress.maximum() == 0
    bench.measure.click()
    assert session.measuring.order is None


def test_the_menu_opens_one_bench_on_what_is_selected(window, qtbot: QtBot):
    window.session.measuring._load = Worker
    window.session.selection.select([CELL])
    window.actions_by_key["bench"].trigger()
    made = window.findChild(BenchWindow)
    assert made.isVisible()
    assert made.id == CELL
    with qtbot.waitSignal(window.session.measuring.done):
        assert open_bench(window, "ramp", True) is made
    assert made.protocol.name == "ramp"
    made.close()


def test_closing_ends_what_is_being_measured(bench, session, monkeypatch, qtbot: QtBot):
    monkeypatch.setattr(Worker, "holds", True)
    bench.measure.click()
    bench.close()
    assert session.measuring.order is None


def test_round_numbers_stand_at_axes():
    assert ticks(0.0, 1.0) == [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
    assert ticks(-83.0, 42.0) == [-80.0, -60.0, -40.0, -20.0, 0.0, 20.0, 40.0]
    assert decades(0.02, 50.0) == pytest.approx([0.1, 1.0, 10.0])


def test_thinning_keeps_every_spike():
    x, y = np.arange(50_000.0), np.full(50_000, -65.0)
    y[[123, 40_001]] = 30.0
    thin_x, thin_y = thinned(x, y)
    assert thin_x.size < 4000
    assert set(thin_x[thin_y == 30.0]) == {123.0, 40_001.0}


def test_a_plot_of_nothing_known_is_painted_all_the_same():
    order = SimpleNamespace(protocol=SimpleNamespace(name="f-I", title="t"), id="it", settings={})
    made = curve_of(order)
    for curve in made.curves:
        curve.y[:] = np.nan
    assert encoded_plot(plot_of(made), ".svg").startswith(b"<?xml")
    with pytest.raises(ValueError, match="bmp"):
        encoded_plot(plot_of(made), ".bmp")


def test_what_lies_at_zero_has_no_scale_below_it_and_numbers_stay_within_the_plot():
    x = np.linspace(0.0, 150.0, 4)
    plot = Plot("flat", "pA", "Hz", (PlotLine("", x, np.zeros(4), "accent"),), snug=True)
    across, up = _scales(plot, list(plot.lines), QRectF(30, 20, 200, 100))
    assert up.low == 0.0
    assert up.high > 0.5
    assert across.place(150.0) == 230.0
    image = QImage(240, 160, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    with QPainter(image) as painter:
        box = QRectF(30, 20, 200, 100)
        wide = painter.fontMetrics().horizontalAdvance("150")
        at = _below(painter, "150", 230.0, box, True)
    assert at.x() + wide <= 236.0 + 1e-9


@pytest.mark.parametrize(("now", "expected"), [(50.0, 50.0), (250.0, 250.0), (1250.0, 250.0)])
def test_a_stimulus_stands_where_the_run_is_in_its_last_return(now, expected):
    params = FrozenMap({"start": 0.0, "stop": 1e6, "period": 100.0, "width": 5.0})
    circuit = Circuit([Element("it", "shock", params=params)])
    x = np.array([0.0, 300.0])
    curve = Curve("current", "Current", x, x)
    measured = Measured("course", "it", "", "", Axis("Time", "ms"), Axis("", "pA"), (curve,))
    frame = SimpleNamespace(time_ms=now)
    assert point_now(measured, circuit, CATALOG, frame) == pytest.approx((expected, expected))
