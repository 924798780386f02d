"""The line above the traces: what the clocks do, the bar of the past, the time window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from circuitlab.gui.traces.scales import round_step
from circuitlab.gui.transport.look_back_bar import PastBar
from circuitlab.gui.transport.transport import badge_words, body_clock
from circuitlab.gui.widgets.plain_text import PlainLabel, plain_tip
from circuitlab.model.names import name_of
from circuitlab.resources import _, in_digits, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QResizeEvent

    from circuitlab.catalog.words import Problem
    from circuitlab.engine.running.messages import RunnerFrame
    from circuitlab.gui.document import Document
    from circuitlab.gui.session import Session
    from circuitlab.render.theme import Theme

WINDOWS_MS = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 60_000)
ON_SCREEN_S = 5.0


class Header(QWidget):
    """Title, badge, bar of the past and choice of the window.

    Attributes
    ----------
    window_chosen : Signal(object)
        Model time to be shown, ms; None for what fits the speed.
    """

    window_chosen = Signal(object)

    def __init__(
        self, document: Document, session: Session, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._session = document, session
        self._excepted: tuple[Problem, ...] = ()
        self._set_now: Mapping[tuple[str, str], object] = {}
        self._chosen_ms: float | None = None
        self._badge = ("", "")
        self._told: tuple[str, ...] = ()
        self._shorten: Callable[[bool], None] = lambda _short: None
        title = PlainLabel(_("Traces"))
        title.setObjectName("section")
        self.badge = PlainLabel()
        self.badge.setObjectName("clockBadge")
        self.past_bar = PastBar(session, theme)
        self.choice = QPushButton()
        self.choice.setObjectName("windowChoice")
        self.choice.setAccessibleName(_("Time window of the traces"))
        self.choice.setMenu(self.window_menu(self))
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(16, 7, 12, 3)
        self.row.addWidget(title)
        self.row.addSpacing(8)
        self.row.addWidget(self.badge)
        self.row.addStretch(1)
        self.row.addWidget(self.past_bar, 2)
        self.row.addSpacing(8)
        self.row.addWidget(self.choice)

    def add_switch(self, switch: QWidget) -> None:
        """Put a button before the choice of the window."""
        self.row.insertWidget(self.row.count() - 1, switch)

    def fit_by(self, shorten: Callable[[bool], None]) -> None:
        """Have something say itself in short, called with True, where there is no room."""
        self._shorten = shorten
        self.fit()

    def window_menu(self, parent: QWidget) -> QMenu:
        """Return a menu of windows that marks the one that is shown."""
        menu = QMenu(_("Time window"), parent)
        self._add_window(menu, _("fitting the speed"), None)
        menu.addSeparator()
        for window in WINDOWS_MS:
            self._add_window(menu, window_words(window), float(window))
        return menu

    def _add_window(self, menu: QMenu, words: str, window_ms: float | None) -> None:
        action = menu.addAction(words, partial(self.window_chosen.emit, window_ms))
        action.setCheckable(True)
        menu.aboutToShow.connect(lambda: action.setChecked(window_ms == self._chosen_ms))

    def follow(self, frame: RunnerFrame) -> None:
        """Say how fast slow processes go now, and what a faster body clock gets wrong."""
        known = frame.not_sped_up, frame.set_by_timeline
        if known != (self._excepted, self._set_now):
            self._excepted, self._set_now = known
            self.show_clock()

    def show_clock(self) -> None:
        """Say how much of the slow processes a second shows."""
        badge, short = badge_words(body_clock(self._document, self._set_now), self._session.speed)
        there = self._document.circuit.elements  # the run may not know yet of what has gone
        excepted = [problem for problem in self._excepted if problem.where in there]
        if badge and excepted:
            but = ngettext(" · {count} excepted", " · {count} excepted", len(excepted))
            badge += but.format(count=len(excepted))
        told = "\n".join([badge, *map(self._worded, excepted)])
        if (badge, short, told) == self._told:
            return
        self._told, self._badge = (badge, short, told), (badge, short)
        self.badge.setToolTip(plain_tip(told))
        self.badge.setAccessibleName(badge)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Say things in short, one after the other, where there is no room for all of them."""
        whole, short = self._badge
        self.badge.setText(whole)
        self.badge.setVisible(bool(whole))
        self._shorten(False)
        for give_way in (
            partial(self.badge.setText, short),
            partial(self._shorten, True),
            self.badge.hide,
        ):
            if self._least() <= self.width():
                break
            give_way()

    def _least(self) -> int:
        """Return the width that all that shows needs."""
        self.row.invalidate()
        return self.row.minimumSize().width()

    def show_window(self, window_ms: float, chosen_ms: float | None) -> None:
        """Say how much model time the plot shows, and how much was chosen (see `window_chosen`)."""
        self._chosen_ms = chosen_ms
        words = _("window {length}").format(length=window_words(window_ms)) + "  ▾"
        if words != self.choice.text():
            self.choice.setText(words)
            self.fit()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.past_bar.theme = theme
        self.past_bar.update()

    def _worded(self, problem: Problem) -> str:
        name = name_of(self._document.circuit, self._document.catalog, problem.where)
        return f"{name}: {problem.what}; {problem.remedy}"


def fitting_window(speed: float) -> float:
    """Return the model time, in ms, that takes about five seconds at `speed`."""
    return round_step(0.5 * speed * ON_SCREEN_S * 1000)


def window_words(window_ms: float) -> str:
    """Return the length of a window in words."""
    if window_ms < 1000:
        return _("{time} ms").format(time=in_digits(f"{float(f'{window_ms:.3g}'):g}"))
    return _("{time} s").format(time=in_digits(f"{float(f'{window_ms / 1000:.3g}'):g}"))
