from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QEnterEvent, QImage, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from circuitlab.catalog.words import Problem
from circuitlab.gui.canvas.layers import closeup_layer
from circuitlab.gui.canvas.layers.live_layer import LiveLayer
from circuitlab.gui.canvas.layers.notices import paint_foot
from circuitlab.gui.canvas.view import CanvasView
from circuitlab.gui.document import Document
from circuitlab.gui.session import Session
from circuitlab.model.circuit import Circuit
from circuitlab.render.closeup import closeup
from circuitlab.render.closeup.receptor_counts import membrane
from circuitlab.render.closeup_receptors import pool_areas
from circuitlab.render.live_frame import LiveFrame, Pulse
from circuitlab.render.paint_context import enlarged_at
from circuitlab.render.theme import theme, themes


def settled(canvas: CanvasView, qtbot) -> CanvasView:
    """Wait until the still picture is painted for this magnification."""
    qtbot.waitUntil(lambda: canvas.is_settled)
    return canvas


def pixels(canvas: CanvasView) -> np.ndarray:
    return pixels_of(canvas.grab().toImage())


def pixels_of(picture: QImage) -> np.ndarray:
    image = picture.convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(image.constBits(), dtype=np.uint8)
    return flat.reshape(image.height(), image.width(), 4)[:, :, :3].astype(int)


def show(session: Session, frame: LiveFrame) -> None:
    session._shown._live.frame = frame
    session.frame_ready.emit()


def changed_around(before: np.ndarray, after: np.ndarray, at: QPoint, reach: int = 12) -> bool:
    window = np.s_[at.y() - reach : at.y() + reach, at.x() - reach : at.x() + reach]
    return bool(np.abs(before[window] - after[window]).max() > 24)


def test_the_first_view_shows_the_whole_circuit(canvas: CanvasView) -> None:
    shown = canvas.camera.visible(canvas.view_size())
    assert shown.contains(canvas.scene.geometry.bounds())


def test_what_is_shown_whole_stays_so_in_a_view_of_another_size(canvas: CanvasView) -> None:
    canvas.resize(620, 420)
    canvas.fit()
    canvas.resize(1100, 500)
    assert canvas.camera.visible(canvas.view_size()).contains(canvas.scene.geometry.bounds())
    scale = canvas.camera.scale
    canvas.resize(620, 420)
    assert canvas.camera.scale < scale


def test_a_view_that_was_chosen_stays_when_the_size_changes(canvas: CanvasView) -> None:
    canvas.pan_by(40.0, 25.0)
    chosen = canvas.camera
    canvas.resize(800, 500)
    assert canvas.camera == chosen


def test_the_wheel_zooms_at_the_pointer(canvas: CanvasView) -> None:
    at = QPointF(200, 150)
    held, before = canvas.camera.to_scene(at), canvas.camera.scale
    turn = QWheelEvent(
        at,
        at,
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    canvas.wheelEvent(turn)
    assert canvas.camera.scale > before
    assert (canvas.camera.to_view(held) - at).manhattanLength() < 1e-6


def test_two_fingers_on_a_touchpad_pan(canvas: CanvasView) -> None:
    before = canvas.camera
    slide = QWheelEvent(
        QPointF(9, 9),
        QPointF(9, 9),
        QPoint(30, -20),
        QPoint(30, -20),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.ScrollUpdate,
        False,
    )
    canvas.wheelEvent(slide)
    assert canvas.camera == before.panned(30, -20)


def test_hovering_tells_which_element_it_is(canvas: CanvasView, hand, qtbot) -> None:
    with qtbot.waitSignal(canvas.hovered) as told:
        hand.hover(hand.centre("ketamine1"))
    assert told.args == ["ketamine1"]


def test_a_depolarised_cell_looks_different_from_one_at_rest(
    canvas: CanvasView, session: Session, hand, qtbot
) -> None:
    settled(canvas, qtbot)
    soma = hand.at(hand.centre("projection_neuron1"))
    show(session, LiveFrame(potential={"projection_neuron1": -75.0}))
    rest = pixels(canvas)
    show(session, LiveFrame(potential={"projection_neuron1": -20.0}))
    active = pixels(canvas)
    show(
        session,
        LiveFrame(potential={"projection_neuron1": -20.0}, flash={"projection_neuron1": 1.0}),
    )
    assert changed_around(rest, active, soma)
    assert changed_around(active, pixels(canvas), soma)


@pytest.mark.parametrize("count", [1, 60])
def test_a_spike_is_drawn_where_it_is_on_its_axon(
    canvas: CanvasView, session: Session, qtbot, count: int
) -> None:
    settled(canvas, qtbot)
    quiet = pixels(canvas)
    axon = canvas.scene.axon("synapse1")
    assert axon is not None
    here, there = (canvas.mapFromScene(axon.track.at(share)) for share in (0.5, 0.75))
    show(session, LiveFrame(pulses=[Pulse("synapse1", 0.5)] * count))
    spiking = pixels(canvas)
    assert changed_around(quiet, spiking, here, 5)
    assert not changed_around(quiet, spiking, there, 5)


def test_so_many_spikes_that_dots_were_noise_make_the_axon_glow(
    canvas: CanvasView, session: Session, qtbot
) -> None:
    settled(canvas, qtbot)
    quiet = pixels(canvas)
    crowd = LiveFrame(pulses=[Pulse("synapse1", 0.1)] * 400, rate_hz={"nociceptor_c1": 60.0})
    show(session, crowd)
    axon = canvas.scene.axon("synapse1")
    assert axon is not None
    for share in (0.3, 0.6, 0.9):
        assert changed_around(quiet, pixels(canvas), canvas.mapFromScene(axon.track.at(share)), 5)


def test_very_near_one_synapse_is_shown_with_its_live_numbers(
    canvas: CanvasView, session: Session, hand, qtbot, monkeypatch
) -> None:
    monkeypatch.setattr(closeup_layer, "EVERY_S", 0.0)
    canvas.centre_on(hand.centre("synapse1"))
    canvas.zoom_by(5.0 / canvas.camera.scale)
    show(session, LiveFrame(values={("nmda1", "open"): np.array([0.0])}))
    qtbot.waitUntil(lambda: not canvas._painting._near.is_behind(session.live))
    shut = pixels(canvas)
    show(session, LiveFrame(values={("nmda1", "open"): np.array([0.9])}))
    qtbot.waitUntil(lambda: bool(np.abs(pixels(canvas) - shut).max() > 60))


@pytest.mark.parametrize(("scale", "share"), [(3.15, 0.0), (3.45, 1.0), (2.2, 0.0)])
def test_at_rest_either_the_circuit_or_the_close_view_is_seen_and_sharp(
    canvas: CanvasView, session: Session, hand, qtbot, scale: float, share: float
) -> None:
    painting = canvas._painting
    for zoom, shown in ((6.0, 1.0), (scale, share)):
        canvas.zoom_by(zoom / canvas.camera.scale)
        canvas.centre_on(hand.centre("synapse1"))
        qtbot.waitUntil(lambda want=shown: painting._near.share == want and canvas.is_settled)
    assert painting._live._sprites.fit(scale)


def test_the_close_view_comes_over_some_frames(canvas: CanvasView, hand, qtbot) -> None:
    canvas.centre_on(hand.centre("synapse1"))
    canvas.zoom_by(5.0 / canvas.camera.scale)
    canvas.grab()
    assert canvas._painting._near.share < 1.0
    qtbot.waitUntil(lambda: canvas._painting._near.share == 1.0)


def test_the_circuit_stays_in_view_until_the_close_view_has_been_painted(
    canvas: CanvasView, hand, qtbot, monkeypatch
) -> None:
    monkeypatch.setattr(closeup_layer, "FIRST_S", 0.0)
    close = canvas._painting._near
    canvas.centre_on(hand.centre("synapse1"))
    canvas.zoom_by(5.0 / canvas.camera.scale)
    canvas.grab()
    assert close.share == 0.0
    assert close._steps is not None
    begun = close._coming
    canvas.grab()
    assert close._coming is begun, "what has been painted of it is painted again"
    qtbot.waitUntil(lambda: close.share == 1.0)


def test_what_was_not_done_of_the_close_view_is_not_gone_on_with_later(
    canvas: CanvasView, hand, monkeypatch
) -> None:
    monkeypatch.setattr(closeup_layer, "FIRST_S", 0.0)
    close = canvas._painting._near
    canvas.centre_on(hand.centre("synapse1"))
    for zoom in (5.0, 1.0):
        canvas.zoom_by(zoom / canvas.camera.scale)
        canvas.grab()
    assert close._steps is None
    assert close._picture.isNull()


def test_an_edit_while_the_close_view_is_being_painted_is_painted_after_it(
    canvas: CanvasView, session: Session, document: Document, hand, qtbot, monkeypatch
) -> None:
    close = canvas._painting._near
    canvas.centre_on(hand.centre("synapse1"))
    canvas.zoom_by(5.0 / canvas.camera.scale)
    qtbot.waitUntil(lambda: not close.is_behind(session.live))
    monkeypatch.setattr(closeup_layer, "BUDGET_S", 0.0)
    monkeypatch.setattr(closeup_layer, "EVERY_S", 0.0)
    show(session, LiveFrame(values={("nmda1", "open"): np.array([0.5])}))
    canvas.grab()
    assert close._steps is not None
    monkeypatch.setattr(closeup_layer, "EVERY_S", 60.0)
    document.push(document.circuit.with_param("synapse1", "delay", 3.0))
    qtbot.waitUntil(lambda: not close.is_behind(session.live))
    assert close._of[1] is canvas.scene.geometry.places["synapse1"]


def test_another_circuit_is_not_seen_through_the_close_view_of_the_last(
    canvas: CanvasView, document: Document, hand, qtbot
) -> None:
    canvas.centre_on(hand.centre("synapse1"))
    canvas.zoom_by(5.0 / canvas.camera.scale)
    qtbot.waitUntil(lambda: canvas._painting._near.share == 1.0)
    document.replace(document.circuit.copy())
    assert canvas._painting._near.share == 0.0


def test_the_map_follows_a_run_that_leaves_no_time_for_every_picture(
    canvas: CanvasView, document: Document, qtbot, monkeypatch
) -> None:
    chart = canvas.corners.map
    monkeypatch.setattr(LiveLayer, "lacks_pictures", property(lambda _self: True))

    def lightness() -> float:
        return float(np.mean(pixels_of(chart.grab().toImage())))

    qtbot.waitUntil(lambda: not chart._is_old)
    light = lightness()
    canvas.set_theme(theme("dark"))
    qtbot.waitUntil(lambda: not chart._is_old)
    assert lightness() < 0.4 * light
    document.push(document.circuit.removed(["ketamine1"]))
    qtbot.waitUntil(lambda: not chart._is_old)


def test_what_lies_on_the_canvas_takes_the_pointer_away_from_it(canvas: CanvasView, hand) -> None:
    for lying in (canvas.corners._zoom, canvas.corners.map):
        hand.hover(hand.centre("ketamine1"))
        assert canvas.hover.id == "ketamine1"
        middle = QPointF(lying.rect().center())
        on = QEnterEvent(middle, middle, QPointF(lying.mapToGlobal(middle)))
        QApplication.sendEvent(lying, on)
        assert canvas.hover.id == canvas.hover.handle_id == ""


def test_what_the_picture_carries_away_is_no_more_under_the_pointer(
    canvas: CanvasView, hand
) -> None:
    hand.hover(hand.centre("ketamine1"))
    canvas.pan_by(0.0, 300.0)
    assert canvas.hover.id != "ketamine1"
    canvas.pan_by(0.0, -300.0)
    assert canvas.hover.id == "ketamine1"


@pytest.mark.parametrize("width", [200.0, 40.0])
def test_the_words_at_the_foot_stand_on_a_ground_or_not_at_all(qtbot, width: float) -> None:
    image = QImage(200, 32, QImage.Format.Format_RGB32)
    image.fill(0xFFFF0000)
    painter = QPainter(image)
    paint_foot(painter, QRectF(0.0, 0.0, width, 32.0), theme("light"), "1.234 s", 1.0)
    painter.end()
    panel = theme("light").colour("panel").rgb() & 0xFFFFFF
    shown = {image.pixel(100, y) & 0xFFFFFF for y in (3, 28)}
    assert shown == ({panel} if width == 200.0 else {0xFF0000})


def test_the_element_that_a_run_stumbled_over_is_marked(
    canvas: CanvasView, session: Session, qtbot
) -> None:
    settled(canvas, qtbot)
    before = pixels(canvas)
    session.problem_found.emit(Problem("projection_neuron1.v", "is not a number any more"))
    assert canvas.fault == "projection_neuron1"
    assert np.abs(pixels(canvas) - before).max() > 60
    session.restarted.emit()
    assert canvas.fault == ""


@pytest.mark.parametrize("name", themes())
def test_every_theme_repaints_the_whole_canvas(canvas: CanvasView, qtbot, name: str) -> None:
    canvas.set_theme(theme(name))
    settled(canvas, qtbot)
    corner = pixels(canvas)[300, 3][::-1]
    paper = theme(name).colour("lane_skin")
    assert np.abs(corner - (paper.red(), paper.green(), paper.blue())).max() < 3


def test_an_edit_is_seen_at_once_and_undone_too(
    canvas: CanvasView, document: Document, hand, qtbot
) -> None:
    settled(canvas, qtbot)
    spot = hand.at(hand.centre("ketamine1"))
    before = pixels(canvas)
    document.push(document.circuit.removed(["ketamine1"]))
    settled(canvas, qtbot)
    assert changed_around(before, pixels(canvas), spot)
    document.undo()
    settled(canvas, qtbot)
    above_the_map = np.s_[:500]
    assert np.abs(pixels(canvas)[above_the_map] - before[above_the_map]).max() < 3


def test_another_circuit_replaces_the_picture(canvas: CanvasView, document: Document) -> None:
    canvas.select(["ketamine1"])
    document.replace(Circuit())
    assert canvas.selection == ()
    assert not canvas.scene.geometry.places
    canvas.grab()


def test_an_unknown_kind_is_shown_and_can_be_hovered(
    canvas: CanvasView, document: Document, hand
) -> None:
    element = replace(document.circuit.elements["ketamine1"], id="odd1", kind="from_the_future")
    document.push(document.circuit.added(replace(element, x=500.0, y=560.0)))
    hand.hover(QPointF(500, 560))
    assert canvas.hover.id == "odd1"
    canvas.grab()


def test_everything_on_the_canvas_can_be_named_aloud(canvas: CanvasView) -> None:
    from PySide6.QtWidgets import QToolButton

    assert canvas.accessibleName()
    assert canvas.accessibleDescription()
    assert all(button.accessibleName() for button in canvas.findChildren(QToolButton))


def test_names_written_larger_from_afar_are_in_view_when_all_is_fitted(
    canvas: CanvasView, document: Document
) -> None:
    circuit = document.circuit
    last = max(circuit.elements, key=lambda id: circuit.elements[id].x)
    document.push(circuit.relabelled(last, "What stands farthest to the right of them all"))
    canvas.resize(560, 340)
    canvas.fit()
    larger = enlarged_at(canvas.camera.scale)
    assert larger > 1.2
    seen = canvas.camera.visible(canvas.view_size())
    names = canvas.scene.names
    assert names.of(last, larger)
    assert seen.contains(names.bounds(larger))


def test_from_near_a_click_selects_the_receptor_that_is_drawn_there(
    canvas: CanvasView, session: Session, hand, qtbot
) -> None:
    canvas.centre_on(hand.centre("synapse1"))
    canvas.zoom_by(5.0 / canvas.camera.scale)
    qtbot.waitUntil(lambda: canvas._painting._near.share == 1.0)
    state = membrane(canvas.scene.geometry, "synapse1", session.live)
    size = canvas.view_size()
    scale = min(size.width() / closeup.WIDTH, size.height() / closeup.HEIGHT)
    left = (size.width() / scale - closeup.WIDTH) / 2
    before = canvas.document.circuit
    for pool, area in pool_areas(state):
        at = (QPointF(area.center().x() + left, area.top() + 20.0) * scale).toPoint()
        QTest.mouseMove(canvas, at)
        assert canvas.hover.id == pool.id
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at)
        assert canvas.selection == (pool.id,)
    camera = canvas.camera
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(canvas, at + QPoint(30, 10))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=at + QPoint(30, 10))
    assert canvas.camera != camera
    assert canvas.document.circuit == before
    assert not canvas.document.dirty
