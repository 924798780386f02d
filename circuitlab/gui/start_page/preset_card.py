"""A preset on the start page: its picture, its title, and the sentence that it proves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from circuitlab.files.checked_claims import recall
from circuitlab.gui.faults import paints
from circuitlab.gui.inspector.page_parts import words
from circuitlab.gui.start_page.days import said_of
from circuitlab.resources import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from circuitlab.files.checked_claims import Checked
    from circuitlab.files.store import Preset
    from circuitlab.render.theme import Theme

PICTURE = QSize(250, 128)
SLIMMEST, WIDEST = 214, 280
"""Pixels between which a card is as wide as fills its row."""
ROUND = 9.0
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Picture(QWidget):
    """A picture with round corners and a rim, which is stronger when it is pointed at."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._pixmap, self._is_strong = theme, QPixmap(), False
        self.setFixedSize(PICTURE)

    def show_picture(self, pixmap: QPixmap) -> None:
        """Show a picture, as large as there is room."""
        self._pixmap = pixmap
        self.update()

    def set_strong(self, strong: bool) -> None:
        """Mark it as the one that is meant."""
        self._is_strong = strong
        self.update()

    @paints
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            room = QRectF(self.rect()).adjusted(1.0, 1.0, -1.0, -1.0)
            shape = QPainterPath()
            shape.addRoundedRect(room, ROUND, ROUND)
            painter.setClipPath(shape)
            painter.fillRect(self.rect(), self._theme.colour("raised"))
            if not self._pixmap.isNull():
                painter.drawPixmap(self.rect(), self._pixmap)
            painter.setClipping(False)
            token = "accent" if self._is_strong else "line"
            painter.setPen(QPen(self._theme.line_of(token), 2.0 if self._is_strong else 1.0))
            painter.drawPath(shape)


class PresetCard(QFrame):
    """One preset; a click or Enter opens it.

    Parameters
    ----------
    preset : Preset
    theme : Theme
        Whose colours are used.

    Attributes
    ----------
    chosen, walk_wanted : Signal(str)
        The name of the preset that is to be opened, or to be walked through.
    """

    chosen = Signal(str)
    walk_wanted = Signal(str)

    def __init__(self, preset: Preset, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preset = preset
        self.setObjectName("presetCard")
        self.setAccessibleName(preset.title)
        self.setAccessibleDescription(preset.proves or preset.caption)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedWidth(PICTURE.width())
        self.picture = Picture(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 10)
        column.setSpacing(3)
        column.addWidget(self.picture)
        column.addSpacing(3)
        column.addWidget(_text("cardTitle", preset.title))
        column.addWidget(_text("small", preset.proves or preset.caption))
        column.addWidget(self._foot())
        column.addStretch(1)

    def widen(self, wide: int) -> None:
        """Be so many pixels wide, with a picture of the same proportions."""
        if wide != self.width():
            self.setFixedWidth(wide)
            kept = Qt.AspectRatioMode.KeepAspectRatio
            self.picture.setFixedSize(PICTURE.scaled(wide, wide, kept))

    def _foot(self) -> QWidget:
        """Return what the preset holds, or while it is meant, the buttons that open it."""
        foot = QWidget()
        self._pages = QStackedLayout(foot)
        self._claims = _text("claimCount", "")
        self._pages.addWidget(self._claims)
        self.renew()
        self.walk_button = _button(_("Show me"), "slim", self._walk)
        steps = ngettext("A walk in {n} step", "A walk in {n} steps", self.preset.steps)
        self.walk_button.setToolTip(steps.format(n=self.preset.steps))
        self.open_button = _button(_("Open"), "slimPrimary", self._choose)
        self._pages.addWidget(self._ways())
        return foot

    def _ways(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addStretch(1)
        if self.preset.steps:
            row.addWidget(self.walk_button)
        row.addWidget(self.open_button)
        return page

    def renew(self) -> None:
        """Say what is known of its claims by now."""
        checked = recall(self.preset.path)
        self._claims.setText(claims_words(self.preset, checked))
        if checked is not None:
            said = _("Checked on this machine with this version, {day}")
            self.setToolTip(said.format(day=said_of(checked.day)))

    def _walk(self) -> None:
        self.walk_wanted.emit(self.preset.name)

    def _choose(self) -> None:
        self.chosen.emit(self.preset.name)

    def _mark(self) -> None:
        is_meant = self.underMouse() or self.hasFocus()
        self.picture.set_strong(is_meant)
        self._pages.setCurrentIndex(int(is_meant))

    # ---- Qt

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._mark()

    def leaveEvent(self, event: object) -> None:
        self._mark()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._mark()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self._choose()
        else:
            super().keyPressEvent(event)


def claims_words(preset: Preset, checked: Checked | None) -> str:
    """Return how many claims a preset makes, and what came of them on this machine."""
    count = preset.claims
    if not count:
        return ""
    if checked is None:
        said = ngettext("{n} claim, not yet checked", "{n} claims, not yet checked", count)
    elif checked.missed:
        said = ngettext("{missed} of {n} claim missed", "{missed} of {n} claims missed", count)
    elif checked.known:
        said = ngettext(
            "{held} of {n} claim holds, {known} known to miss",
            "{held} of {n} claims hold, {known} known to miss",
            count,
        )
    else:
        said = ngettext("{n} claim holds", "{n} claims hold", count)
    held, known, missed = (checked.held, checked.known, checked.missed) if checked else (0, 0, 0)
    return said.format(n=count, held=held, known=known, missed=missed)


def _button(text: str, name: str, handler: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.clicked.connect(lambda: handler())
    return button


def _text(name: str, text: str) -> QLabel:
    label = words(name, text)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return label
