"""What lies in the corners of the canvas."""

from PySide6.QtCore import QPointF

from circuitlab.gui.canvas.view import CanvasView


def test_the_map_gives_way_to_a_synapse_seen_from_near(canvas: CanvasView, hand, qtbot) -> None:
    chart = canvas.corners.map
    assert chart.isVisible()
    canvas.centre_on(hand.centre("synapse1"))
    canvas.zoom_by(5.0 / canvas.camera.scale)
    qtbot.waitUntil(lambda: not chart.isVisible())
    canvas.centre_on(QPointF(9000.0, 9000.0))
    qtbot.waitUntil(chart.isVisible)
    canvas.fit()
    qtbot.waitUntil(chart.isVisible)
