"""The inspector of the state that is worked on: what is set there is that state's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from circuitlab.gui.compare.symbols import symbol_icon
from circuitlab.gui.inspector.inspector import Inspector
from circuitlab.model.states import AS_DRAWN

if TYPE_CHECKING:
    from circuitlab.gui.compare.comparison import Comparison
    from circuitlab.render.theme import Theme


class Inspectors(QStackedWidget):
    """Shows the window's inspector, or one on the document as another state has it.

    Parameters
    ----------
    comparison : Comparison
    drawn : Inspector
        That of the circuit as drawn.
    """

    def __init__(
        self,
        comparison: Comparison,
        drawn: Inspector,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._comparison, self._drawn, self._theme = comparison, drawn, theme
        self._of_state: Inspector | None = None
        self.addWidget(drawn)
        self.setFocusProxy(drawn)
        comparison.activated.connect(self._show)
        for changes in (comparison.changed, comparison.turned):
            changes.connect(self._name)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`; the inspector as drawn takes them by itself."""
        self._theme = theme
        if self._of_state is not None:
            self._of_state.set_theme(theme)
        self._name()

    def _show(self, id: str) -> None:
        old, self._of_state = self._of_state, None
        if id != AS_DRAWN:
            session = self._comparison.session_of(id)
            self._of_state = made = Inspector(
                session.document, session, self._theme, has_bench=False
            )
            made.connection_wanted.connect(self._drawn.connection_wanted)
            self.addWidget(made)
        self.setCurrentWidget(self._of_state or self._drawn)
        if old is not None:
            self.removeWidget(old)
            old.deleteLater()
        self._name()

    def _name(self, _on: object = None) -> None:
        """Say of which state the values are that are shown, while there are several."""
        comparison = self._comparison
        states = comparison.states if comparison.is_on else ()
        state = next((each for each in states if each.id == comparison.active), None)
        shown = self._of_state or self._drawn
        if state is None or len(states) < 2:
            shown.state.hide()
        else:
            shown.state.show_state(symbol_icon(state.symbol, self._theme), state.name)
