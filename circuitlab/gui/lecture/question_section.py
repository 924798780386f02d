"""What a step asks before it shows: answers to choose from, or a curve to be drawn."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from circuitlab.catalog.words import Problem, format_number
from circuitlab.gui.inspector.page_parts import emptied
from circuitlab.gui.lecture.parts import (
    LineBox,
    Options,
    Section,
    TextBox,
    cut_button,
    link,
    row,
    small,
)
from circuitlab.gui.widgets.value_field import ValueField
from circuitlab.model.scenario import Question
from circuitlab.model.timeline import read_time
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.gui.walk.stage import Stage
    from circuitlab.model.scenario import Address, ScenarioStep

CHOICES, DRAWING, BOTH = "choices", "drawing", "both"
LEAST = 2
"""Answers without which there is nothing to choose."""
_FIELD = 84


class QuestionSection(Section):
    """A question: its words, what can be answered, what is right, what is said afterwards."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(_("Question before it shows"))
        self._stage = stage
        self._step: ScenarioStep | None = None
        self._shown: object = None
        self.sort = Options(_("What is asked"))
        self.text = TextBox(_("Question"), _("What will happen?"), (1, 4))
        self.shows = TextBox(
            _("What is said once the run has shown it"), _("Said once the run has shown it"), (1, 5)
        )
        self._list = QWidget()
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(3)
        self.rights: list[QRadioButton] = []
        self.answers: list[LineBox] = []
        self.more = link(_("One more answer"), self._add)
        self._hint = small(_("Mark the answer that the run will show; click it again for none."))
        self.strip = Options(_("Strip that is drawn on"))
        self.length = ValueField()
        self.length.setObjectName("value")
        self.length.setAccessibleName(_("How much model time is drawn"))
        self.length.setFixedWidth(_FIELD)
        self._drawing = row(self.strip, self.length)
        self.sort.picked.connect(self._begin)
        self.text.typed.connect(self._set_text)
        self.shows.typed.connect(self._set_shows)
        self.strip.picked.connect(self._set_strip)
        self.length.entered.connect(self._take_length)
        self.length.left.connect(self._take_length)
        self.add(self.sort, self.text, self._list, self._hint, self.more, self._drawing, self.shows)

    def show_step(self, step: ScenarioStep) -> None:
        """Show what a step asks."""
        if self._step is None or step.id != self._step.id:
            self.complain("")
        self._step, question = step, step.question
        self.sort.offer(self._sorts(), _sort(question))
        has_choices = question is not None and bool(question.choices)
        has_drawing = question is not None and question.draw is not None
        self.text.setVisible(question is not None)
        self.shows.setVisible(question is not None)
        for piece in (self._list, self._hint, self.more):
            piece.setVisible(has_choices)
        self._drawing.setVisible(has_drawing)
        if question is None:
            return
        if not self.text.hasFocus() or self.text.toPlainText().strip():
            self.text.show_text(question.text)
        self.shows.show_text(question.shows)
        self._show_answers(question)
        if question.draw is not None:
            self.strip.offer(self._strips(), question.draw)
            if not self.length.hasFocus():
                self.length.setText(_length_words(question))

    def _sorts(self) -> list[tuple[str, object]]:
        found: list[tuple[str, object]] = [
            (_("None"), None),
            (_("Answers to choose from"), CHOICES),
        ]
        if self._strips() or _sort(self._step.question if self._step else None) == DRAWING:
            found += [(_("A curve to draw"), DRAWING), (_("Both"), BOTH)]
        return found

    def _strips(self) -> list[tuple[str, object]]:
        rows = self._stage.traces.rows
        return [
            (f"{each.title} · {each.quantity}" if each.quantity else each.title, each.key)
            for each in rows
            if each.state and not each.parts
        ]

    # ---- answers

    def _show_answers(self, question: Question) -> None:
        if len(self.answers) != len(question.choices):
            emptied(self._rows)
            self.rights, self.answers = [], []
            for number in range(len(question.choices)):
                self._rows.addWidget(self._answer_row(number))
        for number, choice in enumerate(question.choices):
            line, right = self.answers[number], self.rights[number]
            if not line.hasFocus() or line.text().strip():
                line.show_text(choice)
            right.setChecked(number == question.answer)

    def _answer_row(self, number: int) -> QWidget:
        right = QRadioButton()
        right.setAutoExclusive(False)
        right.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        right.setAccessibleName(_("Answer {number} is right").format(number=number + 1))
        right.setToolTip(_("The run will show this"))
        right.clicked.connect(lambda on: self._mark(number, on))
        line = LineBox(_("Answer {number}").format(number=number + 1))
        line.typed.connect(partial(self._set_answer, number))
        cut = cut_button(
            _("Take answer {number} out").format(number=number + 1), partial(self._cut, number)
        )
        self.rights.append(right)
        self.answers.append(line)
        return row(right, line, cut, spacing=4)

    def _mark(self, number: int, on: bool) -> None:
        self._want_with(_("Step: right answer"), "", answer=number if on else None)

    def _set_answer(self, number: int, text: str, stay: str) -> None:
        question = self._question
        if question is None or not self._has_words(text, _("An answer")):
            return
        choices = list(question.choices)
        choices[number] = text
        self._want_with(_("Step: answer"), stay, choices=tuple(choices))

    def _add(self) -> None:
        question = self._question
        if question is not None:
            added = _("Answer {number}").format(number=len(question.choices) + 1)
            self._want_with(_("Step: one more answer"), "", choices=(*question.choices, added))

    def _cut(self, number: int) -> None:
        question = self._question
        if question is None:
            return
        if len(question.choices) <= LEAST:
            self.complain(_("Two answers are the least: choose “None” above to ask nothing."))
            return
        choices = (*question.choices[:number], *question.choices[number + 1 :])
        right = question.answer
        if right is not None:
            right = None if right == number else right - (right > number)
        self._want_with(_("Step: one answer less"), "", choices=choices, answer=right)

    # ---- the rest

    def _begin(self, sort: str | None) -> None:
        step = self._step
        if step is None:
            return
        question = self._question or Question(_("What will happen?"))
        usual = question.choices or (_("It fires more"), _("It fires less"), _("It stays as it is"))
        strips = self._strips()
        draw = question.draw or (strips[0][1] if strips else None)
        has_choices, has_drawing = sort in (CHOICES, BOTH), sort in (DRAWING, BOTH)
        asked = replace(
            question,
            choices=usual if has_choices else (),
            answer=question.answer if has_choices else None,
            draw=draw if has_drawing else None,  # type: ignore[arg-type]
        )
        self.complain("")
        self.wanted.emit(replace(step, question=asked if sort else None), _("Step: question"), "")

    def _set_text(self, text: str, stay: str) -> None:
        if self._has_words(text, _("A question")):
            self._want_with(_("Step: question"), stay, text=text)

    def _set_shows(self, text: str, stay: str) -> None:
        self._want_with(_("Step: what is said afterwards"), stay, shows=text)

    def _set_strip(self, key: Address) -> None:
        self._want_with(_("Step: strip to draw on"), "", draw=key, range=None)

    def _take_length(self, text: str) -> None:
        question = self._question
        if question is None or text == _length_words(question):
            return
        time = read_time(text)
        if isinstance(time, Problem):
            self.complain(time.sentence)
        elif time <= question.window_ms[0]:
            self.complain(_("It must take some time: give more than 0 s."))
        else:
            window = (question.window_ms[0], time)
            self._want_with(_("Step: how long is drawn"), "", window_ms=window)

    @property
    def _question(self) -> Question | None:
        return self._step.question if self._step is not None else None

    def _has_words(self, text: str, what: str) -> bool:
        said = _("{what} needs words: the last ones are kept until there are others.")
        self.complain("" if text.strip() else said.format(what=what))
        return bool(text.strip())

    def _want_with(self, label: str, stay: str, **parts: object) -> None:
        step, question = self._step, self._question
        if step is not None and question is not None:
            asked = replace(question, **parts)  # type: ignore[arg-type]
            if "text" not in parts and "choices" not in parts:
                self.complain("")
            self.wanted.emit(replace(step, question=asked), label, stay)


def _sort(question: Question | None) -> str | None:
    if question is None:
        return None
    if question.draw is None:
        return CHOICES
    return BOTH if question.choices else DRAWING


def _length_words(question: Question) -> str:
    return f"{format_number(question.window_ms[1] / 1e3)} s"
