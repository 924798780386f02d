"""Words of a figure keep out of each other's way, however long they are."""

import itertools
import re
from xml.etree import ElementTree

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from circuitlab.model.circuit import Circuit
from circuitlab.render.figure.figure import Figure, encoded
from circuitlab.render.figure.figure_traces import Mark, Trace, trace
from circuitlab.render.theme import font

TIME = np.arange(0.0, 2000.0)
LONG = "A polymodal C fibre with a name that would fill a line of its own"
TEXT = "{http://www.w3.org/2000/svg}text"


def _shown(label: str) -> Trace:
    return trace(label, "nociceptor", "mV", TIME, np.sin(TIME))


def _rooms(figure: Figure, size: float, weight: int) -> dict[str, QRectF]:
    """Return where each text of letters of a size stands in the SVG of a figure."""
    root, found = ElementTree.fromstring(encoded(figure, ".svg")), {}
    metrics = QFontMetricsF(font(size, weight))
    for group in root.iter():
        moved = re.findall(r"-?[\d.]+", group.get("transform", ""))
        for each in group.findall(TEXT):
            words = "".join(each.itertext()).strip()
            across, down = (float(moved[k]) if len(moved) == 6 else 0.0 for k in (4, 5))
            x, y = float(each.get("x", 0)) + across, float(each.get("y", 0)) + down
            found[words] = QRectF(x, y - 8.0, metrics.horizontalAdvance(words), 9.0)
    return found


def test_words_of_near_marks_stand_below_each_other(qapp: object) -> None:
    marks = [
        Mark(time, f"{name} what is done now")
        for name, time in (
            ("First", 1000.0),
            ("Second", 1010.0),
            ("Third", 1050.0),
            ("Last", 1990.0),
        )
    ]
    figure = Figure(Circuit(), traces=(_shown("Fibre"),), marks=tuple(marks), key=False)
    rooms = _rooms(figure, 10, 600)
    stand = [rooms[mark.label] for mark in marks]
    assert not [pair for pair in itertools.combinations(stand, 2) if pair[0].intersects(pair[1])]
    assert len({room.left() for room in stand}) == 4


@pytest.mark.parametrize("label", ["Fibre", "Inhibitory interneuron (GABA)", LONG])
def test_a_name_ends_before_its_trace_begins(qapp: object, label: str) -> None:
    figure = Figure(Circuit(), traces=(_shown(label),), key=False)
    written = next(
        words for words in _rooms(figure, 12, 500) if words and label.startswith(words.rstrip("…"))
    )
    assert written == label or label == LONG
    drawn = re.findall(r'd="M([\d.]+),[\d.]+ L', encoded(figure, ".svg").decode())
    courses = [float(x) for x in drawn if float(x) > 100.0]
    assert _rooms(figure, 12, 500)[written].right() <= min(courses)


def test_the_line_of_where_it_comes_from_keeps_seed_and_step(qapp: object) -> None:
    stamp = f"CircuitLab 0.1.0 · {'Title ' * 60}· seed 7 · step 0.025 ms · at 1 s"
    (line,) = (
        words
        for words in _rooms(Figure(Circuit(), stamp=stamp, key=False), 9, 400)
        if words.startswith("CircuitLab")
    )
    assert "…" in line
    assert line.endswith("seed 7 · step 0.025 ms · at 1 s")
