"""A few words over the picture, in large type, for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QTimer

from circuitlab.gui.widgets.plain_text import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from circuitlab.render.theme import Theme

SHORT_MS, LONG_MS = 4000, 12_000
LETTERS, PAD, TOP, WIDEST = 15.0, 14.0, 3.0, 0.9


class Notice(PlainLabel):
    """Words at the top of what it lies over, or at its foot where they would hide something.

    Hidden while nothing is said.

    Parameters
    ----------
    over
        What it lies over.
    off
        Returns what it must not lie on there; an empty rectangle for nothing.
    """

    def __init__(self, over: QWidget, off: Callable[[], QRect]) -> None:
        super().__init__("", over)
        self._over, self._off = over, off
        self.setObjectName("notice")
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str, theme: Theme, times: float, for_ms: int = SHORT_MS) -> None:
        """Say something so many times as large as a window would."""
        pad, edge = round(times * PAD), theme.line_of("accent").name()
        self.setStyleSheet(
            f"#notice {{ background: {theme.colour('panel').name()};"
            f" color: {theme.colour('ink').name()}; border: 2px solid {edge};"
            f" border-radius: {pad // 2}px; padding: {pad // 2}px {pad}px;"
            f" font-size: {round(times * LETTERS)}px; font-weight: 600; }}"
        )
        self.setText(text)
        self.lie(times)
        self.show()
        self._timer.start(for_ms)

    def lie(self, times: float) -> None:
        """Lie where there is room on what it lies over, as large as that is now."""
        widest = round(WIDEST * self._over.width())
        self.setWordWrap(False)
        self.ensurePolished()
        wide = min(widest, self.sizeHint().width())
        self.setWordWrap(True)
        self.resize(wide, self.heightForWidth(wide))
        self.move((self._over.width() - wide) // 2, self._top(times))

    def _top(self, times: float) -> int:
        """Return how far down it lies."""
        edge, off = round(times * TOP), self._off()
        left = (self._over.width() - self.width()) // 2
        if not off.intersects(QRect(left, edge, self.width(), self.height())):
            return edge
        return max(0, self._over.height() - self.height() - edge)

    def clear_away(self) -> None:
        """Say nothing."""
        self._timer.stop()
        self.hide()
