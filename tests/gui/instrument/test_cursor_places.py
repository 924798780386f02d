"""Cursors that stay in the picture, from sweep to sweep."""

import numpy as np
import pytest
from measured_traces import CELL, RASTER, between, first_spike, kept, shown

from circuitlab.analysis.strip_measures import COLUMNS
from circuitlab.gui.instrument.measures_panel import WIDE
from circuitlab.gui.instrument.measures_table import DOT_ROOM
from circuitlab.gui.instrument.trigger import OFF, Trigger, told_apart
from circuitlab.gui.instrument.wording import DASH
from circuitlab.render.labels import text_width


def spikes(traces):
    return kept(traces).spikes(0.0, 1e9)[0]


def picture(traces):
    return traces.plot.right_ms - traces.plot.window_ms, traces.plot.right_ms


def test_a_trigger_brings_cursors_from_elsewhere_into_its_sweep(traces, instrument):
    traces.choose_window(60.0)
    between(instrument, 5.0, 9.0)
    instrument.set_trigger(Trigger("spike", CELL[0]))
    left, right = picture(traces)
    last = instrument.sweeping.last_ms
    assert instrument.cursors.span == pytest.approx((last + 40.0 / 3.0, last + 80.0 / 3.0))
    assert left <= instrument.cursors.span[0] <= right


def test_cursors_that_stand_in_the_sweep_stay(traces, instrument):
    last = float(spikes(traces)[-1])
    between(instrument, last - 12.0, last - 3.0)
    instrument.set_trigger(Trigger("spike", CELL[0]))
    assert instrument.cursors.span == (last - 12.0, last - 3.0)


def test_cursors_go_along_from_sweep_to_sweep(traces, instrument, running, qtbot):
    traces.choose_window(60.0)
    instrument.set_trigger(Trigger("spike", CELL[0]))
    before = instrument.sweeping.last_ms
    between(instrument, before - 5.0, before + 30.0)
    running.play()
    qtbot.waitUntil(lambda: instrument.sweeping.last_ms > before)
    running.pause()
    instrument._show_numbers()
    last = instrument.sweeping.last_ms
    assert np.isclose(instrument.cursors.span, (last - 5.0, last + 30.0)).all()
    instrument.set_trigger(OFF)
    assert np.isclose(instrument.cursors.span, (last - 5.0, last + 30.0)).all()


def test_another_window_leaves_no_triggered_picture_without_cursors(traces, instrument):
    def after_trigger():
        return np.subtract(instrument.cursors.span, instrument.sweeping.last_ms)

    traces.choose_window(300.0)
    instrument.set_trigger(Trigger("spike", CELL[0]))
    last = instrument.sweeping.last_ms
    between(instrument, last + 2.0, last + 150.0)
    traces.choose_window(60.0)
    instrument._show_numbers()
    assert np.allclose(after_trigger(), (2.0, 150.0))
    last = instrument.sweeping.last_ms
    between(instrument, last + 120.0, last + 150.0)
    traces.choose_window(30.0)
    instrument._show_numbers()
    assert np.allclose(after_trigger(), (20.0 / 3.0, 40.0 / 3.0))


def test_triggers_that_read_alike_are_told_apart():
    alike = [("Step begins", Trigger("onset", id)) for id in ("step1", "step2")]
    named = told_apart([*alike, ("Heat begins", Trigger("onset", "heat1"))])
    assert [words for words, _trigger in named] == [
        "Step begins (step1)",
        "Step begins (step2)",
        "Heat begins",
    ]


def test_a_held_picture_keeps_its_cursors(traces, instrument, running, qtbot):
    instrument.set_trigger(Trigger("spike", CELL[0]))
    span, before = instrument.cursors.span, instrument.sweeping.last_ms
    instrument.hold(True)
    running.play()
    qtbot.waitUntil(lambda: spikes(traces)[-1] > before)
    running.pause()
    instrument._show_numbers()
    assert instrument.cursors.span == span


def test_a_picked_number_holds_its_sweep(traces, instrument):
    spike = first_spike(traces)
    between(instrument, spike - 20.0, spike + 40.0)
    instrument.panel.table.choose(CELL, "latency")
    assert not instrument.is_held
    instrument.set_trigger(Trigger("spike", RASTER[0]))
    instrument.panel.table.choose(CELL, "rate")
    assert instrument.is_held
    assert instrument.bar.hold.isChecked()


def test_a_cursor_out_of_view_is_brought_back_by_its_name(traces, instrument):
    traces.choose_window(60.0)
    between(instrument, 5.0, 9.0)
    instrument.cursor_bar._buttons["B"].click()
    left, right = picture(traces)
    assert instrument.cursors.active == "B"
    assert instrument.cursors.span == pytest.approx((left + 20.0, right - 20.0))
    instrument.cursor_bar._buttons["A"].click()
    assert instrument.cursors.span == pytest.approx((left + 20.0, right - 20.0))


def test_nothing_is_measured_of_what_has_not_run_yet(traces, instrument, running):
    now = running.live.time_ms
    between(instrument, now - 100.0, now + 50.0)
    assert {shown(instrument, key, c) for key in (CELL, RASTER) for c in COLUMNS} == {DASH}
    assert instrument.panel._notes.text() == "The run has not come to B yet."
    between(instrument, now - 100.0, now)
    assert shown(instrument, CELL, "rate") != DASH


def test_four_measures_are_in_view_at_once(traces, instrument):
    instrument._show_numbers()
    table = instrument.panel.table
    assert instrument.panel.width() == WIDE
    shown_columns = [c for n, c in enumerate(COLUMNS) if _is_in_view(table, n)]
    assert shown_columns == ["peak", "latency", "rate", "half_width"]


def test_a_slim_table_shows_whole_columns(traces, instrument):
    traces.resize(700, 420)
    instrument._show_numbers()
    table = instrument.panel.table
    room, wide = table.viewport().width(), table.columnWidth(0)
    assert room % wide < room // wide


def test_a_long_name_in_the_table_is_shortened_where_one_sees_it(traces, instrument, document):
    instrument._show_numbers()
    document.push(document.circuit.relabelled(CELL[0], "A projection neuron of the deep horn"))
    instrument._show_numbers()
    table = instrument.panel.table
    place = [each.row.key for each in table.rows].index(CELL)
    head = table.verticalHeaderItem(place)
    assert head.text().split("\n")[0].endswith("…")
    assert head.toolTip().startswith("A projection neuron of the deep horn")
    wide = max(text_width(line, 11, 500) for line in head.text().split("\n"))
    assert wide <= table.verticalHeader().width() - DOT_ROOM


def _is_in_view(table, column):
    left = table.columnViewportPosition(column)
    return left >= 0 and left + table.columnWidth(column) <= table.viewport().width()


def test_the_whole_claim_is_in_view_once_a_number_is_picked(traces, instrument, qtbot):
    traces.resize(1000, 380)
    spike = first_spike(traces)
    between(instrument, spike - 20.0, spike + 40.0)
    instrument.panel.table.choose(CELL, "latency")
    panel = instrument.panel
    seen, button = panel._scroll.viewport(), panel.card.button
    qtbot.waitUntil(
        lambda: button.mapTo(seen, button.rect().bottomRight()).y() < seen.height(), timeout=1000
    )


def test_numbers_of_what_is_kept_coarsely_say_so(traces, instrument, document, monkeypatch):
    spike = first_spike(traces)
    between(instrument, spike - 20.0, spike + 40.0)
    dt = float(document.circuit.document["dt_ms"])
    times, values = kept(traces).samples(0.0, 1e9)
    exact = np.arange(times[0], times[-1], dt)
    finely = exact, np.interp(exact, times, values)
    for every, is_coarse in ((1, False), (16, True)):
        monkeypatch.setattr(kept(traces), "samples", lambda *_ends, n=every: thin(finely, n))
        instrument._show_numbers()
        assert ("Less exact" in instrument.panel._notes.text()) == is_coarse


def thin(samples, every):
    return tuple(each[::every] for each in samples)
