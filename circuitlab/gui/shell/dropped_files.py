"""Files that are dropped on the window: circuits are opened, recordings laid beside traces."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from circuitlab.catalog.words import Problem
from circuitlab.gui.data.drop_sign import DropSign
from circuitlab.gui.data.landing import Landing, landing
from circuitlab.gui.shell import commands, data_actions
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from circuitlab.gui.shell.workspace import EditorWindow
    from circuitlab.render.theme import Theme


class DroppedFiles(QObject):
    """Takes what is dragged over the window from elsewhere."""

    def __init__(self, window: EditorWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self.sign = DropSign(window.window())
        window.window().setAcceptDrops(True)
        window.window().installEventFilter(self)

    def take(self, found: Landing) -> None:
        """Do with files what was told; what cannot be done is said of each."""
        window, refused = self._window, [_no_file_of_ours(path) for path in found.unknown]
        if found.circuits:
            commands.open_file(window, found.circuits[0])
            refused += [_opened_alone(path) for path in found.circuits[1:]]
            refused += [_no_trace_yet(path) for path in found.recordings]
        elif found.is_refused:
            window.say(found.words)
            return
        else:
            self._lay(found.recordings, found)
        if refused:
            window.questions.show_problems(_("Not every file was taken"), refused)

    def _lay(self, paths: tuple[Path, ...], found: Landing) -> None:
        """Ask of one recording after another how it is to lie."""
        if paths:
            dialog = data_actions.open_recording(self._window, paths[0], found.key)
            dialog.finished.connect(lambda _how: self._lay(paths[1:], found))

    def _landing(self, event: QDropEvent) -> Landing | None:
        """Return what would come of a drop; None where no files are dragged, or none can be."""
        paths = _files(event.mimeData())
        is_open = self._window.actions_by_key["open"].isEnabled()
        if paths is None or not is_open or QApplication.activeModalWidget() is not None:
            return None
        return landing(self._window, paths, event.position().toPoint())

    def _hover(self, event: QDropEvent) -> bool:
        found = self._landing(event)
        if found is None:
            return False
        self.sign.show_landing(found, self._theme)
        event.setDropAction(Qt.DropAction.CopyAction)  # it stays where it is
        event.accept()
        return True

    @property
    def _theme(self) -> Theme:
        return self._window.canvas.theme

    def _drop(self, event: QDropEvent) -> bool:
        found = self._landing(event)
        self.sign.hide()
        if found is None:
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        QTimer.singleShot(0, self, partial(self.take, found))  # where it comes from is let go
        return True

    # ---- Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent | QDragMoveEvent):
            return self._hover(event)
        if event.type() == QEvent.Type.DragLeave:
            self.sign.hide()
        elif isinstance(event, QDropEvent):
            return self._drop(event)
        return False


def _files(data: QMimeData) -> list[Path] | None:
    """Return the files on this computer that are dragged; None where nothing like it is."""
    if not data.hasUrls():
        return None
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def _no_file_of_ours(path: Path) -> Problem:
    what = _("it is no circuit and no recording, by its name")
    remedy = _("drop a .circuit, .nml, .nfy, .csv, .abf, .nwb or .nix file")
    return Problem(path.name, what, remedy)


def _opened_alone(path: Path) -> Problem:
    return Problem(path.name, _("one circuit is opened at a time"), _("drop it by itself"))


def _no_trace_yet(path: Path) -> Problem:
    what = _("a recording is laid beside a trace of the circuit that is open")
    return Problem(path.name, what, _("drop it once more, on the trace"))
