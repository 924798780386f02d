"""The status bar: how well it runs, how large it is, whether it is saved, what is wrong."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton, QStatusBar, QWidget

from circuitlab.gui.inspector.hint_box import count_words
from circuitlab.gui.shell.status_words import status_words
from circuitlab.gui.widgets.plain_text import PlainLabel
from circuitlab.resources import _, ngettext

if TYPE_CHECKING:
    from circuitlab.catalog.words import Problem
    from circuitlab.gui.document import Document
    from circuitlab.gui.session import Session

EVERY_MS = 1000


class StatusBar(QStatusBar):
    """Says once a second what the session and the document are like."""

    def __init__(self, document: Document, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._session = document, session
        self._frames, self._since = 0, time.perf_counter()
        self._counted: object = None
        self._wires = 0
        self._page = ""
        self.problems: list[Problem] = []
        self.words = PlainLabel()
        self.words.setContentsMargins(12, 0, 0, 0)
        self.problem_button = QPushButton()
        self.problem_button.setObjectName("problems")
        self.problem_button.hide()
        self.hint_button = QPushButton()
        self.hint_button.setObjectName("hints")
        tip = _("What of the circuit has no effect, or is silenced by too much input")
        self.hint_button.setToolTip(tip)
        self.hint_button.clicked.connect(lambda: session.selection.select(()))
        self.setSizeGripEnabled(False)
        self.addWidget(self.words, 1)
        self.addPermanentWidget(self.hint_button)
        self.addPermanentWidget(self.problem_button)
        session.frame_ready.connect(self._count)
        session.problem_found.connect(self.add_problem)
        session.restarted.connect(self.forget_problems)
        for changed in (session.playing_changed, session.engine.status_changed, document.changed):
            changed.connect(lambda _ignored: self.refresh())
        session.looked.connect(self.refresh)
        document.state_changed.connect(self.refresh)
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._measure)
        self._timer.start()
        self._rate = 0.0
        session.pathways.hints_changed.connect(self._show_hints)
        self._show_hints()
        self.refresh()

    def add_problem(self, problem: Problem) -> None:
        """Count a problem of the run."""
        if problem not in self.problems:
            self.problems.append(problem)
        self._show_problems()

    def forget_problems(self) -> None:
        """Start with a clean sheet."""
        self.problems.clear()
        self._show_problems()

    def tell_page(self, page: str) -> None:
        """Tell of a page that lies over the circuit, and nothing of the circuit; "": as before."""
        self._page = page
        self.refresh()
        self._show_hints()

    def refresh(self) -> None:
        """Say it anew."""
        parts = [self._run(), *self._load(), self._size(), self._saved()]
        if self._page:
            parts = [self._page]
        self.words.setText(" · ".join(part for part in parts if part))

    def _run(self) -> str:
        if in_the_way := status_words(self._session.engine.status):
            return in_the_way + ("" if self.problems else "…")
        if self._session.ago_ms > 0.0:
            return _("Looking back")
        if not self._session.playing:
            return _("Paused")
        return _("Running") if self._session.flows else _("Starting…")

    def _load(self) -> list[str]:
        if not self._session.playing or not self._session.engine.ready:
            return []
        said = [_("{rate:.0f} frames/s").format(rate=self._rate)] if self._rate else []
        frame = self._session.engine.frame
        if frame is not None:
            load = frame.load
            said.append(_("engine uses {load:.0f} % of one core").format(load=100 * load))
        return said

    def _size(self) -> str:
        circuit = self._document.circuit
        elements, wires = len(circuit.elements), circuit.rows.wires
        parts = ngettext("{n} element", "{n} elements", elements).format(n=elements)
        lines = ngettext("{n} connection", "{n} connections", wires).format(n=wires)
        return f"{parts}, {lines}"

    def _saved(self) -> str:
        if self._document.dirty:
            return _("changes not saved")
        return _("saved") if self._document.path is not None else _("no changes")

    def _show_problems(self) -> None:
        self.problem_button.setVisible(bool(self.problems))
        self.problem_button.setText(_("problems: {count}").format(count=len(self.problems)))

    def _show_hints(self) -> None:
        """Count the hints, beside the problems and never among them."""
        count = len(self._session.pathways.hints)
        self.hint_button.setVisible(bool(count) and not self._page)
        self.hint_button.setText(count_words(count))

    def _count(self) -> None:
        self._frames += 1

    def _measure(self) -> None:
        now = time.perf_counter()
        self._rate = self._frames / max(1e-3, now - self._since)
        self._frames, self._since = 0, now
        self.refresh()
