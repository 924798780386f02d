"""What lies in the corners of the canvas."""

from dataclasses import replace

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QWidget

from circuitlab.gui.canvas.controls.button_bar import PillButton
from circuitlab.gui.canvas.controls.zoom_control import ZoomControl
from circuitlab.gui.canvas.view import CanvasView
from circuitlab.render.paint_context import enlarged_at
from circuitlab.render.theme import theme


def test_the_map_gives_way_to_a_synapse_seen_from_near(canvas: CanvasView, hand, qtbot) -> None:
    chart = canvas.corners.map
    canvas.centre_on(hand.centre("synapse1"))
    canvas.zoom_by(5.0 / canvas.camera.scale)
    qtbot.waitUntil(lambda: not chart.isVisible())
    canvas.centre_on(QPointF(9000.0, 9000.0))
    qtbot.waitUntil(chart.isVisible)


def test_the_map_gives_way_to_a_circuit_in_view_that_it_would_hide(canvas, qtbot) -> None:
    canvas.fit()
    chart, size = canvas.corners.map, canvas.view_size()
    far = replace(canvas.camera, scale=0.4 * canvas.camera.scale)
    drawn = canvas.scene.bounds(enlarged_at(far.scale))
    canvas.look(far.centred(drawn.center(), size))
    qtbot.waitUntil(chart.isVisible)
    at_edge = drawn.bottomRight() - QPointF(size.width(), size.height()) / far.scale
    canvas.look(replace(far, x=at_edge.x() + 20.0, y=at_edge.y() + 20.0))
    qtbot.waitUntil(lambda: not chart.isVisible())


def test_the_map_gives_way_to_what_somebody_is_shown(canvas, qtbot) -> None:
    canvas.fit()
    chart, size, scene = canvas.corners.map, canvas.view_size(), canvas.scene
    scale = 2.0 * canvas.camera.scale  # not the whole circuit is in view
    id = next(iter(scene.circuit.elements))
    corner = QPointF(size.width() - 60.0, size.height() - 60.0) / scale
    at = scene.place(id).centre - corner
    canvas.look(replace(canvas.camera, scale=scale, x=at.x(), y=at.y()))
    qtbot.waitUntil(chart.isVisible)
    canvas.session.pathways.watch((id,))
    canvas.look(replace(canvas.camera, x=at.x() + 1.0))
    qtbot.waitUntil(lambda: not chart.isVisible())


def test_a_bar_paints_its_buttons_and_lights_up_the_one_that_has_the_focus(qtbot):
    on = QWidget()
    qtbot.addWidget(on)
    bar = ZoomControl(theme("light"), on)
    on.show()
    bar.show()
    at_rest = bar.grab().toImage()
    assert all(not each.updatesEnabled() for each in bar.findChildren(PillButton))
    bar.show_scale(0.37)
    assert bar.percent.text() == "37 %"
    changed = bar.grab().toImage()
    assert changed != at_rest
    lit = []
    for button in (bar.percent, bar.row.itemAt(0).widget(), bar.percent):
        button.setFocus()
        qtbot.waitUntil(button.hasFocus)
        lit.append(bar.grab().toImage())
    assert lit[0] == lit[2] != lit[1]
