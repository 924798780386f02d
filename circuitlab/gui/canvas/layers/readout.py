"""What the corner of the canvas says about the element under the pointer, and about the run."""

from __future__ import annotations

import math
from itertools import islice
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPixmap

from circuitlab.catalog.live_words import live_text, state_text
from circuitlab.catalog.origin import tagged_value
from circuitlab.catalog.words import format_number
from circuitlab.gui.canvas.layers.notices import readout_picture
from circuitlab.gui.inspector.wire_words import UNKNOWN, role_words, wire_rows
from circuitlab.gui.transport.speed_words import speed_words
from circuitlab.gui.widgets.throttle import Paced
from circuitlab.model.rewiring import wire_name
from circuitlab.model.run_settings import is_coarse
from circuitlab.resources import _, in_digits

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPainter

    from circuitlab.catalog.spec import Catalog, Kind
    from circuitlab.gui.canvas.gestures.context import Picture
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.rewiring import Wire
    from circuitlab.render.drawn import Axon, CablePath, DrawnElement
    from circuitlab.render.live_frame import LiveFrame

MOST_ROWS = 5
_SIDE, _TOP = 10.0, 34.0

Rows = list[tuple[str, str]]


class Readout:
    """The panel that tells what the pointer is on.

    It lies at the upper right; at the upper left where it would cover what it tells of.

    Parameters
    ----------
    canvas : Picture
        On what it lies; its document and its run are followed.
    """

    def __init__(self, canvas: Picture) -> None:
        self._canvas = canvas
        self._of: tuple[object, ...] = ()
        self._rows: Rows = []
        self._picture = QPixmap()
        self._is_due = True
        paced = Paced(canvas.frames, self._renew)
        canvas.session.frame_ready.connect(paced.ask)
        canvas.document.changed.connect(paced.ask)
        canvas.document.replaced.connect(paced.ask)

    def paint(self, painter: QPainter, place: DrawnElement) -> None:
        """Show an element's values; the painter is in view pixels."""
        canvas = self._canvas
        circuit, live = canvas.document.circuit, canvas.session.live
        self._show(
            painter,
            (place.id, place.name, ""),
            place.body.translated(place.centre),
            lambda: rows_of(circuit, canvas.catalog, place.id, live),
        )

    def paint_wire(self, painter: QPainter, wire: Wire, line: Axon | CablePath) -> None:
        """Show what a wire that runs so is, and its values; the painter is in view pixels."""
        canvas = self._canvas
        circuit, catalog, live = canvas.document.circuit, canvas.catalog, canvas.session.live
        is_selected = wire == canvas.session.selection.wire
        hint = (
            _("Drag an end to move it · Del removes")
            if is_selected
            else _("Drag an end to move it · × removes")
        )
        self._show(
            painter,
            (wire, wire_name(circuit, catalog, wire), hint),
            line.path.boundingRect(),
            lambda: [
                (role_words(circuit, wire), ""),
                *(row for row in wire_rows(circuit, catalog, wire, live) if row[1] != UNKNOWN),
                (hint, ""),
            ],
        )

    def _show(
        self,
        painter: QPainter,
        what: tuple[Wire, str, str],
        area: QRectF,
        rows: Callable[[], Rows],
    ) -> None:
        canvas = self._canvas
        of = (*what, canvas.theme, canvas.devicePixelRatioF())
        if of != self._of or self._is_due:
            self._tell(of, rows())
        ratio = self._picture.devicePixelRatio()
        size = self._picture.deviceIndependentSize()
        at = placed_beside(canvas.camera.area_to_view(area), size, canvas.view_size().width())
        painter.drawPixmap(QPointF(round(at.x() * ratio) / ratio, at.y()), self._picture)

    def _renew(self) -> None:
        self._is_due = True
        self._canvas.frames.ask()

    def _tell(self, of: tuple[Any, ...], rows: Rows) -> None:
        self._is_due = False
        if of != self._of or rows != self._rows:
            _id, name, _hint, theme, ratio = self._of = of
            self._rows, self._picture = rows, readout_picture(theme, name, rows, ratio)


def placed_beside(area: QRectF, size: QSizeF, wide: float) -> QPointF:
    """Return where a panel lies on a canvas `wide` pixels wide that tells of what is in `area`."""
    right = QRectF(QPointF(wide - _SIDE - size.width(), _TOP), size)
    left = QRectF(QPointF(_SIDE, _TOP), size)
    return (left if right.intersects(area) and not left.intersects(area) else right).topLeft()


def rows_of(circuit: Circuit, catalog: Catalog, id: str, frame: LiveFrame) -> Rows:
    """Return names and values, in units, of what matters now about an element."""
    kind = catalog.kinds.get(circuit.elements[id].kind)
    if kind is None:
        return [(_("kind"), circuit.elements[id].kind)]
    rows = [*_mute(circuit, id, frame), *_rate(id, frame), *_states(id, kind, frame)]
    said = {title for title, _text in rows}
    for name, parameter in kind.parameters.items():
        if len(rows) >= MOST_ROWS or (kind.states and len(rows) >= 3):
            break
        value = frame.set_now.get((id, name), circuit.value(id, name, catalog))
        if isinstance(value, bool | int | float | str) and parameter.title not in said:
            rows.append((parameter.title or parameter.symbol, tagged_value(parameter, value)))
    return rows[:MOST_ROWS]


def words_of_run(circuit: Circuit, frame: LiveFrame, speed: float) -> str:
    """Return what is said while the pointer is on nothing: model time, speed, a coarse step."""
    words = _("{seconds} s · {speed}").format(
        seconds=in_digits(f"{frame.time_ms / 1000.0:.3f}"), speed=speed_words(speed)
    )
    if is_coarse(circuit.document):
        step = format_number(float(str(circuit.document["dt_ms"])))
        words += _(" · preview, step {step} ms").format(step=step)
    return words


def _mute(circuit: Circuit, id: str, frame: LiveFrame) -> Rows:
    return [(_("Muted"), "")] if frame.is_muted(circuit.elements[id]) else []


def _rate(id: str, frame: LiveFrame) -> Rows:
    rate = frame.rate_hz.get(id)
    return [] if rate is None else [(_("Firing rate"), live_text(rate, "Hz"))]


def _states(id: str, kind: Kind, frame: LiveFrame) -> Rows:
    ordered = sorted(kind.states.items(), key=lambda known: known[0] != "v")
    shown = ((state, frame.value(id, name)) for name, state in ordered)
    known = (
        (state.title, state_text(state, value)) for state, value in shown if not math.isnan(value)
    )
    return list(islice(known, MOST_ROWS))
