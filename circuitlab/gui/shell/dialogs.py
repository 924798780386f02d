"""What the window asks and tells in dialogs, in one place."""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFrame,
    QLabel,
    QListWidget,
    QMessageBox,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from circuitlab.exchange import opening
from circuitlab.gui.widgets.plain_text import PlainLabel
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlab.catalog.words import Problem

SUFFIX = ".circuit"
SHARE = 0.9
"""Part of a window's height that a text over it takes at most."""


class Unsaved(Enum):
    """What to do with changes that are not saved."""

    SAVE = auto()
    DISCARD = auto()
    CANCEL = auto()


class Elsewhere(Enum):
    """What to do with a file that somebody else has changed meanwhile."""

    RELOAD = auto()
    SAVE_AS = auto()
    OVERWRITE = auto()
    CANCEL = auto()


class Questions:
    """Asks in dialogs over the window `parent`."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def file_to_open(self, folder: Path) -> Path | None:
        """Ask which file to open."""
        name, _filter = QFileDialog.getOpenFileName(
            self._parent, _("Open a circuit"), str(folder), _readable()
        )
        return Path(name) if name else None

    def file_to_save(self, proposal: Path) -> Path | None:
        """Ask where to save; the suffix is added where it is missing."""
        name, _filter = QFileDialog.getSaveFileName(
            self._parent, _("Save the circuit"), str(proposal), _filters()
        )
        if not name:
            return None
        path = Path(name)
        return path if path.suffix else path.with_suffix(SUFFIX)

    def figure_to_save(self, proposal: Path) -> Path | None:
        """Ask where to save a figure."""
        kinds = _("Pictures") + " (*.svg *.pdf *.png)"
        name, _filter = QFileDialog.getSaveFileName(
            self._parent, _("Export the figure"), str(proposal), kinds
        )
        return Path(name) if name else None

    def graph_to_save(self, proposal: Path, suffixes: Sequence[str]) -> Path | None:
        """Ask where to save a graph."""
        kinds = _("Graphs") + f" ({' '.join(f'*{each}' for each in suffixes)})"
        name, _filter = QFileDialog.getSaveFileName(
            self._parent, _("Export the graph"), str(proposal), kinds
        )
        return Path(name) if name else None

    def data_to_save(self, proposal: Path, ending: str) -> Path | None:
        """Ask where to save data; with no ending, in which folder."""
        if not ending:
            name = QFileDialog.getExistingDirectory(
                self._parent, _("Export data into a folder"), str(proposal.parent)
            )
            return Path(name) if name else None
        kinds = _("Data") + f" (*{ending})"
        name, _filter = QFileDialog.getSaveFileName(
            self._parent, _("Export data"), str(proposal), kinds
        )
        if not name:
            return None
        path = Path(name)
        return path if path.suffix.casefold() == ending else path.with_name(path.name + ending)

    def recording_to_open(self, folder: Path) -> Path | None:
        """Ask which file holds a recording."""
        endings = "*.csv *.txt *.tsv *.dat *.atf *.abf *.nwb *.nix"
        kinds = ";;".join([_("Recordings") + f" ({endings})", _("All files") + " (*)"])
        name, _filter = QFileDialog.getOpenFileName(
            self._parent, _("Add a recording"), str(folder), kinds
        )
        return Path(name) if name else None

    def table_to_save(self, proposal: Path) -> Path | None:
        """Ask where to save a table."""
        name, _filter = QFileDialog.getSaveFileName(
            self._parent, _("Export the table"), str(proposal), _("Tables") + " (*.csv)"
        )
        return Path(name) if name else None

    def unsaved_changes(self, title: str) -> Unsaved:
        """Ask what to do with changes that would be lost."""
        box = QMessageBox(self._parent)
        box.setWindowTitle(_("Save changes?"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(_("“{title}” has changes that are not saved.").format(title=title))
        box.setInformativeText(_("Save them now? Otherwise they are lost."))
        button = QMessageBox.StandardButton
        box.setStandardButtons(button.Save | button.Discard | button.Cancel)
        box.setDefaultButton(button.Save)
        answers = {button.Save: Unsaved.SAVE, button.Discard: Unsaved.DISCARD}
        return answers.get(button(box.exec()), Unsaved.CANCEL)

    def changed_elsewhere(self, name: str) -> Elsewhere:
        """Ask what to do with a file that was written by somebody else since it was opened."""
        box = QMessageBox(self._parent)
        box.setWindowTitle(_("Changed by somebody else"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(_("“{name}” was changed by another program meanwhile.").format(name=name))
        box.setInformativeText(
            _("Reload it and lose your changes, save yours elsewhere, or overwrite what is there?")
        )
        role = QMessageBox.ButtonRole
        answers: dict[QAbstractButton, Elsewhere] = {
            box.addButton(_("Save as…"), role.AcceptRole): Elsewhere.SAVE_AS,
            box.addButton(_("Overwrite"), role.DestructiveRole): Elsewhere.OVERWRITE,
            box.addButton(_("Reload"), role.DestructiveRole): Elsewhere.RELOAD,
            box.addButton(QMessageBox.StandardButton.Cancel): Elsewhere.CANCEL,
        }
        box.exec()
        return answers.get(box.clickedButton(), Elsewhere.CANCEL)

    def show_problems(self, title: str, problems: Sequence[Problem]) -> None:
        """List what went wrong, one line each."""
        problem_dialog(self._parent, title, problems).exec()

    def show_log(self) -> None:
        """Show the log that one may send."""
        from circuitlab.gui.shell.log_dialog import LogDialog

        LogDialog(self._parent).exec()

    def tell(self, title: str, text: str) -> None:
        """Show a text; what is longer than the window is high can be scrolled."""
        text_dialog(self._parent, title, text).exec()


def text_dialog(parent: QWidget, title: str, text: str) -> QDialog:
    """Return a dialog with a rich text, no higher than its window."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    words = QLabel(text)
    words.setTextFormat(Qt.TextFormat.RichText)
    words.setContentsMargins(0, 0, 12, 0)
    scroll = QScrollArea()
    scroll.setWidget(words)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok)
    buttons.accepted.connect(dialog.accept)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(20, 18, 20, 16)
    column.setSpacing(12)
    column.addWidget(scroll, 1)
    column.addWidget(buttons)
    words.ensurePolished()
    size = words.sizeHint()
    room = SHARE * parent.height() - buttons.sizeHint().height() - 60
    scroll.setMinimumWidth(size.width() + scroll.verticalScrollBar().sizeHint().width())
    scroll.setMinimumHeight(min(size.height() + 4, round(room)))
    return dialog


def problem_dialog(parent: QWidget, title: str, problems: Sequence[Problem]) -> QDialog:
    """Return a dialog with a list of problems."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    heading = PlainLabel(title)
    heading.setObjectName("heading")
    heading.setWordWrap(True)
    listing = QListWidget()
    listing.setWordWrap(True)
    listing.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    listing.setAccessibleName(_("Problems"))
    listing.addItems([str(problem) for problem in problems])
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(20, 18, 20, 16)
    column.setSpacing(12)
    for part in (heading, listing, buttons):
        column.addWidget(part)
    dialog.resize(560, min(320, 140 + 60 * len(problems)))
    return dialog


def _filters() -> str:
    return ";;".join([_("Circuits") + f" (*{SUFFIX} *.json)", _("All files") + " (*)"])


def _readable() -> str:
    """Every file that can be opened: ours, and those of other programs."""
    ours, others = f"*{SUFFIX} *.json", " ".join(f"*{ending}" for ending in opening.OPENERS)
    every = _("Circuits") + f" ({ours} {others})"
    return ";;".join([every, "NeuroML (*.nml)", "Neuronify (*.nfy)", _("All files") + " (*)"])
