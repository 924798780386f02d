"""What every editor of a parameter shows and says."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from circuitlab.gui.widgets.pin_button import PinButton
from circuitlab.gui.widgets.plain_text import PlainLabel
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Parameter


class ParameterEditor(QWidget):
    """Shows a parameter's value and says what the user wants it to be.

    Parameters
    ----------
    parameter : Parameter
        What the catalog says of it.
    title : str
        What it is called.

    Attributes
    ----------
    wanted : Signal(object, str)
        A value in the catalog's unit (None: the default again) and the merge key of its gesture.
    typed, typing : Signal(str)
        A text that is still to be read, once it is taken and at every letter.
    given_up, details_wanted, pin_wanted : Signal()
        What was typed is not meant; what the catalog says is asked for; it is to be pinned to the
        canvas, or taken off.
    control : QWidget
        What takes the pointer and the keys.
    """

    wanted = Signal(object, str)
    typed = Signal(str)
    typing = Signal(str)
    given_up = Signal()
    details_wanted = Signal()
    pin_wanted = Signal()

    def __init__(self, parameter: Parameter, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parameter, self.title = parameter, title
        self.control: QWidget = self
        self._tag: QLabel | None = None
        self._row: QHBoxLayout | None = None
        self._pin: PinButton | None = None

    @abstractmethod
    def show_value(self, value: object, changed: bool) -> None:
        """Show a value, and whether it differs from the catalog's default."""

    def show_tag(self, tag: str) -> None:
        """Show the tag of the value beside it."""
        if self._tag is not None:
            self._tag.setText(tag)

    def show_pinned(self, pinned: bool) -> None:
        """Offer to pin it, and show whether it is."""
        if self._row is not None and self._pin is None:
            self._pin = PinButton(self.title, self)
            self._pin.clicked.connect(self.pin_wanted)
            self._row.insertWidget(0, self._pin)
        if self._pin is not None:
            self._pin.setChecked(pinned)

    def edit(self) -> None:
        """Let a value be typed, where that is not so all the time."""

    def end_typing(self) -> None:
        """What was typed is taken."""

    def _put_beside_name(self, control: QWidget) -> None:
        """Set the name, which opens the details, at the left and the control at the right."""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        name = QPushButton(self.title, self)
        name.setObjectName("link")
        name.setMinimumWidth(50)  # a long name is cut before the page grows beyond its panel
        name.setStyleSheet("color: palette(window-text); font-size: 12px; font-weight: 500;")
        name.setAccessibleName(_("About {parameter}").format(parameter=self.title))
        name.clicked.connect(self.details_wanted)
        control.setAccessibleName(self.title)
        row.addWidget(name)
        row.addStretch(1)
        self._tag = PlainLabel(parent=self)
        self._tag.setObjectName("small")
        row.addWidget(self._tag)
        row.addWidget(control)
        self.control, self._row = control, row
