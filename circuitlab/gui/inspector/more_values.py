"""All values of an element beyond the few that matter most: in groups, with a filter over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from circuitlab.catalog.parameter_groups import main_of
from circuitlab.gui.inspector.group_box import GroupBox
from circuitlab.gui.inspector.page_parts import words
from circuitlab.gui.widgets.plain_text import PlainLabel
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from PySide6.QtGui import QKeyEvent

    from circuitlab.catalog.spec import Catalog, Kind, Parameter
    from circuitlab.gui.inspector.parameter_row import ParameterRow
    from circuitlab.render.theme import Theme

FEW = 3
"""Groups in all are needed for a filter to be worth its room, or values in them."""
_WORTH_FILTERING = 6

Pieces = list[QWidget]


def parted(kind: Kind, names: Iterable[str]) -> tuple[list[str], dict[str, list[str]]]:
    """Return the names that come first, in their order, and all others by their group."""
    main = main_of(kind)
    rest: dict[str, list[str]] = {}
    known = list(names)
    for name in known:
        if name not in main:
            rest.setdefault(kind.parameters[name].group, []).append(name)
    return [name for name in main if name in known], rest


def in_order(groups: Iterable[str], catalog: Catalog) -> list[str]:
    """Return groups as they are read; what is in none comes last."""
    order = list(catalog.parameter_groups)
    return sorted(groups, key=lambda name: order.index(name) if name in order else len(order))


def fits(parameter: Parameter, title: str, sought: str) -> bool:
    """Return whether each word that is sought stands in a name, a symbol or a unit."""
    told = f"{title} {parameter.name} {parameter.symbol} {parameter.unit}"
    return all(word in told.casefold() for word in sought.casefold().split())


class FilterField(QLineEdit):
    """A line in which part of a name, a symbol or a unit is written; Escape empties it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filter")
        self.setPlaceholderText(_("Filter"))
        self.setAccessibleName(_("Filter values by name, symbol or unit"))
        self.setClearButtonEnabled(True)
        self.setMaximumWidth(130)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class MoreValues(QWidget):
    """The groups of an element's other values.

    Parameters
    ----------
    groups : mapping of str to list of str
        The names of the parameters of each group, in the order in which they are shown.
    rows : mapping of str to ParameterRow
    beside : mapping of str to list of QWidget
        What stands under a row, as the picture of a list.
    titles : mapping of str to str
        Of groups.
    """

    def __init__(
        self,
        groups: Mapping[str, list[str]],
        rows: Mapping[str, ParameterRow],
        beside: Mapping[str, Pieces],
        titles: Mapping[str, str],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._groups, self._rows, self._beside = groups, rows, beside
        self.boxes: dict[str, GroupBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        total = sum(len(names) for names in groups.values())
        self.field = FilterField(self)
        self.field.textChanged.connect(self._filter)
        column.addLayout(self._heading(total))
        for group, names in groups.items():
            pieces = [piece for name in names for piece in (rows[name], *beside.get(name, []))]
            title = titles.get(group) or _("Other values")
            box = GroupBox(group or "other", title, pieces, theme, len(names))
            self.boxes[group] = box
            column.addWidget(box)
        self._nothing = words("small", "")
        self._nothing.hide()
        column.addWidget(self._nothing)

    def _heading(self, total: int) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        title = PlainLabel(_("More ({count})").format(count=total))
        title.setObjectName("section")
        row.addWidget(title, 1)
        row.addWidget(self.field)
        self.field.setVisible(total >= _WORTH_FILTERING or len(self._groups) >= FEW)
        return row

    def show_changes(self, changed: Iterable[str]) -> None:
        """Mark the groups in which values differ from their defaults."""
        differing = set(changed)
        for group, names in self._groups.items():
            self.boxes[group].heading.show_mark(len(differing.intersection(names)))

    def reveal(self, name: str) -> bool:
        """Open the group of a value; return whether it stands in one."""
        for group, names in self._groups.items():
            if name in names:
                self.field.clear()
                self.boxes[group].open_for_now()
                return True
        return False

    def _filter(self, sought: str) -> None:
        found = 0
        for group, names in self._groups.items():
            fitting = [
                n for n in names if fits(self._rows[n].parameter, self._rows[n].title, sought)
            ]
            found += len(fitting)
            self._show(group, fitting, is_filtered=bool(sought.strip()))
        told = _("No value here is called “{words}”.").format(words=sought.strip())
        self._nothing.setText(told)
        self._nothing.setVisible(not found)

    def _show(self, group: str, fitting: list[str], *, is_filtered: bool) -> None:
        box = self.boxes[group]
        for name in self._groups[group]:
            for piece in (self._rows[name], *self._beside.get(name, [])):
                piece.setVisible(name in fitting)
        box.setVisible(bool(fitting))
        box.heading.show_count(len(fitting))
        if is_filtered:
            box.open_for_now()
        else:
            box.as_remembered()
