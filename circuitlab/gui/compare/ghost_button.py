"""The button that keeps the present run as a ghost, and the list of those that were kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from circuitlab.gui.widgets.plain_text import plain_tip
from circuitlab.playback.number_words import number_words
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.gui.compare.ghosts import Ghost
    from circuitlab.gui.compare.overlaid import OverlaidTraces


class GhostButton(QWidget):
    """One click keeps a ghost; beside it, once there is any, the list of them.

    Attributes
    ----------
    keep, listed
        The two buttons.
    """

    def __init__(self, overlaid: OverlaidTraces, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._overlaid = overlaid
        self.keep, self.listed = QPushButton(_("Keep as ghost")), QPushButton()
        told = _("The run so far stays behind the live traces, whatever you change or start anew")
        self.keep.setToolTip(plain_tip(told))
        self.keep.setAccessibleName(_("Keep this run as a ghost"))
        self.keep.clicked.connect(overlaid.keep_ghost)
        self.listed.setAccessibleName(_("Ghosts that were kept"))
        self.menu = QMenu(_("Ghosts"), self)
        self.menu.aboutToShow.connect(self.fill_menu)
        self.listed.setMenu(self.menu)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for button in (self.keep, self.listed):
            button.setObjectName("slim")
            row.addWidget(button)
        self._is_short = False
        self.show_state()

    def fill_menu(self) -> None:
        """List the ghosts, each to be shown or not, then how they lie, then what removes them."""
        menu, overlaid = self.menu, self._overlaid
        menu.clear()
        for number, ghost in enumerate(overlaid.ghosts):
            shown = menu.addAction(ghost_words(ghost), partial(overlaid.turn_ghost, number))
            shown.setCheckable(True)
            shown.setChecked(ghost.is_shown)
        menu.addSeparator()
        self._add_alignment(menu)
        menu.addSeparator()
        for number, ghost in enumerate(overlaid.ghosts):
            words = _("Remove {name}").format(name=ghost_words(ghost))
            menu.addAction(words, partial(overlaid.remove_ghost, number))
        if len(overlaid.ghosts) > 1:
            menu.addAction(_("Remove all"), overlaid.remove_ghosts)

    def _add_alignment(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        ways = (
            (_("From the start of the run"), False),
            (_("From the first stimulus"), True),
        )
        for words, by_onset in ways:
            action: QAction = menu.addAction(words, partial(self._overlaid.align, by_onset))
            action.setCheckable(True)
            action.setChecked(self._overlaid.by_onset == by_onset)
            group.addAction(action)

    def show_state(self) -> None:
        """Show the list where there is any; the bar of compared states has the other button."""
        count = len(self._overlaid.ghosts)
        self.keep.setVisible(not self._overlaid.compares)
        self.keep.setText(_("+ Ghost") if self._is_short else _("Keep as ghost"))
        self.listed.setVisible(count > 0)
        whole = _("1 ghost") if count == 1 else _("{n} ghosts").format(n=count)
        self.listed.setText(str(count) if self._is_short else whole)
        self._row.invalidate()
        self.updateGeometry()

    def say_short(self, short: bool) -> None:
        """Say it in short, or whole."""
        if self._is_short != short:
            self._is_short = short
            self.show_state()


def ghost_words(ghost: Ghost) -> str:
    """Return what a ghost is called in a list."""
    seconds = number_words(ghost.until_ms / 1000.0)
    return _("{name}, until {seconds} s").format(name=ghost.name, seconds=seconds)
