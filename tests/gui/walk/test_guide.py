"""A walk in the window, led by clicks and keys."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt

from circuitlab.files.serialise import text_of
from circuitlab.gui.document import Document
from circuitlab.gui.shell.panels import LEFT as LEFT_SIDE
from circuitlab.gui.shell.panels import RIGHT as RIGHT_SIDE
from circuitlab.gui.walk.words import gap_words, lost_words
from circuitlab.model.element import MUTED
from circuitlab.model.scenario import ScenarioStep
from circuitlab.playback.prediction import Curve, Gap

LEFT = Qt.MouseButton.LeftButton
SIDES = (LEFT_SIDE, RIGHT_SIDE)


def runs(window: Any) -> Any:
    """Return the circuit that runs."""
    return window.session.engine._runner.circuit


def click(qtbot: Any, button: Any) -> None:
    assert button.isVisible()
    assert button.isEnabled()
    qtbot.mouseClick(button, LEFT)


def let_run(window: Any, ticks: int = 12) -> None:
    for _tick in range(ticks):
        window.session.tick()


def test_it_begins_at_the_first_step_and_says_where_it_is(walking: Any) -> None:
    card = walking.guide.card
    assert card.isVisible()
    assert card.number.text() == "Step 1 of 4"
    assert card.title.text() == "First"
    assert walking.session.playing
    assert not card.back.isEnabled()
    assert len(card.dots.dots) == 4


def test_next_lays_a_step_over_and_back_lifts_it(walking: Any, cell: str, qtbot: Any) -> None:
    card = walking.guide.card
    click(qtbot, card.next)
    assert runs(walking).elements[cell].muted
    assert walking.session.speed == 0.5
    assert walking.session.pathways.lit.elements == {cell: "chosen"}
    assert not walking.document.circuit.elements[cell].muted
    click(qtbot, card.back)
    assert not runs(walking).elements[cell].muted
    assert walking.session.speed == 1.0
    assert walking.session.pathways.lit is None


def test_a_question_holds_the_run_until_it_is_answered(walking: Any, cell: str, qtbot: Any) -> None:
    card = walking.guide.card
    click(qtbot, card.dots.dots[2])
    assert not walking.session.playing
    assert runs(walking).elements[cell].muted, "what it asks is not laid yet"
    assert not card.show_me.isEnabled()
    assert not card.next.isVisible()
    click(qtbot, card.choices[0])
    click(qtbot, card.show_me)
    assert walking.session.playing
    assert not runs(walking).elements[cell].muted
    assert card.result.text() == ""
    let_run(walking, 20)
    assert card.result.text() == "More it is."
    assert card.choices[1].is_true
    assert card.choices[0].is_true is False
    assert card.choices[0].isChecked()
    assert not card.choices[0].isEnabled()


def test_who_lets_the_run_go_before_answering_is_held(walking: Any, qtbot: Any) -> None:
    walking.guide.go_to(2)
    walking.session.play()
    qtbot.waitUntil(lambda: not walking.session.playing)
    assert "Answer first" in walking.guide.card.wait.text()


def test_a_question_may_be_passed_at_the_second_asking(walking: Any) -> None:
    walking.guide.go_to(2)
    walking.guide.go_on()
    assert walking.guide.walk.is_held
    assert "once more" in walking.guide.card.wait.text()
    walking.guide.go_on()
    assert not walking.guide.walk.is_held


def test_the_bar_says_that_it_is_held_and_ends_the_walk(walking: Any, qtbot: Any) -> None:
    walking.resize(1600, 900)
    pill, button = walking.walk_bar.pill, walking.walk_bar.button
    assert not pill.isVisible()
    walking.guide.go_to(2)
    assert "held at step 3" in pill.text()
    assert pill.isVisible()
    assert button.text() == "End walk"
    click(qtbot, button)
    assert not walking.guide.is_on
    assert not walking.guide.card.isVisible()
    resume = walking.walk_bar.resume
    assert not button.isVisible(), "there is room for one of both"
    click(qtbot, resume)
    assert walking.guide.walk.at == 2
    walking.guide.go_to(0)
    walking.guide.end()
    assert not resume.isVisible()
    assert button.text() == "Show me"
    click(qtbot, button)
    assert walking.guide.is_on


def test_keys_lead_through_it(walking: Any, qtbot: Any) -> None:
    guide = walking.guide
    for where in (guide.card, walking.canvas):
        where.setFocus()
        qtbot.keyClick(where, Qt.Key.Key_Right)
        assert guide.walk.at == 1
        qtbot.keyClick(where, Qt.Key.Key_Left)
        assert guide.walk.at == 0
    walking.actions_by_key["walk_next"].trigger()
    assert guide.walk.at == 1
    walking.actions_by_key["walk_back"].trigger()
    assert guide.walk.at == 0
    qtbot.keyClick(walking.canvas, Qt.Key.Key_Escape)
    assert not guide.is_on
    assert not walking.actions_by_key["walk_next"].isEnabled()


def test_arrow_keys_still_move_what_is_selected(walking: Any, cell: str, qtbot: Any) -> None:
    walking.session.selection.select([cell])
    before = walking.document.circuit.elements[cell].x
    qtbot.keyClick(walking.canvas, Qt.Key.Key_Right)
    assert walking.guide.walk.at == 0
    assert walking.document.circuit.elements[cell].x != before


def test_a_whole_walk_leaves_document_undo_and_dirty_flag_alone(walking: Any, qtbot: Any) -> None:
    document, guide = walking.document, walking.guide
    before = text_of(document.circuit)
    speed, arrangement = walking.session.speed, walking.traces.arrangement
    while not guide.walk.is_last:
        guide.go_on()
        if guide.walk.is_held:
            guide.answer(0)
            guide.show_me()
        let_run(walking, 3)
    while not guide.walk.is_first:
        click(qtbot, guide.card.back)
    assert runs(walking) == document.circuit
    guide.go_to(3)
    guide.end()
    assert runs(walking) == document.circuit
    assert text_of(document.circuit) == before
    assert not document.undo_stack.count()
    assert not document.dirty
    assert walking.session.speed == speed
    assert walking.traces.arrangement == arrangement


def test_what_somebody_sets_meanwhile_wins_and_stays(walking: Any, cell: str) -> None:
    guide, document = walking.guide, walking.document
    guide.go_to(1)
    document.push(document.circuit.muting({cell: True}))
    document.push(document.circuit.muting({cell: False}))
    assert not runs(walking).elements[cell].muted
    guide.go_to(3)
    guide.show_me()
    assert not runs(walking).elements[cell].muted
    guide.end()
    assert document.undo_stack.count() == 2
    assert runs(walking) == document.circuit


def test_a_speed_that_somebody_chose_stays_theirs(walking: Any) -> None:
    walking.session.set_speed(0.25)
    walking.guide.go_to(1)
    assert walking.session.speed == 0.25
    walking.guide.end()
    assert walking.session.speed == 0.25


def test_the_inspector_says_what_the_walk_has_set(walking: Any, cell: str) -> None:
    walking.session.selection.select([cell])
    walking.guide.go_to(1)
    walking.session.selection.select([cell])
    walking.session.tick()
    walking.inspector.rebuild()
    assert "walk" in walking.inspector.sheet.mute.by_protocol.text()


def test_unmuting_in_the_inspector_what_the_walk_has_muted(walking: Any, cell: str) -> None:
    walking.guide.go_to(1)
    walking.session.selection.select([cell])
    walking.inspector._mute(walking.inspector.sheet, False)
    assert not runs(walking).elements[cell].muted
    assert not walking.document.dirty


def test_a_curve_is_drawn_with_the_pointer_and_measured(
    walking: Any, cell: str, qtbot: Any
) -> None:
    guide, traces = walking.guide, walking.traces
    plot = traces.plot
    guide.go_to(3)
    qtbot.waitUntil(lambda: plot.room > 50)
    prediction = guide.sheet._prediction
    qtbot.waitUntil(lambda: prediction.strip is not None and not prediction.strip.is_folded)
    strip = prediction.strip
    assert strip.bounds == (-120.0, 80.0), "one can draw beyond what has been"
    assert traces.right_ms == pytest.approx(prediction.curve.end_ms)
    start, end = (
        plot.mapFromScene(plot.plotItem.vb.mapViewToScene(QPoint(round(plot.x_of(t)), round(y))))
        for t, y in (
            (prediction.curve.start_ms + 40.0, (strip.head + strip.foot) / 2),
            (prediction.curve.end_ms - 40.0, strip.foot - 4.0),
        )
    )
    assert not guide.card.show_me.isEnabled()
    port = plot.viewport()
    qtbot.mousePress(port, LEFT, pos=start)
    for part in (0.25, 0.5, 0.75):
        qtbot.mouseMove(port, start + (end - start) * part)
        move(plot, start + (end - start) * part)
    move(plot, end)
    qtbot.mouseRelease(port, LEFT, pos=end)
    assert guide.walk.curve is not None
    assert guide.walk.curve.is_drawn
    click(qtbot, guide.card.show_me)
    assert walking.session.playing
    assert prediction.curve.is_drawn, "it stays as a ghost"
    let_run(walking, 60)
    assert "mV" in guide.card.gap.text()
    guide.go_back()
    assert guide.sheet._prediction is None
    assert traces.looking.sheet is None
    assert (-120.0, 80.0) not in {strip.bounds for strip in plot.strips}


def move(plot: Any, at: QPoint) -> None:
    """Move the pointer with the left button held."""
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    none = Qt.KeyboardModifier.NoModifier
    where = QPointF(at)
    event = QMouseEvent(QEvent.Type.MouseMove, where, where, Qt.MouseButton.NoButton, LEFT, none)
    plot.mouseMoveEvent(event)


def test_clear_takes_the_curve_away(walking: Any, qtbot: Any) -> None:
    guide = walking.guide
    guide.go_to(3)
    guide.answer(Curve.empty(0.0, 400.0).stroked((0.0, 1.0), (400.0, 1.0)))
    assert guide.card.show_me.isEnabled()
    click(qtbot, guide.card.clear)
    assert guide.walk.curve is None
    assert not guide.card.show_me.isEnabled()


def test_only_the_strips_of_the_step_are_open_for_a_while(walking: Any, cell: str) -> None:
    walking.guide.go_to(3)
    view = walking.document.circuit.document["view"]
    folded = {strip.key for strip in walking.traces.names.strips if strip.is_folded}
    assert (cell, "v") not in folded
    walking.guide.end()
    assert walking.document.circuit.document["view"] == view
    assert walking.traces.arrangement.own_folded is None


def test_a_step_that_lost_its_element_says_so(walking: Any, cell: str) -> None:
    document: Document = walking.document
    walking.guide.go_to(1)
    document.push(document.circuit.removed([cell]))
    assert walking.guide.walk.step.lost == (cell,)
    assert cell in walking.guide.card.lost.text()
    document.undo()
    assert not walking.guide.card.lost.text()
    assert runs(walking).elements[cell].muted


def test_another_circuit_ends_it(walking: Any) -> None:
    walking.document.new()
    assert not walking.guide.is_on
    assert not walking.guide.card.isVisible()
    assert not walking.walk_bar.isVisible()


def test_the_camera_flies_to_what_is_to_be_seen(walking: Any, cell: str, qtbot: Any) -> None:
    guide, canvas = walking.guide, walking.canvas
    guide.go_to(1)
    qtbot.waitUntil(lambda: guide.flight.is_there)
    place = canvas.scene.place(cell)
    seen = canvas.camera.to_view(place.centre)
    assert canvas.rect().contains(seen.toPoint())
    assert not guide.card.geometry().contains(seen.toPoint())


def test_a_camera_that_somebody_moved_stays_theirs_at_the_end(walking: Any, qtbot: Any) -> None:
    walking.guide.go_to(1)
    qtbot.waitUntil(lambda: walking.guide.flight.is_there)
    walking.canvas.pan_by(33.0, 11.0)
    mine = walking.canvas.camera
    walking.guide.end()
    qtbot.wait(30)
    assert walking.canvas.camera == mine


@pytest.mark.parametrize("size", [(1440, 900), (1024, 700), (900, 480)])
def test_the_card_lies_within_the_canvas(walking: Any, size: tuple[int, int], qtbot: Any) -> None:
    walking.resize(*size)
    qtbot.wait(20)
    for number in range(4):
        walking.guide.go_to(number)
        card, canvas = walking.guide.card, walking.canvas
        assert canvas.rect().contains(card.geometry())
        assert card.geometry().bottom() > canvas.height() - 20


def test_a_step_that_lost_nothing_says_nothing() -> None:
    assert not lost_words(ScenarioStep("a"))


def test_the_last_step_finishes(walking: Any, qtbot: Any) -> None:
    walking.guide.go_to(3)
    walking.guide.go_on()
    walking.guide.go_on()
    assert walking.guide.card.next.text() == "Finish"
    click(qtbot, walking.guide.card.next)
    assert not walking.guide.is_on
    assert not walking.session.laid.overlays
    assert MUTED not in {name for _id, name in walking.session.set_by_timeline}


@pytest.mark.parametrize(
    ("gap", "unit", "said"),
    [
        (Gap(0.5, 0.5, 3.0), "1", "Your curve lies above the run: 0.5 points of the scale off"),
        (Gap(12.0, -12.0, 90.0), "mV", "Your curve lies below the run: 12 mV off"),
        (Gap(12.0, 1.0, 90.0), "mV", "Your curve has another shape than the run: 12 mV off"),
        (Gap(3.0, 3.0, 90.0), "Hz", "Your curve was close: 3 Hz off"),
    ],
)
def test_the_gap_is_said_with_its_unit(gap: Gap, unit: str, said: str) -> None:
    assert gap_words(gap, unit).startswith(said)
