"""The bar of the instrument: cursors, trigger, hold, sweeps behind, and the views.

Where there is little room the views fold into a menu, and so do hold and sweeps.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from circuitlab.gui.instrument.number_box import NumberBox
from circuitlab.gui.instrument.trigger import OFF, Trigger
from circuitlab.gui.instrument.view_names import TIME, VIEWS, view_words
from circuitlab.gui.menu_heading import add_heading
from circuitlab.gui.widgets.plain_text import plain_tip
from circuitlab.resources import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

SWEEPS = (1, 3, 10, 30)
HEIGHT = 34
SPACING, EDGES = 6, 40
"""Pixels between the parts, and at both ends together."""
LEVEL_WIDTH = 84
LONGEST = 26
"""Letters of a trigger's name that are shown."""


class InstrumentBar(QWidget):
    """What the instrument is set to; it only asks.

    Attributes
    ----------
    cursors_wanted, hold_wanted, panel_wanted, mean_wanted : Signal(bool)
        To bring these out, or put them away.
    trigger_wanted : Signal(object)
        To be set off by this `Trigger`.
    sweeps_wanted : Signal(int)
        To show so many sweeps.
    view_wanted : Signal(str)
        To show this view.
    """

    cursors_wanted = Signal(bool)
    hold_wanted = Signal(bool)
    panel_wanted = Signal(bool)
    mean_wanted = Signal(bool)
    trigger_wanted = Signal(object)
    sweeps_wanted = Signal(int)
    view_wanted = Signal(str)

    def __init__(
        self,
        groups: Callable[[], Sequence[tuple[str, Sequence[tuple[str, Trigger]]]]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._groups, self._trigger = groups, OFF
        self.setObjectName("instrumentBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Instrument"))
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._make()
        self._lay_out()
        self.show_trigger(OFF, _("off"))
        self.show_sweeps(1, with_mean=False)
        self.show_view(TIME)

    def show_trigger(
        self, trigger: Trigger, words: str, unit: str = "", step: float = 1.0, short: str = ""
    ) -> None:
        """Show what sets off sweeps, in short where a level is; keys move a level by `step`."""
        self._trigger = trigger
        plain = short or words
        brief = plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + "…"
        self.trigger.setText(_("Trigger  {what}  ▾").format(what=brief))
        self.trigger.setToolTip(plain_tip(_("What sets off a sweep: {what}").format(what=words)))
        self.trigger.setAccessibleName(_("Trigger: {what}").format(what=words))
        is_level = trigger.source == "level"
        self.level.setVisible(is_level)
        self.direction.setVisible(is_level)
        self.direction.setText("↑" if trigger.rises else "↓")
        told = _("Rising past the level") if trigger.rises else _("Falling past the level")
        self.direction.setToolTip(plain_tip(told))
        self.direction.setAccessibleName(told)
        self.level.blockSignals(True)
        self.level.setSuffix(f" {unit}" if unit else "")
        self.level.setSingleStep(step)
        self.level.setValue(trigger.level)
        self.level.blockSignals(False)
        self.sweeps.setEnabled(trigger.is_on)
        self._fold()

    def show_sweeps(self, count: int, *, with_mean: bool) -> None:
        """Show how many sweeps are laid over each other."""
        self.sweeps.setText(_("Sweeps  {count}  ▾").format(count=count))
        self.sweeps.setAccessibleName(_("Sweeps shown: {count}").format(count=count))
        self._count, self._with_mean = count, with_mean

    def show_view(self, view: str) -> None:
        """Show which view is on."""
        self._tabs[view].setChecked(True)
        self.folded.setText(f"{view_words(view)}  ▾")
        self.folded.setAccessibleName(_("View: {name}").format(name=view_words(view)))

    # ---- building

    def _make(self) -> None:
        self.cursors = _switch(_("Cursors"), self.cursors_wanted)
        self.hold = _switch(_("Hold"), self.hold_wanted)
        self.hold.setToolTip(_("Hold the picture; the run goes on  (H)"))
        self.panel = _switch("›", self.panel_wanted)
        self.panel.setToolTip(_("Measures at the right: shown or folded away"))
        self.panel.setAccessibleName(_("Measures"))
        self.trigger, self.sweeps, self.folded = (QPushButton() for _each in range(3))
        for button, fill in (
            (self.trigger, self._fill_triggers),
            (self.sweeps, self._fill_sweeps),
            (self.folded, self._fill_views),
        ):
            button.setObjectName("slim")
            menu = QMenu(button)
            menu.aboutToShow.connect(partial(fill, menu))
            button.setMenu(menu)
        self.direction = QPushButton()
        self.direction.setObjectName("slim")
        self.direction.clicked.connect(lambda: self.trigger_wanted.emit(self._trigger.turned()))
        self.level = NumberBox(_("Level of the trigger"), LEVEL_WIDTH)
        self.level.setRange(-1e9, 1e9)
        self.level.setDecimals(2)
        self.level.valueChanged.connect(
            lambda level: self.trigger_wanted.emit(self._trigger.at_level(level))
        )

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 3, 12, 3)
        row.setSpacing(SPACING)
        settings = (self.cursors, self.trigger, self.direction, self.level, self.hold, self.sweeps)
        self._others = (*settings, self.panel)
        for part in settings:
            row.addWidget(part)
        row.addWidget(self._tab_row())
        row.addWidget(self.folded)
        row.addStretch(1)
        row.addWidget(self.panel)

    def _tab_row(self) -> QWidget:
        self.tabs = QWidget()
        self.tabs.setObjectName("viewTabs")
        self.tabs.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self.tabs)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        group = QButtonGroup(self.tabs)
        self._tabs: dict[str, QPushButton] = {}
        for view in VIEWS:
            tab = QPushButton(view_words(view))
            tab.setObjectName("viewTab")
            tab.setCheckable(True)
            tab.clicked.connect(partial(self.view_wanted.emit, view))
            group.addButton(tab)
            row.addWidget(tab)
            self._tabs[view] = tab
        return self.tabs

    def _fill_triggers(self, menu: QMenu) -> None:
        menu.clear()
        _tick(menu, _("off"), not self._trigger.is_on, partial(self.trigger_wanted.emit, OFF))
        for title, group in self._groups():
            if group:
                menu.addSeparator()
                add_heading(menu, title)
            for words, trigger in group:
                alike = (trigger.source, trigger.id, trigger.state)
                now = (self._trigger.source, self._trigger.id, self._trigger.state)
                _tick(menu, words, alike == now, partial(self.trigger_wanted.emit, trigger))

    def _fill_sweeps(self, menu: QMenu) -> None:
        menu.clear()
        for count in SWEEPS:
            words = ngettext("the last one", "the last {n}", count).format(n=count)
            _tick(menu, words, count == self._count, partial(self.sweeps_wanted.emit, count))
        menu.addSeparator()
        wanted = partial(self.mean_wanted.emit, not self._with_mean)
        _tick(menu, _("mean ± SD"), self._with_mean, wanted)

    def _fill_views(self, menu: QMenu) -> None:
        menu.clear()
        for view in VIEWS:
            on = self._tabs[view].isChecked()
            _tick(menu, view_words(view), on, partial(self.view_wanted.emit, view))
        if self.hold.isHidden():
            menu.addSeparator()
            on = self.hold.isChecked()
            _tick(menu, _("Hold"), on, partial(self.hold_wanted.emit, not on))
            if self._trigger.is_on:
                self._fill_sweeps(menu.addMenu(_("Sweeps")))

    def _fold(self) -> None:
        """Put into a menu what has no room side by side: first the views, then the rest."""
        for part in (self.hold, self.sweeps):
            part.setVisible(True)
        has_room = self._needs(self.tabs) <= self.width()
        is_tight = not has_room and self._needs(self.folded) > self.width()
        self.tabs.setVisible(has_room)
        self.folded.setVisible(not has_room)
        for part in (self.hold, self.sweeps):
            part.setVisible(not is_tight)

    def _needs(self, views: QWidget) -> int:
        """Pixels that the bar takes with the views shown so."""
        parts = [part for part in self._others if not part.isHidden()]
        return sum(part.sizeHint().width() + SPACING for part in (*parts, views)) + EDGES

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()


def _switch(words: str, wanted: SignalInstance) -> QPushButton:
    """A button that stays down while something is on."""
    button = QPushButton(words)
    button.setObjectName("slim")
    button.setCheckable(True)
    button.clicked.connect(wanted)
    return button


def _tick(menu: QMenu, words: str, on: bool, do: Callable[[], object]) -> None:
    action = menu.addAction(words)
    action.setCheckable(True)
    action.setChecked(on)
    action.triggered.connect(lambda _checked: do())
