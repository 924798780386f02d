"""A small field for a number with its unit, stepped by the wheel and the arrow keys."""

from __future__ import annotations

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QDoubleSpinBox, QWidget


class NumberBox(QDoubleSpinBox):
    """Shows true minus signs and no more digits than the number has; both minuses are read.

    Its arrows stay unseen by the stylesheet: without any, Qt gives a framed field no width.
    """

    def __init__(self, name: str, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFixedWidth(width)
        self.setKeyboardTracking(False)
        self.lineEdit().setTextMargins(6, 0, 2, 0)

    def textFromValue(self, value: float) -> str:
        words = super().textFromValue(value).replace("-", "−")
        return words.rstrip("0").rstrip(".") if "." in words else words

    def valueFromText(self, text: str) -> float:
        return super().valueFromText(text.replace("−", "-"))

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        state, _text, at = super().validate(text.replace("−", "-"), place)
        return state, text, at
