from dataclasses import replace

import pytest
from two_neurons import put

from circuitlab.catalog.words import Problem
from circuitlab.gui.traces.axes import time_words
from circuitlab.gui.traces.header import fitting_window
from circuitlab.gui.traces.scales import round_step
from circuitlab.model.element import Element
from circuitlab.model.overlay import Overlay
from circuitlab.playback.trace_rows import rows_of


def course(traces):
    return traces.recording.courses["projection_neuron1", "v"][0]


def test_there_is_a_row_for_what_each_voltmeter_records(circuit, catalog):
    (row,) = rows_of(circuit, catalog)
    assert (row.id, row.state, row.unit) == ("projection_neuron1", "v", "mV")
    assert row.colour == catalog.kind("projection_neuron").colour


def test_two_voltmeters_on_one_neuron_are_one_row(circuit, catalog):
    put(circuit, catalog, "voltmeter", on="projection_neuron1")
    assert len(rows_of(circuit, catalog)) == 1


def test_a_spike_raster_has_a_row_of_spikes(circuit, catalog):
    circuit.apply(circuit.with_param("nociceptor_c1", "size", 20))
    put(circuit, catalog, "raster", on="nociceptor_c1")
    row = rows_of(circuit, catalog)[-1]
    assert row.is_raster
    assert row.size == 20


def test_a_meter_that_records_nothing_has_no_row(circuit, catalog):
    put(circuit, catalog, "voltmeter")
    assert len(rows_of(circuit, catalog)) == 1


def test_the_pain_signal_is_a_row(circuit, catalog):
    put(circuit, catalog, "pain_readout", on="projection_neuron1")
    assert any(row.id == "pain_readout1" for row in rows_of(circuit, catalog))


def test_without_a_meter_it_is_said_how_to_get_one(traces, document, running):
    document.push(document.circuit.removed(["voltmeter1"]))
    assert traces._pages.currentIndex() == 0


def test_a_row_keeps_what_it_recorded_when_another_comes(traces, running, qtbot, circuit, catalog):
    running.play()
    qtbot.waitUntil(lambda: len(course(traces).recorded) > 50)
    put(circuit, catalog, "raster", on="nociceptor_c1")
    traces._rebuild()
    assert ("nociceptor_c1", "") in traces.recording.courses
    assert len(course(traces).recorded) > 50


def test_the_line_shows_what_the_runner_sent(traces, running, qtbot):
    running.play()
    qtbot.waitUntil(lambda: running.live.time_ms > 150)
    running.pause()
    _times, y = course(traces).points(0.0, 150.0, 1.0)
    assert y.max() - y.min() > 60.0
    traces._refresh()
    shown = traces.plot.grab().toImage()
    traces.plot.set_strips([])
    assert traces.plot.grab().toImage() != shown


def test_restart_empties_the_rows(traces, running, qtbot):
    running.play()
    qtbot.waitUntil(lambda: len(course(traces).recorded) > 50)
    running.pause()
    running.reset()
    assert len(course(traces).recorded) == 0


def test_a_change_of_dose_is_marked_where_it_happened(traces, running, document, qtbot):
    running.play()
    qtbot.waitUntil(lambda: running.live.time_ms > 20)
    for value in (1.0, 2.0, 3.0):
        document.push(document.circuit.with_param("ketamine1", "concentration", value, "", "drag"))
    (event,) = traces._events.since(0.0)
    assert event.text == "Ketamine · concentration 3 µM"
    assert event.time_ms > 0


def test_undoing_a_change_is_marked_of_its_own(traces, running, document, qtbot, monkeypatch):
    running.play()
    qtbot.waitUntil(lambda: running.live.time_ms > 20)
    document.push(document.circuit.with_param("ketamine1", "concentration", 3.0, "", "drag"))
    monkeypatch.setattr(traces._events, "_changed_at", -10.0)
    document.undo_stack.undo()
    assert [event.text for event in traces._events.since(0.0)] == [
        "Ketamine · concentration 3 µM",
        "Ketamine · concentration 0 µM",
    ]


def test_an_injury_is_marked_when_it_happens_and_not_when_it_is_set_back(
    traces, running, document, qtbot
):
    document.push(document.circuit.added(Element("wound", "tissue_damage")))
    document.push(document.circuit.with_param("wound", "start", 0.06))
    assert traces._events.since(0.0) == []
    running.play()
    qtbot.waitUntil(lambda: running.live.time_ms > 65)
    (event,) = traces._events.since(0.0)
    assert (event.time_ms, event.text, event.colour) == (60.0, "Damaged tissue", "tissue")
    document.push(document.circuit.relabelled("wound", "Burn"))
    assert [event.text for event in traces._events.since(0.0)] == ["Burn"]
    document.push(document.circuit.with_param("wound", "start", 0.03))
    assert [event.time_ms for event in traces._events.since(0.0) if event.key[1] == "onset"] == []
    running.reset()
    qtbot.waitUntil(lambda: running.live.time_ms > 35)
    assert [event.time_ms for event in traces._events.since(0.0)] == [30.0]


def test_an_injury_that_something_laid_over_takes_away_is_marked_once_it_is_lifted(
    traces, running, document, qtbot
):
    document.push(document.circuit.added(Element("wound", "tissue_damage")))
    document.push(document.circuit.with_param("wound", "start", 0.03))
    running.laid.lay([Overlay("walk", {("wound", "severity"): 0.0})])
    running.play()
    qtbot.waitUntil(lambda: running.live.time_ms > 35)
    assert traces._events.since(0.0) == []
    running.laid.lay([])
    (event,) = traces._events.since(0.0)
    assert event.text.endswith("severity 1"), "it is switched on now, as by hand"
    running.reset()
    qtbot.waitUntil(lambda: running.live.time_ms > 35)
    assert [event.time_ms for event in traces._events.since(0.0)] == [30.0]


def test_moving_an_element_is_no_event(traces, running, document, qtbot):
    running.play()
    qtbot.waitUntil(lambda: running.live.time_ms > 20)
    document.push(document.circuit.moved({"heat1": (0.0, 0.0)}))
    assert traces._events.since(0.0) == []


@pytest.mark.parametrize(("speed", "window"), [(0.05, 200), (1.0, 5000), (0.001, 5)])
def test_the_window_fits_the_speed(speed, window):
    assert fitting_window(speed) == window


def test_a_window_can_be_chosen(traces):
    traces.choose_window(500.0)
    assert traces.window_ms == 500.0
    assert "500 ms" in traces.header.choice.text()
    traces.choose_window(None)
    assert traces.window_ms == fitting_window(1.0)


def test_times_have_the_digits_that_their_steps_need():
    assert time_words(12240.0, 50.0) == "12.24 s"
    assert time_words(3000.0, 1000.0) == "3 s"
    assert round_step(0.3) == 0.5
    assert round_step(11.0) == 20.0


def test_the_badge_says_that_not_everything_is_sped_up(traces, running, document):
    document.push(document.circuit.with_document({"body_clock": 3600.0}))
    assert traces.header.badge.text() == "1 s shows 1 h of slow processes"
    running.tick()
    problem = Problem("ketamine1", "its block builds up with the neurons", "look through windows")
    traces._take(replace(running.engine.frame, not_sped_up=(problem,)))
    assert traces.header.badge.text() == "1 s shows 1 h of slow processes · 1 excepted"
    assert traces.header.badge.toolTip().split("\n")[1].startswith("Ketamine: its block")


def test_the_values_are_those_of_the_moment_whenever_the_run_is_held(traces, running, qtbot):
    key = ("projection_neuron1", "v")
    running.play()
    for _time in range(3):
        qtbot.wait(37)
        running.toggle()
        running.tick()
        qtbot.waitUntil(lambda: traces.names.values[key] == running.live.value(*key))
        running.toggle()
    running.toggle()

    def looks_back() -> bool:
        running.look_back(60.0)
        running.tick()
        return bool(running.ago_ms > 0.0)

    qtbot.waitUntil(looks_back)
    qtbot.waitUntil(lambda: traces.names.values[key] == running.live.value(*key))


def test_what_is_no_membrane_potential_is_named(circuit, catalog):
    meter = put(circuit, catalog, "voltmeter", on="nociceptor_c1")
    circuit.apply(circuit.with_param(meter, "quantity", "pkc"))
    assert [row.quantity for row in rows_of(circuit, catalog)] == ["", "Active PKC"]


def test_what_a_meter_reads_beside_its_own_is_named_and_keeps_its_scale(circuit, catalog):
    pain = put(circuit, catalog, "pain_readout", on="projection_neuron1")
    for state in ("sensation", "expected", "rate"):
        meter = put(circuit, catalog, "voltmeter", on=pain)
        circuit.apply(circuit.with_param(meter, "quantity", state))
    own, *read = [row for row in rows_of(circuit, catalog) if row.id == pain]
    assert own.state == "pain"
    assert [row.quantity for row in read] == ["Arriving signal", "Expected pain", "Firing rate"]
    assert [row.scale == own.scale for row in read] == [True, True, False]


def crowded(traces, circuit, catalog):
    for state in ("v", "pkc", "pka", "number", "g_na", "g_k", "ahp"):
        meter = put(circuit, catalog, "voltmeter", on="nociceptor_c1")
        circuit.apply(circuit.with_param(meter, "quantity", state))
    traces._rebuild()


def test_axis_and_events_stay_while_strips_are_scrolled(traces, circuit, catalog):
    crowded(traces, circuit, catalog)
    assert traces.scroll_bar.isVisible()
    before = traces.plot.time_axis.geometry()
    traces.scroll_bar.setValue(traces.scroll_bar.maximum())
    assert traces.plot.strips[0].top < 0.0
    assert traces.plot.strips[-1].bottom == pytest.approx(traces.plot.room, abs=1.0)
    assert traces.plot.time_axis.geometry() == before


def test_only_strips_in_view_are_painted(traces, circuit, catalog):
    crowded(traces, circuit, catalog)
    seen, room = traces.plot.in_view, traces.plot.room
    assert 0 < len(seen) < len(traces.plot.strips)
    assert all(strip.top < room and strip.bottom > 0.0 for strip in seen)


def test_names_lie_beside_their_strips(traces, circuit, catalog):
    crowded(traces, circuit, catalog)
    assert traces.names.strips == traces.plot.strips
    view = traces.plot.plotItem.vb
    above = traces.plot.mapFromScene(view.mapRectToScene(view.rect()).topLeft()).y()
    assert traces.names._above == above


def test_the_menu_of_windows_marks_the_one_that_is_shown(traces):
    def marked():
        menu = traces.header.choice.menu()
        menu.aboutToShow.emit()
        return [action.text() for action in menu.actions() if action.isChecked()]

    assert marked() == ["fitting the speed"]
    traces.choose_window(500.0)
    assert marked() == ["500 ms"]
    traces.choose_window(437.0)
    assert marked() == []


def test_the_badge_is_short_where_there_is_little_room_and_says_all_when_asked(traces, document):
    document.push(document.circuit.with_document({"body_clock": 3600.0}))
    traces.resize(1200, 300)
    traces.header.show_clock()
    whole = traces.header.badge.text()
    assert whole.endswith("of slow processes")
    traces.header.resize(traces.header.row.minimumSize().width() - 1, 40)
    badge = traces.header.badge
    assert whole.startswith(badge.text())
    assert badge.text() != whole
    assert badge.toolTip() == badge.accessibleName() == whole
    assert badge.width() >= badge.sizeHint().width()
