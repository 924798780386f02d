"""A small field for a number with its unit, stepped by the wheel and the arrow keys."""

from __future__ import annotations

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QDoubleSpinBox, QWidget

from circuitlab.catalog.words import Problem, parse_quantity


class NumberBox(QDoubleSpinBox):
    """Shows true minus signs and no more digits than the number has; reads what is read elsewhere.

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
        number = self._read(text)
        return self.value() if number is None else number

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        number = self._read(text)
        fits = number is not None and self.minimum() <= number <= self.maximum()
        state = QValidator.State.Acceptable if fits else QValidator.State.Intermediate
        return state, text, place

    def _read(self, text: str) -> float | None:
        """Return the number that a text stands for in the box's unit, or ``None`` for none."""
        bare = text.removeprefix(self.prefix()).removesuffix(self.suffix())  # Qt puts it back
        number = parse_quantity(bare, self.suffix().strip() or "1")
        return None if isinstance(number, Problem) else number
