"""Wiring without a mouse: a list of what a part may be connected to, and why not to the rest."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from circuitlab.catalog.families import NOTE
from circuitlab.catalog.words import Problem
from circuitlab.gui.sidebar.list_keys import steer
from circuitlab.gui.sidebar.target_list import Target, TargetList
from circuitlab.gui.widgets import button_icons
from circuitlab.gui.widgets.plain_text import PlainLabel
from circuitlab.model import rules
from circuitlab.model.effects import kind_of
from circuitlab.model.names import name_of
from circuitlab.model.rewiring import name_in_lists
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit
    from circuitlab.render.theme import Theme

SIZE = QSize(370, 430)


def targets_of(
    circuit: Circuit, catalog: Catalog, source: str, where: Callable[[str], tuple[float, float]]
) -> list[Target]:
    """Return every part of a circuit as a target of a wire from `source`.

    Those that a wire may end on come first, the nearest first; notes take no wires at all.

    Parameters
    ----------
    where : callable
        Returns where a part is drawn, in canvas units.
    """
    found = []
    for id in circuit.elements:
        kind = kind_of(circuit, catalog, id)
        if kind is not None and kind.family == NOTE:
            continue
        problem = rules.can_connect(circuit, catalog, source, id)
        if id == source and problem is not None:
            continue
        name = name_in_lists(circuit, catalog, id)
        note = _reason(problem) if problem is not None else _place(circuit, catalog, id, source)
        found.append(Target(id, name, note, kind, problem is not None))
    place = where(source)
    return sorted(found, key=lambda each: (each.refused, math.dist(where(each.id), place)))


def new_part() -> Target:
    """Return the target that is yet to be made."""
    return Target("", _("A new part …"), _("opens the list of all that may be wired from here"))


def _reason(problem: Problem) -> str:
    remedy = problem.remedy[:1].upper() + problem.remedy[1:]
    return f"{problem.what}. {remedy}" if remedy else problem.what


def _place(circuit: Circuit, catalog: Catalog, id: str, source: str) -> str:
    """Return where a part sits, or what kind it is of where its name does not say so."""
    if id == source:
        return _("itself")
    host, kind = circuit.host(id), kind_of(circuit, catalog, id)
    if host is not None:
        return _("on {host}").format(host=name_of(circuit, catalog, host))
    named = circuit.elements[id].label
    return kind.title if kind is not None and named not in ("", kind.title) else ""


class Connect(QFrame):
    """A list that pops up and closes once a target is chosen.

    Parameters
    ----------
    name : str
        What the wire comes from.
    targets : sequence of Target
        All that there is.

    Attributes
    ----------
    chosen : Signal(str)
        The id of the target, empty for a part that is yet to be made.
    """

    chosen = Signal(str)

    def __init__(
        self, name: str, targets: Sequence[Target], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = _("Connect {name} to …").format(name=name)
        self.setAccessibleName(title)
        self._targets = targets
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search parts of this circuit"))
        self.search.setAccessibleName(title)
        self.search.setClearButtonEnabled(True)
        sign = button_icons.icon("search", theme.ink_of("muted"))
        self.search.addAction(sign, QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._filter)
        self.list = TargetList(theme)
        self.search.installEventFilter(self)
        self.list.setAccessibleName(_("Parts to connect to"))
        self.list.chosen.connect(self._choose)
        self.list.currentItemChanged.connect(lambda _now, _before: self._tell())
        self._lay_out(title)
        self.resize(SIZE)
        self._filter("")

    def open_at(self, place: QPoint) -> None:
        """Show the popup at a place on the screen, wholly visible."""
        screen = QGuiApplication.screenAt(place) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        x = min(max(place.x(), room.left()), room.right() - self.width())
        y = min(max(place.y(), room.top()), room.bottom() - self.height())
        self.move(x, y)
        self.show()
        self.search.setFocus()

    def _lay_out(self, title: str) -> None:
        words = PlainLabel(title)
        words.setObjectName("small")
        self._nothing = PlainLabel()
        self._nothing.setObjectName("muted")
        self._nothing.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 10, 1, 6)
        column.setSpacing(7)
        framed = QVBoxLayout()
        framed.setContentsMargins(13, 0, 13, 0)
        framed.setSpacing(6)
        for piece in (words, self.search, self._nothing):
            framed.addWidget(piece)
        column.addLayout(framed)
        column.addWidget(self.list, 1)

    def _filter(self, words: str) -> None:
        sought = words.casefold().strip()
        shown = [each for each in self._targets if sought in each.sought]
        legal = [each for each in shown if not each.refused]
        refused = [each for each in shown if each.refused]
        self.list.show_targets(((_("May be connected"), legal), (_("Not possible"), refused)))
        nothing = _("Nothing in this circuit matches “{words}”.").format(words=words)
        if not sought:
            nothing = _("Nothing in this circuit takes a wire from here.")
        self._nothing.setText(nothing)
        self._nothing.setVisible(not legal and (not sought or not refused))

    def _tell(self) -> None:
        """Let the field say what the cursor is on: it is what keeps the focus."""
        target = self.list.current()
        words = f"{target.name}. {target.note}" if target is not None else ""
        self.search.setAccessibleDescription(words)

    def _choose(self, id: str) -> None:
        self.close()
        self.chosen.emit(id)

    # ---- Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return steer(self.search, self.list, event) or super().eventFilter(watched, event)
