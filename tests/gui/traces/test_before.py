"""What a strip showed in the last period before a change lies in grey behind what came since."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from circuitlab.gui.traces.before import Before, last_change, repeats
from circuitlab.gui.traces.strip import Strip
from circuitlab.playback.run_event import Event
from circuitlab.playback.trace_course import StateCourse
from circuitlab.playback.trace_rows import TraceRow
from circuitlab.render.theme import theme


def change(time_ms, period_ms=100.0):
    return Event(time_ms, ("ketamine", "concentration"), "Ketamine", "drug", period_ms)


def test_the_last_change_with_a_whole_period_before_it_counts():
    events = [change(50.0), change(120.0), change(300.0), change(350.0, 0.0), change(900.0)]
    assert last_change(events, 800.0) == events[2]
    assert last_change(events, 200.0) == events[1]
    assert last_change(events[:1], 800.0) is None
    assert last_change([], 800.0) is None


def test_it_is_repeated_in_every_period_that_is_seen():
    assert [*repeats(change(300.0), 0.0, 500.0)] == [100.0, 200.0]
    assert [*repeats(change(300.0), 450.0, 620.0)] == [200.0, 300.0, 400.0]
    assert [*repeats(change(300.0), 0.0, 300.0)] == []


@pytest.mark.parametrize("look", ["light", "dark"])
def test_it_lies_behind_what_is_there_and_begins_with_the_change(qapp, look):
    course = StateCourse("excitatory")
    times = np.arange(0.0, 400.0)
    course.take(times, np.where(times < 200.0, 0.75, 0.25))
    strip = Strip(TraceRow("e", "v", "E", "mV", "excitatory"), (course,), 0.0, 100.0, (0.0, 1.0))
    paper = theme(look).colour("paper")
    image = QImage(400, 100, QImage.Format.Format_RGB32)
    image.fill(paper)
    row = round(float(strip.y_of(0.75)))
    ink = QColor("black" if look == "light" else "white")
    for y in range(row - 2, row + 3):
        image.setPixelColor(350, y, ink)
    painter = QPainter(image)
    box = QRectF(0.0, 0.0, 400.0, 100.0)
    Before().paint(painter, strip, box, change(200.0), (0.0, 400.0), lambda ms: ms, theme(look))
    painter.end()
    drawn = [
        any(image.pixelColor(x, y).rgb() != paper.rgb() for y in range(row - 2, row + 3))
        for x in range(400)
    ]
    assert not any(drawn[:199])
    assert all(drawn[202:399])
    assert image.pixelColor(350, row) == ink
