"""Unsaved work is put down beside while it is made, and found again at the next start."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Signal

from circuitlab.files.recovery import About, Keeper, Sheet, new_sheet, sheets
from circuitlab.model.delta import Delta

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circuitlab.gui.document import Document


class UnsavedWork(QObject):
    """Keeps what closing the window would lose.

    Parameters
    ----------
    document : Document
    folder : Path
        Where; see `recovery_folder`.

    Attributes
    ----------
    failed : Signal(object)
        The `Problem` why work cannot be kept.

    Raises
    ------
    OSError
        If the folder cannot be used.
    """

    failed = Signal(object)

    def __init__(self, document: Document, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.sheet = new_sheet(folder)
        self._lock = _lock_of(self.sheet)
        self._lock.tryLock(0)
        self._keeper = Keeper(self.sheet, self.failed.emit)
        self._is_kept = False
        self._about = About()
        document.unsaved.connect(self._keep)
        document.replaced.connect(self._forget)
        document.state_changed.connect(self._follow)
        self._follow()

    def find(self) -> Iterator[Leftover]:
        """Yield the work that others have left by ending; what is of no use any more is removed."""
        for sheet in sheets(self.sheet.folder):
            lock = _lock_of(sheet)
            if sheet.name == self.sheet.name or not lock.tryLock(0):
                continue
            if sheet.snapshot is None:
                lock.unlock()
                sheet.remove()
            else:
                yield Leftover(sheet, lock)

    def others(self) -> list[Sheet]:
        """Return the sheets of other windows on the same file."""
        mine = self._about.path
        found = (each for each in sheets(self.sheet.folder) if mine and each.about.path == mine)
        return [each for each in found if each.name != self.sheet.name and _is_alive(each)]

    def settle(self) -> bool:
        """Put everything down now; return whether it came to that."""
        return self._keeper.settle()

    def take_over(self, leftover: Leftover) -> None:
        """Let go of what somebody left once the same work is kept as this window's."""
        self._keep(Delta("", {}))
        if self.settle() and self.sheet.snapshot is not None:
            leftover.throw_away()
        else:
            leftover.leave()

    def end(self) -> None:
        """Stop keeping: the window was closed, and nothing would be lost."""
        self._keeper.end()
        self._lock.unlock()
        self.sheet.remove()

    # ---- following the document

    def _keep(self, delta: Delta) -> None:
        """Hand over an edit at once: nothing else that follows it is waited for."""
        self._is_kept = True
        self._keeper.keep(delta, self._document.circuit.copy())

    def _follow(self) -> None:
        """Note which file the circuit is of, and forget what is safe there."""
        if not self._document.dirty:
            self._forget()
        about = self._present()
        if replace(about, since_s=0.0) != replace(self._about, since_s=0.0):
            self._about = about
            self._keeper.tell(about)

    def _forget(self) -> None:
        if self._is_kept:
            self._is_kept = False
            self._keeper.forget()

    def _present(self) -> About:
        document, path = self._document, self._document.path
        where = str(path.resolve()) if path is not None else ""
        return About(document.title, where, document.content_mark, time.time())


class Leftover:
    """Work that was not saved when its window ended; nobody else may take it meanwhile."""

    def __init__(self, sheet: Sheet, lock: QLockFile) -> None:
        self.sheet, self._lock = sheet, lock

    def leave(self) -> None:
        """Let it be offered again at the next start."""
        self._lock.unlock()

    def throw_away(self) -> None:
        """Remove it for good."""
        self._lock.unlock()
        self.sheet.remove()


def _lock_of(sheet: Sheet) -> QLockFile:
    lock = QLockFile(str(sheet.lock()))
    lock.setStaleLockTime(0)
    return lock


def _is_alive(sheet: Sheet) -> bool:
    """Whether the window of a sheet is open."""
    lock = _lock_of(sheet)
    if not lock.tryLock(0):
        return True
    lock.unlock()
    return False
