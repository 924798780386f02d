"""What the window does lest work be lost: it offers what was left, and says who else is there."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from circuitlab.gui.safety.banner import Banner, Choice, Notice
from circuitlab.gui.safety.unsaved_work import Leftover, UnsavedWork
from circuitlab.gui.shell import commands
from circuitlab.gui.shell.workspace import Workspace
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.gui.shell.status_bar import StatusBar

LOOK_MS = 300
"""Time that passes before a change on the disk is looked at: there may be more."""


class GuardedWindow(Workspace, Protocol):
    """A workspace that can ask and tell beside its circuit."""

    @property
    def banner(self) -> Banner:
        """Where it asks."""

    @property
    def status(self) -> StatusBar:
        """Where it tells."""


class Safety(QObject):
    """Ties a window to the work it keeps and to the disk.

    Raises
    ------
    OSError
        If the folder cannot be used.
    """

    def __init__(self, window: GuardedWindow, folder: Path) -> None:
        super().__init__(window.window())
        self._window, self._document = window, window.document
        self.work = UnsavedWork(window.document, folder, self)
        self.work.failed.connect(window.status.add_problem)
        self._left: list[Leftover] = []
        self._watcher = QFileSystemWatcher([str(folder)], self)
        self._soon = QTimer(self, singleShot=True, interval=LOOK_MS)
        self._soon.timeout.connect(self.look)
        for changed in (self._watcher.directoryChanged, self._watcher.fileChanged):
            changed.connect(lambda _path: self._soon.start())
        self._path: Path | None = None
        self._dismissed: frozenset[str] = frozenset()
        self._document.state_changed.connect(self._follow)
        self._soon.start()

    @property
    def banner(self) -> Banner:
        """Where it asks."""
        return self._window.banner

    def offer(self) -> None:
        """Offer what others have left by ending."""
        self._left = list(self.work.find())
        for leftover in self._left:
            self.banner.tell(self._offer_of(leftover))

    def look(self) -> None:
        """See whether somebody else works on the same file, or has written to it."""
        self._watch()
        self._tell_others()
        self._tell_file()

    def end(self) -> None:
        """The window was closed; what was offered and not taken is offered again."""
        self._soon.stop()
        for leftover in self._left:
            leftover.leave()
        self.work.end()

    # ---- what was left

    def _offer_of(self, leftover: Leftover) -> Notice:
        text = _("CircuitLab ended before “{title}” was saved. The work of {when} is kept.").format(
            title=leftover.sheet.about.title, when=when(leftover.sheet.changed_s)
        )
        return Notice(
            leftover.sheet.name,
            text,
            (
                Choice(_("Open it"), lambda: self._open(leftover)),
                Choice(_("Throw away"), lambda: self._throw(leftover), _("Throw away for good?")),
                Choice(_("Later"), lambda: self._put_off(leftover)),
            ),
        )

    def _open(self, leftover: Leftover) -> None:
        if not commands.may_leave(self._window):
            return
        about, loaded = leftover.sheet.about, leftover.sheet.restored(self._document.catalog)
        if loaded.circuit is not None:
            self._window.session.pause()
            path = Path(about.path) if about.path else None
            self._document.recover(loaded.circuit, path, about.content_mark)
            self.work.take_over(leftover)
            self._done(leftover)
        if loaded.problems:
            title = _("Not everything in “{name}” could be read").format(name=about.title)
            self._window.questions.show_problems(title, loaded.problems)

    def _throw(self, leftover: Leftover) -> None:
        leftover.throw_away()
        self._done(leftover)

    def _put_off(self, leftover: Leftover) -> None:
        leftover.leave()
        self._done(leftover)

    def _done(self, leftover: Leftover) -> None:
        self._left.remove(leftover)
        self.banner.drop(leftover.sheet.name)

    # ---- who else is there

    def _follow(self) -> None:
        if self._document.path != self._path:
            self._path, self._dismissed = self._document.path, frozenset()
            self._soon.start()

    def _watch(self) -> None:
        """Watch the present file: another one came, or somebody put a new one in its place."""
        path = self._document.path
        wanted = {str(path)} if path is not None and path.exists() else set()
        watched = set(self._watcher.files())
        if watched - wanted:
            self._watcher.removePaths(list(watched - wanted))
        if wanted - watched:
            self._watcher.addPaths(list(wanted - watched))

    def _tell_others(self) -> None:
        others = self.work.others()
        new = {each.name for each in others} - self._dismissed
        if not new:
            self.banner.drop("others")
            return
        text = _("“{name}” is open in another window too, since {since}; what is saved last stays.")
        since = when(min(each.about.since_s for each in others))
        choices = (
            Choice(_("Save as…"), self._save_as),
            Choice(_("Close"), lambda: self._dismiss("others", *new)),
        )
        name = self._document.title
        self.banner.tell(Notice("others", text.format(name=name, since=since), choices))

    def _save_as(self) -> None:
        commands.save_as(self._window)

    def _tell_file(self) -> None:
        there = self._document.mark_on_disk
        if not self._document.was_changed_elsewhere or there in self._dismissed:
            self.banner.drop("file")
            return
        text = _("“{name}” was changed on the disk by another program.")
        warning = _("Lose my changes?") if self._document.dirty else ""
        choices = (
            Choice(_("Reload"), self._reload, warning),
            Choice(_("Keep mine"), lambda: self._dismiss("file", there)),
        )
        self.banner.tell(Notice("file", text.format(name=self._document.title), choices))

    def _dismiss(self, key: str, *seen: str) -> None:
        """Say no more of what was seen; saving still asks before it writes over a file."""
        self._dismissed |= set(seen)
        self.banner.drop(key)

    def _reload(self) -> None:
        path = self._document.path
        self.banner.drop("file")
        if path is not None:
            self._window.session.pause()
            problems = self._document.open(path)
            if problems:
                title = _("Not everything in “{name}” could be read").format(name=path.name)
                self._window.questions.show_problems(title, problems)


def when(seconds: float) -> str:
    """Return a time of the day, with the day if it was another one."""
    then, now = time.localtime(seconds), time.localtime()
    same = (then.tm_year, then.tm_yday) == (now.tm_year, now.tm_yday)
    return time.strftime("%H:%M" if same else "%Y-%m-%d %H:%M", then)
