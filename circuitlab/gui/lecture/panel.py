"""The page at the right on which a lecture is made: its steps, and the chosen one below them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from circuitlab.gui.inspector.page_parts import rule, words
from circuitlab.gui.lecture.parts import link
from circuitlab.gui.lecture.step_form import MARGIN, StepForm
from circuitlab.gui.lecture.step_list import HIGH, StepList
from circuitlab.gui.widgets import button_icons
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from circuitlab.gui.lecture.recorder import Recorder
    from circuitlab.gui.lecture.step_editing import StepEditing
    from circuitlab.gui.walk.guide import WalkGuide
    from circuitlab.gui.walk.stage import Stage
    from circuitlab.render.theme import Theme

_LEAST_ROWS, _SHARE = 3, 0.3
"""Steps that the list shows at least, where there are so many, and its part of the height."""


class LecturePanel(QWidget):
    """The steps of the document's walk; its parts are made once it is to be seen.

    Attributes
    ----------
    told : Signal(str)
        A sentence for the status bar.
    """

    told = Signal(str)

    def __init__(
        self, stage: Stage, editing: StepEditing, guide: WalkGuide, recorder: Recorder
    ) -> None:
        super().__init__()
        self.setObjectName("lecture")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Lecture"))
        self._stage, self._editing = stage, editing
        self._guide, self._recorder = guide, recorder
        self.pages: LecturePages | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 0, 0, 0)
        for told in (editing.told, recorder.told):
            told.connect(self.told)
        for changed in (editing.changed, editing.choice_changed, guide.changed, recorder.changed):
            changed.connect(self._show)
        recorder.recorded.connect(self._name_recorded)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        if self.pages is not None:
            self.pages.set_theme(theme)

    def _show(self) -> None:
        if self.pages is not None and self.isVisible():
            self.pages.show_now()

    def _name_recorded(self, id: str) -> None:
        """Let the step that was recorded be named at once."""
        self._editing.choose((id,))
        if self.pages is not None:
            self.pages.form.title.setFocus()

    # ---- Qt

    def showEvent(self, event: QShowEvent) -> None:
        if self.pages is None:
            self.pages = LecturePages(self._stage, self._editing, self._guide, self._recorder)
            self._column.addWidget(self.pages)
        if not self._editing.chosen:
            at = self._guide.walk.at if self._guide.walk is not None else 0
            self._editing.choose(step.id for step in self._editing.steps[at : at + 1])
        self.pages.show_now()
        super().showEvent(event)


class LecturePages(QStackedWidget):
    """What is shown without steps, and with them."""

    def __init__(
        self, stage: Stage, editing: StepEditing, guide: WalkGuide, recorder: Recorder
    ) -> None:
        super().__init__()
        self._editing, self._guide, self._recorder = editing, guide, recorder
        self.list = StepList(editing, stage.theme)
        self.form = StepForm(stage, editing)
        self.first = QPushButton(_("● Record the first step"))
        self.record = QPushButton(_("● Record"))
        self.record.setAccessibleName(_("Record a step"))
        self.list.trial_wanted.connect(self._try)
        self.form.trial_wanted.connect(self._try)
        self.form.recording_wanted.connect(self._record_into)
        for button in (self.first, self.record):
            button.clicked.connect(lambda _on=False: recorder.start())
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.addWidget(self._empty_page())
        self.addWidget(self._steps_page())
        self._shown = ""
        self.set_theme(stage.theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.list.set_theme(theme)
        self._of_choice[0].setIcon(button_icons.icon("duplicate", theme.colour("ink"), size=16))

    def show_now(self) -> None:
        """Show the steps as they are now; another one from its top."""
        step, count = self._editing.step, len(self._editing.steps)
        self.setCurrentIndex(1 if count else 0)
        self._share()
        if step is not None and step.id != self._shown:
            self._shown = step.id
            self._scroll.verticalScrollBar().setValue(0)
        walk = self._guide.walk
        self.list.show_here(walk.at if walk is not None else None)
        self.list.fill()
        self.form.show_now()
        self._scroll.setVisible(self._editing.step is not None)
        for button in (self.first, self.record, self.form.changes.record, self.form.trial):
            button.setEnabled(not self._recorder.is_on)
        for button in self._of_choice:
            button.setEnabled(bool(self._editing.chosen))

    def _share(self) -> None:
        """Give the list as many rows as there are steps, and its part of the height at most."""
        most = max(_LEAST_ROWS, round(_SHARE * self.height() / HIGH))
        self.list.setFixedHeight(HIGH * max(1, min(len(self._editing.steps), most)) + 4)

    # ---- building

    def _empty_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(MARGIN + 4, 18, MARGIN + 4, 18)
        column.setSpacing(10)
        column.addWidget(words("walkTitle", _("Make a lecture of this circuit")))
        column.addWidget(words("body", _how()))
        self.first.setObjectName("primary")
        column.addWidget(self.first)
        column.addWidget(link(_("Begin with an empty step"), self._editing.add))
        column.addWidget(link(_("Paste steps of another circuit"), self._paste))
        column.addStretch(1)
        return page

    def _steps_page(self) -> QWidget:
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self.form)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top())
        column.addWidget(rule())
        column.addWidget(self._scroll, 1)
        return page

    def _top(self) -> QWidget:
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(4)
        column.addWidget(self.list)
        foot = QHBoxLayout()
        foot.setContentsMargins(6, 0, 6, 2)
        foot.setSpacing(2)
        self.record.setObjectName("slim")
        self.record.setToolTip(_("Do by hand what the next step is to do"))
        foot.addWidget(self.record)
        foot.addStretch(1)
        editing = self._editing
        foot.addWidget(_button("+", _("Add an empty step"), editing.add))
        self._of_choice = (
            _button("", _("Duplicate the step  (Ctrl+D)"), editing.duplicate),
            _button("↑", _("Move the step up  (Alt+Up)"), lambda: editing.shift(-1)),
            _button("↓", _("Move the step down  (Alt+Down)"), lambda: editing.shift(1)),
            _button("×", _("Delete the step  (Del)"), editing.delete),
        )
        for button in self._of_choice:
            foot.addWidget(button)
        column.addLayout(foot)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._open_menu)
        keys = QShortcut(QKeySequence(Qt.Key.Key_Menu), self.list)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(lambda: self._open_menu(self.list.rect().center()))
        return top

    # ---- doing

    def _try(self) -> None:
        number = self._editing.number
        if number is not None and not self._recorder.is_on:
            self._guide.try_at(number)

    def _record_into(self) -> None:
        step = self._editing.step
        if step is not None:
            self._recorder.start(step.id)

    def _paste(self) -> None:
        if not self._editing.paste():
            self._editing.told.emit(
                _("The clipboard holds no steps: copy some in another circuit.")
            )

    def menu(self) -> QMenu:
        """Return what can be done with the steps chosen."""
        editing, menu = self._editing, QMenu(self)
        menu.addAction(_("Show from here"), self._try)
        menu.addSeparator()
        menu.addAction(_("Add an empty step"), editing.add)
        menu.addAction(_("Duplicate"), editing.duplicate)
        menu.addAction(_("Move up"), lambda: editing.shift(-1))
        menu.addAction(_("Move down"), lambda: editing.shift(1))
        menu.addSeparator()
        menu.addAction(_("Cut"), editing.cut)
        menu.addAction(_("Copy"), editing.copy)
        menu.addAction(_("Paste"), self._paste)
        menu.addSeparator()
        menu.addAction(_("Delete"), editing.delete)
        return menu

    def _open_menu(self, at: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.list.viewport().mapToGlobal(at))

    # ---- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()


def _button(sign: str, name: str, do: object) -> QPushButton:
    made = QPushButton(sign)
    made.setObjectName("stepButton")
    made.setFixedSize(22, 24)
    made.setAccessibleName(name.split("  (", maxsplit=1)[0])
    made.setToolTip(name)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.clicked.connect(lambda _on=False: do())  # type: ignore[operator]
    return made


def _how() -> str:
    return _(
        "A lecture leads through the circuit step by step: each step has a card with your words, "
        "and may change values, start a stimulus, look elsewhere, ask a question and wait."
    )
