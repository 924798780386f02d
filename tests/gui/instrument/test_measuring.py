"""The instrument measures what the strips keep, as somebody at the window uses it."""

import numpy as np
from measured_traces import CELL, RASTER, at_pixel, between, drag, first_spike, kept, shown
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from circuitlab.analysis.read_claims import unmeasurable
from circuitlab.catalog.words import format_number
from circuitlab.gui.instrument import showing
from circuitlab.gui.instrument.cursors import Mark
from circuitlab.gui.instrument.trigger import OFF, Trigger
from circuitlab.gui.instrument.wording import quantity_words


def test_it_comes_out_with_cursors_and_measures_and_goes_away_whole(traces):
    instrument = traces.instrument
    assert not instrument.bars.isVisible()
    traces.measuring.switch.click()
    assert instrument.bars.isVisible()
    assert instrument.panel.isVisible()
    assert instrument.cursor_bar.isVisible()
    start, stop = instrument.cursors.span
    assert traces.right_ms - traces.window_ms < start < stop < traces.right_ms
    instrument.set_trigger(Trigger("spike", CELL[0]))
    instrument.hold(True)
    traces.measuring.switch.click()
    assert not instrument.bars.isVisible()
    assert not instrument.cursors.are_on
    assert not instrument.is_held
    assert instrument.sweeping.trigger == OFF
    assert traces.plot.zero_ms is None


def test_measures_fold_where_they_would_leave_nothing_of_the_traces(traces):
    instrument = traces.instrument
    traces.measuring.switch.click()
    assert instrument.panel.isVisible()
    instrument.fit(590.0)
    assert not instrument.panel.isVisible()
    assert not instrument.bar.panel.isChecked()
    instrument.bar.panel.click()
    instrument.fit(580.0)
    assert instrument.panel.isVisible()


def test_nothing_is_computed_while_it_is_away(traces, running, monkeypatch, qtbot):
    def refuse(*_args, **_known):
        raise AssertionError("nobody sees this")

    monkeypatch.setattr(showing, "measured", refuse)
    monkeypatch.setattr(traces.instrument.sweeping, "follow", refuse)
    now = running.live.time_ms
    running.play()
    qtbot.waitUntil(lambda: running.live.time_ms > now + 50)
    running.pause()


def test_what_is_shown_is_what_numpy_says(traces, instrument):
    spike = first_spike(traces)
    start, stop = spike - 20.0, spike + 40.0
    between(instrument, start, stop)
    t, v = kept(traces).samples(start, stop)
    assert shown(instrument, CELL, "peak") == quantity_words(v.max(), "mV")
    assert shown(instrument, CELL, "mean") == quantity_words(np.mean(v), "mV")
    assert shown(instrument, CELL, "minimum") == quantity_words(np.min(v), "mV")
    assert shown(instrument, CELL, "area") == quantity_words(np.trapezoid(v, t), "mV·ms")
    assert shown(instrument, CELL, "latency") == quantity_words(spike - start, "ms")
    assert shown(instrument, CELL, "rate") == quantity_words(1000.0 / 60.0, "Hz")
    apart, often, difference = instrument.cursor_bar.numbers()
    assert (apart, often) == ("60.0 ms", quantity_words(1000.0 / 60.0, "Hz"))
    values = np.interp([start, stop], *kept(traces).samples(start - 5, stop + 5))
    assert difference == quantity_words(values[1] - values[0], "mV")


def test_a_raster_has_a_rate_and_dashes_where_it_has_no_trace(traces, instrument):
    spike = first_spike(traces, RASTER)
    between(instrument, spike - 5.0, spike + 15.0)
    assert shown(instrument, RASTER, "rate") == "50.0 Hz"
    assert shown(instrument, RASTER, "latency") == "5 ms"
    assert shown(instrument, RASTER, "peak") == "–"


def test_where_nothing_fires_it_is_said(traces, instrument):
    spike = first_spike(traces)
    between(instrument, spike + 5.0, spike + 7.0)
    assert instrument.panel._notes.text().startswith("No spikes between A and B.")


def test_the_copied_table_has_units_and_numbers_in_full(traces, instrument):
    spike = first_spike(traces)
    between(instrument, spike - 20.0, spike + 40.0)
    instrument.panel.copy_button.click()
    head, row, raster, end = QApplication.clipboard().text().split("\n")
    assert head.split("\t")[:3] == ["strip", "peak (mV)", "latency (ms)"]
    assert float(row.split("\t")[2]) == spike - (spike - 20.0)
    assert raster.split("\t")[1] == ""
    assert end == ""


def test_arrow_keys_go_from_sample_to_sample(traces, instrument, qtbot):
    between(instrument, 300.0, 400.0)
    instrument.cursors.choose("A")
    t, _v = kept(traces).samples(200.0, 400.0)
    qtbot.keyClick(traces.plot, Qt.Key.Key_Right)
    assert instrument.cursors.mark("A").time_ms == t[t > 300.0][0]
    qtbot.keyClick(traces.plot, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert instrument.cursors.mark("A").time_ms == t[t > 300.0][10]
    qtbot.keyClick(traces.plot, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(traces.plot, Qt.Key.Key_Left)
    assert instrument.cursors.mark("A").time_ms == 300.0
    qtbot.keyClick(traces.plot, Qt.Key.Key_B)
    qtbot.keyClick(traces.plot, Qt.Key.Key_Left)
    assert instrument.cursors.mark("B").time_ms == t[t < 400.0][-1]


def test_escape_puts_the_cursors_away(traces, instrument, qtbot):
    qtbot.keyClick(traces.plot, Qt.Key.Key_Escape)
    assert not instrument.cursors.are_on
    assert not instrument.bar.cursors.isChecked()
    instrument._show_numbers()
    assert not instrument.panel.table.isVisible()
    instrument.bar.cursors.click()
    assert instrument.cursors.are_on


def test_a_dragged_cursor_snaps_to_a_peak_and_lets_the_picture_be(traces, instrument, qtbot):
    t, v = kept(traces).samples(traces.right_ms - 290.0, traces.right_ms)
    top = float(t[v.argmax()])
    strip = next(s for s in traces.plot.strips if s.key == CELL)
    begin = top - 60.0 if top - 60.0 > traces.right_ms - 290.0 else top + 60.0
    between(instrument, begin, begin + 10.0)
    right = traces.right_ms
    drag(qtbot, traces, begin, top + 0.3, strip.top + strip.height / 2)
    assert instrument.cursors.mark("A") == Mark(top, "peak")
    assert traces.right_ms == right
    (tag,) = [tag for tag in instrument._overlays.cursors.tags("A") if tag.key == CELL]
    assert tag.words == quantity_words(float(v.max()), "mV")


def test_escape_gives_a_drag_up(traces, instrument, qtbot):
    at = instrument.cursors.mark("A")
    view, y = traces.plot.viewport(), 40.0
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=at_pixel(traces, at.time_ms, y))
    qtbot.mouseMove(view, at_pixel(traces, at.time_ms + 30.0, y))
    assert instrument.cursors.mark("A") != at
    qtbot.keyClick(traces.plot, Qt.Key.Key_Escape)
    assert instrument.cursors.mark("A") == at


def test_a_picked_number_becomes_a_claim_in_one_step(traces, instrument, document):
    spike = first_spike(traces)
    between(instrument, spike - 20.0, spike + 40.0)
    instrument.panel.table.choose(CELL, "latency")
    card = instrument.panel.card
    assert "first fires 20 ms after" in card.sentence
    assert "give or take 1 ms" in card.sentence
    between(instrument, spike - 20.0 + 0.123456, spike + 40.0)
    assert "first fires 19.9 ms after" in card.sentence
    card.tolerance.setValue(0.001)
    assert "first fires 19.88 ms after" in card.sentence
    between(instrument, spike - 20.0, spike + 40.0)
    card.tolerance.setValue(2.0)
    assert "give or take 2 ms" in card.sentence
    before = document.undo_stack.count()
    card.button.click()
    assert document.undo_stack.count() == before + 1
    assert not list(unmeasurable(document.circuit))
    (claim,) = document.circuit.document["claims"]
    experiments = document.circuit.document["experiments"]
    assert (claim.measure, claim.expected) == ("latency", 20.0)
    assert (claim.low, claim.high) == (18.0, 22.0)
    assert f"first fires {format_number(claim.expected)} ms after" in claim.title
    assert experiments[claim.experiment].duration_ms >= spike + 40.0
    assert "expected of this circuit now" in card.sentence
    document.undo()
    assert document.circuit.document["claims"] == ()
    instrument.panel.table.choose(CELL, "latency")
    instrument.panel.table.picked.emit(CELL, "latency")
    assert card.button.isVisible()


def test_of_a_run_that_was_changed_nothing_is_claimed(traces, instrument, document):
    spike = first_spike(traces)
    between(instrument, spike - 20.0, spike + 40.0)
    document.push(document.circuit.with_param("ketamine1", "concentration", 3.0))
    instrument.panel.table.choose(CELL, "peak")
    card = instrument.panel.card
    assert not card.button.isVisible()
    assert "Restart" in card.sentence
    document.push(document.circuit.with_document({"title": "Another name"}))
    assert not instrument.untouched.is_so


def test_a_name_changes_no_run_and_a_restart_begins_anew(traces, instrument, document, running):
    document.push(document.circuit.relabelled("projection_neuron1", "My cell"))
    document.push(document.circuit.with_document({"title": "Mine"}))
    assert instrument.untouched.is_so
    document.push(document.circuit.with_document({"seed": 4}))
    assert not instrument.untouched.is_so
    running.reset()
    assert instrument.untouched.is_so


def test_a_dash_cannot_be_claimed(traces, instrument):
    instrument.panel.table.choose(RASTER, "peak")
    assert not instrument.panel.card.button.isVisible()
    assert "nothing to measure" in instrument.panel.card.sentence
