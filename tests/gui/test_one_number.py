"""A live number reads the same on the canvas, in the corner, on the card and beside a trace."""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pytest
from each_case import each_case
from PySide6.QtGui import QPainter

from circuitlab.catalog.live_words import live_number, live_text, state_text
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import Kind, State
from circuitlab.gui.canvas.layers.readout import rows_of
from circuitlab.gui.inspector.live_values import LiveList
from circuitlab.gui.traces.names import Names
from circuitlab.gui.widgets.steady_label import Reading
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Element
from circuitlab.playback.trace_bands import AmountPart, amount_now
from circuitlab.playback.trace_rows import TraceRow
from circuitlab.render.bodies import DOSE, headline
from circuitlab.render.drawn import DrawnElement
from circuitlab.render.geometry import Geometry
from circuitlab.render.glyphs.registry import body_look, live_line
from circuitlab.render.live_frame import LiveFrame
from circuitlab.render.paint_context import Stage
from circuitlab.render.theme import theme

VALUES = [123.456, 43.21, 0.0123, 1e-7, -0.04, math.nan]
CATALOG = default_catalog()
KINDS = [kind for kind in CATALOG.ordered() if kind.states]
LIGHT = theme("light")


def alone(kind: Kind) -> tuple[Circuit, DrawnElement]:
    circuit = Circuit()
    circuit.apply(circuit.added(Element("it", kind.name, "It", 100.0, 100.0)))
    return circuit, Geometry(circuit, CATALOG).places["it"]


def frame_of(kind: Kind, value: float) -> LiveFrame:
    values = {("it", name): np.array([value]) for name in kind.states}
    return LiveFrame(values=values, potential={"it": value}, rate_hz={"it": value})


def stage_of(frame: LiveFrame) -> Stage:
    return Stage(QPainter(), LIGHT, frame=frame)


def on_card(state: State, frame: LiveFrame, qtbot) -> str:
    card = LiveList("it", [state], LIGHT)
    qtbot.addWidget(card)
    card.show_frame(frame)
    return card.findChild(Reading).text()


def beside_trace(state: State, value: float, qtbot) -> str:
    row = TraceRow("it", state.name, "It", state.unit, "muted", state.title)
    names = Names(LIGHT)
    qtbot.addWidget(names)
    names.show_values({row.key: value})
    return names.words(row)


@each_case("value", VALUES)
@each_case("kind", KINDS, ids=lambda kind: kind.name)
def test_card_corner_and_trace_say_the_same(kind: Kind, value: float, qtbot) -> None:
    circuit, _place = alone(kind)
    frame = frame_of(kind, value)
    corner = rows_of(circuit, CATALOG, "it", frame)
    for state in kind.states.values():
        said = on_card(state, frame, qtbot)
        assert said == state_text(state, value)
        told = [text for title, text in corner if title == state.title]
        assert math.isnan(value) or not told or said in told, state.name
        if math.isfinite(value):
            assert beside_trace(state, value, qtbot).endswith(live_text(value, state.unit))


@each_case("value", VALUES)
@each_case("kind", CATALOG.ordered(), ids=lambda kind: kind.name)
def test_the_canvas_says_what_the_card_says(kind: Kind, value: float) -> None:
    _circuit, place = alone(kind)
    frame = frame_of(kind, value)
    stage = stage_of(frame)
    line = live_line(stage, place)
    if place.cell is not None:
        known = [] if math.isnan(value) else [live_text(value, "mV")]
        assert line == " · ".join([live_text(value, "Hz"), *known])
    elif headline(kind) == DOSE and DOSE in kind.states and not math.isnan(value):
        assert line in (live_text(value, kind.states[DOSE].unit), "off")
    words = [part for part in _texts(body_look(stage, place)) if part]
    if place.glyph == "brain" and not math.isnan(value):
        assert words == [f"{live_number(value)} / 10 · model output"]
    if "number" in kind.states and place.glyph == "gate" and not math.isnan(value):
        assert words[0] == f"{place.short_name} ×{live_number(value)}"
    if "threshold" in kind.states and not math.isnan(value):
        assert any(live_text(value, "°C") in text for text in words)


def _texts(look: object) -> list[str]:
    parts = look if isinstance(look, tuple) else ()
    return [part for part in parts if isinstance(part, str)]


@pytest.mark.parametrize("value", [43.21, 0.0123])
def test_a_measured_threshold_reads_as_live_numbers_do(value: float) -> None:
    kind = next(kind for kind in CATALOG.ordered() if "threshold" in kind.states)
    _circuit, place = alone(kind)
    frame = LiveFrame(measured={("it", "fires_from"): value})
    assert any(live_text(value, "°C") in t for t in _texts(body_look(stage_of(frame), place)))


@pytest.mark.parametrize("value", [123.456, 0.0123])
def test_a_bar_of_a_dose_says_what_the_card_says(value: float) -> None:
    kind = next(kind for kind in CATALOG.ordered() if DOSE in kind.states)
    circuit, _place = alone(kind)
    part = AmountPart("it", DOSE, "It", kind.colour)
    frame = SimpleNamespace(values={("it", DOSE): [value]}, set_by_timeline={}, time_ms=0.0)
    amount, words = amount_now(circuit, CATALOG, part, frame)
    assert amount == value
    assert words == live_text(value, kind.states[DOSE].unit)
