"""The card over the canvas while a step is recorded: what is in it so far, and how to stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from circuitlab.gui.faults import paints
from circuitlab.gui.inspector.page_parts import words
from circuitlab.gui.lecture.step_words import change_words
from circuitlab.gui.transport.speed_words import speed_words
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent, QKeyEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from circuitlab.gui.lecture.recorder import Recorder
    from circuitlab.gui.walk.stage import Stage
    from circuitlab.model.scenario import ScenarioStep
    from circuitlab.render.theme import Theme

WIDTH, MARGIN = 322, 14
MOST = 6
"""Changes that are listed; of more, the number is told."""
_LOOK_MS = 250


class RecordingCard(QFrame):
    """Lies in the lower left corner while a step is recorded; it covers what is under it wholly."""

    def __init__(self, stage: Stage, recorder: Recorder, on: QWidget) -> None:
        super().__init__(on)
        self._stage, self._recorder, self._on = stage, recorder, on
        self.theme = stage.theme
        self.setObjectName("walkCard")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(_("Recording"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedWidth(WIDTH)
        self.head, self.told = words("recording", ""), words("body", "")
        self.stop, self.discard = QPushButton(_("Stop")), QPushButton(_("Discard"))
        self.stop.setObjectName("slimPrimary")
        self.discard.setObjectName("walkButton")
        self.stop.setToolTip(_("End the recording: a step with what you have done"))
        self.discard.setToolTip(_("End the recording; all is as it was before"))
        self.stop.clicked.connect(recorder.stop)
        self.discard.clicked.connect(recorder.discard)
        self._set()
        self._looks = QTimer(self, interval=_LOOK_MS)
        self._looks.timeout.connect(self._tell)
        recorder.changed.connect(self._follow)
        on.installEventFilter(self)
        self.hide()

    def _set(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        column.addWidget(self.head)
        column.addWidget(self.told)
        foot = QHBoxLayout()
        foot.addWidget(self.discard)
        foot.addStretch(1)
        foot.addWidget(self.stop)
        column.addLayout(foot)
        for button in (self.stop, self.discard):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.theme = theme
        self.update()

    def _follow(self) -> None:
        on = self._recorder.is_on
        self.setVisible(on)
        if on:
            said = _("● Recording step {number}")
            self.head.setText(said.format(number=self._recorder.number))
            self._tell()
            self._looks.start()
            self.stop.setFocus()
        else:
            self._looks.stop()

    def _tell(self) -> None:
        found = self._recorder.found()
        self.told.setText("\n".join(self._lines(found)) or _hint())
        self._place()

    def _lines(self, found: ScenarioStep) -> list[str]:
        circuit, catalog = self._stage.document.circuit, self._stage.catalog
        lines = [change_words(circuit, catalog, at, value) for at, value in found.values.items()]
        if len(lines) > MOST:
            more = _("and {count} more").format(count=len(lines) - MOST)
            lines = [*lines[:MOST], more]
        if found.speed is not None:
            lines.append(_("Speed: {speed}").format(speed=speed_words(found.speed)))
        if found.camera is not None:
            lines.append(_("The view as it is now"))
        return lines

    def _place(self) -> None:
        layout = self.layout()
        if layout is None:
            return
        layout.activate()
        high = layout.heightForWidth(WIDTH) if layout.hasHeightForWidth() else 120
        if high != self.height():
            self.setFixedHeight(high)
        self.move(MARGIN, self._on.height() - self.height() - MARGIN)
        self.raise_()

    # ---- Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        self._stage.canvas.forget_pointer()

    @paints
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self.theme.colour("paper"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(self.theme.colour("panel"))
            painter.setPen(QPen(self.theme.line_of("danger"), 1.4))
            room = QRectF(self.rect()).adjusted(0.7, 0.7, -0.7, -0.7)
            painter.drawRoundedRect(room, 9.0, 9.0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._recorder.stop()
        else:
            super().keyPressEvent(event)


def _hint() -> str:
    return _(
        "Change values, mute a part, move the picture or set the speed: "
        "what you do becomes what the step does."
    )
