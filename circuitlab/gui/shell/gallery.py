"""The gallery: the circuits that come with the program, and the files used last."""

from __future__ import annotations

from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from circuitlab.files import store
from circuitlab.gui.inspector.page_parts import link_button, rule, words
from circuitlab.gui.shell import settings
from circuitlab.gui.shell.pressing import pressed
from circuitlab.gui.widgets.thumbnail import thumbnail
from circuitlab.model.circuit import Circuit
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent

    from circuitlab.catalog.spec import Catalog
    from circuitlab.gui.document import Document
    from circuitlab.render.theme import Theme

WIDTH, LEAST = 500, 240
PICTURE = (132, 82)
CAPTION_LENGTH = 130
_STEPS: dict[int, bool] = {Qt.Key.Key_Down: True, Qt.Key.Key_Up: False}


class Chooser(QPushButton):
    """Names the circuit on the desk; a click opens the gallery.

    Attributes
    ----------
    preset_wanted : Signal(str)
    file_wanted : Signal(object)
        A path, or None to ask for one.
    """

    preset_wanted = Signal(str)
    file_wanted = Signal(object)

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chooser")
        self.setMinimumWidth(110)
        self.setMaximumWidth(310)
        self.setFixedHeight(28)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._document, self._theme = document, theme
        self._shown: tuple[str, int] | None = None
        self.clicked.connect(self.open_gallery)
        document.state_changed.connect(self.show_title)
        document.changed.connect(lambda _delta: self.show_title())
        self.show_title()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme

    def show_title(self) -> None:
        """Show the document's title, as much of it as there is room for."""
        title = self._document.title
        if (title, self.width()) == self._shown:
            return
        self._shown = (title, self.width())
        self.setAccessibleName(_("Circuit: {title}").format(title=title))
        self.setToolTip(title)
        metrics = QFontMetrics(self.font())
        room = max(60, self.width() - 38)
        self.setText(metrics.elidedText(title, Qt.TextElideMode.ElideRight, room) + "   ▾")

    def open_gallery(self) -> Gallery:
        """Show the gallery under the button."""
        gallery = Gallery(self._document.catalog, self._theme, self)
        gallery.preset_chosen.connect(self.preset_wanted)
        gallery.file_chosen.connect(self.file_wanted)
        place = self.mapToGlobal(QPoint(0, self.height() + 4))
        below = self.screen().availableGeometry().bottom() - place.y() - 4
        gallery.resize(gallery.width(), max(LEAST, min(gallery.height(), below)))
        gallery.move(place)
        gallery.show()
        return gallery

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_title()

    def sizeHint(self) -> QSize:
        return QSize(300, 28)


class Gallery(QFrame):
    """A popup with a card for each preset, and the recent files.

    Attributes
    ----------
    preset_chosen : Signal(str)
    file_chosen : Signal(object)
        A path, or None to ask for one.
    """

    preset_chosen = Signal(str)
    file_chosen = Signal(object)

    def __init__(self, catalog: Catalog, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(_("Circuits to open"))
        self._catalog, self._theme = catalog, theme
        body = QWidget()
        body.setObjectName("inspectorBody")
        body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(body)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(4)
        self._add_presets(column)
        self._add_files(column)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(scroll)
        self.resize(WIDTH, min(560, body.sizeHint().height() + 4))

    def _add_presets(self, column: QVBoxLayout) -> None:
        column.addWidget(words("section", _("Circuits from the article")))
        for preset in store.presets():
            picture = preset_picture(preset.path, self._catalog, self._theme)
            card = Card(preset.title, preset.caption, picture)
            card.chosen.connect(partial(self._choose_preset, preset.name))
            column.addWidget(card)

    def _add_files(self, column: QVBoxLayout) -> None:
        column.addSpacing(4)
        column.addWidget(rule())
        recent = settings.recent_files()
        if recent:
            column.addWidget(words("section", _("Recent files")))
        for path in recent:
            name = _("Open {name}").format(name=path.name)
            column.addWidget(link_button(path.name, name, partial(self._choose_file, path)))
        open_file = _("Open a file…")
        column.addWidget(link_button(open_file, open_file, lambda: self._choose_file(None)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            self.focusNextPrevChild(_STEPS[event.key()])
        elif not pressed(self, event):
            super().keyPressEvent(event)

    def _choose_preset(self, name: str) -> None:
        self.close()
        self.preset_chosen.emit(name)

    def _choose_file(self, path: Path | None) -> None:
        self.close()
        self.file_chosen.emit(path)


class Card(QFrame):
    """A preset's title and caption; click or Enter chooses it.

    Attributes
    ----------
    chosen : Signal()
    """

    chosen = Signal()

    def __init__(
        self, title: str, caption: str, picture: QPixmap, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(title)
        self.setAccessibleDescription(caption)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 8, 8, 8)
        self.setFixedHeight(PICTURE[1] + 16)
        row.setSpacing(12)
        sign = QLabel()
        sign.setPixmap(picture)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.setAlignment(Qt.AlignmentFlag.AlignTop)
        for name, text in (("cardTitle", title), ("small", _shortened(caption))):
            label = QLabel(text)
            label.setObjectName(name)
            label.setWordWrap(True)
            lines.addWidget(label)
        row.addLayout(lines, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
        elif event.key() in _STEPS:
            self.focusNextPrevChild(_STEPS[event.key()])
        else:
            super().keyPressEvent(event)


@lru_cache(maxsize=64)
def preset_picture(path: Path, catalog: Catalog, theme: Theme) -> QPixmap:
    """Return the small picture of the preset at `path`."""
    circuit = store.load(path, catalog).circuit
    return thumbnail(circuit or Circuit(), catalog, theme, *PICTURE)


def _shortened(text: str) -> str:
    if len(text) <= CAPTION_LENGTH:
        return text
    return text[:CAPTION_LENGTH].rsplit(" ", 1)[0] + " …"
