"""All by which the window's lecture is made: its edits, its recorder, its page and its card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from circuitlab.gui.lecture.panel import LecturePanel
from circuitlab.gui.lecture.recorder import Recorder
from circuitlab.gui.lecture.recording_card import RecordingCard
from circuitlab.gui.lecture.step_editing import StepEditing

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from circuitlab.gui.walk.guide import WalkGuide
    from circuitlab.gui.walk.stage import Stage
    from circuitlab.render.theme import Theme


class Lecture(QObject):
    """Makes the lecture of the document on the desk.

    Parameters
    ----------
    stage : Stage
    guide : WalkGuide
        Tries the steps.
    on : QWidget
        The canvas as a widget.

    Attributes
    ----------
    editing, recorder, panel, card
        What edits the steps, what records one, where both are reached, and what is told meanwhile.
    """

    def __init__(self, stage: Stage, guide: WalkGuide, on: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self.editing = StepEditing(stage.document, self)
        self.recorder = Recorder(stage, self.editing, guide, self)
        self.panel = LecturePanel(stage, self.editing, guide, self.recorder)
        self.card = RecordingCard(stage, self.recorder, on)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.panel.set_theme(theme)
        self.card.set_theme(theme)
