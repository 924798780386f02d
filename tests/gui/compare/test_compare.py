"""Comparing in the window: columns, edits, the table, ghosts, and what is refused."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QLabel

from circuitlab.catalog.load import default_catalog
from circuitlab.engine.running.messages import ByDays, Join
from circuitlab.files.store import load_preset
from circuitlab.gui.compare import differences as differences_table
from circuitlab.gui.compare.measured import Measures, common_ends
from circuitlab.gui.compare.rings import Rings
from circuitlab.model.comparing import renamed, states_of
from circuitlab.model.states import AS_DRAWN
from circuitlab.playback import trace_samples
from circuitlab.playback.trace_samples import LENGTH
from circuitlab.render.state_symbols import COLOURS


@pytest.fixture
def comparing(window: Any, qtbot: Any) -> Any:
    window.session.start()
    qtbot.waitUntil(lambda: window.session.engine.ready)
    window.actions_by_key["compare"].trigger()
    window.compare_desk.add_copy()
    sessions = window.comparison.runs.values()
    qtbot.waitUntil(lambda: all(session.engine.ready for session in sessions))
    yield window
    window.comparison.end()


def other(window: Any) -> str:
    return next(id for id in window.comparison.runs if id != AS_DRAWN)


def neuron(window: Any) -> str:
    elements = window.document.circuit.elements
    return next(
        id for id, each in elements.items() if "c_m" in window.catalog.kind(each.kind).parameters
    )


def set_capacitance(window: Any, document: Any, value: float) -> None:
    document.push(document.circuit.with_param(neuron(window), "c_m", value, "Set"))


def test_states_stand_side_by_side_and_run_in_one_convoy(comparing: Any) -> None:
    desk = comparing.compare_desk
    assert list(desk.columns) == [AS_DRAWN, other(comparing)]
    assert not any(column.isHidden() for column in desk.columns.values())
    for session in comparing.comparison.runs.values():
        messages = session.engine._runner.messages
        assert any(isinstance(each, Join) and each.place is not None for each in messages)


def test_one_button_plays_and_pauses_all(comparing: Any) -> None:
    comparing.session.play()
    assert all(session.playing for session in comparing.comparison.runs.values())
    comparing.session.pause()
    assert not any(session.playing for session in comparing.comparison.runs.values())


def test_an_edit_of_a_state_is_its_own_and_is_undone_as_one(comparing: Any) -> None:
    id, document = other(comparing), comparing.document
    theirs = comparing.comparison.document_of(id)
    drawn = document.circuit.value(neuron(comparing), "c_m", comparing.catalog)
    set_capacitance(comparing, theirs, 1.75)
    assert theirs.circuit.value(neuron(comparing), "c_m") == 1.75
    assert document.circuit.value(neuron(comparing), "c_m") == drawn
    runner = comparing.comparison.session_of(id).engine._runner
    assert runner.circuit.value(neuron(comparing), "c_m") == 1.75
    document.undo()
    assert theirs.circuit.value(neuron(comparing), "c_m") == drawn


def test_an_edit_of_the_circuit_reaches_all_states(comparing: Any) -> None:
    id, document = other(comparing), comparing.document
    gone = neuron(comparing)
    theirs = comparing.comparison.document_of(id)
    theirs.push(theirs.circuit.removed([gone]))
    assert gone not in document.circuit.elements
    assert gone not in theirs.circuit.elements


def test_the_table_says_what_is_set_and_rings_have_its_numbers(comparing: Any) -> None:
    set_capacitance(comparing, comparing.comparison.document_of(other(comparing)), 1.75)
    differences = comparing.below.differences
    ((title, words),) = differences.set_by_hand()
    assert title.startswith("1 ")
    assert words[1] == "1.75 µF/cm²" != words[0]
    assert comparing.comparison.marked == (neuron(comparing),)
    assert "1.75 µF/cm²" in differences.as_text()


def test_the_table_is_wide_enough_for_what_stands_in_it(comparing: Any) -> None:
    differences = comparing.below.differences
    set_capacitance(comparing, comparing.comparison.document_of(other(comparing)), 1.75)
    differences.refresh()
    page = differences._scroll.widget()
    for label in differences._cells[0]:
        label.setText("5.00×10⁻⁴ nS, and more")
    assert page.minimumSizeHint().width() > differences.minimumWidth()
    differences._widen()
    needed = page.minimumSizeHint().width()
    assert differences.minimumWidth() == min(
        round(needed + differences_table._BAR_WIDTH), differences_table.MOST_WIDTH
    )


def test_kept_runs_stand_in_sight_beside_three_states(comparing: Any, monkeypatch: Any) -> None:
    differences = comparing.below.differences
    names = ["As drawn", "Sensitised", "Treated", "As drawn, kept", "Treated, kept"]
    monkeypatch.setattr(differences, "names", lambda: names)
    by_hand = ("1  Synapse: depletion per spike", ["5.00×10⁻⁴ nS"] * 3)
    differences._build([by_hand, ("First spike after · Spinal neuron", ["103.5 ms"] * 5)], 1)
    for label in differences._cells[1]:
        label.setText("103.5 ms")
    needed = differences._scroll.widget().minimumSizeHint().width() + differences_table._BAR_WIDTH
    assert needed <= differences_table.MOST_WIDTH


def test_the_inspector_says_of_which_state_its_values_are(comparing: Any) -> None:
    comparison, inspectors = comparing.comparison, comparing.inspectors
    comparison.activate(other(comparing))
    shown = inspectors.currentWidget()
    assert not shown.state.isHidden()
    assert shown.state.name.text() == comparison.states[1].name
    comparison.activate(AS_DRAWN)
    assert inspectors.currentWidget().state.name.text() == "As drawn"
    comparison.end()
    assert comparing.inspector.state.isHidden()


def test_no_heading_stands_over_nothing(comparing: Any) -> None:
    def told() -> list[str]:
        page = comparing.below.differences._scroll.widget()
        return [label.text() for label in page.findChildren(QLabel)]

    comparing.below.differences.refresh()
    assert "set by hand" not in told()
    assert "nothing is set by hand in one state alone" in told()
    set_capacitance(comparing, comparing.comparison.document_of(other(comparing)), 1.75)
    comparing.below.differences.refresh()
    assert "set by hand" in told()


def test_swapping_changes_places_by_one_click(comparing: Any) -> None:
    id = other(comparing)
    comparing.compare_desk.bar.swap.click()
    assert [state.id for state in comparing.comparison.states] == [id, AS_DRAWN]
    split = comparing.compare_desk._split
    assert [split.widget(place).id for place in range(2)] == [id, AS_DRAWN]


def test_cameras_are_linked_until_they_are_not(comparing: Any) -> None:
    first, second = comparing.compare_desk.canvases.values()
    first.zoom_by(1.5)
    assert second.camera == first.camera
    comparing.compare_desk.bar.linked.click()
    first.zoom_by(1.5)
    assert second.camera != first.camera


def test_traces_lie_over_each_other_in_the_colours_of_the_states(comparing: Any) -> None:
    traces = comparing.traces
    key = next(row.key for row in traces.rows if row.is_potential)
    drawn, theirs = traces.recording.courses[key]
    symbols = [state.symbol for state in comparing.comparison.states]
    assert [drawn.colour, theirs.colour] == [COLOURS[symbol] for symbol in symbols]
    comparing.comparison.end()
    assert len(traces.recording.courses[key]) == 1


def test_states_share_the_memory_that_one_run_has_for_its_traces(
    comparing: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = comparing.traces.recording
    key = next(row.key for row in comparing.traces.rows if row.is_potential)
    rows = sum(not row.is_raster for row in comparing.traces.rows)
    monkeypatch.setattr(trace_samples, "WHOLE_BYTES", 4 * LENGTH * rows * 12)

    def kept_ms() -> float:
        recording.clear()
        recorded, times = recording.own[key][0].recorded, 1e6 + 0.025 * np.arange(14 * LENGTH)
        recorded.append(times, np.zeros_like(times))
        return float(recorded.last_ms - recorded.whole_from_ms)

    comparing.compare_desk.add_copy()
    with_three = kept_ms()
    comparing.comparison.end()
    alone = kept_ms()
    assert (with_three, alone) == pytest.approx((0.1 * LENGTH, 0.3 * LENGTH), rel=0.01)


def test_a_ghost_stays_behind_the_live_run_until_it_is_removed(comparing: Any) -> None:
    comparing.session.play()
    for _frame in range(5):
        comparing.session.tick()
    comparing.compare_desk.bar.ghost.click()
    (ghost,) = comparing.below.overlaid.ghosts
    assert ghost.until_ms > 0.0
    names = comparing.below.differences.names()
    assert len(names) == 3
    comparing.session.reset()
    key = next(row.key for row in comparing.traces.rows if row.is_potential)
    assert len(comparing.traces.recording.courses[key]) == 3
    assert comparing.traces.recording.courses[key][1].samples(0.0, 1e9)[0].size
    comparing.below.overlaid.remove_ghosts()
    assert len(comparing.traces.recording.courses[key]) == 2


def test_the_inspector_is_that_of_the_active_state(comparing: Any) -> None:
    id = other(comparing)
    comparing.comparison.activate(id)
    shown = comparing.inspectors.currentWidget()
    assert shown is not comparing.inspector
    assert shown._document is comparing.comparison.document_of(id)
    comparing.comparison.activate(AS_DRAWN)
    assert comparing.inspectors.currentWidget() is comparing.inspector


def test_removing_the_state_ends_its_run(comparing: Any) -> None:
    id = other(comparing)
    comparing.compare_desk.columns[id].head.removal_wanted.emit()
    assert list(comparing.comparison.runs) == [AS_DRAWN]
    assert not comparing.compare_desk.empty.isHidden()
    comparing.document.undo()
    assert list(comparing.compare_desk.columns) == [AS_DRAWN, id]


def test_a_frame_for_a_state_that_was_just_taken_away_is_not_painted(comparing: Any) -> None:
    desk, id = comparing.compare_desk, other(comparing)
    gone = desk.canvases[id]
    comparing.document.undo()
    assert id not in desk.canvases
    gone.session.frame_ready.emit()
    assert not gone.is_due()


def test_days_are_refused_by_a_sentence(window: Any) -> None:
    window.session.engine.days = ByDays(2000.0, 86400.0)
    window.actions_by_key["compare"].trigger()
    assert not window.comparison.is_on
    assert window.status.currentMessage() == window.comparison.refusal() != ""


def test_another_circuit_ends_comparing(comparing: Any) -> None:
    comparing.document.new()
    assert not comparing.comparison.is_on
    assert len(states_of(comparing.document.circuit)) == 1


def test_what_is_measured_beside_each_run_keeps_its_name_and_unit():
    """A heat threshold is; pain without a stimulus is of another moment in each run, and is not."""
    found = {("trpv1", "fires_from"): 41.5, ("pain", "spontaneous"): 2.0}
    document = SimpleNamespace(circuit=load_preset("fig4").circuit, catalog=default_catalog())
    live = SimpleNamespace(measured=found)
    run = SimpleNamespace(live=live, document=document, now_ms=0.0)
    rows = Measures().rows((), {"As drawn": run}, None)
    assert [(row.title, row.unit, row.values) for row in rows] == [
        ("Fires from", "°C", (41.5,)),
    ]


def test_a_room_sees_the_states_and_nothing_that_changes_them(comparing: Any) -> None:
    desk = comparing.compare_desk
    desk.show_to_audience(1.5)
    assert desk.bar.isHidden()
    assert not any(column.isHidden() for column in desk.columns.values())
    desk.show_to_audience(None)
    assert not desk.bar.isHidden()


def test_a_room_can_read_heads_and_table_which_change_nothing(comparing: Any) -> None:
    differences = comparing.below.differences
    set_capacitance(comparing, comparing.comparison.document_of(other(comparing)), 1.75)
    heads = [column.head for column in comparing.compare_desk.columns.values()]
    parts = [*(head.name for head in heads), differences._cells[0][1]]
    small = [part.font().pixelSize() for part in parts]
    comparing.presentation.enter()
    comparing.presentation._magnify(2.0)
    parts[-1] = differences._cells[0][1]
    assert [part.fontInfo().pixelSize() for part in parts] == [2 * size for size in small]
    assert all(head.more.isHidden() for head in heads)
    assert differences.copy.isHidden()
    assert not comparing.presentation.read_out.is_wanted
    comparing.presentation.leave()
    parts[-1] = differences._cells[0][1]
    assert [part.font().pixelSize() for part in parts] == small
    assert not any(head.more.isHidden() for head in heads)
    assert not differences.copy.isHidden()


def test_the_place_of_a_second_state_is_for_the_lecturer_alone(window: Any, qtbot: Any) -> None:
    window.session.start()
    qtbot.waitUntil(lambda: window.session.engine.ready)
    window.actions_by_key["compare"].trigger()
    desk = window.compare_desk
    assert not desk.empty.isHidden()
    desk.show_to_audience(1.5)
    assert desk.empty.isHidden()
    desk.show_to_audience(None)
    assert not desk.empty.isHidden()
    window.comparison.end()


def test_the_figure_of_compared_states_sets_them_beside_each_other(
    comparing: Any, answers: Any, tmp_path: Any
) -> None:
    set_capacitance(comparing, comparing.comparison.document_of(other(comparing)), 1.75)
    answers.path = tmp_path / "states.svg"
    comparing.actions_by_key["export"].trigger()
    text = answers.path.read_text("utf-8")
    for told in ("state-2-circuit", "State 2", "1.75 µF/cm²"):
        assert told in text
    answers.path = tmp_path / "states.gif"
    comparing.actions_by_key["export"].trigger()
    assert "no kind of picture" in str(answers.problems[0])


def test_heads_say_what_the_meter_reads_and_what_the_state_before_read(comparing: Any) -> None:
    desk = comparing.compare_desk
    sessions = (column.session for column in desk.columns.values())
    read = dict(zip(sessions, ("8.9", "5.9"), strict=True))
    desk.show_readings(lambda session: ("Pain read-out", read[session]))
    first, second = (column.head for column in desk.columns.values())
    assert (first.reading.text(), second.reading.text()) == ("8.9", "5.9")
    assert (first.before.text(), second.before.text()) == ("", "As drawn 8.9")
    assert "model output" in second.reading.toolTip()


def test_mute_is_of_the_state_that_is_worked_on_and_says_so(comparing: Any) -> None:
    id, document = neuron(comparing), comparing.document
    comparing.comparison.activate(other(comparing))
    comparing.session.selection.select([id])
    comparing.actions_by_key["mute"].trigger()
    assert comparing.comparison.document_of(other(comparing)).circuit.elements[id].muted
    assert not document.circuit.elements[id].muted
    assert comparing.status.currentMessage().endswith("in State 2")
    assert comparing.actions_by_key["mute"].isChecked()
    document.undo()
    assert not comparing.comparison.document_of(other(comparing)).circuit.elements[id].muted


def test_selecting_after_another_state_is_worked_on_asks_no_inspector_that_has_gone(
    comparing: Any, qtbot: Any
) -> None:
    for state in (other(comparing), AS_DRAWN):
        comparing.comparison.activate(state)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    with qtbot.captureExceptions() as raised:
        comparing.session.selection.select([neuron(comparing)])
    assert not raised


def test_all_states_show_the_moment_that_the_leader_shows(comparing: Any) -> None:
    leader, state = comparing.comparison.runs.values()
    leader.play()
    state.engine._runner.time_ms += 4.0
    for _each in range(4):
        leader.tick()
        assert state.engine.frame.time_ms == leader.engine.frame.time_ms + 4.0
        assert state.live.time_ms == leader.live.time_ms
    assert leader.live.time_ms > 0.0


def test_no_name_makes_a_column_wider_than_the_others(comparing: Any, qtbot: Any) -> None:
    document, desk = comparing.document, comparing.compare_desk
    comparing.resize(1024, 700)
    document.push(renamed(document.circuit, other(comparing), "A state with a name " * 4))
    QCoreApplication.processEvents()
    widths = [column.width() for column in desk.columns.values()]
    assert max(widths) - min(widths) <= 2


def test_rings_look_alike_as_a_picture_and_painted(comparing: Any) -> None:
    set_capacitance(comparing, comparing.comparison.document_of(other(comparing)), 1.75)
    canvas = comparing.compare_desk.canvases[other(comparing)]
    rings = Rings(comparing.comparison, canvas, other(comparing))
    painted = []
    for _each in range(2):
        picture = QImage(canvas.size(), QImage.Format.Format_ARGB32_Premultiplied)
        picture.fill(0xFFFFFFFF)
        with QPainter(picture) as painter:
            rings(painter)
        painted.append(np.frombuffer(picture.constBits(), np.uint8).astype(int))
    assert painted[0].min() < 128
    assert np.abs(painted[0] - painted[1]).max() <= 2


def test_runs_that_go_on_together_are_measured_up_to_one_moment() -> None:
    assert common_ends({"a": 2010.0, "b": 1998.0, "c": 2003.0}) == dict.fromkeys("abc", 1998.0)
    assert common_ends({"a": 2010.0, "b": 300.0}) == {"a": 2010.0, "b": 300.0}
    assert common_ends({}) == {}
