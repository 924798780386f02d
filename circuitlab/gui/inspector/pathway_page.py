"""The inspector's page for two selected elements: the routes between them, step by step."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QGridLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from circuitlab.gui.canvas.layers.badges import paint_sign
from circuitlab.gui.faults import paints
from circuitlab.gui.inspector import pathway_words
from circuitlab.gui.inspector.hint_box import HintBox
from circuitlab.gui.inspector.page_parts import Sheet, emptied, link_button, words
from circuitlab.gui.widgets.plain_text import PlainLabel, plain_tip
from circuitlab.model.names import name_of
from circuitlab.render.pens import LEFT, RIGHT, write
from circuitlab.render.theme import font
from circuitlab.resources import _, ngettext

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.gui.pathway_state import Pathways
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.pathways import Route, Routes
    from circuitlab.render.theme import Theme

CARD_HEIGHT = 48
_PAD, _SIGN = 10.0, 18.0


class RouteCard(QAbstractButton):
    """One route: its sign, its number and delay, and what lies on it."""

    def __init__(
        self, title: str, names: str, delay: str, route: Route, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._title, self._names, self._delay = title, names, delay
        self._route, self._theme = route, theme
        self.setCheckable(True)
        self.setText(title)
        self.setAccessibleName(f"{title}, {delay}")
        self.setAccessibleDescription(names)
        self.setToolTip(plain_tip(names))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(CARD_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, CARD_HEIGHT)

    @paints
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            room = QRectF(self.rect())
            left = _PAD + _SIGN + 9.0
            disc = QRectF(_PAD, 0.5 * (room.height() - _SIGN), _SIGN, _SIGN)
            paint_sign(painter, disc, self._route.sign, self._theme)
            ink, bold = self._theme.colour("ink"), font(12, 600)
            taken = QFontMetricsF(bold).horizontalAdvance(self._delay)
            upper = QRectF(left, 6.0, room.width() - left - _PAD, 18.0)
            write(painter, self._delay, upper, bold, ink, RIGHT)
            title = QFontMetricsF(bold).elidedText(
                self._title, Qt.TextElideMode.ElideRight, upper.width() - taken - 8.0
            )
            write(painter, title, upper, bold, ink, LEFT)
            small = font(11)
            for row, line in enumerate(self._lines(upper.width())):
                names = QFontMetricsF(small).elidedText(
                    line, Qt.TextElideMode.ElideMiddle, upper.width()
                )
                lower = upper.translated(0.0, 18.0 + 15.0 * row)
                write(painter, names, lower, small, self._theme.ink_of("muted"), LEFT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        rows = len(self._lines(self.width() - 2 * _PAD - _SIGN - 9.0))
        self.setFixedHeight(CARD_HEIGHT + 15 * (rows - 1))

    def _lines(self, room: float) -> list[str]:
        """Return the names in one line, or in two where they need them."""
        measure = QFontMetricsF(font(11))
        parts = self._names.split(" · ")
        if len(parts) < 2 or measure.horizontalAdvance(self._names) <= room:
            return [self._names]
        kept = len(parts) - 1
        while kept > 1 and measure.horizontalAdvance(" · ".join(parts[:kept])) > room:
            kept -= 1
        return [" · ".join(parts[:kept]), " · ".join(parts[kept:])]

    def _paint_ground(self, painter: QPainter) -> None:
        theme, chosen = self._theme, self.isChecked()
        lively = chosen or self.hasFocus() or self.underMouse()
        wide = 2.0 if self.hasFocus() else 1.4 if chosen else 1.0
        painter.setPen(QPen(theme.line_of("accent") if lively else theme.colour("line"), wide))
        painter.setBrush(theme.colour("accent_tint" if chosen else "panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.0, 1.0, -1.0, -1.0), 7.0, 7.0)


class PathwaySheet(Sheet):
    """The routes between two elements, a card each, and the chosen one step by step.

    Arrow keys choose among the cards.

    Attributes
    ----------
    ids, routes, hints
        What the page tells of.
    element_wanted : Signal(str)
        The id of an element to go to.
    turn_wanted : Signal()
        The two the other way round.
    show_wanted : Signal(str)
        The id of an element to show on the canvas.
    """

    element_wanted = Signal(str)
    turn_wanted = Signal()
    show_wanted = Signal(str)

    def __init__(
        self,
        circuit: Circuit,
        catalog: Catalog,
        ids: tuple[str, str],
        pathways: Pathways,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.ids, self.routes, self.hints = ids, pathways.routes, pathways.hints
        self._circuit, self._catalog = circuit, catalog
        self._pathways, self._theme = pathways, theme
        self.cards: list[RouteCard] = []
        names = [name_of(circuit, catalog, id) for id in ids]
        heading = _("{source} → {target}").format(source=names[0], target=names[1])
        self.add(words("heading", heading))
        found = self.routes
        if found is not None:
            self.add(words("subheading", pathway_words.summary(found)))
            self._add_cards(found)
            self._add_way_back(found)
        else:
            self.add(words("subheading", _("The circuit is too large to seek routes in it.")))
        self._detail = QVBoxLayout()
        self._detail.setSpacing(4)
        self.column.addLayout(self._detail)
        self.show_route()
        if pathways.hints:
            self.add(HintBox(circuit, catalog, pathways.hints, self.show_wanted.emit), 8)
        self._add_ends(ids, names)

    def show_route(self) -> None:
        """Tell the chosen route step by step, and the loops that touch it."""
        route = self._pathways.route
        emptied(self._detail)
        if route is None:
            return
        number = self._pathways.chosen
        if number < len(self.cards):
            self.cards[number].setChecked(True)
        title = _("Route {number}, step by step").format(number=number + 1)
        self._detail.addWidget(words("section", title))
        self._detail.addWidget(self._table(route))
        found = self._pathways.loops
        for said in pathway_words.loop_sentences(self._circuit, self._catalog, found):
            self._detail.addWidget(words("small", said))

    def _table(self, route: Route) -> QWidget:
        rows = pathway_words.step_rows(self._circuit, self._catalog, route)
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 4)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        total = (_("Axons and synapses together"), pathway_words.milliseconds(route.delay_ms))
        for row, (what, delay) in enumerate([*rows, total]):
            value = PlainLabel(delay)
            value.setObjectName("liveValue")
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words("liveName", what), row, 0)
            grid.addWidget(value, row, 1)
        return table

    def _add_cards(self, found: Routes) -> None:
        group = QButtonGroup(self)
        for number, route in enumerate(found.found):
            card = RouteCard(
                pathway_words.route_title(number + 1, route),
                pathway_words.via(self._circuit, self._catalog, route),
                pathway_words.milliseconds(route.delay_ms),
                route,
                self._theme,
                self,
            )
            group.addButton(card, number)
            self.cards.append(card)
            self.add(card, 4 if not number else 0)
        group.idToggled.connect(self._chosen)
        if found.is_cut:
            said = _("and more: these are the {count} quickest").format(count=len(found.found))
            self.add(words("small", said))

    def _chosen(self, number: int, is_on: bool) -> None:
        if is_on:
            self._pathways.choose(number)

    def _add_way_back(self, found: Routes) -> None:
        back = self._pathways.back
        count = len(back.found) if back is not None else 0
        if not count:
            if not found.found:
                said = _("No signal leads from one to the other, nor back.")
                self.add(words("body", said), 4)
            return
        text = ngettext("{n} route leads back", "{n} routes lead back", count).format(n=count)
        name = _("Show the routes the other way round")
        self.add(link_button(text, name, self.turn_wanted.emit))

    def _add_ends(self, ids: tuple[str, str], names: list[str]) -> None:
        said = _("Drag to move them together; Delete removes them.")
        self.add_section(_("Selected"), words("small", said))
        for id, name in zip(ids, names, strict=True):
            go = _("Go to {name}").format(name=name)
            self.add(link_button(name, go, partial(self.element_wanted.emit, id)))
