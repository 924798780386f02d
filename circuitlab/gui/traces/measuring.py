"""The way to the instrument, which is made when it is first brought out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from circuitlab.gui.instrument.desk import Desk
from circuitlab.gui.instrument.view_names import TIME
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

    from circuitlab.gui.document import Document
    from circuitlab.gui.instrument.instrument import Instrument
    from circuitlab.gui.session import Session
    from circuitlab.gui.traces.header import Header
    from circuitlab.render.theme import Theme


class Measured(Desk, Protocol):
    """The traces, with what stands above them."""

    @property
    def header(self) -> Header:
        """What comes before the instrument when one goes from part to part."""


class Measuring(QObject):
    """Says what the instrument shows, also while there is none yet, and passes on what concerns it.

    Parameters
    ----------
    traces, document, session
        What the instrument needs.
    on
        Where it lies.

    Attributes
    ----------
    changed : Signal()
        Something of it was brought out or put away.
    room_wanted : Signal(bool)
        The traces should be higher, or as they were.
    switch : QPushButton
        Brings it out.
    places : (QVBoxLayout, QHBoxLayout)
        In one its bars come second, in the other its panel comes last.
    """

    changed = Signal()
    room_wanted = Signal(bool)

    def __init__(self, traces: Measured, on: QWidget, document: Document, session: Session) -> None:
        super().__init__(on)
        self._traces, self._on = traces, on
        self._document, self._session = document, session
        self._instrument: Instrument | None = None
        self.places: tuple[QVBoxLayout, QHBoxLayout]
        self.switch = QPushButton(_("Measure"))
        self.switch.setObjectName("slim")
        self.switch.setCheckable(True)
        self.switch.setToolTip(_("Cursors, measures, trigger, sweeps and further views  (I)"))
        self.switch.clicked.connect(lambda on: self.instrument.open(on))

    @property
    def instrument(self) -> Instrument:
        """The instrument; it is made now where there is none yet."""
        if self._instrument is None:
            from circuitlab.gui.instrument.instrument import Instrument

            traces = self._traces
            made = Instrument(traces, self._document, self._session, traces.theme, self._on)
            made.changed.connect(self.changed)
            made.room_wanted.connect(self.room_wanted)
            made.switched.connect(self.switch.setChecked)
            self._instrument = made
            self._lay_out(made)
        return self._instrument

    def _lay_out(self, instrument: Instrument) -> None:
        column, row = self.places
        column.insertWidget(1, instrument.bars)
        row.addWidget(instrument.panel)
        self.fit(self._on.width())
        before: QWidget = self._traces.header.choice
        for part in instrument.bars.findChildren(QWidget):
            if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
                QWidget.setTabOrder(before, part)
                before = part

    # ---- what is on

    @property
    def is_open(self) -> bool:
        """Whether it is out."""
        return self._instrument is not None and self._instrument.is_open

    @property
    def is_held(self) -> bool:
        """Whether the picture is held."""
        return self._instrument is not None and self._instrument.is_held

    @property
    def view(self) -> str:
        """Which view is on."""
        return TIME if self._instrument is None else self._instrument.view

    def right_ms(self, now_ms: float) -> float:
        """Return the time that stands at the right edge of the picture."""
        return now_ms if self._instrument is None else self._instrument.right_ms(now_ms)

    # ---- what concerns it

    def choose_element(self, id: str) -> None:
        """Choose the first strip of an element."""
        self.instrument.choose_element(id)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        if self._instrument is not None:
            self._instrument.set_theme(theme)

    def rows_changed(self) -> None:
        """There are other strips."""
        if self._instrument is not None:
            self._instrument.rows_changed()

    def take_frame(self) -> None:
        """There is something new."""
        if self._instrument is not None:
            self._instrument.take_frame()

    def key(self, event: QKeyEvent) -> bool:
        """Return whether a key was meant for it."""
        return self._instrument is not None and self._instrument.key(event)

    def fit(self, width: float) -> None:
        """Be as wide as traces of so much width allow."""
        if self._instrument is not None:
            self._instrument.fit(width)
