"""The bar above compared states: which there are, more of them, swapping, ghosts, links."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from circuitlab.gui.compare.comparison import LINKED, SAME_STIMULUS
from circuitlab.gui.compare.symbols import symbol_icon
from circuitlab.gui.widgets.flow_layout import FlowLayout
from circuitlab.gui.widgets.plain_text import PlainLabel, plain_tip
from circuitlab.model.experiment_names import experiment_words
from circuitlab.model.states import MOST_STATES
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from circuitlab.gui.compare.comparison import Comparison
    from circuitlab.render.theme import Theme


class CompareBar(QWidget):
    """Buttons for what can be done with all states; each state has more in its own head.

    Attributes
    ----------
    experiment_wanted : Signal(str)
        To add the state of an experiment.
    copy_wanted : Signal()
        To add a state that is as the active one, to be changed by hand.
    swap_wanted, ghost_wanted : Signal()
        What their names say, of the active state.
    """

    experiment_wanted = Signal(str)
    copy_wanted = Signal()
    swap_wanted = Signal()
    ghost_wanted = Signal()

    def __init__(self, comparison: Comparison, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compareBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Compared states"))
        self._comparison, self._theme = comparison, theme
        self._chips: dict[str, QPushButton] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(14, 6, 12, 6)
        within = QWidget()
        self._flow = FlowLayout(within, across=8, down=5)
        outer.addWidget(within)
        self._states = QWidget()
        self._row = QHBoxLayout(self._states)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._build()
        comparison.changed.connect(self.refresh)
        comparison.activated.connect(lambda _id: self.refresh())
        comparison.turned.connect(lambda _on: self.refresh())

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.refresh()

    def refresh(self) -> None:
        """Show the states as they are now."""
        for chip in self._chips.values():
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = {}
        for place, state in enumerate(self._comparison.states):
            chip = QPushButton(symbol_icon(state.symbol, self._theme), state.name)
            chip.setObjectName("stateChip")
            chip.setCheckable(True)
            chip.setChecked(state.id == self._comparison.active)
            chip.setAccessibleName(_("State {name}").format(name=state.name))
            chip.setToolTip(plain_tip(_("Work on this state: what is set goes to it")))
            chip.clicked.connect(partial(self._activate, state.id))
            self._row.insertWidget(place, chip)
            self._chips[state.id] = chip
        several = len(self._chips) > 1
        self.add.setEnabled(len(self._chips) < MOST_STATES)
        self.swap.setEnabled(several)
        for switch, name in ((self.linked, LINKED), (self.same, SAME_STIMULUS)):
            switch.setChecked(self._comparison.says(name))

    def _activate(self, id: str) -> None:
        self._comparison.activate(id)
        self.refresh()

    def _build(self) -> None:
        title = PlainLabel(_("Compare"))
        title.setObjectName("section")
        self.add = self._button(
            _("+ Add state"), _("One more state, from an experiment or by hand")
        )
        self.add.setMenu(self._menu())
        self.swap = self._button(_("⇄ Swap"), _("The active state changes places with the next"))
        self.swap.clicked.connect(self.swap_wanted)
        self.ghost = self._button(
            _("Keep as ghost"), _("The run so far of the active state stays behind the live traces")
        )
        self.ghost.clicked.connect(self.ghost_wanted)
        self.linked = self._switch(_("cameras linked"), LINKED)
        self.same = self._switch(_("same stimulus"), SAME_STIMULUS)
        told = _("Stimuli and timeline are as drawn in all states; seed and noise always are")
        self.same.setToolTip(plain_tip(told))
        for widget in (
            *(title, self._states, self.add, self.swap, self.ghost),
            *(self.linked, self.same),
        ):
            self._flow.addWidget(widget)

    def _button(self, text: str, told: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName("slim")
        button.setToolTip(plain_tip(told))
        return button

    def _switch(self, text: str, name: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName("slim")
        button.setCheckable(True)
        button.toggled.connect(lambda on: self._turn(name, on))
        return button

    def _turn(self, name: str, on: bool) -> None:
        if self._comparison.says(name) != on:
            self._comparison.say(name, on)

    def _menu(self) -> QMenu:
        menu = QMenu(_("Add state"), self)
        menu.aboutToShow.connect(partial(self.fill_menu, menu))
        return menu

    def fill_menu(self, menu: QMenu) -> None:
        """Offer the circuit's experiments, and a state to be changed by hand."""
        menu.clear()
        menu.addAction(_("To be changed by hand"), self.copy_wanted.emit)
        experiments = self._comparison.document.circuit.document["experiments"]
        if experiments:
            menu.addSeparator()
        for name in experiments:
            menu.addAction(experiment_words(name), partial(self.experiment_wanted.emit, name))

    # ---- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(max(0, self.heightForWidth(self.width())))
