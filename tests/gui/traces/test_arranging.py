"""Strips are moved, folded, scaled, removed; time and values are zoomed."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from two_neurons import put

from circuitlab.engine.running.messages import Edit
from circuitlab.gui.traces.arrangement import Arrangement
from circuitlab.gui.traces.names import said
from circuitlab.gui.traces.panel import VIEW, Traces
from circuitlab.gui.traces.strip_menu import range_of
from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import Delta
from circuitlab.model.element import Link, Role
from circuitlab.model.rules import add_kind
from circuitlab.playback.trace_rows import rows_of


def crowded(traces, circuit, catalog):
    for state in ("v", "pkc", "pka", "number", "g_na", "g_k", "ahp"):
        meter = put(circuit, catalog, "voltmeter", on="nociceptor_c1")
        circuit.apply(circuit.with_param(meter, "quantity", state))
    traces._rebuild()


def keys(traces):
    return [strip.key for strip in traces.plot.strips]


def test_strips_are_moved_by_their_grip(traces, circuit, catalog, qtbot):
    crowded(traces, circuit, catalog)
    before, names = keys(traces), traces.names
    second, first = (traces.plot.strips[n] for n in (1, 0))
    above = int(names._above)
    start = QPoint(8, above + int(second.top) + 8)
    qtbot.mousePress(names, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(names, QPoint(8, above + int(first.top) + 3))
    qtbot.mouseRelease(names, Qt.MouseButton.LeftButton, pos=QPoint(8, above + int(first.top) + 3))
    assert keys(traces) == [before[1], before[0], *before[2:]]


def test_strips_are_moved_folded_and_chosen_by_keyboard(traces, running, circuit, catalog, qtbot):
    crowded(traces, circuit, catalog)
    before, names = keys(traces), traces.names
    for _time in range(2):
        qtbot.keyClick(names, Qt.Key.Key_Down)
    qtbot.keyClick(names, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert keys(traces)[2] == before[1]
    qtbot.keyClick(names, Qt.Key.Key_Left)
    assert [strip.key for strip in traces.plot.strips if strip.is_folded] == [before[1]]
    qtbot.keyClick(names, Qt.Key.Key_Right)
    assert not any(strip.is_folded for strip in traces.plot.strips)
    qtbot.keyClick(names, Qt.Key.Key_Down)
    qtbot.keyClick(names, Qt.Key.Key_Return)
    assert running.selection.ids == (keys(traces)[3][0],)


def test_the_arrangement_is_kept_with_the_file_and_is_no_edit(
    traces, running, document, circuit, catalog, tmp_path
):
    crowded(traces, circuit, catalog)
    moved, folded = keys(traces)[3], keys(traces)[2]
    traces.names.move_wanted.emit(moved, 0)
    traces.names.fold_wanted.emit(folded)
    traces.strip_menu.zoom(moved, 0.5, -20.0)
    traces.choose_window(20.0)
    assert not document.dirty
    assert not document.undo_stack.canUndo()
    assert not any(isinstance(message, Edit) for message in running.engine._runner.messages)
    order, bounds = keys(traces), traces.plot.strips[0].bounds
    assert document.save_as(tmp_path / "a.circuit") == []
    document.new()
    assert traces.arrangement == Arrangement()
    assert document.open(tmp_path / "a.circuit") == []
    assert keys(traces) == order
    assert traces.plot.strips[0].bounds == pytest.approx(bounds)
    assert [strip.key for strip in traces.plot.strips if strip.is_folded] == [folded]
    assert traces.window_ms == 20.0


def test_a_window_that_opens_on_a_circuit_arranges_its_strips_as_the_file_says(
    traces, circuit, document, session, qtbot
):
    kept = traces.arrangement.toggled(keys(traces)[0])
    circuit.apply(circuit.with_document({"view": {VIEW: {**kept.written(), "window_ms": 20.0}}}))
    opened = Traces(document, session, traces.theme)
    qtbot.addWidget(opened)
    assert opened.arrangement.folded == kept.folded
    assert opened.window_ms == 20.0


@pytest.mark.parametrize(
    "junk", [7, "x", [1, 2], {"order": 3}, {"scales": [["a", "b", 5, 1]], "window_ms": "long"}]
)
def test_an_arrangement_that_is_not_understood_is_none(junk):
    assert Arrangement.read(junk) == Arrangement()


def test_removing_a_strip_is_one_edit_that_undo_takes_back(traces, document, circuit, catalog):
    meter, delta = add_kind(circuit, catalog, "voltmeter", on="nociceptor_c1")
    document.push(delta)
    document.push(document.circuit.with_param(meter, "quantity", "pkc"))
    before = document.circuit.copy()
    traces.names.remove_wanted.emit(("nociceptor_c1", "pkc"))
    assert ("nociceptor_c1", "pkc") not in keys(traces)
    assert meter not in document.circuit.elements
    assert "voltmeter1" in document.circuit.elements
    document.undo()
    assert document.circuit == before
    assert ("nociceptor_c1", "pkc") in keys(traces)


def test_a_meter_that_records_something_else_too_stays(traces, document, circuit, catalog):
    link = Link("voltmeter1", "nociceptor_c1", Role.RECORDS)
    document.push(Delta("Wire", {link.key: (None, link)}))
    traces.names.remove_wanted.emit(("nociceptor_c1", "v"))
    assert document.circuit.targets("voltmeter1") == ["projection_neuron1"]


def test_equal_quantities_share_a_scale_until_one_is_fitted(
    traces, running, circuit, catalog, qtbot
):
    put(circuit, catalog, "voltmeter", on="nociceptor_c1")
    traces._rebuild()
    running.play()
    qtbot.waitUntil(lambda: running.live.time_ms > 150)
    running.pause()
    traces._show_values()
    one, two = (strip for strip in traces.plot.strips if strip.row.is_potential)
    assert one.bounds == two.bounds
    traces.strip_menu.fit(one.key)
    fitted, other = (strip for strip in traces.plot.strips if strip.row.is_potential)
    _t, values = fitted.course.samples(0.0, 150.0)
    assert fitted.bounds[0] < values.min() < values.max() < fitted.bounds[1]
    assert np.ptp(fitted.bounds) < 1.4 * np.ptp(values)
    assert other.bounds == two.bounds
    traces.plot.automatic_wanted.emit(one.key)
    assert len({strip.bounds for strip in traces.plot.strips if strip.row.is_potential}) == 1


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("−80 to 40", (-80.0, 40.0)),
        ("-1e-3 5", (-0.001, 5.0)),
        ("−80 – 40", (-80.0, 40.0)),
        ("−80,5 … 40,5 mV", (-80.5, 40.5)),
        ("-0.08 V; 0.04 V", (-80.0, 40.0)),
        ("5 1", None),
        ("a to b", None),
        ("1 to 5 nA", None),
    ],
)
def test_a_range_is_read_from_words(text, bounds):
    assert range_of(text, "mV") == bounds


def wheel(plot, part, up=True, keys=Qt.KeyboardModifier.NoModifier):
    """Turn the wheel by a notch, at a part of the width from the left, in the lowest strip."""
    view = plot.plotItem.vb
    box = plot.mapFromScene(view.mapRectToScene(view.rect())).boundingRect()
    strip = next(strip for strip in plot.strips if strip.row.is_potential)
    at = QPointF(box.left() + part * box.width(), box.top() + strip.top + strip.height / 2)
    event = QWheelEvent(
        at,
        QPointF(plot.viewport().mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 if up else -120),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(plot.viewport(), event)


def test_the_wheel_zooms_time_about_now_while_it_is_followed(traces, running):
    running.play()
    before = traces.window_ms
    wheel(traces.plot, 0.3)
    assert traces.window_ms == pytest.approx(before / 1.25)
    assert traces.right_ms == running.live.time_ms
    wheel(traces.plot, 0.3, up=False)
    assert traces.window_ms == pytest.approx(before)


def test_the_wheel_zooms_time_about_the_pointer_in_the_past(traces, running, qtbot):
    running.play()
    qtbot.waitUntil(lambda: running.live.time_ms > 300)
    running.look_back(100.0)
    traces.choose_window(100.0)
    running.tick()
    under = traces.right_ms - 0.75 * 100.0
    for _time in range(5):
        wheel(traces.plot, 0.25)
    assert traces.window_ms == pytest.approx(100.0 / 1.25**5)
    assert traces.right_ms - 0.75 * traces.window_ms == pytest.approx(under, abs=0.5)
    running.look_at_now()
    assert traces.right_ms == running.live.time_ms


@pytest.mark.parametrize(
    ("part", "held"),
    [
        (0.5, Qt.KeyboardModifier.ControlModifier),
        (0.5, Qt.KeyboardModifier.ShiftModifier),
        (-0.02, Qt.KeyboardModifier.NoModifier),
    ],
)
def test_the_wheel_zooms_values_with_a_key_or_at_the_axis(traces, part, held):
    before = next(strip for strip in traces.plot.strips if strip.row.is_potential)
    window = traces.window_ms
    wheel(traces.plot, part, keys=held)
    after = next(strip for strip in traces.plot.strips if strip.row.is_potential)
    assert np.ptp(after.bounds) == pytest.approx(np.ptp(before.bounds) / 1.25)
    assert traces.window_ms == window


def test_a_box_is_looked_at(traces, running, qtbot):
    running.play()
    qtbot.waitUntil(lambda: running.live.time_ms > 300)
    key = next(strip.key for strip in traces.plot.strips if strip.row.is_potential)
    now = running.live.time_ms
    traces.plot.boxed.emit((now - 200.0, now - 150.0), key, (-70.0, -50.0))
    assert not running.playing
    assert traces.window_ms == pytest.approx(50.0)
    assert traces.right_ms == pytest.approx(now - 150.0)
    strip = next(strip for strip in traces.plot.strips if strip.row.is_potential)
    assert strip.bounds == (-70.0, -50.0)


def test_a_drag_with_the_right_button_draws_a_box(traces, running, qtbot):
    plot, boxes = traces.plot, []
    plot.boxed.connect(lambda *box: boxes.append(box))
    strip = next(strip for strip in plot.strips if strip.row.is_potential)
    top, expected_ms = int(17 + strip.top), 200 * plot.window_ms / plot.across
    qtbot.mousePress(plot.viewport(), Qt.MouseButton.RightButton, pos=QPoint(200, top + 12))
    qtbot.mouseMove(plot.viewport(), QPoint(400, top + 40))
    qtbot.mouseRelease(plot.viewport(), Qt.MouseButton.RightButton, pos=QPoint(400, top + 40))
    ((time, key, bounds),) = boxes
    assert time[1] - time[0] == pytest.approx(expected_ms, rel=0.02)
    assert key == strip.key
    low, high = (strip.value_at(strip.top + y) for y in (40, 12))
    assert bounds == pytest.approx((low, high), abs=4.0)


@pytest.mark.parametrize("key", [None, ("projection_neuron1", "v"), ("nociceptor_c1", "")])
def test_menus_can_be_opened_everywhere(traces, circuit, catalog, key):
    put(circuit, catalog, "raster", on="nociceptor_c1")
    traces._rebuild()
    words = [action.text().partition("\t")[0] for action in traces.strip_menu.menu(key).actions()]
    assert "Time window" in words
    assert ("Remove this trace" in words) == (key is not None)
    assert ("Scale" in words) == (key == ("projection_neuron1", "v"))


def test_stimuli_and_what_is_given_are_shown_above(traces, running, document, qtbot):
    heat, *_rest = traces.plot.strips
    assert (heat.row.title, heat.row.unit, heat.course.shape) == ("Heat", "°C", "area")
    assert not any(strip.row.is_bars for strip in traces.plot.strips)
    document.push(document.circuit.with_param("ketamine1", "concentration", 5.0))
    _heat, given, *_rest = traces.plot.strips
    assert given.row.is_bars
    running.play()
    qtbot.waitUntil(lambda: running.live.time_ms > 100)
    running.pause()
    (bar,) = given.courses[0].bars
    assert bar.words == "5 µM"
    assert bar.end_ms > bar.start_ms
    document.push(document.circuit.with_param("ketamine1", "concentration", 0.0))
    running.step()
    qtbot.waitUntil(lambda: not given.courses[0]._is_on)
    assert given.row in traces.rows
    assert traces.plot.grab().toImage().width() > 0


def test_names_say_quantity_and_cell(circuit, catalog):
    circuit.apply(circuit.with_param("nociceptor_c1", "size", 20))
    put(circuit, catalog, "voltmeter", on="nociceptor_c1")
    put(circuit, catalog, "raster", on="nociceptor_c1")
    assert [said(row) for row in rows_of(circuit, catalog)] == [
        "potential",
        "potential · cell 1 of 20",
        "spikes (20)",
    ]


def test_spikes_are_marked_where_a_course_does_not_show_them(catalog):
    marked = {}
    for kind in catalog.kinds.values():
        if kind.family == "neuron":
            circuit = Circuit()
            neuron = put(circuit, catalog, kind.name)
            put(circuit, catalog, "voltmeter", on=neuron)
            (row,) = rows_of(circuit, catalog)
            marked[kind.name] = row.has_strokes
    resets = {"lif_current", "lif_conductance", "adex"}
    assert {name for name in resets if marked[name]} == resets
    assert not {"hh_squid", "nociceptor_c", "izhikevich"} & {
        n for n, is_so in marked.items() if is_so
    }
