"""The bar at the top: all of it at a usual width, and a sensible order in which pieces give way."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from circuitlab.gui.document import Document
from circuitlab.gui.shell.top_bar import READABLE

WIDTHS = (960, 1024, 1100, 1200, 1280, 1366, 1440, 1600, 1920)
USUAL = 1440


def untouched(window: Any) -> None:
    """Leave the circuit as it was opened."""


def walked(window: Any) -> None:
    window.guide.begin()
    window.guide.go_to(1)


def left_half_done(window: Any) -> None:
    walked(window)
    window.guide.end()


def changed(window: Any) -> None:
    for seed in range(11, 14):
        window.document.push(window.document.circuit.with_document({"seed": seed}))
    window.beginning._paced.now()


def compared(window: Any) -> None:
    window.actions_by_key["compare"].trigger()


def by_days(window: Any) -> None:
    window.session.play_by_days(7 * 86_400.0)


def pieces(window: Any) -> list[QWidget]:
    bar = window.bar
    return [
        each
        for each in bar.children()
        if isinstance(each, QWidget) and each.isVisible() and each is not bar._of_circuit
    ] + [each for each in window.walk_bar.children() if _shows(each)]


def _shows(part: object) -> bool:
    return isinstance(part, QWidget) and part.isVisible()


def place(window: Any, part: QWidget) -> QRect:
    return QRect(part.mapTo(window.bar, QPoint()), part.size())


def assert_whole(window: Any) -> None:
    shown = pieces(window)
    places = [place(window, part) for part in shown]
    for part, one in zip(shown, places, strict=True):
        assert window.bar.rect().contains(one), part
        assert not any(one is not other and one.intersects(other) for other in places), part
        if isinstance(part, QAbstractButton):
            assert part.width() >= part.minimumSizeHint().width(), part


@pytest.mark.parametrize(
    "states",
    [
        (untouched,),
        (walked,),
        (left_half_done,),
        (changed,),
        (changed, by_days),
        (changed, by_days, walked),
        (changed, by_days, left_half_done),
        (compared,),
        (compared, changed, walked),
    ],
    ids=lambda states: " and ".join(state.__name__ for state in states),
)
def test_all_shows_at_a_usual_width_and_nothing_overlaps_at_any(
    window: Any, document: Document, states: Any
) -> None:
    document.open_preset("fig4")
    for state in states:
        state(window)
    for width in WIDTHS:
        window.resize(width, 700)
        QApplication.processEvents()
        assert_whole(window)
        if width >= USUAL:
            assert_all_there(window)
    assert window.bar._present.isVisible()


def assert_all_there(window: Any) -> None:
    bar, walk = window.bar, window.walk_bar
    for part in (bar._brand, bar._menus, window.chooser, window.transport.dial):
        assert part.isVisible()
    assert window.chooser.width() >= READABLE
    for part in (bar._compare, bar._present, bar._export):
        assert part.isVisible()
    assert walk.button.isVisible() or walk.resume.isVisible()
    if window.badge.isVisible():
        assert place(window, window.chooser).contains(place(window, window.badge))


def test_the_bar_makes_room_for_a_clock_as_it_appears(window: Any, document: Document) -> None:
    document.open_preset("fig4")
    window.resize(USUAL, 700)
    by_days(window)
    QApplication.processEvents()
    assert_whole(window)
    assert_all_there(window)
    assert window.transport.days.text().startswith("+ 7 days")


def test_compare_can_be_found_in_the_bar_of_a_small_window(window: Any, document: Document) -> None:
    document.open_preset("fig4")
    for width in (960, 1024, 1280):
        window.resize(width, 700)
        QApplication.processEvents()
        assert_whole(window)
        assert window.bar._compare.isVisible()
        assert window.bar._compare.text() or not window.bar._compare.icon().isNull()
        assert window.bar._compare.accessibleName() == "Compare"


def test_other_circuits_are_reached_while_states_are_compared_in_a_small_window(
    window: Any, document: Document
) -> None:
    document.open_preset("fig4")
    for width in (960, 1024):
        window.resize(width, 700)
        window.comparison.begin()
        QApplication.processEvents()
        assert_whole(window)
        assert window.chooser.isVisible()
        assert "▾" in window.chooser.text()
        window.comparison.end()
