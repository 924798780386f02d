"""What the canvas shows of a circuit: geometry, who is where, and the still picture."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from circuitlab.gui.canvas.layers.dragged import Lifted
from circuitlab.gui.canvas.painted_parts import paint_parts
from circuitlab.gui.canvas.stepwise_scene import MARGIN, StepwiseScene, with_strokes
from circuitlab.model.backdrops import ON_LANES
from circuitlab.render.backdrops.drawing import Drawing, paint_drawing
from circuitlab.render.backdrops.lanes import WORLD, lanes
from circuitlab.render.backdrops.registry import drawing_of, with_drawing
from circuitlab.render.glyphs.registry import paint_name
from circuitlab.render.live_frame import LiveFrame
from circuitlab.render.name_shapes import LARGEST
from circuitlab.render.paint_context import MOST_ENLARGED, Stage, detail_at, enlarged_at
from circuitlab.render.pens import line

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.rewiring import Wire
    from circuitlab.render.drawn import Axon, CablePath, DrawnElement
    from circuitlab.render.names import Names, NamesBefore
    from circuitlab.render.theme import Theme

_SPOT_STEP = 46.0
_FROM_ABOVE = ((-1, -1), (0, -1), (1, -1), (-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0))
_FROM_LEFT = ((-1, 0), (-1, 1), (-1, -1), (0, 1), (0, -1))


class CanvasScene(StepwiseScene):
    """The picture of one circuit, renewed piece by piece.

    Parameters
    ----------
    circuit : Circuit
    catalog : Catalog
    theme : Theme

    Attributes
    ----------
    underlay : callable, optional
        Paints what lies between the ground and the wires, in a rectangle.
    """

    def __init__(self, circuit: Circuit, catalog: Catalog, theme: Theme) -> None:
        self.theme = theme
        self.underlay: Callable[[QPainter, QRectF], None] | None = None
        self._bounds, self._bounds_at = QRectF(), (-1, 0.0)
        super().__init__(circuit, catalog)

    # ---- following the run

    def hold(self, set_now: Mapping[tuple[str, str], object]) -> list[QRectF]:
        """Note what the run's protocol has set; returns the rectangles that look different."""
        before = self.held.set_now
        if set_now == before:
            return []
        self.held = LiveFrame(set_now=set_now)
        ids = {key[0] for key in {*before, *set_now} if before.get(key) != set_now.get(key)}
        boxes = [self._drawn.places.box(id) for id in ids if id in self.geometry.places]
        boxes += [self._drawn.cables.box(key) for key in self.geometry.cables if key[0] in ids]
        return [with_strokes(box) for box in boxes]

    def bounds(self, larger: float = 1.0) -> QRectF:
        """Return the rectangle around everything, with names so much larger; room if empty."""
        now = (self.arranged, larger)
        if self._bounds_at != now:
            self._bounds_at, self._bounds = now, self._measured(larger)
        return QRectF(self._bounds)

    def _measured(self, larger: float) -> QRectF:
        if self.is_whole:
            drawn = self._made.extent.bounds(min(MOST_ENLARGED, larger))
            drawn = drawn.united(self._made.wires_hull())
            if larger <= LARGEST:
                drawn = drawn.united(self.names.bounds(larger))
        else:
            drawn = self.draft.bounds()
        drawn = with_drawing(drawn, self.backdrop)
        return drawn if not drawn.isEmpty() else WORLD.adjusted(0.0, 120.0, 0.0, -120.0)

    def world(self) -> QRectF:
        """Return the rectangle that holds the backdrop and everything drawn."""
        drawn = self._drawn.hull().united(WORLD)
        return with_drawing(drawn, self.backdrop).adjusted(-60.0, -60.0, 60.0, 60.0)

    @property
    def names(self) -> Names:
        """From how far each name is written."""
        return self._drawn.names

    def names_before(self) -> NamesBefore | None:
        """Return, once after an edit, how those names were written that differ."""
        return self.names.take_before()

    # ---- asking

    @property
    def backdrop(self) -> str:
        """What lies behind the circuit."""
        return str(self.circuit.document["backdrop"])

    @property
    def drawing(self) -> Drawing | None:
        """The drawing behind the circuit; None on lanes and on bare paper."""
        return drawing_of(self.backdrop)

    def place(self, id: str) -> DrawnElement | None:
        """Return where an element is shown, also while it is being dragged."""
        if self.lifted is not None and id in self.lifted.places:
            return self.lifted.places[id]
        return self.geometry.places.get(id)

    def axon(self, id: str) -> Axon | None:
        """Return an axon as it is shown, also while its neuron is being dragged."""
        if self.lifted is not None and id in self.lifted.axons:
            return self.lifted.axons[id]
        return self.geometry.axons.get(id)

    def axons_by_id(self) -> Callable[[str], Axon | None]:
        """Return what finds axons as `axon` does, to find many that are shown now."""
        axons = self.geometry.axons
        return self.axon if self.lifted is not None else axons.get

    def line(self, wire: Wire) -> Axon | CablePath | None:
        """Return how a wire runs, also while what it joins is being dragged."""
        if isinstance(wire, str):
            return self.axon(wire)
        if self.lifted is not None and wire in self.lifted.cables:
            return self.lifted.cables[wire]
        if wire in self.geometry.cables:
            return self.geometry.cables[wire]
        ways = (self.axon(id) for id in (wire[0], f"{wire[0]}:{wire[1]}"))
        return next((axon for axon in ways if axon is not None and axon.source == wire[1]), None)

    def wires_near(self, area: QRectF) -> Iterator[tuple[Wire, Axon | CablePath]]:
        """Yield every wire whose box touches `area`, with how it runs."""
        for id in self._drawn.axons.touching(area):
            axon = self.geometry.axons[id]
            yield (id if id in self.geometry.chains else (id.partition(":")[0], axon.source)), axon
        for key in self._drawn.cables.touching(area):
            yield key, self.geometry.cables[key]

    def at(self, point: QPointF, slack: float = 2.0) -> str:
        """Return the topmost element at a point, or an empty text."""
        probe = QRectF(point.x() - slack, point.y() - slack, 2 * slack, 2 * slack)
        for id in reversed(self._drawn.places.touching(probe)):
            place = self.geometry.places[id]
            if place.outline.intersects(probe.translated(-place.centre)):
                return id
        return ""

    def inside(self, area: QRectF) -> list[str]:
        """Return the elements that stand by themselves and whose centres lie in `area`."""
        found = (self.geometry.places[id] for id in self._drawn.places.touching(area))
        return [place.id for place in found if not place.host and area.contains(place.centre)]

    def visible(self, area: QRectF) -> list[str]:
        """Return every element that is drawn in `area`, in painting order."""
        return self._drawn.places.touching(area)

    def in_view(self, area: QRectF) -> Sequence[str]:
        """Return every element that is drawn in the area in view: the same list while it stays."""
        return self._drawn.places.in_view(area)

    def axons_in_view(self, area: QRectF) -> Sequence[str]:
        """Return every axon that may pass through the area in view."""
        return self._drawn.axons.in_view(area)

    def free_spot(self, near: str, body: QRectF, *, outside: bool = False) -> QPointF:
        """Return a place beside an element where nothing lies under `body`.

        Parameters
        ----------
        outside : bool
            Whether to stay by the nerve ending of a sensory neuron, where the world acts on it.
        """
        place = self.geometry.places[near]
        at_ending = outside and place.cell is not None and bool(place.cell.way)
        start = place.cell.way[0] if at_ending and place.cell is not None else QPointF()
        ways = _FROM_LEFT if at_ending else _FROM_ABOVE
        for ring in range(2, 12):
            for x, y in ways:
                spot = place.centre + start + QPointF(x, y) * (ring * _SPOT_STEP)
                room = body.translated(spot).adjusted(-10, -10, 10, 30)
                if not self._drawn.places.touching(room):
                    return spot
        return place.centre + start - QPointF(0.0, 2.0 * _SPOT_STEP)

    # ---- dragging

    def movable(self, ids: Iterable[str]) -> dict[str, QPointF]:
        """Return the positions that change when `ids` are dragged, by element.

        What sits in an element that moves comes along by itself; a synapse is where its
        receptors are.
        """
        chosen = set(ids)
        origin: dict[str, QPointF] = {}
        for id in chosen & set(self.geometry.places):
            place = self.geometry.places[id]
            if place.host in chosen:
                continue
            chain = self.geometry.chains.get(id)
            for part in chain.receptors if chain is not None else (id,):
                origin[part] = self._origin(self.geometry.places[part])
        return origin

    def _origin(self, place: DrawnElement) -> QPointF:
        host = self.geometry.places.get(place.host)
        if host is not None:
            return place.centre - host.centre
        return QPointF(place.element.x, place.element.y)

    def lift(self, ids: Iterable[str]) -> list[QRectF]:
        """Take what is dragged out of the still picture; returns where it was."""
        self.lifted = Lifted(self.geometry, self.circuit, ids)
        return self._boxes(self.lifted)

    @property
    def carried(self) -> tuple[str, ...]:
        """The elements that are being dragged, with what sits in them."""
        return tuple(self.lifted.places) if self.lifted is not None else ()

    def put_down(self) -> list[QRectF]:
        """Put what was dragged back where it was; returns the rectangles that look different."""
        if self.lifted is None:
            return []
        boxes = self._boxes(self.lifted)
        self.lifted = None
        return boxes

    def _boxes(self, lifted: Lifted) -> list[QRectF]:
        boxes = [self._drawn.places.box(id) for id in lifted.places]
        boxes += [self._drawn.axons.box(id) for id in lifted.axons]
        boxes += [self._drawn.cables.box(key) for key in lifted.cables]
        return [with_strokes(box) for box in boxes]

    # ---- painting

    def paint_ground(self, painter: QPainter, area: QRectF, scale: float) -> None:
        """Paint the backdrop, or bare paper where the circuit wants none: every pixel of `area`."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if self.backdrop == ON_LANES:
            self._paint_lanes(painter, area, scale)
            return
        painter.fillRect(area, self.theme.colour("paper"))
        if self.drawing is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_drawing(Stage(painter, self.theme, zoom=scale), self.drawing, area)

    def _paint_lanes(self, painter: QPainter, area: QRectF, scale: float) -> None:
        shown = lanes()
        for index, lane in enumerate(shown):  # each over the one before, so that none leaves a gap
            last = index == len(shown) - 1
            left = area.left() if index == 0 else max(area.left(), lane.left)
            if area.right() > left and (last or lane.right > area.left()):
                room = QRectF(left, area.top(), area.right() - left, area.height())
                painter.fillRect(room, self.theme.colour(f"lane_{lane.name}"))
        for lane in shown[1:]:
            if area.left() <= lane.left <= area.right():
                self._edge(painter, lane.left, area, 1.0 / scale)

    def _edge(self, painter: QPainter, x: float, area: QRectF, unit: float) -> None:
        colour = self.theme.colour("lane_edge")
        period = 7.0 * unit
        top = area.top() - area.top() % period
        line(
            painter,
            QPointF(x, top),
            QPointF(x, area.bottom()),
            colour,
            unit,
            (2.0 * unit, 5.0 * unit),
        )

    def paint_still(self, painter: QPainter, area: QRectF, scale: float) -> Iterator[None]:
        """Paint what stays from frame to frame in `area`, ground included, back to front.

        Yields
        ------
        None
            After each thing.
        """
        self.paint_ground(painter, area, scale)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underlay is not None:
            self.underlay(painter, area)
        if enlarged_at(scale) > LARGEST:
            self.draft.paint(painter, self.theme, scale, area)
            return
        stage = Stage(painter, self.theme, detail_at(scale), self.held, zoom=scale)
        reach = area.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        kept = self._kept(reach)
        axons = [
            self.geometry.axons[id]
            for id in self._drawn.axons.touching(reach)
            if self.lifted is None or id not in self.lifted.axons
        ]
        cables = [
            self.geometry.cables[key]
            for key in self._drawn.cables.touching(reach)
            if self.lifted is None or key not in self.lifted.cables
        ]
        yield from paint_parts(stage, kept, axons, cables)
        yield from self._paint_names(stage, reach)

    def _paint_names(self, stage: Stage, area: QRectF) -> Iterator[None]:
        """Write the names that reach into an area, over everything else."""
        for name in self.names.inside(area, stage.enlarged):
            place = self.geometry.places.get(name.id)  # names are late after an edit
            if place is not None and (self.lifted is None or name.id not in self.lifted.places):
                paint_name(stage, place, name)
                yield

    def _kept(self, area: QRectF) -> list[DrawnElement]:
        ids = self._drawn.places.touching(area)
        if self.lifted is not None:
            ids = [id for id in ids if id not in self.lifted.places]
        return [self.geometry.places[id] for id in ids]
