"""What only the one who lectures sees, on another display: notes, the next step, the time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from circuitlab.gui.inspector.page_parts import rule, words
from circuitlab.gui.present.leading import next_words
from circuitlab.gui.widgets.stylesheet import enlarged_sheet
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtGui import QScreen

    from circuitlab.gui.present.stage import Stage
    from circuitlab.playback.walk import Walk

EVERY_MS = 500
LARGER = 1.6
SHARE = 0.8
"""Part of its display that it takes at first."""


class NotesWindow(QWidget):
    """Follows a walk, and says what comes next.

    Parameters
    ----------
    stage : Stage
        Whose walk is followed.
    """

    def __init__(self, stage: Stage) -> None:
        super().__init__(None)
        self._stage, self._since = stage, time.monotonic()
        self.state = ""
        self.setWindowTitle(_("Notes – CircuitLab"))
        self.setAccessibleName(_("Notes"))
        self._lay_out()
        self.setStyleSheet(enlarged_sheet(stage.theme, LARGER) + _ground(stage))
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.follow)
        stage.guide.changed.connect(self.follow)

    def open_on(self, display: QScreen) -> None:
        """Open on a display, or move there."""
        room = display.availableGeometry()
        self.setScreen(display)
        self.resize(round(SHARE * room.width()), round(SHARE * room.height()))
        self.move(room.center() - self.rect().center())
        self.show()
        self._timer.start()
        self.follow()

    def leave(self) -> None:
        """Close, and follow nothing."""
        self._timer.stop()
        self._stage.guide.changed.disconnect(self.follow)
        self.close()
        self.deleteLater()

    def follow(self) -> None:
        """Say what holds now."""
        self.clock.setText(QLocale().toString(QDateTime.currentDateTime().time(), "HH:mm"))
        self.elapsed.setText(elapsed_words(time.monotonic() - self._since))
        walk = self._stage.guide.walk
        self.where.setText(_where(walk, self._stage))
        self.title.setText(walk.step.title if walk is not None else "")
        self.note.setText(walk.step.note if walk is not None else "")
        self.none.setVisible(walk is not None and not walk.step.note)
        self.answer.setText(answer_words(walk) if walk is not None else "")
        self.answer.setVisible(bool(self.answer.text()))
        self.next.setText(next_words(self._stage.guide))
        self.now.setText(self.state or _run_words(self._stage))

    def _lay_out(self) -> None:
        self.setObjectName("notesWindow")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.where, self.now = words("walkNumber", ""), words("walkNumber", "")
        self.clock, self.elapsed = words("walkTitle", ""), words("walkTitle", "")
        self.title, self.note = words("walkTitle", ""), words("notesText", "")
        self.none = words("small", _("This step has no notes."))
        self.answer, self.next = words("walkResult", ""), words("walkQuestion", "")
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(10)
        head = QHBoxLayout()
        for part in (self.clock, self.elapsed, self.where, self.now):
            part.setWordWrap(False)
        head.addWidget(self.clock)
        head.addSpacing(24)
        head.addWidget(self.elapsed)
        head.addStretch(1)
        head.addWidget(self.now)
        head.addSpacing(24)
        head.addWidget(self.where)
        column.addLayout(head)
        column.addWidget(rule())
        column.addWidget(self.title)
        column.addWidget(self._notes(), 1)
        column.addWidget(self.answer)
        column.addWidget(rule())
        column.addWidget(self.next)

    def _notes(self) -> QWidget:
        page = QWidget()
        page.setObjectName("notesPage")
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.note)
        inner.addWidget(self.none)
        inner.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        return scroll


def elapsed_words(seconds: float) -> str:
    """Return how long a lecture has gone on: ``12:05``, or with hours ``1:02:05``."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def answer_words(walk: Walk) -> str:
    """Return which choice the run will show; empty where nothing is to be chosen."""
    question = walk.step.question
    if question is None or question.answer is None or not question.choices:
        return ""
    answer = question.choices[question.answer]
    return _("Answer {number}: {choice}").format(number=question.answer + 1, choice=answer)


def _where(walk: Walk | None, stage: Stage) -> str:
    if walk is None:
        return str(stage.document.circuit.document.get("title") or "")
    return _("Step {number} of {count}").format(number=walk.at + 1, count=len(walk.steps))


def _run_words(stage: Stage) -> str:
    return "" if stage.session.playing else _("Paused")


def _ground(stage: Stage) -> str:
    theme = stage.theme
    ground, ink = theme.colour("paper").name(), theme.colour("ink").name()
    return (
        f"#notesWindow, #notesPage {{ background: {ground}; }}"
        f"#notesText {{ color: {ink}; font-size: {round(15 * LARGER)}px; }}"
    )
