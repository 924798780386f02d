"""All that a step of a walk says and does, as fields from top to bottom."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from circuitlab.catalog.printable import printable
from circuitlab.gui.inspector.page_parts import rule, words
from circuitlab.gui.lecture.changes_section import ChangesSection
from circuitlab.gui.lecture.parts import LineBox, Section, TextBox, link, row
from circuitlab.gui.lecture.question_section import QuestionSection
from circuitlab.gui.lecture.stimulus_section import StimulusSection
from circuitlab.gui.lecture.view_section import CameraSection, WatchSection
from circuitlab.gui.lecture.wait_section import WaitSection
from circuitlab.gui.walk.words import lost_words
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.gui.lecture.step_editing import StepEditing
    from circuitlab.gui.walk.stage import Stage
    from circuitlab.model.scenario import ScenarioStep

MARGIN = 14


class StepForm(QWidget):
    """The fields of the step that is chosen; every change is pushed at once.

    Attributes
    ----------
    trial_wanted, recording_wanted : Signal()
        To see this step at once, and to change values by hand for it.
    """

    trial_wanted = Signal()
    recording_wanted = Signal()

    def __init__(self, stage: Stage, editing: StepEditing) -> None:
        super().__init__()
        self.setObjectName("lectureForm")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._editing = editing
        self.number = words("walkNumber", "")
        self.trial = QPushButton(_("Show from here"))
        self.trial.setObjectName("slimPrimary")
        self.trial.setToolTip(_("Begin the walk at this step"))
        self.trial.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.trial.clicked.connect(self.trial_wanted)
        self.title = LineBox(_("Title of the step"), _("Title"))
        self.text = TextBox(_("Text of the card"), _("What the audience reads"), (3, 9))
        self.note = TextBox(_("Notes for you"), _("Notes: only you see them"), (2, 8))
        self.lost = words("wrong", "")
        self.forget = link(_("Forget what is gone"), editing.forget_lost)
        self.changes = ChangesSection(stage)
        self.stimuli = StimulusSection(stage)
        self.camera, self.watch = CameraSection(stage), WatchSection(stage)
        self.wait, self.question = WaitSection(stage), QuestionSection(stage)
        self._set()
        self._connect()

    @property
    def sections(self) -> tuple[Section, ...]:
        """What stands below the card's words."""
        changes: tuple[Section, ...] = (self.changes, self.stimuli, self.camera, self.watch)
        return (*changes, self.wait, self.question)

    def _set(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 10, MARGIN, 16)
        column.setSpacing(6)
        column.addWidget(row(self.number, self.trial))
        for piece in (self.lost, self.forget, self.title, self.text, self.note):
            column.addWidget(piece)
        for section in self.sections:
            column.addWidget(rule())
            column.addWidget(section)
        column.addStretch(1)

    def _connect(self) -> None:
        self.title.typed.connect(lambda text, stay: self._say(stay, title=printable(text)))
        self.text.typed.connect(lambda text, stay: self._say(stay, text=text))
        self.note.typed.connect(lambda text, stay: self._say(stay, note=text))
        self.changes.recording_wanted.connect(self.recording_wanted)
        for section in self.sections:
            section.wanted.connect(self._change_in(section))

    def show_now(self) -> None:
        """Show the chosen step as it is now."""
        step, number = self._editing.step, self._editing.number
        if step is None or number is None:
            return
        said = _("Step {number} of {count}")
        self.number.setText(said.format(number=number + 1, count=len(self._editing.steps)))
        self.title.show_text(step.title)
        self.text.show_text(step.text)
        self.note.show_text(step.note)
        self.lost.setText(lost_words(step))
        for piece in (self.lost, self.forget):
            piece.setVisible(bool(step.lost))
        for section in self.sections:
            section.show_step(step)  # type: ignore[attr-defined]

    def _say(self, stay: str, **words: str) -> None:
        step = self._editing.step
        if step is not None:
            label = {"title": _("Step: title"), "text": _("Step: text"), "note": _("Step: notes")}
            name = next(iter(words))
            said = replace(step, **words)  # type: ignore[arg-type]
            self._editing.change(said, label[name], f"{step.id} {name} {stay}")

    def _change_in(self, section: Section) -> object:
        """Return what takes a section's wish, and has it say why it cannot be."""

        def change(step: ScenarioStep, label: str, stay: str) -> None:
            key = f"{step.id} {stay}" if stay else ""
            problem = self._editing.change(step, label, key)
            if problem is not None:
                section.complain(problem.sentence)

        return change
