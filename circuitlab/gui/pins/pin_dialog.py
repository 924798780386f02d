"""What a pin sets, and from where to where: asked in a dialog."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from circuitlab.catalog.printable import printable
from circuitlab.catalog.words import Problem, convert, format_value
from circuitlab.gui.inspector.page_parts import words
from circuitlab.gui.pins.pin_values import parameter_of
from circuitlab.gui.widgets.decision import decision
from circuitlab.model.limits import too_long
from circuitlab.model.pinning import driven, parameter_title, pin_title
from circuitlab.model.pins import (
    LONGEST_TITLE,
    SLIDER,
    Driven,
    Pin,
    is_number,
    pinnable,
    spans_decades,
)
from circuitlab.model.rewiring import name_in_lists
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog, Parameter
    from circuitlab.model.circuit import Circuit

_WIDTH, _FIELD = 560, 92


class PinDialog(QDialog):
    """Shows what a pin sets and takes it when all of it fits.

    Attributes
    ----------
    taken : Signal(object)
        The pin as it is to be.
    """

    taken = Signal(object)

    def __init__(self, circuit: Circuit, catalog: Catalog, pin: Pin, parent: QWidget) -> None:
        super().__init__(parent)
        self._circuit, self._catalog, self._pin = circuit, catalog, pin
        self.rows: list[DrivenRow] = []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Pin"))
        self.setMinimumWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        self.title = QLineEdit(pin_title(circuit, catalog, pin))
        self.title.setAccessibleName(_("Name"))
        column.addWidget(words("small", _("Name")))
        column.addWidget(self.title)
        self._grid = QVBoxLayout()
        column.addWidget(words("small", _("Sets, together")))
        column.addLayout(self._grid)
        for each in pin.drives:
            self._add_row(each)
        column.addLayout(self._adding())
        self.wrong = words("wrong", "")
        self.wrong.hide()
        column.addWidget(self.wrong)
        column.addWidget(decision(self, self._take))

    def _adding(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.elements, self.parameters = QComboBox(), QComboBox()
        self.elements.setAccessibleName(_("Element"))
        self.parameters.setAccessibleName(_("Parameter"))
        for id, element in self._circuit.elements.items():
            kind = self._catalog.kinds.get(element.kind)
            if kind is not None and any(self._fits(each) for each in kind.parameters.values()):
                self.elements.addItem(name_in_lists(self._circuit, self._catalog, id), id)
        self.elements.currentIndexChanged.connect(lambda _index: self._offer())
        self.add = QPushButton(_("Set this too"))
        self.add.clicked.connect(self._add_chosen)
        for part, stretch in ((self.elements, 3), (self.parameters, 3), (self.add, 0)):
            row.addWidget(part, stretch)
        self._offer()
        return row

    def _fits(self, parameter: Parameter) -> bool:
        return pinnable(parameter) and (self._pin.sort != SLIDER or is_number(parameter))

    def _offer(self) -> None:
        """Offer the parameters of the chosen element that the pin could set and does not yet."""
        self.parameters.clear()
        id = self.elements.currentData()
        kind = self._catalog.kinds.get(self._circuit.elements[id].kind) if id else None
        taken = {row.driven.address for row in self.rows}
        for name, parameter in kind.parameters.items() if kind is not None else ():
            if self._fits(parameter) and (id, name) not in taken:
                self.parameters.addItem(parameter.title or name.replace("_", " "), name)
        self.add.setEnabled(self.parameters.count() > 0)

    def _add_chosen(self) -> None:
        id, name = self.elements.currentData(), self.parameters.currentData()
        self._add_row(driven(self._circuit, self._catalog, id, name, self._pin.sort))
        self._offer()

    def _add_row(self, each: Driven) -> None:
        row = DrivenRow(self._circuit, self._catalog, each, self._pin.sort == SLIDER)
        row.removed.connect(lambda: self._remove(row))
        self.rows.append(row)
        self._grid.addWidget(row)
        self._mark_rows()

    def _remove(self, row: DrivenRow) -> None:
        self.rows.remove(row)
        row.hide()
        row.deleteLater()
        self._mark_rows()
        self._offer()

    def _mark_rows(self) -> None:
        """The last thing that a pin sets cannot be left out."""
        for row in self.rows:
            row.leave_out.setEnabled(len(self.rows) > 1)

    def _take(self) -> None:
        found = [row.read() for row in self.rows]
        given = printable(self.title.text().strip())
        for each in (*found, too_long(given, LONGEST_TITLE)):
            if isinstance(each, Problem):
                self.wrong.setText(each.sentence)
                self.wrong.show()
                return
        drives = tuple(each for each in found if isinstance(each, Driven))
        bare = replace(self._pin, title="", drives=drives)
        is_usual = given in ("", pin_title(self._circuit, self._catalog, bare))
        self.taken.emit(replace(bare, title="" if is_usual else given))
        self.accept()


class DrivenRow(QWidget):
    """One parameter that a pin sets: its name, its two ends, and how the range is spread.

    Attributes
    ----------
    removed : Signal()
        It is to be set no more.
    """

    removed = Signal()

    def __init__(self, circuit: Circuit, catalog: Catalog, each: Driven, is_slider: bool) -> None:
        super().__init__()
        self.driven, self._is_slider = each, is_slider
        self._parameter = parameter_of(circuit, catalog, each)
        title = parameter_title(circuit, catalog, each)
        self._name = f"{name_in_lists(circuit, catalog, each.element)}: {title}"
        low, high = (_("from"), _("to")) if is_slider else (_("off"), _("on"))
        self.low, self.high = self._field(each.low, low), self._field(each.high, high)
        self.log = QCheckBox(_("logarithmic"))
        self.log.setChecked(each.log)
        self.log.setVisible(is_slider)
        self.leave_out = QPushButton(_("Leave out"))
        self.leave_out.setObjectName("link")
        self.leave_out.setAccessibleName(_("Leave out {name}").format(name=self._name))
        self.leave_out.clicked.connect(self.removed)
        for field in (self.low, self.high):
            field.editingFinished.connect(self._suggest)
        self._lay_out(low, high)

    def _lay_out(self, low: str, high: str) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 4)
        grid.addWidget(words("body", self._name), 0, 0, 1, 5)
        grid.addWidget(self.leave_out, 0, 5)
        for column, part in enumerate((words("small", low), self.low, words("small", high))):
            grid.addWidget(part, 1, column)
        grid.addWidget(self.high, 1, 3)
        grid.addWidget(self.log, 1, 4)
        grid.setColumnStretch(5, 1)

    def _field(self, value: object, end: str) -> QLineEdit:
        plain = isinstance(value, bool | int | float | str | tuple)
        text = format_value(self._parameter, value) if self._parameter and plain else str(value)  # type: ignore[arg-type]
        field = QLineEdit(text)
        field.setMinimumWidth(_FIELD)
        field.setAccessibleName(f"{self._name}, {end}")
        return field

    def _suggest(self) -> None:
        """A range over powers of ten is better spread by them; one across zero cannot be."""
        ends = self._ends()
        if isinstance(ends, Problem) or not self._is_slider:
            return
        low, high = ends
        may = all(isinstance(end, int | float) and end >= 0 for end in ends)
        self.log.setEnabled(may)
        self.log.setChecked(may and (self.log.isChecked() or spans_decades(low, high)))

    def _ends(self) -> tuple[Any, Any] | Problem:
        if self._parameter is None:
            return self.driven.low, self.driven.high
        low, high = (convert(self._parameter, each.text()) for each in (self.low, self.high))
        for found in (low, high):
            if isinstance(found, Problem):
                return Problem(self._name, found.what, found.remedy)
        return low, high

    def read(self) -> Driven | Problem:
        """Return what is set, or what is wrong with it."""
        ends = self._ends()
        if isinstance(ends, Problem):
            return ends
        if ends[0] == ends[1]:
            what = _("both ends are {value}").format(value=self.low.text())
            return Problem(self._name, what, _("give two values"))
        return replace(self.driven, low=ends[0], high=ends[1], log=self.log.isChecked())
