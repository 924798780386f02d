"""The transport: play, step, restart, speed, and the two clocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from circuitlab.gui.transport.days_choice import DaysChoice
from circuitlab.gui.transport.speed_dial import SpeedDial
from circuitlab.gui.widgets.plain_text import PlainLabel
from circuitlab.gui.widgets.steady_label import Reading
from circuitlab.model.days import DAY_S, HOUR_S
from circuitlab.model.element import DOCUMENT
from circuitlab.model.timeline import body_steps, changes_pace
from circuitlab.resources import _, in_digits, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from circuitlab.gui.document import Document
    from circuitlab.gui.session import Session
    from circuitlab.render.live_frame import LiveFrame
    from circuitlab.render.theme import Theme

TIME_HEIGHT = 20
APART_S, CLOSE_S = 1.0, 1e-3
SECONDS = {"week": 604_800.0, "day": 86_400.0, "h": 3600.0, "min": 60.0, "s": 1.0}


class Transport(QWidget):
    """Buttons for the run's actions, the speed dial and the clocks.

    Parameters
    ----------
    play, step, restart : QAction
        What the three buttons do.

    Attributes
    ----------
    reshaped : Signal()
        It needs another width than before.
    """

    reshaped = Signal()

    def __init__(
        self,
        document: Document,
        session: Session,
        theme: Theme,
        actions: tuple[QAction, QAction, QAction],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._session = document, session
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for action in actions:
            row.addWidget(_button(action, primary=action is actions[0]))
        row.addSpacing(6)
        self.dial = SpeedDial(theme)
        self.dial.wanted.connect(session.set_speed)
        row.addWidget(self.dial)
        row.addSpacing(8)
        self._time = _reading(_("model time"), 78, theme)
        self._body = _reading(_("body time"), 92, theme)
        name = PlainLabel(_("model time"))
        name.setObjectName("small")
        self.days = DaysChoice(session)
        self.days.setObjectName("clockChoice")
        self._clocks = _clock(name, self._time), _clock(self.days, self._body)
        for clock in self._clocks:
            row.addWidget(clock)
        self._body.hide()
        session.days_changed.connect(self._show_time)
        session.days_changed.connect(self.reshaped)
        session.speed_changed.connect(self._show_speed)
        session.frame_ready.connect(self._show_time)
        session.engine.status_changed.connect(lambda _status: self._show_time())
        document.changed.connect(lambda _delta: self._show_time())
        document.replaced.connect(self._show_time)
        self._show_speed(session.speed)
        self._show_time()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        for part in (self.dial, self._time, self._body):
            part.theme = theme
            part.update()

    def show_clocks(self, count: int) -> None:
        """Show both clocks, that of the body, or none, where there is no room: others tell them."""
        for left, clock in enumerate(self._clocks):
            clock.setVisible(count > 1 - left)

    def _show_speed(self, speed: float) -> None:
        self.dial.show_speed(speed)
        self._show_time()

    def _show_time(self) -> None:
        live = self._session.live
        time = _("{seconds} s").format(seconds=in_digits(f"{live.time_ms / 1000:.3f}"))
        self._time.setText("–" if self._session.engine.compiles else time)
        self._show_body(has_body_clock(self._document, live) or self._session.days.every_s > 0.0)
        self._body.setText(clock_words(live.body_s))
        self.dial.show_reached(self._session.reached if self._session.playing else 0.0)

    def _show_body(self, has_body: bool) -> None:
        if has_body == self._body.isHidden():
            self._body.setVisible(has_body)
            self.days.show_body(has_body)
            self.reshaped.emit()


def body_clock(document: Document, set_now: Mapping[tuple[str, str], object]) -> float:
    """Return the body seconds that pass per model second now.

    Parameters
    ----------
    set_now
        What the run's timeline has set.
    """
    own = document.circuit.document["body_clock"]
    return float(str(set_now.get((DOCUMENT, "body_clock"), own)))


def has_body_clock(document: Document, live: LiveFrame) -> bool:
    """Return whether body time is another than model time, now or later in the run."""
    is_apart = abs(live.body_s - 1e-3 * live.time_ms) > APART_S
    circuit = document.circuit
    return is_apart or changes_pace(circuit) or bool(body_steps(circuit))


def clock_words(seconds: float) -> str:
    """Return a body time as the clock shows it: ``6 min``, ``2.5 h``, ``day 3, 12 h``."""
    if seconds < DAY_S:
        return duration_words(seconds)
    day, rest = divmod(seconds + CLOSE_S, DAY_S)
    return _("day {day:.0f}, {hours:.0f} h").format(day=day, hours=rest // HOUR_S)


def badge_words(clock: float, speed: float) -> tuple[str, str]:
    """Return what a second on the screen shows of slow processes, and that in short.

    Empty in real time.

    Parameters
    ----------
    clock
        Body seconds that pass per model second.
    """
    if clock == 1.0:
        return "", ""
    shown = duration_words(speed * clock)
    whole, short = _("1 s shows {time} of slow processes"), _("1 s shows {time}")
    return whole.format(time=shown), short.format(time=shown)


def duration_words(seconds: float) -> str:
    """Return a duration as people say it: ``6 min``, ``2.5 h``, ``3 days``."""
    unit = next((name for name, size in SECONDS.items() if seconds >= 0.995 * size), "s")
    amount = seconds / SECONDS[unit]
    digits = 1 if amount < 9.95 and round(amount, 1) != round(amount) else 0
    number = in_digits(f"{seconds:.2g}" if seconds < 1 else f"{amount:.{digits}f}")
    count = 1 if number == "1" else 2
    if unit == "week":
        return ngettext("{number} week", "{number} weeks", count).format(number=number)
    if unit == "day":
        return ngettext("{number} day", "{number} days", count).format(number=number)
    return f"{number} {unit}"


def _button(action: QAction, primary: bool) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setObjectName("primary" if primary else "transport")
    button.setFixedSize(34, 30)
    button.setIconSize(QSize(20, 20))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(action.text())
    action.changed.connect(lambda: button.setAccessibleName(action.text()))
    return button


def _reading(title: str, width: int, theme: Theme) -> Reading:
    time = Reading(theme, QSize(width, TIME_HEIGHT), 14)
    time.setAccessibleName(title)
    return time


def _clock(title: QWidget, time: Reading) -> QWidget:
    """Return a clock: its title with the time below."""
    box = QWidget()
    box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 5, 0, 6)
    column.setSpacing(0)
    column.addWidget(title, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    column.addWidget(time)
    return box
