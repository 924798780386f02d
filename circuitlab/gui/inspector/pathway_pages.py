"""What the inspector's pages say of pathways and hints, kept true while they are open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from circuitlab.gui.inspector.page_parts import Sheet, emptied, link_button, words
from circuitlab.gui.widgets.flow_layout import FlowLayout
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.gui.document import Document
    from circuitlab.gui.inspector.pathway_page import PathwaySheet
    from circuitlab.gui.session import Session
    from circuitlab.render.theme import Theme


class PathwayPages(QObject):
    """Makes the page of two elements, and adds to the pages of one and of the circuit.

    Attributes
    ----------
    rebuild_wanted : Signal()
        The page that is open tells what is no longer so.
    show_wanted : Signal(str)
        The id of an element to select and bring into view.
    """

    rebuild_wanted = Signal()
    show_wanted = Signal(str)

    def __init__(self, document: Document, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._session = document, session
        self._pathways = session.pathways
        self._sheet: QWidget | None = None
        self._of_two: PathwaySheet | None = None
        self._holder: QWidget | None = None
        self._pathways.changed.connect(self._follow)
        self._pathways.hints_changed.connect(self._follow)

    def page(self, ids: tuple[str, str], theme: Theme) -> PathwaySheet:
        """Return the page of two elements."""
        from circuitlab.gui.inspector.pathway_page import PathwaySheet

        circuit, catalog = self._document.circuit, self._document.catalog
        page = self._of_two = PathwaySheet(circuit, catalog, ids, self._pathways, theme)
        page.element_wanted.connect(lambda id: self._session.selection.select([id]))
        page.turn_wanted.connect(lambda: self._session.selection.select(reversed(ids)))
        page.show_wanted.connect(self.show_wanted)
        return page

    def dress(self, sheet: QWidget) -> None:
        """Add to a page that has just been set what there is to say, below its head."""
        self._sheet, self._holder = sheet, None
        if isinstance(sheet, Sheet) and sheet.head:
            self._holder = QWidget()
            column = QVBoxLayout(self._holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(6)
            sheet.column.insertWidget(sheet.head, self._holder)
            self._fill()

    def _follow(self) -> None:
        sheet, pathways = self._of_two, self._pathways
        if sheet is not None and sheet is self._sheet:
            if sheet.ids != pathways.selection:
                return  # another page is about to come
            if (sheet.routes, sheet.hints) == (pathways.routes, pathways.hints):
                sheet.show_route()
            else:
                self.rebuild_wanted.emit()
        elif self._holder is not None:
            self._fill()

    def _fill(self) -> None:
        holder = self._holder
        column = holder.layout() if holder is not None else None
        assert holder is not None
        assert column is not None
        focused = QApplication.focusWidget()
        had_focus = focused is not None and holder.isAncestorOf(focused)
        emptied(column)
        pieces = self._pieces()
        for piece in pieces:
            column.addWidget(piece)
            links = [piece, *piece.findChildren(QPushButton)] if had_focus else []
            for link in links:
                if isinstance(link, QPushButton):
                    link.setFocus()
        holder.setVisible(bool(pieces))

    def _pieces(self) -> list[QWidget]:
        if isinstance(self._sheet, Sheet) and self._sheet.id:
            return self._of_element(self._sheet.id)
        hints = self._pathways.hints
        if not hints:
            return []
        from circuitlab.gui.inspector.hint_box import HintBox

        circuit, catalog = self._document.circuit, self._document.catalog
        return [HintBox(circuit, catalog, hints, self.show_wanted.emit)]

    def _of_element(self, id: str) -> list[QWidget]:
        pieces: list[QWidget] = []
        pathways = self._pathways
        if hints := pathways.hints_at(id):
            from circuitlab.gui.inspector.hint_box import HintNote

            pieces.append(HintNote(hints))
        reach, signals = pathways.reach, pathways.signals
        if reach is None or signals is None or reach.id != id:
            return pieces
        from circuitlab.gui.lit import stations

        counts = [len(stations(signals, ids)) for ids in (reach.upstream, reach.downstream)]
        if any(counts):
            line = _("Reached by {before} · reaches {after}")
            told = words("small", line.format(before=counts[0], after=counts[1]))
            text = _("Hide the pathways") if pathways.shown else _("Show the pathways")
            link = link_button(text, text, lambda: pathways.show(not pathways.shown))
            pieces.append(_beside(told, link))
        if pathways.shown and pathways.loops:
            from circuitlab.gui.inspector.pathway_words import loop_sentences

            circuit, catalog = self._document.circuit, self._document.catalog
            said = loop_sentences(circuit, catalog, pathways.loops)
            pieces += [words("small", sentence) for sentence in said]
        return pieces


def _beside(told: QLabel, link: QPushButton) -> QWidget:
    """Return a line that ends in a link; the link stands below where the line is too narrow."""
    told.setWordWrap(False)
    row = QWidget()
    flow = FlowLayout(row, across=8, down=2)
    flow.addWidget(told)
    flow.addWidget(link)
    return row
