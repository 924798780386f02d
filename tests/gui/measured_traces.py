"""What tests of the instrument ask of the traces, and do to them."""

from PySide6.QtCore import QPoint, QPointF, Qt

from circuitlab.analysis.strip_measures import COLUMNS
from circuitlab.gui.instrument.cursors import Mark

CELL = ("projection_neuron1", "v")
RASTER = ("nociceptor_c1", "")


def kept(traces, key=CELL):
    return traces.recording.courses[key][0]


def between(instrument, start, stop):
    """Stand the cursors at two times, and show what lies between."""
    instrument.cursors.move("A", Mark(start))
    instrument.cursors.move("B", Mark(stop))
    instrument._show_numbers()


def shown(instrument, key, column):
    table = instrument.panel.table
    place = [each.row.key for each in table.rows].index(key)
    return table.item(place, COLUMNS.index(column)).text()


def first_spike(traces, key=CELL):
    times, _cells = kept(traces, key).spikes(0.0, 1e9)
    return float(times[0])


def at_pixel(traces, time_ms, y):
    """A place of the plot on the screen."""
    plot = traces.plot
    scene = plot.plotItem.vb.mapViewToScene(QPointF(plot.x_of(time_ms), y))
    return QPoint(plot.mapFromScene(scene))


def drag(qtbot, traces, start, end, y):
    view = traces.plot.viewport()
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(view, left, pos=at_pixel(traces, start, y))
    for part in (0.3, 0.7, 1.0):
        qtbot.mouseMove(view, at_pixel(traces, start + part * (end - start), y))
    qtbot.mouseRelease(view, left, pos=at_pixel(traces, end, y))
