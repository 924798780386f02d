"""The page that the program opens with: circuits that run, grouped as the article is."""

from __future__ import annotations

import functools
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QPixmap
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from circuitlab.files import store
from circuitlab.gui.inspector.page_parts import emptied, words
from circuitlab.gui.start_page.own_files import OwnFiles
from circuitlab.gui.start_page.preset_card import PICTURE, WIDEST, PresetCard
from circuitlab.gui.start_page.recent_file import SMALL, RecentFile
from circuitlab.gui.start_page.shelf import Shelf
from circuitlab.gui.widgets.plain_text import plain_tip
from circuitlab.gui.widgets.thumbnail import thumbnail
from circuitlab.model.circuit import Circuit
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent

    from circuitlab.catalog.spec import Catalog
    from circuitlab.render.theme import Theme

MARGIN = 36
NARROW = 1380
"""Pixels of the page below which one's own files stand above the presets, not beside them."""
BACK_WIDTH = 420
"""Pixels of a circuit's title in the way back to it, at most."""
ABOUT_FROM = 1100
"""Pixels of the page from which a word stands beside its title."""
_TOP = Qt.AlignmentFlag.AlignTop
_STEPS = {
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Up: (0, -1),
}


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
        self._unpainted: list[PresetCard | RecentFile] = []
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
        self.search.returnPressed.connect(self._take_found)
        self._nothing = words("body", "")
        self._nothing.hide()
        self.own = OwnFiles()
        self.own.new_wanted.connect(self.new_wanted)
        self.own.file_chosen.connect(self.file_chosen)
        self.back = QPushButton()
        self.back.setObjectName("slim")
        self.back.clicked.connect(self.left)
        self.back.hide()
        self._shelves: list[Shelf] = []
        self._shelf_column = QVBoxLayout()
        self._shelf_column.setSpacing(10)
        self.setWidget(self._body())

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        if self.cards:
            self._fill()

    def offer_back(self, title: str, has_parts: bool = True) -> None:
        """Offer the way back to the circuit that lies under the page, unless it is empty."""
        back = _("Back to “{title}”")
        metrics = QFontMetrics(self.back.font())
        seen = metrics.elidedText(title, Qt.TextElideMode.ElideRight, BACK_WIDTH)
        self.back.setText(f"‹  {back.format(title=seen)}")
        self.back.setAccessibleName(back.format(title=title))
        self.back.setToolTip(plain_tip(title))
        self.back.setVisible(has_parts)

    def summary(self) -> str:
        """Return how much there is, in words."""
        presets = [card.preset for card in self.cards] or store.presets()
        claims = sum(preset.claims for preset in presets)
        said = _("{circuits} circuits · {claims} claims to check · a model, not advice")
        return said.format(circuits=len(presets), claims=claims)

    # ---- building

    def _body(self) -> QWidget:
        body = _Body()
        body.setObjectName("startBody")
        body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(body)
        column.setContentsMargins(MARGIN, 22, MARGIN, 24)
        column.setSpacing(12)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._top())
        self._below = below = QBoxLayout(QBoxLayout.Direction.RightToLeft)
        below.setSpacing(28)
        below.addWidget(self.own, 0, Qt.AlignmentFlag.AlignTop)
        shelves = QVBoxLayout()
        shelves.addWidget(self._nothing)
        shelves.addLayout(self._shelf_column)
        shelves.addStretch(1)
        below.addLayout(shelves, 1)
        column.addLayout(below, 1)
        return body

    def _top(self) -> QHBoxLayout:
        top = QHBoxLayout()
        top.setSpacing(20)
        title = words("pageTitle", _("Begin with a circuit that already runs"))
        title.setWordWrap(False)
        top.addWidget(title)
        self._about = words("muted", _("Chronic pain, from the first spike to its treatments."))
        self._about.setWordWrap(False)
        top.addWidget(self._about)
        top.addStretch(1)
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
        self._paint([*self.cards, *self.own.files])
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
        if isinstance(card, PresetCard):
            path = card.preset.path
            card.picture.show_picture(preset_picture(path, self._catalog, self._theme))
        elif card.is_pictured:
            card.show_picture(small_picture(card.path, self._catalog, self._theme))

    def _paint(self, cards: Sequence[PresetCard | RecentFile]) -> None:
        """Paint the pictures of these, one by one when there is time."""
        self._unpainted = list(cards)
        self._painter.start()

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

    def _take_found(self) -> None:
        """Open what was sought, where it is one; of several go to the first."""
        shown = [card for card in self.cards if card.isVisibleTo(self)]
        if len(shown) == 1:
            self.preset_chosen.emit(shown[0].preset.name)
        elif shown and self.search.text().strip():
            shown[0].setFocus(Qt.FocusReason.TabFocusReason)

    # ---- Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.own.renew()
        for card in self.cards:
            card.renew()
        if not self.cards:
            self._fill()
            QTimer.singleShot(0, self.search.setFocus)
        else:
            waiting = [card for card in self._unpainted if isinstance(card, PresetCard)]
            self._paint([*waiting, *self.own.files])

    def resizeEvent(self, event: QResizeEvent) -> None:
        is_narrow = self.width() < NARROW
        way = QBoxLayout.Direction
        self._below.setDirection(way.TopToBottom if is_narrow else way.RightToLeft)
        self._below.setSpacing(14 if is_narrow else 28)
        self._below.setAlignment(self.own, Qt.AlignmentFlag(0) if is_narrow else _TOP)
        self.own.set_row(is_row=is_narrow)
        self._about.setVisible(self.width() > ABOUT_FROM)
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.search.text():
                self.search.clear()
            else:
                self.left.emit()
        elif (key := Qt.Key(event.key())) in _STEPS:
            self._step(*_STEPS[key])
        else:
            super().keyPressEvent(event)

    def _step(self, across: int, down: int) -> None:
        """Go to the next card in a direction; to the first where none has the focus."""
        shown = [card for card in self.cards if card.isVisibleTo(self)]
        here = next((card for card in shown if card.hasFocus()), None)
        wanted = shown[0] if shown and here is None else here
        if here is not None and across:
            at = shown.index(here) + across
            wanted = shown[max(0, min(len(shown) - 1, at))]
        elif here is not None:
            wanted = _below(here, shown, down)
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(wanted)


class _Body(QWidget):
    """What is scrolled: no higher than its cards need at the width that there is."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


def _below(here: PresetCard, shown: Sequence[PresetCard], down: int) -> PresetCard:
    """Return the card in the next row below (1) or above (-1), as near as can be."""
    start = here.mapToGlobal(QPoint())

    def away(card: PresetCard) -> tuple[int, int]:
        way = card.mapToGlobal(QPoint()) - start
        return down * way.y(), abs(way.x())

    beyond = [card for card in shown if away(card)[0] > here.picture.height()]
    return min(beyond, key=away, default=here)


@lru_cache(maxsize=96)
def preset_picture(path: Path, catalog: Catalog, theme: Theme) -> QPixmap:
    """Return the picture of the preset at `path`, drawn from the circuit itself."""
    circuit = store.load(path, catalog).circuit
    high = round(WIDEST * PICTURE.height() / PICTURE.width())
    return thumbnail(circuit or Circuit(), catalog, theme, WIDEST, high)


def small_picture(path: Path, catalog: Catalog, theme: Theme) -> QPixmap:
    """Return the picture of a file used last; an empty one where it cannot be read."""
    circuit = store.load(path, catalog).circuit
    if circuit is None or not circuit.elements:
        return QPixmap()
    return thumbnail(circuit, catalog, theme, SMALL.width(), SMALL.height())


@functools.cache
def _words_of(preset: store.Preset) -> str:
    return " ".join((preset.name, preset.title, preset.caption, preset.proves)).casefold()


def _has(preset: store.Preset, sought: list[str]) -> bool:
    return all(word in _words_of(preset) for word in sought)
