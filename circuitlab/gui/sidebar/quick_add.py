"""Quick-add: a small palette at the pointer, for the keyboard and for a wire let go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from circuitlab.gui.sidebar.kind_list import HEADING, ROW
from circuitlab.gui.sidebar.palette import Palette
from circuitlab.gui.widgets.plain_text import PlainLabel
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from circuitlab.catalog.spec import Catalog
    from circuitlab.render.theme import Theme

SIZE = QSize(264, 348)


class QuickAdd(QFrame):
    """A palette that pops up and closes once something is chosen.

    Parameters
    ----------
    only : iterable of str, optional
        The kinds that may go here.
    source_name : str
        What the wire comes from that was let go; empty when there is none.

    Attributes
    ----------
    chosen : Signal(str)
        The name of the kind to add.
    """

    chosen = Signal(str)

    def __init__(
        self,
        catalog: Catalog,
        theme: Theme,
        only: Iterable[str] | None = None,
        source_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(_("Quick-add"))
        self.palette_ = Palette(catalog, theme, only, self)
        self.palette_.list.choose_first()
        self.palette_.chosen.connect(self._choose)
        self.palette_.list.dropped.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 8, 1, 6)
        column.setSpacing(0)
        if source_name:
            words = PlainLabel(_("Connect {name} to …").format(name=source_name))
            words.setObjectName("small")
            words.setContentsMargins(15, 0, 8, 0)
            column.addWidget(words)
        column.addWidget(self.palette_)
        rows, headings = len(self.palette_.list.kinds()), len(catalog.groups())
        tall = 96 + ROW * rows + HEADING * min(rows, headings)
        self.resize(SIZE.width(), min(SIZE.height(), max(170, tall)))

    def open_at(self, place: QPoint) -> None:
        """Show the popup at a place on the screen, wholly visible."""
        screen = QGuiApplication.screenAt(place) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        x = min(max(place.x(), room.left()), room.right() - SIZE.width())
        y = min(max(place.y(), room.top()), room.bottom() - SIZE.height())
        self.move(x, y)
        self.show()
        self.palette_.search.setFocus()

    def _choose(self, kind: str) -> None:
        self.close()
        self.chosen.emit(kind)
