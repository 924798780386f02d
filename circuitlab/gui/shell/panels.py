"""The panels around the canvas: how large they are, and which of them are folded away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from circuitlab.gui.shell import settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QResizeEvent

LEFT, BELOW, RIGHT = "left", "below", "right"
SIZES = {LEFT: 228, BELOW: 330, RIGHT: 300}
"""Width or height of each panel, in pixels, until somebody gives it another."""

NARROW, SLIMMER = 1180, 44
"""Below this width of the window the sides are so much slimmer."""

LEAST_MIDDLE, LEAST_BELOW = 240, 96
SHARE_BELOW = 0.4
"""Part of the height that the traces take at most until somebody gives them more."""
SHARE_FOR_AUDIENCE = 0.36
"""And what a room sees of them."""
RAISED, SHARE_RAISED = 400, 0.58
"""How high they are at least while they are measured, and the part of the height for that."""


class Panels(QWidget):
    """Left side, canvas, traces and inspector, side by side.

    Parameters
    ----------
    left, rail
        What stands at the left, and what stands there instead once it is folded away.
    canvas, below, right
        The canvas with what lies below it, and what stands at its right.

    Attributes
    ----------
    changed : Signal()
        Another set of panels shows.
    """

    changed = Signal()

    def __init__(
        self,
        left: QWidget,
        rail: QWidget,
        canvas: QWidget,
        below: QWidget,
        right: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rail, self._canvas = rail, canvas
        self._panels = {LEFT: left, BELOW: below, RIGHT: right}
        self._folded = settings.folded() & set(self._panels)
        self._aside: set[str] = set()
        self._chosen = settings.panel_sizes()
        self._only_circuit = self._is_raised = self._is_bare = False
        self._raised_to = 0
        self._across = QSplitter(Qt.Orientation.Horizontal)
        self._down = QSplitter(Qt.Orientation.Vertical)
        self._lay_out()
        self._show()

    # ---- what shows

    @property
    def only_circuit(self) -> bool:
        """Whether nothing but the canvas shows."""
        return self._only_circuit

    def show_only_circuit(self, only: bool) -> None:
        """Show nothing but the canvas, or again what showed before."""
        self._only_circuit = only
        self._show()

    @property
    def is_bare(self) -> bool:
        """Whether a room is shown the canvas and the traces alone."""
        return self._is_bare

    def show_bare(self, bare: bool) -> None:
        """Show the canvas and, where they are not folded away, the traces; or all as before."""
        self._is_bare = bare
        self._show()

    def shows(self, name: str) -> bool:
        """Return whether the panel `name` shows."""
        if self._is_bare and name != BELOW:
            return False
        return name not in self._folded | self._aside and not self._only_circuit

    def show_panel(self, name: str, shown: bool = True) -> None:
        """Show a panel, or fold it away, from now on also at every start."""
        self._only_circuit = False
        self._aside.discard(name)
        if shown:
            self._folded.discard(name)
        else:
            self._folded.add(name)
        settings.remember_folded(self._folded)
        self._show()

    def make_room(self, names: Iterable[str] = ()) -> None:
        """Fold panels away for as long as something needs their room; by default none any more."""
        if self._aside != (aside := set(names)):
            self._aside = aside
            self._show()

    def raise_below(self, raised: bool) -> None:
        """Give the traces more height, or what they had before."""
        self._is_raised, self._raised_to = raised, 0
        self._share()

    def _show(self) -> None:
        focus = self.focusWidget()
        for name, panel in self._panels.items():
            panel.setVisible(self.shows(name))
        bare = self._only_circuit or self._is_bare
        self._rail.setVisible(not self.shows(LEFT) and not bare)
        if focus is not None and not focus.isVisibleTo(self):
            self._canvas.setFocus()
        self._share()
        self.changed.emit()

    # ---- how large

    def _lay_out(self) -> None:
        self._down.addWidget(self._canvas)
        self._down.addWidget(self._panels[BELOW])
        for part in (self._panels[LEFT], self._down, self._panels[RIGHT]):
            self._across.addWidget(part)
        self._down.setMinimumWidth(LEAST_MIDDLE)
        self._panels[BELOW].setMinimumHeight(LEAST_BELOW)
        for side in (LEFT, RIGHT):
            self._panels[side].setMinimumWidth(SIZES[side] - SLIMMER)
        for splitter, whole in ((self._across, 1), (self._down, 0)):
            splitter.setStretchFactor(whole, 1)
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
            splitter.splitterMoved.connect(self._keep_sizes)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addWidget(self._across, 1)

    def _keep_sizes(self) -> None:
        """Note what somebody has made of the sizes by hand."""
        if self._is_bare:
            return
        now = {
            LEFT: self._panels[LEFT].width(),
            RIGHT: self._panels[RIGHT].width(),
            BELOW: self._panels[BELOW].height(),
        }
        if self._is_raised:
            self._raised_to = now.pop(BELOW)
        for name, size in now.items():
            if self.shows(name) and size != self._size(name):
                self._chosen[name] = size
        settings.remember_panel_sizes(self._chosen)

    def _size(self, name: str) -> int:
        """Return how large a panel is to be in a window of this size."""
        if self._is_bare:
            return round(SHARE_FOR_AUDIENCE * self.height())
        least = min(RAISED, round(SHARE_RAISED * self.height()))
        if name == BELOW and self._is_raised:
            return self._raised_to or max(least, self._chosen.get(BELOW, 0))
        if name in self._chosen:
            return self._chosen[name]
        if name == BELOW:
            return min(SIZES[BELOW], round(SHARE_BELOW * self.height()))
        return SIZES[name] - (SLIMMER if self.width() < NARROW else 0)

    def _share(self) -> None:
        """Give each panel its size, and the canvas what is left."""
        wide = self._across.width()
        left, right = (self._size(n) if self.shows(n) else 0 for n in (LEFT, RIGHT))
        self._across.setSizes([left, max(1, wide - left - right), right])
        below = self._size(BELOW) if self.shows(BELOW) else 0
        self._down.setSizes([max(1, self._down.height() - below), below])

    # ---- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()
