"""A figure of one circuit in several states: beside each other, with what differs between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from circuitlab.catalog.cautions import caution
from circuitlab.catalog.spec import Catalog
from circuitlab.model.circuit import Circuit
from circuitlab.render.backdrops.drawing import SPACING
from circuitlab.render.backdrops.registry import paint_backdrop, with_drawing
from circuitlab.render.difference_rings import Marked, paint_rings, rings_round
from circuitlab.render.figure import figure_traces
from circuitlab.render.figure.figure_traces import Mark, Trace
from circuitlab.render.figure.foot import write_foot
from circuitlab.render.figure.pages import image_of, pdf_of, png_of
from circuitlab.render.figure.svg import Pass, merged_svg
from circuitlab.render.geometry import Geometry
from circuitlab.render.glyphs.mute import paint_mute
from circuitlab.render.glyphs.registry import body_look, paint_body, paint_name, paint_shape
from circuitlab.render.labels import text_width
from circuitlab.render.live_frame import LiveFrame
from circuitlab.render.names import Names
from circuitlab.render.paint_context import Stage, detail_at, enlarged_at
from circuitlab.render.pens import (
    LEFT,
    RIGHT,
    box,
    height_of,
    line,
    write,
    write_lines,
    write_within,
)
from circuitlab.render.state_symbols import COLOURS, DASHES, paint_symbol
from circuitlab.render.theme import font, theme
from circuitlab.render.whole_circuit import layers as depth
from circuitlab.render.whole_circuit import paint_spikes
from circuitlab.render.wires import paint_axon, paint_cable, paint_cable_end

WIDTH, MARGIN, GAP, HEAD = 1200.0, 22.0, 14.0, 34.0
"""Of the page, of its edges, between two states, and of what stands above each, in its units."""
_TABLE_ROW, _FOOT_LINE, _LETTER = 19.0, 14.0, 26.0
_VALUE_WIDE = 150.0
_HEADINGS = 22.0
"""Room for the names of the lanes above a circuit."""
_LARGEST = 1.0
"""Units of the page to one of the canvas, at most: a small circuit is not blown up."""

Layer = tuple[str, Callable[[Stage], None]]


@dataclass(frozen=True, slots=True, eq=False)
class StatePanel:
    """One state as the figure shows it.

    Parameters
    ----------
    name, note : str
        What stands above it.
    symbol : str
        Its shape and colour.
    circuit : Circuit
        As the state has it.
    own : frozenset of str
        The elements of which it sets something.
    reading : str
        What a meter reads in it, in words; empty for none.
    """

    name: str
    symbol: str
    circuit: Circuit
    frame: LiveFrame = field(default_factory=LiveFrame)
    own: frozenset[str] = frozenset()
    note: str = ""
    reading: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class SideBySide:
    """What a figure of several states shows.

    Parameters
    ----------
    marked : sequence of str
        The elements in which states differ, in the order of their numbers.
    rows : sequence of (str, sequence of str)
        The table below: what is set or measured, and each state's value.
    verdict : str
        A sentence on what they come to.
    """

    panels: tuple[StatePanel, ...]
    marked: tuple[str, ...] = ()
    traces: tuple[Trace, ...] = ()
    marks: tuple[Mark, ...] = ()
    rows: tuple[tuple[str, tuple[str, ...]], ...] = ()
    verdict: str = ""
    caption: str = ""
    stamp: str = ""
    width_mm: float = 180.0
    theme: str = "print"


def encoded_states(figure: SideBySide, kind: str, catalog: Catalog, dpi: float = 300.0) -> bytes:
    """Return a figure of states as the content of a file whose name ends in `kind`.

    Raises
    ------
    ValueError
        If the ending is not one of those that figures have.
    """
    page = StatesPage(figure, catalog)
    if kind == ".svg":
        return page.svg().encode()
    if kind == ".pdf":
        return page.pdf()
    if kind == ".png":
        return png_of(page.image(dpi))
    raise ValueError(f"cannot write {kind!r}")


class StatesPage:
    """A figure of states laid out: the states in a row, traces, table and caption below."""

    def __init__(self, figure: SideBySide, catalog: Catalog) -> None:
        self.figure, self._theme = figure, theme(figure.theme)
        self._panels = [_Panel(each, figure.marked, catalog) for each in figure.panels]
        self._arrange_panels()
        kinds = {e.kind: None for p in figure.panels for e in p.circuit.elements.values()}
        said = caution([catalog.kinds[name] for name in kinds if name in catalog.kinds])
        self._foot = tuple(filter(None, (figure.stamp, said)))
        self._arrange()

    def svg(self) -> str:
        """SVG with a group for every layer of every state, and real text."""
        passes = [
            Pass(name, self._painted_by(paint), SPACING if name.endswith("backdrop") else 0.0)
            for name, paint in self._layers()
        ]
        return merged_svg(passes, WIDTH, self.height, self.figure.width_mm, self.figure.stamp)

    def pdf(self) -> bytes:
        """PDF of one page, its fonts embedded."""
        return pdf_of(self.paint, WIDTH, self.height, self.figure.width_mm, self.figure.stamp)

    def image(self, dpi: float) -> QImage:
        """Image of the figure."""
        return image_of(
            self.paint, WIDTH, self.height, self.figure.width_mm, dpi, self.figure.stamp
        )

    def paint(self, painter: QPainter) -> None:
        """Paint everything with a painter in the page's units."""
        for _name, layer in self._layers():
            layer(self._stage(painter))

    # ---- layout

    def _arrange_panels(self) -> None:
        """Give all states rooms of one size, and their circuits one scale."""
        shown = QRectF()
        for panel in self._panels:
            shown = shown.united(panel.bounds)
        count = len(self._panels)
        wide = (WIDTH - 2.0 * MARGIN - GAP * (count - 1)) / count
        self.scale = min(_LARGEST, wide / shown.width())
        spare = 0.5 * max(0.0, wide / self.scale - shown.width())
        shown = shown.adjusted(-spare, -_HEADINGS / self.scale, spare, 0.0)
        self._circuit_high = shown.height() * self.scale
        for number, panel in enumerate(self._panels):
            left = MARGIN + number * (wide + GAP)
            panel.room = QRectF(left, MARGIN + HEAD, wide, self._circuit_high)
            panel.shown, panel.scale = shown, self.scale

    def _arrange(self) -> None:
        y = MARGIN + HEAD + self._circuit_high
        self._traces_top = y + 30.0
        if self.figure.traces:
            y = self._traces_top + figure_traces.height_of(self.figure.traces)
        self._table_top = y + 16.0
        if self.figure.rows:
            y = self._table_top + _TABLE_ROW * (len(self.figure.rows) + 1) + 4.0
        self._words_top = y + 10.0
        for text in self._words():
            y += 10.0 + self._height_of(text)
        self.height = y + 6.0 + _FOOT_LINE * len(self._foot) + MARGIN

    def _words(self) -> list[str]:
        return [text for text in (self.figure.verdict, self.figure.caption) if text]

    def _height_of(self, text: str) -> float:
        return height_of(text, WIDTH - 2.0 * MARGIN, font(13))

    # ---- layers

    def _layers(self) -> Iterator[Layer]:
        yield "ground", self._ground
        for number, panel in enumerate(self._panels, 1):
            for name, paint in panel.layers():
                yield f"state-{number}-{name}", paint
        if self.figure.traces:
            yield "traces", self._traces
        if self.figure.rows:
            yield "differences", self._table
        yield "caption", self._caption

    def _stage(self, painter: QPainter) -> Stage:
        return Stage(painter, self._theme)

    def _painted_by(self, layer: Callable[[Stage], None]) -> Callable[[QPainter], None]:
        return lambda painter: layer(self._stage(painter))

    def _ground(self, stage: Stage) -> None:
        whole = QRectF(0.0, 0.0, WIDTH, self.height)
        stage.painter.fillRect(whole, stage.theme.colour("paper"))

    def _traces(self, stage: Stage) -> None:
        high = figure_traces.height_of(self.figure.traces)
        room = QRectF(MARGIN, self._traces_top, WIDTH - 2.0 * MARGIN, high)
        figure_traces.paint_traces(stage, room, self.figure.traces, self.figure.marks)

    def _table(self, stage: Stage) -> None:
        """A head of symbols and names, then a line for each value."""
        right, top = WIDTH - MARGIN, self._table_top
        columns = len(self._panels)
        for number, panel in enumerate(self.figure.panels):
            room = self._cell(number, columns, top)
            colour = stage.theme.ink_of(COLOURS[panel.symbol])
            name = room.adjusted(30.0, 0.0, 0.0, 0.0)
            write_within(stage.painter, panel.name, name, font(12, 600), colour, RIGHT)
            left = room.right() - min(text_width(panel.name, 12, 600), name.width()) - 18.0
            paint_symbol(
                stage.painter, panel.symbol, QRectF(left, top + 4.0, 10.0, 10.0), self._theme
            )
        for row, (title, words) in enumerate(self.figure.rows, 1):
            y = top + _TABLE_ROW * row
            rule = stage.theme.colour("line")
            line(stage.painter, QPointF(MARGIN, y), QPointF(right, y), rule, 0.7)
            told = QRectF(MARGIN, y, right - MARGIN - _VALUE_WIDE * columns, _TABLE_ROW)
            write_within(stage.painter, title, told, font(12), stage.theme.colour("ink"), LEFT)
            for number, text in enumerate(words):
                room = self._cell(number, columns, y)
                ink = stage.theme.colour("ink")
                write_within(stage.painter, text, room, font(12, 500), ink, RIGHT)

    def _cell(self, number: int, columns: int, top: float) -> QRectF:
        left = WIDTH - MARGIN - _VALUE_WIDE * (columns - number)
        return QRectF(left, top, _VALUE_WIDE, _TABLE_ROW)

    def _caption(self, stage: Stage) -> None:
        y, wide = self._words_top, WIDTH - 2.0 * MARGIN
        for text in self._words():
            room = QRectF(MARGIN, y, wide, self._height_of(text))
            write_lines(stage.painter, text, room, font(13), stage.theme.colour("ink"))
            y = room.bottom() + 10.0
        top = self.height - MARGIN - _FOOT_LINE * len(self._foot)
        for row, text in enumerate(self._foot):
            foot = QRectF(MARGIN, top + _FOOT_LINE * row, wide, 16.0)
            write_foot(stage, text, foot)


class _Panel:
    """One state on the page.

    Attributes
    ----------
    room : QRectF
        Where its circuit stands on the page.
    shown : QRectF
        What is seen of the canvas there.
    scale : float
        Units of the page to one of the canvas.
    """

    def __init__(self, panel: StatePanel, marked: Sequence[str], catalog: Catalog) -> None:
        self._of, self._marked = panel, marked
        self._geometry = Geometry(panel.circuit, catalog)
        self._behind = str(panel.circuit.document["backdrop"])
        self._names = Names(self._geometry.places)
        drawn = with_drawing(self._geometry.bounds(), self._behind)
        self.bounds = drawn.adjusted(-24.0, -46.0, 24.0, 20.0)
        self.room, self.shown, self.scale = QRectF(), QRectF(), 1.0

    def layers(self) -> Iterator[Layer]:
        """Yield what is painted of the state, back to front."""
        yield "head", self._head
        yield "backdrop", self._scaled(self._backdrop)
        yield "circuit", self._scaled(self._circuit)
        yield "differences", self._rings

    def _head(self, stage: Stage) -> None:
        top, painter, of = self.room.top() - HEAD, stage.painter, self._of
        colour = stage.theme.ink_of(COLOURS[of.symbol])
        symbol = QRectF(self.room.left() + 2.0, top + 10.0, 12.0, 12.0)
        paint_symbol(painter, of.symbol, symbol, stage.theme)
        words = QRectF(symbol.right() + 8.0, top + 4.0, self.room.width() - 30.0, 24.0)
        if of.reading:
            write(painter, of.reading, words, font(19, 700), colour, RIGHT)
            words.setRight(words.right() - text_width(of.reading, 19, 700) - 10.0)
        write_within(painter, of.name, words, font(16, 700), stage.theme.colour("ink"))
        words.setLeft(words.left() + text_width(of.name, 16, 700) + 10.0)
        if of.note and words.width() > 0.0:
            write_within(painter, of.note, words, font(11), stage.theme.ink_of("muted"))

    def _scaled(self, layer: Callable[[Stage], None]) -> Callable[[Stage], None]:
        """The same layer, painted where the circuit stands on the page, in the canvas' units."""

        def paint(stage: Stage) -> None:
            painter = stage.painter
            painter.save()
            painter.translate(self.room.topLeft())
            painter.scale(self.scale, self.scale)
            painter.translate(-self.shown.topLeft())
            detail = detail_at(self.scale)
            layer(Stage(painter, stage.theme, detail, self._of.frame, zoom=self.scale))
            painter.restore()

        return paint

    def _backdrop(self, stage: Stage) -> None:
        paint_backdrop(stage, self._behind, self.shown, 1.0 / self.scale)
        edge = stage.theme.colour("line")
        box(stage.painter, self.shown, 0.0, None, edge, 0.8 / self.scale)

    def _circuit(self, stage: Stage) -> None:
        geometry = self._geometry
        below, above = depth(geometry.places.values())
        for place in below:
            self._element(stage, place.id)
        for axon in geometry.axons.values():
            paint_axon(stage, axon)
        for cable in geometry.cables.values():
            paint_cable(stage, cable)
        paint_spikes(stage, geometry)
        for place in above:
            self._element(stage, place.id)
        for cable in geometry.cables.values():
            paint_cable_end(stage, cable)
        for written in self._names.inside(self.shown, stage.enlarged):
            paint_name(stage, geometry.places[written.id], written)

    def _element(self, stage: Stage, id: str) -> None:
        place = self._geometry.places[id]
        paint_shape(stage, place)
        look = body_look(stage, place)
        if look is not None:
            paint_body(stage, place, look)
        if stage.frame.is_muted(place.element):
            paint_mute(stage, place)

    def _rings(self, stage: Stage) -> None:
        found = [
            Marked(number, self._box(id), id in self._of.own)
            for number, id in enumerate(self._marked, 1)
            if id in self._geometry.places
        ]
        paint_rings(stage.painter, rings_round(found, self._words()), stage.theme)

    def _words(self) -> list[QRectF]:
        """Return where names stand on the page."""
        places = self._geometry.places
        written = self._names.inside(self.shown, enlarged_at(self.scale))
        return [self._on_page(each.room.translated(places[each.id].centre)) for each in written]

    def _box(self, id: str) -> QRectF:
        place = self._geometry.places[id]
        return self._on_page(place.body.translated(place.centre))

    def _on_page(self, box: QRectF) -> QRectF:
        corner = (box.topLeft() - self.shown.topLeft()) * self.scale + self.room.topLeft()
        return QRectF(corner, box.size() * self.scale)


def together(traces: Sequence[Trace], symbols: Sequence[str]) -> Trace:
    """Return what several states show of one row, as one: in their colours, on one scale."""
    dressed = [
        figure_traces.dressed(each, COLOURS[symbol], DASHES[symbol], number, len(traces))
        for number, (each, symbol) in enumerate(zip(traces, symbols, strict=True))
    ]
    return replace(dressed[0], others=tuple(dressed[1:]))
