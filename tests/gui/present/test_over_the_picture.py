"""Spotlight, pen, pointer and read-out over the picture, and what keys are told as."""

from __future__ import annotations

import time
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from circuitlab.gui.present import idle_pointer
from circuitlab.gui.present.idle_pointer import STILL_S, IdlePointer
from circuitlab.gui.present.ink import DARKNESS
from circuitlab.gui.present.keys import KEYS
from circuitlab.gui.present.read_out import BESIDE, EDGE, LEAST, MOST_WORDS
from circuitlab.gui.present.strokes import FADES_S, STAYS_S, Strokes
from circuitlab.render.labels import text_width

BUTTON = Qt.MouseButton.LeftButton


def grey(window: Any, at: QPoint) -> float:
    """Return how light the ink makes a place of the page."""
    return float(window.page.grab().toImage().pixelColor(at).lightnessF())


def test_the_spotlight_darkens_all_but_what_is_pointed_at(presenting: Any, press: Any) -> None:
    near, far = QPoint(500, 300), QPoint(780, 20)
    light = grey(presenting, near), grey(presenting, far)
    press(Qt.Key.Key_L)
    QTest.mouseMove(presenting.presentation.shield, near)
    assert grey(presenting, near) == pytest.approx(light[0], abs=0.02)
    assert grey(presenting, far) < light[1] * (1.1 - DARKNESS)
    press(Qt.Key.Key_L)
    assert not presenting.presentation.ink.isVisible()


def test_the_pen_draws_and_is_erased(presenting: Any, press: Any) -> None:
    shield, ink = presenting.presentation.shield, presenting.presentation.ink
    QTest.mousePress(shield, BUTTON, pos=QPoint(200, 200))
    assert not ink.strokes.all
    press(Qt.Key.Key_P)
    shield.put_down.emit(QPointF(200, 200))
    shield.drawn.emit(QPointF(400, 200))
    shield.lifted.emit()
    colour = presenting.page.grab().toImage().pixelColor(300, 200)
    assert colour.red() > 200 > colour.green() + 60
    press(Qt.Key.Key_E)
    assert not ink.isVisible()


def test_a_stroke_stays_then_fades_and_goes() -> None:
    drawn = Strokes().begun((0.0, 0.0)).drawn((5.0, 5.0)).lifted(10.0)
    (stroke,) = drawn.all
    assert stroke.points == ((0.0, 0.0), (5.0, 5.0))
    assert stroke.strength(10.0 + STAYS_S) == 1.0
    assert 0.0 < stroke.strength(10.0 + STAYS_S + 0.5 * FADES_S) < 1.0
    assert not drawn.seen(10.1 + STAYS_S + FADES_S).all
    assert drawn.seen(11.0) == drawn
    assert drawn.drawn((9.0, 9.0)) == drawn  # the pen is up
    assert Strokes().lifted(1.0) == Strokes()


def test_a_faded_stroke_is_painted_no_more(presenting: Any, monkeypatch: Any) -> None:
    ink = presenting.presentation.ink
    ink.put_down(QPointF(10, 10))
    ink.lift()
    later = time.monotonic() + STAYS_S + FADES_S + 1.0
    monkeypatch.setattr(time, "monotonic", lambda: later)
    ink._fade()
    assert not ink.isVisible()
    assert not ink._timer.isActive()


def test_the_pointer_hides_while_it_is_still(window: Any) -> None:
    pointer = IdlePointer(window.page, window)
    at = window.page.mapToGlobal(QPoint(50, 50))
    pointer.look(at, 0.0)
    pointer.look(at, STILL_S - 0.1)
    assert not pointer.is_hidden
    pointer.look(at, STILL_S + 0.1)
    assert pointer.is_hidden
    pointer.look(at + QPoint(3, 0), STILL_S + 0.2)
    assert not pointer.is_hidden
    outside = window.page.mapToGlobal(QPoint(-50, -5000))
    pointer.look(outside, 10.0)
    pointer.look(outside, 20.0)
    assert not pointer.is_hidden
    assert idle_pointer.QGuiApplication.overrideCursor() is None


def test_the_read_out_of_pain_is_told_over_the_picture(presenting: Any, read_out: Any) -> None:
    assert read_out.isVisible()
    assert read_out.accessibleName() == "Pain read-out 5.9"
    assert presenting.canvas.rect().contains(read_out.geometry())


def test_a_read_out_is_as_wide_as_its_words_need(presenting: Any, read_out: Any) -> None:
    document, times = presenting.document, presenting.canvas.times
    assert LEAST * times <= read_out.width() + 1 <= (LEAST + 24.0) * times
    meter = next(
        id for id, each in document.circuit.elements.items() if each.kind == "pain_readout"
    )
    for name in ("Schmerzanzeige des Gehirns", "Schmerzanzeige " * 9):
        document.push(document.circuit.relabelled(meter, name))
        read_out.follow()
        needed = min(MOST_WORDS, text_width(name, 12, 600))
        assert read_out.width() >= (BESIDE + needed) * times
        assert read_out.width() <= (BESIDE + MOST_WORDS + EDGE + 2.0) * times
        assert presenting.canvas.rect().contains(read_out.geometry())


def test_every_key_of_a_remote_is_told() -> None:
    for name in ("PgDown", "PgUp", "F5", "B", ".", "Esc", "Space", "Right", "Left"):
        assert Qt.Key(QKeySequence(name)[0].key()) in KEYS


def test_every_key_does_something(presenting: Any) -> None:
    assert set(KEYS.values()) == set(presenting.presentation.keys._do)
