"""Room on the canvas: free places for what is added, and bringing things into view."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QPointF, QRectF

from circuitlab.model.backdrops import ON_LANES
from circuitlab.render.backdrops.lanes import lanes
from circuitlab.render.geometry import Geometry

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.gui.canvas.gestures.context import Canvas
    from circuitlab.model.circuit import Circuit
    from circuitlab.render.drawn import DrawnElement

SHOWN_WITH = 16.0
"""View pixels around what is brought into view that are shown with it."""

EDGES = QMarginsF(16.0, 44.0, 16.0, 50.0)
"""View pixels at the edges, with the lanes' names and what lies at the foot, that stay free."""

STEP = 24.0
"""Canvas units from one place that is tried to the next."""

_BESIDE_WIRE = 10.0
_POINTS = 40

Lines = Sequence[QPointF]


def covered(circuit: Circuit, catalog: Catalog) -> list[QRectF]:
    """Return what a circuit would cover, name by name and body by body, in canvas units."""
    return [_drawn(place) for place in Geometry(circuit, catalog).places.values()]


def hull(boxes: Sequence[QRectF]) -> QRectF:
    """Return the rectangle around rectangles, empty where there are none."""
    around = QRectF()
    for box in boxes:
        around = around.united(box)
    return around


def bring_into_view(canvas: Canvas, id: str) -> None:
    """Move the picture no farther than is needed to show an element."""
    place = canvas.scene.place(id)
    if place is not None:
        area = place.body.united(place.label.box).translated(place.centre)
        canvas.look(canvas.camera.showing(area, canvas.view_size(), SHOWN_WITH))


def centre_on(canvas: Canvas, id: str) -> None:
    """Bring an element to the middle of the view."""
    place = canvas.scene.place(id)
    if place is not None:
        canvas.centre_on(place.centre)


def is_free(canvas: Canvas, boxes: Sequence[QRectF], at: QPointF) -> bool:
    """Return whether `boxes`, moved by `at`, cover no body that is there already."""
    scene = canvas.scene
    for box in (box.translated(at) for box in boxes):
        for id in scene.visible(box):
            place = scene.geometry.places[id]
            if place.body.translated(place.centre).intersects(box):
                return False
    return True


def free_place(canvas: Canvas, boxes: Sequence[QRectF], wish: QPointF, lane: str = "") -> QPointF:
    """Return the move, near to a wished one, after which `boxes` cover nothing.

    It is sought in view, in a lane and beside the wires; then in view at least; then anywhere.

    Parameters
    ----------
    boxes : sequence of QRectF
        What is covered before the move, in canvas units.
    lane : str
        Where it belongs; empty where it may stand anywhere.
    """
    seen = canvas.camera.visible(canvas.view_size())
    inner = seen.marginsRemoved(EDGES * (1.0 / canvas.camera.scale))
    whole = hull(boxes)
    wires = _wires(canvas, inner)
    band = _band(canvas, lane, inner, whole)
    for area, lines in ((band, wires), (band, ()), (inner, wires), (inner, ())):
        for move in _within(area, wish) if area is not None else ():
            if inner.contains(whole.translated(move)) and _fits(canvas, boxes, move, lines):
                return move
    return next(move for move in _around(wish) if _fits(canvas, boxes, move, ()))


def _drawn(place: DrawnElement) -> QRectF:
    named = place.label.box.translated(place.centre)
    return place.body.translated(place.centre).united(place.bounds).united(named)


def _band(canvas: Canvas, name: str, inner: QRectF, whole: QRectF) -> QRectF | None:
    """Return where in view a move ends in a lane, None where the lane is not in view.

    What is narrower than its lane lies wholly in it; the middle of anything else does.
    """
    found = [lane for lane in lanes() if lane.name == name]
    if not found or canvas.scene.backdrop != ON_LANES:
        return None
    left, right = found[0].left, found[0].right
    if whole.width() < right - left:
        left, right = left - whole.left(), right - whole.right()
    room = QRectF(left, inner.top(), right - left, inner.height()).intersected(inner)
    return None if room.isEmpty() else room


def _within(area: QRectF, wish: QPointF) -> Iterator[QPointF]:
    """Yield places in `area`, ever farther from the one that is nearest to a wished one."""
    x = min(max(wish.x(), area.left()), area.right())
    start = QPointF(x, min(max(wish.y(), area.top()), area.bottom()))
    reach = max(area.width(), area.height())
    for place in _around(start):
        if (place - start).manhattanLength() > 2.0 * reach:
            return
        if area.contains(place):
            yield place


def _around(start: QPointF) -> Iterator[QPointF]:
    """Yield places ever farther from `start`, for ever."""
    for ring in itertools.count():
        side = range(-ring, ring + 1)
        spots = {spot for x in side for spot in ((x, ring), (x, -ring), (ring, x), (-ring, x))}
        for x, y in sorted(spots, key=lambda spot: (spot[0] ** 2 + spot[1] ** 2, spot[1], spot[0])):
            yield start + QPointF(x, y) * STEP


def _fits(canvas: Canvas, boxes: Sequence[QRectF], move: QPointF, wires: Lines) -> bool:
    moved = [box.translated(move) for box in boxes]
    if any(canvas.scene.visible(box) for box in moved):
        return False
    near = _BESIDE_WIRE
    wide = [box.adjusted(-near, -near, near, near) for box in moved]
    return not any(box.contains(point) for box in wide for point in wires)


def _wires(canvas: Canvas, area: QRectF) -> list[QPointF]:
    """Return points along every wire in view, near enough to each other to be hit."""
    geometry = canvas.scene.geometry
    paths = [geometry.axons[id].path for id in canvas.scene.axons_in_view(area)]
    paths += [cable.path for cable in geometry.cables.values()]
    return [
        path.pointAtPercent(step / _POINTS)
        for path in paths
        if path.controlPointRect().intersects(area)
        for step in range(_POINTS + 1)
    ]
