"""The bar under the header: where the cursors stand, and what lies between them."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from circuitlab.gui.instrument.cursors import NAMES
from circuitlab.gui.instrument.wording import DASH, number_words, quantity_words, snap_words
from circuitlab.gui.widgets.plain_text import PlainLabel, plain_tip
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from circuitlab.gui.instrument.cursors import Cursors, Name

HEIGHT = 26


class CursorBar(QWidget):
    """A, B, Δt, 1/Δt and the difference of the chosen strip.

    Attributes
    ----------
    chosen : Signal(str)
        Keys are to move this cursor.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cursorBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Cursors"))
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 12, 2)
        row.setSpacing(6)
        self._buttons: dict[Name, QPushButton] = {}
        self._places: dict[Name, QLabel] = {}
        for name in NAMES:
            self._add_cursor(row, name)
        self._apart = self._add_number(row, "Δt")
        self._often = self._add_number(row, "1/Δt")
        self._differs = self._add_number(row, "ΔV")
        row.addStretch(1)
        self._hint = PlainLabel(_("cursors snap to peak, threshold or sample · Esc puts them away"))
        self._hint.setObjectName("small")
        row.addWidget(self._hint)

    def show_cursors(
        self, cursors: Cursors, difference: float, unit: str, origin_ms: float, strip: str = ""
    ) -> None:
        """Show where they stand, times counted from `origin_ms`, and a strip's difference."""
        for each in NAMES:
            self._show_cursor(cursors, each, origin_ms)
        apart = cursors.mark("B").time_ms - cursors.mark("A").time_ms
        self._apart.setText(quantity_words(apart, "ms"))
        often = number_words(1000.0 / abs(apart)) if apart else DASH
        self._often.setText(f"{often} Hz" if often != DASH else DASH)
        self._differs.setText(quantity_words(difference, unit))
        self._differs.setToolTip(plain_tip(_("{name}: from A to B").format(name=strip)))
        self._differs.setAccessibleName(f"ΔV {strip}")
        self._fold()

    def _show_cursor(self, cursors: Cursors, name: Name, origin_ms: float) -> None:
        mark = cursors.mark(name)
        at, snapped = quantity_words(mark.time_ms - origin_ms, "ms"), snap_words(mark.to)
        self._places[name].setText(f"<b>{escape(at)}</b> {escape(snapped)}".strip())
        told = _("Cursor {name} at {time} {snapped}; a click brings it into view, keys move it")
        words = told.format(name=name, time=at, snapped=snapped)
        button = self._buttons[name]
        button.setChecked(cursors.active == name)
        button.setAccessibleName(words)
        button.setToolTip(plain_tip(words))

    def numbers(self) -> tuple[str, str, str]:
        """Return Δt, 1/Δt and the difference as they are shown."""
        return self._apart.text(), self._often.text(), self._differs.text()

    def _add_cursor(self, row: QHBoxLayout, name: Name) -> None:
        button = QPushButton(name)
        button.setObjectName("cursorName")
        button.setCheckable(True)
        button.clicked.connect(partial(self.chosen.emit, name))
        place = PlainLabel()
        place.setTextFormat(Qt.TextFormat.RichText)
        place.setObjectName("cursorPlace")
        row.addWidget(button)
        row.addWidget(place)
        row.addSpacing(8)
        self._buttons[name], self._places[name] = button, place

    def _add_number(self, row: QHBoxLayout, title: str) -> QLabel:
        words, number = PlainLabel(title), PlainLabel(DASH)
        words.setObjectName("small")
        number.setObjectName("cursorNumber")
        number.setAccessibleName(title)
        row.addWidget(words)
        row.addWidget(number)
        row.addSpacing(6)
        return number

    def _fold(self) -> None:
        """Leave the hint out where it has no room."""
        layout = self.layout()
        assert layout is not None
        self._hint.setVisible(True)
        self._hint.setVisible(layout.sizeHint().width() <= self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()
