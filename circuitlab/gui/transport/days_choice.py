"""Play by days: how often a window is shown, how long each is, and back to plain model time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton

from circuitlab.gui.menu_heading import add_heading
from circuitlab.model.days import DAY_S, HOUR_S, seconds_words
from circuitlab.resources import _, ngettext

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from circuitlab.gui.session import Session

EVERY_S = (HOUR_S, 6 * HOUR_S, 12 * HOUR_S, DAY_S, 2 * DAY_S, 7 * DAY_S)
PROBES_MS = (500.0, 1000.0, 2000.0, 5000.0, 10_000.0, 20_000.0)


class DaysChoice(QPushButton):
    """A button that says how body time passes, with the menu to choose it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._has_body = session, False
        self.setObjectName("windowChoice")
        self.setToolTip(
            _("Play by days: a window of neural time every so often, and body time jumps between")
        )
        self.setMenu(self._menu())
        session.days_changed.connect(self._show)
        self._show()

    def show_body(self, has_body: bool) -> None:
        """Stand as the title of the clock of body time, where that clock shows."""
        if has_body != self._has_body:
            self._has_body = has_body
            self._show()

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        self.plain = menu.addAction(_("Model time flows"))
        self.plain.setCheckable(True)
        self.plain.triggered.connect(lambda: self._session.play_by_days(0.0))
        add_heading(menu, _("A window every"))
        self.every = {each: menu.addAction(every_words(each)) for each in EVERY_S}
        add_heading(menu, _("Each as long as"))
        self.probes = {each: menu.addAction(seconds_words(1e-3 * each)) for each in PROBES_MS}
        for each, action in self.every.items():
            action.triggered.connect(partial(self._choose_every, each))
        for each, action in self.probes.items():
            action.triggered.connect(partial(self._choose_probe, each))
        for actions in ([self.plain, *self.every.values()], self.probes.values()):
            group = QActionGroup(menu)
            for action in actions:
                action.setCheckable(True)
                group.addAction(action)
        return menu

    def _choose_every(self, every_s: float) -> None:
        self._session.play_by_days(every_s, self._session.days.probe_ms)

    def _choose_probe(self, probe_ms: float) -> None:
        """Take another length; by days already, or else once a day."""
        self._session.play_by_days(self._session.days.every_s or DAY_S, probe_ms)

    def _show(self) -> None:
        days = self._session.days
        self.plain.setChecked(days.every_s == 0.0)
        for each, action in self.every.items():
            action.setChecked(each == days.every_s)
        for each, action in self.probes.items():
            action.setChecked(each == days.probe_ms)
        words, short = self.plain.text(), _("body time") if self._has_body else _("Days")
        if days.every_s > 0.0:
            every = every_words(days.every_s)
            words, short = _("a window every {every}").format(every=every), f"+ {every}"
        self.setText(f"{short} ▾")
        self.setAccessibleName(_("How body time passes: {words}").format(words=words))


def every_words(seconds: float) -> str:
    """Return how far apart windows are: ``12 h``, ``1 day``, ``1 week``."""
    if seconds < DAY_S:
        return _("{hours:.0f} h").format(hours=seconds / HOUR_S)
    days = seconds / DAY_S
    many = ngettext("{days} day", "{days} days", round(days))
    return many.format(days=f"{days:.0f}")
