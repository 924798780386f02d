"""The one button that begins a lecture, and where there are several displays, asks for one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QToolButton

from circuitlab.gui.present import displays
from circuitlab.gui.widgets.plain_text import plain_tip
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction

    from circuitlab.gui.present.presenting import Presenting

HEIGHT = 29


class PresentButton(QToolButton):
    """Presents; where there are several displays, its menu says on which.

    Parameters
    ----------
    present : QAction
        What it does.
    presentation : callable
        Returns what a display is chosen for.
    """

    def __init__(self, present: QAction, presentation: Callable[[], Presenting]) -> None:
        super().__init__()
        self._present, self._presentation = present, presentation
        self.setObjectName("presentButton")
        self.setText(_("Present"))
        self.setAccessibleName(_("Present"))
        self.setFixedHeight(HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.clicked.connect(present.trigger)
        self._displays = QMenu(self)
        self._displays.aboutToShow.connect(self._fill)
        self._mark()
        present.changed.connect(self._mark)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        for changed in (app.screenAdded, app.screenRemoved):
            changed.connect(self._mark)

    def _mark(self) -> None:
        """Say what it does, whether that makes sense now, and on which displays."""
        self.setEnabled(self._present.isEnabled())
        tip = _("Full screen, in large type, led by a remote's keys  (F5)")
        has_choice = len(displays.displays()) > 1
        if has_choice:
            shown_on = displays.words(displays.chosen(displays.displays()))
            tip += "\n" + _("On the display {name}").format(name=shown_on)
        self.setToolTip(plain_tip(tip))
        mode = QToolButton.ToolButtonPopupMode
        self.setPopupMode(mode.MenuButtonPopup if has_choice else mode.DelayedPopup)
        self.setMenu(self._displays if has_choice else None)  # type: ignore[arg-type]

    def _fill(self) -> None:
        """List the displays there are now."""
        self._displays.clear()
        there = displays.displays()
        for display in there:
            action = self._displays.addAction(
                displays.words(display), partial(self._choose, display.name())
            )
            action.setCheckable(True)
            action.setChecked(display is displays.chosen(there))

    def _choose(self, name: str) -> None:
        """Present on the display of a name from now on, if it is still there."""
        for display in displays.displays():
            if display.name() == name:
                self._presentation().show_on(display)
        self._mark()
