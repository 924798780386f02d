"""The page that the program opens with: circuits that run, grouped as the article is."""

from __future__ import annotations

import functools
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from circuitlab.files import store
from circuitlab.gui.inspector.page_parts import emptied, words
from circuitlab.gui.start_page.own_files import OwnFiles
from circuitlab.gui.start_page.preset_card import PICTURE, PresetCard
from circuitlab.gui.start_page.shelf import Shelf
from circuitlab.gui.widgets.thumbnail import thumbnail
from circuitlab.model.circuit import Circuit
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QShowEvent

    from circuitlab.catalog.spec import Catalog
    from circuitlab.render.theme import Theme

MARGIN = 36
_DOWN, _UP = Qt.Key.Key_Down, Qt.Key.Key_Up
_FORWARD, _BACK = (Qt.Key.Key_Right, _DOWN), (Qt.Key.Key_Left, _UP)


def headings() -> dict[str, str]:
    """Return the groups of presets in their order, and what they are called."""
    return {
        "nervous_system": _("The nervous system"),
        "chronic_pain": _("Neurobiology of chronic pain"),
        "desensitised": _("Can it be desensitised?"),
        "since": _("Since the article"),
        "": _("More circuits"),
    }


class StartPage(QScrollArea):
    """All presets with a picture each, the files used last, and a way to an empty circuit.

    Parameters
    ----------
    catalog : Catalog
        The kinds there are.
    theme : Theme
        Whose colours are used.

    Attributes
    ----------
    preset_chosen, walk_chosen : Signal(str)
        A preset is to be opened, or to be walked through.
    file_chosen : Signal(object)
        A path, or None to ask for one.
    new_wanted, left : Signal()
        An empty circuit is wanted; the page is to be left for what lies under it.
    """

    preset_chosen = Signal(str)
    walk_chosen = Signal(str)
    file_chosen = Signal(object)
    new_wanted = Signal()
    left = Signal()

    def __init__(self, catalog: Catalog, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog, self._theme = catalog, theme
        self.cards: list[PresetCard] = []
        self._unpainted: list[PresetCard] = []
        self._painter = QTimer(self, interval=0)
        self._painter.timeout.connect(self._paint_next)
        self.setObjectName("startPage")
        self.setAccessibleName(_("Circuits to begin with"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search circuits: cold, ketamine…"))
        self.search.setAccessibleName(_("Search circuits"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(PICTURE.width())
        self.search.textChanged.connect(self._sift)
        self._nothing = words("body", "")
        self._nothing.hide()
        self.own = OwnFiles()
        self.own.new_wanted.connect(self.new_wanted)
        self.own.file_chosen.connect(self.file_chosen)
        self._shelves: list[Shelf] = []
        self._shelf_column = QVBoxLayout()
        self._shelf_column.setSpacing(10)
        self.setWidget(self._body())

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        if self.cards:
            self._fill()

    def summary(self) -> str:
        """Return how much there is, in words."""
        presets = store.presets()
        claims = sum(preset.claims for preset in presets)
        said = _("{circuits} circuits · {claims} claims to check · a model, not advice")
        return said.format(circuits=len(presets), claims=claims)

    # ---- building

    def _body(self) -> QWidget:
        body = QWidget()
        body.setObjectName("startBody")
        body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(body)
        column.setContentsMargins(MARGIN, 22, MARGIN, 24)
        column.setSpacing(12)
        column.addLayout(self._top())
        below = QHBoxLayout()
        below.setSpacing(28)
        shelves = QVBoxLayout()
        shelves.addWidget(self._nothing)
        shelves.addLayout(self._shelf_column)
        shelves.addStretch(1)
        below.addLayout(shelves, 1)
        below.addWidget(self.own, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(below, 1)
        return body

    def _top(self) -> QHBoxLayout:
        top = QHBoxLayout()
        top.setSpacing(20)
        title = words("pageTitle", _("Begin with a circuit that already runs"))
        title.setWordWrap(False)
        top.addWidget(title)
        top.addWidget(words("muted", _("Chronic pain, from the first spike to its treatments.")), 1)
        top.addWidget(self.search)
        return top

    def _fill(self) -> None:
        """Set all cards anew; their pictures are painted one by one when there is time."""
        emptied(self._shelf_column)
        self.cards, self._shelves = [], []
        presets = store.presets()
        for group, heading in headings().items():
            cards = [self._card(each) for each in presets if each.group == group]
            if cards:
                shelf = Shelf(heading, cards)
                self._shelves.append(shelf)
                self._shelf_column.addWidget(shelf)
                self.cards += cards
        self._unpainted = list(self.cards)
        self._painter.start()
        self._sift(self.search.text())

    def _card(self, preset: store.Preset) -> PresetCard:
        card = PresetCard(preset, self._theme)
        card.chosen.connect(self.preset_chosen)
        card.walk_wanted.connect(self.walk_chosen)
        return card

    def _paint_next(self) -> None:
        if not self._unpainted:
            self._painter.stop()
            return
        card = self._unpainted.pop(0)
        card.picture.show_picture(preset_picture(card.preset.path, self._catalog, self._theme))

    # ---- searching

    def _sift(self, text: str) -> None:
        """Show the presets that have all the words that are sought."""
        sought = text.casefold().split()
        found = [card.preset.name for card in self.cards if _has(card.preset, sought)]
        for shelf in self._shelves:
            shelf.show_only(set(found))
        self._nothing.setVisible(not found and bool(sought))
        self._nothing.setText(
            _("No circuit is about “{text}”. Clear the search to see all.").format(text=text)
        )

    # ---- Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.own.renew()
        if not self.cards:
            self._fill()
            QTimer.singleShot(0, self.search.setFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.search.text():
                self.search.clear()
            else:
                self.left.emit()
        elif event.key() in (*_FORWARD, *_BACK):
            self._step(event.key() in _FORWARD)
        else:
            super().keyPressEvent(event)

    def _step(self, onwards: bool) -> None:
        """Go to the next card that shows, or the one before."""
        shown = [card for card in self.cards if card.isVisibleTo(self)]
        here = next((n for n, card in enumerate(shown) if card.hasFocus()), -1 if onwards else 0)
        if shown:
            wanted = shown[max(0, min(len(shown) - 1, here + (1 if onwards else -1)))]
            wanted.setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(wanted)


@lru_cache(maxsize=96)
def preset_picture(path: Path, catalog: Catalog, theme: Theme) -> QPixmap:
    """Return the picture of the preset at `path`, drawn from the circuit itself."""
    circuit = store.load(path, catalog).circuit
    return thumbnail(circuit or Circuit(), catalog, theme, PICTURE.width(), PICTURE.height())


@functools.cache
def _words_of(preset: store.Preset) -> str:
    return " ".join((preset.name, preset.title, preset.caption, preset.proves)).casefold()


def _has(preset: store.Preset, sought: list[str]) -> bool:
    return all(word in _words_of(preset) for word in sought)
