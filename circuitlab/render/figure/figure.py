"""Figures for papers and slides: circuit, traces, key and caption as SVG, PDF or PNG."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from circuitlab.catalog.cautions import caution
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import Catalog, Kind
from circuitlab.model.circuit import Circuit
from circuitlab.render.backdrops.drawing import SPACING
from circuitlab.render.backdrops.registry import paint_backdrop, with_drawing
from circuitlab.render.drawn import DrawnElement
from circuitlab.render.figure import figure_traces, legend
from circuitlab.render.figure.figure_traces import Mark, Trace
from circuitlab.render.figure.foot import write_foot
from circuitlab.render.figure.pages import image_of, pdf_of, png_of
from circuitlab.render.figure.svg import Pass, merged_svg
from circuitlab.render.geometry import Geometry
from circuitlab.render.glyphs.registry import paint_element
from circuitlab.render.live_frame import LiveFrame
from circuitlab.render.paint_context import Detail, Stage
from circuitlab.render.pens import LEFT, height_of, write, write_lines
from circuitlab.render.theme import font, theme
from circuitlab.render.value_plates import ValuePlate, paint_plate
from circuitlab.render.whole_circuit import layers as depth
from circuitlab.render.whole_circuit import paint_spikes
from circuitlab.render.wires import paint_axon, paint_cable, paint_cable_end

MARGIN = 22.0
_LETTER, _FOOT_LINE = 26.0, 14.0
_SMALLEST_WIDTH = 560.0
_BACKDROP = "backdrop"

T = TypeVar("T")
Layer = tuple[str, Callable[[Stage], None]]


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """What a figure shows.

    Parameters
    ----------
    circuit : Circuit
    frame : LiveFrame
        The moment that is drawn.
    traces : tuple of Trace
    marks : tuple of Mark
        Moments that run through all traces.
    width_mm : float
    theme : str
    caption, stamp : str
        Text below the figure, and a small line of where it comes from.
    key : bool
        Whether symbols are explained.
    transparent : bool
        Whether there is no ground.
    """

    circuit: Circuit
    frame: LiveFrame = field(default_factory=LiveFrame)
    traces: tuple[Trace, ...] = ()
    marks: tuple[Mark, ...] = ()
    width_mm: float = 180.0
    theme: str = "print"
    caption: str = ""
    stamp: str = ""
    key: bool = True
    transparent: bool = False


def suffixes() -> tuple[str, ...]:
    """Endings of the files that `save` can write."""
    return (".svg", ".pdf", ".png")


def encoded(figure: Figure, kind: str, dpi: float = 300.0, catalog: Catalog | None = None) -> bytes:
    """Return a figure as the content of a file whose name ends in `kind`.

    Raises
    ------
    ValueError
        If the ending is not one of `suffixes`.
    """
    if kind not in suffixes():
        raise ValueError(f"cannot write {kind!r}; there are {', '.join(suffixes())}")
    page = Page(figure, catalog or default_catalog())
    if kind == ".svg":
        return page.svg().encode()
    return page.pdf() if kind == ".pdf" else png_of(page.image(dpi))


def image(figure: Figure, dpi: float = 300.0, catalog: Catalog | None = None) -> QImage:
    """Paint a figure into an image, for the clipboard or a preview."""
    return Page(figure, catalog or default_catalog()).image(dpi)


class Page:
    """A figure laid out: its panels from top to bottom, in canvas units.

    Parameters
    ----------
    figure : Figure
    catalog : Catalog
    """

    def __init__(self, figure: Figure, catalog: Catalog) -> None:
        self.figure = figure
        self.geometry = Geometry(figure.circuit, catalog)
        self._catalog = catalog
        self._behind = str(figure.circuit.document["backdrop"])
        shown = self.geometry.bounds()
        if not figure.transparent:
            shown = with_drawing(shown, self._behind)
        drawn = shown.adjusted(-24.0, -46.0, 24.0, 20.0)
        wider = max(0.0, (_SMALLEST_WIDTH - drawn.width()) / 2)
        self._circuit = drawn.adjusted(-wider, 0.0, wider, 0.0)
        self.width = self._circuit.width() + 2 * MARGIN
        self._foot = tuple(filter(None, (figure.stamp, caution(_kinds(figure.circuit, catalog)))))
        self._key = legend.entries(self.geometry, catalog, figure.frame) if figure.key else []
        self._arrange()

    @property
    def title(self) -> str:
        """What the file says of itself: where it comes from, or the circuit's title."""
        return self.figure.stamp or str(self.figure.circuit.document["title"])

    @property
    def height_mm(self) -> float:
        """Height of the whole figure in mm."""
        return self.figure.width_mm * self.height / self.width

    def layers(self) -> list[Layer]:
        """What is painted, back to front, each under a name of its own."""
        made: list[Layer] = [] if self.figure.transparent else [("ground", self._ground)]
        made.append((_BACKDROP, self._within(self._backdrop)))
        made += [(name, self._within(paint)) for name, paint in self._circuit_layers()]
        if self.figure.traces:
            made.append(("traces", self._traces))
            made.append(("letters", self._letters))
        if self._key:
            made.append(("key", self._legend))
        if self.figure.caption or self._foot:
            made.append(("caption", self._caption))
        return made

    def paint(self, painter: QPainter) -> None:
        """Paint everything with a painter in canvas units."""
        stage = self._stage(painter)
        for _name, layer in self.layers():
            layer(stage)

    def image(self, dpi: float) -> QImage:
        """Image of the figure."""
        return image_of(self.paint, self.width, self.height, self.figure.width_mm, dpi, self.title)

    def pdf(self) -> bytes:
        """PDF of one page, its fonts embedded."""
        return pdf_of(self.paint, self.width, self.height, self.figure.width_mm, self.title)

    def svg(self) -> str:
        """SVG with a group for every layer, and real text."""
        passes = [
            Pass(name, self._painted_by(layer), SPACING if name == _BACKDROP else 0.0)
            for name, layer in self.layers()
        ]
        return merged_svg(passes, self.width, self.height, self.figure.width_mm, self.title)

    # ---- layout

    def _arrange(self) -> None:
        y = MARGIN + self._circuit.height()
        self._traces_top = y + 26.0
        if self.figure.traces:
            y = self._traces_top + figure_traces.height_of(self.figure.traces)
        self._key_top = y + 10.0
        if self._key:
            y = self._key_top + legend.height_of(self._key, self.width - 2 * MARGIN)
        self._caption_top = y + 10.0
        if self.figure.caption:
            y = self._caption_top + self._caption_height()
        if self._foot:
            y += 4.0 + _FOOT_LINE * len(self._foot)
        self.height = y + MARGIN

    def _caption_height(self) -> float:
        return height_of(self.figure.caption, self.width - 2 * MARGIN, font(13)) + 4.0

    def _stage(self, painter: QPainter) -> Stage:
        return Stage(painter, theme(self.figure.theme), Detail.MIDDLE, self.figure.frame)

    def _painted_by(self, layer: Callable[[Stage], None]) -> Callable[[QPainter], None]:
        def paint(painter: QPainter) -> None:
            layer(self._stage(painter))

        return paint

    def _within(self, layer: Callable[[Stage], None]) -> Callable[[Stage], None]:
        """The same layer, painted where the circuit stands on the page."""

        def paint(stage: Stage) -> None:
            stage.painter.save()
            stage.painter.translate(MARGIN - self._circuit.left(), MARGIN - self._circuit.top())
            layer(stage)
            stage.painter.restore()

        return paint

    # ---- layers

    def _circuit_layers(self) -> list[Layer]:
        geometry = self.geometry
        below, above = depth(geometry.places.values())
        made: list[Layer] = [(place.id, _of(paint_element, place)) for place in below]
        for axon in geometry.axons.values():
            made.append((f"axon-{axon.id}", _of(paint_axon, axon)))
        for cable in geometry.cables.values():
            made.append((f"line-{cable.source}-{cable.target}", _of(paint_cable, cable)))
        made.append(("spikes", _of(paint_spikes, geometry)))
        made += [(place.id, _of(paint_element, place)) for place in above]
        for cable in geometry.cables.values():
            made.append((f"end-{cable.source}-{cable.target}", _of(paint_cable_end, cable)))
        made += [
            (f"values-{plate.id}", _of_plate(plate, geometry.places[plate.id]))
            for plate in geometry.plates.values()
        ]
        return made

    def _ground(self, stage: Stage) -> None:
        whole = QRectF(0.0, 0.0, self.width, self.height)
        stage.painter.fillRect(whole, stage.theme.colour("paper"))

    def _backdrop(self, stage: Stage) -> None:
        if not self.figure.transparent:
            paint_backdrop(stage, self._behind, self._circuit)

    def _traces(self, stage: Stage) -> None:
        room = QRectF(
            MARGIN,
            self._traces_top,
            self.width - 2 * MARGIN,
            figure_traces.height_of(self.figure.traces),
        )
        figure_traces.paint_traces(stage, room, self.figure.traces, self.figure.marks)

    def _letters(self, stage: Stage) -> None:
        """Panel letters: A for the circuit, B for the traces."""
        for letter, top in (("A", 2.0), ("B", self._traces_top - _LETTER)):
            room = QRectF(4.0, top, _LETTER, _LETTER - 6.0)
            write(stage.painter, letter, room, font(17, 700), stage.theme.colour("ink"), LEFT)

    def _legend(self, stage: Stage) -> None:
        room = QRectF(MARGIN, self._key_top, self.width - 2 * MARGIN, self.height)
        legend.paint_legend(stage, room, self._key)

    def _caption(self, stage: Stage) -> None:
        room = QRectF(MARGIN, self._caption_top, self.width - 2 * MARGIN, self._caption_height())
        if self.figure.caption:
            ink = stage.theme.colour("ink")
            write_lines(stage.painter, self.figure.caption, room, font(13), ink)
        top = self.height - MARGIN + 2.0 - _FOOT_LINE * len(self._foot)
        for row, line in enumerate(self._foot):
            foot = QRectF(MARGIN, top + _FOOT_LINE * row, self.width - 2 * MARGIN, 16.0)
            write_foot(stage, line, foot)


def _kinds(circuit: Circuit, catalog: Catalog) -> list[Kind]:
    """The kinds that a circuit shows."""
    used = dict.fromkeys(element.kind for element in circuit.elements.values())
    return [catalog.kinds[name] for name in used if name in catalog.kinds]


def _of(paint: Callable[[Stage, T], None], thing: T) -> Callable[[Stage], None]:
    """Layer that paints one thing."""

    def layer(stage: Stage) -> None:
        paint(stage, thing)

    return layer


def _of_plate(plate: ValuePlate, place: DrawnElement) -> Callable[[Stage], None]:
    """Layer that writes the values of one element."""

    def layer(stage: Stage) -> None:
        paint_plate(stage, plate, place)

    return layer
